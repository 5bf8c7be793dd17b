package proposaltest

import (
	"context"
	"errors"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

var ofRights = []clause{
	{"nobody confirms their own upload", func(d *desk) {
		own := d.upload(proposal.Source{Object: object("own.json"), Uploader: both.Mail}, rename("Eins"))
		unknown := d.upload(proposal.Source{Object: object("unknown.json")}, rename("Zwei"))
		for _, p := range []*proposal.Proposal{own, unknown} {
			r := d.request(p)
			r.By = both
			if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); !errors.Is(err, access.ErrFourEyes) ||
				!errors.Is(err, access.ErrForbidden) {
				d.Errorf("%s: %v", p.Source.Object, err)
			}
		}
		r := d.request(own)
		r.By = both
		if _, err := proposal.Reject(d.Context(), d.store, r, d.now); err != nil {
			d.Errorf("rejecting it is fine: %v", err)
		}
		d.commit(unknown)
	}},
	{"two eyes are enough where four are not asked for", func(d *desk) {
		e := camp(d.T)
		e.Snapshot.ID, e.Access.FourEyes = 2, false
		if err := d.store.Create(d.Context(), e); err != nil {
			d.Fatal(err)
		}
		own := d.upload(proposal.Source{Object: "imports/2/own.json", Uploader: both.Mail},
			`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 2, "timestamp": "2027-01-20T12:00:00+00:00", `+
				`"courses": {"1": {"title": "Eins"}}}`)
		r := d.request(own)
		r.By = both
		if _, err := proposal.Confirm(d.Context(), d.store, r, d.now); err != nil {
			d.Error(err)
		}
	}},
	{"only approvers decide", func(d *desk) {
		p := d.check("a.json", everything)
		before := d.read(p.ID)
		for by, want := range map[access.Caller]error{orga: access.ErrNoApprover, admin: access.ErrNoApprover,
			stranger: access.ErrNotFound} {
			for name, decide := range d.decisions() {
				if name == "undo" || name == "withdraw" { // which have rules of their own
					continue
				}
				r := d.request(p)
				r.By = by
				if _, err := decide(r); !errors.Is(err, want) {
					d.Errorf("%s by %s: %v, want %v", name, by.Mail, err, want)
				}
			}
		}
		d.same("proposal", before, d.read(p.ID))
	}},
	{"orgas, approvers, admins see; strangers cannot tell what exists", func(d *desk) {
		p := d.check("a.json", everything)
		for _, by := range []access.Caller{orga, approver, both, admin} {
			if _, err := proposal.See(d.Context(), d.store, by, p.ID); err != nil {
				d.Errorf("%s: %v", by.Mail, err)
			}
			if list, _, err := proposal.List(d.Context(), d.store, by, proposal.Filter{Event: 1}); err != nil || len(list) != 1 {
				d.Errorf("%s: %v, %v", by.Mail, list, err)
			}
		}
		for _, id := range []proposal.ID{p.ID, "none"} {
			for name, decide := range d.decisions() {
				if _, err := decide(proposal.Request{Proposal: id, Token: p.Token, By: stranger}); !errors.Is(err,
					access.ErrNotFound) {
					d.Errorf("%s %s: %v", name, id, err)
				}
			}
			if _, err := proposal.See(d.Context(), d.store, stranger, id); !errors.Is(err, access.ErrNotFound) {
				d.Errorf("see %s: %v", id, err)
			}
		}
		if heads, _, err := proposal.List(d.Context(), d.store, stranger, proposal.Filter{}); err != nil || len(heads) > 0 {
			d.Errorf("what others misplaced: %v, %v", heads, err)
		}
		for _, id := range []event.ID{1, 9} {
			_, _, err := proposal.List(d.Context(), d.store, stranger, proposal.Filter{Event: id})
			if !errors.Is(err, access.ErrNotFound) {
				d.Errorf("list %d: %v", id, err)
			}
		}
	}},
	{"what belongs to no event is for who uploaded it, and for admins", func(d *desk) {
		p := d.upload(proposal.Source{Object: "readme.txt", Uploader: orga.Mail}, "")
		for _, by := range []access.Caller{orga, admin} {
			_, err := proposal.See(d.Context(), d.store, by, p.ID)
			list, _, listErr := proposal.List(d.Context(), d.store, by, proposal.Filter{})
			if err != nil || listErr != nil || len(list) != 1 {
				d.Errorf("%s: %v, %v, %v", by.Mail, err, list, listErr)
			}
		}
		for _, by := range []access.Caller{both, approver, stranger} {
			_, err := proposal.See(d.Context(), d.store, by, p.ID)
			if list, _, err := proposal.List(d.Context(), d.store, by, proposal.Filter{}); err != nil || len(list) > 0 {
				d.Errorf("%s: %v, %v", by.Mail, list, err)
			}
			_, _, afterErr := proposal.List(d.Context(), d.store, by, proposal.Filter{Page: proposal.Page{After: p.ID}})
			for _, err := range []error{err, afterErr} {
				if !errors.Is(err, access.ErrNotFound) {
					d.Errorf("%s: %v", by.Mail, err)
				}
			}
		}
	}},
	{"of what is meant for another event, its folder's orgas learn where it belongs, nothing else", func(d *desk) {
		content := strings.Replace(everything, `"id": 1`, `"id": 2`, 1)
		p := d.upload(proposal.Source{Object: object("secret.json"), Uploader: both.Mail}, content)
		for _, by := range []access.Caller{orga, approver, both, admin} {
			seen, err := proposal.See(d.Context(), d.store, by, p.ID)
			if err != nil || seen.Target != "imports/2/secret.json" {
				d.Fatalf("%s: %v, %v", by.Mail, seen, err)
			}
			list, _, err := proposal.List(d.Context(), d.store, by, proposal.Filter{Event: 1})
			if err != nil || len(list) != 1 {
				d.Fatalf("%s: %v, %v", by.Mail, list, err)
			}
			told := strings.Contains(text(d.T, seen)+text(d.T, list), "Alles neu")
			if all := by == both || by == admin; told != all || seen.Problems.Empty() {
				d.Errorf("%s sees: %s", by.Mail, text(d.T, seen))
			}
		}
	}},
	{"a broken file shows its lines to those whose event it names, else to who uploaded it", func(d *desk) {
		for content, want := range map[string]bool{
			`{"id": 1, "summary": "Geheim", `:   true,
			`{"id": 2, "summary": "Geheim", `:   false,
			`{"summary": "Geheim", "courses": `: false,

			`{"id": 1, "courses": {"1": {"titel": "Geheim"}}}`: true,
			`{"courses": {"1": {"titel": "Geheim"}}}`:          false,
		} {
			p := d.upload(proposal.Source{Object: object("cut.json"), Generation: d.now.Unix(), Uploader: both.Mail}, content)
			for by, shown := range map[access.Caller]bool{orga: want, both: true, admin: true} {
				seen, err := proposal.See(d.Context(), d.store, by, p.ID)
				if err != nil || strings.Contains(text(d.T, seen), "Geheim") != shown {
					d.Errorf("%s, %s: %v, %s", content, by.Mail, err, text(d.T, seen))
				}
			}
		}
	}},
	{"who loses a right while deciding has lost it", func(d *desk) {
		committed := d.commit(d.check("done.json", rename("Eins")))
		p := d.upload(proposal.Source{Object: object("a.json")}, everything)
		before := d.export()
		late := *d
		late.store = lateStore{d.store, func(s *proposal.State) { s.Access = &access.Roles{} }}
		for does, want := range map[string]error{"confirm": access.ErrNoApprover, "reject": access.ErrNoApprover,
			"withdraw": access.ErrNotUploader, "undo": access.ErrNoRole} {
			r := d.request(p)
			switch does {
			case "withdraw":
				r.By = orga
			case "undo":
				r = d.request(committed)
			}
			if _, err := late.decisions()[does](r); !errors.Is(err, want) {
				d.Errorf("%s: %v", does, err)
			}
		}
		d.same("export", before, d.export())
		if got := d.read(p.ID).Status; got != proposal.Pending {
			d.Error(got)
		}
	}},
	{"what is uploaded into an event that vanishes meanwhile is not stored", func(d *desk) {
		late := lateStore{d.store, func(s *proposal.State) { s.Access = nil }}
		u := proposal.Upload{Source: proposal.Source{Bucket: "b", Object: object("late.json")}, Content: []byte(newCourse)}
		if _, err := proposal.Check(d.Context(), late, u, d.now); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("%v", err)
		}
		if list, err := d.store.Proposals(d.Context(), 1, proposal.Page{}); len(list) > 0 || err != nil {
			d.Errorf("%+v, %v", list, err)
		}
	}},
	{"where nobody knows who uploaded, those of then and those of now may not confirm", func(d *desk) {
		p := d.upload(proposal.Source{Object: object("unknown.json"), Suspects: []string{approver.Mail}}, rename("Eins"))
		d.same("suspects", []string{approver.Mail, both.Mail, orga.Mail}, p.Source.Suspects)
		seen, err := proposal.See(d.Context(), d.store, approver, p.ID)
		if err != nil || len(seen.Confirmers) > 0 || seen.Confirmers == nil {
			d.Errorf("nobody may confirm, but: %v, %v", seen.Confirmers, err)
		}
		if _, err := d.confirm(p); !errors.Is(err, access.ErrFourEyes) {
			d.Errorf("by a suspect: %v", err)
		}
	}},
	{"who uploaded may withdraw; any orga, if nobody knows who did", func(d *desk) {
		own, unknown := d.check("a.json", everything), d.upload(proposal.Source{Object: object("b.json")}, newCourse)
		withdraw := func(by access.Caller, p *proposal.Proposal) (*proposal.Proposal, error) {
			r := d.request(p)
			r.By = by
			return proposal.Withdraw(d.Context(), d.store, r, d.now)
		}
		for _, by := range []access.Caller{both, approver, admin} {
			if _, err := withdraw(by, own); !errors.Is(err, access.ErrNotUploader) {
				d.Errorf("%s: %v", by.Mail, err)
			}
		}
		if _, err := withdraw(stranger, unknown); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("stranger: %v", err)
		}
		for p, by := range map[*proposal.Proposal]access.Caller{own: orga, unknown: both} {
			got, err := withdraw(by, p)
			if err != nil || got.Status != proposal.Withdrawn || got.Decision.By != by.Mail {
				d.Fatal(got, err)
			}
			if again, err := withdraw(by, p); err != nil || !again.Repeated {
				d.Errorf("again: %v", err)
			}
			if _, err := d.confirm(p); !errors.Is(err, proposal.ErrDecided) {
				d.Errorf("confirmed after all: %v", err)
			}
		}
	}},
}

// lateStore is a store whose events have changed by the time that somebody decides.
type lateStore struct {
	proposal.Store
	change func(*proposal.State)
}

func (s lateStore) Update(ctx context.Context, subject proposal.Subject,
	decide func(proposal.State) (proposal.Effect, error)) error {
	return s.Store.Update(ctx, subject, func(state proposal.State) (proposal.Effect, error) {
		s.change(&state)
		return decide(state)
	})
}

// decisions are all that one can decide about a proposal.
func (d *desk) decisions() map[string]func(proposal.Request) (*proposal.Proposal, error) {
	return map[string]func(proposal.Request) (*proposal.Proposal, error){
		"confirm": func(r proposal.Request) (*proposal.Proposal, error) {
			return proposal.Confirm(d.Context(), d.store, r, d.now)
		},
		"reject": func(r proposal.Request) (*proposal.Proposal, error) {
			return proposal.Reject(d.Context(), d.store, r, d.now)
		},
		"withdraw": func(r proposal.Request) (*proposal.Proposal, error) {
			return proposal.Withdraw(d.Context(), d.store, r, d.now)
		},
		"undo": func(r proposal.Request) (*proposal.Proposal, error) {
			return proposal.Undo(d.Context(), d.store, r, d.now)
		},
	}
}
