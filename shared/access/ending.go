// How an event ends: it is closed, then, after some days in which somebody may have second thoughts, erased.
//
//	the event is      | close        | open             | order the erase        | call it off
//	open              | closes       | nothing          | ErrOpen                | nothing
//	closed            | nothing      | opens            | is noted               | nothing
//	to be erased      | nothing      | ErrEnding        | nothing: it is ordered | is forgotten
//	due to be erased  | nothing      | ErrBegun         | nothing                | ErrBegun
//	erased            | ErrErased    | ErrErased        | ErrErased              | ErrErased

package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
)

// Closure is whether somebody wants an event to be closed, or open again: then everybody may do what they could.
type Closure struct {
	Event  event.ID
	By     Caller
	Closed bool
	// Keep is how many days its imports and its log are kept once it is closed; 0: for ever.
	Keep int
}

// Make makes the event so. To do what was done already changes nothing. Errors: ErrNotFound, ErrNoAdmin; ErrEnding,
// ErrBegun where it is to be opened and somebody ordered that it be erased, which is called off first, so that nobody
// ends by the way what somebody ordered; any other is one of the store.
func (c Closure) Make(ctx context.Context, keeper Keeper) error {
	what, by := journal.Opened, (*Closing)(nil)
	if c.Closed {
		at := c.By.At.UTC().Truncate(time.Microsecond)
		what, by = journal.Closed, &Closing{By: c.By.Mail, At: at}
		if c.Keep > 0 {
			by.KeptUntil = at.AddDate(0, 0, c.Keep)
		}
	}
	return end(ctx, keeper, deed{c.Event, c.By, what}, func(now *Roles, _ *journal.Entry) error {
		switch {
		case c.Closed == (now.Closed != nil): // who was faster closed it
			return errDone
		case now.Ending != nil && now.Ending.Begun(c.By.At):
			return ErrBegun
		case now.Ending != nil:
			return ErrEnding
		}
		now.Closed = by
		return nil
	})
}

// Grace is how long an order to erase an event can be called off.
const Grace = 7 * 24 * time.Hour

// Erasure is that somebody wants an event to be erased, or not any more.
type Erasure struct {
	Event event.ID
	By    Caller
	// Off calls the order off.
	Off bool
	// Personas is whether those go, too, whom nothing else needs.
	Personas bool
}

// Order notes the order, or that it is called off. To do what was done already changes nothing, whoever does it, also
// whether personas go. Errors: ErrNotFound, ErrNoAdmin, ErrOpen, ErrBegun; any other is one of the store.
func (e Erasure) Order(ctx context.Context, keeper Keeper) error {
	what := journal.EraseOrdered
	if e.Off {
		what = journal.EraseCalledOff
	}
	return end(ctx, keeper, deed{e.Event, e.By, what}, func(now *Roles, entry *journal.Entry) error {
		switch {
		case !e.Off && now.Ending != nil && now.Ending.Personas != e.Personas:
			return ErrEnding // who orders something else would believe that it holds
		case e.Off == (now.Ending == nil):
			return errDone
		case e.Off && now.Ending.Begun(e.By.At):
			return ErrBegun
		case !e.Off && now.Closed == nil:
			return ErrOpen
		}
		now.Ending = nil
		if !e.Off {
			at := e.By.At.UTC().Truncate(time.Microsecond)
			now.Ending = &Ending{By: e.By.Mail, At: at, Begins: at.Add(Grace), Personas: e.Personas}
			entry.After = journal.Text(now.Ending)
		}
		return nil
	})
}

// deed is who does what to an event.
type deed struct {
	event event.ID
	by    Caller
	what  journal.What
}

// end changes how an event is to end, for an admin. change may say errDone.
func end(ctx context.Context, keeper Keeper, d deed, change func(*Roles, *journal.Entry) error) error {
	if _, err := Allow(ctx, keeper, d.by, d.event); err != nil {
		return err
	}
	if !d.by.Admin {
		return fmt.Errorf("%s, event %d: %w", d.what, d.event, ErrNoAdmin)
	}
	fresh := journal.New(d.what, d.by.Mail, d.by.At)
	fresh.Event = d.event
	err := keeper.ChangeAccess(ctx, d.event, func(now Roles) (Roles, journal.Entry, error) {
		entry := fresh
		err := change(&now, &entry)
		return now, entry, err
	})
	if errors.Is(err, errDone) {
		return nil
	}
	return err
}

// errDone says that all is already as somebody wants it.
var errDone = errors.New("done already")

// Expiry is that imports and log of an event that is closed are gone, as their time was up.
type Expiry struct {
	Event event.ID
	Now   time.Time
}

// Note notes it, unless the event was opened meanwhile.
func (x Expiry) Note(ctx context.Context, keeper Keeper) error {
	entry := journal.New(journal.Expired, "Kursbuch", x.Now)
	entry.Event = x.Event
	err := keeper.ChangeAccess(ctx, x.Event, func(now Roles) (Roles, journal.Entry, error) {
		if now.Closed == nil || now.Closed.Gone {
			return now, entry, errDone
		}
		closed := *now.Closed
		closed.Gone = true
		now.Closed = &closed
		return now, entry, nil
	})
	if errors.Is(err, errDone) {
		return nil
	}
	return err
}

// Expires reports whether imports and log of the event are to go by a time: it is closed, their deadline has passed.
func (r Roles) Expires(now time.Time) bool {
	c := r.Closed
	return c != nil && !c.Gone && !c.KeptUntil.IsZero() && !now.Before(c.KeptUntil)
}
