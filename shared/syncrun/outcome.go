// What is noted of a call that was made: in the report, and among what to remember.
//
//	what came of it                | the report                         | the record
//	the entry was written          | by field: changed, or healed       | what Google answered
//	written or deleted, somebody   | besides, a finding: in the other   | as above, as below
//	having moved it to another     | calendar it stays                  |
//	calendar                       |                                    |
//	it is as it should be already  | nothing: the call was needless     | the entry as it was found
//	it was deleted                 | deleted                            | the answers
//	a right was given or taken     | granted, revoked                   | none: the next run sees it
//	it failed                      | a finding; whether it waits now    | why, and until when it waits
//	a right that Google refuses    | a finding at the person            | none; nobody asks until tomorrow

package syncrun

import (
	"maps"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// note puts what came of a call into the report and among the news.
func (r *run) note(m made) {
	if m.uninvited > 0 {
		r.trip()
		r.report.Open += m.uninvited
	}
	if m.err != nil {
		r.noteFailure(m)
		return
	}
	r.inARow = 0
	if m.adopt != nil {
		r.noteAdopted(m)
		return
	}
	r.core = r.core.Lost(m.call.Unapproved, r.now())
	switch m.call.Verb {
	case calsync.Insert, calsync.Update:
		r.noteWritten(m)
	case calsync.Delete:
		r.report.Deleted++
		r.report.Mails += m.call.Mails
		if m.givenAway {
			r.report.Findings.Add(m.call.Key.Path(), oncalendar.GivenAway, m.call.Entry.Title)
		}
		r.put(m.call.Key, r.record(m.call.Key).Deleted(m.call, r.mirror.Now()))
	case calsync.Grant:
		r.report.Granted++
	case calsync.Revoke:
		r.report.Revoked++ // the next run sees whether it is true, then forgets whom we gave it
	case calsync.Rename:
		r.report.Renamed++
		r.core.Name = m.call.Name
	}
}

// record is what is remembered of an appointment by now.
func (r *run) record(key calsync.Key) calsync.Record {
	for _, noted := range []map[calsync.Key]*calsync.Record{r.news, r.done} {
		if record := noted[key]; record != nil {
			return *record
		}
	}
	return r.remembered(key)
}

func (r *run) put(key calsync.Key, record calsync.Record) { r.news[key] = &record }

// noteAdopted notes an entry that was found to be as it should be.
func (r *run) noteAdopted(m made) {
	key := m.call.Key
	r.put(key, r.record(key).Adopted(*m.adopt, m.call, m.stored))
	r.core.Invited += r.view.situation.Unnoticed(key, m.stored)
	r.spared++
}

// noteWritten notes an entry that was written.
func (r *run) noteWritten(m made) {
	rep, c := r.report, m.call
	if c.Verb == calsync.Insert {
		rep.Inserted++
	} else {
		rep.Updated++
	}
	r.countFields(c)
	rep.Mails += c.Mails
	rep.Invited += c.Outside
	record := r.record(c.Key).Written(c, m.stored, m.read, r.mirror.Now())
	r.core.Invited += max(c.Outside, r.view.situation.Unnoticed(c.Key, *record.Echo))
	if c.Outside > 0 && !r.now().Before(r.core.NobodyUntil) { // Google takes them again
		r.core.Trips = 0
	}
	if m.givenAway {
		rep.Findings.Add(c.Key.Path(), oncalendar.GivenAway)
	}
	if record.Heals >= stubborn {
		r.giveIn(c, &record)
	}
	r.put(c.Key, record)
}

// countFields counts what a call wrote by its fields: what the appointment changed, or what somebody else did.
func (r *run) countFields(c calsync.Call) {
	switch {
	case c.Verb == calsync.Insert && c.Heals:
		r.report.Healed[calsync.FieldCancelled]++
	case c.Verb == calsync.Update:
		counted := r.report.Changed
		if c.Heals {
			counted = r.report.Healed
		}
		for _, change := range c.Changes {
			counted[change.Field]++
		}
	}
}

// giveIn leaves an entry for a while to whoever changes it again and again.
func (r *run) giveIn(c calsync.Call, record *calsync.Record) {
	var names []string
	for _, change := range c.Changes {
		names = append(names, string(change.Field))
	}
	record.ParkedUntil, record.ParkedWant, record.Heals = r.now().Add(pause(3)), c.Wish, 0
	var found problem.List
	found.Add(c.Key.Path(), oncalendar.NeverTheSame, strings.Join(names, ", "), calsync.Instant(record.ParkedUntil))
	record.Failed = &found.Items[0]
	r.report.Findings.Append(found)
}

// noteFailure notes a call that failed.
func (r *run) noteFailure(m made) {
	c, now := m.call, r.now()
	if general(m.err) {
		r.inARow++
	}
	if fatal(m.err) || r.inARow >= misfortune {
		r.abort = m.err.Finding("", now)
	}
	if fatal(m.err) {
		return
	}
	if c.Key == "" {
		r.noteBadReader(m)
		return
	}
	record := r.record(c.Key)
	park(&record, m.err, c.Wish, now)
	until := record.ParkedUntil
	if m.err.Failure == calsync.FailedInvitations {
		r.trip()
		until = r.core.NobodyUntil
	}
	found := m.err.Finding(c.Key.Path(), until)
	record.Failed = &found.Items[0]
	record = record.Then(calsync.Step{At: r.mirror.Now(), Verb: c.Verb, Changes: c.Changes, Failed: record.Failed})
	if record.ParkedUntil.After(now) {
		r.spared++
		r.report.Parked++
	}
	r.report.Findings.Append(found)
	r.put(c.Key, record)
}

// noteBadReader notes somebody whom Google does not give the right to read; tomorrow it is asked again.
func (r *run) noteBadReader(m made) {
	mail, now := m.call.Mail, r.now()
	if mail == "" || !lasting(m.err) {
		r.report.Findings.Append(m.err.Finding("", now))
		return
	}
	r.core.BadReaders = maps.Clone(r.core.BadReaders) // what was remembered may share it
	if r.core.BadReaders == nil {
		r.core.BadReaders = map[string]time.Time{}
	}
	r.core.BadReaders[mail] = now.Add(24 * time.Hour)
	r.spared++
	r.report.Findings.Add(r.view.situation.Person(mail), oncalendar.BadShare, m.err.Said())
}
