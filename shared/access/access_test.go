package access

import (
	"context"
	"errors"
	"testing"

	"kursbuch.internal/shared/event"
)

var (
	orga, approver = Caller{Mail: "orga@b.example"}, Caller{Mail: "approver@b.example"}
	both           = Caller{Mail: "both@b.example"}
	stranger       = Caller{Mail: "stranger@b.example", Planner: true}
	admin          = Caller{Mail: "admin@b.example", Admin: true}
)

// camp are the roles of event 1, the only one there is.
var camp = Roles{Orgas: []string{orga.Mail, both.Mail}, Approvers: []string{approver.Mail, both.Mail}, FourEyes: true}

type onlyCamp struct{}

func (onlyCamp) Access(_ context.Context, id event.ID) (Roles, error) {
	if id != 1 {
		return Roles{}, ErrNotFound
	}
	return camp, nil
}

func TestWhoMayDoWhat(t *testing.T) {
	for who, want := range map[Caller]struct{ see, schedule, decide, plan bool }{
		orga:     {see: true, schedule: true},
		approver: {see: true, decide: true},
		both:     {see: true, schedule: true, decide: true},
		stranger: {plan: true},
		admin:    {see: true, schedule: true, plan: true},
		{}:       {},
	} {
		if camp.MaySee(who) != want.see || (camp.MaySchedule(who) == nil) != want.schedule || who.MayPlan() != want.plan ||
			(camp.MayDecide(who) == nil) != want.decide {
			t.Errorf("%+v: want %+v", who, want)
		}
		if _, err := Allow(t.Context(), onlyCamp{}, who, 1); (err == nil) != want.see ||
			err != nil && !errors.Is(err, ErrNotFound) {
			t.Errorf("%+v: %v", who, err)
		}
		if _, err := Allow(t.Context(), onlyCamp{}, who, 2); !errors.Is(err, ErrNotFound) {
			t.Errorf("%+v of an event that is not there: %v", who, err)
		}
	}
}

// Whoever must not do something is told that, not that the event is closed: that would send them to an admin in vain.
func TestNobodyChangesAnythingOfAClosedEvent(t *testing.T) {
	closed := camp
	closed.Closed = &Closing{By: admin.Mail}
	for does, may := range map[string]func(Roles, Caller) error{
		"upload":   Roles.MayUpload,
		"schedule": Roles.MaySchedule,
		"undo":     Roles.MayUndo,
		"confirm":  func(r Roles, c Caller) error { return r.MayConfirm(c, orga.Mail, nil) },
	} {
		for _, who := range []Caller{orga, approver, both, stranger, admin} {
			want := may(camp, who)
			if want == nil {
				want = ErrClosed
			}
			if got := may(closed, who); got != want {
				t.Errorf("%s by %s: %v, want %v", does, who.Mail, got, want)
			}
		}
	}
	for _, who := range []Caller{approver, both} {
		if err := closed.MayDecide(who); err != nil || !closed.MaySee(who) {
			t.Errorf("%s cannot reject what waits: %v", who.Mail, err)
		}
	}
}

func TestFourEyes(t *testing.T) {
	alone := camp
	alone.FourEyes = false
	for about, c := range map[string]struct {
		roles    Roles
		who      Caller
		uploader string
		suspects []string
		want     error
	}{
		"somebody else's":                            {camp, approver, orga.Mail, nil, nil},
		"somebody else's, by who is orga too":        {camp, both, orga.Mail, nil, nil},
		"one's own":                                  {camp, both, both.Mail, nil, ErrFourEyes},
		"one's own, without four eyes":               {alone, both, both.Mail, nil, nil},
		"who knows whose":                            {camp, approver, "", nil, nil},
		"who knows whose, may be one's own":          {camp, both, "", nil, ErrFourEyes},
		"who knows whose, may be, without four eyes": {alone, both, "", nil, nil},
		"who knows whose, one of those of that time": {camp, approver, "", []string{approver.Mail}, ErrFourEyes},
		"known whose, whoever was suspected":         {camp, approver, orga.Mail, []string{approver.Mail}, nil},
		"an orga is no approver":                     {camp, orga, stranger.Mail, nil, ErrNoApprover},
		"nor is an admin":                            {alone, admin, orga.Mail, nil, ErrNoApprover},
	} {
		err := c.roles.MayConfirm(c.who, c.uploader, c.suspects)
		if err != c.want || err != nil && !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: %v, want %v", about, err, c.want)
		}
	}
}
