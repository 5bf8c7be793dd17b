package dossier

import (
	"context"
	"errors"
	"slices"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// InEvent is what an event has about somebody.
type InEvent struct {
	ID    event.ID `json:"id"`
	Title string   `json:"title"`
	// Roles are what their mail address is in the event: orga, approver; also a role that is over.
	Roles []string `json:"roles,omitempty"`
	// Orga: the definition of the event names them.
	Orga bool `json:"orga"`
	// Registrations are theirs, as they are stored.
	Registrations map[event.RegistrationID]*event.Registration `json:"registrations,omitempty"`
	// Holds are the courses that they hold, by track.
	Holds []Held `json:"holds,omitempty"`
	// Log has the lines about them, newest first, without what was said about the import as a whole.
	Log []proposal.LogLine `json:"log,omitempty"`
	// Imports are those that say something of them, newest first, whatever became of them.
	Imports []Import `json:"imports,omitempty"`
}

// Held is a course that somebody holds in a track.
type Held struct {
	Track  event.TrackID  `json:"track"`
	Course event.CourseID `json:"course"`
	Title  string         `json:"title"` // of the course
}

func (e InEvent) empty() bool {
	return !e.Orga && len(e.Roles)+len(e.Registrations)+len(e.Log)+len(e.Imports) == 0
}

func (c *composition) readEvents(ctx context.Context) error {
	headings, err := c.store.Headings(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(headings, func(a, b access.Heading) int { return int(a.ID) - int(b.ID) })
	for _, h := range headings {
		if c.Event != 0 && c.Event != h.ID {
			continue
		}
		e, err := c.readEvent(ctx, h.ID)
		if errors.Is(err, access.ErrNotFound) { // it was erased a moment ago
			continue
		}
		if err != nil {
			return err
		}
		if !e.empty() {
			c.Dossier.Events = append(c.Dossier.Events, e)
		}
	}
	return nil
}

func (c *composition) readEvent(ctx context.Context, id event.ID) (InEvent, error) {
	read, err := c.store.Event(ctx, id)
	if err != nil {
		return InEvent{}, err
	}
	e := c.registered(read)
	if err := c.fit(e); err != nil {
		return e, err
	}
	if e.Log, err = c.store.Log(ctx, proposal.LogQuery{Event: id, Persona: c.Persona}); err != nil {
		return e, err
	}
	for i := range e.Log {
		e.Log[i].LogEntry = alone(e.Log[i].LogEntry)
	}
	if err := c.fit(e.Log); err != nil {
		return e, err
	}
	e.Imports, err = c.readImports(ctx, e)
	return e, err
}

// alone is a line without what its import said about itself, which may name anybody: its summary, also in the note.
func alone(l event.LogEntry) event.LogEntry {
	l.Summary = ""
	if l.Code == event.LogRegistrationChanged {
		l.Note = ""
	}
	return l
}

// registered is what the event itself says of the person.
func (c *composition) registered(read *proposal.Event) InEvent {
	s := read.Snapshot
	e := InEvent{ID: s.ID, Title: s.Event.Title, Orga: slices.Contains(s.Event.Orgas, c.Persona),
		Registrations: map[event.RegistrationID]*event.Registration{}}
	if mail := c.mail(); mail != "" {
		if slices.Contains(read.Access.Orgas, mail) {
			e.Roles = append(e.Roles, "orga")
		}
		if slices.Contains(read.Access.Approvers, mail) {
			e.Roles = append(e.Roles, "approver")
		}
	}
	for id, r := range event.Sorted(s.Registrations) {
		if r.Persona.ID != c.Persona {
			continue
		}
		e.Registrations[id] = r
		for track, place := range event.Sorted(r.Tracks) {
			if held := place.CourseInstructor; held != nil && s.Courses[*held] != nil {
				e.Holds = append(e.Holds, Held{track, *held, s.Courses[*held].Title})
			}
		}
	}
	return e
}

// registrations are the numbers under which the event knows, or knew, the person.
func (e InEvent) registrations() map[event.Key]bool {
	keys := map[event.Key]bool{}
	for id := range e.Registrations {
		keys[event.Key{Section: event.Registrations, ID: int32(id)}] = true
	}
	for _, line := range e.Log {
		if line.Entity.Section == event.Registrations {
			keys[line.Entity] = true
		}
	}
	return keys
}
