// How a call is made, and what follows if the entry turns out to be another one than was read:
//
//	call           | failure      | then
//	insert of what | none yet     | read it first: it may be there, or deleted
//	there was      |              |
//	insert         | exists       | read it: ours, update it; foreign, or not there, insert the next generation
//	update, delete | changed      | read it, compare again
//	update         | gone         | insert
//	update, of a   | any lasting  | insert the next generation
//	deleted entry  |              |
//	delete         | gone         | that is what we wanted; read it: it may live on in another calendar
//	revoke         | gone         | that is what we wanted
//	any            | invitations  | without the new guests from outside

package syncrun

import (
	"context"
	"slices"

	"kursbuch.internal/shared/calsync"
)

// made is what came of a call.
type made struct {
	asked  calsync.Verb    // that of the plan's call
	call   calsync.Call    // the last one that was made for it
	stored calsync.Entry   // as Google answered, or as it was found
	read   calsync.Entry   // as it was read in between; empty: it was not
	err    *calsync.Error  // nil: all is well
	adopt  *calsync.Record // says that the entry was found to be as it should be; nil: it was written
	gets   int
	writes int
	// revives: the entry was deleted and is to come back. givenAway: it was moved to another calendar, where it stays.
	revives, givenAway bool
	// uninvited is how many guests from outside were left out, as Google takes no more of them.
	uninvited int
}

// tries is how many writes an appointment gets in one run: an entry may turn out to be there, then to be deleted, then
// not to be revivable.
const tries = 6

// attempt makes a call, and those that follow from it. An error is one of the state; then the next call was not made.
func (r *run) attempt(ctx context.Context, c calsync.Call) (made, error) {
	m := made{asked: c.Verb, call: c}
	if r.refusing() {
		r.uninvite(&m)
	}
	if m.adopt == nil && r.believed(m.call) {
		r.find(ctx, &m)
	}
	if m.adopt != nil || m.err != nil {
		return m, nil
	}
	for range tries {
		err := r.intendCall(ctx, m)
		if err == nil {
			err = r.check(ctx)
		}
		if err != nil {
			return m, err
		}
		m.writes++
		m.stored, err = r.view.target.Do(ctx, m.call)
		m.err = calsync.AsError(err)
		if m.err == nil {
			break
		}
		again := r.next(ctx, &m)
		if m.adopt != nil {
			m.err, again = nil, false
		}
		if !again {
			break
		}
	}
	return m, nil
}

// intendCall remembers, before a call is made, what a run that dies would take with it: answers that were read in
// between, as the call may take their guests out, and that there may be an entry of a further generation. Who answers
// that one has answered, even if somebody deletes it before a run sees it.
func (r *run) intendCall(ctx context.Context, m made) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	record, news := r.record(m.call.Key).Intended(m.call, m.read)
	if !news {
		return nil
	}
	r.put(m.call.Key, record)
	return r.remember(ctx)
}

// check finds out whether the run may still write: somebody may have ended it. If not, no further call is begun.
func (r *run) check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rememberWithin)
	defer cancel()
	err := r.mirror.State.Check(ctx, r.lease)
	if err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.late = true
	}
	return err
}

// refusing reports whether Google takes no guests from outside for now.
func (r *run) refusing() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now().Before(r.core.NobodyUntil)
}

// remembered is what was remembered of an appointment when the run looked.
func (r *run) remembered(key calsync.Key) calsync.Record { return r.view.situation.Memory.Records[key] }

// believed reports whether an entry that is to be inserted was there when we looked last.
func (r *run) believed(c calsync.Call) bool {
	known := r.remembered(c.Key).Echo
	return c.Verb == calsync.Insert && known != nil && known.ID == c.Entry.ID
}

// find looks for an entry that was not listed: somebody may have deleted it, or moved it out of the list's sight.
func (r *run) find(ctx context.Context, m *made) {
	found, failed := r.get(ctx, m)
	switch {
	case failed != nil && failed.Failure == calsync.FailedGone:
	case failed != nil:
		m.err = failed
	case r.view.situation.Owns(found, m.call):
		r.compare(m, found)
	}
}

// get reads the entry of a call.
func (r *run) get(ctx context.Context, m *made) (calsync.Entry, *calsync.Error) {
	m.gets++
	found, err := r.view.target.Get(ctx, m.call.Entry.ID)
	return r.spelt(m.call.Key, found), calsync.AsError(err)
}

// spelt is an entry of Google's with its guests as we write them.
func (r *run) spelt(key calsync.Key, e calsync.Entry) calsync.Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.record(key).Spelt(e)
}

// next finds the call to make after one that failed, or reports that there is none: then m.err says whether all is
// well.
func (r *run) next(ctx context.Context, m *made) bool {
	failure, verb := m.err.Failure, m.call.Verb
	gone := failure == calsync.FailedGone
	switch {
	case gone && verb == calsync.Delete:
		found, failed := r.get(ctx, m)
		m.err, m.givenAway = nil, failed == nil && found.GivenAway()
		return false
	case gone && verb == calsync.Revoke:
		m.err = nil
		return false
	case failure == calsync.FailedInvitations:
		return r.uninvite(m)
	case verb == calsync.Update && m.revives && (lasting(m.err) || gone):
		m.beginGeneration()
		return true
	case gone && verb == calsync.Update:
		m.insertInstead()
		return true
	case failure == calsync.FailedExists && verb == calsync.Insert,
		failure == calsync.FailedChanged && verb != calsync.Insert:
		return r.reread(ctx, m)
	}
	return false
}

// reread reads an entry that is not as we thought, then compares again.
func (r *run) reread(ctx context.Context, m *made) bool {
	found, failed := r.get(ctx, m)
	gone := failed != nil && failed.Failure == calsync.FailedGone
	switch {
	case failed != nil && !gone:
		m.err = failed
		return false
	case m.call.Verb == calsync.Delete && (gone || found.Cancelled):
		m.err = nil
		return false
	case m.call.Verb == calsync.Delete:
		m.call.Entry, m.read = found, found
	case m.call.Verb == calsync.Insert && (gone || !r.view.situation.Owns(found, m.call)):
		m.beginGeneration()
	case gone:
		m.insertInstead()
	default:
		r.compare(m, found)
	}
	return true
}

// compare makes the call that an entry needs as it was found, or notes that it needs none.
func (r *run) compare(m *made, found calsync.Entry) {
	m.read = found
	r.mu.Lock()
	known := r.record(m.call.Key)
	r.mu.Unlock()
	call, record := r.view.situation.Again(m.call, found, known)
	if record != nil {
		m.adopt, m.stored = record, found
		return
	}
	m.call, m.revives, m.givenAway = *call, found.Cancelled, found.GivenAway()
}

// insertInstead makes a new entry where the old one is gone.
func (m *made) insertInstead() {
	m.call.Verb, m.call.Entry.ETag, m.call.Changes = calsync.Insert, "", nil
}

// beginGeneration gives an entry up, foreign or not revivable, and makes another one, of the next generation.
func (m *made) beginGeneration() {
	m.insertInstead()
	m.revives = false
	m.call.Entry.Mark.Generation++
	m.call.Entry.ID = m.call.Entry.Mark.ID()
	m.call.Invited, m.call.Removed = nil, nil
	for _, g := range m.call.Entry.Guests {
		m.call.Invited = append(m.call.Invited, g.Mail)
	}
	slices.Sort(m.call.Invited)
}

// uninvite takes those guests from outside out of a call whom Google does not take now. It reports whether there are
// any: then there is another call to make, or none is needed.
func (r *run) uninvite(m *made) bool {
	if m.call.Outside == 0 {
		return false
	}
	s := r.view.situation
	m.uninvited += m.call.Outside
	m.call = s.Uninvited(m.call)
	if m.call.Verb != calsync.Update || m.revives {
		return true
	}
	for _, e := range s.Entries { // without them the entry may be as it should be
		if e.ID == m.call.Entry.ID {
			r.compare(m, r.spelt(m.call.Key, e))
			break
		}
	}
	return true
}
