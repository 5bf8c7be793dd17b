package proposaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/proposal"
)

// SessionStore is a store that also keeps sessions, as well as the people who may be in them.
type SessionStore interface {
	proposal.Store
	jobcal.SessionStore
	jobcal.Programmes
	JobCalendar() jobcal.Store
}

// TestSessions checks that stores keep the contract about sessions. Each call of open gives an empty one, which ends
// with its test.
func TestSessions(t *testing.T, open func(t *testing.T) SessionStore) {
	for _, c := range slices.Concat(ofSessions, ofCalendars) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			store := open(t)
			c.test(&office{newDesk(t, store), store})
		})
	}
}

// office is a desk from which sessions are planned.
type office struct {
	*desk
	all SessionStore
}

// mornings are sessions of the camp at nine on those days of August.
func mornings(days ...int) jobcal.SessionPlan {
	var list []jobcal.Session
	for i, day := range days {
		list = append(list, jobcal.Session{
			ID: fmt.Sprint(i + 1), TimeZone: "Europe/Berlin",
			Start: fmt.Sprintf("2027-08-%02dT09:00", day), End: fmt.Sprintf("2027-08-%02dT10:00", day),
		})
	}
	return jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{1: list}, Invite: jobcal.Everybody}
}

var errNotYet = errors.New("not yet")

// change runs decide twice. What the first run gave is not written.
func (o *office) change(id event.ID, decide func(jobcal.SessionPlan, *event.Definition) jobcal.SessionPlan) error {
	err := o.all.ChangeSessions(o.Context(), id, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
		o.same("access", camp(o.T).Access, t.Access)
		was := decide(t.Plan, t.Of)
		clear(t.Plan.Tracks)
		clear(t.Of.Parts)
		return was, errNotYet
	})
	if !errors.Is(err, errNotYet) {
		return err
	}
	return o.all.ChangeSessions(o.Context(), id, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
		return decide(t.Plan, t.Of), nil
	})
}

// plan gives the camp a plan.
func (o *office) plan(p jobcal.SessionPlan) {
	o.Helper()
	if err := o.change(1, func(jobcal.SessionPlan, *event.Definition) jobcal.SessionPlan { return p }); err != nil {
		o.Fatal(err)
	}
}

// seen checks that everybody sees a plan of the camp.
func (o *office) seen(want jobcal.SessionPlan) {
	o.Helper()
	got, err := o.all.Sessions(o.Context(), 1)
	o.same("sessions", want, got)
	programme, programmeErr := o.all.Programme(o.Context(), 1)
	if err := errors.Join(err, programmeErr); err != nil {
		o.Fatal(err)
	}
	o.same("programme", want, programme.Sessions)
	o.same("snapshot", o.export(), export(o.T, programme.Snapshot))
	o.same("event", want, o.event().Sessions)
	o.look(proposal.Subject{Proposal: "new", Event: 1, WithEvent: true},
		func(s proposal.State) { o.same("state", want, s.Event.Sessions) })
}

// planned are the events with sessions after a time, and the mark of the camp.
func (o *office) planned(after time.Time) (ids []event.ID, mark string) {
	o.Helper()
	list, err := o.all.Planned(o.Context(), after)
	if err != nil {
		o.Fatal(err)
	}
	for _, p := range list {
		if ids = append(ids, p.ID); p.ID == 1 {
			mark = p.Mark
		}
	}
	return ids, mark
}

// hire puts people of the camp into the job calendar: Frieda, who holds course 1, Ole, Wanda.
func (o *office) hire() {
	o.Helper()
	var ops []jobcal.Operation
	for id, persona := range map[jobcal.PersonID]event.PersonaID{"frieda": 101, "ole": 102, "wanda": 104} {
		ops = append(ops, jobcal.Operation{PutPerson: &jobcal.Person{
			ID: id, ShortName: string(id), Name: string(id), Mail: string(id) + "@kursbuch.example", Sync: true,
			Persona: persona,
		}})
	}
	_, found, err := jobcal.Apply(o.Context(), o.all.JobCalendar(), jobcal.Author{}, ops)
	if err != nil || !found.Empty() {
		o.Fatal(err, found.Items)
	}
}

// rule is a clause about sessions.
type rule struct {
	says string
	test func(*office)
}

var ofSessions = []rule{
	{"an event has no sessions until somebody plans some", func(o *office) {
		o.hire()
		o.seen(jobcal.SessionPlan{})
		if ids, _ := o.planned(time.Time{}); ids != nil || o.event().Persons != nil {
			o.Errorf("planned %v, persons %v", ids, o.event().Persons)
		}
		o.plan(mornings(2, 3))
		o.seen(mornings(2, 3))
		o.plan(jobcal.SessionPlan{Invite: jobcal.Instructors})
		o.seen(jobcal.SessionPlan{Invite: jobcal.Instructors})
		if ids, _ := o.planned(time.Time{}); ids != nil {
			o.Errorf("planned %v", ids)
		}
	}},
	{"an event is created with its sessions", func(o *office) {
		e := camp(o.T)
		e.Snapshot.ID, e.Sessions = 2, mornings(4)
		if err := o.store.Create(o.Context(), e); err != nil {
			o.Fatal(err)
		}
		plan, err := o.all.Sessions(o.Context(), 2)
		o.same("sessions", mornings(4), plan)
		if ids, _ := o.planned(time.Time{}); err != nil || len(ids) != 1 || ids[0] != 2 {
			o.Errorf("planned %v, %v", ids, err)
		}
		o.seen(jobcal.SessionPlan{})
		e.Snapshot.ID, e.Sessions = 3, mornings(31) // when the camp is over
		if found, err := proposal.Load(o.Context(), o.store, e); err != nil || len(found.Items) != 1 {
			o.Errorf("loaded: %v, %v", found.Items, err)
		}
	}},
	{"whoever changes sessions sees those that there are, and the event", func(o *office) {
		o.plan(mornings(2))
		err := o.change(1, func(p jobcal.SessionPlan, d *event.Definition) jobcal.SessionPlan {
			o.same("plan", mornings(2), p)
			o.same("definition", camp(o.T).Snapshot.Event, *d)
			return mornings(3)
		})
		if err != nil {
			o.Fatal(err)
		}
		o.seen(mornings(3))
	}},
	{"nothing is written when somebody does not want to, or does not wait", func(o *office) {
		o.plan(mornings(2))
		try := func(ctx context.Context, end func(), err error) error {
			return o.all.ChangeSessions(ctx, 1, func(jobcal.Timetable) (jobcal.SessionPlan, error) {
				end()
				return mornings(3), err
			})
		}
		if err := try(o.Context(), func() {}, errNotYet); !errors.Is(err, errNotYet) {
			o.Error(err)
		}
		ctx, cancel := context.WithCancel(o.Context())
		if err := try(ctx, cancel, nil); !errors.Is(err, context.Canceled) {
			o.Error(err)
		}
		o.seen(mornings(2))
		_, sessions := o.all.Sessions(ctx, 1)
		_, planned := o.all.Planned(ctx, time.Time{})
		_, programme := o.all.Programme(ctx, 1)
		for _, err := range []error{sessions, planned, programme} {
			if !errors.Is(err, context.Canceled) {
				o.Error(err)
			}
		}
	}},
	{"an event that does not exist is not found", func(o *office) {
		_, sessions := o.all.Sessions(o.Context(), 9)
		_, programme := o.all.Programme(o.Context(), 9)
		change := o.change(9, func(p jobcal.SessionPlan, _ *event.Definition) jobcal.SessionPlan { return p })
		for _, err := range []error{sessions, programme, change} {
			if !errors.Is(err, access.ErrNotFound) {
				o.Errorf("%v, want %v", err, access.ErrNotFound)
			}
		}
	}},
	{"planned are events with a session that ends later", func(o *office) {
		o.plan(mornings(5, 3))
		end := time.Date(2027, 8, 5, 8, 0, 0, 0, time.UTC)
		if ids, _ := o.planned(end); ids != nil {
			o.Errorf("at the end of the last one: %v", ids)
		}
		if ids, _ := o.planned(end.Add(-time.Second)); len(ids) != 1 {
			o.Errorf("before the end of the last one: %v", ids)
		}
	}},
	{"the mark of an event changes with each import, with its sessions, and else not", func(o *office) {
		o.plan(mornings(2))
		marks := map[string]string{}
		step := func(does string, changes bool) {
			o.Helper()
			_, before := o.planned(time.Time{})
			if earlier, known := marks[before]; known == changes {
				o.Errorf("%s: the mark is %s, as with %q", does, before, earlier)
			}
			marks[before] = does
		}
		step("the plan", true)
		p := o.check("a.json", rename("Eins"))
		step("a check", false)
		committed := o.commit(p)
		step("a commit", true)
		o.commit(committed)
		step("the same commit", false)
		o.plan(mornings(2))
		step("the same plan", false)
		o.commit(o.undo(committed))
		step("an undo", true)
		o.plan(mornings(2, 4))
		step("another plan", true)
	}},
	{"an event with sessions comes with the persons of the job calendar", func(o *office) {
		o.plan(mornings(2))
		o.same("nobody", map[string]any{}, o.event().Persons)
		o.hire()
		book, err := o.all.JobCalendar().Find(o.Context())
		if err != nil {
			o.Fatal(err)
		}
		o.same("event", book.Persons, o.event().Persons)
		o.look(proposal.Subject{Proposal: "new", Event: 1, WithEvent: true},
			func(s proposal.State) { o.same("state", book.Persons, s.Event.Persons) })
	}},
	{"ten people plan a session each at once: all are there", func(o *office) {
		o.crowd(10, func(i int) error {
			return o.all.ChangeSessions(o.Context(), 1, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
				return jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{1: append(t.Plan.Tracks[1],
					mornings(1 + i%5).Tracks[1]...)}}, nil
			})
		})
		if plan, err := o.all.Sessions(o.Context(), 1); len(plan.Tracks[1]) != 10 || err != nil {
			o.Errorf("%v, %v", plan, err)
		}
	}},
}
