// What the rows of an appointment say, and all that is wrong with them.

package table

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/scalar/sheet"
)

// separators are what people write between several short names.
const separators = ",;/&+|\n"

// faults are the codes of rows that cannot be read.
var faults = map[sheet.Fault]problem.Code{
	sheet.BadQuote: oncalendar.BadQuote, sheet.ExtraCells: oncalendar.ExtraCells,
}

// Rejection is why a row is not taken.
type Rejection struct {
	// Number is the LfdNr of the row; empty: it has none that could be read. The line is that of the problem.
	Number  string          `json:"number,omitempty"`
	Problem problem.Problem `json:"problem"`
}

// objections are rejections that are being collected.
type objections []Rejection

func (o *objections) add(r row, code problem.Code, args ...any) {
	var one problem.List
	p := *one.Add("", code, args...)
	p.Line = r.Line
	*o = append(*o, Rejection{r.Get(columnNumber), p})
}

// reader knows what a row means for an appointment.
type reader struct {
	zone string
	// persons are by their short names as [jobcal.FoldShortName] writes them.
	persons map[string]jobcal.PersonID
	// known are the persons by all their names, their short names as keys.
	known []problem.Candidate
}

func newReader(b *jobcal.Book, zone string) reader {
	r := reader{zone: zone, persons: map[string]jobcal.PersonID{}}
	for id, p := range event.Sorted(b.Persons) {
		r.persons[jobcal.FoldShortName(p.ShortName)] = id
		r.known = append(r.known, problem.Candidate{Key: p.ShortName, Names: []string{p.Name, p.ShortName}})
	}
	return r
}

// read changes d into what the rows of an appointment say, or gives all that is wrong with them. What the table does
// not know stays.
func (r reader) read(j *job, d *jobcal.Draft) (wrong objections) {
	d.ID, d.Persons = j.appointmentID(), nil
	first := j.rows[0]
	for _, row := range j.rows {
		if row.Broken != "" { // of the cells of such a row nothing can be said
			wrong.add(row, faults[row.Broken])
			continue
		}
		if row.Get(columnID) == "" {
			wrong.add(row, oncalendar.NoIDString)
		}
		if title(row) == "" {
			wrong.add(row, oncalendar.NoTitleInRow)
		}
		wrong.disagree(first, row)
		r.person(row, d, &wrong)
	}
	if first.Broken == "" {
		d.JobNumber, d.Title = first.Get(columnJob), title(first)
		r.times(first, d, &wrong)
	}
	return wrong
}

// disagree finds rows of one appointment that mean different ones.
func (o *objections) disagree(a, b row) {
	if a.Broken != "" {
		return
	}
	for _, column := range Known {
		if column != columnNumber && column != columnPerson && a.Get(column) != b.Get(column) {
			o.add(b, oncalendar.RowsDisagree, column, fmt.Sprintf("%q", b.Get(column)), a.Line,
				fmt.Sprintf("%q", a.Get(column)))
		}
	}
}

func (r reader) person(row row, d *jobcal.Draft, wrong *objections) {
	short := row.Get(columnPerson)
	if short == "" {
		return
	}
	id, ok := r.persons[jobcal.FoldShortName(short)]
	switch {
	case !ok && strings.ContainsAny(short, separators):
		wrong.add(row, oncalendar.SeveralPersons, fmt.Sprintf("%q", short))
	case !ok:
		args := []any{fmt.Sprintf("%q", short)}
		if meant, _ := problem.Meant(short, r.known); len(meant) == 1 {
			args = append(args, fmt.Sprintf("%q", meant[0].Key), meant[0].Names[0])
		}
		wrong.add(row, oncalendar.UnknownShortName, args...)
	case !slices.Contains(d.Persons, id):
		d.Persons = append(d.Persons, id)
	}
}

func title(r row) string {
	for _, column := range titleColumns {
		if text := strings.Join(strings.Fields(r.Get(column)), " "); text != "" {
			return text
		}
	}
	if number := r.Get(columnJob); number != "" {
		return "Auftrag " + number
	}
	return ""
}

// times reads when the appointment is: without times of day it takes whole days, the last one included. If it cannot
// be read the draft has none.
func (r reader) times(row row, d *jobcal.Draft, wrong *objections) {
	d.TimeZone, d.Start, d.End = "", "", ""
	before := len(*wrong)
	from := wrong.day(row, columnFrom)
	until := from
	if row.Get(columnUntil) != "" {
		until = wrong.day(row, columnUntil)
	}
	if len(*wrong) == before && until.Before(from) {
		wrong.add(row, oncalendar.UntilBeforeFrom, row.Get(columnUntil), row.Get(columnFrom))
		return
	}
	if row.Get(columnStart) == "" && row.Get(columnEnd) == "" {
		if len(*wrong) == before {
			d.Start, d.End = from.Format(time.DateOnly), until.AddDate(0, 0, 1).Format(time.DateOnly)
		}
		return
	}
	start, end := wrong.clock(row, columnStart), wrong.clock(row, columnEnd)
	if len(*wrong) == before {
		const local = "2006-01-02T15:04:05"
		d.TimeZone, d.Start, d.End = r.zone, from.Add(start).Format(local), until.Add(end).Format(local)
	}
}

func (o *objections) day(r row, column string) time.Time {
	day, ok := readDay(r.Get(column))
	if !ok {
		o.add(r, oncalendar.NotDayInCell, column, fmt.Sprintf("%q", r.Get(column)))
	}
	return day
}

func (o *objections) clock(r row, column string) time.Duration {
	text := r.Get(column)
	if text == "" {
		o.add(r, oncalendar.ClockMissing, column)
		return 0
	}
	at, ok := readClock(text)
	if !ok {
		o.add(r, oncalendar.NotClockInCell, column, fmt.Sprintf("%q", text))
	}
	return at
}
