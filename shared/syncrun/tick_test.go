package syncrun_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/syncrun"
)

func TestTicksAreTimesOfASchedule(t *testing.T) {
	now := time.Date(2027, 5, 1, 12, 0, 30, 0, time.UTC)
	for text, want := range map[string]string{
		"2027-05-01T12:00:00Z": "2027-05-01T12:00:00Z", "2027-05-01T12:00:00.123456Z": "2027-05-01T12:00:00Z",
		"2027-05-01T14:00:29+02:00": "2027-05-01T12:00:00Z", "2027-05-01T12:01:29Z": "2027-05-01T12:01:00Z",
		"2027-05-01T11:10:30Z": "2027-05-01T11:10:00Z",
		"2027-05-01T11:10:29Z": "", "2027-05-01T12:01:31Z": "", "2999-01-01T00:00:00Z": "", "0001-01-01T00:00:00Z": "",
		"12:00": "", "": "", "2027-05-01": "", strings.Repeat("9", 1<<20): "",
	} {
		got, err := syncrun.ParseTick(text, now)
		if got != want || (err != nil) != (want == "") || err != nil && !errors.Is(err, syncrun.ErrNoTick) {
			t.Errorf("%.40s: %q, %v, want %q", text, got, err, want)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("an error of %d bytes", len(err.Error()))
		}
	}
}
