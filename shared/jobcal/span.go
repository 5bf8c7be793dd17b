// When something takes place: days, or times of day in a zone. It is read as people write it:
//
//	start, end                       | zone      | is
//	2027-05-15                       | none      | whole days, the end exclusive
//	2027-05-15T09:00                 | mandatory | a clock of that zone; what the clock skips or has twice is refused
//	2027-05-15T09:00:00+02:00        | mandatory | an instant, shown by that zone
//	a day and a time                 |           | refused

package jobcal

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Years that appointments may be in. Before, some zones had offsets with seconds, which RFC 3339 cannot write.
const firstYear, lastYear = 1980, 2999

// form is how a time is written.
type form string

const (
	dayForm     form = "2006-01-02"
	shortForm   form = "2006-01-02T15:04"
	longForm    form = "2006-01-02T15:04:05"
	instantForm form = "2006-01-02T15:04:05Z07:00"
	minuteForm  form = "2006-01-02T15:04Z07:00"
)

// shape is what time.Parse would not insist on: it takes fractions, short hours.
var shape = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$`)

// written is a time as it was written: a wall clock in UTC, or, with an offset, an instant.
type written struct {
	time.Time
	form
}

// span is what start, end, time zone mean together.
func (d Draft) span(found *problem.List) Span {
	before := found.Total()
	start, startOK := write("/start", d.Start, found)
	end, endOK := write("/end", d.End, found)
	if !startOK || !endOK {
		if d.TimeZone != "" {
			zone(d.TimeZone, found)
		}
		return Span{}
	}
	days := start.form == dayForm
	switch {
	case days != (end.form == dayForm):
		found.Add("/end", oncalendar.MixedTimes)
		return Span{}
	case days && d.TimeZone != "":
		found.Add("/time_zone", oncalendar.ZoneOfDays)
	}
	s := Span{Start: start.Time, End: end.Time}
	if !days {
		location := zone(d.TimeZone, found)
		if location == nil {
			return Span{}
		}
		s = Span{Start: start.in("/start", location, found), End: end.in("/end", location, found), Zone: d.TimeZone}
	}
	if found.Total() > before {
		return Span{}
	}
	s.check(found)
	return s
}

func (s Span) check(found *problem.List) {
	switch s.End.Compare(s.Start) {
	case -1:
		found.Add("/end", oncalendar.EndBeforeStart)
	case 0:
		found.Add("/end", oncalendar.ZeroDuration)
	}
}

// days are the first and the last day of a time, by its own clock.
func (s Span) days() (first, last string) {
	return s.Start.Format(time.DateOnly), s.End.Add(-1).Format(time.DateOnly)
}

func write(at jsontext.Pointer, text string, found *problem.List) (written, bool) {
	if text == "" {
		found.Add(at, problem.Missing, strings.TrimPrefix(string(at), "/"))
		return written{}, false
	}
	for _, f := range []form{dayForm, shortForm, longForm, instantForm, minuteForm} {
		t, err := time.Parse(string(f), text)
		if err != nil || !shape.MatchString(text) {
			continue
		}
		if year := t.Year(); year < firstYear || year > lastYear {
			found.Add(at, oncalendar.OutOfBounds, text, firstYear, lastYear)
			return written{}, false
		}
		return written{t, f}, true
	}
	found.Add(at, oncalendar.NotTime, fmt.Sprintf("%q", text))
	return written{}, false
}

// in is the instant in a time zone.
func (w written) in(at jsontext.Pointer, location *time.Location, found *problem.List) time.Time {
	if w.form == instantForm || w.form == minuteForm {
		t := w.Time.In(location)
		if year := t.Year(); year < firstYear || year > lastYear {
			found.Add(at, oncalendar.OutOfBounds, t.Format(time.RFC3339), firstYear, lastYear)
		}
		return t
	}
	when := w.instants(location)
	switch len(when) {
	case 0:
		found.Add(at, oncalendar.NoSuchTime, w.jump(location), location)
		return time.Time{}
	case 1:
		return when[0]
	}
	found.Add(at, oncalendar.AmbiguousTime, location, when[0].Format(time.RFC3339), when[len(when)-1].Format(time.RFC3339))
	return time.Time{}
}

// instants are those at which the clocks show w, ascending: none if they are put forward over it, two if they are put
// back.
func (w written) instants(location *time.Location) []time.Time {
	y, m, d := w.Date()
	near := time.Date(y, m, d, w.Hour(), w.Minute(), w.Second(), 0, location)
	from, until := near.ZoneBounds()
	around := []time.Time{near}
	if !from.IsZero() {
		around = append(around, from.Add(-1))
	}
	if !until.IsZero() {
		around = append(around, until)
	}
	var when []time.Time
	for _, t := range around {
		_, offset := t.Zone()
		t = w.Add(-time.Duration(offset) * time.Second).In(location)
		if _, real := t.Zone(); real == offset {
			when = append(when, t)
		}
	}
	slices.SortFunc(when, time.Time.Compare)
	return slices.CompactFunc(when, time.Time.Equal)
}

// jump says how the clocks are put forward over w.
func (w written) jump(location *time.Location) string {
	y, m, d := w.Date()
	from, until := time.Date(y, m, d, w.Hour(), w.Minute(), w.Second(), 0, location).ZoneBounds()
	for _, change := range []time.Time{from, until} {
		_, before := change.Add(-1).Zone()
		_, after := change.Zone()
		last, next := change.UTC().Add(time.Duration(before)*time.Second), change.UTC().Add(time.Duration(after)*time.Second)
		if !w.Before(last) && w.Before(next) {
			layout := "15:04"
			if last.YearDay() != next.YearDay() { // an island changed sides of the date line
				layout = "2006-01-02 15:04"
			}
			return last.Format("2006-01-02 15:04") + " → " + next.Format(layout)
		}
	}
	return w.Format("2006-01-02 15:04") // unreachable: a time that clocks never show is in a jump
}

// areas are how IANA names of places begin. Other names are abbreviations of somebody, or files of the machine.
var areas = []string{
	"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian", "Pacific",
}

// locations keeps what LoadLocation reads from files.
var locations sync.Map // by name, of which there are only so many

// ValidZone reports whether a name is one of a time zone.
func ValidZone(name string) bool {
	var found problem.List
	return zone(name, &found) != nil
}

// zone is nil if there is none of that name.
func zone(name string, found *problem.List) *time.Location {
	if name == "" {
		found.Add("/time_zone", oncalendar.NoZone)
		return nil
	}
	if location, ok := locations.Load(name); ok {
		return location.(*time.Location)
	}
	area, place, _ := strings.Cut(name, "/")
	if name == "UTC" || place != "" && slices.Contains(areas, area) {
		if location, err := time.LoadLocation(name); err == nil {
			locations.Store(name, location)
			return location
		}
	}
	found.Add("/time_zone", oncalendar.UnknownZone, fmt.Sprintf("%q", name))
	return nil
}

// ascending is a sorted copy, nil if empty.
func ascending[E cmp.Ordered](list []E) []E {
	if len(list) == 0 {
		return nil
	}
	return slices.Sorted(slices.Values(list))
}
