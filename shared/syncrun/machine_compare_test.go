package syncrun_test

import (
	"maps"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
)

const calledOff = "Abgesagt: "

// wanted is how our entries are to be.
func (m *machine) wanted() map[calsync.Key]seen {
	m.Helper()
	settings, err := m.mirror.Settings.Settings(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	from, until := settings.Window(m.now)
	book, err := m.store.JobCalendar().Read(m.Context(), from, until)
	if err != nil {
		m.Fatal(err)
	}
	appointments, all := m.school.appointments(from, until), map[calsync.Key]seen{}
	for id, a := range book.Appointments {
		appointments[calsync.JobCalendar.Key(id)] = a
	}
	for key, a := range appointments {
		if !a.Cancelled || settings.MarkCancelled {
			s := expected(book, a)
			if a.Cancelled {
				s.Title = calledOff + s.Title
			}
			all[key] = s
		}
	}
	return all
}

func (m *machine) compare() {
	is, want := map[calsync.Key]seen{}, m.wanted()
	from := m.now.Add(-24 * time.Hour)
	for key, e := range m.ours() {
		s := e.seen()
		sight := from
		if len(s.End) == len(time.DateOnly) { // a day ends in the zone of the calendar
			sight = from.Add(14 * time.Hour)
		}
		listed, w := s.End > sight.Format(time.RFC3339), want[key]
		// What has passed stays. What is off is not made anew, so nobody looks for it once it is out of sight.
		if listed || w.End > m.now.Format(time.RFC3339) && !strings.HasPrefix(w.Title, calledOff) {
			is[key] = s
		}
	}
	maps.Copy(m.answers, m.fresh)
	for key, w := range want {
		// nobody is invited to what is over, or off
		over, off := w.End <= m.now.Format(time.RFC3339), strings.HasPrefix(w.Title, calledOff)
		if _, there := is[key]; !there && (over || off) {
			delete(want, key)
			continue
		}
		maps.DeleteFunc(w.Guests, func(mail, _ string) bool { // for whom there was no place before
			_, invited := is[key].Guests[mail]
			return over && !invited
		})
		for mail, answer := range is[key].Guests {
			if _, invited := w.Guests[mail]; invited { // what nobody knows for certain is as it is
				w.Guests[mail] = answer
			}
		}
	}
	m.bury()
	for a, answer := range m.answers {
		w := want[a.key]
		if _, invited := w.Guests[a.mail]; invited && w.Start == a.start && w.End == a.end {
			w.Guests[a.mail] = answer
		}
	}
	if diff := cmp.Diff(want, is); diff != "" {
		m.Errorf("calendar (-want +got):\n%s", diff)
	}
	m.compareRights()
	for id, before := range m.foreign {
		m.remember(id)
		if diff := cmp.Diff(before, m.foreign[id]); diff != "" {
			m.Errorf("foreign entry (-want +got):\n%s", diff)
		}
	}
}

// compareRights checks who may read the calendar: those who want to be invited, and whom the owner lets do so who is
// nobody of ours. Who may write goes on to.
func (m *machine) compareRights() {
	book, err := m.store.JobCalendar().Find(m.Context())
	m.must(err)
	want, is := map[string]string{}, m.rights()
	if role := m.given[stranger]; role != "" {
		want[stranger] = role
	}
	for _, p := range book.Persons {
		switch {
		case m.given[p.Mail] == "writer":
			want[p.Mail] = "writer"
		case p.Sync:
			want[p.Mail] = "reader"
		}
	}
	if _, there := book.Persons["anna"]; !there { // it depends on whether she went before or after
		delete(is, mail("anna"))
	}
	if diff := cmp.Diff(want, is); diff != "" {
		m.Errorf("rights (-want +got):\n%s", diff)
	}
}
