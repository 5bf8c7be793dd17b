package proposal

import (
	"context"
	"fmt"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

// See reads a proposal for somebody. It is as it is stored, see [Head.At]. access.ErrNotFound if there is none, or none
// that they may know of.
func See(ctx context.Context, store Store, c access.Caller, id ID) (*Proposal, error) {
	p, _, err := see(ctx, store, c, id)
	return p, err
}

// List lists the proposals of an event for somebody, newest first, as they are stored. Event 0 holds the uploads
// that belong to no event. access.ErrNotFound if there is no such event, or none that they may know of.
func List(ctx context.Context, store Store, c access.Caller, id event.ID) ([]Head, error) {
	if _, err := access.Allow(ctx, store, c, id); err != nil {
		return nil, err
	}
	return store.Proposals(ctx, id)
}

// see is [See], together with the roles of the proposal's event.
func see(ctx context.Context, store Store, c access.Caller, id ID) (*Proposal, access.Roles, error) {
	p, err := store.Proposal(ctx, id)
	if err != nil {
		return nil, access.Roles{}, fmt.Errorf("proposal %s: %w", id, err)
	}
	roles, err := access.Allow(ctx, store, c, p.Event)
	if err != nil {
		return nil, access.Roles{}, err
	}
	return p, roles, nil
}

// decidable reads a proposal for somebody who is about to decide. Confirming asks for four eyes, but not where it
// undoes another import: nobody has uploaded that.
func decidable(ctx context.Context, store Store, r Request, confirm bool) (*Proposal, error) {
	p, roles, err := see(ctx, store, r.By, r.Proposal)
	if err != nil {
		return nil, err
	}
	err = roles.MayDecide(r.By)
	if confirm && p.UndoOf == "" {
		err = roles.MayConfirm(r.By, p.Source.Uploader)
	}
	if err != nil {
		return nil, fmt.Errorf("proposal %s: %w", p.ID, err)
	}
	return p, nil
}
