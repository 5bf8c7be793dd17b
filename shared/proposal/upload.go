package proposal

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal/receipt"
)

// Errors of reading an uploaded file, the same for every bucket.
var (
	// ErrNoObject says that the bucket has no object of this name (any more).
	ErrNoObject = errors.New("no such object")
	// ErrReplaced says that the object is there, but in another generation than the one asked for:
	// it was uploaded again, and a trigger of its own tells of that.
	ErrReplaced = errors.New("object was replaced")
	// ErrTooLarge says that the object, inflated if it is stored compressed, exceeds the limit of the reader.
	ErrTooLarge = errors.New("object is too large")
	// ErrEncoding says that the object claims to be gzip and is not, or breaks off within.
	ErrEncoding = errors.New("object is not the gzip stream it claims to be")
)

// Upload is an object that was put into the bucket.
type Upload struct {
	Source
	// Content is what it holds.
	Content []byte
	// Failed says why the content could not be read, as a code of package problem; empty if it could.
	Failed problem.Code
}

// objectName is how imports are to be uploaded.
var objectName = regexp.MustCompile(`^imports/([1-9][0-9]{0,8})/[^/]+\.json$`)

// EventOf is the event whose folder an object lies in; 0 if it lies in none.
func EventOf(object string) event.ID {
	m := objectName.FindStringSubmatch(object)
	if m == nil {
		return receipt.EventOf(object)
	}
	n, _ := strconv.ParseInt(m[1], 10, 32)
	return event.ID(n)
}

// attest makes known who uploaded a file by the console, which the receipt of its name says and nobody else. Without a
// receipt for this very content nothing is believed. An error is one of the store.
func (p *Proposal) attest(ctx context.Context, store Store, u Upload) error {
	name := receipt.NameOf(u.Object)
	if name == "" {
		return nil
	}
	p.Source.Uploader = ""
	r, err := store.Receipt(ctx, name)
	if err != nil && !errors.Is(err, access.ErrNotFound) {
		return err
	}
	if err != nil || r.Event != p.Event || u.Failed == "" && !r.Of(u.Content) {
		p.Problems.Add("", onimport.NoReceipt)
		return nil
	}
	p.Source.Uploader, p.Source.File, p.Source.Suspects = r.Uploader, r.File, nil
	return nil
}
