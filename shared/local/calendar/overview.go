package calendar

import (
	"cmp"
	"maps"
	"slices"
	"time"
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

func (c *Calendar) overview() overviewPage {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := overviewPage{Mails: len(c.state.outbox)}
	persons := map[string]int{}
	for _, b := range c.organizers() {
		list := b.byStart()
		for _, e := range list {
			e.countIn(persons)
		}
		if b.isPersonal() {
			persons[b.Owner] += len(list)
			continue
		}
		p.Calendars = append(p.Calendars, overviewCalendar{b.Resource.Id, b.Resource.Summary, b.Owner, len(list)})
	}
	for _, mail := range slices.Sorted(maps.Keys(persons)) {
		p.Persons = append(p.Persons, overviewPerson{mail, persons[mail]})
	}
	return p
}

// countIn counts e for each guest who has it on the own calendar. Who declined is there with none.
func (e *entry) countIn(persons map[string]int) {
	if e.Private {
		return
	}
	for _, a := range e.Event.Attendees {
		switch {
		case a.Email == e.Event.Organizer.Email: // counted as an entry of its own
		case a.ResponseStatus == Declined:
			persons[a.Email] += 0
		default:
			persons[a.Email]++
		}
	}
}

// outboxPage is the mails, latest first.
type outboxPage struct {
	Mails []outboxLine
	part
}

type outboxLine struct{ Time, To, Kind, Summary, Start string }

func (c *Calendar) outboxPage(from string) outboxPage {
	mails := c.Outbox()
	slices.Reverse(mails)
	p := outboxPage{part: partFrom(from, len(mails))}
	kinds := map[string]string{Invited: "Einladung", Updated: "Änderung", Cancelled: "Absage", Shared: "Freigabe"}
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
var home = mustLocation(homeZone)

func mustLocation(name string) *time.Location {
	zone, err := location(name)
	if err != nil {
		panic(err) // unreachable: time/tzdata is linked
	}
	return zone
}

var weekdays = []string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}

func day(t time.Time) string { return weekdays[t.Weekday()] + ", " + t.Format("02.01.2006") }

func moment(t time.Time) string { return day(t) + " " + t.Format("15:04") }
