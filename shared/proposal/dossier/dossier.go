// Package dossier is everything that is stored about one person, for who asks for it (SPEC: GDPR, Article 15).
//
// It is composed of what the stores know by the number of the person:
//
//	part          | what it has
//	persona       | the record in the directory
//	events        | of each event: registrations as they are stored, courses held, whether its definition names the
//	              | person, roles by the person's mail address, lines of the log, what imports say of the person
//	erasing       | events of which the erase still remembers the number
//	persons       | of the job calendar: whose persona the person is, or who is nobody's and has the same mail address
//	journal       | what was administered of the person, and who looked them up
//
// It is read bit by bit, not as of one moment. [NotCovered] says what it does not have.
package dossier

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// ErrTooLarge says that there is more than an answer holds.
var ErrTooLarge = errors.New("more than an answer holds")

// Limits of an answer.
const (
	// maxBytes are without the blanks that answers are set with. Cloud Run sends 32 MiB at most.
	maxBytes = 8 << 20
	// maxImports is how many imports are opened. Each takes a look at the database of some hundredths of a second.
	maxImports = 2000
)

// NotCovered is what of a person may be stored besides, for people.
var NotCovered = problem.Text{
	De: "Nicht enthalten: wo andere die Person in freiem Text nennen (Notizen, Beschreibungen, Titel von Importen, " +
		"Gründe, Zeilen fehlerhafter Dateien); was sie selbst unter ihrer Mailadresse getan hat (hochgeladen, " +
		"freigegeben, verwaltet); Rechte, die sie früher hatte (GET /Events/log?admin); Termine und Läufe des JobKalenders " +
		"(GET /JobCalendar/appointments?person=…) und die Geschichte der Termine (90 Tage); hochgeladene und " +
		"berichtigte Dateien selbst; Sicherungen, die Google eine Weile behält.",
	En: "Not included: where others name the person in free text (notes, descriptions, titles of imports, reasons, " +
		"lines of files with problems); what they did themselves by their mail address (uploaded, confirmed, " +
		"administered); rights that they had earlier (GET /Events/log?admin); appointments and runs of the job calendar " +
		"(GET /JobCalendar/appointments?person=…), and the history of appointments (90 days); uploaded and corrected " +
		"files themselves; backups that Google keeps for a while.",
}

// Store keeps what is stored.
type Store interface {
	proposal.Store
	persona.Store
	access.Directory
	journal.Reader
	// Erasures lists what is erased, see [erasing.Store].
	Erasures(ctx context.Context, open bool) ([]erasing.Record, error)
}

// People keeps the persons of the job calendar.
type People interface {
	// Find is that of [jobcal.Store].
	Find(ctx context.Context, ids ...jobcal.AppointmentID) (*jobcal.Book, error)
}

// Question is who wants to know what is stored about whom.
type Question struct {
	Persona event.PersonaID
	By      persona.By
	// Event is the only one that is looked at; 0: all.
	Event event.ID
	// Language is that of findings.
	Language problem.Language
}

// Dossier is everything that is stored about somebody. Lists are never nil.
type Dossier struct {
	ID event.PersonaID `json:"id"`
	// Persona is the record in the directory; missing: there is none any more.
	Persona *event.Person   `json:"persona,omitzero"`
	Events  []InEvent       `json:"events"` // those with something about the person, by ID
	Erasing []event.ID      `json:"erasing"`
	Persons []jobcal.Person `json:"persons"` // by ID, without the keys of their feeds
	// Journal has the newest first. Of entries about many it names this one.
	Journal []journal.Entry `json:"journal"`
	// NotCovered says what may be stored besides.
	NotCovered string `json:"not_covered"`
}

// Of composes the dossier of somebody. That somebody looked is told in the journal, also where there is nothing:
// persona.ErrUnknown. ErrTooLarge if there is more than an answer holds. access.ErrNotFound if there is no event of the
// question: nobody looked then. Any other error is one of the store.
func Of(ctx context.Context, store Store, people People, q Question) (*Dossier, error) {
	if q.Event != 0 {
		if _, err := store.Access(ctx, q.Event); err != nil {
			return nil, err
		}
	}
	p, unknown := persona.LookUp(ctx, store, q.By, q.Persona)
	if unknown != nil && !errors.Is(unknown, persona.ErrUnknown) {
		return nil, unknown
	}
	c := composition{Question: q, store: store, room: maxBytes, imports: maxImports,
		Dossier: Dossier{ID: q.Persona, Persona: p, Events: []InEvent{}, Erasing: []event.ID{},
			Persons: []jobcal.Person{}, Journal: []journal.Entry{}, NotCovered: NotCovered.In(q.Language)}}
	for _, read := range []func(context.Context) error{c.readEvents, c.readErasing, c.readJournal,
		func(ctx context.Context) error { return c.readPersons(ctx, people) }} {
		if err := read(ctx); err != nil {
			return nil, fmt.Errorf("what is stored about persona %d: %w", q.Persona, err)
		}
	}
	if unknown != nil && c.empty() {
		return nil, unknown
	}
	return &c.Dossier, nil
}

// composition is a dossier in the making.
type composition struct {
	Question
	Dossier Dossier
	store   Store
	room    int // bytes that the answer may still take
	imports int // how many may still be opened
}

// fit is ErrTooLarge if a part does not fit into the answer any more.
func (c *composition) fit(part any) error {
	text, err := json.Marshal(part)
	if c.room -= len(text); err == nil && c.room < 0 {
		err = ErrTooLarge
	}
	return err
}

// empty: nothing is stored but that somebody looked.
func (c *composition) empty() bool {
	d := c.Dossier
	return len(d.Events)+len(d.Erasing)+len(d.Persons) == 0 && !slices.ContainsFunc(d.Journal,
		func(e journal.Entry) bool { return e.What != journal.LookUp })
}

func (c *composition) readErasing(ctx context.Context) error {
	open, err := c.store.Erasures(ctx, true)
	for _, r := range open {
		if slices.Contains(r.People, c.Persona) {
			c.Dossier.Erasing = append(c.Dossier.Erasing, r.Event)
		}
	}
	return err
}

func (c *composition) readPersons(ctx context.Context, people People) error {
	book, err := people.Find(ctx)
	if err != nil {
		return err
	}
	for _, p := range event.Sorted(book.Persons) {
		theirs := p.Persona == c.Persona || p.Persona == 0 && p.Mail != "" && p.Mail == c.mail()
		if theirs { // else it is somebody else who reads their mails, too
			p.FeedKey = "" // which opens the feed to whoever reads it here
			c.Dossier.Persons = append(c.Dossier.Persons, p)
		}
	}
	return nil
}

// mail is the address of the person, as lists of addresses spell it; empty: nobody knows.
func (c *composition) mail() string {
	if p := c.Dossier.Persona; p != nil && p.Username != nil {
		mail, _ := access.Address(*p.Username)
		return mail
	}
	return ""
}

func (c *composition) readJournal(ctx context.Context) error {
	wanted := journal.Query{Persona: c.Persona, Limit: 1000}
	for {
		page, err := c.store.Journal(ctx, wanted)
		if err != nil {
			return err
		}
		for _, e := range page {
			wanted.After = e.ID
			e.Personas = []event.PersonaID{c.Persona} // who else is nobody's business
			if err := c.fit(e); err != nil {
				return err
			}
			c.Dossier.Journal = append(c.Dossier.Journal, e)
		}
		if len(page) < wanted.Limit {
			return nil
		}
	}
}
