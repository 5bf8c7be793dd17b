package scalar

import (
	"testing"
	"time"

	"kursbuch.internal/shared/problem"
)

func TestDate(t *testing.T) {
	for _, test := range []reading{
		{"a day", `"2222-11-01"`, `"2222-11-01"`, ""},
		{"an escaped day is written canonically", `"2222\u002d11-01"`, `"2222-11-01"`, ""},
		{"a leap day", `"2024-02-29"`, `"2024-02-29"`, ""},
		{"the first day", `"0001-01-01"`, `"0001-01-01"`, ""},
		{"the last day", `"9999-12-31"`, `"9999-12-31"`, ""},
		{"the year 0", `"0000-01-01"`, "", problem.NotDate},
		{"a year of five digits", `"10000-01-01"`, "", problem.NotDate},
		{"no leap year", `"2023-02-29"`, "", problem.NotDate},
		{"no leap century", `"2100-02-29"`, "", problem.NotDate},
		{"month 13", `"2222-13-01"`, "", problem.NotDate},
		{"day 0", `"2222-01-00"`, "", problem.NotDate},
		{"one digit", `"2222-1-1"`, "", problem.NotDate},
		{"compact", `"22221101"`, "", problem.NotDate},
		{"German", `"01.11.2222"`, "", problem.NotDate},
		{"American", `"11/01/2222"`, "", problem.NotDate},
		{"a week", `"2222-W44-5"`, "", problem.NotDate},
		{"a time", `"2222-11-01T00:00:00"`, "", problem.NotDate},
		{"blanks", `" 2222-11-01"`, "", problem.NotDate},
		{"a line feed", `"2222-11-01\n"`, "", problem.NotDate},
		{"Arabic digits", `"٢٢٢٢-11-01"`, "", problem.NotDate},
		{"a number", `20220101`, "", problem.NotDate},
		{"empty", `""`, "", problem.NotDate},
		{"null", `null`, "", problem.Null},
		{"false", `false`, "", problem.NotDate},
	} {
		test.run(t, Date)
	}
}

var dateTimes = []reading{
	{"with T and Z", `"2222-11-01T17:30:00Z"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"with a blank", `"2222-11-01 17:30:00Z"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"without seconds", `"2222-11-01T17:30Z"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"an offset east", `"2222-11-01T18:30:00+01:00"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"an offset west", `"2222-11-01T17:30:00-00:30"`, `"2222-11-01T18:00:00+00:00"`, ""},
	{"the largest offset", `"2222-11-01T23:59:00+23:59"`, `"2222-11-01T00:00:00+00:00"`, ""},
	{"local in winter", `"2222-11-01 18:30"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"local in summer", `"2222-07-01 18:30"`, `"2222-07-01T16:30:00+00:00"`, ""},
	{"without a time it is midnight in Berlin", `"2222-11-01"`, `"2222-10-31T23:00:00+00:00"`, ""},
	{"a fraction", `"2222-11-01T17:30:00.5Z"`, `"2222-11-01T17:30:00.500000+00:00"`, ""},
	{"a fraction of zero", `"2222-11-01T17:30:00.000Z"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"more than six digits are cut", `"2222-11-01T17:30:00.1234569Z"`, `"2222-11-01T17:30:00.123456+00:00"`, ""},
	{"the cut does not round to the next second", `"2222-11-01T17:30:00.99999999999+00:00"`,
		`"2222-11-01T17:30:00.999999+00:00"`, ""},
	{"nothing is left after the cut", `"2222-11-01T17:30:00.0000009Z"`, `"2222-11-01T17:30:00+00:00"`, ""},
	{"the skipped hour has the offset before", `"2026-03-29 02:30"`, `"2026-03-29T01:30:00+00:00"`, ""},
	{"the end of the skipped hour", `"2026-03-29 03:00"`, `"2026-03-29T01:00:00+00:00"`, ""},
	{"before the skipped hour", `"2026-03-29 01:59:59"`, `"2026-03-29T00:59:59+00:00"`, ""},
	{"the hour that occurs twice is the first", `"2026-10-25 02:30"`, `"2026-10-25T00:30:00+00:00"`, ""},
	{"the second one needs its offset", `"2026-10-25 02:30+01:00"`, `"2026-10-25T01:30:00+00:00"`, ""},
	{"after the hour that occurs twice", `"2026-10-25 03:00"`, `"2026-10-25T02:00:00+00:00"`, ""},
	{"the first instant", `"0001-01-01T00:00:00Z"`, `"0001-01-01T00:00:00+00:00"`, ""},
	{"the last instant", `"9999-12-31T23:59:59.999999Z"`, `"9999-12-31T23:59:59.999999+00:00"`, ""},
	{"Berlin before there was a time zone", `"1800-01-01 12:00"`, `"1800-01-01T11:06:32+00:00"`, ""},

	{"the year 0", `"0000-12-31T23:59:59Z"`, "", problem.NotDateTime},
	{"the year 0 in UTC", `"0001-01-01T00:00:00+00:01"`, "", problem.NotDateTime},
	{"the year 10000 in UTC", `"9999-12-31T23:59:59-00:01"`, "", problem.NotDateTime},
	{"no such day", `"2222-02-29 12:00"`, "", problem.NotDateTime},
	{"24 o'clock", `"2222-11-01T24:00:00"`, "", problem.NotDateTime},
	{"minute 60", `"2222-11-01T12:60"`, "", problem.NotDateTime},
	{"a leap second", `"2016-12-31T23:59:60Z"`, "", problem.NotDateTime},
	{"an offset of a day", `"2222-11-01T12:00+24:00"`, "", problem.NotDateTime},
	{"an offset of 60 minutes", `"2222-11-01T12:00+01:60"`, "", problem.NotDateTime},
	{"an offset without a colon", `"2222-11-01T12:00+0100"`, "", problem.NotDateTime},
	{"an offset of hours", `"2222-11-01T12:00+01"`, "", problem.NotDateTime},
	{"an offset without a time", `"2222-11-01Z"`, "", problem.NotDateTime},
	{"a fraction of a minute", `"2222-11-01T12:00.5"`, "", problem.NotDateTime},
	{"a fraction without digits", `"2222-11-01T12:00:00."`, "", problem.NotDateTime},
	{"a comma", `"2222-11-01T12:00:00,5"`, "", problem.NotDateTime},
	{"two blanks", `"2222-11-01  12:00"`, "", problem.NotDateTime},
	{"a small t", `"2222-11-01t12:00"`, "", problem.NotDateTime},
	{"a small z", `"2222-11-01T12:00z"`, "", problem.NotDateTime},
	{"an hour alone", `"2222-11-01T12"`, "", problem.NotDateTime},
	{"compact", `"22221101T120000"`, "", problem.NotDateTime},
	{"a week", `"2222-W44-5T12:00"`, "", problem.NotDateTime},
	{"German", `"01.11.2222 12:00"`, "", problem.NotDateTime},
	{"American", `"11/01/2222 12:00"`, "", problem.NotDateTime},
	{"a time alone", `"12:00"`, "", problem.NotDateTime},
	{"blanks around", `" 2222-11-01 "`, "", problem.NotDateTime},
	{"a line feed", `"2222-11-01\n"`, "", problem.NotDateTime},
	{"seconds since 1970", `1700000000`, "", problem.NotDateTime},
	{"empty", `""`, "", problem.NotDateTime},
	{"null", `null`, "", problem.Null},
	{"an object", `{}`, "", problem.NotDateTime},
}

func TestDateTime(t *testing.T) {
	for _, test := range dateTimes {
		test.run(t, DateTime)
	}
}

// TestBerlin goes through the days around every change of the clock there ever was, including double summer time: what
// a clock in Berlin shows is read as the first instant at which it shows that.
func TestBerlin(t *testing.T) {
	offset := func(day time.Time) int { _, seconds := day.In(berlin).Zone(); return seconds }
	changes := 0
	for day := time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2040; day = day.AddDate(0, 0, 1) {
		if offset(day) == offset(day.AddDate(0, 0, 1)) {
			continue
		}
		changes++
		first := map[string]time.Time{}
		for at := day.AddDate(0, 0, -1); at.Before(day.AddDate(0, 0, 2)); at = at.Add(5 * time.Minute) {
			clock := at.In(berlin).Format(time.DateTime)
			if first[clock].IsZero() {
				first[clock] = at
			}
			if got, ok := Instant(clock); !ok || !got.Equal(first[clock]) {
				t.Errorf("%s in Berlin is %s, want %s", clock, got, first[clock])
			}
		}
	}
	if changes < 100 {
		t.Errorf("the clock changed %d times only", changes)
	}
}
