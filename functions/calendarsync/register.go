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
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	calendars, err := gcal.Open(context.Background(), gcal.Config{Subject: c.Google.Subject, Account: c.Google.Account})
	if err != nil {
		return nil, err
	}
	return New(Deps{Caller: caller, Mirror: calsync.Mirror{
		Instance: c.Project, Settings: store.Sync(), State: store.Sync(), Calendars: calendars,
		Supplier: calsync.Sources{JobCalendar: store.JobCalendar(), Courses: calsync.NewCourses(store, Unread)},
		Now:      time.Now,
	}}), nil
}
