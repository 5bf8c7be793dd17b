// Package importcheck is the function ImportCheck: an object that was put into the bucket becomes a proposal, or, if it
// is a table jobcalendar/NAME.csv, the job calendar becomes what it says.
package importcheck

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/cloudevents/sdk-go/v2/event"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	eventtype "kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

// Objects reads uploads.
type Objects interface {
	// Read gives the content of an object as it was uploaded, inflated if it is stored as gzip. Errors that trying again
	// cannot heal are proposal.ErrNoObject, ErrReplaced, ErrTooLarge and ErrEncoding; none of them comes from reading more
	// than limit bytes.
	Read(ctx context.Context, object proposal.Source, limit int64) ([]byte, error)
}

// Deps is what the function works with.
type Deps struct {
	Store   proposal.Store
	Objects Objects
	Now     func() time.Time
	// Uploaders are the mail addresses of who may upload into the folder of an event without telling who they are,
	// besides its orgas; nil: nobody.
	Uploaders map[int64][]string
	// Late has uploads go that came for an event which was erased, see [erasing.Store]; nil: they stay.
	Late func(context.Context, eventtype.ID) error
	// Tables and Calendar take tables that lead, with the guard of Settings.
	Tables   table.Store
	Calendar jobcal.Store
	Settings interface {
		Settings(context.Context) (calsync.Settings, error)
	}
}

// Principal is the extension of a trigger that names who uploaded the object, if the bucket knows. Cloud Storage does
// not; nobody but Eventarc may call the function there, so nobody can claim to be somebody else.
const Principal = "principal"

// object is the data of a trigger google.cloud.storage.object.v1.finalized. Its int64 are JSON strings.
type object struct {
	Bucket     string `json:"bucket"`
	Name       string `json:"name"`
	Generation int64  `json:"generation,string"`
	Size       int64  `json:"size,string"`
}

// New is the function's handler. It fails only for what trying again may heal: bad files, vanished objects, even
// triggers that make no sense end in a proposal or a line in the log, not in an endless loop of retries.
func New(d Deps) func(context.Context, event.Event) error {
	return func(ctx context.Context, trigger event.Event) error {
		var o object
		if err := json.Unmarshal(trigger.Data(), &o); err != nil || o.Bucket == "" || o.Name == "" || o.Generation == 0 {
			slog.ErrorContext(ctx, "a trigger names no object", "trigger", trigger.ID(), "error", err)
			return nil
		}
		if erasing.IsKept(o.Name) { // no upload: what is remembered of an erase
			return nil
		}
		upload := proposal.Upload{Source: proposal.Source{Bucket: o.Bucket, Object: o.Name, Generation: o.Generation,
			Size: o.Size}}
		upload.Uploader, _ = trigger.Extensions()[Principal].(string)
		if name := table.NameOf(o.Name); name != "" {
			if err := d.take(ctx, name, upload); err != nil {
				return fmt.Errorf("object %s#%d: %w", o.Name, o.Generation, err)
			}
			return nil
		}
		upload.Suspects = d.Uploaders[int64(proposal.EventOf(o.Name))]
		var err error
		if upload.Content, upload.Failed, err = d.read(ctx, upload.Source); err != nil {
			return fmt.Errorf("object %s#%d: %w", o.Name, o.Generation, err)
		}
		p, err := proposal.Check(ctx, d.Store, upload, d.Now())
		if errors.Is(err, access.ErrErased) {
			return d.late(ctx, proposal.EventOf(o.Name))
		}
		if err != nil {
			return fmt.Errorf("object %s#%d: %w", o.Name, o.Generation, err)
		}
		slog.InfoContext(ctx, "import checked", "proposal", p.ID, "event", p.Event, "status", p.Status, "bytes", o.Size,
			"problems", p.Problems.Total())
		for _, id := range p.Superseded { // nobody has to decide on them any more
			slog.InfoContext(ctx, "import decided", "proposal", id, "event", p.Event, "status", proposal.Superseded)
		}
		return d.astray(ctx, p)
	}
}

// astray has an upload go that belongs to no event that was erased, but is about one, or lies in its folder.
func (d Deps) astray(ctx context.Context, p *proposal.Proposal) error {
	for _, id := range p.Strays() {
		_, err := d.Store.Access(ctx, id)
		if errors.Is(err, access.ErrErased) {
			err = d.late(ctx, id)
		}
		if err != nil && !errors.Is(err, access.ErrNotFound) {
			return err
		}
	}
	return nil
}

// late has an upload for an event that was erased go, like all that came before it.
func (d Deps) late(ctx context.Context, id eventtype.ID) error {
	slog.WarnContext(ctx, "an upload for an event that was erased goes", "event", id)
	if d.Late == nil {
		return nil
	}
	return d.Late(ctx, id)
}

// read gives the content of an object, or the code that tells why there is none.
func (d Deps) read(ctx context.Context, s proposal.Source) ([]byte, problem.Code, error) {
	if !strings.HasSuffix(s.Object, ".json") { // it will be refused for its name, whatever it holds
		return nil, "", nil
	}
	content, err := d.Objects.Read(ctx, s, partial.MaxBytes)
	switch {
	case errors.Is(err, proposal.ErrNoObject), errors.Is(err, proposal.ErrReplaced):
		return nil, onimport.ObjectGone, nil
	case errors.Is(err, proposal.ErrTooLarge):
		return nil, onimport.TooLarge, nil
	case errors.Is(err, proposal.ErrEncoding):
		return nil, onimport.Unreadable, nil
	}
	return content, "", err
}
