package events

import (
	"net/http"

	"kursbuch.internal/functions/edge"
)

func init() { edge.HTTP("Events", build) }

func build(c edge.Config) (http.Handler, error) {
	caller, err := c.Caller()
	if err != nil {
		return nil, err
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	return New(Deps{Store: store, Caller: caller}), nil
}
