package calendar

import (
	"encoding/json"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// maxGuests is more than any entry has.
const maxGuests = 1 << 20

// view is how somebody looks at an entry.
type view struct {
	mail      string         // who looks
	calendar  string         // on which calendar; empty: the organizer's
	zone      *time.Location // in which the times are shown; nil: that of the calendar
	maxGuests int            // 0: all
	bare      bool           // of a deleted entry only that it is
}

// encoded is e for that view, in JSON.
func (c *Calendar) encoded(e *entry, v view) []byte {
	organizer := v.calendar == "" || v.calendar == e.Event.Organizer.Email || e.Private
	full := organizer && e.Event.Creator.Email == v.mail && v.zone == nil &&
		(v.maxGuests == 0 || len(e.Event.Attendees) <= v.maxGuests)
	bare := e.cancelled() && (v.bare || e.GivenAway)
	if full && !bare {
		return e.encoded
	}
	event := *e.Event
	switch {
	case bare:
		event = api.Event{Kind: event.Kind, Etag: event.Etag, Id: event.Id, Status: cancelled}
	case !organizer:
		event = c.copyFor(e, v.calendar)
	case !c.details(e, v.mail):
		event = busy(event)
	}
	if v.zone != nil && event.Start != nil {
		event = *shown(&event, e.start, e.end, v.zone)
	}
	if v.maxGuests > 0 && len(event.Attendees) > v.maxGuests {
		event.AttendeesOmitted, event.Attendees = true, nil
		if own := guest(e.Event, v.mail); own != nil {
			event.Attendees = []*api.EventAttendee{own}
		}
	}
	if event.Creator != nil && event.Creator.Email != v.mail {
		event.Source = nil
	}
	body, err := json.Marshal(&event)
	if err != nil {
		panic(err) // unreachable: its other encoding succeeded
	}
	return body
}

// details tells whether mail may see more of e than that there is something.
func (c *Calendar) details(e *entry, mail string) bool {
	b := c.state.books[e.Event.Organizer.Email]
	if b == nil { // an imported copy: on a calendar that mail can read
		return true
	}
	role := b.role(mail)
	if e.Event.Visibility == "private" || e.Event.Visibility == "confidential" {
		return atLeast(role, writer)
	}
	return atLeast(role, reader)
}

// busy is what others see of a private entry.
func busy(e api.Event) api.Event {
	return api.Event{
		Kind: e.Kind, Etag: e.Etag, Id: e.Id, Status: e.Status, HtmlLink: e.HtmlLink, Created: e.Created, Updated: e.Updated,
		Start: e.Start, End: e.End, ICalUID: e.ICalUID, Sequence: e.Sequence, Visibility: "private", EventType: e.EventType,
		Transparency: e.Transparency, ForceSendFields: e.ForceSendFields,
	}
}

// copyFor is the entry on the calendar of a guest: with the guest's own reminders, without what is the organizer's.
func (c *Calendar) copyFor(e *entry, mail string) api.Event {
	out := *e.Event
	organizer := *out.Organizer
	organizer.Self = false
	out.Organizer = &organizer
	out.Reminders, out.ColorId, out.EventLabelId = &api.EventReminders{UseDefault: true}, "", ""
	if p := out.ExtendedProperties; p != nil {
		out.ExtendedProperties = nil
		if len(p.Shared) > 0 {
			out.ExtendedProperties = &api.EventExtendedProperties{Shared: p.Shared}
		}
	}
	var guests []*api.EventAttendee
	for _, a := range out.Attendees {
		line := *a
		line.Self = a.Email == mail
		if line.Self || out.GuestsCanSeeOtherGuests == nil {
			guests = append(guests, &line)
		}
	}
	out.Attendees = guests
	return out
}
