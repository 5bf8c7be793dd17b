package console_test

import (
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// ran has the sync remember a run.
func (d *desk) ran(r syncrun.Report) {
	d.Helper()
	lease, err := d.store.Sync().Begin(d.Context(), syncrun.Claim{Now: d.now(), For: time.Minute})
	if err == nil {
		r.ID, r.Started, r.Ended = lease.Fence, d.now(), d.now()
		err = d.store.Sync().End(d.Context(), lease, &r)
	}
	if err != nil {
		d.Fatal(err)
	}
}

// TestTheSyncOnTheStartPage: who may not know of it sees nothing; a run that holds something back says so.
func TestTheSyncOnTheStartPage(t *testing.T) {
	d := newDesk(t)
	if got := d.get(admin, "/").Find("aside").Text(); !strings.Contains(got, "noch kein Lauf") {
		t.Errorf("before the first run: %s", got)
	}
	d.ran(syncrun.Report{Outcome: syncrun.Done, Writes: 7})
	d.ran(syncrun.Report{Outcome: syncrun.Done, Held: &calsync.Held{Entries: 22, Guests: 3}})
	page := d.get(admin, "/")
	if got := page.Find("aside").Text(); !strings.Contains(got, "angehalten") || !strings.Contains(got, "25 Verluste") ||
		!strings.Contains(got, "heute, 23:19") || !strings.Contains(got, "nichts zu tun") {
		t.Errorf("held back: %s", got)
	}
	if page.Find(".spark rect.b").Length() != 1 || page.Find(".spark rect.z").Length() != 1 {
		t.Errorf("bars: %d", page.Find(".spark rect").Length())
	}
	if other := d.get(orga, "/"); other.Find(".spark").Length() != 0 || strings.Contains(other.body, "Abgleich</h2>") {
		t.Error("an orga learns of the sync")
	}
	d.later(time.Hour)
	if got := d.get(admin, "/").Find("aside").Text(); !strings.Contains(got, "überfällig seit") {
		t.Errorf("an hour later: %s", got)
	}
}

// TestUndoneFromTheStartPage: by the same rule as on the page of the import.
func TestUndoneFromTheStartPage(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "07"))
	d.decide(approver, path(p), "confirm")
	for who, want := range map[string]int{orga: 1, approver: 1, admin: 0} {
		if got := d.get(who, "/").Find("form[action='" + path(p) + "'] button[value=undo]").Length(); got != want {
			t.Errorf("%s has %d buttons", who, got)
		}
	}
	undo := d.decide(orga, path(p), "undo")
	if undo.status != 303 || d.proposal(undo.location).UndoOf != p.ID {
		t.Fatalf("%d to %q", undo.status, undo.location)
	}
	d.decide(approver, undo.location, "confirm")
	last := d.get(orga, "/")
	if last.Find("form[action='"+path(p)+"']").Length() != 0 ||
		!strings.Contains(last.Find("main").Text(), "zurückgenommen") {
		t.Errorf("what is undone: %s", last.Find("main").Text())
	}
}

// TestTheRiskiestWaitsFirst: what would be regretted most, wherever it is from.
func TestTheRiskiestWaitsFirst(t *testing.T) {
	d := newDesk(t)
	deleting := strings.Replace(sampleFile(t, "07"), `"courses"`, `"lodgement_groups": {"1": null, "2": null}, "courses"`,
		1)
	risky := d.put(orga, "a.json", deleting)
	small := d.put(orga, "b.json", strings.ReplaceAll(sampleFile(t, "07"), "Kaminzimmer", "Scheune"))
	if risky.Figures.Weight == small.Figures.Weight || small.Status != proposal.Pending {
		t.Fatal("both weigh the same: the test proves nothing")
	}
	page := d.get(approver, "/")
	if got := page.Find(".list").First().Find("a").First().AttrOr("href", ""); got != path(risky) {
		t.Errorf("the first is %s", got)
	}
	if got := page.Find(".list li").First().Text(); !strings.Contains(got, "löscht") ||
		!strings.Contains(got, "Änderungen") {
		t.Errorf("it leads to: %s", got)
	}
	d.put(orga, "c.json", sampleFile(t, "02"))
	if got := d.get(approver, "/").Find(".list").First().Text(); !strings.Contains(got, "überrascht jemanden") {
		t.Errorf("nothing says why it stands where it does: %s", got)
	}
}

// TestWhoUploadsIsLedOn: they learn where files go, and why one was rejected.
func TestWhoUploadsIsLedOn(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "07"))
	d.decide(approver, path(p), "reject", "reason", "Die Küche fehlt.")
	for who, want := range map[string]bool{orga: true, approver: false} {
		got := d.get(who, "/").Find("main").Text()
		for _, told := range []string{"Eigene Dateien nimmt „Importe“ entgegen", "Die Küche fehlt."} {
			if strings.Contains(got, told) != want {
				t.Errorf("%s reads %q: %t", who, told, !want)
			}
		}
	}
}

// TestNothingWaitsForWhoMayNotDecide: the page does not call decided what waits for others.
func TestNothingWaitsForWhoMayNotDecide(t *testing.T) {
	d := newDesk(t)
	told := func(want string) {
		t.Helper()
		got := d.get(orga, "/").Find("main").Text()
		if !strings.Contains(got, want) || want != allDecided && strings.Contains(got, allDecided) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	told(allDecided)
	one := d.put(orga, "a.json", sampleFile(t, "07"))
	told("1 Vorgang wartet auf die Freigabe durch andere.")
	two := d.put(orga, "b.json", strings.ReplaceAll(sampleFile(t, "07"), "Kaminzimmer", "Scheune"))
	told("2 Vorgänge warten auf die Freigabe durch andere.")
	for _, p := range []*proposal.Proposal{one, two} {
		d.decide(orga, path(p), "withdraw")
	}
	told(allDecided)
}

const allDecided = "Alles, was hier freigegeben werden kann, ist entschieden."
