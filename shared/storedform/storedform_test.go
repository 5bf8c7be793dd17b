package storedform_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/storedform"
)

// TestWhatIsPackedComesBack: also when it was cut into pieces, as a database with small documents does.
func TestWhatIsPackedComesBack(t *testing.T) {
	imported, found := partial.Decode(sample.Imports()[0].Content)
	if !found.Empty() {
		t.Fatal(found.Items)
	}
	plan, found := diff.Compute(sample.PfingstAkademie(), imported)
	if !found.Empty() {
		t.Fatal(found.Items)
	}
	want := &proposal.Proposal{Head: proposal.Head{ID: "a"}, Import: imported, Plan: plan, Inverse: imported,
		Calendar: &jobcal.Effect{Insert: 1, Persons: []string{"Anna"}}}
	packed, err := storedform.Pack(storedform.BodyOf(want))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 100, len(packed)} {
		var body storedform.Body
		if err := storedform.Unpack(&body, slices.Collect(slices.Chunk(packed, size))...); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, body.Proposal(want.Head)); diff != "" {
			t.Errorf("in pieces of %d (-want +got):\n%s", size, diff)
		}
	}
	if err := storedform.Unpack(new(storedform.Body), packed[:len(packed)-1]); err == nil {
		t.Error("what lacks its end was read")
	}
}

func TestTheSameValueIsTheSameText(t *testing.T) {
	long := map[string]int{}
	for _, key := range strings.Split("the quick brown fox jumps over the lazy dog of the house", " ") {
		long[key]++
	}
	first, err := storedform.JSON(long)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := storedform.JSON(long); err != nil || string(again) != string(first) {
			t.Fatalf("%s, then %s, %v", first, again, err)
		}
	}
}

func TestDefinitionKeepsAllButWhatLiesElsewhere(t *testing.T) {
	want := sample.PfingstAkademie()
	got := storedform.DefinitionOf(want).Snapshot(want.ID)
	got.Courses, got.LodgementGroups, got.Lodgements = want.Courses, want.LodgementGroups, want.Lodgements
	got.Registrations, got.Personas, got.Next = want.Registrations, want.Personas, want.Next
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(event.Snapshot{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAppointmentsOfAWindow(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2027, 5, 15, hour, 0, 0, 0, time.UTC) }
	draft := jobcal.Draft{ID: "a", Title: "A", Start: "2027-05-15T09:00:00Z", End: "2027-05-15T10:00:00Z", TimeZone: "UTC"}
	for _, c := range []struct {
		about       string
		from, until time.Time
		in          bool
	}{
		{"no limits", time.Time{}, time.Time{}, true},
		{"it ends after the beginning", at(9), time.Time{}, true},
		{"it is over at the beginning", at(10), time.Time{}, false},
		{"it has begun by the end", time.Time{}, at(10), true},
		{"it begins at the end", time.Time{}, at(9), false},
	} {
		t.Run(c.about, func(t *testing.T) {
			book := storedform.NewBook()
			if err := storedform.AddAppointment(book, draft, c.from, c.until); err != nil {
				t.Fatal(err)
			}
			if _, in := book.Appointments["a"]; in != c.in {
				t.Errorf("in the book: %v", in)
			}
		})
	}
	draft.Start = "yesterday"
	if err := storedform.AddAppointment(storedform.NewBook(), draft, time.Time{}, time.Time{}); err == nil {
		t.Error("no appointment, but no error")
	}
}
