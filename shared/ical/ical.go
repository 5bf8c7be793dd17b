// Package ical writes appointments as iCalendar (RFC 5545), which every calendar program reads.
//
//	appointment                | entry
//	ID                         | UID, with @kursbuch behind: whoever reads it again finds the same entry
//	times                      | instants in UTC: every program shows them in its own time zone
//	whole days                 | dates, the end exclusive
//	location, resources        | LOCATION, by commas: programs know no resources
//	private                    | CLASS:PRIVATE
//	free                       | TRANSP:TRANSPARENT
//	cancelled                  | STATUS:CANCELLED
//	persons                    | nothing: who else comes is for planners
package ical

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"kursbuch.internal/shared/jobcal"
)

// Calendar is what becomes one file.
type Calendar struct {
	Name         string // any white space in it becomes blanks
	Appointments []jobcal.Appointment
	// Book has the resources of the appointments. Those that are gone are left out.
	Book *jobcal.Book
}

// Write is the file as of a time, which is in every entry.
func (c Calendar) Write(at time.Time) []byte {
	calendar := ics.NewCalendarFor("Kursbuch")
	calendar.SetXWRCalName(oneLine(c.Name))
	calendar.SetRefreshInterval("PT1H") // that it is a duration the library writes by itself
	calendar.SetXPublishedTTL("PT1H")
	for _, a := range c.Appointments {
		enter(calendar, a, place(a, c.Book)).SetDtStampTime(at)
	}
	return []byte(calendar.Serialize(ics.WithNewLineWindows))
}

// enter writes an appointment into a calendar.
func enter(calendar *ics.Calendar, a jobcal.Appointment, where string) *ics.VEvent {
	entry := calendar.AddEvent(string(a.ID) + "@kursbuch")
	entry.SetSummary(oneLine(a.Title))
	if a.Span.AllDay() {
		entry.SetAllDayStartAt(a.Span.Start)
		entry.SetAllDayEndAt(a.Span.End)
	} else {
		entry.SetStartAt(a.Span.Start)
		entry.SetEndAt(a.Span.End)
	}
	if a.Description != "" {
		entry.SetDescription(newlines.Replace(a.Description))
	}
	if where != "" {
		entry.SetLocation(where)
	}
	if a.Link != "" {
		entry.SetURL(a.Link)
	}
	if a.Category != "" {
		entry.AddCategory(oneLine(a.Category))
	}
	if a.Private {
		entry.SetClass(ics.ClassificationPrivate)
	}
	if a.Free {
		entry.SetTimeTransparency(ics.TransparencyTransparent)
	}
	entry.SetStatus(ics.ObjectStatusConfirmed)
	if a.Cancelled {
		entry.SetStatus(ics.ObjectStatusCancelled)
	}
	return entry
}

// place is where an appointment is: its location, then its resources.
func place(a jobcal.Appointment, b *jobcal.Book) string {
	var names []string
	if a.Location != "" {
		names = append(names, oneLine(a.Location))
	}
	for _, id := range a.Resources {
		if r, ok := b.Resources[id]; ok {
			names = append(names, oneLine(r.Name))
		}
	}
	return strings.Join(names, ", ")
}

// newlines makes all ends of lines the one that the library escapes. It writes a \r as it is, after which a text could
// go on with lines of its own, such as END:VCALENDAR.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// oneLine is a text without what ends a line: whatever records are checked for, no text begins another line of the
// file.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
