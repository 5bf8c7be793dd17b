package syncrun_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
	"pgregory.net/rapid"
)

// Any sequence of edits in the job calendar, edits by hand in Google, answers, crashes at any call, faults, time
// passing converges to the job calendar. A further run writes nothing, foreign entries are as they were, no answer is
// lost, none is kept that has had its day.
func TestEverythingConverges(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			r.Fatal(err)
		}
		inBubble(t, r, func(r bubbled) { converges(r, dir) })
	})
}

// converges makes a sequence. The same draws make the same one, whatever the machine has to do besides.
func converges(r bubbled, dir string) {
	m := &machine{house: newHouse(r, dir), answers: map[answerOf]string{}, foreign: map[string]*api.Event{},
		void: map[calsync.Key]bool{}}
	defer m.close()
	if rapid.Bool().Draw(r.T, "spells") {
		m.spells, m.plain = elsewhere, true // what a run that dies gives under another address, nobody can know
	}
	m.turns = newTurns(rapid.Uint64().Draw(r.T, "turns"))
	m.restart()
	m.put(people()...)
	m.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: perDay} })
	r.Repeat(map[string]func(*rapid.T){
		"put":    m.edit,
		"delete": m.remove,
		"flag":   m.flag,
		"hand":   m.byHand,
		"answer": m.answer,
		"reply":  func(r *rapid.T) { m.attempt(); m.answer(r); m.attempt() },
		"fault":  m.fault,
		"stray":  m.stray,
		"return": m.comeBack,
		"join":   m.join,
		"refuse": m.refuse,
		"settle": m.change,
		"crash":  m.crash,
		"wait":   m.wait,
		"run":    func(*rapid.T) { m.attempt() },
		"order":  func(*rapid.T) { m.judge(m.mirror.Run(m.Context(), syncrun.Order{})) },
		"rumor":  m.rumor,
		"late":   m.late,
		"wake":   m.wake,
		"lose":   m.lost,
	})
	m.converge()
}

// machine is a house in which anything happens.
type machine struct {
	*house
	// answers are those that must not be lost: a finished run has seen them, nobody asked once more by hand since.
	answers map[answerOf]string
	fresh   map[answerOf]string  // that no run has seen
	void    map[calsync.Key]bool // appointments whose answers count no more
	foreign map[string]*api.Event
	strange int
	there   map[calsync.Key]bool      // entries when a run had nothing left to do, without those deleted by hand
	gone    map[calsync.Key]time.Time // those of them that were missed later, since when
	went    []time.Time               // when entries went that nobody approved
}

type answerOf struct {
	key        calsync.Key
	mail       string
	start, end string // for which it was given
}

var names = []string{"a", "b", "c", "d"}
var persons = []jobcal.PersonID{"anna", "bela", "cora", "dora", "emil"}

func (m *machine) edit(r *rapid.T) {
	id := rapid.SampledFrom(names).Draw(r, "appointment")
	d := meeting(id, rapid.IntRange(-30, 200*24).Draw(r, "hours"),
		m.some(rapid.SliceOfDistinct(rapid.SampledFrom(persons), rapid.ID).Draw(r, "persons"))...)
	d.Title = rapid.SampledFrom([]string{"Probe", "Sitzung", "🎭 Aufführung"}).Draw(r, "title")
	d.Location = rapid.SampledFrom([]string{"", "Saal"}).Draw(r, "location")
	d.Cancelled = rapid.IntRange(0, 5).Draw(r, "cancelled") == 0
	if rapid.Bool().Draw(r, "whole days") {
		day := begin.AddDate(0, 0, rapid.IntRange(-3, 200).Draw(r, "day"))
		d.TimeZone, d.Start, d.End = "", day.Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	m.putting(d)
	m.doubt()
}

// some are those persons who there are.
func (m *machine) some(ids []jobcal.PersonID) []jobcal.PersonID {
	book, err := m.store.JobCalendar().Find(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	return slices.DeleteFunc(ids, func(id jobcal.PersonID) bool { _, known := book.Persons[id]; return !known })
}

func (m *machine) remove(r *rapid.T) {
	m.put(jobcal.Operation{Delete: jobcal.AppointmentID(rapid.SampledFrom(names).Draw(r, "appointment"))})
	m.doubt()
}

func (m *machine) flag(r *rapid.T) {
	id := rapid.SampledFrom([]string{"anna", "bela", "cora"}).Draw(r, "person")
	if rapid.IntRange(0, 3).Draw(r, "remove") == 0 {
		m.put(jobcal.Operation{DeletePerson: jobcal.PersonID(id)})
	} else {
		m.put(person(id, rapid.Bool().Draw(r, "sync")))
	}
	m.doubt()
}

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
	all := map[calsync.Key]seen{}
	for id, a := range book.Appointments {
		if !a.Cancelled || settings.MarkCancelled {
			s := expected(book, a)
			if a.Cancelled {
				s.Title = calledOff + s.Title
			}
			all[calsync.JobCalendar.Key(id)] = s
		}
	}
	return all
}

const calledOff = "Abgesagt: "

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

func (m *machine) answer(r *rapid.T) {
	id, response := rapid.SampledFrom(persons[:3]).Draw(r, "person"),
		rapid.SampledFrom([]string{calendar.Accepted, calendar.Declined, calendar.Tentative}).Draw(r, "response")
	all := m.ours()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		e := all[key]
		if e.answer(string(id)) == "not invited" {
			continue
		}
		if err := m.google.Answer(m.id, e.Id, calendar.Answer{Mail: m.spelled(mail(string(id))),
			Response: response}); err != nil {
			m.Fatal(err)
		}
		if m.fresh == nil {
			m.fresh = map[answerOf]string{}
		}
		is, want := e.seen(), m.wanted()[key]
		given := answerOf{key, mail(string(id)), is.Start, is.End}
		m.forget(func(a answerOf) bool { return a == given })
		// else somebody moved it by hand, or no run has; or no run has heard who that is
		if want.Start == is.Start && want.End == is.End && m.recognised(given) {
			m.fresh[given] = response
		}
		return
	}
}

func (m *machine) fault(r *rapid.T) {
	faults := []calendartest.Fault{
		calendartest.RateLimited(), calendartest.UserRateLimited(), calendartest.QuotaExceeded(),
		calendartest.ForbiddenForNonOrganizer(),
		calendartest.ConditionNotMet(),
		calendartest.Deleted(), calendartest.NotFound(), calendartest.InvalidCredentials(), calendartest.TooManyRequests(0),
		calendartest.BackendError(), calendartest.Unavailable(),
		calendartest.Dropped(), calendartest.Dropped().Afterwards(), calendartest.BackendError().Afterwards(),
		calendartest.EmptyPage(),
		calendartest.DeletedListed(),
		calendartest.FiltersIgnored(), calendartest.IfMatchIgnored(), calendartest.ForbiddenForServiceAccounts(),
		forbidden("requiredAccessLevel"), forbidden("accessNotConfigured"), forbidden("insufficientPermissions"),
	}
	f := rapid.SampledFrom(faults).Draw(r, "fault")
	method := rapid.SampledFrom([]string{"", "GET", "POST", "PUT", "DELETE"}).Draw(r, "method")
	m.google.Fail(f.On(method, "").After(rapid.IntRange(0, 4).Draw(r, "after")).Times(rapid.IntRange(1, 5).Draw(r,
		"times")))
	m.attempt()
}

// crash ends the process somewhere in a run.
func (m *machine) crash(r *rapid.T) {
	m.dead.cut(rapid.IntRange(1, 12).Draw(r, "calls"))
	m.attempt()
	m.restart()
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

// join is somebody who wants to be invited, while the process ends, then does not any more.
func (m *machine) join(r *rapid.T) {
	id := rapid.SampledFrom([]string{"anna", "bela", "cora"}).Draw(r, "person")
	m.now = m.now.Add(time.Hour) // so that nobody has the lease
	m.put(person(id, false))
	m.doubt()
	m.attempt()
	m.put(person(id, true))
	m.dead.cut(rapid.IntRange(4, 9).Draw(r, "calls"))
	m.attempt()
	m.restart()
	m.put(person(id, rapid.Bool().Draw(r, "stays")))
	m.now = m.now.Add(time.Hour)
	m.doubt()
}

// refuse is an appointment that Google does not take.
func (m *machine) refuse(r *rapid.T) {
	m.strange++
	d := meeting(rapid.SampledFrom(names).Draw(r, "appointment"), 24*30, m.some([]jobcal.PersonID{"anna", "bela"})...)
	d.Location = fmt.Sprint("Saal ", m.strange)
	m.putting(d)
	m.now = m.now.Add(time.Hour)
	m.doubt()
	fault, runs := calendartest.ForbiddenForNonOrganizer(), 1
	if rapid.Bool().Draw(r, "passes") {
		fault, runs = calendartest.BackendError(), 3
	}
	m.google.Fail(fault.On("PUT", "/events").Always())
	m.google.Fail(fault.On("POST", "/events").Always())
	for range runs {
		m.attempt()
	}
	m.google.Heal()
}

// change changes the settings.
func (m *machine) change(r *rapid.T) {
	m.settle(func(s *calsync.Settings) {
		s.DaysAhead = rapid.SampledFrom([]int{30, 180}).Draw(r, "days")
		s.MarkCancelled = rapid.Bool().Draw(r, "mark")
		s.ShowGuests = rapid.Bool().Draw(r, "show")
		s.InvitationsPerDay = rapid.SampledFrom([]int{0, 3, 1000}).Draw(r, "budget")
	})
	m.doubt()
}

func (m *machine) wait(r *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 30*60).Draw(r, "minutes")) * time.Minute)
	m.doubt()
}

// attempt makes a run of the schedule that may fail.
func (m *machine) attempt() { m.judge(m.tick()) }

// judge looks at what came of a run.
func (m *machine) judge(r *syncrun.Report, err error) {
	m.weigh(err == nil && r.Outcome == syncrun.Done && r.Parked == 0)
	m.bury()
	if err == nil && r.Outcome == syncrun.Done && r.Parked == 0 && r.Held == nil && r.Open == 0 {
		maps.Copy(m.answers, m.fresh)
		m.fresh = nil
	}
	if err != nil && !errors.Is(err, errDead) && !errors.Is(err, syncrun.ErrBusy) {
		m.Fatalf("run: %v", err)
	}
}

// converge lets faults end, what waits be tried again; then everything has to be right.
func (m *machine) converge() {
	m.google.Heal()
	m.restart()
	m.settle(func(s *calsync.Settings) { s.InvitationsPerDay = 1000 })
	m.now = m.now.Add(25 * time.Hour)
	m.doubt()
	for range 3 {
		r := m.run()
		if r.Held != nil {
			m.order(m.mirror.Run(m.Context(), syncrun.Order{Approve: r.Held.Hash, By: "planner@kursbuch.example"}))
		}
	}
	m.idle()
	m.calm()
	m.compare()
}

func (m *machine) compare() {
	is, want := map[calsync.Key]seen{}, m.wanted()
	from := m.now.Add(-24 * time.Hour)
	for key, e := range m.ours() {
		s := e.seen()
		if s.End > from.Format(time.RFC3339) || want[key].End > m.now.Format(time.RFC3339) { // what has passed stays
			is[key] = s
		}
	}
	maps.Copy(m.answers, m.fresh)
	for key, w := range want {
		// nobody is invited to what is over, or off
		if _, there := is[key]; !there && (w.End <= m.now.Format(time.RFC3339) || strings.HasPrefix(w.Title, calledOff)) {
			delete(want, key)
			continue
		}
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
	m.compareReaders()
	for id, before := range m.foreign {
		m.remember(id)
		if diff := cmp.Diff(before, m.foreign[id]); diff != "" {
			m.Errorf("foreign entry (-want +got):\n%s", diff)
		}
	}
}
