package calendar

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// cancelled is the status of a deleted entry.
const cancelled = "cancelled"

// newEntry makes the entry of a calendar out of what is stored, with its times in the zone of the calendar.
func newEntry(b *book, doc entryDoc) (*entry, error) {
	zone, err := location(b.Resource.TimeZone)
	if err != nil {
		return nil, err
	}
	e := &entry{entryDoc: doc}
	if e.start, e.end, err = span(doc.Event, zone); err != nil {
		return nil, err
	}
	e.Event = shown(doc.Event, e.start, e.end, zone)
	e.Event.ForceSendFields = []string{"Sequence"} // Google sends 0, too
	if r := e.Event.Reminders; r != nil {
		r.ForceSendFields = []string{"UseDefault"} // false says something
	}
	e.encoded, err = json.Marshal(e.Event)
	return e, err
}

// shown returns event, which begins at start, with its times in zone.
func shown(event *api.Event, start, end time.Time, zone *time.Location) *api.Event {
	out := *event
	if event.Start.DateTime != "" {
		out.Start = &api.EventDateTime{DateTime: start.In(zone).Format(time.RFC3339), TimeZone: event.Start.TimeZone}
		out.End = &api.EventDateTime{DateTime: end.In(zone).Format(time.RFC3339), TimeZone: event.End.TimeZone}
	} else {
		out.Start, out.End = &api.EventDateTime{Date: event.Start.Date}, &api.EventDateTime{Date: event.End.Date}
	}
	return &out
}

// span returns when an entry begins and ends. zone is that of the calendar: all-day entries begin at its midnight.
func span(event *api.Event, zone *time.Location) (start, end time.Time, err error) {
	switch {
	case event.Start == nil:
		return start, end, required("Missing start time.")
	case event.End == nil:
		return start, end, required("Missing end time.")
	case (event.Start.Date == "") != (event.End.Date == ""):
		return start, end, invalid("", "Start and end times must either both be date or both be dateTime.")
	}
	if start, err = instant(event.Start, zone); err != nil {
		return start, end, err
	}
	if end, err = instant(event.End, zone); err != nil {
		return start, end, err
	}
	if !end.After(start) {
		return start, end, errEmptyRange
	}
	return start, end, nil
}

func instant(at *api.EventDateTime, zone *time.Location) (time.Time, error) {
	own := zone
	if at.TimeZone != "" {
		var err error
		if own, err = location(at.TimeZone); err != nil {
			return time.Time{}, invalid("", "Invalid time zone definition: %q", at.TimeZone)
		}
	}
	if at.Date != "" {
		day, err := time.ParseInLocation(time.DateOnly, at.Date, zone)
		if err != nil || at.DateTime != "" {
			return time.Time{}, invalid("", "Invalid date: %q", at.Date)
		}
		return day, nil
	}
	t, err := time.Parse(time.RFC3339, at.DateTime)
	if err != nil && at.TimeZone != "" {
		t, err = time.ParseInLocation("2006-01-02T15:04:05", at.DateTime, own)
	}
	if err != nil {
		return time.Time{}, invalid("", "Invalid dateTime: %q", at.DateTime)
	}
	return t.Truncate(time.Second), nil
}

var zones sync.Map // name → *time.Location: loading takes longer than everything else of a request

// location returns the zone with an IANA name.
func location(name string) (*time.Location, error) {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location), nil
	}
	if name == "" || name == "Local" {
		return nil, errors.New("not the name of a time zone")
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, zone)
	}
	return zone, err
}

// guest returns the line of mail among the guests; nil: not invited.
func guest(event *api.Event, mail string) *api.EventAttendee {
	i := slices.IndexFunc(event.Attendees, func(a *api.EventAttendee) bool { return a.Email == mail })
	if i < 0 {
		return nil
	}
	return event.Attendees[i]
}

// organized names the calendar as the organizer.
func organized(event *api.Event, b *book) {
	event.Organizer = &api.EventOrganizer{Email: b.Resource.Id, DisplayName: b.Resource.Summary, Self: true}
	if b.isPersonal() {
		event.Organizer.DisplayName = ""
	}
}

// cloned is a copy that shares nothing with event.
func cloned(event *api.Event) *api.Event {
	encoded, err := json.Marshal(event)
	out := new(api.Event)
	if err == nil {
		err = json.Unmarshal(encoded, out)
	}
	if err != nil {
		panic(err) // unreachable: a struct of strings, numbers, lists of them
	}
	return out
}
