package jobcal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/sample"
)

// at is a session of the day, which is of May 2027; the weekend goes from the 14th to the 17th.
func at(day, start, end string) string {
	return fmt.Sprintf(`{"start": "2027-05-%[1]sT%[2]s", "end": "2027-05-%[1]sT%[3]s", "time_zone": "Europe/Berlin"}`, day,
		start, end)
}

func named(id, session string) string { return strings.Replace(session, "{", `{"id": "`+id+`", `, 1) }

// sessions is a plan for track 1.
func sessions(list ...string) string { return `{"tracks": {"1": [` + strings.Join(list, ", ") + `]}}` }

func read(t *testing.T, text string) (plan jobcal.SessionPlan) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

var plans = []struct{ about, plan, want string }{
	{"nothing", `{}`, ""},
	{"a track without sessions", `{"tracks": {"1": []}, "invite": "all"}`, ""},
	{"one after another", sessions(at("15", "14:00", "15:00"), at("15", "15:00", "16:00"), at("15", "09:00", "14:00")),
		""},
	{"the same time in two tracks", `{"tracks": {"1": [` + at("17", "09:00", "10:00") + `], "2": [` + at("17", "09:00",
		"10:00") + `]}}`, ""},
	{"from the first midnight to the last", sessions(at("14", "00:00", "01:00"), at("17", "23:00", "24:00")),
		"/tracks/1/1/end not-a-time"},
	{"until midnight of the last day",
		sessions(`{"start": "2027-05-17T23:00", "end": "2027-05-18T00:00", "time_zone": "Europe/Berlin"}`), ""},
	{"past midnight of the last day",
		sessions(`{"start": "2027-05-17T23:00", "end": "2027-05-18T00:01", "time_zone": "Europe/Berlin"}`),
		"/tracks/1/0 outside-part"},
	{"before the part", sessions(at("13", "09:00", "10:00")), "/tracks/1/0 outside-part"},
	{"an unknown track", `{"tracks": {"9": [` + at("15", "09:00", "10:00") + `]}}`, "/tracks/9 unknown-track"},
	{"nobody is invited like that", `{"tracks": {}, "invite": "none"}`, "/invite not-a-choice"},
	{"the end first", sessions(at("15", "10:00", "09:00")), "/tracks/1/0/end end-before-start"},
	{"whole days", sessions(`{"start": "2027-05-15", "end": "2027-05-16"}`), "/tracks/1/0/time_zone days-of-session"},
	{"whole days with a time zone", sessions(`{"start": "2027-05-15", "end": "2027-05-16", "time_zone": "Europe/Berlin"}`),
		"/tracks/1/0/time_zone days-of-session"},
	{"no time", sessions(`{"start": "", "end": "", "time_zone": "Mars/Base"}`),
		"/tracks/1/0/start missing, /tracks/1/0/end missing, /tracks/1/0/time_zone unknown-time-zone"},
	{"over each other", sessions(at("15", "09:00", "12:00"), at("16", "09:00", "10:00"), at("15", "11:59", "13:00")),
		"/tracks/1/2 session-overlap"},
	{"within a long one", sessions(at("15", "10:00", "11:00"), at("15", "09:00", "18:00"), at("15", "12:00", "13:00")),
		"/tracks/1/0 session-overlap, /tracks/1/2 session-overlap"},
	{"an ID twice", sessions(named("a", at("15", "09:00", "10:00")), named("a", at("16", "09:00", "10:00"))),
		"/tracks/1/1/id session-twice"},
	{"an ID that is somebody's position", sessions(named("2", at("15", "09:00", "10:00")), at("16", "09:00", "10:00")),
		"/tracks/1/1/id session-twice"},
	{"an ID that is none", sessions(named("a/b", at("15", "09:00", "10:00"))), "/tracks/1/0/id not-a-key"},
	{"a long ID", sessions(named(strings.Repeat("a", 101), at("15", "09:00", "10:00"))), "/tracks/1/0/id too-long"},
	{"too many", sessions(strings.TrimSuffix(strings.Repeat(at("15", "09:00", "10:00")+",", 201), ",")),
		"/tracks/1 too-many"},
	{"all at once", `{"tracks": {"1": [` + at("13", "10:00", "09:00") + "," + at("20", "09:00", "10:00") +
		`], "7": []}, "invite": "x"}`,
		"/invite not-a-choice, /tracks/1/0/end end-before-start, /tracks/1/1 outside-part, /tracks/7 unknown-track"},
}

func TestCheckSessions(t *testing.T) {
	for _, c := range plans {
		t.Run(c.about, func(t *testing.T) {
			_, found := jobcal.CheckSessions(read(t, c.plan), &sample.PfingstAkademie().Event)
			if diff := cmp.Diff(c.want, summary(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFindingsOfSessionsNameThem(t *testing.T) {
	plan := read(t, sessions(at("15", "09:00", "12:00"), named("abend", at("15", "11:59", "13:00"))))
	plan.Invite = "none"
	_, found := jobcal.CheckSessions(plan, &sample.PfingstAkademie().Event)
	var got []string
	for _, p := range found.Items {
		got = append(got, p.Message(problem.German))
	}
	want := []string{`"none" geht nicht, möglich sind: instructors, all.`,
		"Termin abend (ab 2027-05-15T11:59) überschneidet sich mit Termin 1 (ab 2027-05-15T09:00) derselben Schiene."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCheckedPlanHasOneSpelling(t *testing.T) {
	d := &sample.PfingstAkademie().Event
	given := read(t, `{"tracks": {"1": [`+at("15", "09:00", "10:00")+","+named("abend", at("15", "20:00", "21:00"))+
		`], "2": []}}`)
	want := read(t, `{"tracks": {"1": [`+named("1", at("15", "09:00", "10:00"))+","+
		named("abend", at("15", "20:00", "21:00"))+`]}, "invite": "instructors"}`)
	got, _ := jobcal.CheckSessions(given, d)
	if diff := cmp.Diff(want, got); diff != "" || given.Tracks[1][0].ID != "" {
		t.Errorf("%s; the given one is now %v", diff, given)
	}
	if again, _ := jobcal.CheckSessions(got, d); again.Tag() != got.Tag() || got.Tag() == given.Tag() {
		t.Errorf("tags %s, %s, %s", given.Tag(), got.Tag(), again.Tag())
	}
}

func TestPlanEndsWithItsLastSession(t *testing.T) {
	plan := read(t, `{"tracks": {"1": [`+at("15", "09:00", "10:00")+`], "2": [`+at("20", "09:00", "10:00")+","+
		at("18", "09:00", "10:00")+`], "3": []}}`)
	if want := time.Date(2027, 5, 20, 8, 0, 0, 0, time.UTC); !plan.Until().Equal(want) || plan.Empty() {
		t.Errorf("%v, want %v", plan.Until(), want)
	}
	if empty := (jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{1: {}}}); !empty.Until().IsZero() ||
		!empty.Empty() {
		t.Errorf("%v", empty.Until())
	}
}
