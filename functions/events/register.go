package events

import (
	"net/http"

	"kursbuch.internal/functions/edge"
)

func init() { edge.HTTP("Events", build) }

func build(c edge.Config) (http.Handler, error) {
	p, err := c.Parts()
	if err != nil {
		return nil, err
	}
	return New(Deps{Store: p.Store, People: p.Store.JobCalendar(), Settings: p.Store.Sync(), Caller: p.Caller, Now: p.Now,
		Uploaders: c.Uploaders}), nil
}
