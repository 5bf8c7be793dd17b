package calendar

import (
	"net/http"

	api "google.golang.org/api/calendar/v3"
)

// found returns the entry of the request's path with its calendar. On somebody's own calendar it may be a guest's copy:
// then the book is that of the organizer.
func (c *Calendar) found(r *request, needed string) (b *book, e *entry, err error) {
	if b, err = c.book(r, needed); err != nil {
		return nil, nil, err
	}
	id := r.PathValue("eventId")
	e = b.entry(id)
	if e != nil {
		return b, e, nil
	}
	if b.isPersonal() {
		for _, organizer := range c.organizers() {
			if e := organizer.entry(id); e.invites(b.Owner) {
				return organizer, e, nil
			}
		}
	}
	return nil, nil, errUnknown
}

func (c *Calendar) getEvent(r *request) (result, error) {
	zone := r.zone("timeZone")
	most := r.count("maxAttendees", maxGuests, maxGuests)
	if r.err != nil {
		return result{}, r.err
	}
	_, e, err := c.found(r, reader)
	if err != nil {
		return result{}, err
	}
	return result{c.encoded(e, view{mail: r.caller, calendar: r.calendarID(), zone: zone, maxGuests: most}), e.Event.Etag},
		nil
}

// calendarID is that of the path; "primary" is the caller's own.
func (r *request) calendarID() string {
	if id := r.PathValue("calendarId"); id != "primary" {
		return id
	}
	return r.caller
}

// updateEvent replaces an entry; a deleted one comes back.
func (c *Calendar) updateEvent(r *request) (result, error) {
	return c.overwrite(r, func(*api.Event) (*api.Event, error) { return r.decodeEvent() })
}

// patchEvent merges the body into an entry. A list is replaced as a whole.
func (c *Calendar) patchEvent(r *request) (result, error) {
	return c.overwrite(r, func(old *api.Event) (*api.Event, error) {
		wish, err := merged(old, r.body)
		if err == nil && wish.Sequence == old.Sequence {
			wish.Sequence = 0 // not sent
		}
		return wish, err
	})
}

func (c *Calendar) overwrite(r *request, wished func(old *api.Event) (*api.Event, error)) (result, error) {
	notify := r.notify()
	if r.err != nil {
		return result{}, r.err
	}
	b, e, err := c.found(r, writer)
	if err != nil {
		return result{}, err
	}
	if err := r.matches(e.Event.Etag); err != nil {
		return result{}, err
	}
	if b.Resource.Id != r.calendarID() {
		return c.respond(r, b, e)
	}
	wish, err := wished(e.Event)
	if err != nil {
		return result{}, err
	}
	if wish, err = accepted(r, wish, e.Event); err != nil {
		return result{}, err
	}
	stored, err := c.commit(edit{book: b, old: e, event: wish, by: r.caller, notify: notify, private: e.Private})
	return c.written(r, stored, err)
}

// respond takes a guest's write on the own copy: the answer is all that a guest can change.
func (c *Calendar) respond(r *request, b *book, e *entry) (result, error) {
	wish, err := r.decodeEvent()
	if err != nil {
		return result{}, err
	}
	line := guest(wish, r.calendarID())
	shared := wish.Summary != "" && wish.Summary != e.Event.Summary ||
		wish.Description != "" && wish.Description != e.Event.Description ||
		wish.Location != "" && wish.Location != e.Event.Location
	if line == nil || shared {
		return result{}, errNonPersonal
	}
	stored, err := c.answerTo(b, e, Answer{Mail: line.Email, Response: line.ResponseStatus, Comment: line.Comment})
	if err != nil {
		return result{}, err
	}
	return result{c.encoded(stored, view{mail: r.caller, calendar: r.calendarID()}), stored.Event.Etag}, nil
}

func (c *Calendar) deleteEvent(r *request) (result, error) {
	notify := r.notify()
	if r.err != nil {
		return result{}, r.err
	}
	b, e, err := c.found(r, writer)
	switch {
	case err != nil:
		return result{}, err
	case e.cancelled():
		return result{}, errDeleted
	}
	if err := r.matches(e.Event.Etag); err != nil {
		return result{}, err
	}
	if id := r.calendarID(); b.Resource.Id != id { // a guest removes the own copy
		_, err := c.answerTo(b, e, Answer{Mail: id, Response: Declined})
		return result{}, err
	}
	_, err = c.commit(gone(b, e, r.caller, notify))
	return result{}, err
}

// gone is the deletion of an entry. What it was stays, so that it can come back.
func gone(b *book, e *entry, by, notify string) edit {
	event := *e.Event
	event.Status = cancelled
	return edit{book: b, old: e, event: &event, by: by, notify: notify, private: e.Private}
}

// moveEvent gives an entry to another calendar, which becomes its organizer. Where it was, it leaves behind a cancelled
// one of which Google's discovery document (Event.status) guarantees no more than the ID.
func (c *Calendar) moveEvent(r *request) (result, error) {
	notify := r.notify()
	if r.err != nil {
		return result{}, r.err
	}
	b, e, err := c.found(r, writer)
	if err != nil {
		return result{}, err
	}
	if r.text("destination") == "" {
		return result{}, required("Required parameter: destination")
	}
	to, err := c.bookOf(r.text("destination"), r.caller, writer)
	switch {
	case err != nil:
		return result{}, err
	case e.cancelled() || b.Resource.Id != r.calendarID():
		return result{}, errNonPersonal
	case to.entry(e.Event.Id) != nil:
		return result{}, &failure{http.StatusConflict, "global", "duplicate", errDuplicate.message, "destination"}
	}
	var moved *entry
	err = c.write(func(ch *change) error {
		left := gone(b, e, r.caller, "none")
		left.away = true
		if _, err := c.plan(ch, left); err != nil {
			return err
		}
		event := *e.Event
		event.Sequence++
		moved, err = c.plan(ch, edit{book: to, event: &event, by: r.caller, notify: notify})
		return err
	})
	return c.written(r, moved, err)
}
