package ical

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/jobcal"
)

// lines are those of an entry, with long ones unfolded, without its begin and end.
func lines(t *testing.T, a jobcal.Appointment) []string {
	t.Helper()
	book := &jobcal.Book{Resources: map[jobcal.ResourceID]jobcal.Resource{"saal": {Name: "Großer\nSaal"}}}
	c := Calendar{Name: "Kursbuch: Anna\r\nEND:VCALENDAR", Appointments: []jobcal.Appointment{a}, Book: book}
	file := strings.ReplaceAll(string(c.Write(time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC))), "\r\n ", "")
	if !strings.Contains(file, "\r\nX-WR-CALNAME:Kursbuch: Anna END:VCALENDAR\r\n") {
		t.Errorf("no name in %s", file)
	}
	_, entry, _ := strings.Cut(file, "BEGIN:VEVENT\r\n")
	entry, rest, _ := strings.Cut(entry, "\r\nEND:VEVENT\r\n")
	if rest != "END:VCALENDAR\r\n" || strings.Contains(entry, "\r\r") {
		t.Errorf("after the entry comes %q", rest)
	}
	return strings.Split(entry, "\r\n")
}

func TestAnEntryHasEverythingOfItsAppointment(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2027, 5, 15, 9, 0, 0, 0, berlin)
	day := time.Date(2027, 5, 15, 0, 0, 0, 0, time.UTC)
	for about, c := range map[string]struct {
		appointment jobcal.Appointment
		want        string
	}{
		"times": {jobcal.Appointment{ID: "a", Title: "A", Span: jobcal.Span{Start: at, End: at.Add(time.Hour),
			Zone: "Europe/Berlin"}, Persons: []jobcal.PersonID{"anna"}},
			"UID:a@kursbuch|SUMMARY:A|DTSTART:20270515T070000Z|DTEND:20270515T080000Z|STATUS:CONFIRMED|" +
				"DTSTAMP:20270501T120000Z"},
		"days, and all that there may be": {jobcal.Appointment{ID: "b", Title: "B, B; \\ b", Span: jobcal.Span{Start: day,
			End: day.AddDate(0, 0, 2)}, Location: "Haus", Resources: []jobcal.ResourceID{"gone", "saal"},
			Description: "eins\r\nEND:VCALENDAR\rzwei", Category: "Bau", Link: "https://b.example", Private: true, Free: true,
			Cancelled: true},
			`UID:b@kursbuch|SUMMARY:B\, B\; \\ b|DTSTART;VALUE=DATE:20270515|DTEND;VALUE=DATE:20270517|` +
				`DESCRIPTION:eins\nEND:VCALENDAR\nzwei|LOCATION:Haus\, Großer Saal|URL:https://b.example|CATEGORIES:Bau|` +
				`CLASS:PRIVATE|TRANSP:TRANSPARENT|STATUS:CANCELLED|DTSTAMP:20270501T120000Z`},
	} {
		if got := strings.Join(lines(t, c.appointment), "|"); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", about, got, c.want)
		}
	}
}

func TestAFileDiffersInItsTimeOnly(t *testing.T) {
	c := Calendar{Name: "A", Appointments: []jobcal.Appointment{{ID: "a"}, {ID: "b"}}, Book: &jobcal.Book{}}
	at := time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)
	first, later := c.Write(at), c.Write(at.Add(time.Hour))
	later = bytes.ReplaceAll(later, []byte("T130000Z"), []byte("T120000Z"))
	if !bytes.Equal(first, later) || bytes.Count(first, []byte("DTSTAMP:20270501T120000Z")) != 2 {
		t.Errorf("%s\n%s", first, later)
	}
}
