// When a run may leave everything as it is without comparing anything. A comparison that found nothing to do leaves a
// note of what it looked at; a run whose own look is the same finds nothing to do, either:
//
//	what a plan depends on                    | how a run sees that it is the same, without reading it
//	appointments, persons, resources, events  | the version that each change of them makes another one
//	settings, the program                     | their tag, its build
//	entries, rights                           | they are listed, which costs no document: their digest
//	records                                   | only runs write them, and one that does leaves no note
//	the clock                                 | it is not yet time for what the plan passed over, see [Plan.Wakes]
//
// Whatever is not clear, such as a source that failed, leaves no note, nor does what the guard holds back: somebody is
// asked to decide, by figures that the clock changes. Six hours later everything is compared again, come what may.

package calsync

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// trusted is for how long a note counts.
const trusted = 6 * time.Hour

// Idle is the note of a comparison that found nothing to do. It is stored: fields may be added, never rename or retype
// one.
type Idle struct {
	// Full is when everything was compared, Wakes from when on the clock alone changes something; zero: it does not.
	Full  time.Time `json:"full"`
	Wakes time.Time `json:"wakes,omitzero"`
	// Version, Build are those of the [Situation], Settings is the tag of its settings.
	Version  string     `json:"version"`
	Build    string     `json:"build,omitempty"`
	Settings access.Tag `json:"settings"`
	// Digest is that of what was listed, Ending the part of it that leaves the list by itself while the note counts.
	Digest uint64   `json:"digest"`
	Ending []Ending `json:"ending,omitempty"`
	// Appointments, Unchanged, Parked, Open are those of the plan, Findings what was told about it.
	Appointments int          `json:"appointments"`
	Unchanged    int          `json:"unchanged"`
	Parked       int          `json:"parked"`
	Open         int          `json:"open"`
	Findings     problem.List `json:"findings,omitzero"`
}

// Ending is the digest of the entries that end at a time. It is stored, as [Idle] is.
type Ending struct {
	At     time.Time `json:"at"`
	Digest uint64    `json:"digest"`
}

// Rest is the note that a plan leaves; nil: it leaves none, as there is something to do, or something is not clear.
func (s *Situation) Rest(p *Plan) *Idle {
	// What lies around is told once, and not by each run that rests.
	clear := s.RulesFailed == nil && len(s.Supply.Failed)+len(s.Supply.Leaving) == 0 && s.Memory.Core.Making == nil
	if s.Version == "" || !clear || len(p.Calls) > 0 || p.Held != nil {
		return nil
	}
	note := &Idle{Full: s.Now, Wakes: p.Wakes, Version: s.Version, Build: s.Build, Settings: s.Settings.Tag(),
		Appointments: p.Appointments, Unchanged: p.Unchanged, Parked: p.Parked, Open: p.Open}
	from, _ := s.Settings.Window(s.Now)
	note.Digest = s.digest(from)
	ends := map[time.Time]uint64{}
	for _, e := range s.Entries {
		if e.End.After(from) && !e.End.After(from.Add(trusted)) {
			ends[e.End.UTC()] += digestOf(e)
		}
	}
	for at, digest := range ends {
		note.Ending = append(note.Ending, Ending{at, digest})
	}
	slices.SortFunc(note.Ending, func(a, b Ending) int { return a.At.Compare(b.At) })
	return note
}

// MayRest reports whether there is nothing to do, as far as that can be seen without the calendar.
func (s *Situation) MayRest() bool {
	note := s.Memory.Core.Idle
	return note != nil && s.Memory.Core.Stopped == nil && s.Version != "" &&
		note.Version == s.Version && note.Build == s.Build && note.Settings == s.Settings.Tag() &&
		!s.Now.Before(note.Full) && s.Now.Before(note.Full.Add(trusted)) &&
		(note.Wakes.IsZero() || s.Now.Before(note.Wakes))
}

// Rests reports whether there is nothing to do, once the calendar is listed.
func (s *Situation) Rests() bool {
	if !s.MayRest() || s.RulesFailed != nil {
		return false
	}
	from, _ := s.Settings.Window(s.Now)
	want := s.Memory.Core.Idle.Digest
	for _, e := range s.Memory.Core.Idle.Ending {
		if !e.At.After(from) {
			want -= e.Digest
		}
	}
	return s.digest(from) == want
}

// digest stands for all rights, and for all entries that end after a time, in whatever order.
func (s *Situation) digest(from time.Time) (sum uint64) {
	for _, e := range s.Entries {
		if e.End.After(from) {
			sum += digestOf(e)
		}
	}
	for _, r := range s.Rules {
		sum += digestOf(r)
	}
	return sum
}

// digestOf takes in everything that was read, not only the ETag: not every server has a new one for each change.
func digestOf[T Entry | Rule](v T) uint64 {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: texts, times, numbers
	}
	sum := sha256.Sum256(text)
	return binary.BigEndian.Uint64(sum[:])
}

// wake notes from when on the clock alone has another plan be made. What has passed does not count; what is now does,
// as some bounds are within and some without.
func (p *planner) wake(at time.Time) {
	if !at.Before(p.situation.Now) && (p.plan.Wakes.IsZero() || at.Before(p.plan.Wakes)) {
		p.plan.Wakes = at
	}
}

// wakeFor notes when the clock alone has something else become of an item that was passed over: what it waits for is
// over, nobody is invited any more, or it is not mirrored any more, while its entry may still be.
func (p *planner) wakeFor(i *item) {
	p.wake(i.record.ParkedUntil)
	if i.appointment != nil {
		p.wake(i.appointment.Span.End)
		p.wake(i.appointment.Span.End.Add(margin))
	}
	if i.listed != nil {
		p.wake(i.listed.End.Add(margin))
	}
}

// expect notes when what counts, or is told, no longer does, and when the next appointment is near enough.
func (p *planner) expect(items []*item) {
	s := p.situation
	for _, i := range items {
		if len(s.declined(i)) > 0 {
			p.wake(i.appointment.Span.End)
		}
		if len(i.missing) > 0 || i.cut {
			p.wake(i.appointment.Span.End.Add(margin))
		}
	}
	if a := s.Memory.Core.Approved; a != nil {
		p.wake(a.At.Add(approvalLife))
	}
	for _, r := range s.released() {
		p.wake(r.At.Add(jobcal.ReleaseLife))
	}
	if next := s.Supply.Next; !next.IsZero() {
		_, until := s.Settings.Window(s.Now)
		p.wake(s.Now.Add(next.Sub(until)))
	}
	if p.plan.Open == 0 {
		return
	}
	p.wake(s.Memory.Core.NobodyUntil)
	p.wake(s.Now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)) // the next day's budget
}
