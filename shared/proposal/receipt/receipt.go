// Package receipt is who uploaded a file by the console.
//
// The bucket does not tell who uploads. So the console, which alone may create objects below console/, notes it before
// it does: under the random name of the object, together with what is in it. Whoever reads the object believes the
// receipt of that very content, and nothing else.
package receipt

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
)

// ErrTaken says that there is a receipt of this name already.
var ErrTaken = errors.New("there is a receipt of this name already")

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
	// Announce stores the receipt of an object that is about to be uploaded. ErrTaken if there is one of this name;
	// access.ErrErased if the event was erased.
	Announce(ctx context.Context, name string, r Receipt) error
	// Receipt reads one. access.ErrNotFound if there is none.
	Receipt(ctx context.Context, name string) (Receipt, error)
}

// New is the receipt of a content, with its random name.
func New(id event.ID, uploader, file string, content []byte) (name string, r Receipt) {
	sum := sha256.Sum256(content)
	return strings.ToLower(rand.Text()), Receipt{Event: id, Uploader: uploader, File: file,
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(content))}
}

// Object is the name of the object that belongs to a receipt.
func Object(id event.ID, name string) string {
	return fmt.Sprintf("console/%d/%s.json", id, name)
}

// object is how the console names objects.
var object = regexp.MustCompile(`^console/([1-9][0-9]{0,8})/([a-z2-7]{26})\.json$`)

// NameOf is the name of the receipt that an object must have; empty: it needs none.
func NameOf(name string) string {
	m := object.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	return m[2]
}

// EventOf is the event in whose folder of the console an object lies; 0: in none.
func EventOf(name string) event.ID {
	m := object.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseInt(m[1], 10, 32)
	return event.ID(n)
}

// Of reports whether the receipt is that of a content.
func (r Receipt) Of(content []byte) bool {
	sum := sha256.Sum256(content)
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(r.SHA256)) == 1
}
