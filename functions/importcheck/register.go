package importcheck

import (
	"context"
	"time"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/gcp/uploads"
)

func init() { edge.Trigger("ImportCheck", build) }

func build(c edge.Config) (edge.Handler, error) {
	objects, err := uploads.Open(context.Background())
	if err != nil {
		return nil, err
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	return New(Deps{Store: store, Objects: objects, Now: time.Now, Uploaders: c.Uploaders, Late: store.Sweep,
		Tables: store.Tables(), Calendar: store.JobCalendar(), Settings: store.Sync()}), nil
}
