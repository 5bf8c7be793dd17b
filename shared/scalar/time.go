package scalar

import (
	"cmp"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // an image without a time zone database must read the same instants

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// FormatInstant gives the canonical form of an instant: ISO 8601 in UTC, a fraction only where there is one.
func FormatInstant(t time.Time) string {
	if t.Nanosecond()/1000 != 0 {
		return t.UTC().Format("2006-01-02T15:04:05.000000-07:00")
	}
	return t.UTC().Format("2006-01-02T15:04:05-07:00")
}

var berlin = func() *time.Location {
	location, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err) // unreachable: the database is linked in
	}
	return location
}()

// SPEC: "date: YYYY-MM-DD, an existing day."
func parseDate(raw jsontext.Value) (Value, *Fault) {
	text := Value(raw).Unquote()
	if raw.Kind() != '"' || !IsDay(text) {
		return "", fault(problem.NotDate, written(raw))
	}
	return Text(text), nil // not raw, which may be escaped
}

// IsDay reports whether a text is a day that exists, as YYYY-MM-DD.
func IsDay(text string) bool {
	day, err := time.Parse(time.DateOnly, text)
	return err == nil && day.Year() >= 1 && len(text) == len(time.DateOnly)
}

// SPEC: "datetime: YYYY-MM-DD, optionally followed by T or one blank and HH:MM[:SS[.fraction]] and optionally Z or
// ±HH:MM. More than six fraction digits are cut. Years 1 to 9999."
var dateTimeText = regexp.MustCompile(
	`^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$`)

func parseDateTime(raw jsontext.Value) (Value, *Fault) {
	instant, ok := Instant(Value(raw).Unquote())
	if raw.Kind() != '"' || !ok {
		return "", fault(problem.NotDateTime, written(raw))
	}
	return Text(FormatInstant(instant)), nil
}

// Instant reads a date and time in any of the forms that imports may use. The result is in UTC.
//
// SPEC: "Without a time: midnight. Without an offset: local time of Europe/Berlin."
func Instant(text string) (time.Time, bool) {
	m := dateTimeText.FindStringSubmatch(text)
	if m == nil || m[4] != "" && m[3] == "" || !IsDay(m[1]) {
		return time.Time{}, false
	}
	day, clock, seconds, fraction, offset := m[1], cmp.Or(m[2], "00:00"), cmp.Or(m[3], ":00"), m[4], m[5]
	if len(fraction) > len(".123456") {
		fraction = fraction[:len(".123456")]
	}
	naive, err := time.Parse("2006-01-02T15:04:05", day+"T"+clock+seconds+fraction)
	if err != nil {
		return time.Time{}, false
	}
	switch offset {
	case "":
		naive = fromBerlin(naive)
	case "Z":
	default:
		if naive, err = time.Parse(time.RFC3339, day+"T"+clock+seconds+fraction+offset); err != nil {
			return time.Time{}, false
		}
	}
	instant := naive.UTC()
	return instant, instant.Year() >= 1 && instant.Year() <= 9999
}

// InBerlin is an instant as clocks of the original's people show it.
func InBerlin(t time.Time) time.Time { return t.In(berlin) }

// fromBerlin takes what a clock in Berlin shows, given as if it were UTC, and gives the instant.
//
// SPEC: "in the hour that is skipped in spring: with the offset before the change; in the hour that occurs twice: the
// first one". time.Date guarantees neither.
func fromBerlin(clock time.Time) time.Time {
	offsetAt := func(t time.Time) time.Duration {
		_, seconds := t.In(berlin).Zone()
		return time.Duration(seconds) * time.Second
	}
	before, after := offsetAt(clock.Add(-24*time.Hour)), offsetAt(clock.Add(24*time.Hour))
	earlier, later := clock.Add(-before), clock.Add(-after)
	if offsetAt(earlier) != before && offsetAt(later) == after {
		return later
	}
	return earlier
}

// Key is the text by which a select field knows v: the canonical form of its kind.
//
// SPEC: "3, 3.0 and "3" are the key "3"; 2.0 and "2.00" the key "2"; true, 1 and "true" the key "True"."
func (v Value) Key() string {
	if v == True || v == False {
		return strings.ToUpper(string(v[:1])) + string(v[1:])
	}
	return v.Unquote()
}
