package proposaltest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

var mtime = regexp.MustCompile(`"mtime": .*`)

// apartFromTimes is an export without what every change of a registration leaves behind.
func apartFromTimes(export string) string { return mtime.ReplaceAllString(export, "") }

// movedOn lists the places of which an undo says that they are not any more what was written there.
func movedOn(undo *proposal.Proposal) (paths []string) {
	for _, w := range undo.Plan.Warnings.Items {
		if w.Code == onimport.MovedOn {
			paths = append(paths, string(w.Path))
		}
	}
	return paths
}

// latest is the undo of a proposal that stands.
func (d *desk) latest(p *proposal.Proposal) *proposal.Proposal {
	d.Helper()
	undone := d.read(p.ID).Undone
	if undone == nil {
		d.Fatalf("%s is not undone", p.ID)
	}
	return d.read(undone.Proposal)
}

var ofUndoing = []clause{
	{"undoing puts everything back, undoing that brings everything again", func(d *desk) {
		before := apartFromTimes(d.export())
		committed := d.commit(d.check("a.json", everything))
		after := apartFromTimes(d.export())
		undo := d.undo(committed)
		if undo.Status != proposal.Pending || undo.UndoOf != committed.ID || undo.Summary != "Rückgängig: Alles neu" ||
			movedOn(undo) != nil {
			d.Errorf("undo: %s\n%v", text(d.T, undo.Head), undo.Plan.Warnings)
		}
		undone := d.commit(undo)
		d.same("undone", before, apartFromTimes(d.export()))
		d.commit(d.undo(undone))
		d.same("redone", after, apartFromTimes(d.export()))
	}},
	{"asking twice for an undo gives one", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		first := d.undo(committed)
		d.same("the second", first, d.undo(committed))
		if _, err := proposal.Reject(d.Context(), d.store, d.request(first), d.now); err != nil {
			d.Fatal(err)
		}
		another := d.undo(committed)
		if another.ID == first.ID || another.Status != proposal.Pending {
			d.Errorf("after a rejection: %s", text(d.T, another.Head))
		}
		undone := d.commit(another)
		d.same("after a commit", undone, d.undo(committed))
		d.commit(d.undo(undone))
		if fresh := d.undo(committed); fresh.ID == undone.ID || fresh.Status != proposal.Pending {
			d.Errorf("after the undo was undone: %s", text(d.T, fresh.Head))
		}
	}},
	{"undoing warns of what moved on since", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		d.commit(d.check("b.json",
			file(`"courses": {"1": {"max_size": 12}, "6": {"title": "Rudern"}}, "registrations": {"1": {"notes": "!"}}`)))
		undo := d.undo(committed)
		d.same("warnings", []string{"/courses/1/max_size", "/courses/6"}, movedOn(undo))
		d.commit(undo)
		s := d.event().Snapshot
		if *s.Courses[1].MaxSize != 8 || s.Courses[6] != nil || *s.Registrations[1].Notes != "!" {
			d.Error("what was undone is not back, or more was")
		}
	}},
	{"an undo that does not fit is stored once for each reason", func(d *desk) {
		committed := d.commit(d.check("new.json", newCourse))
		course := committed.Decision.Created[event.Courses][-1]
		attend := func(name string, course int32) {
			p := d.check(name, file(fmt.Sprintf(`"registrations": {"1": {"tracks": {"1": {"course_id": %d}}}}`, course)))
			if _, err := proposal.Confirm(d.Context(), d.store, d.forced(p), d.now); err != nil {
				d.Fatal(err)
			}
		}
		attend("a.json", course)
		first := d.undo(committed)
		if first.Status != proposal.Invalid || d.undo(committed).ID != first.ID || d.undo(committed).ID != first.ID {
			d.Fatalf("the first is %s, with %d problems", first.Status, first.Problems.Total())
		}
		attend("b.json", 1)
		fits := d.undo(committed)
		if fits.Status != proposal.Pending || fits.ID == first.ID {
			d.Errorf("where it fits again: %s", text(d.T, fits.Head))
		}
		attend("c.json", course)
		if _, err := proposal.Reject(d.Context(), d.store, d.request(fits), d.now); err != nil {
			d.Fatal(err)
		}
		if third := d.undo(committed); third.Status != proposal.Invalid || d.undo(committed).ID != third.ID {
			d.Errorf("where it does not fit again: %s", text(d.T, third.Head))
		}
	}},
	{"what has moved on since is told by its name", func(d *desk) {
		three := func(name, part, choices string) *proposal.Proposal {
			return d.commit(d.check(name, file(`"registrations": {"3": {"parts": {"1": `+part+`}, "tracks": {"1": {"choices": `+
				choices+`}}}}`)))
		}
		first := three("a.json", `{"lodgement_id": 1, "status": 2}`, "[2]")
		three("b.json", `{"lodgement_id": 3, "status": 4}`, "[2, 1]")
		told := said(d.undo(first).Plan.Warnings)
		for _, want := range []string{"jetzt Heulager #3 statt Adlerhorst #1.", "jetzt Gast statt Teilnehmer.",
			"jetzt β. Knoten #2, α. Wolken #1 statt β. Knoten #2."} {
			if !strings.Contains(told, want) {
				d.Errorf("nothing of %s\n%s", want, told)
			}
		}
	}},
	{"what an undo brings back is called by its name", func(d *desk) {
		d.commit(d.check("a.json", file(`"lodgements": {"1": {"regular_capacity": 1}}`)))
		undo := d.undo(d.commit(d.check("b.json", file(`"lodgements": {"1": null}`))))
		named := slices.ContainsFunc(undo.Plan.Warnings.Items, func(w problem.Problem) bool {
			return w.Code == onimport.LodgementOverfull && w.Subject != nil && w.Subject.Name == "Adlerhorst"
		})
		if !named {
			d.Errorf("%v", undo.Plan.Warnings.Items)
		}
	}},
	{"only what is committed can be undone", func(d *desk) {
		for _, content := range []string{everything, "{"} {
			p := d.check("a.json", content)
			_, err := proposal.Undo(d.Context(), d.store, d.request(p), d.now)
			if !errors.Is(err, proposal.ErrNotCommitted) {
				d.Errorf("%s: %v", p.Status, err)
			}
		}
	}},
	{"orgas and approvers may ask for an undo, but not confirm their own", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		r := d.request(committed)
		r.By = both
		undo, err := proposal.Undo(d.Context(), d.store, r, d.now)
		if err != nil || undo.Source.Uploader != both.Mail {
			d.Fatal(undo, err)
		}
		d.same("who may confirm", []string{approver.Mail}, undo.Confirmers)
		r = d.request(undo)
		r.By = both
		if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); !errors.Is(err, access.ErrFourEyes) {
			d.Errorf("asking is uploading: %v", err)
		}
		d.commit(undo)
	}},
	{"what is undone says so, until it stands again", func(d *desk) {
		original := d.commit(d.check("a.json", everything))
		var last *proposal.Proposal
		for turn := range 4 {
			if last = original; turn%2 == 1 {
				last = d.latest(original)
			}
			undo := d.commit(d.undo(last))
			head := d.read(original.ID).Head
			switch by := head.Undone; {
			case turn%2 == 1 && by != nil:
				d.Errorf("turn %d: it stands again, but is said to be undone by %v", turn, by)
			case turn%2 == 0:
				d.same("undone", proposal.Commit{Proposal: undo.ID, By: approver.Mail, At: undo.Decision.At}, by)
			}
			want := map[int]string{0: "Rückgängig: Alles neu", 1: "Wieder ausgeführt: Alles neu"}[turn%2]
			if undo.Summary != want {
				d.Errorf("turn %d: %q, want %q", turn, undo.Summary, want)
			}
			again := d.check(fmt.Sprintf("again%d.json", turn), everything)
			if flagged := slices.ContainsFunc(again.Plan.Warnings.Items, func(w problem.Problem) bool {
				return w.Code == onimport.AlreadyCommitted
			}); flagged == (turn%2 == 0) {
				d.Errorf("turn %d: uploaded again it is known: %v", turn, flagged)
			}
		}
	}},
}
