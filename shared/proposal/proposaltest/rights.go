package proposaltest

import (
	"errors"

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
			if list, err := proposal.List(d.Context(), d.store, by, 1); err != nil || len(list) != 1 {
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
		for _, id := range []event.ID{1, 9, 0} {
			if _, err := proposal.List(d.Context(), d.store, stranger, id); !errors.Is(err, access.ErrNotFound) {
				d.Errorf("list %d: %v", id, err)
			}
		}
	}},
	{"what belongs to no event is for admins", func(d *desk) {
		p := d.upload(proposal.Source{Object: "readme.txt", Uploader: orga.Mail}, "")
		if _, err := proposal.See(d.Context(), d.store, orga, p.ID); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("orga: %v", err)
		}
		if _, err := proposal.See(d.Context(), d.store, admin, p.ID); err != nil {
			d.Errorf("admin: %v", err)
		}
	}},
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
		"undo": func(r proposal.Request) (*proposal.Proposal, error) {
			return proposal.Undo(d.Context(), d.store, r, d.now)
		},
	}
}
