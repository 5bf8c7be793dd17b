package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// Editor is who edits by hand: somebody with write access to every calendar.
const Editor = "bearbeitung@kursbuch.example"

// Entries returns all entries of a calendar that are not deleted, ascending by start, whoever made them. A calendar
// that does not exist has none.
func (c *Calendar) Entries(calendarID string) []*api.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.state.books[calendarID]
	if b == nil {
		return nil
	}
	var list []*api.Event
	for _, e := range b.byStart() {
		list = append(list, cloned(e.Event))
	}
	return list
}

// AddByHand adds an entry, as the Editor would in Google's web page: nobody gets a mail. It returns the ID.
func (c *Calendar) AddByHand(calendarID string, event *api.Event) (id string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.state.books[calendarID]
	if b == nil {
		return "", fmt.Errorf("calendar %q: %w", calendarID, errUnknown)
	}
	switch {
	case b.entry(event.Id) != nil:
		return "", fmt.Errorf("entry %q: %w", event.Id, errDuplicate)
	case event.Id != "" && !validID(event.Id):
		return "", fmt.Errorf("entry %q: not a valid ID", event.Id)
	}
	wish, err := accepted(nil, cloned(event), nil)
	if err != nil {
		return "", err
	}
	e, err := c.commit(edit{book: b, event: wish, by: Editor, notify: "none"})
	if err != nil {
		return "", err
	}
	return e.Event.Id, nil
}

// EditByHand changes an entry that is not deleted, as the Editor would in Google's web page: nobody gets a mail,
// answers stay. change gets a copy.
func (c *Calendar) EditByHand(calendarID, eventID string, change func(*api.Event)) error {
	return c.byHand(calendarID, eventID, func(b *book, e *entry) (edit, error) {
		event := cloned(e.Event)
		change(event)
		wish, err := accepted(nil, event, e.Event)
		if err == nil {
			wish.Sequence = 0 // counts by itself
		}
		return edit{book: b, old: e, event: wish, by: Editor, notify: "none", private: e.Private}, err
	})
}

func (c *Calendar) byHand(calendarID, eventID string, plan func(*book, *entry) (edit, error)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.state.books[calendarID]
	if b == nil {
		return fmt.Errorf("calendar %q: %w", calendarID, errUnknown)
	}
	e := b.entry(eventID)
	if e == nil || e.cancelled() {
		return fmt.Errorf("entry %q: %w", eventID, errUnknown)
	}
	ed, err := plan(b, e)
	if err != nil {
		return err
	}
	_, err = c.commit(ed)
	return err
}

// RenameByHand gives an entry another title.
func (c *Calendar) RenameByHand(calendarID, eventID, summary string) error {
	return c.EditByHand(calendarID, eventID, func(e *api.Event) { e.Summary = summary })
}

// MoveByHand moves an entry. One of whole days moves by whole days: by is rounded to them.
func (c *Calendar) MoveByHand(calendarID, eventID string, by time.Duration) error {
	return c.EditByHand(calendarID, eventID, func(e *api.Event) { e.Start, e.End = moved(e.Start, by), moved(e.End, by) })
}

func moved(at *api.EventDateTime, by time.Duration) *api.EventDateTime {
	out := *at
	if day, err := time.Parse(time.DateOnly, at.Date); err == nil {
		out.Date = day.Add(by.Round(24 * time.Hour)).Format(time.DateOnly)
	}
	if t, err := time.Parse(time.RFC3339, at.DateTime); err == nil {
		out.DateTime = t.Add(by).Format(time.RFC3339)
	}
	return &out
}

// DeleteByHand deletes an entry.
func (c *Calendar) DeleteByHand(calendarID, eventID string) error {
	return c.byHand(calendarID, eventID, func(b *book, e *entry) (edit, error) { return gone(b, e, Editor, "none"), nil })
}

// InviteByHand adds a guest. Adding one again changes nothing of the guest's line.
func (c *Calendar) InviteByHand(calendarID, eventID, mail string) error {
	return c.EditByHand(calendarID, eventID, func(e *api.Event) {
		e.Attendees = append(e.Attendees, &api.EventAttendee{Email: mail})
	})
}

// UninviteByHand removes a guest.
func (c *Calendar) UninviteByHand(calendarID, eventID, mail string) error {
	return c.EditByHand(calendarID, eventID, func(e *api.Event) {
		e.Attendees = slices.DeleteFunc(e.Attendees, func(a *api.EventAttendee) bool {
			return strings.EqualFold(a.Email,
				mail)
		})
	})
}

// ExpireSyncTokens makes all sync tokens given so far invalid: 410 fullSyncRequired.
func (c *Calendar) ExpireSyncTokens() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.oldest = c.version + 1
}
