package jobcalendar

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

// past is how long ago the oldest appointments of a feed ended.
const past = 30 * 24 * time.Hour

// present is a person with the address of their feed.
func (r *request) present(p jobcal.Person) person {
	shown := person{Person: p}
	if p.FeedKey != "" && r.FeedAddress != "" {
		shown.Feed = r.FeedAddress + "/persons/" + url.PathEscape(string(p.ID)) + "/feed.ics?key=" +
			url.QueryEscape(p.FeedKey)
	}
	shown.FeedKey = ""
	return shown
}

// renewFeed gives the feed an address that nobody knows yet; the last one is dead.
func (r *request) renewFeed() error {
	if err := r.may(r.id); err != nil {
		return err
	}
	if r.FeedAddress == "" {
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
func (d Deps) feed(w http.ResponseWriter, r *http.Request, id jobcal.PersonID) error {
	if !answer.Allow(w, r, http.MethodGet, http.MethodHead) {
		return nil
	}
	b, err := d.Store.Find(r.Context())
	if err != nil {
		return err
	}
	p, key := b.Persons[id], r.URL.Query().Get("key")
	if p.FeedKey == "" || subtle.ConstantTimeCompare([]byte(p.FeedKey), []byte(key)) == 0 {
		return access.ErrNotFound
	}
	b, all, err := jobcal.Window{From: jobcal.At(d.Now().Add(-past))}.Read(r.Context(), d.Store)
	if err != nil {
		return err
	}
	calendar := ics.NewCalendarFor("Kursbuch")
	calendar.SetXWRCalName("Kursbuch: " + oneLine(p.Name))
	calendar.SetRefreshInterval("PT1H") // that it is a duration the library writes by itself
	calendar.SetXPublishedTTL("PT1H")
	undated := sha256.New()
	undated.Write([]byte(p.Name))
	for _, a := range all {
		if a.Has(id) {
			where := place(a, b)
			undated.Write([]byte(string(a.Tag()) + where))
			enter(calendar, a, where).SetDtStampTime(d.Now())
		}
	}
	w.Header().Set("ETag", `W/"`+hex.EncodeToString(undated.Sum(nil)[:16])+`"`) // weak: the time of the feed is in it
	send(w, r, calendar)
	return nil
}

func send(w http.ResponseWriter, r *http.Request, calendar *ics.Calendar) {
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="kursbuch.ics"`)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	r.Header.Del("Range")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(calendar.Serialize(ics.WithNewLineWindows))))
}

// enter writes an appointment into a calendar.
func enter(calendar *ics.Calendar, a jobcal.Appointment, where string) *ics.VEvent {
	entry := calendar.AddEvent(string(a.ID) + "@kursbuch")
	entry.SetSummary(oneLine(a.Title))
	if a.Span.AllDay() {
		entry.SetAllDayStartAt(a.Span.Start)
		entry.SetAllDayEndAt(a.Span.End)
	} else { // in UTC: every calendar shows its own time zone
		entry.SetStartAt(a.Span.Start)
		entry.SetEndAt(a.Span.End)
	}
	if a.Description != "" {
		entry.SetDescription(newlines.Replace(a.Description))
	}
	if where != "" {
		entry.SetLocation(where)
	}
	if a.Link != "" {
		entry.SetURL(a.Link)
	}
	if a.Category != "" {
		entry.AddCategory(oneLine(a.Category))
	}
	if a.Private {
		entry.SetClass(ics.ClassificationPrivate)
	}
	if a.Free {
		entry.SetTimeTransparency(ics.TransparencyTransparent)
	}
	entry.SetStatus(ics.ObjectStatusConfirmed)
	if a.Cancelled {
		entry.SetStatus(ics.ObjectStatusCancelled)
	}
	return entry
}

// place is where an appointment is: its location, then its resources.
func place(a jobcal.Appointment, b *jobcal.Book) string {
	var names []string
	if a.Location != "" {
		names = append(names, oneLine(a.Location))
	}
	for _, id := range a.Resources {
		if r, ok := b.Resources[id]; ok {
			names = append(names, oneLine(r.Name))
		}
	}
	return strings.Join(names, ", ")
}

// newlines makes all ends of lines the one that the library knows.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
