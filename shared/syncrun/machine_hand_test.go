package syncrun_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"pgregory.net/rapid"
)

func (m *machine) byHand(r *rapid.T) {
	if rapid.IntRange(0, 5).Draw(r, "foreign") == 0 {
		m.strange++
		id, err := m.google.AddByHand(m.id, &api.Event{
			Summary: fmt.Sprint("Fremd ", m.strange), Start: &api.EventDateTime{Date: "2027-03-05"},
			End: &api.EventDateTime{Date: "2027-03-06"},
		})
		if err != nil {
			m.Fatal(err)
		}
		m.remember(id)
		return
	}
	all := m.ours()
	if len(all) == 0 {
		return
	}
	e := all[rapid.SampledFrom(slices.Sorted(maps.Keys(all))).Draw(r, "entry")]
	guests := []string{mail("anna"), mail("fremd")}
	for _, a := range e.Attendees {
		guests = append(guests, a.Email)
	}
	guest := rapid.SampledFrom(guests).Draw(r, "guest")
	hour := time.Duration(rapid.IntRange(-5000, 5000).Draw(r, "hours")) * time.Hour
	edits := []func() error{
		func() error { return m.google.RenameByHand(m.id, e.Id, "Quatsch") },
		func() error {
			m.unseen(e.key())
			return m.google.MoveByHand(m.id, e.Id, hour)
		},
		func() error { // asked once more
			m.forget(func(a answerOf) bool { return a.key == e.key() && a.mail == guest })
			return m.google.InviteByHand(m.id, e.Id, m.spelled(guest))
		},
		func() error {
			m.unseen(e.key())
			return m.google.UninviteByHand(m.id, e.Id, m.spelled(guest))
		},
		func() error {
			delete(m.there, e.key())
			delete(m.gone, e.key())
			return m.google.DeleteByHand(m.id, e.Id)
		},
	}
	// An edit that is not possible, such as of a guest who is not there, is none.
	_ = rapid.SampledFrom(edits).Draw(r, "edit")()
}

func (m *machine) remember(id string) {
	for _, e := range m.google.Entries(m.id) {
		if e.Id == id {
			m.foreign[id] = e
		}
	}
}

// answer is somebody who answers, or the hall, which does so by itself.
func (m *machine) answer(r *rapid.T) {
	who := rapid.SampledFrom([]string{mail("anna"), mail("bela"), mail("cora"), hall}).Draw(r, "guest")
	response := rapid.SampledFrom([]string{calendar.Accepted, calendar.Declined, calendar.Tentative}).Draw(r, "response")
	all := m.ours()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		e := all[key]
		is, want := e.seen(), m.wanted()[key]
		if _, invited := is.Guests[who]; !invited {
			continue
		}
		m.must(m.google.Answer(m.id, e.Id, calendar.Answer{Mail: m.spelled(who), Response: response}))
		if m.fresh == nil {
			m.fresh = map[answerOf]string{}
		}
		given := answerOf{key, who, is.Start, is.End}
		m.forget(func(a answerOf) bool { return a == given })
		// else somebody moved it by hand, or no run has; or no run has heard who that is
		if want.Start == is.Start && want.End == is.End && m.recognised(given) {
			m.fresh[given] = response
		}
		return
	}
}

// stray takes somebody out by hand whose answer is known, or deletes the entry.
func (m *machine) stray(r *rapid.T) {
	a, known := m.answered(r)
	if !known {
		return
	}
	m.unseen(a.key)
	id, edit := m.ours()[a.key].Id, m.google.DeleteByHand
	delete(m.there, a.key)
	delete(m.gone, a.key)
	if rapid.Bool().Draw(r, "one") {
		edit = func(calendar, id string) error { return m.google.UninviteByHand(calendar, id, m.spelled(a.mail)) }
	}
	if err := edit(m.id, id); err != nil {
		m.Fatal(err)
	}
}

// comeBack deletes an appointment that somebody answered; a run later it is there again.
func (m *machine) comeBack(r *rapid.T) {
	a, known := m.answered(r)
	if !known {
		return
	}
	book, err := m.store.JobCalendar().Find(m.Context(), jobcal.AppointmentID(path.Base(string(a.key))))
	if err != nil {
		m.Fatal(err)
	}
	id := jobcal.AppointmentID(path.Base(string(a.key)))
	was, there := book.Appointments[id]
	if !there {
		return
	}
	d := was.Draft()
	d.Persons = m.some(d.Persons)
	m.now = m.now.Add(time.Hour)
	m.put(jobcal.Operation{Delete: id})
	m.doubt()
	m.attempt()
	_, stays := m.ours()[a.key]
	m.putting(d)
	m.doubt()
	m.attempt()
	e, back := m.ours()[a.key]
	if stays || !back {
		return
	}
	if got := e.seen().Guests[a.mail]; got != "" && got != calendar.NeedsAction {
		m.Errorf("%s was deleted and is back, and %s has answered: %s", a.key, a.mail, got)
	}
}

// answered draws one of the answers that must not be lost.
func (m *machine) answered(r *rapid.T) (answerOf, bool) {
	if len(m.answers) == 0 { // somebody answers
		m.now = m.now.Add(time.Hour)
		m.doubt()
		m.attempt()
		m.answer(r)
		m.attempt()
	}
	all := m.ours()
	var known []answerOf
	for a := range m.answers {
		if e, there := all[a.key]; there && e.seen().Guests[a.mail] != "" {
			known = append(known, a)
		}
	}
	if len(known) == 0 {
		return answerOf{}, false
	}
	slices.SortFunc(known, func(a, b answerOf) int { return strings.Compare(string(a.key)+a.mail, string(b.key)+b.mail) })
	return rapid.SampledFrom(known).Draw(r, "guest"), true
}

// entitle has the owner give a right by hand: to persons, to somebody else.
func (m *machine) entitle(r *rapid.T) {
	to := rapid.SampledFrom([]string{mail("anna"), mail("dora"), stranger}).Draw(r, "to")
	m.given[to] = rapid.SampledFrom([]string{"reader", "freeBusyReader", "writer"}).Draw(r, "role")
	m.share(m.given[to], "user", to)
}

const stranger = "fremd@anderswo.example"

// lost is a calendar that somebody deletes. Another one is made in its place, maybe once more as the process ended. Who
// declined has declined, everybody else is asked anew, and the hall in any case.
func (m *machine) lost(r *rapid.T) {
	m.google.Heal()
	m.answered(r)
	m.now = m.now.Add(time.Hour) // so that nobody has the lease
	m.doubt()
	m.lose()
	m.attempt()
	was := m.id
	if rapid.Bool().Draw(r, "dies") {
		m.dead.cut(rapid.IntRange(1, 10).Draw(r, "calls"))
		_, _ = m.mirror.Replace(m.Context(), calsync.CalendarID(m.id), boss) // it may live
		m.restart()
		m.now = m.now.Add(time.Hour)
		m.doubt()
		m.follow()
	}
	if m.id == was {
		m.replace()
	}
	m.foreign, m.given = map[string]*api.Event{}, map[string]string{}
	m.there, m.gone, m.went, m.fresh = nil, map[calsync.Key]time.Time{}, nil, nil
	maps.DeleteFunc(m.answers, func(a answerOf, answer string) bool {
		return answer != calendar.Declined || a.mail == hall
	})
	m.attempt()
	for key, e := range m.ours() {
		is := e.seen()
		for guest, answer := range is.Guests {
			declined := m.answers[answerOf{key, guest, is.Start, is.End}] != ""
			if declined && answer != calendar.Declined || !declined && answer == calendar.Accepted {
				m.Errorf("%s is in another calendar, and %s has answered: %s", key, guest, answer)
			}
		}
	}
}
