package proposaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/proposal"
)

// AccessStore is a store in which it can be changed who may do what.
type AccessStore interface {
	proposal.Store
	access.Keeper
	journal.Reader
}

// TestAccess checks that stores keep the contracts of [access.Keeper] and [journal.Reader]. Each call of open gives an
// empty one, which ends with its test.
func TestAccess(t *testing.T, open func(t *testing.T) AccessStore) {
	for _, c := range slices.Concat(ofAccess, ofDefinition) {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			store := open(t)
			c.test(&registry{newDesk(t, store), store})
		})
	}
}

// registry is a desk at which access is granted.
type registry struct {
	*desk
	all AccessStore
}

// change is by an admin who has seen the newest, a minute later.
func (r *registry) change(wanted access.Roles) error {
	r.Helper()
	now, err := r.all.Access(r.Context(), 1)
	if err != nil {
		r.Fatal(err)
	}
	r.later()
	by := admin
	by.At = r.now
	_, err = access.Change{Event: 1, By: by, Seen: string(now.Tag()), Wanted: wanted}.Make(r.Context(), r.all)
	return err
}

// seen is a proposal as an approver sees it.
func (r *registry) seen(id proposal.ID) *proposal.Proposal {
	r.Helper()
	p, err := proposal.See(r.Context(), r.all, approver, id)
	if err != nil {
		r.Fatal(err)
	}
	return p
}

// entries are those of the journal.
func (r *registry) entries(q journal.Query) []journal.Entry {
	r.Helper()
	all, err := r.all.Journal(r.Context(), q)
	if err != nil {
		r.Fatal(err)
	}
	return all
}

// slow lets others be faster, between reading and changing.
type slow struct{ access.Keeper }

func (s slow) Access(ctx context.Context, id event.ID) (access.Roles, error) {
	defer time.Sleep(50 * time.Millisecond)
	return s.Keeper.Access(ctx, id)
}

// duty is a clause about who may do what.
type duty struct {
	says string
	test func(*registry)
}

var ofAccess = []duty{
	{"what is granted holds from then on, wherever it is read", func(r *registry) {
		want := access.Roles{Orgas: []string{"new@b.example"}, Approvers: []string{approver.Mail}, FourEyes: false,
			OrgasUntil: map[string]string{"new@b.example": "2027-08-31"}}
		if err := r.change(want); err != nil {
			r.Fatal(err)
		}
		got, err := r.all.Access(r.Context(), 1)
		if err != nil {
			r.Fatal(err)
		}
		r.same("access", want, got)
		r.same("event", want, r.event().Access)
		r.look(proposal.Subject{Proposal: "new", Event: 1, WithEvent: true},
			func(s proposal.State) { r.same("state", want, s.Event.Access) })
		if err := r.change(access.Roles{Orgas: []string{}, Approvers: []string{approver.Mail}}); err != nil {
			r.Fatal(err)
		}
		if got, err = r.all.Access(r.Context(), 1); len(got.OrgasUntil) != 0 || err != nil {
			r.Errorf("%+v, %v", got, err)
		}
	}},
	{"of an event that is closed, nobody uploads, confirms or undoes; it is opened again", func(r *registry) {
		waiting, committed := r.check("waiting.json", rename("Zwei")), r.commit(r.check("done.json", rename("Eins")))
		waiting = r.read(waiting.ID)
		r.later()
		by := admin
		by.At = r.now
		shut := func(closed bool) {
			r.Helper()
			for range 2 { // to do what was done already changes nothing
				err := access.Closure{Event: 1, By: by, Closed: closed}.Make(r.Context(), r.all)
				if err != nil {
					r.Fatal(err)
				}
			}
		}
		shut(true)
		if got := r.event().Access.Closed; got == nil || *got != (access.Closing{By: admin.Mail, At: r.now}) {
			r.Errorf("closed by %+v", got)
		}
		if p := r.check("late.json", rename("Drei")); p.Status != proposal.Invalid ||
			p.Problems.Items[0].Code != onevent.EventClosed {
			r.Errorf("%s: %+v", p.Status, p.Problems)
		}
		_, confirmErr := r.confirm(waiting)
		_, undoErr := proposal.Undo(r.Context(), r.store, r.request(committed), r.now)
		for does, err := range map[string]error{"confirm": confirmErr, "undo": undoErr} {
			if !errors.Is(err, access.ErrClosed) {
				r.Errorf("%s: %v", does, err)
			}
		}
		r.same("who could confirm", []string{}, r.seen(waiting.ID).Confirmers)
		shut(false)
		if got := r.event().Access.Closed; got != nil {
			r.Errorf("still closed by %+v", got)
		}
		r.same("the journal", 2, len(r.entries(journal.Query{Limit: 10})))
		stale, err := r.confirm(waiting)
		if !errors.As(err, new(*proposal.Stale)) {
			r.Errorf("opened again: %v, %v", stale, err)
		}
	}},
	{"the journal tells what it was and what it became, newest first", func(r *registry) {
		was := r.event().Access
		next := access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{both.Mail}}
		if err := errors.Join(r.change(next), r.change(was)); err != nil {
			r.Fatal(err)
		}
		all := r.entries(journal.Query{Limit: 10})
		if len(all) != 2 || all[0].At != r.now || all[0].By != admin.Mail || all[0].Event != 1 ||
			all[0].What != journal.Access {
			r.Fatalf("%+v", all)
		}
		r.same("before", text(r.T, next), text(r.T, all[0].Before))
		r.same("after", text(r.T, was), text(r.T, all[0].After))
		r.same("the older one", text(r.T, was), text(r.T, all[1].Before))
	}},
	{"who wants what is so already leaves nothing in the journal", func(r *registry) {
		was := r.event().Access
		if err := r.change(was); err != nil {
			r.Fatal(err)
		}
		r.same("access", was, r.event().Access)
		if all := r.entries(journal.Query{Limit: 10}); len(all) != 0 {
			r.Errorf("%+v", all)
		}
	}},
	{"the journal is read by pages and by event", func(r *registry) {
		other := camp(r.T)
		other.Snapshot.ID = 2
		entry := journal.New(journal.Created, admin.Mail, r.now)
		entry.Event, entry.Personas = 2, []event.PersonaID{7}
		other.Created = &entry
		if err := r.store.Create(r.Context(), other); err != nil {
			r.Fatal(err)
		}
		for _, fourEyes := range []bool{false, true, false, true} {
			next := camp(r.T).Access
			next.FourEyes = fourEyes
			if err := r.change(next); err != nil {
				r.Fatal(err)
			}
		}
		all := r.entries(journal.Query{Limit: 10})
		if len(all) != 5 || all[4].What != journal.Created {
			r.Fatalf("%+v", all)
		}
		var pages []journal.Entry
		for after := ""; ; after = pages[len(pages)-1].ID {
			page := r.entries(journal.Query{Limit: 2, After: after})
			if pages = append(pages, page...); len(page) < 2 {
				break
			}
		}
		r.same("by pages", all, pages)
		r.same("of event 2", all[4:], r.entries(journal.Query{Event: 2, Limit: 2}))
		r.same("about a persona", all[4:], r.entries(journal.Query{Persona: 7, Limit: 2}))
		if none := r.entries(journal.Query{Event: 3, Limit: 2}); len(none) != 0 {
			r.Errorf("%+v", none)
		}
	}},
	{"nothing is written when somebody does not want to, or does not wait", func(r *registry) {
		was := r.event().Access
		entry := journal.New(journal.Access, admin.Mail, r.now)
		err := r.all.ChangeAccess(r.Context(), 1, func(access.Roles) (access.Roles, journal.Entry, error) {
			return access.Roles{}, entry, errNotYet
		})
		if !errors.Is(err, errNotYet) {
			r.Error(err)
		}
		ctx, cancel := context.WithCancel(r.Context())
		err = r.all.ChangeAccess(ctx, 1, func(access.Roles) (access.Roles, journal.Entry, error) {
			cancel()
			return access.Roles{}, entry, nil
		})
		if !errors.Is(err, context.Canceled) {
			r.Error(err)
		}
		r.same("access", was, r.event().Access)
		if all := r.entries(journal.Query{Limit: 1}); len(all) != 0 {
			r.Errorf("%+v", all)
		}
	}},
	{"an event that does not exist is not found", func(r *registry) {
		err := r.all.ChangeAccess(r.Context(), 9, func(access.Roles) (access.Roles, journal.Entry, error) {
			r.Error("asked")
			return access.Roles{}, journal.Entry{}, nil
		})
		if !errors.Is(err, access.ErrNotFound) {
			r.Error(err)
		}
	}},
	{"of two who saw the same, one changes it", func(r *registry) {
		seen := string(r.event().Access.Tag())
		var changed []error
		for i := range 2 {
			by := admin
			by.At = r.now.Add(time.Duration(i) * time.Second)
			_, err := access.Change{Event: 1, By: by, Seen: seen,
				Wanted: access.Roles{Approvers: []string{fmt.Sprint(i, "@b.example")}}}.Make(r.Context(), r.all)
			changed = append(changed, err)
		}
		if changed[0] != nil || !errors.Is(changed[1], access.ErrChanged) {
			r.Errorf("%v", changed)
		}
	}},
	{"of two who close it at once, one did, and the journal says who", func(r *registry) {
		r.crowd(2, func(i int) error {
			by := access.Caller{Mail: fmt.Sprint(i, "@b.example"), Admin: true, At: r.now}
			return access.Closure{Event: 1, By: by, Closed: true}.Make(r.Context(), slow{r.all})
		})
		all := r.entries(journal.Query{Limit: 10})
		if got := r.event().Access.Closed; got == nil || len(all) != 1 || all[0].By != got.By {
			r.Errorf("closed by %+v: %+v", got, all)
		}
	}},
	{"ten admins add somebody at once: all are there", func(r *registry) {
		r.crowd(10, func(i int) error {
			return r.all.ChangeAccess(r.Context(), 1, func(now access.Roles) (access.Roles, journal.Entry, error) {
				now.Orgas = append(slices.Clone(now.Orgas), fmt.Sprint(i, "@b.example"))
				return now, journal.New(journal.Access, admin.Mail, r.now), nil
			})
		})
		if n := len(r.event().Access.Orgas); n != 12 || len(r.entries(journal.Query{Limit: 20})) != 10 {
			r.Errorf("%d orgas", n)
		}
	}},
}
