// When courses meet, as orgas write it, and what is wrong with that: all sessions of a track at once, within its part,
// none of them overlapping another.

package jobcal

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/problem/onimport"
)

// SessionPlan says when the courses of an event meet. Clients send it, stores keep it: fields may be added, never
// rename or retype one. The zero value has no sessions.
type SessionPlan struct {
	// Tracks are the sessions of each track, in any order. All courses of a track meet at the same times.
	Tracks map[event.TrackID][]Session `json:"tracks"`
	// Invite is who has the appointments of a course; empty: instructors.
	Invite Invite `json:"invite,omitempty"`
}

// Session is a time at which courses meet.
type Session struct {
	// ID tells the session from others of its track, whatever its time is. Empty: its position, from 1. Who moves a
	// session and keeps its ID moves its appointments.
	ID string `json:"id,omitempty"`
	// Start, End, TimeZone are written as in a [Draft], as times and not as days.
	Start    string `json:"start"`
	End      string `json:"end"`
	TimeZone string `json:"time_zone"`
}

// Invite is who has the appointments of a course.
type Invite string

// Who has them: those who hold the course, or everybody in it.
const (
	Instructors Invite = "instructors"
	Everybody   Invite = "all"
)

// Empty reports whether there are no sessions.
func (p SessionPlan) Empty() bool {
	for _, sessions := range p.Tracks {
		if len(sessions) > 0 {
			return false
		}
	}
	return true
}

// Until is when the last session ends. The zero value: there are none.
func (p SessionPlan) Until() (until time.Time) {
	for _, sessions := range p.Tracks {
		for _, s := range sessions {
			if end := s.Span().End; end.After(until) {
				until = end
			}
		}
	}
	return until
}

// Of is the plan without sessions of tracks that the event does not have any more: a plan stays as it was written.
func (p SessionPlan) Of(d *event.Definition) SessionPlan {
	there := SessionPlan{Invite: p.Invite}
	for id, sessions := range p.Tracks {
		if _, _, ok := d.Track(id); ok {
			if there.Tracks == nil {
				there.Tracks = map[event.TrackID][]Session{}
			}
			there.Tracks[id] = sessions
		}
	}
	return there
}

// Tag stands for what the plan says.
func (p SessionPlan) Tag() access.Tag { return access.TagOf(p) }

const (
	// maxSessions is how many sessions a track may have.
	maxSessions = 200
	// maxSessionID is how long the ID of a session may be: with course and track in front it is that of an appointment.
	maxSessionID = 100
)

// CheckSessions gives the plan in its one spelling, with the ID of each session, or everything that is wrong with it,
// with paths into it.
func CheckSessions(p SessionPlan, d *event.Definition) (SessionPlan, problem.List) {
	var found problem.List
	checked := SessionPlan{Tracks: map[event.TrackID][]Session{}, Invite: cmp.Or(p.Invite, Instructors)}
	if choices := []Invite{Instructors, Everybody}; !slices.Contains(choices, checked.Invite) {
		found.Add("/invite", oncalendar.NotChoice, strconv.Quote(string(p.Invite)), problem.Choices(choices))
	}
	for id, sessions := range event.Sorted(p.Tracks) {
		at := jsontext.Pointer("/tracks").AppendToken(strconv.Itoa(int(id)))
		_, part, known := d.Track(id)
		switch {
		case !known:
			found.Add(at, onimport.UnknownTrack, id)
		case len(sessions) > maxSessions:
			found.Add(at, problem.TooMany, maxSessions)
		case len(sessions) > 0:
			checked.Tracks[id] = checkTrack(sessions, d.Parts[part], at, &found)
		}
	}
	return checked, found
}

// checkTrack gives the sessions of a track of the part.
func checkTrack(sessions []Session, part event.Part, at jsontext.Pointer, found *problem.List) []Session {
	sessions = slices.Clone(sessions)
	place := func(i int) jsontext.Pointer { return at.AppendToken(strconv.Itoa(i)) }
	spans, ids := map[int]Span{}, map[string]bool{}
	for i := range sessions {
		s := &sessions[i]
		s.ID = cmp.Or(s.ID, strconv.Itoa(i+1))
		s.identify(place(i)+"/id", ids, found)
		if span, ok := s.check(place(i), found); ok {
			spans[i] = span
			if first, last := span.days(); first < part.Begin || last > part.End {
				found.Add(place(i), oncalendar.OutsidePart, part.Title, part.Begin, part.End)
			}
		}
	}
	for _, pair := range overlaps(slices.Collect(maps.Keys(spans)), func(i int) Span { return spans[i] }) {
		one, other := sessions[pair[1]], sessions[pair[0]]
		found.Add(place(pair[1]), oncalendar.SessionOverlap, other.ID, other.Start, one.ID, one.Start)
	}
	return sessions
}

// identify checks the ID of a session, next to those of the ones before.
func (s Session) identify(at jsontext.Pointer, others map[string]bool, found *problem.List) {
	switch {
	case len(s.ID) > maxSessionID:
		found.Add(at, oncalendar.TooLong, len(s.ID), maxSessionID)
	case !ValidID(s.ID):
		found.Add(at, oncalendar.NotKey, strconv.Quote(s.ID))
	case others[s.ID]:
		found.Add(at, oncalendar.SessionTwice, s.ID)
	}
	others[s.ID] = true
}

// check reports whether the session has a time, gives it.
func (s Session) check(at jsontext.Pointer, found *problem.List) (Span, bool) {
	var here problem.List
	span := Draft{Start: s.Start, End: s.End, TimeZone: s.TimeZone}.span(&here)
	if here.Empty() && span.AllDay() {
		here.Add("/time_zone", oncalendar.DaysOfSession)
	}
	for i := range here.Items {
		p := &here.Items[i]
		if p.Code == oncalendar.ZoneOfDays {
			p.Code = oncalendar.DaysOfSession
		}
	}
	found.Append(here.Below(at))
	return span, here.Empty()
}

// Span is when a session is that was checked.
func (s Session) Span() Span {
	span, _ := s.check("", new(problem.List))
	return span
}
