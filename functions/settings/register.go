package settings

import (
	"context"
	"net/http"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/gcp/schedule"
)

func init() { edge.HTTP("Settings", build) }

func build(c edge.Config) (http.Handler, error) {
	caller, err := c.Caller()
	if err != nil {
		return nil, err
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	job, err := schedule.Open(context.Background(), c.Google.Job) // it lives as long as the instance
	if err != nil {
		return nil, err
	}
	return New(Deps{Settings: store.Sync(), Schedule: job, Caller: caller, Events: store, Sessions: store}), nil
}
