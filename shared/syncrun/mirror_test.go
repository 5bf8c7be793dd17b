package syncrun_test

import (
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

func TestAppointmentAppearsChangesDisappears(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna", "dora"), meeting("b", 48, "bela"))...)
	if r := h.run(); r.Outcome != syncrun.Done || r.Inserted != 2 || r.Granted != 3 {
		t.Fatalf("first run: %+v", r)
	}
	if seen := h.google.Sees(mail("anna")); len(seen) != 1 || seen[0].Event.Summary != "Termin a" {
		t.Errorf("Anna sees %v", seen)
	}
	if seen := h.google.Sees(mail("dora")); len(seen) != 0 {
		t.Errorf("Dora sees %v", seen)
	}
	h.idle()
	moved := meeting("a", 30, "bela")
	h.put(jobcal.Operation{Put: &moved})
	if r := h.run(); r.Updated != 1 || r.Writes != 1 || r.Changed["time"] != 1 || r.Changed["guests"] != 1 {
		t.Errorf("run after a change: %+v", r)
	}
	h.idle()
	h.put(jobcal.Operation{Delete: "a"})
	if r := h.run(); r.Deleted != 1 || r.Writes != 1 {
		t.Errorf("run after a deletion: %+v", r)
	}
	h.idle()
	if len(h.google.Sees(mail("anna"))) != 0 || len(h.google.Sees(mail("bela"))) != 1 {
		t.Error("the entry is still there")
	}
}

// idle is a run that finds nothing to do.
func (h *house) idle() {
	h.Helper()
	h.google.Reset()
	r := h.run()
	if r.Writes != 0 || r.Gets != 0 || r.Outcome != syncrun.Done {
		h.Errorf("not idle: %+v", r)
	}
	for _, c := range h.google.Calls() {
		if c.Method != "GET" {
			h.Errorf("not idle: %s %s", c.Method, c.Path)
		}
	}
	if n := len(h.google.Calls()); n != r.Lists {
		h.Errorf("%d calls, the report says %d", n, r.Lists)
	}
}

func TestHandEditsAreHealedByOneWriteEach(t *testing.T) {
	tests := map[string]func(*house) error{
		"renamed":        func(h *house) error { return h.google.RenameByHand(h.id, entry("a"), "Quatsch") },
		"moved":          func(h *house) error { return h.google.MoveByHand(h.id, entry("a"), time.Hour) },
		"moved far away": func(h *house) error { return h.google.MoveByHand(h.id, entry("a"), -90*24*time.Hour) },
		"guest added":    func(h *house) error { return h.google.InviteByHand(h.id, entry("a"), "fremd@anderswo.example") },
		"guest removed":  func(h *house) error { return h.google.UninviteByHand(h.id, entry("a"), mail("anna")) },
		"deleted":        func(h *house) error { return h.google.DeleteByHand(h.id, entry("a")) },
	}
	for about, edit := range tests {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			h.put(puts(meeting("a", 24, "anna", "bela"), meeting("b", 48, "bela"))...)
			h.run()
			if err := h.google.Answer(h.id, entry("a"), accepted("anna")); err != nil {
				t.Fatal(err)
			}
			h.idle() // an answer is nothing to write
			if err := edit(h); err != nil {
				t.Fatal(err)
			}
			h.google.Reset()
			if r := h.run(); r.Outcome != syncrun.Done || r.Writes > 2 || r.Updated+r.Inserted != 1 || len(r.Healed) != 1 {
				t.Errorf("healing run: %+v", r)
			}
			h.idle()
			h.check("a", "anna", "bela")
			if e := h.find("a"); e.answer("anna") != "accepted" {
				t.Errorf("the answer is lost: %+v", e.Attendees)
			}
		})
	}
}
