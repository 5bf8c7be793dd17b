package calsync

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Reason is why an appointment is, or is not, in somebody's calendar.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	NotFlagged  Reason = "not-flagged"  // the person does not want to be invited
	NoMail      Reason = "no-mail"      // nobody knows where to invite the person
	IsCancelled Reason = "cancelled"    // it does not take place
	NoPerson    Reason = "no-person"    // it names somebody who is not among the persons any more
	IsOver      Reason = "over"         // nobody is invited to what is over
	TooFarAhead Reason = "too-far"      // it begins after the days that are mirrored
	IsWaiting   Reason = "waiting"      // Google did not take it, see Failed
	BudgetSpent Reason = "budget-spent" // it is one of the invitations that are open
	ComesSoon   Reason = "comes-soon"   // the next run invites the person
	// it is in the calendar, unless the person deleted it there, or lets Google show only what comes from known senders
	Invited Reason = "invited"
)

// Explanation says of an appointment of a person whether it is in their calendar.
type Explanation struct {
	Key    Key       `json:"key"`
	Title  string    `json:"title"`
	Start  time.Time `json:"start"`
	Reason Reason    `json:"reason"`
	// Answer is what the person answered; empty: nothing.
	Answer string           `json:"answer,omitempty"`
	Failed *problem.Problem `json:"failed,omitempty"`
}

// Explain says of all appointments of a person, the nearest first, whether they are in their calendar, as far as they
// are not over for long. access.ErrNotFound if nobody knows the person, and no appointment names them.
func (m Mirror) Explain(ctx context.Context, id jobcal.PersonID) ([]Explanation, error) {
	now := m.Now()
	settings, err := m.Settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	memory, err := m.State.Recall(ctx)
	if err != nil {
		return nil, err
	}
	from, _ := settings.Window(now)
	supply, err := m.Supplier.Supply(ctx, from, time.Time{})
	if err != nil {
		return nil, err
	}
	s := &Situation{Instance: m.Instance, Now: now, Settings: settings, Supply: supply, Memory: memory}
	list := []Explanation{}
	person, known := supply.Persons[id]
	for key, a := range supply.Appointments {
		if slices.Contains(a.Persons, id) {
			x := s.explain(key, a, person)
			if !known {
				x.Reason = NoPerson
			}
			list = append(list, x)
		}
	}
	if !known && len(list) == 0 {
		return nil, access.ErrNotFound
	}
	slices.SortFunc(list, func(a, b Explanation) int {
		return cmp.Or(a.Start.Compare(b.Start),
			cmp.Compare(a.Key, b.Key))
	})
	return list, nil
}

func (s *Situation) explain(key Key, a jobcal.Appointment, p jobcal.Person) Explanation {
	r := s.Memory.Records[key]
	x := Explanation{Key: key, Title: a.Title, Start: a.Span.Start}
	_, until := s.Settings.Window(s.Now)
	there := r.Echo != nil && r.Echo.has(p.Mail)
	if there {
		x.Answer = r.Answers[p.Mail]
	}
	switch {
	case !p.Sync:
		x.Reason = NotFlagged
	case p.Mail == "":
		x.Reason = NoMail
	case a.Cancelled && !(there && s.Settings.MarkCancelled):
		x.Reason = IsCancelled
	case there:
		x.Reason = Invited
	case !a.Span.End.After(s.Now):
		x.Reason = IsOver
	case !a.Span.Start.Before(until):
		x.Reason = TooFarAhead
	case s.Now.Before(r.ParkedUntil):
		x.Reason, x.Failed = IsWaiting, r.Failed
	case s.Settings.outside(Guest{Mail: p.Mail}) && s.invitations(nil) == 0:
		x.Reason = BudgetSpent
	default:
		x.Reason = ComesSoon
	}
	return x
}

// Answers shows what guests answered.
type Answers struct{ State State }

// Answers gives the answers to the invitation to an appointment of the job calendar, by mail address, as the last run
// saw them. Who has not answered, or is not invited any more, is not among them.
func (a Answers) Answers(ctx context.Context, id jobcal.AppointmentID) (map[string]string, error) {
	memory, err := a.State.Recall(ctx)
	if err != nil {
		return nil, err
	}
	given, r := map[string]string{}, memory.Records[JobCalendar.Key(id)]
	for mail, answer := range r.Answers {
		if r.Echo != nil && r.Echo.has(mail) {
			given[mail] = answer
		}
	}
	return given, nil
}
