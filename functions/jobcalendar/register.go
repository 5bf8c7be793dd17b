package jobcalendar

import (
	"net/http"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/syncrun"
)

func init() { edge.HTTP("JobCalendar", build) }

func build(c edge.Config) (http.Handler, error) {
	p, err := c.Parts()
	if err != nil {
		return nil, err
	}
	return New(Deps{
		Store: p.Store.JobCalendar(), Histories: p.Store.Histories(), Tables: p.Store.Tables(),
		Answers: syncrun.Answers{State: p.Store.Sync()}, Caller: p.Caller, FeedAddress: c.FeedAddress, Now: p.Now,
	}), nil
}
