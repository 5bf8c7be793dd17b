package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
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

// Join adds what else is wrong, at places that are no findings yet: what does not fit is missing in what was judged. If
// there was more that does not fit than anybody reads, nothing sound could be judged.
func (f *Found) Join(others problem.List) {
	if len(f.Items) >= maxMisfits {
		return
	}
	known := func(p problem.Problem) bool {
		return slices.ContainsFunc(f.Items, func(q problem.Problem) bool { return q.Path == p.Path })
	}
	others.Items = slices.DeleteFunc(slices.Clone(others.Items), known)
	f.Append(others)
}

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
