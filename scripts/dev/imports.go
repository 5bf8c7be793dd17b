package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/googleapis/gax-go/v2"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/events"
	"kursbuch.internal/functions/export"
	"kursbuch.internal/functions/importcheck"
	"kursbuch.internal/functions/importconfirm"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/local/inbox"
	"kursbuch.internal/shared/proposal"
)

// bucketName is the bucket of the local run.
const bucketName = "kursbuch-imports"

// importHalf is what runs of the imports: the inbox, the bucket, the check of what arrives, the functions about it.
type importHalf struct {
	store   stores
	bucket  *bucket.Bucket
	check   func(context.Context, cloudevents.Event) error
	now     func() time.Time
	ctx     context.Context // of the triggers under way
	cancel  context.CancelFunc
	pending sync.WaitGroup
	turns   chan struct{} // one for each check that runs
}

func openImportHalf(store stores, bucketDir string, now func() time.Time) (*importHalf, error) {
	h := &importHalf{store: store, now: now, turns: make(chan struct{}, atOnce)}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	var err error
	if h.bucket, err = bucket.Open(bucketDir, bucketName,
		func(_ context.Context, o bucket.Object) { h.trigger(o) }); err != nil {
		return nil, err
	}
	h.bucket.Admit = h.admit
	h.check = importcheck.New(importcheck.Deps{Store: store, Objects: h.bucket, Now: now, Late: store.Sweep,
		Tables: store.tables, Calendar: store.calendar, Settings: store.sync})
	return h, nil
}

// admit lets those upload who have a role: that of the local run, or one in the event whose folder it is. On Google
// Cloud it takes a role of the bucket. Tables are for planners.
func (h *importHalf) admit(w http.ResponseWriter, r *http.Request, object string) bool {
	caller, err := answer.Caller(identity.Caller).Dated(h.now)(r)
	if err == nil && strings.HasPrefix(object, table.Folder) {
		if !caller.MayPlan() {
			err = access.ErrNotFound // as everything of planners is for others
		}
	} else if err == nil && !identity.Roles().MaySee(caller) {
		_, err = access.Allow(r.Context(), h.store, caller, proposal.EventOf(object))
		if errors.Is(err, access.ErrNotFound) {
			err = access.ErrNoRole
		}
	}
	if err != nil {
		answer.Error(w, r, err)
	}
	return err == nil
}

func (h *importHalf) close() error {
	h.cancel()
	h.pending.Wait()
	return h.bucket.Close()
}

// resend triggers the objects again of which there is no proposal: the last run may have ended between an upload and
// its check.
func (h *importHalf) resend(ctx context.Context) error {
	objects, err := h.bucket.Objects(ctx)
	if err != nil {
		return err
	}
	h.pending.Go(func() {
		for _, o := range objects {
			id := proposal.IDOf(proposal.Source{Bucket: o.Bucket, Object: o.Name, Generation: o.Generation})
			if _, err := h.store.Proposal(h.ctx, id); err != nil { // there is none, or nobody can tell
				h.trigger(o)
			}
		}
	})
	return nil
}

// trigger tells ImportCheck of an object as Eventarc does: in the background, again and again until it succeeds.
func (h *importHalf) trigger(o bucket.Object) {
	e := cloudevents.NewEvent()
	e.SetID(fmt.Sprintf("%s#%d", o.Name, o.Generation))
	e.SetType("google.cloud.storage.object.v1.finalized")
	e.SetSource("//storage.googleapis.com/projects/_/buckets/" + o.Bucket)
	e.SetSubject("objects/" + o.Name)
	e.SetTime(h.now())
	if uploader := o.Uploader(); uploader != "" {
		e.SetExtension(importcheck.Principal, uploader)
	}
	if err := e.SetData(cloudevents.ApplicationJSON, o); err != nil {
		slog.Error("no trigger for an object", "object", o.Name, "error", err)
		return
	}
	h.pending.Go(func() {
		backoff := gax.Backoff{Initial: time.Second, Max: time.Minute, Multiplier: 2}
		for {
			err := h.inTurn(h.ctx, e)
			if err == nil || h.ctx.Err() != nil {
				return
			}
			slog.Error("ImportCheck failed and is tried again", "object", o.Name, "error", err)
			if gax.Sleep(h.ctx, backoff.Pause()) != nil {
				return
			}
		}
	})
}

// watch uploads what is dropped into the inbox.
func (h *importHalf) watch(ctx context.Context, dir string) {
	err := inbox.Watch(ctx, dir, func(ctx context.Context, folder, name string, content []byte) error {
		if folder != inbox.Tables {
			folder = "imports/" + folder
		}
		return h.bucket.Write(ctx, folder+"/"+name, "", content)
	})
	if err != nil && ctx.Err() == nil {
		slog.Error("the inbox is not watched any more", "folder", dir, "error", err)
	}
}

// handler serves the page about the local run, and all that the halves serve.
func handler(p page, halves ...interface{ routes(*http.ServeMux) }) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /local", p)
	for _, half := range halves {
		half.routes(mux)
	}
	return mux
}

// routes adds the functions, the bucket.
func (h *importHalf) routes(mux *http.ServeMux) {
	caller := answer.Caller(identity.Caller).Dated(h.now)
	mux.Handle("/ImportConfirm", importconfirm.New(importconfirm.Deps{Store: h.store, Caller: caller, Now: h.now}))
	office := events.New(events.Deps{Store: h.store, People: h.store.calendar, Settings: h.store.sync, Caller: caller,
		Now: h.now})
	mux.Handle("/Events", office)
	mux.Handle("/Events/", office)
	mux.Handle("/Export", export.New(export.Deps{Store: h.store, Caller: caller, Now: h.now}))
	mux.Handle("POST /ImportCheck", h.byHand())
	for _, path := range h.bucket.Paths() {
		mux.Handle(path, h.bucket)
	}
}
