package proposaltest

import (
	"context"
	"errors"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
)

var ofUpdates = []clause{
	{"a decision sees what the subject names, and no more", func(d *desk) {
		committed := d.commit(d.check("committed.json", everything))
		mine := d.check("a.json", rename("Eins"))
		d.look(proposal.Subject{Proposal: mine.ID, Event: 1}, func(s proposal.State) {
			d.same("proposal", mine, s.Proposal)
			d.same("access", camp(d.T).Access, s.Access)
			if s.Event != nil || s.Siblings != nil || s.Committed != nil {
				d.Errorf("not asked for: %v", s)
			}
		})
		everything := proposal.Subject{
			Proposal: mine.ID, Event: 1, WithEvent: true, ContentHash: committed.ContentHash,
			Bucket: mine.Source.Bucket, Object: mine.Source.Object,
		}
		d.look(everything, func(s proposal.State) {
			d.same("event", d.export(), export(d.T, s.Event.Snapshot))
			d.same("access", camp(d.T).Access, s.Access)
			d.same("committed", committed.Head, s.Committed)
			if len(s.Siblings) > 0 {
				d.Errorf("siblings: %v", s.Siblings)
			}
		})
		nothing := proposal.Subject{Proposal: "none", Event: 9, WithEvent: true, ContentHash: "none", Bucket: "none",
			Object: "none"}
		d.look(nothing, func(s proposal.State) {
			if s.Event != nil || s.Access != nil || s.Proposal != nil || s.Siblings != nil || s.Committed != nil {
				d.Errorf("there is no such thing: %v", s)
			}
		})
	}},
	{"siblings are the other pending proposals of the same object", func(d *desk) {
		store := func(id proposal.ID, status proposal.Status, bucket, object string) {
			h := proposal.Head{ID: id, Event: 1, Status: status, Source: proposal.Source{Bucket: bucket, Object: object}}
			d.update(proposal.Subject{Proposal: id, Event: 1}, func(proposal.State) proposal.Effect {
				return proposal.Effect{Proposal: &proposal.Proposal{Head: h}}
			})
		}
		store("p1", proposal.Pending, "b", "o")
		store("p2", proposal.Pending, "b", "o")
		store("p3", proposal.Pending, "b", "o")
		store("p3", proposal.Rejected, "b", "o")
		for i, status := range []proposal.Status{proposal.Invalid, proposal.Committed, proposal.Superseded} {
			store(proposal.ID("no"+string(rune('1'+i))), status, "b", "o")
		}
		store("other1", proposal.Pending, "c", "o")
		store("other2", proposal.Pending, "b", "o2")
		store("other3", proposal.Pending, "b", `o""p`)
		store("other4", proposal.Pending, "bo", "")
		for subject, want := range map[proposal.ID]string{"p1": "p2", "p2": "p1", "p3": "p1 p2", "new": "p1 p2"} {
			d.look(proposal.Subject{Proposal: subject, Event: 1, Bucket: "b", Object: "o"}, func(s proposal.State) {
				var ids []string
				for _, h := range s.Siblings {
					ids = append(ids, string(h.ID))
				}
				if got := strings.Join(ids, " "); got != want {
					d.Errorf("siblings of %s: %s, want %s", subject, got, want)
				}
			})
		}
	}},
	{"an effect is written completely", func(d *desk) {
		p, effect := d.effect()
		sibling := d.check("sibling.json", rename("Zwei"))
		sibling.Head.Status = proposal.Superseded
		effect.Heads = []proposal.Head{sibling.Head}
		subject := proposal.Subject{Proposal: p.ID, Event: 1, ContentHash: "content"}
		d.update(subject, func(proposal.State) proposal.Effect { return effect })
		d.same("event", export(d.T, effect.Applied.Snapshot), d.export())
		d.same("next IDs", effect.Applied.Snapshot.Next, d.event().Snapshot.Next)
		d.same("proposal", p, d.read(p.ID))
		d.same("sibling", sibling, d.read(sibling.ID))
		d.same("log", effect.Log, d.log())
		d.update(subject, func(s proposal.State) proposal.Effect {
			d.same("who committed the content", p.Head, s.Committed)
			return proposal.Effect{Log: []event.LogEntry{{Code: event.LogPartialImport, Note: "next", Time: d.now}}}
		})
		if log := d.log(); len(log) != 4 || log[3].Note != "next" {
			d.Errorf("log: %v", log)
		}
	}},
	{"a store keeps nothing of an effect that its maker goes on with", func(d *desk) {
		p, effect := d.effect()
		want, before := export(d.T, effect.Applied.Snapshot), text(d.T, p)
		d.update(proposal.Subject{Proposal: p.ID, Event: 1, ContentHash: "content"},
			func(proposal.State) proposal.Effect { return effect })
		scribble(&proposal.Event{Snapshot: effect.Applied.Snapshot})
		scrawl(p)
		clear(effect.Log)
		d.same("event", want, d.export())
		d.same("proposal", before, text(d.T, d.read(p.ID)))
		if d.log()[0].Note != "one" {
			d.Errorf("log: %v", d.log())
		}
	}},
	{"an error of the decision ends the update, nothing is written", func(d *desk) {
		p, effect := d.effect()
		failure := errors.New("no")
		d.nothingHappens(failure, func() error {
			return d.once.Update(d.Context(), proposal.Subject{Proposal: p.ID, Event: 1, ContentHash: "content"},
				func(proposal.State) (proposal.Effect, error) { return effect, failure })
		})
	}},
	{"nothing is written when the context ends during the decision", func(d *desk) {
		p, effect := d.effect()
		ctx, cancel := context.WithCancel(d.Context())
		d.nothingHappens(context.Canceled, func() error {
			return d.once.Update(ctx, proposal.Subject{Proposal: p.ID, Event: 1, ContentHash: "content"},
				func(proposal.State) (proposal.Effect, error) {
					cancel()
					return effect, nil
				})
		})
	}},
	{"nothing works in a context that has ended", func(d *desk) {
		ctx, cancel := context.WithCancel(d.Context())
		cancel()
		e := camp(d.T)
		e.Snapshot.ID = 2
		create := d.store.Create(ctx, e)
		update := d.store.Update(ctx, proposal.Subject{Proposal: "new", Event: 1}, func(proposal.State) (proposal.Effect,
			error) {
			return proposal.Effect{}, nil
		})
		_, read := d.store.Event(ctx, 1)
		_, roles := d.store.Access(ctx, 1)
		_, one := d.store.Proposal(ctx, "new")
		_, head := d.store.Head(ctx, "new")
		_, list := d.store.Proposals(ctx, 1, proposal.Page{})
		_, log := d.store.Log(ctx, proposal.LogQuery{Event: 1})
		for i, err := range []error{create, update, read, roles, one, head, list, log} {
			if !errors.Is(err, context.Canceled) {
				d.Errorf("call %d: %v", i, err)
			}
		}
		if _, err := d.store.Event(d.Context(), 2); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("event 2: %v", err)
		}
	}},
}

// effect is one that writes everything that there is to write, for a proposal that is stored already.
func (d *desk) effect() (*proposal.Proposal, proposal.Effect) {
	p := d.check("effect.json", rename("Eins"))
	s := d.event().Snapshot.Edit()
	course := s.Courses[1].Clone().(*event.Course)
	course.Title = "Eins"
	created := event.Key{Section: event.LodgementGroups, ID: s.TakeID(event.LodgementGroups)}
	s.Put(created, &event.LodgementGroup{Title: "Zelte"})
	s.Put(event.Key{Section: event.Courses, ID: 1}, course)
	s.Delete(event.Key{Section: event.Registrations, ID: 3})
	p.Status = proposal.Committed
	p.Decision = &proposal.Decision{Status: proposal.Committed, By: approver.Mail, At: d.now, Created: diff.Created{}}
	p.Inverse = &partial.Import{Event: 1, Undo: true, Entries: []partial.Entry{{Key: created, Action: partial.Delete}}}
	return p, proposal.Effect{
		Proposal: p,
		Applied: &diff.Applied{
			Snapshot: s,
			Written:  []event.Key{created, {Section: event.Courses, ID: 1}},
			Deleted:  []event.Key{{Section: event.Registrations, ID: 3}},
		},
		Log: []event.LogEntry{
			{Code: event.LogGroupCreated, Time: d.now, By: approver.Mail, Note: "one"},
			{Code: event.LogCourseChanged, Time: d.now, By: approver.Mail, Note: "two"},
			{Code: event.LogRegistrationDeleted, Time: d.now, By: approver.Mail, Note: "three", Persona: 103},
		},
		Commit: &proposal.Commit{Proposal: p.ID, By: approver.Mail, At: d.now},
	}
}

// nothingHappens checks that an update fails with want and leaves everything as it was.
func (d *desk) nothingHappens(want error, update func() error) {
	d.Helper()
	event, heads, log := d.export(), d.heads(), d.log()
	if err := update(); !errors.Is(err, want) {
		d.Errorf("error %v, want %v", err, want)
	}
	d.same("event", event, d.export())
	d.same("heads", heads, d.heads())
	d.same("log", log, d.log())
	d.look(proposal.Subject{Proposal: "new", Event: 1, ContentHash: "content"}, func(s proposal.State) {
		if s.Committed != nil {
			d.Errorf("the ledger has %v", *s.Committed)
		}
	})
}
