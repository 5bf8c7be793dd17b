package jobcal_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/scalar"
)

// school is an event of one part with two tracks. Course 1 is offered in both, course 2 in the first one. Anna holds 1
// and attends nothing, Bela holds 2, Cora attends 1, Dora is on the waiting list of the part.
func school() *event.Snapshot {
	tracks := map[event.TrackID]event.Track{1: {Title: "Vormittag", CourseRoomField: new("room")},
		2: {Title: "Nachmittag"}}
	return &event.Snapshot{
		ID: 1,
		Event: event.Definition{
			Parts: map[event.PartID]event.Part{1: {Title: "Woche", Begin: "2027-05-15", End: "2027-05-20", Tracks: tracks}},
			Fields: event.Fields{{Name: "room", Kind: event.FieldText, Association: event.OfCourse,
				Entries: event.Options{{Key: "k", Title: "Kaminzimmer"}}}},
		},
		Courses: map[event.CourseID]*event.Course{
			1: {Nr: "α", Title: "Brücken bauen", Shortname: "Brücken", Instructors: new("Anna & Jo"),
				Fields: event.Values{"room": scalar.Text("k")}, Segments: map[event.TrackID]bool{1: true, 2: true}},
			2: {Title: "Kabarett", Shortname: "Kabarett", Segments: map[event.TrackID]bool{1: true}},
		},
		Registrations: map[event.RegistrationID]*event.Registration{
			1: goes(101, event.Participant, event.Place{CourseInstructor: new(event.CourseID(1))}),
			2: goes(102, event.Participant, event.Place{CourseInstructor: new(event.CourseID(2)),
				CourseID: new(event.CourseID(2))}),
			3: goes(103, event.Participant, event.Place{CourseID: new(event.CourseID(1))}),
			4: goes(104, event.Waitlist, event.Place{CourseInstructor: new(event.CourseID(2))}),
		},
	}
}

func goes(id event.PersonaID, status event.Status, place event.Place) *event.Registration {
	return &event.Registration{
		Persona: event.Persona{ID: id}, Parts: map[event.PartID]event.Stay{1: {Status: status}},
		Tracks: map[event.TrackID]event.Place{1: place},
	}
}

// staff are those of the school, and somebody who is Anna, too. Dora does not want to be invited.
var staff = map[jobcal.PersonID]jobcal.Person{
	"anna": {ID: "anna", Name: "Anna", Persona: 101, Sync: true}, "anna2": {ID: "anna2", Name: "Anna", Persona: 101,
		Sync: true},
	"bela": {ID: "bela", Name: "Bela", Persona: 102, Sync: true}, "cora": {ID: "cora", Name: "Cora", Persona: 103},
	"dora": {ID: "dora", Name: "Dora", Persona: 104, Sync: true}, "emil": {ID: "emil", Name: "Emil", Sync: true},
}

// lessons are two in the first track, one in the second.
func lessons(t *testing.T) jobcal.SessionPlan {
	t.Helper()
	plan, found := jobcal.CheckSessions(read(t, `{"tracks": {"1": [`+at("15", "09:00", "10:00")+","+
		named("b", at("16", "09:00", "10:00"))+
		`], "2": [`+at("15", "14:00", "15:00")+`]}}`), &school().Event)
	if !found.Empty() {
		t.Fatal(found.Items)
	}
	return plan
}

// say puts appointments into words, by ID.
func say(all map[jobcal.AppointmentID]jobcal.Appointment) string {
	var text strings.Builder
	for _, id := range slices.Sorted(maps.Keys(all)) {
		a := all[id]
		text.WriteString(string(id) + " " + a.Span.Start.Format("02.15") + " " + a.Title + " @" + a.Location)
		for _, p := range a.Persons {
			text.WriteString(" " + string(p))
		}
		if a.Cancelled {
			text.WriteString(" cancelled")
		}
		text.WriteString("\n")
	}
	return text.String()
}

const schooldays = `c1-t1-1 15.09 α. Brücken @Kaminzimmer anna
c1-t1-b 16.09 α. Brücken @Kaminzimmer anna
c1-t2-1 15.14 α. Brücken @
c2-t1-1 15.09 Kabarett @ bela
c2-t1-b 16.09 Kabarett @ bela
`

var derivations = []struct {
	about string
	edit  func(*event.Snapshot, *jobcal.SessionPlan)
	want  string // in schooldays, instead of what is before |
}{
	{"the school as it is", func(*event.Snapshot, *jobcal.SessionPlan) {}, "|"},
	{"everybody in a course is invited", func(_ *event.Snapshot, p *jobcal.SessionPlan) { p.Invite = jobcal.Everybody },
		"Kaminzimmer anna|Kaminzimmer anna cora"},
	{"a course that does not take place", func(s *event.Snapshot,
		_ *jobcal.SessionPlan) {
		s.Courses[2].Segments[1] = false
	}, "bela|bela cancelled"},
	{"another room, which is no option", func(s *event.Snapshot,
		_ *jobcal.SessionPlan) {
		s.Courses[1].Fields["room"] = scalar.Text("Saal\n 2")
	}, "@Kaminzimmer|@Saal 2"},
	{"a room that is a number", func(s *event.Snapshot, _ *jobcal.SessionPlan) { s.Courses[1].Fields["room"] = "7" },
		"@Kaminzimmer|@7"},
	{"no room", func(s *event.Snapshot, _ *jobcal.SessionPlan) { s.Courses[1].Fields["room"] = scalar.Null },
		"@Kaminzimmer|@"},
	{"an instructor who is no participant", func(s *event.Snapshot, _ *jobcal.SessionPlan) {
		s.Registrations[1].Parts[1] = event.Stay{Status: event.Guest}
	}, " anna|"},
	{"an instructor whom the job calendar does not know",
		func(s *event.Snapshot, _ *jobcal.SessionPlan) { s.Registrations[1].Persona.ID = 9 }, " anna|"},
	{"somebody from the waiting list", func(s *event.Snapshot, _ *jobcal.SessionPlan) {
		s.Registrations[4].Parts[1] = event.Stay{Status: event.Participant}
	}, "bela|bela dora"},
	{"a session at another time keeps its ID", func(_ *event.Snapshot, p *jobcal.SessionPlan) {
		p.Tracks[2][0].Start, p.Tracks[2][0].End = "2027-05-16T18:00", "2027-05-16T19:00"
	}, "15.14|16.18"},
	{"sessions in another order", func(_ *event.Snapshot, p *jobcal.SessionPlan) { slices.Reverse(p.Tracks[1]) }, "|"},
	{"a track that the event does not have", func(_ *event.Snapshot, p *jobcal.SessionPlan) { p.Tracks[9] = p.Tracks[1] },
		"|"},
}

func TestDerive(t *testing.T) {
	for _, c := range derivations {
		t.Run(c.about, func(t *testing.T) {
			s, plan := school(), lessons(t)
			c.edit(s, &plan)
			old, new, _ := strings.Cut(c.want, "|")
			want := schooldays
			if old != "" {
				want = strings.ReplaceAll(schooldays, old, new)
			}
			if diff := cmp.Diff(want, say(jobcal.Derive(s, plan, staff))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDerivedAppointmentsAreWhatTheJobCalendarWouldTake(t *testing.T) {
	s := school()
	s.Courses[1].Shortname, s.Courses[1].Title = strings.Repeat("ü\t", 2000), strings.Repeat("ö", 9000)
	s.Courses[1].Fields["room"] = scalar.Text(strings.Repeat("ä\n", 2000))
	all := jobcal.Derive(s, lessons(t), staff)
	if a := all["c2-t1-1"]; a.Description != "Kabarett" || a.Category != jobcal.CourseCategory ||
		a.Span.Zone != "Europe/Berlin" {
		t.Errorf("%+v", a)
	}
	for id, a := range all {
		if _, found := jobcal.Check(a.Draft(), &jobcal.Book{Persons: staff}); !found.Empty() {
			t.Errorf("%s: %s", id, summary(found))
		}
	}
	if want := "Brücken bauen\nKursleitung: Anna & Jo"; jobcal.Derive(school(), lessons(t),
		staff)["c1-t1-1"].Description != want {
		t.Errorf("not %s", want)
	}
}
