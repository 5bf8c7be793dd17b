// What is noted of a call that was made: in the report, and among what to remember.
//
//	what came of it                | the report                         | the record
//	the entry was written          | by field: changed, or healed       | what Google answered
//	written or deleted, somebody   | besides, a finding: in the other   | as above, as below
//	having moved it to another     | calendar it stays                  |
//	calendar                       |                                    |
//	a new one, by reviving a       | inserted, as the plan has it       | as above
//	deleted one                    |                                    |
//	it is there, an answer to the  | inserted                           | the entry as it was found
//	insertion having been lost     |                                    |
//	it is as it should be already  | nothing: the call was needless     | the entry as it was found
//	it was deleted                 | deleted                            | the answers
//	a right was given or taken     | granted, revoked                   | none: the next run sees it
//	it failed                      | a finding; whether it waits now    | why, and until when it waits
//	a right that Google refuses    | a finding at the person            | none; nobody asks until tomorrow

package syncrun

import (
	"slices"
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
		for _, g := range m.stored.Guests {
			r.core = r.core.Granted(m.call.Mail, g.Mail)
		}
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
	if m.asked == calsync.Insert && m.writes > 0 { // it was written, but nobody heard of it
		r.report.Inserted++
	} else {
		r.spared++
	}
}

// noteWritten notes an entry that was written.
func (r *run) noteWritten(m made) {
	rep, c := r.report, m.call
	if c.Verb == calsync.Insert || m.asked == calsync.Insert && m.revives { // Google revives by an update
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
	ofPerson := c.Mail != "" && lasting(m.err) // who may be refused a right, one after the other
	if general(m.err) && !ofPerson {
		r.inARow++
	}
	notOwner := m.err.Failure == calsync.FailedNoWriter && c.Mail != "" // who may not share may still write
	if fatal(m.err) && !notOwner || r.inARow >= misfortune {
		r.abort = understood(r.view, m.err)
	}
	switch {
	case notOwner:
		r.sayOnce(m.err.AboutRules())
		return
	case fatal(m.err):
		return
	case c.Mail != "":
		r.noteBadReader(m)
		return
	case c.Key == "":
		r.noteBadName(m)
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

// noteBadReader notes somebody whose right to read Google does not give or take; tomorrow it is asked again.
func (r *run) noteBadReader(m made) {
	if !lasting(m.err) {
		r.report.Findings.Append(m.err.Finding("", time.Time{}))
		return
	}
	var found problem.List
	r.core, found = r.view.situation.Refused(r.core, m.call, m.err)
	r.spared++
	r.report.Findings.Append(found)
}

// noteBadName notes that the calendar was not renamed. The next run tries again: it is one call.
func (r *run) noteBadName(m made) {
	if m.err.Failure == calsync.FailedRefused {
		r.report.Findings.Add("/settings/master_calendar", oncalendar.NameRefused, m.err.Said())
		return
	}
	r.report.Findings.Append(m.err.Finding("", time.Time{}))
}

// sayOnce adds findings that the report does not have yet.
func (r *run) sayOnce(found problem.List) {
	for _, p := range found.Items {
		said := slices.ContainsFunc(r.report.Findings.Items, func(known problem.Problem) bool {
			return known.Code == p.Code && known.Path == p.Path
		})
		if !said {
			r.report.Findings.Append(problem.List{Items: []problem.Problem{p}})
		}
	}
}
