package calsync

import (
	"maps"
	"strings"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// note puts what came of a call into the report and among the news.
func (r *run) note(m made) {
	r.report.Gets += m.gets
	r.report.Writes += m.writes
	if m.left > 0 {
		r.trip()
		r.report.Open += m.left
	}
	if m.err != nil {
		r.noteFailure(m)
		return
	}
	r.inARow = 0
	if m.adopt != nil {
		r.noteFound(m)
		return
	}
	switch m.Verb {
	case Insert, Update:
		r.noteEntry(m)
	case Delete:
		r.report.Deleted++
		r.report.Mails += m.Mails
		r.noteDeletion(m)
	case Grant:
		r.report.Granted++
	case Revoke:
		r.report.Revoked++ // the next run sees whether it is true, then forgets whom we gave it
	case Rename:
		r.report.Renamed++
		r.core.Name = m.Name
	}
}

// record is a copy of what is remembered of an appointment.
func (r *run) record(key Key) *Record {
	for _, noted := range []map[Key]*Record{r.news, r.done} {
		if record := noted[key]; record != nil {
			return new(*record)
		}
	}
	return new(r.Memory.Records[key])
}

// noteDeletion notes an entry that was deleted. If it was an old one of its appointment, the present one is still
// there.
func (r *run) noteDeletion(m made) {
	record := r.record(m.Key)
	if record.Echo == nil || record.Echo.ID == m.Entry.ID {
		if record.Left = nil; m.Left {
			left := m.Entry.unanswered()
			record.Left = &left
		}
		record.Want, record.Echo, record.Answers, record.Heals = "", nil, m.Entry.answers(record.Answers), 0
		record.calm()
	}
	record.step(Step{At: r.Now(), Verb: Delete})
	r.news[m.Key] = record
}

// calm forgets former failures.
func (r *Record) calm() *Record {
	r.Failures, r.Failed, r.ParkedUntil, r.ParkedWant = 0, nil, time.Time{}, ""
	return r
}

// noteFound notes an entry that was found to be as it should be.
func (r *run) noteFound(m made) {
	m.adopt.Generation, m.adopt.Left = m.Entry.Mark.Generation, nil
	m.adopt.Answers = m.entry.answers(r.record(m.Key).Answers)
	r.news[m.Key] = m.adopt
	r.core.Invited += r.unnoticed(m.Key, m.entry)
	r.spared++
}

// noteEntry notes an entry that was written.
func (r *run) noteEntry(m made) {
	rep, record := r.report, r.record(m.Key).calm()
	counted := rep.Changed
	if record.Heals++; m.Heals {
		counted = rep.Healed
	} else {
		record.Heals = 0
	}
	if m.Verb == Insert {
		rep.Inserted++
		if m.Heals {
			counted["cancelled"]++
		}
	} else {
		rep.Updated++
		for _, c := range m.Changes {
			counted[c.Field]++
		}
	}
	rep.Mails += m.Mails
	rep.Invited += m.Outside
	r.core.Invited += max(m.Outside, r.unnoticed(m.Key, m.entry))
	if m.Outside > 0 && !r.Situation.Now.Before(r.core.NobodyUntil) {
		r.core.Trips = 0
	}
	m.entry.ID = m.Entry.ID // though a server does not repeat it
	record.Generation, record.Want, record.Echo = m.Entry.Mark.Generation, m.Entry.hash(), &m.entry
	record.Left, record.Answers = nil, m.entry.answers(m.was.answers(record.Answers))
	record.step(Step{At: r.Now(), Verb: m.Verb, Changes: m.Changes})
	if record.Heals >= stubborn {
		r.leave(m, record)
	}
	r.news[m.Key] = record
}

// leave gives in to whoever changes an entry again and again, for a while.
func (r *run) leave(m made, record *Record) {
	var names []string
	for _, c := range m.Changes {
		names = append(names, string(c.Field))
	}
	record.ParkedUntil, record.ParkedWant, record.Heals = r.Situation.Now.Add(pause(3)), r.wishes[m.Key], 0
	var found problem.List
	found.Add(m.Key.Path(), oncalendar.NeverTheSame, strings.Join(names, ", "), clock(record.ParkedUntil))
	record.Failed = &found.Items[0]
	r.report.Findings.Append(found)
}

// noteFailure notes a call that failed.
func (r *run) noteFailure(m made) {
	now := r.Situation.Now
	if m.err.general() {
		r.inARow++
	}
	if m.err.fatal() || r.inARow >= misfortune {
		found := m.err.finding("", now)
		r.stop = &found
	}
	if m.err.fatal() {
		return
	}
	if m.Key == "" {
		r.noteBadReader(m)
		return
	}
	record := r.record(m.Key)
	wish := r.wishes[m.Key]
	if m.Verb == Delete {
		wish = ""
	}
	record.park(m.err, wish, now)
	until := record.ParkedUntil
	if m.err.Failure == FailedInvitations {
		r.trip()
		until = r.core.NobodyUntil
	}
	found := m.err.finding(m.Key.Path(), until)
	record.Failed = &found
	record.step(Step{At: r.Now(), Verb: m.Verb, Changes: m.Changes, Failed: &found})
	if record.ParkedUntil.After(now) {
		r.spared++
		r.report.Parked++
	}
	say(&r.report.Findings, found)
	r.news[m.Key] = record
}

// noteBadReader notes somebody whom Google does not give the right to read; tomorrow it is asked again.
func (r *run) noteBadReader(m made) {
	if m.Mail != "" && m.err.lasting() {
		r.core.BadReaders = maps.Clone(r.core.BadReaders) // what was remembered may share it
		if r.core.BadReaders == nil {
			r.core.BadReaders = map[string]time.Time{}
		}
		r.core.BadReaders[m.Mail] = r.Situation.Now.Add(24 * time.Hour)
		r.spared++
		r.report.Findings.Add(r.person(m.Mail), oncalendar.BadShare, m.err.Message)
		return
	}
	say(&r.report.Findings, m.err.finding("", r.Situation.Now))
}
