package wording

import (
	"strings"
	"time"
	_ "time/tzdata" // an image without a time zone database must show the same times

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

const none scalar.Value = "[]" // no choices

// Nothing is how a line says that there is no value. A text that reads like it stands in quotation marks.
const Nothing = "–"

// plain is a value of a kind that needs nothing but itself to be understood. What is not of that kind, left over from
// times when a field was of another one, is shown as it is.
func (d describer) plain(kind scalar.Kind, v scalar.Value) string {
	if v == scalar.Null || v == "" {
		return Nothing
	}
	raw := v.Unquote()
	switch kind {
	case scalar.KindBool:
		if word, ok := truth[v]; ok {
			return d.say(word)
		}
	case scalar.KindStatus:
		if word, ok := statuses[v]; ok {
			return d.say(word)
		}
	case scalar.KindAmount:
		return d.amount(raw)
	case scalar.KindNumber:
		return d.number(raw)
	case scalar.KindDate:
		if day, err := time.Parse(time.DateOnly, raw); err == nil {
			return day.Format(d.say(text{"02.01.2006", time.DateOnly}))
		}
	case scalar.KindDateTime:
		if instant, ok := scalar.Instant(raw); ok {
			return d.instant(instant.In(berlin))
		}
	}
	return raw
}

// amount writes an amount that has two decimals.
func (d describer) amount(raw string) string {
	return problem.Amount(raw).In(problem.Language(d.speaker))
}

func (d describer) number(raw string) string {
	return strings.Replace(raw, ".", d.say(text{",", "."}), 1)
}

// instant writes a time of Berlin, with seconds only if there are any.
func (d describer) instant(t time.Time) string {
	clock := "15:04"
	if t.Second()+t.Nanosecond() != 0 {
		clock = d.say(text{"15:04:05,999999", "15:04:05.999999"})
	}
	return t.Format(d.say(text{"02.01.2006, " + clock + " Uhr", "2006-01-02 " + clock}))
}

var berlin = func() *time.Location {
	location, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err) // unreachable: the database is linked in
	}
	return location
}()
