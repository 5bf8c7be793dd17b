package calendar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// The answers of guests.
const (
	NeedsAction = "needsAction"
	Accepted    = "accepted"
	Declined    = "declined"
	Tentative   = "tentative"
)

// Answer is what a guest says to an invitation.
type Answer struct {
	Mail     string
	Response string // Accepted, Declined, Tentative or NeedsAction
	Comment  string
}

// Invitation is an entry as one person sees it.
type Invitation struct {
	Calendar string     // ID of the calendar that it is on
	Event    *api.Event // the person's copy
	Answer   string     // of the person; empty: the entry is on the own calendar
	Start    time.Time  // an all-day entry: midnight in the zone of the calendar
	End      time.Time
}

// organizers returns all calendars, by ID.
func (c *Calendar) organizers() []*book {
	var list []*book
	for _, id := range slices.Sorted(maps.Keys(c.state.books)) {
		list = append(list, c.state.books[id])
	}
	return list
}

// invites tells whether e is on the calendar of mail, also if declined.
func (e *entry) invites(mail string) bool {
	return e != nil && !e.Private && !e.cancelled() && guest(e.Event, mail) != nil
}

// copies returns the entries of others that invite mail, with their calendars' IDs.
func (c *Calendar) copies(mail string) []*entry {
	var list []*entry
	for _, b := range c.organizers() {
		if b.Resource.Id == mail {
			continue
		}
		for _, e := range b.entries {
			if e.invites(mail) {
				list = append(list, e)
			}
		}
	}
	return list
}

// Sees returns what is on the own calendar of mail, ascending by start: invitations not declined, own entries.
func (c *Calendar) Sees(mail string) []Invitation {
	return slices.DeleteFunc(c.Invitations(mail), func(i Invitation) bool { return i.Answer == Declined })
}

// Invitations is Sees with those that were declined.
func (c *Calendar) Invitations(mail string) []Invitation {
	c.mu.Lock()
	defer c.mu.Unlock()
	mail = strings.ToLower(mail)
	var list []Invitation
	if b := c.state.books[mail]; b != nil {
		for _, e := range b.byStart() {
			list = append(list, Invitation{Calendar: mail, Event: cloned(e.Event), Start: e.start, End: e.end})
		}
	}
	for _, e := range c.copies(mail) {
		event := c.copyFor(e, mail)
		list = append(list, Invitation{
			Calendar: e.Event.Organizer.Email, Event: cloned(&event), Answer: guest(e.Event, mail).ResponseStatus,
			Start: e.start, End: e.end,
		})
	}
	slices.SortStableFunc(list, func(a, b Invitation) int { return a.Start.Compare(b.Start) })
	return list
}

// Answer answers an invitation as the guest: it changes the organizer's entry, its etag, its time of update. An error
// if the guest is not invited, or if there is no such answer.
func (c *Calendar) Answer(calendarID, eventID string, a Answer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.state.books[calendarID]
	if b == nil {
		return fmt.Errorf("calendar %q: %w", calendarID, errUnknown)
	}
	_, err := c.answerTo(b, b.entry(eventID), a)
	return err
}

// answerTo needs no entry: then there is no invitation.
func (c *Calendar) answerTo(b *book, e *entry, a Answer) (*entry, error) {
	a.Mail = strings.ToLower(a.Mail)
	if !e.invites(a.Mail) {
		return nil, fmt.Errorf("%s is not invited: %w", a.Mail, errUnknown)
	}
	if !slices.Contains([]string{NeedsAction, Accepted, Declined, Tentative}, a.Response) {
		return nil, invalid("", "Invalid value for responseStatus: %q", a.Response)
	}
	event := *e.Event
	event.Attendees = slices.Clone(event.Attendees)
	for i, line := range event.Attendees {
		if line.Email == a.Mail {
			answered := *line
			answered.ResponseStatus, answered.Comment = a.Response, a.Comment
			event.Attendees[i] = &answered
		}
	}
	return c.commit(edit{book: b, old: e, event: &event, by: a.Mail, notify: "none"})
}
