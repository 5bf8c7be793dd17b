// Package export is the function Export: orgas download an event as a partial export, or the JSON Schema of imports for it.
package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"kursbuch.internal/functions/answer"
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
	if _, err := proposal.Allow(r.Context(), d.Store, caller, id); err != nil {
		return err
	}
	e, err := d.Store.Event(r.Context(), id)
	if err != nil {
		return err
	}
	e.Snapshot.Timestamp = time.Time{}
	contentType, body := "application/json", []byte(nil)
	if r.URL.Query().Has("schema") {
		contentType, body = "application/schema+json", schema.Of(e.Snapshot)
	} else if body, err = write(e.Snapshot); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", tag(body))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(dated(body, d.Now())))
	return nil
}

func write(s *event.Snapshot) ([]byte, error) {
	var body bytes.Buffer
	err := event.Write(&body, s)
	return body.Bytes(), err
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
