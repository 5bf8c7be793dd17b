package calsync

import (
	"html"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/jobcal"
)

// margin is how long entries are looked after when they have ended.
const margin = 24 * time.Hour

// Window is which appointments are mirrored: those that end after from and start before until.
func (s Settings) Window(now time.Time) (from, until time.Time) {
	return now.Add(-margin), now.Add(time.Duration(s.DaysAhead) * 24 * time.Hour)
}

// wanted reports whether an appointment is to have an entry.
func (s *Situation) wanted(a jobcal.Appointment) bool {
	from, until := s.Settings.Window(s.Now)
	return a.Span.End.After(from) && a.Span.Start.Before(until) && (!a.Cancelled || s.Settings.MarkCancelled)
}

// entry is the entry that an appointment is to have, without its mark. missing are the persons and resources that
// nobody knows.
func (s *Situation) entry(a jobcal.Appointment) (e Entry, missing []string) {
	e = Entry{
		Title: a.Title, Description: describe(a), Location: a.Location, Start: a.Span.Start, End: a.Span.End,
		AllDay: a.Span.AllDay(),
		Zone:   a.Span.Zone, Colour: s.Settings.Colours[a.Category], Private: a.Private, Free: a.Free || a.Cancelled,
		Link:      a.Link,
		GuestsSee: s.Settings.ShowGuests,
	}
	if a.Cancelled {
		e.Title = off + e.Title
	}
	for _, id := range a.Persons {
		p, known := s.Supply.Persons[id]
		if !known {
			missing = append(missing, string(id))
		} else if p.Sync && p.Mail != "" {
			e.Guests = append(e.Guests, Guest{Mail: p.Mail})
		}
	}
	for _, id := range a.Resources {
		r, known := s.Supply.Resources[id]
		if !known {
			missing = append(missing, string(id))
		} else if r.Mail != "" {
			e.Guests = append(e.Guests, Guest{Mail: r.Mail, Resource: true})
		}
	}
	e.Guests = byMail(e.Guests)
	return e, missing
}

// off is how the title begins of what does not take place.
const off = "Abgesagt: "

func (e Entry) calledOff() bool { return strings.HasPrefix(e.Title, off) }

// describe is what guests read. Google takes it for HTML. The link is in it, too: as a link of its own only its maker
// sees it.
func describe(a jobcal.Appointment) string {
	parts := []string{a.Description}
	if a.JobNumber != "" {
		parts = append(parts, "Auftrag "+a.JobNumber)
	}
	if a.Link != "" {
		parts = append(parts, a.Link)
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return html.EscapeString(strings.Join(parts, "\n\n"))
}

// byMail sorts guests. Of several with the same mail address one stays.
func byMail(guests []Guest) []Guest {
	slices.SortStableFunc(guests, func(a, b Guest) int { return strings.Compare(a.Mail, b.Mail) })
	return slices.CompactFunc(guests, func(a, b Guest) bool { return a.Mail == b.Mail })
}

// readers are the mail addresses of those who may read the calendar, ascending.
func (s *Situation) readers() []string {
	var mails []string
	for _, p := range s.Supply.Persons {
		if p.Sync && p.Mail != "" {
			mails = append(mails, p.Mail)
		}
	}
	slices.Sort(mails)
	return slices.Compact(mails)
}

// person is where findings about somebody are; empty if nobody of the persons has the mail address.
func (s *Situation) person(mail string) jsontext.Pointer {
	for id, p := range s.Supply.Persons {
		if p.Mail == mail {
			return jsontext.Pointer("/persons").AppendToken(string(id))
		}
	}
	return ""
}

// outside reports whether Google counts an invitation of a guest against its limit.
func (s Settings) outside(g Guest) bool {
	_, domain, _ := strings.Cut(g.Mail, "@")
	return !g.Resource && !slices.Contains(s.InternalDomains, domain)
}
