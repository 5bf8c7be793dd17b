package main

import (
	"fmt"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// check is what the job calendar objects to in an appointment, also where some of its cells could not be read: what
// they would have said is missing in the draft, and told already.
func (j *job) check(d jobcal.Draft, b *jobcal.Book) (rejected []rejection) {
	first := j.rows[0]
	_, found := jobcal.Check(d, b)
	for _, p := range found.Items {
		unread := p.Code == problem.Missing || p.Code == problem.Empty
		again := p.Code == oncalendar.OutOfBounds && p.Path == "/end" && first.Get(columnUntil) == ""
		if !unread && !again {
			rejected = append(rejected, rejection{first, objection(first, p)})
		}
	}
	return rejected
}

// objection says what the job calendar objects to, to somebody who has the table before them and knows nothing of
// drafts.
func objection(r row, p problem.Problem) complaint {
	at := named(column(string(p.Path))) + ": "
	night := at + "Die Uhrzeit gibt es in dieser Nacht "
	overnight := "Endet der Termin am nächsten Tag? Dann bitte " + columnUntil + " eintragen; für einen ganztägigen " +
		"Termin beide Uhrzeiten leer lassen."
	switch p.Code {
	case oncalendar.NoSuchTime:
		return complaint{night + "nicht, weil die Uhr vorgestellt wird.", "Bitte eine andere Uhrzeit eintragen."}
	case oncalendar.AmbiguousTime:
		return complaint{night + "zweimal, weil die Uhr zurückgestellt wird.",
			"Bitte eine andere Uhrzeit eintragen, oder den Termin im JobKalender anlegen, dort mit Abstand zu UTC."}
	case oncalendar.EndBeforeStart:
		return complaint{fmt.Sprintf("%s (%s) liegt vor %s (%s).", columnEnd, r.Get(columnEnd), columnStart,
			r.Get(columnStart)), overnight}
	case oncalendar.ZeroDuration:
		return complaint{fmt.Sprintf("%s und %s sind gleich (%s).", columnStart, columnEnd, r.Get(columnStart)), overnight}
	case oncalendar.OutOfBounds:
		return complaint{fmt.Sprintf("%sDas Jahr geht nicht, möglich sind %s bis %s.", at, p.Arg(2), p.Arg(3)),
			"Bitte das Datum berichtigen."}
	case oncalendar.TooLong:
		return complaint{at + p.Message(problem.German), "Bitte kürzen."}
	case oncalendar.NotSingleLine:
		return complaint{at + p.Message(problem.German), "Bitte die Zeilenumbrüche in der Zelle löschen."}
	case oncalendar.TooManyGuests:
		return complaint{fmt.Sprintf("%sDer Termin hat %s davon, möglich sind %s.", at, p.Arg(1), p.Arg(2)),
			"Bitte auf mehrere Termine verteilen, jeden mit eigener " + named(columnID) + "."}
	}
	return complaint{at + p.Message(problem.German), "Bitte in der Tabelle berichtigen."}
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
