package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"time"

	"kursbuch.internal/functions/console"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/proposal"
)

var pages = []table{{
	title:   "Pages of the console on bolt: a proposal that changes all registrations, then the start page",
	columns: []string{"proposal: first byte", "whole", "size", "start page"},
	rows:    []row{{"5,000 changed registrations", browse(5_000)}},
}}

// approverDoor lets everybody in as the approver.
type approverDoor struct{}

func (approverDoor) Visitor(*http.Request) (visit.Visitor, error) {
	return visit.Visitor{Caller: access.Caller{Mail: approver}}, nil
}
func (approverDoor) SignIn(string) string                                       { return "" }
func (approverDoor) SignOut() string                                            { return "" }
func (approverDoor) Bar(page.Reader, *visit.Visitor) (_ template.HTML, _ error) { return }
func (approverDoor) Routes(*http.ServeMux)                                      {}

// browse opens pages as the approver does.
func browse(registrations int) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, dir string) (figures []string, err error) {
		store, err := boltdb.Open(filepath.Join(dir, "db"))
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		s, err := create(ctx, store, registrations)
		if err != nil {
			return nil, err
		}
		p, err := proposal.Check(ctx, store, upload(reassignment(s)), time.Now())
		if err != nil || p.Status != proposal.Pending {
			return nil, fmt.Errorf("%s: %w", p.Status, err)
		}
		objects, err := bucket.Open(filepath.Join(dir, "bucket"), "uploads", func(context.Context, bucket.Object) {})
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, objects.Close()) }()
		handler, err := console.New(console.Deps{Door: approverDoor{}, Store: store, Sync: store.Sync(), Uploads: objects,
			Bucket: "uploads", Now: time.Now})
		if err != nil {
			return nil, err
		}
		if figures, err = open(ctx, handler, "/imports/"+string(p.ID)); err != nil {
			return nil, err
		}
		start, err := open(ctx, handler, "/")
		return append(figures, start[1]), err
	}
}

// firstByte notes when an answer begins.
type firstByte struct {
	*httptest.ResponseRecorder
	begin time.Time
	after time.Duration
}

func (f *firstByte) Write(b []byte) (int, error) {
	if f.after == 0 {
		f.after = time.Since(f.begin)
	}
	return f.ResponseRecorder.Write(b)
}

// open opens a page: until its first byte, as a whole, its size before compression.
func open(ctx context.Context, handler http.Handler, path string) ([]string, error) {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	w := &firstByte{ResponseRecorder: httptest.NewRecorder(), begin: time.Now()}
	handler.ServeHTTP(w, r)
	whole := time.Since(w.begin)
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("%s: %d: %s", path, w.Code, w.Body)
	}
	return []string{fmt.Sprintf("%.3f s", w.after.Seconds()), fmt.Sprintf("%.3f s", whole.Seconds()),
		fmt.Sprintf("%d KB", w.Body.Len()/1000)}, nil
}
