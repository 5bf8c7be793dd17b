package calsync

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"kursbuch.internal/shared/jobcal"
)

// crowded is a situation with so many appointments of a hundred persons, nothing written yet.
func crowded(n int) *Situation {
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	s := &Situation{Instance: "test", Now: now, Settings: Defaults(), Memory: &Memory{Core: Core{Name: "Kursbuch"},
		Records: map[Key]Record{}}}
	s.Supply = Supply{Appointments: map[Key]jobcal.Appointment{}, Persons: map[jobcal.PersonID]jobcal.Person{}}
	for i := range 100 {
		id := jobcal.PersonID(fmt.Sprint("p", i))
		mail := string(id) + "@kursbuch.example"
		s.Supply.Persons[id] = jobcal.Person{ID: id, Mail: mail, Sync: true}
		s.Rules = append(s.Rules, Rule{Mail: mail, Role: "reader"})
		s.Memory.Core.Readers = append(s.Memory.Core.Readers, mail)
	}
	for i := range n {
		a := jobcal.Appointment{ID: jobcal.AppointmentID(fmt.Sprint("a", i)), Title: fmt.Sprint("Termin ", i),
			Description: "Noten und Bleistifte mitbringen", Location: "Saal"}
		start := now.Add(time.Duration(i) * 30 * time.Minute)
		a.Span = jobcal.Span{Start: start, End: start.Add(time.Hour), Zone: "Europe/Berlin"}
		for p := range 4 {
			a.Persons = append(a.Persons, jobcal.PersonID(fmt.Sprint("p", (i+p)%100)))
		}
		s.Supply.Appointments[JobCalendar.Key(a.ID)] = a
	}
	return s
}

// written is the situation after everything was written, Google having stored it as it was sent.
func (s *Situation) written() *Situation {
	after := *s
	after.Memory = &Memory{Core: s.Memory.Core, Records: map[Key]Record{}}
	for _, i := range s.items() {
		e := i.want
		e.ID, e.ETag = e.Mark.ID(), "1"
		after.Entries = append(after.Entries, e)
		after.Memory.Records[i.key] = Record{Want: e.hash(), Echo: &e}
	}
	return &after
}

func BenchmarkPlan(b *testing.B) {
	nothing := crowded(5000)
	for name, s := range map[string]*Situation{"nothing written": nothing, "everything written": nothing.written()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.Plan()
			}
		})
	}
}

func TestWhatIsWrittenNeedsNoCall(t *testing.T) {
	nothing := crowded(50)
	if p := nothing.Plan(); len(p.Calls) != 50 {
		t.Errorf("%d calls at first", len(p.Calls))
	}
	if p := nothing.written().Plan(); len(p.Calls) != 0 || len(p.Records) != 0 || p.Unchanged != 50 {
		t.Errorf("then: %+v", p)
	}
}

// Whoever has a plan as JSON has all of it.
func TestAPlanIsData(t *testing.T) {
	s := crowded(3).written()
	s.Settings.InternalDomains, s.Settings.InvitationsPerDay = []string{"intern.example"}, 1
	s.Now = s.Now.Add(-time.Hour)
	s.Supply.Appointments["job/new"] = jobcal.Appointment{ID: "new", Title: "Neu", Persons: []jobcal.PersonID{"p1", "p2"},
		Span: jobcal.Span{Start: s.Now.Add(time.Hour), End: s.Now.Add(2 * time.Hour), Zone: "Europe/Berlin"}}
	s.Supply.Appointments["job/far"] = jobcal.Appointment{ID: "far",
		Span: jobcal.Span{Start: s.Now.AddDate(3, 0, 0), End: s.Now.AddDate(3, 0, 1), Zone: "Europe/Berlin"}}
	delete(s.Supply.Appointments, "job/a0")
	delete(s.Supply.Appointments, "job/a1")
	s.Settings.Guard.Count = 1
	s.Entries[2].Guests[0].Answer = "accepted"
	plan := s.Plan()
	if plan.Held == nil || len(plan.Records) == 0 || len(plan.Passed) != 1 || len(plan.Postponed) != 1 ||
		len(plan.Calls) == 0 || plan.Calls[0].Wish == "" || plan.Core.InvitedOn == "" {
		t.Fatalf("a plan that shows too little: %+v", plan)
	}
	text, err := json.Marshal(plan, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	var again Plan
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan, &again, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("from JSON (-want +got):\n%s", diff)
	}
}

// Somebody answers; while the run writes, the entry is deleted, which makes Google forget the answer. What the plan
// noted counts, not what was remembered when the run began.
func TestAgainKnowsTheAnswersThatThePlanNoted(t *testing.T) {
	s := crowded(1).written()
	key := JobCalendar.Key("a0")
	record := s.Memory.Records[key]
	record.Given = answers{"p0@kursbuch.example": {s.Entries[0].answer(Guest{Answer: "declined"})}}
	s.Memory.Records[key] = record
	s.Entries[0].Title, s.Entries[0].Guests[0].Answer = "Quatsch", "tentative"
	plan := s.Plan()
	deleted := s.Entries[0]
	deleted.Cancelled, deleted.Guests = true, nil
	call, _ := s.Again(plan.Calls[0], deleted, *plan.Records[key])
	if g, _ := call.Entry.guest("p0@kursbuch.example"); g.Answer != "tentative" {
		t.Errorf("the answer is written as %q", g.Answer)
	}
}

// What people see of a plan is what its hash stands for.
func TestTheHashIsThatOfTheCalls(t *testing.T) {
	call := Call{Verb: Update, Key: "job/a", Wish: "1", Entry: Entry{ID: "a", ETag: "1", Title: "Probe",
		Guests: []Guest{{Mail: "anna", Answer: "accepted"}}}}
	hash := func(change func(*Call)) string {
		c := call
		c.Entry.Guests = []Guest{call.Entry.Guests[0]}
		change(&c)
		return (&Plan{Calls: []Call{c}}).Hash()
	}
	same := hash(func(*Call) {})
	for about, c := range map[string]struct {
		change func(*Call)
		same   bool
	}{
		"a guest has answered":                    {func(c *Call) { c.Entry.Guests[0].Answer = "declined" }, true},
		"Google has another version":              {func(c *Call) { c.Entry.ETag = "2" }, true},
		"a guest waits for a place in the budget": {func(c *Call) { c.Wish = "2" }, true},
		"the title is another one":                {func(c *Call) { c.Entry.Title = "Sitzung" }, false},
		"another guest is invited":                {func(c *Call) { c.Entry.Guests[0].Mail = "bela" }, false},
		"somebody is mailed":                      {func(c *Call) { c.Notify, c.Mails = NotifyAll, 1 }, false},
		"it goes instead":                         {func(c *Call) { c.Verb = Delete }, false},
	} {
		if got := hash(c.change) == same; got != c.same {
			t.Errorf("%s: the same hash: %v", about, got)
		}
	}
}

// Each day of UTC has its own budget.
func TestTheBudgetBeginsAnewEachDay(t *testing.T) {
	s := crowded(1)
	s.Memory.Core.InvitedOn, s.Memory.Core.Invited = "2027-02-28", 7
	if core := s.Plan().Core; core.InvitedOn != "2027-03-01" || core.Invited != 0 {
		t.Errorf("a new day: %s, %d", core.InvitedOn, core.Invited)
	}
	s.Memory.Core.InvitedOn = "2027-03-01"
	if core := s.Plan().Core; core.InvitedOn != "2027-03-01" || core.Invited != 7 {
		t.Errorf("the same day: %s, %d", core.InvitedOn, core.Invited)
	}
}
