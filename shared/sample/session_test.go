package sample_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/sample"
)

func TestSessionsOfThePfingstAkademie(t *testing.T) {
	s := sample.PfingstAkademie()
	plan, found := jobcal.CheckSessions(sample.Sessions(), &s.Event)
	if diff := cmp.Diff(sample.Sessions(), plan); diff != "" || !found.Empty() {
		t.Fatal(found.Items, diff)
	}
	book := &jobcal.Book{Persons: map[jobcal.PersonID]jobcal.Person{}}
	for _, op := range sample.JobCalendar(s.Timestamp) {
		if p := op.PutPerson; p != nil {
			book.Persons[p.ID] = *p
		}
	}
	all := jobcal.Derive(s, plan, book.Persons)
	for id, a := range all {
		if !a.Cancelled && (len(a.Persons) == 0 || a.Location == "") {
			t.Errorf("%s, %s, has nobody or is nowhere: %v", id, a.Title, a)
		}
	}
	if len(all) == 0 {
		t.Error("no appointments")
	}
	for _, c := range jobcal.Clashes(all, book) {
		t.Errorf("%+v", c)
	}
}
