package proposaltest

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

var ofCrowds = []clause{
	{"fifty people confirm one proposal: one commit, equal answers", func(d *desk) {
		p := d.check("a.json", everything)
		before := d.event()
		answers := make([]*proposal.Proposal, 50)
		d.crowd(len(answers), func(i int) (err error) {
			answers[i], err = proposal.Confirm(d.Context(), d.store, d.request(p), d.now)
			return err
		})
		for _, answer := range answers[1:] {
			if answer == nil || answers[0] == nil {
				d.Fatal("no answer")
			}
			d.same("answer", answers[0], answer)
		}
		if answers[0].Status != proposal.Committed {
			d.Errorf("status %s", answers[0].Status)
		}
		if n := d.imports(); n != 1 {
			d.Errorf("%d imports in the log", n)
		}
		if got, want := len(d.event().Snapshot.Courses), len(before.Snapshot.Courses); got != want {
			d.Errorf("%d courses, want %d: one new, one gone", got, want)
		}
	}},
	{"one confirms, one rejects: one decision", func(d *desk) {
		for round := range 5 {
			p := d.check(fmt.Sprintf("%d.json", round), rename(fmt.Sprint("Runde ", round)))
			var errs [2]error
			d.crowd(2, func(i int) error {
				decide := []func() (*proposal.Proposal, error){
					func() (*proposal.Proposal, error) {
						return proposal.Confirm(d.Context(), d.store, d.request(p), d.now)
					},
					func() (*proposal.Proposal, error) {
						return proposal.Reject(d.Context(), d.store, d.request(p), d.now)
					},
				}
				_, errs[i] = decide[i]()
				return nil
			})
			status, loser := d.read(p.ID).Status, errs[1]
			if status == proposal.Rejected {
				loser = errs[0]
			}
			if !errors.Is(loser, proposal.ErrDecided) || errs[0] != nil && errs[1] != nil {
				d.Errorf("%s, but %v", status, errs)
			}
		}
	}},
	{"two proposals for the same value are confirmed at once: one commits, the other is stale", func(d *desk) {
		proposals := []*proposal.Proposal{d.check("a.json", rename("Eins")), d.check("b.json", rename("Zwei"))}
		errs := make([]error, 2)
		d.crowd(2, func(i int) error {
			_, errs[i] = proposal.Confirm(d.Context(), d.store, d.request(proposals[i]), d.now)
			return nil
		})
		winner := 0
		if errs[0] != nil {
			winner = 1
		}
		var stale *proposal.Stale
		if errs[winner] != nil || !errors.As(errs[1-winner], &stale) {
			d.Fatalf("errors: %v", errs)
		}
		if title := d.event().Snapshot.Courses[1].Title; title != []string{"Eins", "Zwei"}[winner] || d.imports() != 1 {
			d.Errorf("course 1 is %q after %d imports", title, d.imports())
		}
	}},
	{"proposals that have nothing to do with each other are confirmed at once: all commit", func(d *desk) {
		var proposals []*proposal.Proposal
		for i, sections := range []string{
			`"courses": {"1": {"title": "Neu"}}`, `"courses": {"2": {"title": "Neu"}}`, `"lodgements": {"2": {"title": "Neu"}}`,
			`"registrations": {"3": {"notes": "Neu"}}`, `"lodgement_groups": {"1": {"title": "Neu"}, "-1": {"title": "Zelte"}}`,
			`"lodgement_groups": {"2": {"title": "Neu"}, "-1": {"title": "Jurten"}}`,
		} {
			proposals = append(proposals, d.check(fmt.Sprintf("%d.json", i), file(sections)))
		}
		d.crowd(len(proposals), func(i int) error {
			_, err := proposal.Confirm(d.Context(), d.store, d.request(proposals[i]), d.now)
			return err
		})
		s := d.event().Snapshot
		for _, label := range []string{
			s.Courses[1].Title, s.Courses[2].Title, s.Lodgements[2].Title, *s.Registrations[3].Notes,
			s.LodgementGroups[1].Title, s.LodgementGroups[2].Title,
		} {
			if label != "Neu" {
				d.Errorf("%q was not changed", label)
			}
		}
		if len(s.LodgementGroups) != 4 || s.NextID(event.LodgementGroups) != 5 || d.imports() != len(proposals) {
			d.Errorf("%d groups, next %d, %d imports", len(s.LodgementGroups), s.NextID(event.LodgementGroups), d.imports())
		}
	}},
	{"an event is read as of one moment", func(d *desk) {
		titles := func(title string) string {
			return file(fmt.Sprintf(
				`"lodgement_groups": {"1": {"title": %[1]q}}, "courses": {"1": {"title": %[1]q}, "5": {"title": %[1]q}}`, title))
		}
		d.commit(d.check("0.json", titles("Anfang")))
		d.crowd(4, func(i int) error {
			for round := range 8 {
				if i == 0 {
					d.commitHere(fmt.Sprintf("%d.json", round+1), titles(fmt.Sprint("Runde ", round)))
					continue
				}
				e, err := d.store.Event(d.Context(), 1)
				if err != nil {
					return err
				}
				s := e.Snapshot
				if a, b, c := s.LodgementGroups[1].Title, s.Courses[1].Title, s.Courses[5].Title; a != b || b != c {
					return fmt.Errorf("titles of different moments: %q, %q, %q", a, b, c)
				}
			}
			return nil
		})
	}},
}

// commitHere is check, then commit, for goroutines: they must not end the test.
func (d *desk) commitHere(name, content string) {
	upload := proposal.Upload{Source: proposal.Source{Object: object(name), Uploader: orga.Mail}, Content: []byte(content)}
	p, err := proposal.Check(d.Context(), d.store, upload, d.now)
	if err == nil {
		_, err = proposal.Confirm(d.Context(), d.store, d.request(p), d.now)
	}
	if err != nil {
		d.Error(err)
	}
}

// crowd runs do for 0 to n-1 at once.
func (d *desk) crowd(n int, do func(int) error) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if err := do(i); err != nil {
				d.Errorf("%d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

// imports counts those that the log tells of.
func (d *desk) imports() int {
	d.Helper()
	return strings.Count(text(d.T, d.log()), string(event.LogPartialImport))
}
