package pages

import (
	"cmp"
	"fmt"
	"net/http"
	"time"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

// masterPage is one calendar, with what somebody could do to it by hand.
type masterPage struct {
	ID, Summary, Notice string
	Zone, Tomorrow      string
	Entries             []masterEntry
	part
}

type masterEntry struct {
	ID, When, Summary, Location string
	Shift                       string // by how much the button moves it
	Attendees                   []masterGuest
}

type masterGuest struct{ Mail, Answer string }

// masterPage shows the calendar with the ID, from an entry on; false: there is none.
func (c site) masterPage(id, from string) (masterPage, bool) {
	listing, _, ok := c.Look(id, 0, 0)
	if !ok {
		return masterPage{}, false
	}
	tomorrow := c.now().In(location(listing.TimeZone)).AddDate(0, 0, 1)
	p := masterPage{
		ID: id, Summary: listing.Summary, Zone: listing.TimeZone, Tomorrow: tomorrow.Format(time.DateOnly) + "T10:00",
		part: partFrom(from, listing.Count),
	}
	_, entries, _ := c.Look(id, p.From, p.To-p.From)
	for _, e := range entries {
		line := masterEntry{
			ID: e.Event.Id, When: when(e.Event, e.Start, e.End), Summary: cmp.Or(e.Event.Summary, untitled),
			Location: e.Event.Location, Shift: "1 Stunde",
		}
		if e.Event.Start.Date != "" {
			line.Shift = "1 Tag"
		}
		for _, a := range e.Event.Attendees {
			line.Attendees = append(line.Attendees, masterGuest{a.Email, inWords(a.ResponseStatus)})
		}
		p.Entries = append(p.Entries, line)
	}
	return p, true
}

func (c site) showMaster(w http.ResponseWriter, r *http.Request) {
	page, ok := c.masterPage(r.PathValue("id"), r.URL.Query().Get("from"))
	if !ok {
		show(w, r, "missing", "Diesen Kalender gibt es nicht.")
		return
	}
	page.Notice = notices[r.URL.Query().Get("done")]
	show(w, r, "master", page)
}

func (c site) postEdit(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	done(w, r, r.PostFormValue("edit"), c.edit(r.PathValue("id"), r))
}

// edit does what a form of the page of a calendar asks for.
func (c site) edit(id string, r *http.Request) error {
	entry, mail := r.PostFormValue("entry"), r.PostFormValue("mail")
	switch r.PostFormValue("edit") {
	case "rename":
		return c.RenameByHand(id, entry, r.PostFormValue("summary"))
	case "later":
		return c.EditByHand(id, entry, calendar.Later)
	case "invite":
		return c.InviteByHand(id, entry, mail)
	case "uninvite":
		return c.UninviteByHand(id, entry, mail)
	case "delete":
		return c.DeleteByHand(id, entry)
	case "add":
		return c.addHour(id, r.PostFormValue("summary"), r.PostFormValue("start"))
	}
	return fmt.Errorf("%w: no such edit", errInvalid)
}

// addHour adds an entry of one hour. start is a local time, as browsers send it.
func (c site) addHour(id, summary, start string) error {
	page, ok := c.masterPage(id, "")
	if !ok {
		return calendar.ErrUnknown
	}
	begin, err := time.ParseInLocation("2006-01-02T15:04", start, location(page.Zone))
	if err != nil {
		return fmt.Errorf("%w: it starts at %q", errInvalid, start)
	}
	_, err = c.AddByHand(id, &api.Event{
		Summary: summary,
		Start:   &api.EventDateTime{DateTime: begin.Format(time.RFC3339)},
		End:     &api.EventDateTime{DateTime: begin.Add(time.Hour).Format(time.RFC3339)},
	})
	return err
}
