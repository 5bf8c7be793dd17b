package settings

import (
	"context"
	"net/http"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/gcp/schedule"
)

func init() { edge.HTTP("Settings", build) }

func build(c edge.Config) (http.Handler, error) {
	p, err := c.Parts()
	if err != nil {
		return nil, err
	}
	job, err := schedule.Open(context.Background(), c.Google.Job) // it lives as long as the instance
	if err != nil {
		return nil, err
	}
	return New(Deps{Settings: p.Store.Sync(), Schedule: job, Caller: p.Caller, Events: p.Store, Sessions: p.Store}), nil
}
