package visitor_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/jobcal/visitor"
	"kursbuch.internal/shared/local/boltdb"
)

// open has Anna and Ben build together, Ben alone afterwards, and something long ago of Anna's. Anna's feed has a key.
func open(t *testing.T) jobcal.Store {
	t.Helper()
	file, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	store := file.JobCalendar()
	put := func(id jobcal.AppointmentID, day string, persons ...jobcal.PersonID) jobcal.Operation {
		end, _ := time.Parse(time.DateOnly, day)
		return jobcal.Operation{Put: &jobcal.Draft{ID: id, Title: "A", Start: day,
			End: end.AddDate(0, 0, 1).Format(time.DateOnly), Persons: persons, Resources: []jobcal.ResourceID{"saal"}}}
	}
	_, found, err := jobcal.Apply(t.Context(), store, jobcaltest.Somebody, []jobcal.Operation{
		{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna", Mail: "anna@b.example"}},
		{PutPerson: &jobcal.Person{ID: "ben", ShortName: "BC", Name: "Ben"}},
		{PutResource: &jobcal.Resource{ID: "saal", Name: "Saal"}},
		put("build", "2027-05-15", "anna", "ben"), put("clear", "2027-05-16", "ben"), put("old", "2027-03-01", "anna"),
	})
	if err != nil || !found.Empty() {
		t.Fatal(err, found)
	}
	if _, _, err := jobcal.ChangePerson(t.Context(), store, "anna", func(p jobcal.Person) (jobcal.Person, error) {
		p.FeedKey = "secret"
		return p, nil
	}); err != nil {
		t.Fatal(err)
	}
	return store
}

// seen is what a visitor sees of everything, or what became of it.
func seen(list []jobcal.Draft, err error) (text string) {
	for _, d := range list {
		text += fmt.Sprint(d.ID, d.Persons, " ")
	}
	if errors.Is(err, access.ErrNotFound) {
		text += "nothing"
	} else if err != nil {
		text += err.Error()
	}
	return text
}

func TestWhoSeesWhichAppointments(t *testing.T) {
	store, all := open(t), jobcal.Window{}
	for about, c := range map[string]struct {
		who        access.Caller
		all, ofBen string
	}{
		"a planner": {access.Caller{Mail: "p@b.example", Planner: true}, "old[anna] build[anna ben] clear[ben] ",
			"build[anna ben] clear[ben] "},
		"an admin": {access.Caller{Mail: "a@b.example", Admin: true}, "old[anna] build[anna ben] clear[ben] ",
			"build[anna ben] clear[ben] "},
		"a person":                  {access.Caller{Mail: "anna@b.example"}, "old[anna] build[anna] ", "nothing"},
		"a stranger":                {access.Caller{Mail: "x@b.example"}, "nothing", "nothing"},
		"nobody, as Ben has no one": {access.Caller{}, "nothing", "nothing"},
	} {
		v, err := visitor.Of(t.Context(), store, c.who)
		if err != nil {
			if got := seen(nil, err); got != c.all {
				t.Errorf("%s: %s", about, got)
			}
			v = visitor.Visitor{}
		} else if got := seen(v.Appointments(t.Context(), store, all)); got != c.all {
			t.Errorf("%s: %s, want %s", about, got, c.all)
		}
		if got := seen(v.AppointmentsOf(t.Context(), store, all, "ben")); got != c.ofBen {
			t.Errorf("%s of Ben: %s, want %s", about, got, c.ofBen)
		}
		if got := seen(v.AppointmentsOf(t.Context(), store, all, "")); got != "nothing" {
			t.Errorf("%s of no person: %s", about, got)
		}
		if (v.MayPlan() == nil) != c.who.MayPlan() {
			t.Errorf("%s may plan: %v", about, v.MayPlan())
		}
	}
}

func TestListsOfPersonsTellNoKeys(t *testing.T) {
	store := open(t)
	b, err := store.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range map[visitor.Visitor]string{
		{Planner: true}: "[anna ben]", {Self: "anna"}: "[anna]", {}: "[]",
	} {
		ids := []jobcal.PersonID{}
		for _, p := range v.Persons(b) {
			if ids = append(ids, p.ID); p.FeedKey != "" {
				t.Errorf("%+v gets the key %s", v, p.FeedKey)
			}
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("%+v sees %s, want %s", v, got, want)
		}
	}
}

func TestAFeedTakesItsKey(t *testing.T) {
	store, now := open(t), time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)
	feed, err := visitor.FeedAt(t.Context(), store, visitor.Address{Person: "anna", Key: "secret"}, now)
	if err != nil || len(feed.Appointments) != 1 || feed.Appointments[0].ID != "build" || feed.Person.Name != "Anna" ||
		feed.Book.Resources["saal"].Name != "Saal" {
		t.Errorf("%v: %+v", err, feed)
	}
	for _, wrong := range []visitor.Address{
		{"anna", ""}, {"anna", "secre"}, {"ben", ""}, {"ben", "secret"}, {"none", ""},
	} {
		feed, err := visitor.FeedAt(t.Context(), store, wrong, now)
		if !errors.Is(err, access.ErrNotFound) || feed.Appointments != nil {
			t.Errorf("%+v: %v, %+v", wrong, err, feed)
		}
	}
}
