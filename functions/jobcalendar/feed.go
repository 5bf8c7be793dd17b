package jobcalendar

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/ical"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/visitor"
)

// present is a person with the address of their feed.
func (r *request) present(p jobcal.Person) person {
	shown := person{Person: p}
	if p.FeedKey != "" && r.deps.FeedAddress != "" {
		shown.Feed = r.deps.FeedAddress + "/persons/" + url.PathEscape(string(p.ID)) + "/feed.ics?key=" +
			url.QueryEscape(p.FeedKey)
	}
	shown.FeedKey = ""
	return shown
}

// renewFeed gives the feed an address that nobody knows yet; the last one is dead.
func (r *request) renewFeed() error {
	if err := r.visitor.MaySee(jobcal.PersonID(r.id)); err != nil {
		return err
	}
	if r.deps.FeedAddress == "" {
		return access.ErrNotFound
	}
	key := rand.Text()
	return r.changePerson(func(p jobcal.Person) (jobcal.Person, error) {
		p.FeedKey = key
		return p, nil
	})
}

// feed answers whoever has the key with the appointments of a person as iCalendar. There is no such feed for anybody
// else.
func (d Deps) feed(w http.ResponseWriter, r *http.Request) error {
	at := visitor.Address{Person: jobcal.PersonID(r.PathValue("id")), Key: r.URL.Query().Get("key")}
	feed, err := visitor.FeedAt(r.Context(), d.Store, at, d.Now())
	if err != nil {
		return err
	}
	calendar := ical.Calendar{Name: "Kursbuch: " + feed.Person.Name, Appointments: feed.Appointments, Book: feed.Book}
	w.Header().Set("Content-Disposition", `inline; filename="kursbuch.ics"`)
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is a secret
	answer.Content{
		Type: "text/calendar; charset=utf-8", Tag: answer.WeakTag(calendar.Write(time.Time{})), Body: calendar.Write(d.Now()),
	}.Send(w, r)
	return nil
}
