// Package export is the function Export: orgas download an event as a partial export, or the JSON Schema of imports for
// it.
package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
	"kursbuch.internal/shared/schema"
)

// Deps is what the function works with.
type Deps struct {
	Store  proposal.Store
	Caller answer.Caller
	Now    func() time.Time
}

// New is the function's handler.
//
//	GET ?event=1          the partial export
//	GET ?event=1&schema   the JSON Schema of an import
func New(d Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer.Allow(w, r, http.MethodGet, http.MethodHead) {
			return
		}
		if err := d.export(w, r); err != nil {
			answer.Error(w, r, err)
		}
	})
}

func (d Deps) export(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	query, err := answer.Query(r, "event", "schema")
	if err != nil {
		return err
	}
	id, err := answer.EventID(query)
	if err != nil {
		return err
	}
	if _, err := access.Allow(r.Context(), d.Store, caller, id); err != nil {
		return err
	}
	e, err := d.Store.Event(r.Context(), id)
	if err != nil {
		return err
	}
	if query.Has("schema") {
		content := schema.Of(e.Snapshot)
		serve(w, r, file{"application/schema+json", tag(content), content})
		return nil
	}
	e.Snapshot.Timestamp = time.Time{}
	var body bytes.Buffer
	if err := event.Write(&body, e.Snapshot); err != nil {
		return err
	}
	serve(w, r, file{"application/json", tag(body.Bytes()), dated(body.Bytes(), d.Now())})
	return nil
}

// file is what a caller downloads.
type file struct {
	kind, tag string
	content   []byte
}

func serve(w http.ResponseWriter, r *http.Request, f file) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", f.tag)
	r.Header.Del("Range") // parts of two exports make none: the time in them differs
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.content))
}

// tag is weak: two exports with the same tag differ in their timestamp.
func tag(undated []byte) string {
	sum := sha256.Sum256(undated)
	return `W/"` + hex.EncodeToString(sum[:16]) + `"`
}

// dated puts the time of the export into one that was written without, so that it need not be written twice.
func dated(undated []byte, now time.Time) []byte {
	quoted := func(t time.Time) []byte { return []byte(scalar.Text(scalar.FormatInstant(t))) }
	return bytes.Replace(undated, quoted(time.Time{}), quoted(now), 1)
}
