// How a table is taken: its generation is claimed, appointments are written chunk by chunk, what is to go is judged,
// then goes.

package table

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

var (
	// ErrOvertaken says that a newer generation of the table was here first. Nothing is left to do.
	ErrOvertaken = errors.New("a newer generation of the table was taken")
	// ErrNothingHeld: nothing of the table is held back.
	ErrNothingHeld = errors.New("nothing of the table is held back")
	// ErrOtherHeld: something else is held back.
	ErrOtherHeld = errors.New("something else of the table is held back")
)

// Desk is what tables are taken with.
type Desk struct {
	Tables   Store
	Calendar jobcal.Store
	Guard    calsync.Guard
}

// Drop is a table that somebody dropped.
type Drop struct {
	Table string
	// Generation is larger for later ones: microseconds, as Cloud Storage counts them.
	Generation int64
	Content    []byte
	// Unread is why there is no content; empty: there is.
	Unread problem.List
	Zone   string // of its times of day
	By     string // see [Report]
	At     time.Time
}

// loading is a table that is being taken.
type loading struct {
	Desk
	Drop
	file *File
	done Plan // what needs no place in the state: what is unchanged, rejected
}

// Load takes a table, or goes on with it where it was left. It gives the report as it is afterwards. ErrOvertaken if
// there is a newer one.
func Load(ctx context.Context, d Desk, drop Drop) (*Report, error) {
	l := &loading{Desk: d, Drop: drop}
	found := drop.Unread
	if found.Empty() {
		l.file, found = Read(drop.Content, drop.Zone, true)
	}
	state, err := l.claim(ctx, found)
	if err == nil && !state.Judged {
		err = l.write(ctx)
		if err == nil {
			state, err = l.judge(ctx)
		}
	}
	if err == nil {
		state, err = d.drain(ctx, state, drop.At)
	}
	if err != nil {
		return nil, fmt.Errorf("table %s#%d: %w", drop.Table, drop.Generation, err)
	}
	return state.Report, nil
}

// claim makes this generation the newest one, if it is. A file with findings is refused.
func (l *loading) claim(ctx context.Context, found problem.List) (state State, err error) {
	err = l.Tables.Change(ctx, Scope{Table: l.Table}, func(s State, _ *jobcal.Book) (Effect, error) {
		state = s
		if s.Report != nil && s.Report.Generation >= l.Generation {
			return Effect{}, l.newest(s)
		}
		e := Effect{Away: s.Report, State: &state}
		if s.Report != nil {
			state.Before = s.Reports()
		}
		for i, r := range state.Before {
			if !l.At.Before(r.At.Add(Retention)) {
				for _, old := range state.Before[i:] {
					e.Gone = append(e.Gone, old.Generation)
				}
				state.Before = state.Before[:i]
				break
			}
		}
		state.Report = &Report{Table: l.Table, Generation: l.Generation, At: l.At.UTC(), By: l.By, Outcome: Underway}
		state.Judged, state.Going, state.Kept = false, nil, nil
		state.Went = slices.DeleteFunc(state.Went, func(d Departure) bool { return !l.At.Before(d.At.Add(day)) })
		state.Approved = slices.DeleteFunc(state.Approved, func(a Approval) bool {
			return !l.At.Before(a.At.Add(approvalLife))
		})
		if !found.Empty() {
			state.Judged, state.Report.Outcome, state.Report.Findings = true, Refused, found
			return e, nil
		}
		state.Report.Rows, state.Report.Ignored = l.file.Rows, l.file.Ignored
		return e, nil
	})
	return state, err
}

// newest is ErrOvertaken if the state is not that of this generation any more.
func (l *loading) newest(s State) error {
	if s.Report == nil || s.Report.Generation != l.Generation {
		return ErrOvertaken
	}
	return nil
}

// write creates and changes appointments, in chunks as large as the store takes.
func (l *loading) write(ctx context.Context) error {
	for chunks := l.file.Chunks(jobcal.MaxOperations); len(chunks) > 0; {
		c := chunks[0]
		var plan Plan
		err := l.Tables.Change(ctx, Scope{l.Table, c.IDs()}, func(s State, b *jobcal.Book) (Effect, error) {
			if err := l.newest(s); err != nil {
				return Effect{}, err
			}
			plan = c.Plan(b, l.Table)
			return s.put(plan, l.At), nil
		})
		if halves := c.halves(); errors.Is(err, jobcal.ErrTooLarge) && halves != nil {
			chunks = append(halves, chunks[1:]...)
			continue
		} else if err != nil {
			return err
		}
		l.done.Unchanged += plan.Unchanged
		l.done.Rejected = append(l.done.Rejected, plan.Rejected...)
		chunks = chunks[1:]
	}
	return nil
}

// put is the effect of a plan, which the report tells.
func (s State) put(p Plan, now time.Time) Effect {
	e := Effect{Changes: s.changes(now)}
	for _, put := range p.Puts {
		e.State = &s
		e.Changes.Appointments[put.Appointment.ID] = &put.Appointment
		if put.New {
			s.Report.Created.add(line(put.Appointment))
			continue
		}
		s.Report.Changed.add(line(put.Appointment, put.Changed...))
		if put.Overridden != nil {
			s.Report.Overridden.add(line(put.Appointment, put.Overridden...))
		}
	}
	return e
}

// changes are none yet, by the table for whoever dropped it, or approved that appointments go.
func (s State) changes(now time.Time) jobcal.Changes {
	by := jobcal.Author{By: cmp.Or(s.Report.ApprovedBy, s.Report.By), At: now, Way: jobcal.ByTable, Of: s.Table}
	return jobcal.Changes{Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{}, Author: by}
}

// judge decides what goes, now that all else is written.
func (l *loading) judge(ctx context.Context) (state State, err error) {
	b, err := l.Calendar.Read(ctx, l.At, time.Time{})
	if err != nil {
		return State{}, err
	}
	gone, base := l.file.vanished(b, l.Table, l.At)
	var spared problem.List
	switch nameless := l.file.nameless; {
	case len(nameless) > 0:
		spared.Add("", oncalendar.RowsNameless, len(nameless), nameless[0])
	case l.file.Jobs() == 0:
		spared.Add("", oncalendar.NothingInTable)
	}
	err = l.Tables.Change(ctx, Scope{Table: l.Table}, func(s State, _ *jobcal.Book) (Effect, error) {
		state = s
		if err := l.newest(s); err != nil || s.Judged {
			return Effect{}, err
		}
		state.Judged = true
		l.tell(state.Report, spared)
		if spared.Empty() {
			state.judge(gone, base, l.Drop.At, l.Guard)
		}
		state.settle()
		return Effect{State: &state}, nil
	})
	return state, err
}

// tell notes in the report what only whoever read the file knows.
func (l *loading) tell(r *Report, spared problem.List) {
	r.Unchanged = l.done.Unchanged - l.repeated(r)
	r.Findings = spared
	lines := map[int]bool{}
	for _, rejection := range l.done.Rejected {
		lines[rejection.Problem.Line] = true
	}
	r.Rejected, r.RejectedRows = sorted(slices.Clone(l.done.Rejected)), len(lines)
	r.Rejected = r.Rejected[:min(len(r.Rejected), problem.Limit)]
}

// repeated is how many appointments are unchanged only because this table has written them before a crash.
func (l *loading) repeated(r *Report) int {
	return max(0, r.Created.Count+r.Changed.Count+l.done.Unchanged+l.rejectedJobs()-l.file.Jobs())
}

// rejectedJobs is how many appointments have rejected rows.
func (l *loading) rejectedJobs() (n int) {
	rejected := map[int]bool{}
	for _, r := range l.done.Rejected {
		rejected[r.Problem.Line] = true
	}
	for _, j := range l.file.jobs {
		if rejected[j.rows[0].Line] {
			n++
		}
	}
	return n
}

// judge lets appointments go, or holds them back.
func (s *State) judge(gone []jobcal.Appointment, base int, now time.Time, guard calsync.Guard) {
	ids := make([]jobcal.AppointmentID, len(gone))
	for i, a := range gone {
		ids[i] = a.ID
	}
	// What went since yesterday counts, too: ten every five minutes are not few.
	went := s.went(now)
	if len(gone) == 0 || !guard.Holds(went+len(gone), went+base, base == len(gone)) {
		s.Going = ids
		if len(ids) > 0 {
			s.Went = append(s.Went, Departure{now.UTC(), len(ids)})
		}
		return
	}
	s.Kept = ids
	for _, a := range gone {
		s.Report.HeldBack.add(line(a))
	}
	s.Report.Hash = hash(s.Table, ids)
	s.Report.Findings.Add("", oncalendar.TableHeld, len(ids))
}

// hash names exactly these appointments, whatever their order is.
func hash(table string, ids []jobcal.AppointmentID) string {
	sum := sha256.Sum256(fmt.Append(nil, table, slices.Sorted(slices.Values(ids))))
	return hex.EncodeToString(sum[:])
}
