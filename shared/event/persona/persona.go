// Package persona is the directory of everybody who may be registered in an event.
package persona

import (
	"context"
	"crypto/rand"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
)

// Store keeps the directory, one for all events. Events are read with it, see [event.Snapshot.Knowing]; creating one
// adds whom the directory lacks.
type Store interface {
	// Personas reads those with these IDs; who is not there is missing.
	Personas(ctx context.Context, ids ...event.PersonaID) (map[event.PersonaID]*event.Person, error)
	// ChangePersonas reads what the subject names, runs decide on it and writes the effect, in one serializable
	// transaction: all of it or nothing. It may run decide more than once, so that must have no effect but its results. An
	// error of decide ends it, writes nothing and is returned as it is (errors.Is). A proposal.TooBig if it cannot be
	// written at once.
	ChangePersonas(ctx context.Context, subject Subject, decide func(Known) (Effect, error)) error
	// Registered tells where these are registered; who is nowhere is missing. It reads every registration of every event.
	Registered(ctx context.Context, ids ...event.PersonaID) (map[event.PersonaID][]Where, error)
}

// Subject names whom a change is about.
type Subject struct {
	// Personas are all of them.
	Personas []event.PersonaID
	// Leaving are those of them of whom it matters where they are registered, which is read in the same transaction.
	Leaving []event.PersonaID
}

// Known is what a change is decided on. Nobody else shares its values.
type Known struct {
	// Personas are those of the subject that there are.
	Personas map[event.PersonaID]*event.Person
	// Registered is where those who leave are registered.
	Registered map[event.PersonaID][]Where
}

// Effect is what a change writes.
type Effect struct {
	// Put and Delete are personas of the subject. Deleting who is not there does nothing.
	Put    map[event.PersonaID]*event.Person
	Delete []event.PersonaID
	// Entries are for the journal.
	Entries []journal.Entry
}

// Where is a registration of somebody.
type Where struct {
	Event        event.ID             `json:"event"`
	Title        string               `json:"title"` // of the event
	Registration event.RegistrationID `json:"registration"`
}

// NewVersion is what a store remembers with each change of the directory: it is written without reading it, so that no
// two changes get into each other's way, and is another one each time. What was made of names is made anew then.
func NewVersion() string { return rand.Text() }
