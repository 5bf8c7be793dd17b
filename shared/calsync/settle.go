package calsync

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// made is what came of a call.
type made struct {
	Call         // the last one that was made for it
	entry  Entry // as Google stored it
	was    Entry // as it was read in between; empty: it was not
	err    *Error
	adopt  *Record // what to remember if the entry was found to be as it should be; nil: it was written
	gets   int
	writes int
	// revives: the entry was deleted and is to come back.
	revives bool
	left    int // guests from outside who were left out, as Google takes no more of them
}

// tries is how many writes an appointment gets in one run: an entry may turn out to be there, then to be deleted, then
// not to be revivable.
const tries = 6

// settle makes a call and, if the entry turns out to be another one than was read, what follows from that.
//
//	call           | failure      | then
//	insert of what | none yet     | read it first: it may be there, or deleted
//	there was      |              |
//	insert         | exists       | read it: ours, update it; foreign, or not there, insert the next generation
//	update, delete | changed      | read it, compare again
//	update         | gone         | insert
//	update, of a   | any lasting  | insert the next generation
//	deleted entry  |              |
//	delete, revoke | gone         | that is what we wanted
//	any            | invitations  | without the new guests from outside
func (r *run) settle(ctx context.Context, c Call) made {
	m := made{Call: c}
	if r.refusing() {
		r.uninvite(&m)
	}
	if m.adopt != nil || r.believed(m.Call) && r.found(ctx, &m) {
		return m
	}
	for range tries {
		var err error
		m.writes++
		m.entry, err = r.target.Do(ctx, m.Call)
		m.err = asError(err)
		if m.err == nil || !r.next(ctx, &m) {
			break
		}
		if m.adopt != nil {
			m.err = nil
			break
		}
	}
	return m
}

// believed reports whether an entry that is to be inserted was there when we looked last.
func (r *run) believed(c Call) bool {
	known := r.Memory.Records[c.Key].Echo
	return c.Verb == Insert && known != nil && known.ID == c.Entry.ID
}

// found looks for an entry that was not listed: somebody may have deleted it, or moved it out of the list's sight. It
// reports whether that was all.
func (r *run) found(ctx context.Context, m *made) bool {
	m.gets++
	e, err := r.target.Get(ctx, m.Entry.ID)
	switch failed := asError(err); {
	case failed != nil && failed.Failure == FailedGone:
	case failed != nil:
		m.err = failed
	case r.ours(e, m.Call):
		r.compare(m, e)
	}
	return m.err != nil || m.adopt != nil
}

// asError is the error of a call, nil if there is none. What nobody has classified may have been done.
func asError(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Failure: FailedUnavailable, Reason: "unknown", Message: err.Error(), Err: err}
}

// next finds the call to make after one that failed, or reports that there is none: then m.err says whether all is
// well.
func (r *run) next(ctx context.Context, m *made) bool {
	failure := m.err.Failure
	switch {
	case failure == FailedGone && (m.Verb == Delete || m.Verb == Revoke):
		m.err = nil
		return false
	case failure == FailedInvitations:
		return r.uninvite(m)
	case m.Verb == Update && m.revives && (m.err.lasting() || failure == FailedGone):
		m.giveUp()
		return true
	case failure == FailedGone && m.Verb == Update:
		m.Verb, m.Entry.ETag, m.Changes = Insert, "", nil
		return true
	case failure == FailedExists && m.Verb == Insert, failure == FailedChanged && m.Verb != Insert:
		return r.reread(ctx, m)
	}
	return false
}

// reread reads an entry that is not as we thought, then compares again.
func (r *run) reread(ctx context.Context, m *made) bool {
	m.gets++
	found, err := r.target.Get(ctx, m.Entry.ID)
	e := asError(err)
	switch {
	case e != nil && e.Failure != FailedGone:
		m.err = e
		return false
	case m.Verb == Delete:
		if e != nil || found.Cancelled {
			m.err = nil
			return false
		}
		m.Entry = found
		return true
	case m.Verb == Insert && (e != nil || !r.ours(found, m.Call)):
		m.giveUp()
		return true
	case e != nil:
		m.Verb, m.Entry.ETag, m.Changes = Insert, "", nil
		return true
	}
	r.compare(m, found)
	return true
}

// compare makes the call that an entry needs as it was found, or notes that it needs none.
func (r *run) compare(m *made, found Entry) {
	known := r.Memory.Records[m.Key]
	m.was = found
	call, needed, record := r.again(m.Call, found)
	if !needed {
		m.adopt, m.entry = cmp.Or(record, &known), found
		return
	}
	call.Heals = m.Heals
	m.Call, m.revives = call, found.Cancelled
}

// ours reports whether an entry with the ID of one of ours is ours. Where a server keeps no marks, and nobody
// remembers, it is if it looks exactly like ours.
func (r *run) ours(found Entry, c Call) bool {
	if found.Mark.Instance == r.Situation.Instance && found.Mark.ID() == found.ID {
		return true
	}
	if known := r.Memory.Records[c.Key]; known.Echo != nil &&
		(Mark{r.Situation.Instance, c.Key, known.Generation}).ID() == found.ID {
		return true
	}
	return !slices.ContainsFunc(changes(found, c.Entry), func(ch Change) bool {
		return ch.Field != "mark" &&
			ch.Field != "cancelled"
	})
}

// giveUp leaves an entry and makes another one, of the next generation.
func (m *made) giveUp() {
	m.Verb, m.Entry.ETag, m.Changes, m.revives = Insert, "", nil, false
	m.Entry.Mark.Generation++
	m.Entry.ID = m.Entry.Mark.ID()
	m.Invited, m.Removed = m.Entry.mails(), nil
}

// uninvite takes those guests from outside out of a call whom Google does not take now. It reports whether that leaves
// another call to make, or none that is needed.
func (r *run) uninvite(m *made) bool {
	if m.Outside == 0 {
		return false
	}
	m.left += m.Outside
	m.Entry.Guests = slices.DeleteFunc(slices.Clone(m.Entry.Guests), func(g Guest) bool {
		return r.Situation.Settings.outside(g) && slices.Contains(m.Invited, g.Mail)
	})
	i := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.ID == m.Entry.ID })
	if i >= 0 && m.Verb == Update && !m.revives {
		r.compare(m, r.Entries[i])
		return true
	}
	invited := len(m.Invited)
	m.Invited = slices.DeleteFunc(slices.Clone(m.Invited), func(mail string) bool { return !m.Entry.has(mail) })
	m.Mails, m.Outside = max(0, m.Mails-(invited-len(m.Invited))), 0
	return true
}

// refusing reports whether Google takes no guests from outside for now.
func (r *run) refusing() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.Situation.Now.Before(r.core.NobodyUntil)
}

// trip notes that Google takes no guests from outside for a while: an hour, then doubled up to a day.
func (r *run) trip() {
	if r.Situation.Now.Before(r.core.NobodyUntil) {
		return
	}
	r.core.Trips++
	r.core.NobodyUntil = r.Situation.Now.Add(pause(r.core.Trips))
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
