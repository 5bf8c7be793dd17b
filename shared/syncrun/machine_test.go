package syncrun_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/syncrun"
	"pgregory.net/rapid"
)

// Any sequence of edits in the job calendar, imports, edits and rights by hand in Google, answers, lost calendars,
// crashes at any call, faults, time passing converges to what is wanted. A further run writes nothing, foreign entries
// are as they were, no answer is lost, none is kept that has had its day; no more goes in a day than may, but for what
// somebody approved.
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
		void: map[calsync.Key]bool{}, given: map[string]string{}, released: map[calsync.Key]time.Time{}}
	defer m.close()
	if rapid.Bool().Draw(r.T, "spells") {
		m.spells, m.plain = elsewhere, true // what a run that dies gives under another address, nobody can know
	}
	m.turns = newTurns(rapid.Uint64().Draw(r.T, "turns"))
	m.school = newSchool()
	m.events = m.school
	m.restart()
	m.put(people()...)
	m.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: perDay} })
	r.Repeat(map[string]func(*rapid.T){
		"put":    m.edit,
		"delete": m.remove,
		"table":  m.drop,
		"import": m.confirm,
		"flag":   m.flag,
		"hand":   m.byHand,
		"answer": m.answer,
		"reply":  func(r *rapid.T) { m.attempt(); m.answer(r); m.attempt() },
		"fault":  m.fault,
		"stray":  m.stray,
		"share":  m.entitle,
		"lost":   m.lost,
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
	})
	m.converge()
}

// machine is a house in which anything happens.
type machine struct {
	*house
	school *school
	// settled is what the last run reported; nil: it had something left to do.
	settled *syncrun.Report
	// answers are those that must not be lost: a finished run has seen them, nobody asked once more by hand since.
	answers map[answerOf]string
	fresh   map[answerOf]string  // that no run has seen
	void    map[calsync.Key]bool // appointments whose answers count no more
	foreign map[string]*api.Event
	given   map[string]string // rights by hand, to whom
	strange int
	// there are the IDs of entries when a run had nothing left to do, without those deleted by hand.
	there map[calsync.Key]string
	gone  map[calsync.Key]time.Time // those of them that were missed later, since when
	went  []time.Time               // when entries went that nobody approved
	// released are appointments of which somebody approved when that they go.
	released map[calsync.Key]time.Time
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
	if rapid.IntRange(0, 2).Draw(r, "hall") == 0 {
		d.Resources = []jobcal.ResourceID{"saal"}
	}
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
	path := ""
	if gone := f.Status == http.StatusGone || f.Status == http.StatusNotFound; gone && (method == "" || method == "GET") {
		path = "/(events|acl)$" // of an entry out of the list's sight, nobody could tell that it is there
	}
	m.google.Fail(f.On(method, path).After(rapid.IntRange(0, 4).Draw(r, "after")).Times(rapid.IntRange(1, 5).Draw(r,
		"times")))
	m.attempt()
}

// crash ends the process somewhere in a run.
func (m *machine) crash(r *rapid.T) {
	m.dead.cut(rapid.IntRange(1, 12).Draw(r, "calls"))
	m.attempt()
	m.restart()
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

// attempt makes a run of the schedule that may fail, and reports whether it rested.
func (m *machine) attempt() (idle bool) { return m.judge(m.tick()) }

// judge looks at what came of a run, and reports whether it rested.
func (m *machine) judge(r *syncrun.Report, err error) (idle bool) {
	m.settled = nil
	if err == nil && r.Outcome == syncrun.Done && r.Parked == 0 {
		m.settled = r
	}
	m.weigh()
	m.bury()
	if m.settled != nil && r.Held == nil && r.Open == 0 {
		maps.Copy(m.answers, m.fresh)
		m.fresh = nil
	}
	if err != nil && !errors.Is(err, errDead) && !errors.Is(err, syncrun.ErrBusy) {
		m.Fatalf("run: %v", err)
	}
	return err == nil && r.Idle
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
