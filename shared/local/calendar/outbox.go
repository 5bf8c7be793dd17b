package calendar

import (
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// The kinds of mails.
const (
	Invited   = "invited"
	Updated   = "updated"
	Cancelled = "cancelled"
	Shared    = "shared" // of a calendar, by an ACL rule
)

// Mail is one mail that Google would have sent.
type Mail struct {
	Time    time.Time `json:"time"` // when it would have been sent
	To      string    `json:"to"`
	Kind    string    `json:"kind"`    // Invited, Updated, Cancelled or Shared
	Summary string    `json:"summary"` // of the entry; Shared: of the calendar
	Start   time.Time `json:"start"`   // of the entry; Shared: zero
}

// Outbox returns all mails, oldest first.
func (c *Calendar) Outbox() []Mail {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.state.outbox)
}

// mails are those that an edit causes, e being what becomes of it. Nobody gets a mail about the past, or about what he
// did himself.
//
//	before    after     mail
//	          guest     invited
//	guest     guest     updated, if what guests see has changed, or if their answer was reset
//	guest               cancelled
func (c *Calendar) mails(ed edit, e *entry) []Mail {
	if ed.notify == "none" || e.Private || !e.end.After(c.now()) {
		return nil
	}
	var before, after []*api.EventAttendee
	if ed.old != nil && !ed.old.cancelled() {
		before = ed.old.Event.Attendees
	}
	if !e.cancelled() {
		after = e.Event.Attendees
	}
	changed := ed.old != nil && e.Event.Sequence > ed.old.Event.Sequence
	var list []Mail
	send := func(to, kind string) {
		if to != ed.by && (ed.notify == "all" || external(ed.book, to)) {
			list = append(list, Mail{Time: c.now(), To: to, Kind: kind, Summary: e.Event.Summary, Start: e.start})
		}
	}
	for _, a := range after {
		was := line(before, a.Email)
		switch {
		case was == nil:
			send(a.Email, Invited)
		case changed || was.ResponseStatus != a.ResponseStatus:
			send(a.Email, Updated)
		}
	}
	for _, a := range before {
		if line(after, a.Email) == nil {
			send(a.Email, Cancelled)
		}
	}
	return list
}

// line returns the one of the mail; nil: there is none.
func line(guests []*api.EventAttendee, mail string) *api.EventAttendee {
	return guest(&api.Event{Attendees: guests}, mail)
}

// external tells whether mail is outside of the organisation that owns b.
func external(b *book, mail string) bool {
	_, own, _ := strings.Cut(b.Owner, "@")
	_, other, _ := strings.Cut(mail, "@")
	return own != other
}

// LimitInvitations lets so many more external guests be invited, then none: 403 quotaExceeded, even if they would get
// no mail. Below 0: there is no limit, as at the beginning.
func (c *Calendar) LimitInvitations(external int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.budget = &external
	if external < 0 {
		c.budget = nil
	}
}

// spend takes the external guests whom an edit invites off the budget.
func (c *Calendar) spend(ch *change, ed edit) error {
	if c.budget == nil || ed.private || ed.event.Status == cancelled {
		return nil
	}
	left := *c.budget
	for _, a := range ed.event.Attendees {
		if known := ed.old != nil && ed.old.invites(a.Email); !known && external(ed.book, a.Email) {
			left--
		}
	}
	if left < 0 {
		return errQuota
	}
	ch.apply = append(ch.apply, func() { c.budget = &left })
	return nil
}
