package console_test

import (
	"net/url"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/browsertest"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
)

// redefine sends the definition of the PfingstAkademie back with a new field, another fee, without a track and what
// hangs on that.
func (d *desk) redefine() *proposal.Proposal {
	d.Helper()
	e, err := d.store.Event(d.Context(), 1)
	if err != nil {
		d.Fatal(err)
	}
	text, tag := proposal.Defined(e)
	before, rest, _ := strings.Cut(string(text), `"1":{"title":"Schnupperkurse"`)
	_, after, _ := strings.Cut(rest, "}")
	wanted := strings.NewReplacer(`"fields":{`, `"fields":{"shirt":{"kind":1,"association":1,"title":"T-Shirt",
		"entries":{"s":"Small","m":"Medium"}},`, `"amount":"195.00"`, `"amount":"205.00"`).Replace(before + after)
	p, _, found, err := proposal.Define(d.Context(), d.store, proposal.Redefinition{Event: 1, Seen: string(tag),
		By: access.Caller{Mail: orga, At: d.now()}, Wanted: []byte(wanted), WithData: true, Summary: "T-Shirts"})
	if err != nil || !found.Empty() {
		d.Fatal(err, found.Items)
	}
	return p
}

func TestADefinitionIsReviewedAsImportsAre(t *testing.T) {
	d := newDesk(t)
	p := d.redefine()
	page := d.get(approver, path(p)).body
	for _, want := range []string{"Kursschienen", "Datenfelder", "T-Shirt", "205,00", "Small (s)",
		"52 Einträgen geht verloren", "Reihenfolge der Datenfelder"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	d.decide(approver, path(p), "confirm")
	log := d.get(orga, "/events/1/log").body
	for _, want := range []string{"Datenfeld hinzugefügt", "T-Shirt", "Kursschiene entfernt", "Schnupperkurse"} {
		if !strings.Contains(log, want) {
			t.Errorf("no %q in the log: %s", want, log)
		}
	}
}

func TestADefinitionInABrowser(t *testing.T) {
	browser := browsertest.Open(t)
	d := newDesk(t)
	p := d.redefine()
	for _, look := range looks() {
		tab := browser.Tab(t, look)
		tab.Visit(d.url + "/become?mail=" + url.QueryEscape(approver) + "&back=" + url.QueryEscape(path(p)))
		tab.Sound("one-definition")
	}
}
