package proposaltest

import (
	"errors"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
)

var ofLives = []clause{
	{"an upload is checked once, however often its trigger is delivered", func(d *desk) {
		source := proposal.Source{Object: object("a.json"), Generation: 3, Size: 9, Uploader: orga.Mail}
		first := d.upload(source, everything)
		if first.Status != proposal.Pending || first.Token == "" || first.Summary != "Alles neu" ||
			!first.ExpiresAt.Equal(d.now.Add(proposal.Lifetime)) {
			d.Errorf("checked: %s", text(d.T, first.Head))
		}
		d.same("a second delivery", first, d.upload(source, everything))
		committed := d.commit(first)
		d.same("a third delivery", committed, d.upload(source, everything))
		if n := len(d.heads()); n != 1 {
			d.Errorf("%d proposals", n)
		}
	}},
	{"a file with problems is kept with all of them, nobody can confirm it", func(d *desk) {
		p := d.check("a.json", file(`"courses": {"1": {"titel": "x"}, "2": {"max_size": -1}}`))
		if p.Status != proposal.Invalid || len(p.Problems.Items) != 2 {
			d.Errorf("proposal: %s", text(d.T, p))
		}
		if _, err := d.confirm(p); !errors.Is(err, proposal.ErrDecided) {
			d.Errorf("confirm: %v", err)
		}
		d.same("export", export(d.T, camp(d.T).Snapshot), d.export())
	}},
	{"an upload of an unknown event, or with a name that tells of none, is kept", func(d *desk) {
		for object, code := range map[string]problem.Code{"imports/77/a.json": onimport.UnknownEvent,
			"a.json": onimport.BadName} {
			p := d.upload(proposal.Source{Object: object}, everything)
			if p.Status != proposal.Invalid || p.Problems.Items[0].Code != code || p.Event != 0 ||
				p.Target != "imports/1/a.json" {
				d.Errorf("%s: %s", object, text(d.T, p))
			}
			d.same(object, p, d.read(p.ID))
		}
	}},
	{"a commit writes what was shown, tells the log, remembers who and when", func(d *desk) {
		shown := d.check("a.json", everything)
		committed := d.commit(shown)
		d.same("plan", shown.Plan, committed.Plan)
		d.same("as stored", committed, d.read(shown.ID))
		want := proposal.Decision{Status: proposal.Committed, By: approver.Mail, At: d.now,
			Created: committed.Decision.Created}
		d.same("decision", want, committed.Decision)
		log := d.log()
		if len(log) != len(shown.Plan.Log) {
			d.Fatalf("%d lines in the log, want %d", len(log), len(shown.Plan.Log))
		}
		for i, entry := range shown.Plan.Log {
			entry.By, entry.Time, entry.Uploader, entry.Summary = approver.Mail, d.now, orga.Mail, "Alles neu"
			entry.Proposal, entry.Entity = string(shown.ID), committed.Decision.Created.Key(entry.Entity)
			d.same("log entry", entry, log[i])
		}
		s := d.event().Snapshot
		for _, c := range shown.Plan.Changes {
			id := c.ID
			if created, ok := committed.Decision.Created[c.Section][c.ID]; ok {
				id = created
			}
			for _, set := range c.Sets {
				if strings.Contains(string(set.To), "-1") && set.Path != "" { // a placeholder
					continue
				}
				c.Key.ID = id
				if entity := s.Entity(c.Key); entity == nil && set.To != scalar.Null || entity != nil &&
					entity.Get(set.Path) != set.To {
					d.Errorf("%s%s is not %s", c.Key, set.Path, set.To)
				}
			}
		}
	}},
	{"confirming again gives the same answer, however late", func(d *desk) {
		committed := d.commit(d.check("a.json", everything))
		before, log := d.export(), d.log()
		r := d.request(committed)
		again, err := proposal.Confirm(d.Context(), d.store, r, d.now.Add(2*proposal.Lifetime))
		if err != nil {
			d.Fatal(err)
		}
		d.same("answer", committed, again)
		d.same("export", before, d.export())
		d.same("log", log, d.log())
		r.Token = "another"
		if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); !errors.Is(err, proposal.ErrDecided) {
			d.Errorf("with another token: %v", err)
		}
	}},
	{"a rejected proposal stays rejected", func(d *desk) {
		p := d.check("a.json", everything)
		r := d.request(p)
		r.Reason = "Wir haben keine Zelte."
		rejected, err := proposal.Reject(d.Context(), d.store, r, d.now)
		if err != nil {
			d.Fatal(err)
		}
		want := proposal.Decision{Status: proposal.Rejected, By: approver.Mail, At: d.now, Reason: r.Reason}
		d.same("decision", want, rejected.Decision)
		again, err := proposal.Reject(d.Context(), d.store, r, d.now.Add(time.Hour))
		d.same("again", rejected, again)
		if err != nil || !again.Repeated || rejected.Repeated {
			d.Error(err, again.Repeated, rejected.Repeated)
		}
		_, err = proposal.Reject(d.Context(), d.store, d.request(p), d.now)
		if decided, ok := errors.AsType[*proposal.Decided](err); !ok || decided.Head.Decision.Reason != r.Reason {
			d.Errorf("for another reason: %v", err)
		}
		if _, err := d.confirm(p); !errors.Is(err, proposal.ErrDecided) {
			d.Errorf("confirm: %v", err)
		}
		d.same("as stored", rejected, d.read(p.ID))
		d.same("export", export(d.T, camp(d.T).Snapshot), d.export())
		if committed := d.commit(d.check("b.json", newCourse)); committed != nil {
			_, err := proposal.Reject(d.Context(), d.store, d.request(committed), d.now)
			if !errors.Is(err, proposal.ErrDecided) {
				d.Errorf("reject what is committed: %v", err)
			}
		}
	}},
	{"of several uploads of an object only the newest is pending", func(d *desk) {
		up := func(generation int64, content string) *proposal.Proposal {
			return d.upload(proposal.Source{Object: object("a.json"), Generation: generation, Uploader: orga.Mail}, content)
		}
		elsewhere := d.upload(proposal.Source{Bucket: "other", Object: object("a.json"), Generation: 1}, rename("Zwei"))
		first, third := up(1, rename("Eins")), up(3, rename("Drei"))
		second := up(2, rename("Zwei")) // its trigger came late
		if second.Status != proposal.Superseded {
			d.Errorf("the late one is %s", second.Status)
		}
		d.same("superseded by the newest", []proposal.ID{first.ID}, third.Superseded)
		d.same("superseded by the late one", []proposal.ID(nil), second.Superseded)
		for p, want := range map[*proposal.Proposal]proposal.Status{
			first: proposal.Superseded, second: proposal.Superseded, third: proposal.Pending, elsewhere: proposal.Pending,
		} {
			if got := d.read(p.ID); got.Status != want || (want == proposal.Superseded) != (got.Decision != nil) {
				d.Errorf("generation %d: %s", p.Source.Generation, text(d.T, got.Head))
			}
		}
		if _, err := d.confirm(first); !errors.Is(err, proposal.ErrDecided) {
			d.Errorf("confirm what is superseded: %v", err)
		}
		committed := d.commit(third)
		up(4, "{")
		d.same("a committed one", committed, d.read(third.ID))
	}},
	{"a proposal expires when nobody decides in time", func(d *desk) {
		p := d.check("a.json", everything)
		d.now = p.ExpiresAt.Add(time.Second - time.Minute) // confirm takes a minute
		if _, err := d.confirm(p); !errors.Is(err, proposal.ErrExpired) {
			d.Errorf("confirm: %v", err)
		}
		if _, err := proposal.Reject(d.Context(), d.store, d.request(p), d.now); !errors.Is(err, proposal.ErrExpired) {
			d.Errorf("reject: %v", err)
		}
		seen, err := proposal.See(d.Context(), d.store, approver, p.ID)
		if err != nil || seen.At(d.now).Status != proposal.Expired {
			d.Errorf("seen: %v, %v", seen, err)
		}
		list, _, err := proposal.List(d.Context(), d.store, approver, proposal.Filter{Event: 1, Now: d.now})
		if err != nil || list[0].Status != proposal.Expired {
			d.Errorf("list: %v, %v", list, err)
		}
		d.now = p.ExpiresAt.Add(-time.Minute)
		d.commit(p) // at the last moment
	}},
	{"content that was committed before takes force", func(d *desk) {
		first := d.commit(d.check("a.json", newCourse))
		again := d.check("b.json", newCourse)
		if n := len(again.Plan.Warnings.Items); n == 0 || again.Plan.Warnings.Items[n-1].Code != onimport.AlreadyCommitted {
			d.Errorf("warnings: %v", again.Plan.Warnings)
		}
		if _, err := d.confirm(again); !errors.Is(err, proposal.ErrNeedsForce) {
			d.Errorf("confirm: %v", err)
		}
		if d.read(again.ID).Status != proposal.Pending {
			d.Error("it is not pending any more")
		}
		committed, err := proposal.Confirm(d.Context(), d.store, d.forced(again), d.now)
		if err != nil {
			d.Fatal(err)
		}
		if !committed.Decision.Forced || first.Decision.Forced || d.imports() != 2 {
			d.Errorf("decision: %v", committed.Decision)
		}
	}},
	{"what the event makes of a proposal since its review voids the review", func(d *desk) {
		p := d.check("a.json", rename("Eins"))
		d.commit(d.check("b.json", file(`"courses": {"2": {"title": "Knoten II"}}`))) // which does not touch it
		d.commit(d.check("c.json", rename("Zwei")))
		var stale *proposal.Stale
		if _, err := d.confirm(p); !errors.As(err, &stale) {
			d.Fatalf("confirm: %v", err)
		}
		shift := func(from string) *proposal.Shift {
			return &proposal.Shift{From: scalar.Text(from), To: scalar.Text("Eins")}
		}
		want := []proposal.Difference{
			{Path: jsontext.Pointer("/courses/1/title"), Reviewed: shift("Wolken lesen"), Now: shift("Zwei")},
		}
		d.same("changed since the review", want, stale.Changed)
		d.same("fresh", d.read(p.ID), stale.Fresh)
		if stale.Fresh.Token == p.Token || stale.Fresh.Status != proposal.Pending {
			d.Errorf("fresh: %s", text(d.T, stale.Fresh.Head))
		}
		if _, err := d.confirm(p); !errors.As(err, &stale) {
			d.Errorf("the old token: %v", err)
		}
		d.commit(stale.Fresh)
		if title := d.event().Snapshot.Courses[1].Title; title != "Eins" {
			d.Errorf("title %q", title)
		}
	}},
	{"what cannot be committed any more becomes invalid", func(d *desk) {
		p := d.check("a.json", file(`"registrations": {"3": {"tracks": {"2": {"course_id": 2}}}}`))
		d.commit(d.check("b.json",
			file(`"registrations": {"2": {"tracks": {"1": {"course_id": 1}}}}, "courses": {"2": null}`)))
		var stale *proposal.Stale
		if _, err := d.confirm(p); !errors.As(err, &stale) {
			d.Fatalf("confirm: %v", err)
		}
		if stale.Fresh.Status != proposal.Invalid || stale.Fresh.Problems.Empty() {
			d.Errorf("fresh: %s", text(d.T, stale.Fresh))
		}
		d.same("as stored", stale.Fresh, d.read(p.ID))
		if _, err := d.confirm(p); !errors.Is(err, proposal.ErrDecided) {
			d.Errorf("confirm again: %v", err)
		}
	}},
}
