package visit

import (
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

// maxKept is how many bytes of a form are kept for who has to sign in again; enough for a reason or a pasted text.
const maxKept = 1 << 20

// expiredPage keeps what was typed.
type expiredPage struct {
	Action string
	SignIn string
	Kept   []keptField
	// File: there was one, which cannot be kept.
	File bool
}

// keptField is one value of a form.
type keptField struct {
	Name, Value string
	// Shown: somebody typed it. Others are only sent along.
	Shown bool
}

// typed are the fields that hold what somebody wrote; the others are numbers and the like that pages put into forms.
var typed = map[string]bool{"reason": true}

// signedOut answers who is not signed in.
func (d *Desk) signedOut(w http.ResponseWriter, r *http.Request) {
	reader := page.ReaderOf(r, d.now())
	way := d.door.SignIn(reader.Path)
	switch {
	case way == "":
		d.Fail(w, r, access.ErrUnauthenticated)
		return
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		http.Redirect(w, r, way, http.StatusSeeOther)
		return
	}
	body := expiredPage{Action: r.URL.RequestURI(), SignIn: d.door.SignIn("/signin/done")}
	r.Body = http.MaxBytesReader(w, r.Body, maxKept)
	if err := r.ParseForm(); err != nil {
		d.Fail(w, r, ErrTooLarge)
		return
	}
	body.File = len(r.PostForm) == 0
	for name, values := range event.Sorted(r.PostForm) {
		for _, value := range values {
			body.Kept = append(body.Kept, keptField{name, value, typed[name]})
		}
	}
	frame := page.Frame{Reader: reader, Title: d.errors.Say(reader.Lang, "trouble.error") + ": " +
		d.errors.Say(reader.Lang, "expired.title")}
	err := d.furnish(&frame, nil)
	if err == nil {
		err = d.errors.Show(w, r, page.Page{Status: http.StatusUnauthorized, Template: "expired", Frame: frame, Body: body})
	}
	if err != nil {
		slog.ErrorContext(r.Context(), "the page of an expired session failed", "error", err)
	}
}
