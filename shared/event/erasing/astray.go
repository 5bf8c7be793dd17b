package erasing

import (
	"context"
	"errors"
	"fmt"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// removeProposals deletes some of the proposals of an event, before them those that are about it elsewhere. The files
// of these go first: once the proposal is gone, nobody knows where they are.
func (m *Machine) removeProposals(ctx context.Context, id event.ID) (left bool, err error) {
	astray, err := m.Store.Astray(ctx, id)
	if err != nil {
		return true, err
	}
	for _, h := range astray {
		err := m.Bucket.RemoveVersions(ctx, h.Source.Object, func(generation int64) (bool, error) {
			return m.isAstray(ctx, h, id, generation)
		})
		if err != nil {
			return true, fmt.Errorf("file of proposal %s: %w", h.ID, err)
		}
	}
	if len(astray) > 0 {
		return true, m.Store.Discard(ctx, astray)
	}
	return m.Store.Remove(ctx, id, AllProposals)
}

// isAstray reports whether a version of a file that lies elsewhere goes with an event that one of its versions, which
// has the proposal h, is about: other ones may be files of the event in whose folder it lies.
//
//	the proposal of the version             | the version
//	is about the event                      | goes
//	is about another one, or nobody can tell| stays
//	is there no more                        | goes: nobody knows whom it names
//	is not there yet: the version is newer  | stays until there is one
func (m *Machine) isAstray(ctx context.Context, h proposal.Head, id event.ID, generation int64) (bool, error) {
	version := h.Source
	version.Generation = generation
	head, err := m.Store.Head(ctx, proposal.IDOf(version))
	if errors.Is(err, access.ErrNotFound) {
		return generation < h.Source.Generation, nil
	}
	return err == nil && head.Astray(id), err
}
