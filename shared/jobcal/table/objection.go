package table

import (
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// check adds what the job calendar objects to in an appointment, also where some of its cells could not be read: what
// they would have said is missing in the draft, and told already.
func (o *objections) check(j *job, d jobcal.Draft, b *jobcal.Book) {
	first := j.rows[0]
	_, found := jobcal.Check(d, b)
	for _, p := range found.Items {
		unread := p.Code == problem.Missing || p.Code == problem.Empty
		again := p.Code == oncalendar.OutOfBounds && p.Path == "/end" && first.Get(columnUntil) == ""
		if !unread && !again {
			o.object(first, p)
		}
	}
}

// object says what the job calendar objects to, to somebody who has the table before them and knows nothing of drafts.
func (o *objections) object(r row, p problem.Problem) {
	at := column(string(p.Path))
	switch p.Code {
	case oncalendar.NoSuchTime:
		o.add(r, oncalendar.SkippedClock, at)
	case oncalendar.AmbiguousTime:
		o.add(r, oncalendar.DoubledClock, at)
	case oncalendar.EndBeforeStart:
		o.add(r, oncalendar.EndsTooEarly, r.Get(columnEnd), r.Get(columnStart))
	case oncalendar.ZeroDuration:
		o.add(r, oncalendar.NoDuration, r.Get(columnStart))
	case oncalendar.OutOfBounds:
		o.add(r, oncalendar.YearOfRow, at, p.Arg(2), p.Arg(3))
	case oncalendar.TooLong:
		o.add(r, oncalendar.CellTooLong, at, p.Arg(1), p.Arg(2))
	case oncalendar.NotSingleLine:
		o.add(r, oncalendar.CellOfLines, at)
	case oncalendar.TooManyGuests:
		o.add(r, oncalendar.TooManyInRows, p.Arg(1), p.Arg(2))
	default:
		o.add(r, oncalendar.CellRefused, at, p.Message(problem.German), p.Message(problem.English))
	}
}

// column names the columns that a path into a draft comes from.
func column(path string) string {
	for prefix, name := range map[string]string{
		"/start": columnFrom + ", " + columnStart, "/end": columnUntil + ", " + columnEnd, "/title": titleColumns[0],
		"/job_number": columnJob,
		"/persons":    columnPerson,
	} {
		if strings.HasPrefix(path, prefix) {
			return name
		}
	}
	return path
}
