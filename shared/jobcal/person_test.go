package jobcal_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

func TestRepliesAreThoseOfEverybodyInTheAppointment(t *testing.T) {
	b := &jobcal.Book{
		Persons: map[jobcal.PersonID]jobcal.Person{"anna": {Mail: "anna@b.example"}, "ben": {},
			"cora": {Mail: "cora@b.example"}},
		Resources: map[jobcal.ResourceID]jobcal.Resource{"beamer": {Name: "unknown to Google"},
			"saal": {Mail: "saal@b.example"}},
	}
	begin := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	a := jobcal.Appointment{Persons: []jobcal.PersonID{"anna", "ben", "cora", "gone"},
		Span:      jobcal.Span{Start: begin, End: begin.Add(time.Hour), Zone: "Europe/Berlin"},
		Resources: []jobcal.ResourceID{"beamer", "gone", "saal"}}
	given := func(answer string, hours int) jobcal.Given {
		return jobcal.Given{Answer: answer, Start: begin.Add(time.Duration(hours) * time.Hour),
			End: begin.Add(time.Duration(hours+1) * time.Hour)}
	}
	before := given("tentative", 2)
	got := b.Replies(a, map[string][]jobcal.Given{
		"anna@b.example":          {given("declined", 0), given("accepted", 1)},
		"cora@b.example":          {given("declined", 1), before},
		"saal@b.example":          {given("accepted", 0)},
		"guest@elsewhere.example": {given("accepted", 0)}})
	want := []jobcal.Reply{
		{Person: "anna", Answer: "declined"}, {Person: "ben", Answer: "needsAction"},
		{Person: "cora", Answer: "needsAction", Former: &before}, {Person: "gone", Answer: "needsAction"},
		{Resource: "saal", Answer: "accepted"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := b.Replies(jobcal.Appointment{}, nil); got == nil || len(got) > 0 {
		t.Errorf("of nobody: %v", got)
	}
}

func TestAnAnswerForTheTimeBeforeIsSaidInWords(t *testing.T) {
	for answer, want := range map[string]string{
		"accepted":  "hatte für den alten Termin zugesagt",
		"declined":  "hatte für den alten Termin abgesagt",
		"tentative": "hatte für den alten Termin vorläufig zugesagt",
	} {
		text := jobcal.Reply{Answer: "needsAction", Former: &jobcal.Given{Answer: answer}}.Text()
		if text.De != want || text.En == "" {
			t.Errorf("%s: %+v", answer, text)
		}
	}
	if text := (jobcal.Reply{Answer: "accepted"}).Text(); text.De+text.En != "" {
		t.Errorf("of the time as it is: %+v", text)
	}
}

// The name of a zone, fractions of a second are none of another time; days are.
func TestWhatIsTheSameTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	g := jobcal.Given{Answer: "accepted", Start: start, End: start.Add(24 * time.Hour)}
	for about, c := range map[string]struct {
		change func(*jobcal.Given)
		same   bool
	}{
		"shown by another clock":  {func(g *jobcal.Given) { g.Start = g.Start.In(berlin) }, true},
		"kept without fractions":  {func(g *jobcal.Given) { g.End = g.End.Add(time.Millisecond) }, true},
		"answered otherwise":      {func(g *jobcal.Given) { g.Answer = "declined" }, true},
		"another start":           {func(g *jobcal.Given) { g.Start = g.Start.Add(time.Second) }, false},
		"another end":             {func(g *jobcal.Given) { g.End = g.End.Add(-time.Second) }, false},
		"the whole of that day":   {func(g *jobcal.Given) { g.AllDay = true }, false},
		"with an answer and more": {func(g *jobcal.Given) { g.Comment, g.AdditionalGuests = "mit Rad", 1 }, true},
	} {
		h := g
		c.change(&h)
		if g.At(h) != c.same {
			t.Errorf("%s: the same time: %v", about, !c.same)
		}
		if same := c.same && h.Answer == g.Answer && h.Comment == ""; g.Equal(h) != same {
			t.Errorf("%s: the same answer: %v", about, !same)
		}
	}
}
