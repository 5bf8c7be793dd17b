package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// waiting is an import that waits in event 3, which is made with these roles.
func (d *desk) waiting(roles access.Roles, uploader string) *proposal.Proposal {
	d.Helper()
	e := &proposal.Event{Snapshot: sample.Event(3, 5), Access: roles}
	if found, err := proposal.Load(d.Context(), d.store, e); err != nil || !found.Empty() {
		d.Fatal(err, found.Items)
	}
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Content: []byte(`{"EVENT_SCHEMA_VERSION": [17, 2],
		"kind": "partial", "id": 3, "timestamp": "2027-01-20T12:00:00+00:00", "courses": {"1": {"title": "x"}}}`),
		Source: proposal.Source{Bucket: "uploads", Object: "imports/3/a.json", Generation: 1, Uploader: uploader}}, d.now())
	if err != nil || p.Status != proposal.Pending {
		d.Fatal(err, p.Problems.Items)
	}
	return p
}

// TestWhoCouldConfirm: who may not, reads who may or, if nobody may, who has to be entered by whom.
func TestWhoCouldConfirm(t *testing.T) {
	orgas := []string{orga, both}
	for _, c := range []struct {
		about, uploader, reader string
		roles                   access.Roles
		want                    []string
	}{
		{"others", orga, orga, access.Roles{Orgas: orgas, Approvers: []string{approver, both}, FourEyes: true},
			[]string{"Selbst hochgeladen", "Freigeben können: " + approver + ", " + both + "."}},
		{"another one of two", both, both, access.Roles{Orgas: orgas, Approvers: []string{approver, both}, FourEyes: true},
			[]string{"Selbst hochgeladen", "Freigeben können: " + approver + "."}},
		{"nobody, as there is no approver", orga, orga, access.Roles{Orgas: orgas, Approvers: []string{approver},
			ApproversUntil: map[string]string{approver: "2027-01-01"}, FourEyes: true},
			[]string{"hat keine Freigebenden", "Verantwortlichen müssen jemanden eintragen."}},
		{"nobody, as the only approver uploaded it", both, both, access.Roles{Orgas: orgas, Approvers: []string{both},
			FourEyes: true}, []string{"Selbst hochgeladen", "niemand freigeben", "nicht selbst hochgeladen hat"}},
		{"nobody, as all approvers may have uploaded it", "", both, access.Roles{Orgas: orgas, Approvers: []string{both},
			FourEyes: true}, []string{"nicht bekannt", "niemand freigeben", "weder jetzt Orga ist"}},
	} {
		t.Run(c.about, func(t *testing.T) {
			d := newDesk(t)
			page := d.get(c.reader, path(d.waiting(c.roles, c.uploader)))
			text := page.Find(".banner").Text()
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing: %s", want, text)
				}
			}
			if page.Find("button[value=confirm]").Length() != 0 {
				t.Error("there is a button to confirm it")
			}
		})
	}
}

// TestAClosedEvent is told where somebody would upload or confirm.
func TestAClosedEvent(t *testing.T) {
	d := newDesk(t)
	p := d.waiting(access.Roles{Orgas: []string{orga}, Approvers: []string{approver}}, orga)
	by := access.Caller{Mail: admin, Admin: true, At: d.now()}
	if err := (access.Closure{Event: 3, By: by, Closed: true}).Make(t.Context(), d.store); err != nil {
		t.Fatal(err)
	}
	for who, at := range map[string]string{orga: "/events/3/imports", approver: path(p)} {
		page := d.get(who, at)
		if !strings.Contains(page.Text(), "Die Veranstaltung ist abgeschlossen") ||
			page.Find("input[type=file], button[value=confirm]").Length() != 0 {
			t.Errorf("%s: %s", at, page.Text())
		}
	}
	if status := d.decide(approver, path(p), "confirm").status; status != http.StatusConflict {
		t.Errorf("confirmed all the same: status %d", status)
	}
}

// TestWhatUndoingLeadsTo: whether it takes somebody else is as the event has it.
func TestWhatUndoingLeadsTo(t *testing.T) {
	for eyes, want := range map[bool]string{
		true:  "gezeigt und von jemand anderem freigegeben",
		false: "gezeigt und freigegeben",
	} {
		t.Run(fmt.Sprint("four eyes: ", eyes), func(t *testing.T) {
			d := newDesk(t)
			p := d.waiting(access.Roles{Orgas: []string{orga}, Approvers: []string{approver}, FourEyes: eyes}, orga)
			d.decide(approver, path(p), "confirm")
			text := d.get(approver, path(p)).Find("form:has(button[value=undo])").Parent().Text()
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing: %s", want, text)
			}
		})
	}
}
