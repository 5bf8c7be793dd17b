package syncrun_test

import (
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
)

func declined(mail string) calendar.Answer {
	return calendar.Answer{Mail: mail, Response: calendar.Declined}
}

func accepted(id string) calendar.Answer {
	return calendar.Answer{Mail: mail(id), Response: calendar.Accepted}
}

// seen is an entry as it is in Google, with its guests and their answers.
type seen struct {
	Title, Location, Status string
	Start, End              string // UTC
	Guests                  map[string]string
}

// listed is an entry of Google's.
type listed struct{ *api.Event }

func (e listed) answer(id string) string {
	for _, a := range e.Attendees {
		if a.Email == mail(id) {
			return a.ResponseStatus
		}
	}
	return "not invited"
}

// key is of which of our appointments it is the entry; empty: it is foreign.
func (e listed) key() calsync.Key {
	if e.ExtendedProperties == nil || e.ExtendedProperties.Private["kursbuch"] != instance {
		return ""
	}
	return calsync.Key(e.ExtendedProperties.Private["key"])
}

func (e listed) seen() seen {
	s := seen{Title: e.Summary, Location: e.Location, Status: e.Status, Start: utc(e.Start), End: utc(e.End),
		Guests: map[string]string{}}
	for _, a := range e.Attendees {
		s.Guests[a.Email] = a.ResponseStatus
	}
	return s
}

func utc(t *api.EventDateTime) string {
	if at, err := time.Parse(time.RFC3339, t.DateTime); err == nil {
		return at.UTC().Format(time.RFC3339)
	}
	return t.Date
}

// ours are our entries in Google by appointment, with guests as the house spells them. More than one of an appointment
// that is not past is an error.
func (h *house) ours() map[calsync.Key]listed {
	all := map[calsync.Key]listed{}
	for _, e := range h.google.Entries(h.id) {
		if key := (listed{e}).key(); key != "" {
			if h.spells != nil {
				for _, a := range e.Attendees {
					a.Email = home(a.Email)
				}
			}
			other, twice := all[key]
			if twice && h.past(listed{e}) {
				continue
			}
			if twice && !h.past(other) {
				h.Errorf("%s has two entries: %s, %s", key, other.Id, e.Id)
			}
			all[key] = listed{e}
		}
	}
	return all
}

// past reports whether nobody looks after an entry any more. Of an appointment that was forgotten since and comes back
// there may be one besides: nobody remembers which generation it was of.
func (h *house) past(e listed) bool {
	return e.seen().End <= h.now.Add(-24*time.Hour).UTC().Format(time.RFC3339)
}

// find is the entry of an appointment of the job calendar.
func (h *house) find(id string) listed {
	h.Helper()
	e, ok := h.ours()[calsync.JobCalendar.Key(jobcal.AppointmentID(id))]
	if !ok {
		h.Fatalf("there is no entry of %s", id)
	}
	return e
}

// check compares the entry of an appointment with the job calendar. guests are who must be invited.
func (h *house) check(id string, guests ...string) {
	h.Helper()
	key := jobcal.AppointmentID(id)
	book, err := h.store.JobCalendar().Find(h.Context(), key)
	if err != nil {
		h.Fatal(err)
	}
	want, is := expected(book, book.Appointments[key]), h.find(id).seen()
	invited := []string{}
	for mail := range is.Guests {
		invited = append(invited, mail)
	}
	wanted := []string{}
	for _, g := range guests {
		wanted = append(wanted, mail(g))
	}
	slices.Sort(invited)
	slices.Sort(wanted)
	if diff := cmp.Diff(wanted, invited); diff != "" {
		h.Errorf("guests of %s (-want +got):\n%s", id, diff)
	}
	is.Guests, want.Guests = nil, nil
	if diff := cmp.Diff(want, is); diff != "" {
		h.Errorf("entry of %s (-want +got):\n%s", id, diff)
	}
}

// expected is how an appointment is to be seen, nobody having answered.
func expected(book *jobcal.Book, a jobcal.Appointment) seen {
	s := seen{Title: a.Title, Location: a.Location, Status: "confirmed", Guests: map[string]string{}}
	layout := time.RFC3339
	if a.Span.AllDay() {
		layout = time.DateOnly
	}
	s.Start, s.End = a.Span.Start.UTC().Format(layout), a.Span.End.UTC().Format(layout)
	for _, id := range a.Persons {
		if p, ok := book.Persons[id]; ok && p.Sync && p.Mail != "" {
			s.Guests[p.Mail] = "needsAction"
		}
	}
	for _, id := range a.Resources {
		if r, ok := book.Resources[id]; ok && r.Mail != "" {
			s.Guests[r.Mail] = "needsAction"
		}
	}
	return s
}
