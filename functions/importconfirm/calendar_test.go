package importconfirm

import (
	"strings"
	"testing"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestReviewersSeeWhatBecomesOfCalendars(t *testing.T) {
	d := newDesk(t)
	e := &proposal.Event{Snapshot: sample.Event(3, 20), Sessions: sample.Sessions(),
		Access: access.Roles{Orgas: []string{orga}, Approvers: []string{approver}}}
	if err := d.store.Create(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	content := strings.ReplaceAll(rename("3", "x"), `"title": "x"`, `"fields": {"kursraum": "Scheune"}`)
	p := d.put(proposal.Source{Object: "imports/3/a.json", Uploader: orga}, content)
	shown := d.get(approver, "proposal="+string(p.ID))
	if c := shown.Proposal.Calendar; c == nil || c.Update != 11 || c.Insert+c.Delete+len(c.Persons) != 0 {
		t.Errorf("calendar %+v", c)
	}
	warning := "Scheune ist doppelt belegt, erstmals am 17.05.2027, 09:30 Uhr: α. Brücken und δ. Stadt."
	if w := shown.Proposal.Warnings; len(w) != 1 || w[0].Message != warning ||
		!strings.Contains(shown.body, `"calendar": {`) {
		t.Errorf("%s", shown.body)
	}
	if got := d.decide(approver, "confirm", p); got.status != 200 || got.Proposal.Calendar == nil ||
		len(got.Proposal.Warnings) != 1 {
		t.Errorf("status %d: %s", got.status, got.body)
	}
	if without := d.get(approver, "proposal="+string(d.upload(rename("1", "Neu")).ID)); strings.Contains(without.body,
		`"calendar"`) {
		t.Errorf("without sessions: %s", without.body)
	}
}
