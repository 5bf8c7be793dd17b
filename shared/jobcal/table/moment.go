package table

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateLayouts are those of days in tables.
var dateLayouts = []string{"2.1.2006", time.DateOnly}

// midnight is what databases write behind a day that has no time.
var midnight = regexp.MustCompile(`[ T]0?0:00(:00([.,]0+)?)?$`)

// serial is the number of a day as Excel counts them, from 2009 to 2064.
var serial = regexp.MustCompile(`^[45]\d{4}$`)

// readDay reads 15.05.2027, 2027-05-15, or 46157 as Excel counts.
func readDay(text string) (time.Time, bool) {
	text = midnight.ReplaceAllString(text, "")
	for _, layout := range dateLayouts {
		if day, err := time.Parse(layout, text); err == nil {
			return day, true
		}
	}
	if serial.MatchString(text) {
		days, _ := strconv.Atoi(text) // the pattern holds only digits
		return time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC), true
	}
	return time.Time{}, false
}

var (
	// zeroDay is the day that Access writes before a time which has none.
	zeroDay = regexp.MustCompile(`^(1899-12-30|30\.12\.1899)[ T]`)
	clock   = regexp.MustCompile(`^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]0+)?)?$`)
	hours   = regexp.MustCompile(`^(\d{1,2})(?:,(\d{1,2}))?$`)
)

// readClock reads 09:30 or 9,5 as the time since midnight: up to 24:00.
func readClock(text string) (time.Duration, bool) {
	text = strings.TrimSuffix(zeroDay.ReplaceAllString(text, ""), " Uhr")
	var at time.Duration
	if m := clock.FindStringSubmatch(text); m != nil && m[2] < "60" && m[3] < "60" {
		at, _ = time.ParseDuration(m[1] + "h" + m[2] + "m" + "0" + m[3] + "s") // the pattern holds only digits
	} else if m := hours.FindStringSubmatch(text); m != nil && (m[1] != "0" || m[2] == "") {
		// 0,5 is left out: it may be half an hour, or half a day as Excel counts.
		at, _ = time.ParseDuration(m[1] + "." + m[2] + "0h")
		at = at.Round(time.Minute)
	} else {
		return 0, false
	}
	return at, at >= 0 && at <= 24*time.Hour
}
