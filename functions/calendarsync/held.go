package calendarsync

import (
	"context"
	"slices"

	"kursbuch.internal/shared/calsync"
)

// Held is what is held back, as callers get it: its losses have names, so that they can be judged.
type Held struct {
	*calsync.Held
	Losses []calsync.NamedLoss `json:"losses"`
}

// names reads what is remembered if any of what is held needs it.
func (d Deps) names(ctx context.Context, all ...*calsync.Held) (calsync.Names, error) {
	if !slices.ContainsFunc(all, func(h *calsync.Held) bool { return h != nil }) {
		return calsync.Names{}, nil
	}
	return d.Mirror.Names(ctx)
}

// judged is what is held back with its names; nil if nothing is.
func judged(h *calsync.Held, names calsync.Names) *Held {
	if h == nil {
		return nil
	}
	return &Held{h, names.Of(h.Losses)}
}
