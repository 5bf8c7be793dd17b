package calendar

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// stampForm is the form of created and updated: UTC, to the millisecond.
const stampForm = "2006-01-02T15:04:05.000Z"

// edit is a new state of one entry, on its way into the calendar of the organizer.
type edit struct {
	book    *book
	old     *entry     // nil: it is new
	event   *api.Event // as it shall be, accepted
	by      string     // mail of who does it
	notify  string     // who gets mails: all, externalOnly, none
	private bool       // imported
	away    bool       // moved to another calendar
}

// commit stores an edit with its mails, and returns what became of it.
func (c *Calendar) commit(ed edit) (stored *entry, err error) {
	err = c.write(func(ch *change) error {
		stored, err = c.plan(ch, ed)
		return err
	})
	return stored, err
}

// plan plans to store an edit with its mails.
func (c *Calendar) plan(ch *change, ed edit) (*entry, error) {
	id := ed.book.Resource.Id
	var err error
	if ed.event, err = inZone(ed.event, ed.book.Resource.TimeZone); err != nil {
		return nil, err
	}
	doc := entryDoc{Version: ch.next(), Event: ed.event, Private: ed.private, GivenAway: ed.away}
	doc.Serial = doc.Version
	if ed.old != nil {
		doc.Serial = ed.old.Serial
	}
	if err := c.complete(ed, doc.Version); err != nil {
		return nil, err
	}
	e, err := newEntry(ed.book, doc)
	if err != nil {
		return nil, err
	}
	if c.state.books[id] == nil { // a personal calendar, at its first entry
		ch.putBook(&c.state, ed.book.bookDoc)
	}
	if err := c.spend(ch, ed); err != nil {
		return nil, err
	}
	ch.putEntry(&c.state, id, e)
	ch.send(&c.state, c.mails(ed, e))
	return e, nil
}

// inZone returns event with its times in the zone of the calendar.
func inZone(event *api.Event, name string) (*api.Event, error) {
	zone, err := location(name)
	if err != nil {
		return nil, err
	}
	start, end, err := span(event, zone)
	if err != nil {
		return nil, err
	}
	out := shown(event, start, end, zone)
	for _, at := range []*api.EventDateTime{out.Start, out.End} {
		if at.DateTime != "" && at.TimeZone == "" {
			at.TimeZone = name
		}
	}
	return out, nil
}

// complete fills in what only the calendar decides.
func (c *Calendar) complete(ed edit, version uint64) error {
	e, now := ed.event, c.now().UTC()
	e.Kind, e.Etag = "calendar#event", etag(version)
	if ed.old == nil {
		if e.Id == "" {
			e.Id = hash("entry", strconv.FormatUint(version, 10))[:26]
		}
		if e.ICalUID == "" {
			e.ICalUID = e.Id + "@google.com"
		}
		e.Created, e.Updated, e.Sequence = now.Format(stampForm), now.Format(stampForm), max(e.Sequence, 0)
		e.Creator = &api.EventCreator{Email: ed.by, Self: ed.by == ed.book.Resource.Id}
		e.HtmlLink = "/calendar/master/" + ed.book.Resource.Id + "#" + e.Id
		if !ed.private || e.Organizer == nil {
			organized(e, ed.book)
		}
		return nil
	}
	old := ed.old.Event
	e.Id, e.ICalUID, e.Created, e.Creator, e.HtmlLink = old.Id, old.ICalUID, old.Created, old.Creator, old.HtmlLink
	e.Updated, e.Organizer = old.Updated, old.Organizer
	if ed.by != old.Creator.Email { // only its creator can see or change it
		e.Source = old.Source
	}
	if !reflect.DeepEqual(main(e), main(old)) {
		e.Updated = later(old.Updated, now)
	}
	return sequence(e, old)
}

// later is now, but after the time before: a change must move it.
func later(before string, now time.Time) string {
	if t, err := time.Parse(stampForm, before); err == nil && now.Sub(t) < time.Millisecond {
		now = t.Add(time.Millisecond)
	}
	return now.Format(stampForm)
}

// sequence counts the versions that guests have to hear of. Who sends an old number has not read the last of them.
func sequence(e, old *api.Event) error {
	if e.Sequence > 0 && e.Sequence < old.Sequence {
		return invalid("", "Invalid sequence value. The specified sequence number is below the current sequence number of "+
			"the resource. "+
			"Re-fetch the resource and use its sequence number on the following request.")
	}
	e.Sequence = max(e.Sequence, old.Sequence)
	if !reflect.DeepEqual(public(e), public(old)) {
		e.Sequence = max(e.Sequence, old.Sequence+1)
	}
	return nil
}

// main is the data whose change moves the time of update: all but reminders.
func main(e *api.Event) api.Event {
	out := *e
	out.Etag, out.Updated, out.Sequence, out.Reminders, out.ForceSendFields = "", "", 0, nil, nil
	return out
}

// public is what guests get to know, without the list of guests.
func public(e *api.Event) api.Event {
	out := main(e)
	out.Attendees, out.ColorId, out.EventLabelId, out.Source, out.ExtendedProperties = nil, "", "", nil, nil
	if e.ExtendedProperties != nil && len(e.ExtendedProperties.Shared) > 0 {
		out.ExtendedProperties = &api.EventExtendedProperties{Shared: e.ExtendedProperties.Shared}
	}
	return out
}

// decodeEvent reads the entry in the body.
func (r *request) decodeEvent() (*api.Event, error) {
	var wish api.Event
	if err := r.decode(&wish); err != nil {
		return nil, err
	}
	if slices.Contains(wish.Attendees, nil) {
		return nil, required("Missing attendee email.")
	}
	return &wish, nil
}

// written is the answer to a write.
func (c *Calendar) written(r *request, e *entry, err error) (result, error) {
	if err != nil {
		return result{}, err
	}
	return result{c.encoded(e, view{mail: r.caller}), e.Event.Etag}, nil
}

func (c *Calendar) insertEvent(r *request) (result, error) {
	b, err := c.book(r, writer)
	if err != nil {
		return result{}, err
	}
	wish, err := r.decodeEvent()
	if err != nil {
		return result{}, err
	}
	if wish.Id != "" && !validID(wish.Id) {
		return result{}, invalid("", "Invalid resource id value.")
	}
	if notify := r.notify(); r.err == nil && b.entry(wish.Id) == nil {
		return c.create(r, edit{book: b, event: wish, by: r.caller, notify: notify})
	} else if r.err != nil {
		return result{}, r.err
	}
	return result{}, errDuplicate
}

func (c *Calendar) create(r *request, ed edit) (result, error) {
	var err error
	if ed.event, err = accepted(r, ed.event, nil); err != nil {
		return result{}, err
	}
	e, err := c.commit(ed)
	return c.written(r, e, err)
}

// importEvent adds a private copy of an entry that lives elsewhere, or replaces the copy with the same iCalUID.
func (c *Calendar) importEvent(r *request) (result, error) {
	b, err := c.book(r, writer)
	if err != nil {
		return result{}, err
	}
	wish, err := r.decodeEvent()
	if err != nil {
		return result{}, err
	}
	if strings.TrimSpace(wish.ICalUID) == "" {
		return result{}, required("Missing iCalUID.")
	}
	wish.Id = ""
	ed := edit{book: b, event: wish, by: r.caller, notify: "none", private: true}
	for _, e := range b.entries {
		if e.Event.ICalUID == wish.ICalUID {
			ed.old, ed.private = e, e.Private
		}
	}
	return c.create(r, ed)
}
