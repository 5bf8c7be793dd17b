package proposal

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem/onimport"
)

// Receipt is what the console knows of a file that somebody uploaded by it. The bucket knows nothing: in it the file is
// called by a random name, that of its receipt. It is stored: fields may be added, never rename or retype one.
type Receipt struct {
	Event event.ID `json:"event"`
	// Uploader is a mail address.
	Uploader string `json:"uploader"`
	// File is the name that the file has for its uploader.
	File string `json:"file"`
	// SHA256 is that of the content, in hexadecimal digits. Another content under this name is nobody's.
	SHA256 string    `json:"sha256"`
	Size   int64     `json:"size"` // bytes
	At     time.Time `json:"at"`
}

// Receipts keeps receipts by their random names.
type Receipts interface {
	// Announce stores the receipt of an object that is about to be uploaded. ErrExists if there is one of this name.
	Announce(ctx context.Context, name string, r Receipt) error
	// Receipt reads one. access.ErrNotFound if there is none.
	Receipt(ctx context.Context, name string) (Receipt, error)
}

// NewReceipt is the receipt of a content, with its random name.
func NewReceipt(id event.ID, uploader, file string, content []byte) (name string, r Receipt) {
	sum := sha256.Sum256(content)
	return strings.ToLower(rand.Text()), Receipt{Event: id, Uploader: uploader, File: file,
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(content))}
}

// Uploads is the bucket as the console sees it.
type Uploads interface {
	// Create creates an object, tells its bucket, generation, size. It fails if there is one of the name.
	Create(ctx context.Context, object string, content []byte) (Source, error)
}

// File is what somebody hands in.
type File struct {
	Event   event.ID
	By      access.Caller
	Name    string
	Content []byte
}

// Tray takes what people hand in, tells what became of it.
type Tray struct {
	Store   Store
	Uploads Uploads
}

// HandIn uploads a file for somebody, to be checked as any other upload. It gives the name of its receipt and the
// upload, whose [IDOf] the proposal will have. Errors: access.ErrNotFound, access.ErrNoOrga; any other is one of the
// store or the bucket.
func (t Tray) HandIn(ctx context.Context, f File, now time.Time) (name string, s Source, err error) {
	roles, err := access.Allow(ctx, t.Store, f.By, f.Event)
	if err == nil {
		err = roles.MayUpload(f.By)
	}
	if err != nil {
		return "", Source{}, fmt.Errorf("event %d: %w", f.Event, err)
	}
	name, r := NewReceipt(f.Event, f.By.Mail, f.Name, f.Content)
	r.At = now
	if err := t.Store.Announce(ctx, name, r); err != nil { // first: the check may be faster than we are
		return "", Source{}, fmt.Errorf("receipt: %w", err)
	}
	s, err = t.Uploads.Create(ctx, ConsoleObject(f.Event, name), f.Content)
	if err != nil {
		return "", Source{}, fmt.Errorf("upload: %w", err)
	}
	return name, s, nil
}

// Handed is how far something is that somebody handed in.
type Handed struct {
	Receipt Receipt
	// Proposal is what was made of it; nil: the check is not done.
	Proposal *Head
}

// Track tells somebody what became of what they handed in: the receipt of that name, uploaded as s. access.ErrNotFound
// if that was somebody else.
func (t Tray) Track(ctx context.Context, c access.Caller, name string, s Source) (Handed, error) {
	r, err := t.Store.Receipt(ctx, name)
	if err == nil && (r.Uploader != c.Mail || s.Object != ConsoleObject(r.Event, name)) {
		err = access.ErrNotFound
	}
	if err != nil {
		return Handed{}, fmt.Errorf("receipt %s: %w", name, err)
	}
	p, err := t.Store.Proposal(ctx, IDOf(s))
	switch {
	case errors.Is(err, access.ErrNotFound):
		return Handed{Receipt: r}, nil
	case err != nil:
		return Handed{}, err
	}
	return Handed{r, &p.Head}, nil
}

// ConsoleObject is the name of the object that belongs to a receipt.
func ConsoleObject(id event.ID, name string) string {
	return fmt.Sprintf("console/%d/%s.json", id, name)
}

// consoleObject is how the console names objects.
var consoleObject = regexp.MustCompile(`^console/([1-9][0-9]{0,8})/([a-z2-7]{26})\.json$`)

// receiptOf is the name of the receipt that an object must have; empty: it needs none.
func receiptOf(object string) string {
	m := consoleObject.FindStringSubmatch(object)
	if m == nil {
		return ""
	}
	return m[2]
}

// attest makes known who uploaded a file by the console, which the receipt of its name says and nobody else. Without a
// receipt for this very content nothing is believed. An error is one of the store.
func (p *Proposal) attest(ctx context.Context, store Store, u Upload) error {
	name := receiptOf(u.Object)
	if name == "" {
		return nil
	}
	p.Source.Uploader = ""
	r, err := store.Receipt(ctx, name)
	if err != nil && !errors.Is(err, access.ErrNotFound) {
		return err
	}
	sum := sha256.Sum256(u.Content)
	same := subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(r.SHA256)) == 1
	if err != nil || r.Event != p.Event || u.Failed == "" && !same {
		p.Problems.Add("", onimport.NoReceipt)
		return nil
	}
	p.Source.Uploader, p.Source.File, p.Source.Suspects = r.Uploader, r.File, nil
	return nil
}

// Slot is what an upload supersedes the pending ones of: those of the same object, by the console those of the same
// person with a file of the same name for the same event. Empty: it came from no upload.
func (s Source) Slot() string {
	if receiptOf(s.Object) == "" || s.File == "" {
		return s.Object
	}
	folder := s.Object[:strings.LastIndexByte(s.Object, '/')]
	return folder + "/" + string(derive(s.Uploader, s.File))
}
