// Package visit is one request of somebody to the console: who they are, how they read, what they get to see.
//
// A room serves its pages by functions of a [Visit]. Whatever goes wrong in one becomes a page here, in the one table
// of [errors.go]: what somebody may not see looks like what does not exist.
//
//	request without somebody signed in     what they get
//	GET                                    the way to sign in, which leads back to the page
//	POST                                   a page that keeps what was typed, to send it again
//
// Nothing is read from the database for who is not signed in.
package visit

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

//go:embed templates/*.html
var templates embed.FS

// Visitor is somebody who is signed in.
type Visitor struct {
	Caller access.Caller
	// Name is what to call them; empty: their mail address has to do.
	Name string
}

// Door is how people get in.
type Door interface {
	// Visitor finds out who sent a request. access.ErrUnauthenticated if nobody is signed in.
	Visitor(r *http.Request) (Visitor, error)
	// SignIn is the path where somebody signs in to come back to a path of ours. Empty: nobody can here.
	SignIn(back string) string
	// SignOut is the path that takes the POST by which somebody signs out. Empty: that is not ours to do.
	SignOut() string
	// Bar is what is shown above every page; v is nil if nobody is signed in.
	Bar(r page.Reader, v *Visitor) (template.HTML, error)
}

// Desk serves pages.
type Desk struct {
	door   Door
	now    func() time.Time
	errors *page.Room
}

// NewDesk is a desk behind a door.
func NewDesk(door Door, now func() time.Time) (*Desk, error) {
	room, err := page.Open(templates, texts)
	if err != nil {
		return nil, err
	}
	return &Desk{door: door, now: now, errors: room}, nil
}

// Visit is one request of somebody.
type Visit struct {
	Writer  http.ResponseWriter
	Request *http.Request
	Reader  page.Reader
	Visitor Visitor
	desk    *Desk
}

// Page serves a page to who is signed in.
func (d *Desk) Page(serve func(*Visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer d.rescue(w, r)
		visitor, err := d.door.Visitor(r)
		if errors.Is(err, access.ErrUnauthenticated) {
			d.signedOut(w, r)
			return
		}
		if err != nil {
			d.Fail(w, r, err)
			return
		}
		visitor.Caller.At = d.now()
		v := &Visit{Writer: w, Request: r, Reader: page.ReaderOf(r, d.now()), Visitor: visitor, desk: d}
		if err := serve(v); err != nil {
			d.fail(w, r, v, err)
		}
	}
}

// rescue makes a page of a panic.
func (d *Desk) rescue(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		d.Fail(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
}

// Frame is what stands around a page of this visit.
func (v *Visit) Frame(place, title string) (page.Frame, error) {
	f := page.Frame{Reader: v.Reader, Place: place, Title: title}
	return f, v.desk.furnish(&f, &v.Visitor)
}

// Around is what stands around a page of that place about an event, with all events that the visitor may choose from.
// Event 0, or one that they may not know of: the page is about none. The heading tells who may do what in the event.
func (v *Visit) Around(d access.Directory, id event.ID, place, title string) (
	f page.Frame, h access.Heading, err error,
) {
	events, err := access.Visible(v.Request.Context(), d, v.Visitor.Caller)
	if err != nil {
		return f, h, err
	}
	if f, err = v.Frame(place, title); err != nil {
		return f, h, err
	}
	for _, e := range events {
		f.Events = append(f.Events, page.Event{ID: int32(e.ID), Title: e.Title})
		if e.ID == id {
			h, f.Event = e, &page.Event{ID: int32(e.ID), Title: e.Title}
		}
	}
	return f, h, nil
}

// Query is the query of the request, in which every parameter stands once.
func (v *Visit) Query(names ...string) (url.Values, error) { return answer.Query(v.Request, names...) }

// EventID is the event that the path names. access.ErrNotFound if it names none.
func (v *Visit) EventID() (event.ID, error) {
	text := v.Request.PathValue("event")
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n <= 0 || strconv.FormatInt(n, 10) != text {
		return 0, access.ErrNotFound
	}
	return event.ID(n), nil
}

// furnish adds who is signed in.
func (d *Desk) furnish(f *page.Frame, v *Visitor) (err error) {
	if v != nil {
		f.Person = &page.Person{Name: v.Name, Mail: v.Caller.Mail, SignOut: d.door.SignOut()}
		if f.Person.Name == "" {
			f.Person.Name = v.Caller.Mail
		}
	}
	f.Bar, err = d.door.Bar(f.Reader, v)
	return err
}

// Redirect leads the browser to another page of ours, by GET.
func (v *Visit) Redirect(path string) error {
	http.Redirect(v.Writer, v.Request, path, http.StatusSeeOther)
	return nil
}

// Fail answers with the page of an error, for who may be signed in or not.
func (d *Desk) Fail(w http.ResponseWriter, r *http.Request, err error) { d.fail(w, r, nil, err) }

func (d *Desk) fail(w http.ResponseWriter, r *http.Request, v *Visit, err error) {
	t := troubleOf(err)
	if t.status == http.StatusInternalServerError {
		level := slog.LevelError
		if errors.Is(err, context.Canceled) { // the reader is gone, which is no fault
			level = slog.LevelInfo
		}
		slog.Log(r.Context(), level, "a page failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	reader := page.ReaderOf(r, d.now())
	frame := page.Frame{Reader: reader, Title: d.errors.Say(reader.Lang, "trouble.error") + ": " +
		d.errors.Say(reader.Lang, t.key+".title")}
	var visitor *Visitor
	if v != nil {
		visitor = &v.Visitor
	}
	wrong := d.furnish(&frame, visitor)
	if wrong == nil {
		wrong = d.errors.Show(w, r, page.Page{Status: t.status, Template: "trouble", Frame: frame,
			Body: troublePage{Title: d.errors.Say(reader.Lang, t.key+".title"), Text: d.explain(reader, t, err),
				Kind: t.kind, Icon: t.icon, Back: "/"}})
	}
	if wrong != nil {
		slog.ErrorContext(r.Context(), "the page of an error failed", "error", wrong)
		http.Error(w, "Kursbuch: Störung / out of order", http.StatusInternalServerError)
	}
}

// explain says for people what went wrong, what to do about it. What cannot be understood knows that best itself.
func (d *Desk) explain(reader page.Reader, t trouble, err error) string {
	if m, ok := errors.AsType[*answer.Malformed](err); ok {
		return d.errors.Say(reader.Lang, t.key+".text", m.In(reader.Lang))
	}
	return d.errors.Say(reader.Lang, t.key+".text")
}

// Form is the form that the request sends, of at most limit bytes, be it in parts: a large value takes less so.
func (v *Visit) Form(limit int64) (url.Values, error) {
	v.Request.Body = http.MaxBytesReader(v.Writer, v.Request.Body, limit)
	err := v.Request.ParseForm()
	if err == nil {
		err = v.Request.ParseMultipartForm(limit)
	}
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil
	}
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, &answer.Malformed{De: "Das Formular ist unvollständig.", En: "The form is incomplete."}
	}
	return v.Request.PostForm, nil
}
