package proposaltest

import (
	"errors"
	"regexp"

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
	{"only what is committed can be undone", func(d *desk) {
		for _, content := range []string{everything, "{"} {
			p := d.check("a.json", content)
			_, err := proposal.Undo(d.Context(), d.store, d.request(p), d.now)
			if !errors.Is(err, proposal.ErrNotCommitted) {
				d.Errorf("%s: %v", p.Status, err)
			}
		}
	}},
	{"who confirmed may undo", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		r := d.request(committed)
		r.By = both
		undo, err := proposal.Undo(d.Context(), d.store, r, d.now)
		if err != nil {
			d.Fatal(err)
		}
		r = d.request(undo)
		r.By = both
		if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); err != nil {
			d.Errorf("undoing takes no second person: %v", err)
		}
	}},
}
