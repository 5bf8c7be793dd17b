package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// ErrInvalid says that a request can be understood, but what it wants cannot be. It comes with the reasons, as a
// [Found].
var ErrInvalid = errors.New("invalid")

// Found is an error with everything that was found in the body of a request. Paths are into it.
type Found struct {
	problem.List
	// Err has its line in the table of answers.
	Err error
}

// Error implements the error interface.
func (f *Found) Error() string { return f.Err.Error() }

// Unwrap gives what the table of answers knows.
func (f *Found) Unwrap() error { return f.Err }

// Status is [JSON] with another status than 200.
func Status(w http.ResponseWriter, r *http.Request, status int, v any) { send(w, r, status, v) }

// TagOf is the ETag of a value: whatever is encoded the same has the same one.
func TagOf(v any) (string, error) {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return `"` + hex.EncodeToString(sum[:16]) + `"`, nil
}

// Tagged answers a GET with a value that callers may keep, or that they still have the one with this tag.
func Tagged(w http.ResponseWriter, r *http.Request, tag string, v any) error {
	body, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent(" "))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", tag)
	r.Header.Del("Range") // nobody needs a part of it
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(append(body, '\n')))
	return nil
}
