package calsync

import (
	"context"
	"fmt"
	"time"
)

// CalendarID identifies a calendar in Google, for ever; its name is only a label.
type CalendarID string

// Calendars is Google.
type Calendars interface {
	// Create makes a new calendar that belongs to whom we act for, a durable user.
	Create(ctx context.Context, name string) (CalendarID, error)
	// Open gives a calendar to work with. Nothing is sent.
	Open(id CalendarID) Target
}

// Target is the master calendar. Calls that Google wants to be repeated were repeated; what still fails is an [Error].
type Target interface {
	// List gives the entries that end after from and carry the mark of the instance, all pages of them or an error. Others
	// may be among them where a server ignores filters. lists is how many calls it took.
	List(ctx context.Context, instance string, from time.Time) (entries []Entry, lists int, err error)
	// Get reads one entry, cancelled ones too.
	Get(ctx context.Context, id EntryID) (Entry, error)
	// Do makes a call of a plan. It gives the entry as Google stored it; nothing, if the call is not about one, or deletes
	// it.
	Do(ctx context.Context, c Call) (Entry, error)
	// Rules lists who may do what with the calendar. lists is how many calls it took.
	Rules(ctx context.Context) (rules []Rule, lists int, err error)
}

// Rule is a right to use the calendar.
type Rule struct {
	Mail string `json:"mail"` // in small letters
	Role string `json:"role"` // none, freeBusyReader, reader, writer, owner …
}

// Verb is what a call does.
type Verb string

// The verbs, in the order in which a run makes their calls.
const (
	Revoke Verb = "revoke" // the right to read
	Delete Verb = "delete"
	Update Verb = "update" // the whole entry, if it is still as it was read
	Insert Verb = "insert"
	Grant  Verb = "grant"  // the right to read
	Rename Verb = "rename" // the calendar
)

// Notify is whom Google mails about a write.
type Notify string

// Whom Google mails: nobody, guests who do not use Google Calendar, all guests. Google does not always keep to it.
const (
	NotifyNone     Notify = "none"
	NotifyExternal Notify = "external"
	NotifyAll      Notify = "all"
)

// Failure is why a call failed, in the terms that a run acts upon.
type Failure string

// The failures.
const (
	FailedChanged      Failure = "changed"      // the entry is not as it was read: 412
	FailedExists       Failure = "exists"       // there is an entry with this ID, maybe a deleted one: 409
	FailedGone         Failure = "gone"         // there is no such entry or rule (any more): 404, 410
	FailedRefused      Failure = "refused"      // Google does not take what was sent: 400 and what is alike
	FailedOrganizer    Failure = "organizer"    // the entry belongs to another calendar: 403 forbiddenForNonOrganizer
	FailedInvitations  Failure = "invitations"  // too many guests were invited: 403 quotaExceeded
	FailedLimited      Failure = "limited"      // too many calls, even after waiting: 403 …rateLimitExceeded, 429
	FailedNoCalendar   Failure = "no-calendar"  // there is no such calendar
	FailedUnauthorised Failure = "unauthorised" // we may not: 401, other 403
	FailedDelegation   Failure = "delegation"   // 403 forbiddenForServiceAccounts
	FailedUnavailable  Failure = "unavailable"  // nobody knows whether the call was done: 5xx, time-out, broken connection
)

// Error is a call that failed.
type Error struct {
	Failure Failure
	Status  int    // of the answer; 0: there was none
	Reason  string // Google's word for it, such as quotaExceeded; noAnswer, noToken if it was not Google that failed
	Message string // Google's sentence
	Err     error
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %d %s: %s", e.Failure, e.Status, e.Reason, e.Message)
}
func (e *Error) Unwrap() error { return e.Err }
