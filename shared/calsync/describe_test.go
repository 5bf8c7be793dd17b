package calsync

import (
	"html"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"pgregory.net/rapid"
)

func TestJobNumberAndLinkComeFirst(t *testing.T) {
	got, cut := describe(jobcal.Appointment{JobNumber: "4711", Link: "https://planung.example/?a=1&b=2&c",
		Description: `"Wer's weiß" > R & B <3, AT&T`})
	want := "Auftrag 4711\n\nhttps://planung.example/?a=1&amp;b=2&amp;c\n\n" + `"Wer's weiß" > R & B &lt;3, AT&amp;T`
	if diff := cmp.Diff(want, got); diff != "" || cut {
		t.Errorf("cut %v (-want +got):\n%s", cut, diff)
	}
	if only, _ := describe(jobcal.Appointment{Description: "Text"}); only != "Text" {
		t.Errorf("text alone: %q", only)
	}
}

func TestLongDescriptionsEndAfterAWord(t *testing.T) {
	for about, c := range map[string]struct{ text, want string }{
		"it fits":                   {"eins zwei", "eins zwei"},
		"a word too many":           {"eins zwei drei", "eins…"},
		"room for the ellipsis":     {"eins zwe drei", "eins zwe…"},
		"a space too many":          {"eins zwei ", "eins…"},
		"what is escaped is longer": {"eins <<", "eins…"},
		"a smiley is two units":     {"eins 🎶🎶🎶", "eins…"},
		"lines end words, too":      {"eins\nzwei drei", "eins…"},
		"several spaces":            {"eins   zwei", "eins…"},
		"of a long word there is a beginning": {strings.Repeat("ä", 9) + strings.Repeat("ö", 200),
			strings.Repeat("ä", 8) + "…"},
	} {
		t.Run(about, func(t *testing.T) {
			most := 9
			got, cut := escape(c.text, most)
			if cut != strings.HasSuffix(got, "…") {
				t.Errorf("cut: %v, %q", cut, got)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever the text, Google keeps what it is sent, takes nothing for a tag, and shows what was written.
func TestDescriptionsAreWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aé 🎶<>&;#xlt1\n\"'"))).Draw(r, "text")
		most := rapid.IntRange(1, 60).Draw(r, "most")
		got, cut := escape(text, most)
		if n := len(utf16.Encode([]rune(got))); n > most {
			r.Fatalf("%d units of %d: %q", n, most, got)
		}
		if strings.Contains(got, "<") {
			r.Fatalf("a tag: %q", got)
		}
		shown := html.UnescapeString(got)
		if !cut && shown != text || cut && !strings.HasPrefix(text, strings.TrimSuffix(shown, "…")) {
			r.Fatalf("%q is shown as %q", text, shown)
		}
		if all, _ := escape(text, 1000); cut == (len(utf16.Encode([]rune(all))) <= most) {
			r.Fatalf("cut %v at %d: %q", cut, most, all)
		}
	})
}
