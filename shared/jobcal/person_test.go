package jobcal_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

func TestRepliesAreThoseOfEverybodyInTheAppointment(t *testing.T) {
	b := &jobcal.Book{
		Persons: map[jobcal.PersonID]jobcal.Person{"anna": {Mail: "anna@b.example"}, "ben": {}},
		Resources: map[jobcal.ResourceID]jobcal.Resource{"beamer": {Name: "unknown to Google"},
			"saal": {Mail: "saal@b.example"}},
	}
	a := jobcal.Appointment{Persons: []jobcal.PersonID{"anna", "ben", "gone"},
		Resources: []jobcal.ResourceID{"beamer", "gone", "saal"}}
	got := b.Replies(a, map[string]string{"anna@b.example": "declined", "saal@b.example": "accepted",
		"guest@elsewhere.example": "accepted"})
	want := []jobcal.Reply{
		{Person: "anna", Answer: "declined"}, {Person: "ben", Answer: "needsAction"}, {Person: "gone", Answer: "needsAction"},
		{Resource: "saal", Answer: "accepted"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := b.Replies(jobcal.Appointment{}, nil); got == nil || len(got) > 0 {
		t.Errorf("of nobody: %v", got)
	}
}
