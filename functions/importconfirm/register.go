package importconfirm

import (
	"net/http"
	"time"

	"kursbuch.internal/functions/edge"
)

func init() { edge.HTTP("ImportConfirm", build) }

func build(c edge.Config) (http.Handler, error) {
	caller, err := c.Caller()
	if err != nil {
		return nil, err
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	return New(Deps{Store: store, Caller: caller, Now: time.Now}), nil
}
