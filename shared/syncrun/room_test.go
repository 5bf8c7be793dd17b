package syncrun_test

import (
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

const hall = "saal@resource.kursbuch.example"

// inHall is a meeting in the hall.
func inHall(id string, hours int, persons ...jobcal.PersonID) jobcal.Draft {
	d := meeting(id, hours, persons...)
	d.Resources = []jobcal.ResourceID{"saal"}
	return d
}

// refusedByHall is a house in which the hall has declined appointments.
func refusedByHall(t *testing.T, ids ...string) *house {
	h := open(t)
	for n, id := range ids {
		h.put(puts(inHall(id, 24+n, "anna"))...)
	}
	h.run()
	for _, id := range ids {
		h.must(h.google.Answer(h.id, entry(id), calendar.Answer{Mail: hall, Response: calendar.Declined}))
	}
	return h
}

func TestARoomThatDeclinesIsTold(t *testing.T) {
	h := refusedByHall(t, "a")
	for range 2 {
		r := h.run()
		h.says(r, oncalendar.RoomDeclined)
		if r.Writes != 0 || r.Findings.Items[0].Path != "/job/a" {
			t.Errorf("run: %+v", r)
		}
	}
	if found := h.examined(); found[oncalendar.RoomDeclined] != "Saal" || len(found) != 1 {
		t.Errorf("examination: %v", found)
	}
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	text := plan.Findings.Items[0].Message(problem.German)
	if want := "Saal hat für „Termin a“ am 02.03.2027, 10:00 Uhr abgesagt"; !strings.HasPrefix(text, want) {
		t.Errorf("%s, want %s", text, want)
	}
}

// Until the appointment or the resource changes.
func TestARoomThatDeclinedIsToldNoMore(t *testing.T) {
	for about, happen := range map[string]func(*house){
		"the appointment moves":          func(h *house) { h.put(puts(inHall("a", 40, "anna"))...) },
		"it takes place without":         func(h *house) { h.put(puts(meeting("a", 24, "anna"))...) },
		"it is over":                     func(h *house) { h.now = h.now.AddDate(0, 0, 2) },
		"it is deleted":                  func(h *house) { h.put(jobcal.Operation{Delete: "a"}) },
		"the resource gets another mail": func(h *house) { h.put(resource("saal2@resource.kursbuch.example")) },
		"the resource accepts after all": func(h *house) {
			h.must(h.google.Answer(h.id, entry("a"), calendar.Answer{Mail: hall, Response: calendar.Accepted}))
		},
		"it is called off": func(h *house) {
			off := inHall("a", 24, "anna")
			off.Cancelled = true
			h.put(puts(off)...)
		},
	} {
		t.Run(about, func(t *testing.T) {
			h := refusedByHall(t, "a", "z")
			h.must(h.google.Answer(h.id, entry("z"), calendar.Answer{Mail: hall, Response: calendar.Accepted}))
			h.run()
			happen(h)
			h.says(h.run(), "")
		})
	}
}

func resource(mail string) jobcal.Operation {
	return jobcal.Operation{PutResource: &jobcal.Resource{ID: "saal", Name: "Saal", Mail: mail}}
}

func TestARoomThatDeclinesEverythingIsToldOnce(t *testing.T) {
	h := refusedByHall(t, "a", "b", "c", "d", "e")
	r := h.run()
	h.says(r, oncalendar.RoomsDeclined)
	text := r.Findings.Items[0].Message(problem.German)
	want := "5 Termine abgesagt: job/a „Termin a“, job/b „Termin b“, job/c „Termin c“, …."
	if !strings.Contains(text, want) {
		t.Errorf("%s, want %s", text, want)
	}
}

func TestACutDescriptionIsTold(t *testing.T) {
	h := open(t)
	long := meeting("a", 24, "anna")
	long.Description = strings.Repeat("<&b ", 7000/4)
	h.put(puts(long)...)
	r := h.run()
	h.says(r, oncalendar.DescriptionCut)
	if e := h.find("a"); !strings.HasSuffix(e.Description, "…") || r.Findings.Items[0].Path != "/job/a" {
		t.Errorf("run: %+v", r)
	}
	h.says(h.run(), oncalendar.DescriptionCut)
	if r := h.run(); r.Writes != 0 {
		t.Errorf("another run: %+v", r)
	}
}

// A run that rests does not go on about what the clock alone has settled.
func TestARoomIsToldNoMoreOnceTheAppointmentIsOver(t *testing.T) {
	h := refusedByHall(t, "a")
	h.calm()
	h.says(h.ticked(true, "before"), oncalendar.RoomDeclined)
	h.now = begin.Add(25*time.Hour - time.Minute)
	h.calm()
	h.says(h.ticked(true, "while it takes place"), oncalendar.RoomDeclined)
	h.now = begin.Add(25*time.Hour + time.Minute)
	h.says(h.ticked(false, "it is over"), "")
}

// So it is with whoever is missing, a day later: then nobody looks after the entry any more.
func TestWhoeverIsMissingIsToldNoMoreOnceTheEntryIsLeftAlone(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "dora"))...)
	h.put(jobcal.Operation{DeletePerson: "dora"})
	h.now = begin.Add(49*time.Hour - time.Minute)
	h.calm()
	h.says(h.ticked(true, "before"), oncalendar.MissingPerson)
	h.now = begin.Add(49*time.Hour + time.Minute)
	h.says(h.ticked(false, "a day after it"), "")
}
