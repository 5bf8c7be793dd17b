package calendarsync

import (
	"context"
	"net/http"
	"time"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/syncrun"
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
	return New(Deps{Caller: caller, Mirror: syncrun.Mirror{
		Instance: c.Project, Settings: store.Sync(), State: store.Sync(), Calendars: calendars,
		Supplier: syncrun.Sources{JobCalendar: store.JobCalendar(), Courses: syncrun.NewCourses(store, Unread)},
		Now:      time.Now,
	}}), nil
}
