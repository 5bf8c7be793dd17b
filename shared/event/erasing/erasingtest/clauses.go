package erasingtest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/sample"
)

var ofOrders = []clause{
	{"an order is noted once, and can be called off until it begins", func(d *desk) {
		if err := d.order(admin, false); !errors.Is(err, access.ErrOpen) {
			d.Errorf("an open event: %v", err)
		}
		d.must(d.order(admin, true)) // nobody ordered anything
		d.now = d.now.Add(time.Minute)
		d.must(d.close(1, true))
		d.now = d.now.Add(time.Minute)
		ordered := d.now
		d.must(d.order(admin, false))
		d.now = d.now.Add(time.Minute)
		d.must(d.order(other, false))
		want := access.Ending{By: admin.Mail, At: ordered, Begins: ordered.Add(access.Grace)}
		if got := d.roles().Ending; got == nil || *got != want {
			d.Errorf("%+v, want %+v", got, want)
		}
		h, err := d.store.Heading(d.Context(), 1)
		if err != nil || h.Roles.Ending == nil || *h.Roles.Ending != want {
			d.Errorf("the heading says %+v, %v", h.Roles.Ending, err)
		}
		if err := d.close(1, false); !errors.Is(err, access.ErrEnding) {
			d.Errorf("opening: %v", err)
		}
		d.now = want.Begins.Add(-time.Microsecond)
		d.must(d.order(other, true))
		d.must(d.order(other, true))
		d.now = d.now.Add(time.Minute)
		d.must(d.close(1, false))
		if r := d.roles(); r.Ending != nil || r.Closed != nil {
			d.Errorf("%+v", r)
		}
		if got := d.whats(1); got != "created closed erase-ordered erase-called-off opened" {
			d.Error(got)
		}
	}},
	{"when it begins, it is too late; who may do what does not concern it", func(d *desk) {
		d.due()
		for does, err := range map[string]error{"calling off": d.order(admin, true), "opening": d.close(1, false)} {
			if !errors.Is(err, access.ErrBegun) {
				d.Errorf("%s: %v", does, err)
			}
		}
		was := d.roles()
		_, err := access.Change{Event: 1, By: d.as(admin), Seen: "*",
			Wanted: access.Roles{Approvers: []string{approver.Mail}}}.Make(d.Context(), d.store)
		if got := d.roles().Ending; err != nil || got == nil || *got != *was.Ending {
			d.Errorf("%+v, %v", got, err)
		}
		if _, err := d.upload(1, "late.json", "x"); err != nil {
			d.Errorf("it is closed, but still there: %v", err)
		}
	}},
	{"what is due is listed from the moment on, and no more once it has begun", func(d *desk) {
		due := func(want string) {
			d.Helper()
			erase, expire, err := d.store.Due(d.Context(), d.now)
			if got := fmt.Sprint(erase, expire); err != nil || got != want {
				d.Errorf("%s, %v, want %s", got, err, want)
			}
		}
		due("[] []")
		d.due()
		d.now = d.now.Add(-time.Microsecond)
		due("[] []")
		d.now = d.now.Add(time.Microsecond)
		due("[1] []")
		d.start()
		due("[] []")
	}},
}

var ofErasing = []clause{
	{"from its beginning on there is no such event, for nobody", func(d *desk) {
		waiting := d.fill(1)
		d.fill(2)
		d.due()
		d.start()
		_, accessErr := d.store.Access(d.Context(), 1)
		_, eventErr := d.store.Event(d.Context(), 1)
		_, uploadErr := d.upload(1, "late.json", "x")
		_, seeErr := proposal.See(d.Context(), d.store, d.as(admin), waiting.ID)
		_, rejectErr := proposal.Reject(d.Context(), d.store, proposal.Request{Proposal: waiting.ID, By: d.as(approver),
			Reason: "Nein"}, d.now)
		name, r := receipt.New(1, orga.Mail, "late.json", nil)
		for does, err := range map[string]error{
			"access": accessErr, "event": eventErr, "upload": uploadErr, "see": seeErr, "reject": rejectErr,
			"confirm": d.confirm(waiting), "receipt": d.store.Announce(d.Context(), name, r), "close": d.close(1, false),
			"order": d.order(admin, true),
		} {
			if !errors.Is(err, access.ErrErased) {
				d.Errorf("%s: %v", does, err)
			}
		}
		if _, err := d.store.Receipt(d.Context(), name); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("the receipt: %v", err)
		}
		if _, err := d.store.Heading(d.Context(), 1); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("the heading: %v", err)
		}
		all, err := access.Visible(d.Context(), d.store, d.as(admin))
		if err != nil || len(all) != 1 || d.lines(1) != 0 {
			d.Errorf("%+v, %v, %d lines", all, err, d.lines(1))
		}
		err = d.store.Create(d.Context(), &proposal.Event{Snapshot: sample.Event(1, 1)})
		if !errors.Is(err, proposal.ErrErased) {
			d.Errorf("created again: %v", err)
		}
		d.untouched()
	}},
	{"what was decided before is not written any more after it", func(d *desk) {
		waiting := d.fill(1)
		d.due()
		late := proposal.Subject{Proposal: "late", Event: 1}
		err := d.store.Update(d.Context(), late, func(proposal.State) (proposal.Effect, error) {
			if _, err := d.store.Access(d.Context(), 1); err == nil {
				go d.start()
				time.Sleep(10 * time.Millisecond)
			}
			p := *waiting
			p.ID = "late"
			return proposal.Effect{Proposal: &p}, nil
		})
		if err != nil && !errors.Is(err, access.ErrErased) {
			d.Error(err)
		}
		for _, err = d.store.Access(d.Context(), 1); err == nil; _, err = d.store.Access(d.Context(), 1) {
			time.Sleep(time.Millisecond)
		}
		d.remove(erasing.AllProposals)
		if n := len(d.heads(1)); n != 0 {
			d.Errorf("%d proposals", n)
		}
	}},
	{"two begin at once: one does", func(d *desk) {
		d.due()
		for i, want := range []error{nil, access.ErrNotFound} {
			err := d.store.BeginErase(d.Context(), 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
				return erasing.Record{Event: 1, Step: erasing.Note}, journal.New(journal.EraseBegun, admin.Mail, d.now), nil
			})
			if !errors.Is(err, want) {
				d.Errorf("%d: %v", i, err)
			}
		}
		err := d.store.BeginErase(d.Context(), 2, func(access.Roles) (erasing.Record, journal.Entry, error) {
			return erasing.Record{}, journal.Entry{}, errNotYet
		})
		if _, gone := d.store.Event(d.Context(), 2); !errors.Is(err, errNotYet) || gone != nil {
			d.Errorf("%v, %v", err, gone)
		}
	}},
	{"each kind goes, of that event only", func(d *desk) {
		for i := range 25 {
			d.pending(1, fmt.Sprintf("%d.json", i))
		}
		d.fill(1)
		d.fill(2)
		d.due()
		d.start()
		for _, kind := range []erasing.Kind{erasing.OfEvent, erasing.AllProposals, erasing.AllReceipts} {
			for range 2 {
				d.remove(kind)
			}
		}
		if n := len(d.heads(1)); n != 0 {
			d.Errorf("%d proposals", n)
		}
		d.untouched()
	}},
	{"a record is replaced by who has seen it; it stays", func(d *desk) {
		d.due()
		was := d.start()
		next, entry := was, journal.New(journal.Erased, admin.Mail, d.now)
		next.Step, next.Done, entry.Event = erasing.Done, d.now, 1
		d.must(d.store.Advance(d.Context(), was, next, &entry))
		again := journal.New(journal.Erased, other.Mail, d.now)
		if err := d.store.Advance(d.Context(), was, next, &again); !errors.Is(err, access.ErrChanged) {
			d.Error(err)
		}
		open, openErr := d.store.Erasures(d.Context(), true)
		all, allErr := d.store.Erasures(d.Context(), false)
		if len(open) != 0 || len(all) != 1 || !all[0].Is(next) || !all[0].Done.Equal(next.Done) ||
			all[0].By != admin.Mail {
			d.Errorf("%+v, %+v, %v", open, all, errors.Join(openErr, allErr))
		}
		if n := len(d.entries(1)); n != 5 {
			d.Errorf("%d entries: %s", n, d.whats(1))
		}
	}},
	{"an upload that came late has the rest go once more", func(d *desk) {
		d.due()
		r := d.start()
		d.must(d.store.Sweep(d.Context(), 1))
		early, err := d.store.Erasures(d.Context(), true)
		if err != nil || len(early) != 1 || !early[0].Is(r) {
			d.Errorf("before: %+v, %v", early, err)
		}
		done := r
		done.Step, done.Done = erasing.Done, d.now
		d.must(d.store.Advance(d.Context(), r, done, nil))
		d.must(d.store.Sweep(d.Context(), 1))
		open, err := d.store.Erasures(d.Context(), true)
		if err != nil || len(open) != 1 || open[0].Step != erasing.ProposalsAgain {
			d.Errorf("after: %+v, %v", open, err)
		}
		if err := d.store.Sweep(d.Context(), 2); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("another event: %v", err)
		}
	}},
	{"the journal loses the names of that event, page after page", func(d *desk) {
		for i := range 130 {
			d.now = d.now.Add(time.Second)
			id := event.ID(1 + i%2)
			_, err := access.Change{Event: id, By: d.as(admin), Seen: "*",
				Wanted: access.Roles{Approvers: []string{fmt.Sprint(i, "@b.example")}}}.Make(d.Context(), d.store)
			d.must(err)
		}
		after := ""
		pages := d.all(func() (bool, error) {
			var err error
			after, err = d.store.Nameless(d.Context(), func(e journal.Entry) bool { return e.Event == 1 }, after)
			return after != "", err
		})
		if ones := d.entries(1); pages < 2 || len(ones) != 66 || slices.ContainsFunc(ones, func(e journal.Entry) bool {
			return e.Before != nil || e.After != nil || e.By != admin.Mail || e.At.IsZero() || e.What == ""
		}) {
			d.Errorf("%d pages, %d entries: %+v", pages, len(ones), ones[:3])
		}
		twos := d.entries(2)
		if len(twos) != 66 || slices.ContainsFunc(twos, func(e journal.Entry) bool { return e.After == nil }) {
			d.Errorf("%d entries of event 2", len(twos))
		}
	}},
}

var errNotYet = errors.New("not yet")
