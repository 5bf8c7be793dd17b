package jobcalendar

import (
	"net/http"
	"time"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/syncrun"
)

func init() { edge.HTTP("JobCalendar", build) }

func build(c edge.Config) (http.Handler, error) {
	caller, err := c.Caller()
	if err != nil {
		return nil, err
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	return New(Deps{
		Store: store.JobCalendar(), Answers: syncrun.Answers{State: store.Sync()}, Caller: caller, FeedAddress: c.FeedAddress,
		Now: time.Now,
	}), nil
}
