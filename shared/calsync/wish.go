// What the entry of an appointment is to be, by the settings, and whether it is to have one:
//
//	the appointment                           | entry | the reason, if not
//	is cancelled                              | no    | cancelled; with mark_cancelled it is marked instead
//	ended more than a day ago                 | no    | over
//	begins after the days that are mirrored   | no    | too far ahead
//	any other                                 | yes   |
//
//	the person                                | invited | the reason, if not
//	is not among the persons any more         | no      | nobody knows them
//	has no mail address                       | no      | there is none, so that they cannot want to be
//	does not want to be                       | no      | not flagged
//	any other                                 | yes     |

package calsync

import (
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
)

// margin is how long entries are looked after when they have ended.
const margin = 24 * time.Hour

// Window is which appointments are mirrored: those that end after from and start before until.
func (s Settings) Window(now time.Time) (from, until time.Time) {
	return now.Add(-margin), now.Add(time.Duration(s.DaysAhead) * 24 * time.Hour)
}

// eastmost is how long before UTC's a day ends in the easternmost zone.
const eastmost = 14 * time.Hour

// inSight reports whether an entry, if it is there as it was written, is listed for certain: a day ends in the zone of
// the calendar.
func (s *Situation) inSight(e Entry) bool {
	from, _ := s.Settings.Window(s.Now)
	if e.AllDay {
		return e.End.Add(-eastmost).After(from)
	}
	return e.End.After(from)
}

// unwanted is why an appointment is to have no entry; empty: it is to have one.
func (s *Situation) unwanted(a jobcal.Appointment) Reason {
	from, until := s.Settings.Window(s.Now)
	over, far := !a.Span.End.After(from), !a.Span.Start.Before(until)
	switch {
	case a.Cancelled && (over || far || !s.Settings.MarkCancelled):
		return IsCancelled
	case over:
		return IsOver
	case far:
		return TooFarAhead
	}
	return ""
}

// closed is why nobody is invited to an appointment that has no entry yet; empty: people are.
func (s *Situation) closed(a jobcal.Appointment) Reason {
	switch {
	case a.Cancelled:
		return IsCancelled
	case !a.Span.End.After(s.Now):
		return IsOver
	}
	return ""
}

// invitation is how a person is invited, or else why not.
func (s *Situation) invitation(id jobcal.PersonID) (Guest, Reason) {
	p, known := s.Supply.Persons[id]
	switch {
	case !known:
		return Guest{}, NoPerson
	case p.Mail == "":
		return Guest{}, NoMail
	case !p.Sync:
		return Guest{}, NotFlagged
	}
	return Guest{Mail: p.Mail}, ""
}

// entry is the entry that an appointment is to have, without its mark. missing are the persons and resources that
// nobody knows. cut is whether it has only the beginning of the description.
func (s *Situation) entry(a jobcal.Appointment) (e Entry, missing []string, cut bool) {
	description, cut := describe(a)
	e = Entry{
		Title: a.Title, Description: description, Location: a.Location,
		Start: a.Span.Start, End: a.Span.End, AllDay: a.Span.AllDay(), Zone: a.Span.Zone,
		Colour: s.Settings.Colours[a.Category], Private: a.Private, Free: a.Free || a.Cancelled, Link: a.Link,
		GuestsSee: s.Settings.ShowGuests,
	}
	if a.Cancelled {
		e.Title = cancelledTitle + e.Title
	}
	for _, id := range a.Persons {
		guest, reason := s.invitation(id)
		switch reason {
		case "":
			e.Guests = append(e.Guests, guest)
		case NoPerson:
			missing = append(missing, string(id))
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
	return e, missing, cut
}

// cancelledTitle is how the title begins of what does not take place.
const cancelledTitle = "Abgesagt: "

func (e Entry) calledOff() bool { return strings.HasPrefix(e.Title, cancelledTitle) }

// byMail sorts guests. Of several with the same mail address one stays.
func byMail(guests []Guest) []Guest {
	slices.SortStableFunc(guests, func(a, b Guest) int { return strings.Compare(a.Mail, b.Mail) })
	return slices.CompactFunc(guests, func(a, b Guest) bool { return a.Mail == b.Mail })
}

// outside reports whether Google counts an invitation of a guest against its limit.
func (s Settings) outside(g Guest) bool {
	_, domain, _ := strings.Cut(g.Mail, "@")
	return !g.Resource && !slices.Contains(s.InternalDomains, domain)
}
