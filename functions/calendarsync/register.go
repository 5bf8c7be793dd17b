package calendarsync

import (
	"cmp"
	"context"
	"net/http"

	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/gcp/gcal"
	"kursbuch.internal/shared/gcp/uploads"
	"kursbuch.internal/shared/syncrun"
)

func init() { edge.HTTP("CalendarSync", build) }

func build(c edge.Config) (http.Handler, error) {
	p, err := c.Parts()
	if err != nil {
		return nil, err
	}
	calendars, err := gcal.Open(context.Background(), gcal.Config{Subject: c.Google.Subject, Account: c.Google.Account})
	if err != nil {
		return nil, err
	}
	archive, err := uploads.OpenArchive(context.Background(), c.Bucket)
	if err != nil {
		return nil, err
	}
	mirror := syncrun.Mirror{
		Instance: c.Project, Settings: p.Store.Sync(), State: p.Store.Sync(), Calendars: calendars,
		Supplier: syncrun.Sources{JobCalendar: p.Store.JobCalendar(), Courses: syncrun.NewCourses(p.Store, Unread),
			Leaving: erasing.Leaving(p.Store), Tables: p.Store.Tables(), Versions: p.Store},
		Where: c.Revision, Home: cmp.Or(c.Database, "(default)"), Now: p.Now,
	}
	return New(Deps{Caller: p.Caller, Book: p.Store.JobCalendar(), Mirror: mirror, Eraser: &erasing.Machine{
		Store: p.Store, Bucket: archive, Calendars: mirror, Now: p.Now, For: c.Timeout / 4,
	}}), nil
}
