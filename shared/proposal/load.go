package proposal

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
)

// Load creates an event, see [Founded]. The list has all the reasons why it is not stored, those of access below
// /access. Errors: ErrExists; any other is one of the store.
func Load(ctx context.Context, store Store, e *Event) (problem.List, error) {
	checked := *e
	var wrong problem.List
	checked.Access, wrong = access.Check(e.Access)
	founded, found := Founded(&checked)
	if found.Append(wrong.Below("/access")); !found.Empty() {
		return found, nil
	}
	err := store.Create(ctx, founded)
	if big, ok := errors.AsType[*TooBig](err); ok {
		return big.List, nil
	}
	return problem.List{}, err
}

// Founded is an event as it is created of a snapshot, with its sessions and who may do what, which has been checked.
// One that is inconsistent cannot be, nor one that does not tell the ID of an individual fee; the list has all the
// reasons. The personas of the snapshot, or else those who are registered in it, get into the directory with it.
func Founded(e *Event) (*Event, problem.List) {
	found := Inspect(e.Snapshot)
	found.Append(e.Snapshot.Unnamed())
	found.Append(oversized(e.Snapshot))
	sessions, wrong := jobcal.CheckSessions(e.Sessions, &e.Snapshot.Event)
	found.Append(wrong)
	founded := &Event{Snapshot: e.Snapshot.WithPersonas(), Access: e.Access, Sessions: sessions}
	if e.Created != nil {
		entry := *e.Created
		entry.Event, entry.After = e.Snapshot.ID, founding(founded)
		founded.Created = &entry
	}
	return founded, found
}

// founding is what the journal tells of a new event.
func founding(e *Event) jsontext.Value {
	return journal.Text(struct {
		Title  string       `json:"title"`
		Access access.Roles `json:"access"`
	}{e.Snapshot.Event.Title, e.Access})
}

// oversized finds personas that are too large for the directory.
func oversized(s *event.Snapshot) (found problem.List) {
	check := func(at jsontext.Pointer, p *event.Person) {
		if size := p.Size(); size > event.MaxPersona {
			found.Add(at, onevent.PersonaTooBig, size, event.MaxPersona)
		}
	}
	for id, p := range event.Sorted(s.Personas) {
		check(jsontext.Pointer(fmt.Sprint("/personas/", id)), p)
	}
	if s.Personas != nil {
		return found
	}
	for id, r := range event.Sorted(s.Registrations) {
		check(jsontext.Pointer(fmt.Sprint("/registrations/", id, "/persona")), &event.Person{Persona: r.Persona})
	}
	return found
}
