package console_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// TestEverythingThatIsSignedCanBeSeen: of a change that has more consequences than fit beside others, all are a link
// away.
func TestEverythingThatIsSignedCanBeSeen(t *testing.T) {
	d := newDesk(t)
	e := &proposal.Event{Snapshot: sample.Event(3, 700), Access: access.Roles{Orgas: []string{orga},
		Approvers: []string{approver}, FourEyes: true}}
	house := slices.Min(slices.Collect(maps.Keys(e.Snapshot.Lodgements)))
	for _, r := range e.Snapshot.Registrations {
		for part, stay := range r.Parts {
			stay.LodgementID = &house
			r.Parts[part] = stay
		}
	}
	if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	p, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2],
		"kind": "partial", "id": 3, "timestamp": "2027-01-20T12:00:00+00:00", "lodgements": {"` +
		fmt.Sprint(house) + `": null}}`), Source: proposal.Source{Bucket: "uploads", Object: "imports/3/a.json",
		Generation: 1, Uploader: orga}}, d.now())
	if err != nil || p.Status != proposal.Pending {
		t.Fatal(err, p.Problems.Items)
	}
	first := d.get(approver, path(p))
	shown := map[string]bool{}
	count := func(a answer) { // each page says of whom it tells
		for _, li := range a.Find(".cause li").EachIter() {
			shown[li.Find("span").First().Text()+a.Find(".chg h3").First().Text()] = true
		}
	}
	links := first.Find(".cause p a")
	if links.Length() == 0 {
		t.Fatal("no change has that many consequences: the test proves nothing")
	}
	href, _ := links.First().Attr("href")
	want := strings.FieldsFunc(links.First().Text(), func(r rune) bool { return r < '0' || r > '9' })[0]
	for page := 0; href != "" && page < 50; page++ {
		got := d.get(approver, path(p)+strings.TrimSuffix(href, "#changes"))
		if got.status != http.StatusOK || got.Find(".chg").Length() != 1 {
			t.Fatalf("%d at %s", got.status, href)
		}
		count(got)
		href = ""
		for _, a := range got.Find("nav.more a").EachIter() {
			if strings.Contains(a.Text(), "Nächste") && strings.Contains(a.AttrOr("href", ""), "of=") {
				href = a.AttrOr("href", "")
			}
		}
	}
	if fmt.Sprint(len(shown)) != want {
		t.Errorf("%d of %s consequences can be seen", len(shown), want)
	}
}

// TestEveryPartIsAnAnchorAway: the contents of a page lead to what it has, or to the page that has it; filters say how
// much they show.
func TestEveryPartIsAnAnchorAway(t *testing.T) {
	d := newDesk(t)
	e := &proposal.Event{Snapshot: sample.Event(3, 300), Access: access.Roles{Approvers: []string{approver}}}
	if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	house := slices.Min(slices.Collect(maps.Keys(e.Snapshot.Lodgements)))
	var file strings.Builder
	fmt.Fprintf(&file, `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 3, "timestamp":
		"2027-01-20T12:00:00+00:00", "lodgements": {"%d": null}, "courses": {"1": {"title": "x"}}, "registrations": {`, house)
	for i := 1; i <= 300; i++ {
		fmt.Fprintf(&file, `%s"%d": {"notes": "neu"}`, map[bool]string{true: ","}[i > 1], i)
	}
	p, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte(file.String() + "}}"),
		Source: proposal.Source{Bucket: "uploads", Object: "imports/3/a.json", Generation: 1, Uploader: orga}}, d.now())
	if err != nil || p.Status != proposal.Pending {
		t.Fatal(err, p.Problems.Items)
	}
	first, last := d.get(approver, path(p)), d.get(approver, path(p)+"?page=2")
	for _, page := range []answer{first, last} {
		for _, a := range page.Find(".toc a, .figs a, .look a").EachIter() {
			query, anchor, _ := strings.Cut(a.AttrOr("href", ""), "#")
			on := page
			if query != "" {
				on = d.get(approver, path(p)+query)
			}
			if anchor == "" || on.Find("#"+anchor).Length() != 1 {
				t.Errorf("%q leads to %q#%s, which is not there", a.Text(), query, anchor)
			}
		}
	}
	text := strings.Join(strings.Fields(first.Find(".toc").Text()), " ")
	for _, want := range []string{"Unterkünfte 1", "Kurse 1", "Anmeldungen 300", "Entscheiden"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing: %s", want, text)
		}
	}
	chips := strings.Join(strings.Fields(first.Find(".chips").Text()), " ")
	if chips != "Alles 302Neu 0Geändert 301Gelöscht 1" {
		t.Error(chips)
	}
	if got := last.Find(".toc a[href^='?']").Length(); got != 2 {
		t.Errorf("on the last page %d links lead to the first", got)
	}
}

// TestUploadsOfNoEvent have a list: that of who uploaded them, and of admins.
func TestUploadsOfNoEvent(t *testing.T) {
	d := newDesk(t)
	lost, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte("{}"), Source: proposal.Source{
		Bucket: "uploads", Object: "imports/readme.txt", Generation: 1, Uploader: orga}}, d.now())
	if err != nil || lost.Event != 0 {
		t.Fatal(lost.Event, err)
	}
	crumb := d.get(orga, path(lost)).Find(".crumbs a").AttrOr("href", "")
	for who, want := range map[string]string{orga: path(lost), admin: path(lost), stranger: ""} {
		got := d.get(who, crumb+"?show=all")
		if got.status != http.StatusOK || got.Find("tbody a").AttrOr("href", "") != want {
			t.Errorf("%s: %d at %q", who, got.status, crumb)
		}
	}
}

// TestListsComeByPages: each page leads to the next one, the last to none.
func TestListsComeByPages(t *testing.T) {
	d := newDesk(t)
	for n := range 53 {
		d.put(orga, fmt.Sprint(n, ".json"), "{")
	}
	d.later(time.Minute)
	first := d.get(orga, "/events/1/imports?show=invalid")
	next := first.Find("nav.more a").AttrOr("href", "")
	last := d.get(orga, "/events/1/imports"+next)
	if first.Find("tbody tr").Length() != 50 || last.Find("tbody tr").Length() != 3 ||
		last.Find("nav.more a").Length() != 1 || last.Find("nav.more a").AttrOr("href", "") != "?show=invalid" {
		t.Errorf("%d, then %d rows by %q", first.Find("tbody tr").Length(), last.Find("tbody tr").Length(), next)
	}
}

// TestEventsAreChosen: every page of an event leads to those of the others that the visitor has to do with.
func TestEventsAreChosen(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "07"))
	for _, c := range []struct {
		who, at string
		want    int
	}{{orga, "/events/1/imports", 1}, {admin, "/events/1/imports", 2}, {admin, path(p), 2},
		{orga, "/", 1}, {admin, "/", 0}} {
		got := d.get(c.who, c.at)
		if n := got.Find(".menu.event a").Length(); n != c.want {
			t.Errorf("%s at %s: %d events", c.who, c.at, n)
		}
	}
}
