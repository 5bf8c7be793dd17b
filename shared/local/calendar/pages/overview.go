package pages

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"kursbuch.internal/shared/local/calendar"
)

// overviewPage is all there is.
type overviewPage struct {
	Calendars []overviewCalendar
	Persons   []overviewPerson
	Mails     int
}

type overviewCalendar struct {
	ID, Summary, Owner string
	Entries            int
}

type overviewPerson struct {
	Mail    string
	Entries int
}

func (c site) overview() overviewPage {
	p := overviewPage{Mails: len(c.Outbox())}
	for _, l := range c.Listings() {
		if !l.Personal {
			p.Calendars = append(p.Calendars, overviewCalendar{l.ID, l.Summary, l.Owner, l.Count})
		}
	}
	persons := c.Visible()
	for _, mail := range slices.Sorted(maps.Keys(persons)) {
		p.Persons = append(p.Persons, overviewPerson{mail, persons[mail]})
	}
	return p
}

// outboxPage is the mails, latest first.
type outboxPage struct {
	Mails []outboxLine
	part
}

type outboxLine struct{ Time, To, Kind, Summary, Start string }

func (c site) outboxPage(from string) outboxPage {
	mails := c.Outbox()
	slices.Reverse(mails)
	p := outboxPage{part: partFrom(from, len(mails))}
	kinds := map[string]string{
		calendar.Invited: "Einladung", calendar.Updated: "Änderung", calendar.Cancelled: "Absage",
		calendar.Shared: "Freigabe",
	}
	for _, m := range mails[p.From:p.To] {
		line := outboxLine{Time: moment(m.Time.In(home)), To: m.To, Kind: cmp.Or(kinds[m.Kind], m.Kind),
			Summary: cmp.Or(m.Summary, untitled)}
		if !m.Start.IsZero() {
			line.Start = moment(m.Start.In(home))
		}
		p.Mails = append(p.Mails, line)
	}
	return p
}

// untitled is shown for an entry without a title, as Google does.
const untitled = "(Kein Titel)"

// home is the zone in which people read times that have no zone.
var home = location(calendar.HomeZone)

// location is the zone of a calendar, or of an entry on it.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // unreachable: the calendar has loaded it before
	}
	return zone
}

var weekdays = []string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}

func day(t time.Time) string { return weekdays[t.Weekday()] + ", " + t.Format("02.01.2006") }

func moment(t time.Time) string { return day(t) + " " + t.Format("15:04") }
