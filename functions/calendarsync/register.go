package calendarsync

import (
	"context"
	"net/http"
	"time"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/gcal"
)

func init() { edge.HTTP("CalendarSync", build) }

func build(c edge.Config) (http.Handler, error) {
	caller, err := c.Caller()
	if err != nil {
		return nil, err
	}
	state, err := c.Sync()
	if err != nil {
		return nil, err
	}
	appointments, err := c.JobCalendar()
	if err != nil {
		return nil, err
	}
	calendars, err := gcal.Open(context.Background(), gcal.Config{Subject: c.Google.Subject, Account: c.Google.Account})
	if err != nil {
		return nil, err
	}
	return New(Deps{Caller: caller, Mirror: calsync.Mirror{
		Instance: c.Project, Settings: state, State: state, Calendars: calendars,
		Supplier: calsync.Sources{JobCalendar: appointments}, Now: time.Now,
	}}), nil
}
