// How an entry is written as Google's event and read from it. Where the two differ, the one of Google decides: what
// cannot be read stays empty, so that the next plan finds it different and writes it anew.

package gcal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/calsync"
)

// The private extended properties that a [calsync.Mark] is kept in. Guests see none of them.
const (
	instanceProperty   = "kursbuch"
	keyProperty        = "key"
	generationProperty = "generation"
)

// sourceTitle is what the link of an entry is called.
const sourceTitle = "Kursbuch"

// write gives the whole entry as Google takes it. What is left out is cleared; so that other servers clear it too,
// texts and guests are there even if they are empty. A colour or a link cannot be.
func write(e calsync.Entry) *calendar.Event {
	event := &calendar.Event{
		Id: string(e.ID),
		// Google revives by that what was deleted.
		Status:  "confirmed",
		Summary: e.Title, Description: e.Description, Location: e.Location,
		Start: moment(e, e.Start), End: moment(e, e.End),
		Attendees: attendees(e.Guests),
		ColorId:   e.Colour, Visibility: "default", Transparency: "opaque",
		GuestsCanModify: e.GuestsModify, GuestsCanInviteOthers: googleapi.Bool(e.GuestsInvite),
		GuestsCanSeeOtherGuests: googleapi.Bool(e.GuestsSee),
		ExtendedProperties: &calendar.EventExtendedProperties{Private: map[string]string{
			instanceProperty: e.Mark.Instance, keyProperty: string(e.Mark.Key),
			generationProperty: strconv.Itoa(e.Mark.Generation),
		}},
		ForceSendFields: []string{"Summary", "Description", "Location", "Attendees", "GuestsCanModify"},
	}
	if e.Private {
		event.Visibility = "private"
	}
	if e.Free {
		event.Transparency = "transparent"
	}
	if strings.HasPrefix(e.Link, "https://") || strings.HasPrefix(e.Link, "http://") { // Google takes no other
		event.Source = &calendar.EventSource{Title: sourceTitle, Url: e.Link}
	}
	return event
}

// moment is a day, or an instant in the zone of the entry.
func moment(e calsync.Entry, t time.Time) *calendar.EventDateTime {
	if e.AllDay {
		return &calendar.EventDateTime{Date: t.Format(time.DateOnly)}
	}
	// A zone that is unknown here may be known to Google: the instant is the same in any.
	if zone, err := time.LoadLocation(e.Zone); err == nil {
		t = t.In(zone)
	}
	return &calendar.EventDateTime{DateTime: t.Format(time.RFC3339), TimeZone: e.Zone}
}

// attendees repeats the answers of guests: Google forgets that of one who is written without.
func attendees(guests []calsync.Guest) []*calendar.EventAttendee {
	all := make([]*calendar.EventAttendee, 0, len(guests))
	for _, g := range guests {
		all = append(all, &calendar.EventAttendee{
			Email: g.Mail, Resource: g.Resource, ResponseStatus: cmp.Or(g.Answer, "needsAction"),
			Comment: g.Comment, AdditionalGuests: g.AdditionalGuests, Optional: g.Optional,
		})
	}
	return all
}

// read takes what Google stores. What it does not understand it leaves empty, so that it is not what anybody wants, and
// is written anew.
func read(e *calendar.Event) calsync.Entry {
	entry := calsync.Entry{
		ID: calsync.EntryID(e.Id), ETag: e.Etag, Mark: mark(e.ExtendedProperties), Cancelled: e.Status == "cancelled",
		Title: e.Summary, Description: e.Description, Location: e.Location,
		Start: instant(e.Start), End: instant(e.End), AllDay: e.Start != nil && e.Start.Date != "",
		Guests: guests(e.Attendees), Colour: e.ColorId, Series: len(e.Recurrence) > 0,
		Private: e.Visibility == "private" || e.Visibility == "confidential", Free: e.Transparency == "transparent",
		GuestsModify: e.GuestsCanModify, GuestsInvite: orTrue(e.GuestsCanInviteOthers),
		GuestsSee: orTrue(e.GuestsCanSeeOtherGuests),
	}
	if e.Start != nil && !entry.AllDay {
		entry.Zone = e.Start.TimeZone
	}
	if e.Source != nil {
		entry.Link = e.Source.Url
	}
	if e.Organizer != nil {
		entry.Organizer = lower(e.Organizer.Email)
	}
	return entry
}

// orTrue is a right that guests have unless it is taken from them.
func orTrue(right *bool) bool { return right == nil || *right }

func mark(p *calendar.EventExtendedProperties) calsync.Mark {
	if p == nil {
		return calsync.Mark{}
	}
	generation, _ := strconv.Atoi(p.Private[generationProperty]) // the ID of the entry belies one that is wrong
	return calsync.Mark{Instance: p.Private[instanceProperty], Key: calsync.Key(p.Private[keyProperty]),
		Generation: generation}
}

// instant is in UTC.
func instant(t *calendar.EventDateTime) time.Time {
	if t == nil {
		return time.Time{}
	}
	if t.Date != "" {
		day, _ := time.Parse(time.DateOnly, t.Date)
		return day
	}
	if at, err := time.Parse(time.RFC3339, t.DateTime); err == nil {
		return at.UTC()
	}
	zone, err := time.LoadLocation(t.TimeZone) // without an offset it is a time of the zone
	if err != nil {
		return time.Time{}
	}
	at, _ := time.ParseInLocation("2006-01-02T15:04:05", t.DateTime, zone)
	return at.UTC()
}

// guests are those invited, by mail address. The calendar itself is none, although Google may list it as the organizer.
func guests(attendees []*calendar.EventAttendee) []calsync.Guest {
	var all []calsync.Guest
	for _, a := range attendees {
		if a == nil || a.Email == "" || a.Organizer {
			continue
		}
		all = append(all, calsync.Guest{
			Mail: lower(a.Email), Resource: a.Resource, Answer: a.ResponseStatus,
			Comment: a.Comment, AdditionalGuests: a.AdditionalGuests, Optional: a.Optional,
		})
	}
	slices.SortStableFunc(all, func(a, b calsync.Guest) int { return strings.Compare(a.Mail, b.Mail) })
	return all
}

// lower makes the letters small that are in ASCII; another one would become somebody else's, as the Kelvin sign a k.
func lower(mail string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, mail)
}
