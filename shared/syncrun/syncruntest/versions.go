package syncruntest

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
	"kursbuch.internal/shared/syncrun"
)

// Versioned is everything that appointments come from.
type Versioned interface {
	syncrun.Versions
	proposal.Store
	jobcal.SessionStore
	persona.Store
	erasing.Store
	JobCalendar() jobcal.Store
	Tables() table.Store
}

// TestVersions checks that stores keep the contract of the version: what moves it, what does not. Each call of open
// gives an empty one, which ends with its test.
func TestVersions(t *testing.T, open func(t *testing.T) Versioned) {
	moves := map[string]func(*archive) error{
		"an appointment":                     func(a *archive) error { return a.apply(a.meeting()) },
		"a person":                           func(a *archive) error { return a.apply(jobcal.Changes{Persons: anna}) },
		"a resource":                         func(a *archive) error { return a.apply(jobcal.Changes{Resources: saal}) },
		"what becomes of a table":            func(a *archive) error { return a.table(table.Effect{State: &table.State{}}) },
		"what a table leads":                 func(a *archive) error { return a.table(table.Effect{Changes: a.meeting()}) },
		"a persona":                          (*archive).rename,
		"sessions":                           func(a *archive) error { return a.plan(2) },
		"an import into a planned event":     func(a *archive) error { return a.log(1) },
		"an event with sessions":             func(a *archive) error { return a.create(3, sample.Sessions()) },
		"an erase that begins":               (*archive).erase,
		"an erase that goes on":              (*archive).advance,
		"an erase of which something came":   (*archive).sweep,
		"an erase that forgets its personas": (*archive).forget,
	}
	stays := map[string]func(*archive) error{
		"nothing":                         func(*archive) error { return nil },
		"an appointment that was refused": (*archive).refused,
		"no change":                       func(a *archive) error { return a.apply(jobcal.Changes{}) },
		"an import into an event without": func(a *archive) error { return a.log(2) },
	}
	for what, do := range moves {
		t.Run(what+" moves the version", func(t *testing.T) { newArchive(t, open(t)).expect(do, true) })
	}
	for what, do := range stays {
		t.Run(what+" leaves the version", func(t *testing.T) { newArchive(t, open(t)).expect(do, false) })
	}
}

// archive is a store with an event that is planned, and one that is not.
type archive struct {
	*testing.T
	store Versioned
	at    erasing.Record
}

func newArchive(t *testing.T, store Versioned) *archive {
	t.Parallel()
	a := &archive{T: t, store: store}
	if err := errors.Join(a.create(1, sample.Sessions()), a.create(2, jobcal.SessionPlan{})); err != nil {
		t.Fatal(err)
	}
	return a
}

// expect does something twice, and checks whether each time there is another version.
func (a *archive) expect(do func(*archive) error, moves bool) {
	known := map[string]bool{a.version(): true}
	for range 2 {
		if err := do(a); errors.Is(err, access.ErrNotFound) || errors.Is(err, proposal.ErrExists) {
			return // there is only one of it
		} else if err != nil {
			a.Fatal(err)
		}
		if v := a.version(); known[v] == moves {
			a.Errorf("version %q, after %v", v, known)
		} else {
			known[v] = true
		}
	}
}

func (a *archive) version() string {
	v, err := a.store.Version(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	return v
}

func (a *archive) create(id event.ID, plan jobcal.SessionPlan) error {
	return a.store.Create(a.Context(), &proposal.Event{Snapshot: sample.Event(id, 3), Sessions: plan})
}

func (a *archive) apply(c jobcal.Changes) error {
	ids := slices.Collect(maps.Keys(c.Appointments))
	return a.store.JobCalendar().Update(a.Context(), ids, func(*jobcal.Book) (jobcal.Changes, error) { return c, nil })
}

var errRefused = errors.New("refused")

func (a *archive) refused() error {
	err := a.store.JobCalendar().Update(a.Context(), nil, func(*jobcal.Book) (jobcal.Changes, error) {
		return a.meeting(), errRefused
	})
	if !errors.Is(err, errRefused) {
		a.Errorf("refused: %v", err)
	}
	return nil
}

// meeting puts an appointment.
func (a *archive) meeting() jobcal.Changes {
	stored, err := jobcal.Stored(jobcal.Draft{ID: "probe", Title: "Probe", TimeZone: "Europe/Berlin",
		Start: "2027-03-01T09:00:00Z", End: "2027-03-01T10:00:00Z"})
	if err != nil {
		a.Fatal(err)
	}
	return jobcal.Changes{Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"probe": &stored},
		Author: jobcal.Author{By: "planner@kursbuch.example", At: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC),
			Way: jobcal.ByHand}}
}

var (
	anna = map[jobcal.PersonID]*jobcal.Person{"anna": {ID: "anna", Name: "Anna"}}
	saal = map[jobcal.ResourceID]*jobcal.Resource{"saal": {ID: "saal", Name: "Saal"}}
)

func (a *archive) table(e table.Effect) error {
	decide := func(table.State, *jobcal.Book) (table.Effect, error) { return e, nil }
	return a.store.Tables().Change(a.Context(), table.Scope{Table: "reflex"}, decide)
}

func (a *archive) rename() error {
	s := sample.Event(1, 3)
	id := s.Registrations[1].Persona.ID
	return a.store.ChangePersonas(a.Context(), persona.Subject{Personas: []event.PersonaID{id}},
		func(persona.Known) (persona.Effect, error) {
			return persona.Effect{Put: map[event.PersonaID]*event.Person{id: s.Personas[id]}}, nil
		})
}

func (a *archive) plan(days int) error {
	return a.store.ChangeSessions(a.Context(), 1, func(t jobcal.Timetable) (jobcal.SessionPlan, error) {
		for id, sessions := range t.Plan.Tracks {
			t.Plan.Tracks[id] = sessions[:min(days, len(sessions))]
		}
		return t.Plan, nil
	})
}

func (a *archive) log(id event.ID) error {
	return a.store.Update(a.Context(), proposal.Subject{Proposal: "p", Event: id},
		func(proposal.State) (proposal.Effect, error) {
			return proposal.Effect{Log: []event.LogEntry{{Code: event.LogLodgementChanged}}}, nil
		})
}

func (a *archive) erase() error {
	return a.store.BeginErase(a.Context(), 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
		a.at = erasing.Record{Event: 1, Step: erasing.Note, Personas: true}
		return a.at, journal.New(journal.Erased, "admin@kursbuch.example", time.Unix(0, 0)), nil
	})
}

func (a *archive) advance() error {
	if err := a.erase(); err != nil {
		return err
	}
	before := a.version()
	next := a.at
	next.Step = erasing.Entities
	err := a.store.Advance(a.Context(), a.at, next, nil)
	return errors.Join(err, a.moved(before))
}

func (a *archive) sweep() error {
	if err := a.erase(); err != nil {
		return err
	}
	before := a.version()
	return errors.Join(a.store.Sweep(a.Context(), 1), a.moved(before))
}

func (a *archive) forget() error {
	if err := a.erase(); err != nil {
		return err
	}
	before := a.version()
	_, err := a.store.Forget(a.Context(), a.at)
	return errors.Join(err, a.moved(before))
}

// moved is an error if the version is what it was before.
func (a *archive) moved(before string) error {
	if a.version() == before {
		return errors.New("the version has not moved")
	}
	return nil
}
