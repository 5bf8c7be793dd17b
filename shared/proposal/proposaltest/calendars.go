package proposaltest

import (
	"errors"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/proposal"
)

var ofCalendars = []rule{
	{"a proposal tells what it does to calendars", func(o *office) {
		o.hire()
		if p := o.check("before.json", rename("Eins")); p.Calendar != nil {
			o.Errorf("without sessions: %v", p.Calendar)
		}
		o.plan(mornings(2, 3))
		checked := o.check("room.json", file(`"courses": {"1": {"fields": {"raum": "Scheune"}}}`))
		two := moves(2, "Stube", "Scheune")
		o.same("checked", two, checked.Calendar)
		o.same("stored", two, o.read(checked.ID).Calendar)
		o.same("reported", two, checked.Report(problem.German).Calendar)
		o.plan(mornings(2, 3, 4)) // which voids no review
		committed := o.commit(checked)
		three := moves(3, "Stube", "Scheune")
		o.same("committed", three, committed.Calendar)
		o.same("undo", moves(3, "Scheune", "Stube"), o.undo(committed).Calendar)
		o.same("nothing", jobcal.Effect{Persons: []string{}},
			o.check("notes.json", file(`"courses": {"1": {"notes": "!"}}`)).Calendar)
	}},
	{"a confirmed proposal releases what it showed to go, until that comes back", func(o *office) {
		o.hire()
		o.released()
		o.commit(o.check("before.json", rename("Eins")))
		o.plan(mornings(2, 3))
		p := o.check("a.json",
			file(`"courses": {"2": null}, "registrations": {"2": {"tracks": {"1": {"course_id": null, "choices": []}}}}`))
		o.released()
		committed := o.commit(p)
		release := jobcal.Release{Proposal: string(p.ID), Title: p.Title(), By: committed.Decision.By,
			At: committed.Decision.At, Gone: map[jobcal.Slot][]jobcal.PersonID{"c2-t1": {}}}
		o.released(release)
		o.plan(mornings(4))
		o.commit(committed)
		o.commit(o.check("c.json", file(`"courses": {"1": {"notes": "!"}}`)))
		o.released(release)
		o.commit(o.undo(committed))
		o.released()
	}},
	{"a stale proposal tells what it would do now", func(o *office) {
		o.hire()
		o.plan(mornings(2))
		p := o.check("a.json",
			file(`"courses": {"2": null}, "registrations": {"2": {"tracks": {"1": {"course_id": null, "choices": []}}}}`))
		gone := []jobcal.Calendar{{Name: "ole", Delete: 1, Series: []jobcal.Series{{Title: "β. Knoten", Delete: 1}}}}
		o.same("checked", jobcal.Effect{Delete: 1, Persons: []string{"ole"}, Calendars: gone}, p.Calendar)
		o.commit(o.check("b.json",
			file(`"registrations": {"2": {"tracks": {"1": {"course_id": 1, "course_instructor": 1}}}}`)))
		var stale *proposal.Stale
		if _, err := o.confirm(p); !errors.As(err, &stale) {
			o.Fatal(err)
		}
		o.same("fresh", jobcal.Effect{Delete: 1, Persons: []string{}}, stale.Fresh.Calendar)
		o.same("as stored", stale.Fresh, o.read(p.ID))
	}},
	{"a proposal warns of what it makes clash, where its file says so", func(o *office) {
		o.hire()
		o.plan(mornings(2, 3))
		p := o.check("a.json", file("\n"+`"courses": {"2": {"fields": {"raum": "Stube"}}}`))
		report := p.Report(problem.German)
		if len(report.Warnings) != 1 || report.Warnings[0].Code != oncalendar.RoomTwice || report.Warnings[0].Line != 2 {
			o.Errorf("warnings %v", report.Warnings)
		}
		o.same("stored", p, o.read(p.ID))
		moved := o.check("b.json", file(`"courses": {"1": {"fields": {"raum": "Scheune"}}}`))
		if report := moved.Report(problem.German); len(report.Warnings) > 0 {
			o.Errorf("warnings %v", report.Warnings)
		}
	}},
}

// released checks what is released of the camp, for whoever reads it.
func (o *office) released(want ...jobcal.Release) {
	o.Helper()
	programme, err := o.all.Programme(o.Context(), 1)
	if err != nil {
		o.Fatal(err)
	}
	same := func(who string, got []jobcal.Release) {
		o.Helper()
		if len(want)+len(got) > 0 {
			o.same(who, want, got)
		}
	}
	same("programme", programme.Releases)
	same("event", o.event().Releases)
	o.look(proposal.Subject{Proposal: "new", Event: 1, WithEvent: true},
		func(s proposal.State) { same("state", s.Event.Releases) })
}

// moves is the effect of course 1 going to another room, which concerns both who hold it.
func moves(sessions int, from, to string) jobcal.Effect {
	e := jobcal.Effect{Update: sessions, Persons: []string{"frieda", "wanda"}}
	for _, name := range e.Persons {
		e.Calendars = append(e.Calendars, jobcal.Calendar{Name: name, Update: sessions, Series: []jobcal.Series{
			{Title: "α. Wolken", Location: to, Was: from, Update: sessions}}})
	}
	return e
}
