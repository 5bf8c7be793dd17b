package jobcal_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"pgregory.net/rapid"
)

// anything is any text, likely one that is nearly right, or no text at all.
func anything(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.String(),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) }),
		rapid.SampledFrom([]string{"", "anna", "saal", "2027-05-15", "2027-05-15T09:00", "2027-10-31T02:30",
			"2027-03-28T02:30:00", "2027-05-15T10:00:00+02:00", berlin, "https://a.example"}),
	).Draw(t, label)
}

func TestAnythingIsFoundOrWrittenAsItIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := jobcal.Draft{
			ID: jobcal.AppointmentID(anything(t, "id")), JobNumber: anything(t, "job"), Title: anything(t, "title"),
			Description: anything(t, "description"),
			Location:    anything(t, "location"), Start: anything(t, "start"), End: anything(t, "end"),
			TimeZone:  anything(t, "zone"),
			Persons:   []jobcal.PersonID{jobcal.PersonID(anything(t, "person"))},
			Resources: []jobcal.ResourceID{jobcal.ResourceID(anything(t, "resource"))},
			Category:  anything(t, "category"), Link: anything(t, "link"),
		}
		a, found := jobcal.Check(d, book)
		for _, p := range found.Items {
			if p.Message(problem.German) == "" || p.Message(problem.English) == string(p.Code) {
				t.Errorf("no sentence for %s", p.Code)
			}
		}
		if !found.Empty() {
			return
		}
		if again, found := jobcal.Check(a.Draft(), book); !found.Empty() || a.Tag() != again.Tag() {
			t.Errorf("%s: %s", summary(found), cmp.Diff(a.Draft(), again.Draft()))
		}
	})
}

func TestAnyPersonIsFoundOrStaysAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mail := rapid.OneOf(rapid.StringMatching(`[A-Za-zßKſ.+"@-]{1,5}@[A-Za-zäßKſ.-]{1,8}\.(example|EXAMPLE)`),
			rapid.String()).Draw(t, "mail")
		p, found := jobcal.CheckPerson(jobcal.Person{ID: "x", ShortName: anything(t, "short name"), Name: anything(t, "name"),
			Mail: mail}, book)
		if !found.Empty() {
			return
		}
		again, found := jobcal.CheckPerson(p, book)
		if !found.Empty() || again != p || again.Tag() != p.Tag() {
			t.Errorf("%s: %s", summary(found), cmp.Diff(p, again))
		}
	})
}
