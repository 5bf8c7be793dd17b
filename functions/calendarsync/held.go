package calendarsync

import (
	"context"
	"slices"
	"time"

	"kursbuch.internal/shared/calsync"
)

// Held is what is held back, as callers get it: so that they can judge it.
type Held struct {
	*calsync.Held
	Losses []Loss `json:"losses"`
}

// Loss is something that would go, as callers get it. Of what went in the meantime the title and start may not be known
// any more.
type Loss struct {
	calsync.Loss
	Key   calsync.Key `json:"key,omitempty"` // of the appointment; empty: it is a right to read
	Title string      `json:"title,omitempty"`
	Start time.Time   `json:"start,omitzero"`
}

// memory tells by what is remembered what losses are: they are not stored with them.
type memory struct {
	keys    map[calsync.EntryID]calsync.Key
	records map[calsync.Key]calsync.Record
}

// recall reads what is remembered if any of what is held needs it.
func (d Deps) recall(ctx context.Context, all ...*calsync.Held) (memory, error) {
	m := memory{keys: map[calsync.EntryID]calsync.Key{}}
	if !slices.ContainsFunc(all, func(h *calsync.Held) bool { return h != nil }) {
		return m, nil
	}
	recalled, err := d.Mirror.State.Recall(ctx)
	if err != nil {
		return m, err
	}
	m.records = recalled.Records
	for key, r := range m.records {
		for generation := range r.Generation + 1 { // there may be entries of earlier ones
			m.keys[calsync.Mark{Instance: d.Mirror.Instance, Key: key, Generation: generation}.ID()] = key
		}
		if r.Echo != nil {
			m.keys[r.Echo.ID] = key
		}
	}
	return m, nil
}

// held is what is held back with its names; nil if nothing is.
func (m memory) held(h *calsync.Held) *Held {
	if h == nil {
		return nil
	}
	shown := &Held{Held: h, Losses: make([]Loss, len(h.Losses))}
	for i, loss := range h.Losses {
		shown.Losses[i] = Loss{Loss: loss, Key: m.keys[loss.Entry]}
		if e := m.records[m.keys[loss.Entry]].Echo; e != nil {
			shown.Losses[i].Title, shown.Losses[i].Start = e.Title, e.Start
		}
	}
	return shown
}
