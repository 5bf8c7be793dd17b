package calendarsync

import (
	"net/http"
	"strings"
	"testing"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

func TestAnAppointmentIsExplainedWithItsFindings(t *testing.T) {
	d := withCalendar(t)
	d.apply(jobcal.Operation{Delete: "a0"})
	for what, wants := range map[string][]string{
		"GET /?appointment=a0": {`"reason": "deleted"`, "Den Termin gibt es nicht mehr. Im Kalender steht er noch; " +
			"der nächste Lauf nimmt ihn heraus.", `"goes": true`, `"start": "2027-05-10T09:00:00+02:00"`, `"findings": []`},
		"GET /?appointment=a1": {`"reason": "mirrored"`, "Der Termin steht im Master-Kalender.", `"trail": [`},
		"GET /?person=anna":    {`"reason": "deleted"`, `"reason": "invited"`, `"goes": true`},
	} {
		got := d.send(planner, what, "").Body.String()
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %s", what, want, got)
			}
		}
	}
	d.want(http.StatusOK, planner, "POST /", "")
	d.now = d.now.AddDate(1, 0, 0)
	if got := d.send(planner, "GET /?appointment=a1", "").Body.String(); !strings.Contains(got, `"reason": "over"`) {
		t.Errorf("a year later: %s", got)
	}
}

// What Google says of an appointment may name others.
func TestAPersonDoesNotLearnWhatGoogleSaid(t *testing.T) {
	d := newDesk(t)
	d.want(http.StatusOK, admin, "POST /", `{"create": true}`)
	d.google.Fail(calendartest.Fault{Status: 400, Reason: "invalid", Count: 1}.On("POST", "/events$"))
	d.want(http.StatusOK, planner, "POST /", "")
	for who, told := range map[string]bool{planner: true, "anna@kursbuch.example": false} {
		got := d.send(who, "GET /?person=anna", "").Body.String()
		if strings.Contains(got, "Bad Request") != told || !strings.Contains(got, `"reason": "waiting"`) {
			t.Errorf("%s: %s", who, got)
		}
	}
}

func TestLossesHaveNames(t *testing.T) {
	d := withCalendar(t)
	d.apply(jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna",
		Mail: "anna@kursbuch.example"}})
	held := d.want(http.StatusOK, planner, "POST /", "").Held
	if held == nil || len(held.Losses) != 4 || held.Losses[0].Title != "Termin 0" || held.Losses[3].Entry != "" ||
		held.Losses[2].Name != "Anna" || held.Losses[0].Start.Hour() != 9 || len(held.Causes) != 1 {
		t.Errorf("held: %+v", held)
	}
}
