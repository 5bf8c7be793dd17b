package calendar

import (
	"slices"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// Listing is a calendar for people to look at.
type Listing struct {
	ID, Summary, Owner string
	TimeZone           string // IANA
	Personal           bool   // somebody's own
	Count              int    // of the entries that are not deleted
}

// Listings are all calendars, by ID.
func (c *Calendar) Listings() []Listing {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Listing
	for _, b := range c.organizers() {
		list = append(list, b.listing())
	}
	return list
}

func (b *book) listing() Listing {
	return Listing{b.Resource.Id, b.Resource.Summary, b.Owner, b.Resource.TimeZone, b.isPersonal(), len(b.byStart())}
}

// Look is a calendar with some of its entries that are not deleted, ascending by start: at most so many, from the one
// with the number from, which counts from 0. false: there is no such calendar.
func (c *Calendar) Look(id string, from, most int) (Listing, []Invitation, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.state.books[id]
	if b == nil {
		return Listing{}, nil, false
	}
	all := b.byStart()
	var list []Invitation
	for _, e := range all[min(from, len(all)):min(from+most, len(all))] {
		list = append(list, Invitation{Calendar: id, Event: cloned(e.Event), Start: e.start, End: e.end})
	}
	return b.listing(), list, true
}

// Visible is how many entries everybody has on the own calendar who has any, or is invited, by mail address. What
// somebody declined does not count.
func (c *Calendar) Visible() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	count := map[string]int{}
	for _, b := range c.organizers() {
		list := b.byStart()
		for _, e := range list {
			e.countIn(count)
		}
		if b.isPersonal() {
			count[b.Owner] += len(list)
		}
	}
	return count
}

// Knows tells whether there is anything of a person: a calendar, a right, an invitation, also to what was deleted, a
// mail.
func (c *Calendar) Knows(mail string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.organizers() {
		invited := slices.ContainsFunc(b.entries, func(e *entry) bool { return e != nil && guest(e.Event, mail) != nil })
		if b.Owner == mail || b.Rules["user:"+mail] != nil || invited {
			return true
		}
	}
	return slices.ContainsFunc(c.state.outbox, func(m Mail) bool { return m.To == mail })
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

// Later is an edit, for EditByHand, that moves an entry by an hour, one of whole days by a day.
func Later(e *api.Event) {
	by := time.Hour
	if e.Start.Date != "" {
		by = 24 * time.Hour
	}
	e.Start, e.End = moved(e.Start, by), moved(e.End, by)
}
