package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// TestManyPlacesAreShownInPages: an import that moves everybody has as many places as a large event.
func TestManyPlacesAreShownInPages(t *testing.T) {
	d := newDesk(t)
	s := sample.Event(3, 5000)
	e := &proposal.Event{Snapshot: s, Access: access.Roles{Approvers: []string{approver}}}
	if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	var file strings.Builder
	file.WriteString(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 3,
		"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {"1": {"notes": "Alle ziehen um."}`)
	for id, r := range s.Registrations {
		for part := range r.Parts {
			if id > 1 {
				fmt.Fprintf(&file, `, "%d": {"parts": {"%d": {"lodgement_id": null}}}`, id, part)
				break
			}
		}
	}
	file.WriteString("}}")
	p, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte(file.String()), Source: proposal.Source{
		Bucket: "uploads", Object: "imports/3/a.json", Generation: 1, Uploader: orga}}, d.now())
	if err != nil || p.Status != proposal.Pending {
		t.Fatal(err, p.Problems.Items)
	}
	first := d.get(approver, path(p))
	if n := first.Find(".ba li").Length(); n != 40 || len(first.body) > 250_000 {
		t.Errorf("%d places on %d bytes", n, len(first.body))
	}
	next := first.Find("a[href*='places=2']").AttrOr("href", "")
	if got := d.get(approver, path(p)+strings.TrimSuffix(next, "#after")); got.Find(".ba li").Length() == 0 ||
		got.Find(".ba li").First().Text() == first.Find(".ba li").First().Text() {
		t.Errorf("behind %q there is no other page", next)
	}
}

// TestALargeImportIsShownInPages: its first page is as small as that of a middling one.
func TestALargeImportIsShownInPages(t *testing.T) {
	d := newDesk(t)
	const many = 5000
	e := &proposal.Event{Snapshot: sample.Event(3, many), Access: access.Roles{Orgas: []string{orga},
		Approvers: []string{approver}, FourEyes: true}}
	if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	var file strings.Builder
	file.WriteString(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 3,
		"timestamp": "2027-01-20T12:00:00+00:00", "registrations": {`)
	for i := 1; i <= many; i++ {
		fmt.Fprintf(&file, "%s\"%d\": {\"notes\": \"Ein Satz über Anmeldung %d, wie er in Notizen steht.\"}",
			map[bool]string{true: ","}[i > 1], i, i)
	}
	file.WriteString("}}")
	p, err := proposal.Check(t.Context(), d.store, proposal.Upload{Content: []byte(file.String()), Source: proposal.Source{
		Bucket: "uploads", Object: "imports/3/a.json", Generation: 1, Uploader: orga}}, d.now())
	if err != nil || p.Status != proposal.Pending {
		t.Fatal(err, p.Problems.Items)
	}
	begin := time.Now()
	got := d.get(approver, path(p))
	t.Logf("%d KB in %v", len(got.body)>>10, time.Since(begin))
	if got.status != http.StatusOK || len(got.body) > 250_000 {
		t.Errorf("%d, %d bytes", got.status, len(got.body))
	}
	if n := got.Find(".chg").Length(); n != 200 || !strings.Contains(got.Find(".more").Text(), "1 bis 200 von 5.000") {
		t.Errorf("%d changes, %q", n, got.Find(".more").Text())
	}
	last := d.get(approver, path(p)+"?page=25")
	if n := last.Find(".chg").Length(); n != 200 || !strings.Contains(last.Find(".more").Text(), "4.801 bis 5.000") {
		t.Errorf("at the end %d, %q", n, last.Find(".more").Text())
	}
	if beyond := d.get(approver, path(p)+"?page=99"); beyond.Find(".chg").Length() != 200 {
		t.Error("beyond the end there is nothing")
	}
}
