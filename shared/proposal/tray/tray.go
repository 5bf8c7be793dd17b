// Package tray takes files that people hand in by the console.
package tray

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// Uploads is the bucket as the console sees it.
type Uploads interface {
	// Create creates an object, tells its bucket, generation, size. It fails if there is one of the name.
	Create(ctx context.Context, object string, content []byte) (proposal.Source, error)
}

// File is what somebody hands in.
type File struct {
	Event   event.ID
	By      access.Caller
	Name    string
	Content []byte
}

// Tray takes what people hand in.
type Tray struct {
	Store   proposal.Store
	Uploads Uploads
}

// Admit finds out whether somebody may hand in files for an event. Errors: as of HandIn.
func (t Tray) Admit(ctx context.Context, c access.Caller, id event.ID) error {
	roles, err := access.Allow(ctx, t.Store, c, id)
	if err == nil {
		err = roles.MayUpload(c)
	}
	if err != nil {
		return fmt.Errorf("event %d: %w", id, err)
	}
	return nil
}

// HandIn uploads a file for somebody, to be checked as any other upload. It gives the name of its receipt and the
// upload, whose [proposal.IDOf] the proposal will have. Errors: access.ErrNotFound, access.ErrNoOrga; any other is one
// of the store or the bucket.
func (t Tray) HandIn(ctx context.Context, f File, now time.Time) (name string, s proposal.Source, err error) {
	if err := t.Admit(ctx, f.By, f.Event); err != nil {
		return "", proposal.Source{}, err
	}
	name, r := receipt.New(f.Event, f.By.Mail, f.Name, f.Content)
	r.At = now
	if err := t.Store.Announce(ctx, name, r); err != nil { // first: the check may be faster than we are
		return "", proposal.Source{}, fmt.Errorf("receipt: %w", err)
	}
	s, err = t.Uploads.Create(ctx, receipt.Object(f.Event, name), f.Content)
	if err != nil {
		return "", proposal.Source{}, fmt.Errorf("upload: %w", err)
	}
	return name, s, nil
}

// Handed is how far something is that somebody handed in.
type Handed struct {
	Receipt receipt.Receipt
	// Proposal is what was made of it; nil: the check is not done.
	Proposal *proposal.Head
}

// Track tells somebody what became of what they handed in: the receipt of that name, uploaded as s. access.ErrNotFound
// if that was somebody else.
func (t Tray) Track(ctx context.Context, c access.Caller, name string, s proposal.Source) (Handed, error) {
	r, err := t.Store.Receipt(ctx, name)
	if err == nil && (r.Uploader != c.Mail || s.Object != receipt.Object(r.Event, name)) {
		err = access.ErrNotFound
	}
	if err != nil {
		return Handed{}, fmt.Errorf("receipt %s: %w", name, err)
	}
	h, err := t.Store.Head(ctx, proposal.IDOf(s))
	switch {
	case errors.Is(err, access.ErrNotFound):
		return Handed{Receipt: r}, nil
	case err != nil:
		return Handed{}, err
	}
	return Handed{r, &h}, nil
}
