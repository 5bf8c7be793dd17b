package calsync

import (
	"testing"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// TestFindingsTellTheTimeOfTheirReaders: nobody here counts in UTC, least of all at midnight.
func TestFindingsTellTheTimeOfTheirReaders(t *testing.T) {
	var found problem.List
	found.Add("", oncalendar.Stopped, Instant(time.Date(2027, 7, 1, 22, 30, 0, 0, time.UTC)), "admin@b.example")
	for lang, want := range map[problem.Language]string{
		problem.German: "Der Abgleich ist angehalten: Am 02.07.2027, 00:30 Uhr hat admin@b.example Kursbuch aus dem " +
			"Master-Kalender genommen. Soll er weitergehen, bitte als Admin wieder damit beginnen.",
		problem.English: "The sync is stopped: at 2027-07-02, 00:30 admin@b.example took Kursbuch out of the master " +
			"calendar. To have it go on, please start it again as an admin.",
	} {
		if got := found.Items[0].Message(lang); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}
