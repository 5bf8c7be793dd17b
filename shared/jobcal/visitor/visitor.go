// Package visitor says who may see or change what of the job calendar.
//
//	                         | planner, admin | person           | who has the address of a feed | others
//	appointments             | all            | their own (1)    | those of the person (2)       | none
//	persons                  | all            | themself         | none                          | none
//	resources                | all            | none             | none (2)                      | none
//	answers to invitations   | all            | none             | none                          | none
//	histories                | all            | none             | none                          | none
//	change                   | everything     | own sync, feed   | nothing                       | nothing
//
// (1) without the other guests. (2) with where they are, which may be resources.
//
// What somebody may not see does not exist for them: every refusal is an access.ErrNotFound.
package visitor

import (
	"context"
	"crypto/subtle"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// Visitor is somebody who may see something. The zero value may see nothing.
type Visitor struct {
	// Planner may see and change everything.
	Planner bool
	// Self is who they are among the persons; empty: nobody.
	Self jobcal.PersonID
}

// Of makes out who a caller is in the job calendar: a planner, or the person with their mail address.
// access.ErrNotFound for anybody else.
func Of(ctx context.Context, store jobcal.Store, c access.Caller) (Visitor, error) {
	if c.MayPlan() {
		return Visitor{Planner: true}, nil
	}
	b, err := store.Find(ctx)
	if err != nil {
		return Visitor{}, err
	}
	p, ok := b.PersonOf(c.Mail)
	if !ok {
		return Visitor{}, access.ErrNotFound
	}
	return Visitor{Self: p.ID}, nil
}

// MayPlan is access.ErrNotFound for everybody but planners: whether something could be changed is nobody else's
// business.
func (v Visitor) MayPlan() error {
	if !v.Planner {
		return access.ErrNotFound
	}
	return nil
}

// MaySee is access.ErrNotFound for a person whom the visitor may not know of. What the visitor may change of a person,
// they may of whom they see.
func (v Visitor) MaySee(id jobcal.PersonID) error {
	if v.Planner || v.Self == id && id != "" {
		return nil
	}
	return access.ErrNotFound
}

// Appointment is one as the visitor may see it, false if they may not.
func (v Visitor) Appointment(a jobcal.Appointment) (jobcal.Draft, bool) {
	d := a.Draft()
	if v.Planner {
		return d, true
	}
	if v.Self == "" || !a.Has(v.Self) {
		return jobcal.Draft{}, false
	}
	d.Persons = []jobcal.PersonID{v.Self} // who else comes is for planners
	d.Origin, d.Edited = "", nil          // so is where it comes from
	return d, true
}

// Appointments reads those in a window that the visitor may see, by their start.
func (v Visitor) Appointments(ctx context.Context, store jobcal.Store, w jobcal.Window) ([]jobcal.Draft, error) {
	_, all, err := w.Read(ctx, store)
	if err != nil {
		return nil, err
	}
	return v.shown(all, func(jobcal.Appointment) bool { return true }), nil
}

// AppointmentsOf is [Visitor.Appointments] for those that a person has. access.ErrNotFound if there is no such person,
// or none of whom the visitor may know.
func (v Visitor) AppointmentsOf(ctx context.Context, store jobcal.Store, w jobcal.Window, id jobcal.PersonID) (
	[]jobcal.Draft, error) {
	if err := v.MaySee(id); err != nil {
		return nil, err
	}
	b, all, err := w.Read(ctx, store)
	if err != nil {
		return nil, err
	}
	if _, known := b.Persons[id]; !known {
		return nil, access.ErrNotFound
	}
	return v.shown(all, func(a jobcal.Appointment) bool { return a.Has(id) }), nil
}

// shown are the appointments that are wanted as the visitor may see them; never nil.
func (v Visitor) shown(all []jobcal.Appointment, wanted func(jobcal.Appointment) bool) []jobcal.Draft {
	drafts := []jobcal.Draft{}
	for _, a := range all {
		if d, ok := v.Appointment(a); ok && wanted(a) {
			drafts = append(drafts, d)
		}
	}
	return drafts
}

// Persons are those whom the visitor may see, by their ID, without the keys of their feeds; never nil.
func (v Visitor) Persons(b *jobcal.Book) []jobcal.Person {
	list := []jobcal.Person{}
	for id, p := range event.Sorted(b.Persons) {
		if v.MaySee(id) == nil {
			p.FeedKey = ""
			list = append(list, p)
		}
	}
	return list
}

// past is how long ago the oldest appointments of a feed ended.
const past = 30 * 24 * time.Hour

// Feed is what somebody sees who has the address of a person's feed.
type Feed struct {
	Person jobcal.Person
	// Appointments are those of the person that did not end long ago, by their start; never nil.
	Appointments []jobcal.Appointment
	// Book has the resources of the appointments.
	Book *jobcal.Book
}

// Address is where the feed of a person is. It takes nothing else to read it.
type Address struct {
	Person jobcal.PersonID
	Key    string
}

// FeedAt reads the feed for somebody who has its address. access.ErrNotFound if the key is another one, or
// there is none.
func FeedAt(ctx context.Context, store jobcal.Store, a Address, now time.Time) (Feed, error) {
	b, err := store.Find(ctx)
	if err != nil {
		return Feed{}, err
	}
	p := b.Persons[a.Person]
	if p.FeedKey == "" || subtle.ConstantTimeCompare([]byte(p.FeedKey), []byte(a.Key)) == 0 {
		return Feed{}, access.ErrNotFound
	}
	b, all, err := jobcal.Window{From: jobcal.At(now.Add(-past))}.Read(ctx, store)
	if err != nil {
		return Feed{}, err
	}
	feed := Feed{Person: p, Appointments: []jobcal.Appointment{}, Book: b}
	for _, one := range all {
		if one.Has(p.ID) {
			feed.Appointments = append(feed.Appointments, one)
		}
	}
	return feed, nil
}
