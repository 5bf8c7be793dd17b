// What a plan tells of the sources.

package calsync

import (
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// findings are what people should know of the supply.
func (s *Situation) findings(items []*item) problem.List {
	var found problem.List
	for _, source := range s.Supply.Failed {
		found.Add("", oncalendar.SourceFailed, source)
	}
	if s.RulesFailed != nil {
		found.Append(AsError(s.RulesFailed).AboutRules())
	}
	found.Append(missing(items))
	found.Append(s.declines(items))
	found.Append(shortened(items))
	found.Append(s.Supply.Warnings)
	return found
}

// missing tells of persons and resources that nobody knows: of many appointments at once.
func missing(items []*item) problem.List {
	var each problem.List
	var where []string
	for _, i := range items {
		for _, id := range i.missing {
			each.Add(i.key.Path(), oncalendar.MissingPerson, id)
			where = append(where, id+" ("+i.called()+")")
		}
	}
	if len(where) < 2 {
		return each
	}
	var all problem.List
	all.Add("", oncalendar.MissingPersons, len(where), firstOf(where))
	return all
}

// mostTold is how many things of a kind people are told of one by one. Of more it is the number, and the first ones.
const mostTold = 3

// firstOf lists the first of many things.
func firstOf(all []string) string {
	first := strings.Join(all[:min(len(all), mostTold)], ", ")
	if len(all) > mostTold {
		first += ", …"
	}
	return first
}

// called is an appointment in a list of several. Its key comes first: where findings are cut, or an event is erased, no
// title is left without it.
func (i *item) called() string { return string(i.key) + " „" + i.appointment.Title + "“" }

// begins is when an appointment begins, as findings say it.
func begins(a jobcal.Appointment) any {
	if a.Span.AllDay() {
		return problem.Day(a.Span.Start.Format(time.DateOnly))
	}
	return a.Span.Start
}
