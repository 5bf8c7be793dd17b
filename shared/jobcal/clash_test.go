package jobcal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// hour is an appointment of that hour.
func hour(start int, change ...func(*jobcal.Appointment)) jobcal.Appointment {
	a := jobcal.Appointment{Span: jobcal.Span{Zone: "UTC", Start: day.Add(time.Duration(start) * time.Hour)},
		Category: jobcal.CourseCategory}
	a.Span.End = a.Span.Start.Add(time.Hour)
	for _, f := range change {
		f(&a)
	}
	return a
}

var day = time.Date(2027, 5, 15, 0, 0, 0, 0, time.UTC)

func in(room string) func(*jobcal.Appointment) {
	return func(a *jobcal.Appointment) { a.Location = room }
}
func with(p ...jobcal.PersonID) func(*jobcal.Appointment) {
	return func(a *jobcal.Appointment) { a.Persons = p }
}
func using(r jobcal.ResourceID) func(*jobcal.Appointment) {
	return func(a *jobcal.Appointment) { a.Resources = []jobcal.ResourceID{r} }
}
func lasting(hours int) func(*jobcal.Appointment) {
	return func(a *jobcal.Appointment) { a.Span.End = a.Span.Start.Add(time.Duration(hours) * time.Hour) }
}
func cancelled(a *jobcal.Appointment) { a.Cancelled = true }
func free(a *jobcal.Appointment)      { a.Free = true }
func allDay(a *jobcal.Appointment)    { a.Span = jobcal.Span{Start: day, End: day.AddDate(0, 0, 1)} }
func planned(a *jobcal.Appointment)   { a.Category = "Fahrt" }

type all = map[jobcal.AppointmentID]jobcal.Appointment

var clashes = []struct {
	about string
	all   all
	want  string
}{
	{"the same room, the same time", all{"a": hour(9, in("Saal")), "b": hour(9, in("Saal"))}, "room-twice Saal a b"},
	{"one after the other", all{"a": hour(9, in("x"), with("anna")), "b": hour(10, in("x"), with("anna"))}, ""},
	{"two rooms, somebody in both", all{"a": hour(9, in("x"), with("anna", "ben")), "b": hour(9, in("y"), with("ben"))},
		"person-twice Ben Citrus a b"},
	{"two of the same name are two", all{"a": hour(9, with("bela")), "b": hour(9, with("bela2"))}, ""},
	{"nobody knows the person", all{"a": hour(9, with("zoe")), "b": hour(9, with("zoe"))}, "person-twice zoe a b"},
	{"no room", all{"a": hour(9), "b": hour(9)}, ""},
	{"the town is no room", all{"a": hour(9, in("Bonn"), planned), "b": hour(9, in("Bonn"), planned)}, ""},
	{"a resource", all{"a": hour(9, using("saal"), planned), "b": hour(9, using("saal"), planned)}, "room-twice Saal a b"},
	{"a room that is a resource", all{"a": hour(9, using("saal"), planned), "b": hour(9, in("Saal"))},
		"room-twice Saal a b"},
	{"a room with its own resource", all{"a": hour(9, using("saal"), in("Saal"))}, ""},
	{"one is cancelled", all{"a": hour(9, in("x"), with("anna")), "b": hour(9, in("x"), with("anna"), cancelled)}, ""},
	{"one leaves the person free, but takes the room", all{"a": hour(9, in("x"), with("anna")),
		"b": hour(9, in("x"), with("anna"), free)}, "room-twice x a b"},
	{"one takes the whole day", all{"a": hour(9, in("x"), with("anna")), "b": hour(9, in("x"), with("anna"), allDay)}, ""},
	{"a long one with three in it", all{"a": hour(12, in("x")), "b": hour(9, in("x"), lasting(9)), "c": hour(10, in("x")),
		"d": hour(12, in("x"))},
		"room-twice x b c, room-twice x b a, room-twice x b d"},
	{"a chain", all{"a": hour(9, in("x"), lasting(2)), "b": hour(10, in("x"), lasting(2)), "c": hour(11, in("x"))},
		"room-twice x a b, room-twice x b c"},
	{"room and person", all{"a": hour(9, in("x"), with("anna")), "b": hour(9, in("x"), with("anna"))},
		"person-twice Anna Birnbaum a b, room-twice x a b"},
}

func TestClashes(t *testing.T) {
	b := &jobcal.Book{Resources: book.Resources, Persons: map[jobcal.PersonID]jobcal.Person{
		"anna": book.Persons["anna"], "ben": book.Persons["ben"], "bela": {Name: "Bela"}, "bela2": {Name: "Bela"},
	}}
	for _, c := range clashes {
		t.Run(c.about, func(t *testing.T) {
			var got []string
			for _, clash := range jobcal.Clashes(c.all, b) {
				got = append(got, fmt.Sprint(clash.Code, " ", clash.What, " ", clash.First, " ", clash.Second))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThousandsAtOnceAreNoMoreClashesThanAppointments(t *testing.T) {
	crowd := all{}
	for i := range 20_000 {
		crowd[jobcal.AppointmentID(fmt.Sprint(i))] = hour(i%3, lasting(3), with("anna"))
	}
	if n := len(jobcal.Clashes(crowd, book)); n != len(crowd)-1 {
		t.Errorf("%d", n)
	}
}

func TestWhatClashesEveryDayIsOneWarning(t *testing.T) {
	lessons := all{}
	for i := range 3 {
		for _, id := range []string{"a", "b"} {
			a := hour(9+24*i, in("Saal"))
			a.Title = "Kurs " + id
			lessons[jobcal.AppointmentID(fmt.Sprint(id, i))] = a
		}
	}
	var found problem.List
	jobcal.Warn(&found, jobcal.Clashes(lessons, book), lessons,
		func(id jobcal.AppointmentID) jsontext.Pointer { return jsontext.Pointer("/" + id) })
	if len(found.Items) != 1 || found.Items[0].Path != "/b0" {
		t.Fatal(found.Items)
	}
	if got := found.Items[0].Message(problem.German); got != "Saal ist doppelt belegt, erstmals am 15.05.2027, 09:00 "+
		"Uhr: Kurs a und Kurs b." {
		t.Error(got)
	}
}

// All at the same minute.
func TestWhoIsInAHundredPlacesAtOnceIsOneWarning(t *testing.T) {
	crowd := all{}
	for i := range 120 {
		a := hour(9, with("anna"))
		a.Title = fmt.Sprintf("Termin %03d", i)
		crowd[jobcal.AppointmentID(fmt.Sprintf("t%03d", i))] = a
	}
	for _, id := range []string{"x", "y", "z"} { // few are told one by one
		a := hour(12, in("Saal"))
		a.Title = id
		crowd[jobcal.AppointmentID(id)] = a
	}
	var found problem.List
	jobcal.Warn(&found, jobcal.Clashes(crowd, book), crowd,
		func(id jobcal.AppointmentID) jsontext.Pointer { return jsontext.Pointer("/" + id) })
	var got []string
	for _, p := range found.Items {
		got = append(got, p.Message(problem.German))
	}
	want := []string{
		"Anna Birnbaum müsste 119-mal an zwei Orten zugleich sein, erstmals am 15.05.2027, 09:00 Uhr: Termin 000 und " +
			"Termin 001.",
		"Saal ist doppelt belegt, erstmals am 15.05.2027, 12:00 Uhr: x und y.",
		"Saal ist doppelt belegt, erstmals am 15.05.2027, 12:00 Uhr: x und z.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
