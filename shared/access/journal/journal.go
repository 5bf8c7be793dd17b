// Package journal records what those who administer did: who, when, what it was before, what after.
//
// An entry is written in the transaction that does what it tells, so that neither is there without the other.
package journal

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
)

// What says what was done. It is stored.
type What string

// All that is recorded.
const (
	Created What = "created" // an event; After has its title, who may do what in it
	Access  What = "access"  // who may do what in an event, before and after
	// Definition: an event is defined otherwise; Before and After have what changed.
	Definition     What = "definition"
	Closed         What = "closed"           // an event
	Opened         What = "opened"           // an event, again
	EraseOrdered   What = "erase-ordered"    // of an event; After has when it begins
	EraseCalledOff What = "erase-called-off" // of an event, before it began
	EraseBegun     What = "erase-begun"      // of an event, of which nothing is to be seen from then on
	Erased         What = "erased"           // an event, of which nothing is left
	Expired        What = "expired"          // imports and log of an event that is closed
	Settings       What = "settings"         // of the calendar sync; Before and After have what changed
	Approval       What = "approval"         // of what the sync held back; After has how much that was
	Persona        What = "persona"          // in the directory, before and after; of many at once After has who they were
	LookUp         What = "look-up"          // of a persona, by an orga; by an admin of all that is stored about one
)

// Entry tells one deed. It is stored: fields may be added, never rename or retype one.
type Entry struct {
	// ID is unique. Those of later entries are smaller, as texts.
	ID string    `json:"id"`
	At time.Time `json:"at"`
	// By is a mail address, or the name of a program that somebody ran who has all rights of the database.
	By   string `json:"by"`
	What What   `json:"what"`
	// Event is the one concerned; 0: none in particular.
	Event event.ID `json:"event,omitzero"`
	// Personas are those concerned; missing: none in particular.
	Personas []event.PersonaID `json:"personas,omitzero"`
	// Proposal is the ID of the one that did it, Uploader the mail address of who uploaded that, UndoOf the ID of the one
	// that it undid. Empty: it was done by no proposal, it undid none.
	Proposal string `json:"proposal,omitzero"`
	Uploader string `json:"uploader,omitzero"`
	UndoOf   string `json:"undo_of,omitzero"`
	// Before and After are what it was and what it became, as the API shows it; missing: nothing.
	Before jsontext.Value `json:"before,omitzero"`
	After  jsontext.Value `json:"after,omitzero"`
}

// Nameless is an entry about an event that was erased: who administered it, what they did, when. What it was before and
// after goes, and who uploaded it, as that names people of the event; that
// somebody closed it, or ordered the erase, has to be told for ever.
func (e Entry) Nameless() Entry {
	e.Before, e.After, e.Uploader = nil, nil, ""
	return e
}

// New is an entry with an ID of its own.
func New(what What, by string, at time.Time) Entry {
	id := fmt.Sprintf("%019d-%s", math.MaxInt64-at.UnixNano(), strings.ToLower(rand.Text()[:8]))
	return Entry{ID: id, At: at.UTC().Truncate(time.Microsecond), By: by, What: what}
}

var form = regexp.MustCompile(`^[0-9]{19}-[a-z2-7]{8}$`)

// IsID reports whether a text can be the ID of an entry.
func IsID(text string) bool { return form.MatchString(text) }

// Text is a value as the API shows it.
func Text(value any) jsontext.Value {
	text, err := json.Marshal(value, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: texts were checked to be UTF-8
	}
	return text
}

// Changed are the members of a record that differ, before and after: nobody wants to look for them among all the
// others.
// What is missing on one side was not there then.
func Changed(before, after any) (was, is jsontext.Value) {
	old, fresh := members(before), members(after)
	for name, value := range old {
		if bytes.Equal(value, fresh[name]) {
			delete(old, name)
			delete(fresh, name)
		}
	}
	return Text(old), Text(fresh)
}

func members(record any) (all map[string]jsontext.Value) {
	if err := json.Unmarshal(Text(record), &all); err != nil {
		panic(err) // unreachable: records are objects
	}
	return all
}

// Query says which entries are wanted, the newest first.
type Query struct {
	// Event is the one that they are about; 0: all.
	Event event.ID
	// Persona is the one that they are about; 0: all.
	Persona event.PersonaID
	// After is the ID of the last entry of the page before; empty: the list begins with the newest.
	After string
	// Limit is how many are wanted at most.
	Limit int
}

// Wants reports whether an entry is one of those that are wanted, wherever it stands.
func (q Query) Wants(e Entry) bool {
	return (q.Event == 0 || q.Event == e.Event) && (q.Persona == 0 || slices.Contains(e.Personas, q.Persona))
}

// Reader reads what was recorded.
type Reader interface {
	// Journal reads entries, newest first.
	Journal(ctx context.Context, q Query) ([]Entry, error)
}
