package proposaltest

import (
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/proposal"
)

// redefine sends the definition back, with texts in it replaced, and all that hangs on what is removed goes if so.
func (r *registry) redefine(withData bool, replaced ...string) *proposal.Proposal {
	r.Helper()
	p, found := r.ask(withData, replaced...)
	if !found.Empty() {
		r.Fatalf("%v", found.Items)
	}
	return p
}

// ask is redefine for what may be refused.
func (r *registry) ask(withData bool, replaced ...string) (*proposal.Proposal, problem.List) {
	r.Helper()
	r.later()
	text, tag := proposal.Defined(r.event())
	wanted := string(text)
	for i := 0; i < len(replaced); i += 2 {
		if strings.Count(wanted, replaced[i]) != 1 {
			r.Fatalf("%d times %s in %s", strings.Count(wanted, replaced[i]), replaced[i], wanted)
		}
		wanted = strings.Replace(wanted, replaced[i], replaced[i+1], 1)
	}
	by := access.Caller{Mail: orga.Mail, At: r.now}
	p, _, found, err := proposal.Define(r.Context(), r.store, proposal.Redefinition{Event: 1, By: by, Seen: string(tag),
		Wanted: []byte(wanted), WithData: withData, Summary: "Umbau"})
	if err != nil {
		r.Fatal(err)
	}
	return p, found
}

// restored compares the event with what it was, but for when registrations were changed and for IDs given out since.
func (r *registry) restored(was *proposal.Event) {
	r.Helper()
	is := r.event()
	for id, registration := range is.Snapshot.Registrations {
		registration.MTime = was.Snapshot.Registrations[id].MTime
	}
	is.Snapshot.Next = was.Snapshot.Next
	r.same("undone", was.Snapshot, is.Snapshot)
}

// The definition of the camp, in pieces as it is sent back.
const (
	meals   = `"essen":{"id":2,`
	morning = `"1":{"title":"Vormittag","shortname":"Vor","sortkey":1,"course_room_field":"raum","num_choices":3}`
)

var ofDefinition = []duty{
	{"a new field is there, an import fills it, and undone it goes with its values", func(r *registry) {
		was := r.event()
		added := r.redefine(false, meals, `"shirt":{"kind":1,"association":1,"title":"T-Shirt","entries":null},`+meals)
		added = r.commit(added)
		f, ok := r.event().Snapshot.Event.Field(event.OfRegistration, "shirt")
		if !ok || f.ID != 3 || added.Counts[event.DefinedFields].Create != 1 {
			r.Fatalf("%+v, %+v", f, added.Counts)
		}
		r.commit(r.check("fill.json", file(`"registrations": {"1": {"fields": {"shirt": "XL"}}}`)))
		if v := r.event().Snapshot.Registrations[1].Fields["shirt"]; v != `"XL"` {
			r.Errorf("shirt %s", v)
		}
		r.commit(r.undo(added))
		r.restored(was)
		again := r.commit(r.redefine(false, meals, `"hut":{"kind":1,"association":1,"title":"Hut","entries":null},`+meals))
		if f, _ := r.event().Snapshot.Event.Field(event.OfRegistration, "hut"); f.ID != 4 || again.Plan == nil {
			r.Errorf("the ID of a field that was removed: %+v", f)
		}
	}},
	{"a new part is that of all registrations, and none of them is written", func(r *registry) {
		was := r.event()
		p := r.commit(r.redefine(false, `"Hüttenwoche"`, `"Hüttenjahr"`, `"parts":{`, `"parts":{"-1":{"title":"Herbst",
			"shortname":"He","part_begin":"2027-10-01","part_end":"2027-10-03","tracks":{"-1":{"title":"Abend","shortname":"Ab",
			"sortkey":3,"course_room_field":null}}},`))
		if n := len(p.Plan.Cascades); n != 0 {
			r.Errorf("%d cascades", n)
		}
		is := r.event().Snapshot
		for id, registration := range is.Registrations {
			if registration.Parts[2].Status != event.NotApplied || len(registration.Parts) != 2 ||
				registration.Tracks[3].Choices == nil || len(registration.Tracks) != 3 {
				r.Errorf("registration %d: %+v %+v", id, registration.Parts, registration.Tracks)
			}
		}
		heading, err := r.all.(access.Directory).Heading(r.Context(), 1)
		if heading.Title != "Hüttenjahr" || heading.LastDay != "2027-10-03" || err != nil {
			r.Errorf("%+v, %v", heading, err)
		}
		if found := proposal.Inspect(is); !found.Empty() {
			r.Errorf("%v", found.Items)
		}
		r.commit(r.undo(p))
		r.restored(was)
	}},
	{"a track goes with all that hangs on it, and comes back with it", func(r *registry) {
		was := r.event()
		p := r.commit(r.redefine(true, morning+",", ""))
		is := r.event().Snapshot
		if found := proposal.Inspect(is); !found.Empty() || len(is.Registrations[1].Tracks) != 1 ||
			len(is.Courses[1].Segments) != 1 {
			r.Errorf("%v, %+v", found.Items, is.Courses[1].Segments)
		}
		r.commit(r.undo(p))
		r.restored(was)
	}},
	{"sessions keep a track and a part's days; with data they go and come back", func(r *registry) {
		sessions := r.all.(jobcal.SessionStore)
		err := sessions.ChangeSessions(r.Context(), 1, func(jobcal.Timetable) (jobcal.SessionPlan, error) {
			return mornings(2, 5), nil
		})
		if err != nil {
			r.Fatal(err)
		}
		for _, c := range []struct {
			from, to string
			want     problem.Code
		}{
			{morning + ",", "", onevent.TrackWithSessions},
			{`"part_end":"2027-08-08"`, `"part_end":"2027-08-03"`, onevent.SessionsOutside},
		} {
			p, found := r.ask(false, c.from, c.to)
			if p != nil || !slices.ContainsFunc(found.Items, func(f problem.Problem) bool { return f.Code == c.want }) {
				r.Errorf("no %s in %v", c.want, found.Items)
			}
		}
		gone := r.commit(r.redefine(true, morning+",", ""))
		if plan, err := sessions.Sessions(r.Context(), 1); !plan.Empty() || err != nil {
			r.Errorf("%+v, %v", plan, err)
		}
		r.commit(r.undo(gone))
		if plan, err := sessions.Sessions(r.Context(), 1); len(plan.Tracks[1]) != 2 || err != nil {
			r.Errorf("%+v, %v", plan, err)
		}
	}},
	{"what goes from calendars with the last track that has sessions is known for a week, whatever is planned then",
		func(r *registry) {
			all := r.all.(SessionStore)
			plan := func(p jobcal.SessionPlan) {
				r.Helper()
				err := all.ChangeSessions(r.Context(), 1, func(jobcal.Timetable) (jobcal.SessionPlan, error) { return p, nil })
				if err != nil {
					r.Fatal(err)
				}
			}
			plan(mornings(2, 5))
			gone := r.commit(r.redefine(true, morning+",", ""))
			for _, then := range []jobcal.SessionPlan{mornings(2, 5), {Invite: jobcal.Instructors}} {
				plan(then)
				planned, err := all.Planned(r.Context(), gone.Decision.At.Add(jobcal.ReleaseLife-time.Second))
				programme, programmeErr := all.Programme(r.Context(), 1)
				if err != nil || programmeErr != nil || len(planned) != 1 || len(programme.Releases) != 1 ||
					!programme.Sessions.Empty() {
					r.Errorf("%v, %v, %v, %v", planned, programme, err, programmeErr)
				}
			}
			if planned, err := all.Planned(r.Context(), gone.Decision.At.Add(jobcal.ReleaseLife)); err != nil ||
				len(planned) != 0 {
				r.Errorf("a week later: %v, %v", planned, err)
			}
		}},
	{"no field takes over the name of another one at once: values lie below it", func(r *registry) {
		_, found := r.ask(true, `"fields":{"raum":{"id":1,`, `"fields":{"essen":{"id":1,`, meals, `"raum":{"id":2,`)
		found.Items = slices.DeleteFunc(found.Items, func(f problem.Problem) bool { return f.Code != onevent.NamePassedOn })
		if n := len(found.Items); n != 2 {
			r.Errorf("%d of two fields that swap their names", n)
		}
	}},
	{"the journal has what changed of a definition", func(r *registry) {
		r.commit(r.check("title.json", rename("Neu")))
		p := r.commit(r.redefine(false, `"title":"Essen"`, `"title":"Isst"`))
		entries := r.entries(journal.Query{Event: 1, Limit: 10})
		if len(entries) != 1 || entries[0].What != journal.Definition || entries[0].By != approver.Mail ||
			string(entries[0].Before) != `{"event":{"fields":{"2":{"title":"Essen"}}}}` ||
			string(entries[0].After) != `{"event":{"fields":{"2":{"title":"Isst"}}}}` {
			r.Errorf("%+v", entries)
		}
		undo := r.commit(r.undo(p))
		entries = r.entries(journal.Query{Event: 1, Limit: 10})
		for i, want := range []*proposal.Proposal{undo, p} {
			if e := entries[i]; e.Proposal != string(want.ID) || e.Uploader != want.Source.Uploader || e.Uploader == "" ||
				e.UndoOf != string(want.UndoOf) {
				r.Errorf("of %s: %+v", want.ID, e)
			}
		}
	}},
	{"the journal knows what is new by its real ID, also where that is referred to", func(r *registry) {
		r.commit(r.redefine(false, meals, `"zimmer":{"kind":1,"association":2,"title":"Zimmer","entries":null},`+meals,
			`"parts":{`, `"parts":{"-1":{"title":"Herbst","shortname":"He","part_begin":"2027-10-01","part_end":"2027-10-03",
			"tracks":{"-1":{"title":"Abend","shortname":"Ab","sortkey":3,"course_room_field":"zimmer"}}},`))
		e := r.entries(journal.Query{Event: 1, Limit: 1})[0]
		for _, text := range []string{string(e.Before), string(e.After)} {
			if strings.Contains(text, `"-1"`) || strings.Contains(text, "[-1") || !strings.Contains(text, `"parts":{"2"`) {
				r.Errorf("%s", text)
			}
		}
	}},
	{"what others define in the meantime stays", func(r *registry) {
		first := r.redefine(false, `"title":"Essen"`, `"title":"Isst"`)
		second := r.redefine(false, `"title":"Raum"`, `"title":"Zimmer"`)
		r.commit(second)
		r.commit(first)
		for i, want := range []string{"Zimmer", "Isst"} {
			if got := r.event().Snapshot.Event.Fields[i].Title; got != want {
				r.Errorf("%s, want %s", got, want)
			}
		}
	}},
}
