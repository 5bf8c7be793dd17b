// What was answered to an invitation, and what of it counts. An answer belongs to the time for which it was given: who
// can come on Monday has not said that they can on Tuesday.
//
//	somebody                          | the reply      | former
//	answered for the time as it is    | that answer    | none
//	answered for another time only    | needs action   | the latest of those: "hatte für den alten Termin zugesagt"
//	never answered, or is not invited | needs action   | none

package jobcal

import (
	"cmp"
	"slices"
	"time"

	"kursbuch.internal/shared/problem"
)

// Given is an answer to an invitation. It is stored: fields may be added, never rename or retype one.
type Given struct {
	// Answer is accepted, declined or tentative, Comment what they wrote with it, AdditionalGuests whom they bring along.
	Answer           string `json:"answer"`
	Comment          string `json:"comment,omitempty"`
	AdditionalGuests int64  `json:"additional_guests,omitzero"`
	// Start and End, exclusive, are when the appointment was to be. All day, they are midnight UTC of the first day and of
	// the day after the last one.
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	AllDay bool      `json:"all_day,omitzero"`
}

// At reports whether it was given for the same time as another one. Fractions of a second do not count: Google keeps
// none.
func (g Given) At(h Given) bool {
	return g.AllDay == h.AllDay && g.Start.Unix() == h.Start.Unix() && g.End.Unix() == h.End.Unix()
}

// Equal reports whether it is the same answer for the same time.
func (g Given) Equal(h Given) bool { return g.Says(h) && g.At(h) }

// Says reports whether both are the same answer, for whichever times.
func (g Given) Says(h Given) bool {
	return g.Answer == h.Answer && g.Comment == h.Comment && g.AdditionalGuests == h.AdditionalGuests
}

// Reply is what a person or a resource answered to an invitation: needsAction, accepted, tentative, declined.
type Reply struct {
	Person   PersonID   `json:"person,omitempty"`
	Resource ResourceID `json:"resource,omitempty"`
	Answer   string     `json:"answer"`
	// Former is what they answered while the appointment was to be at another time, if they have not answered since; nil:
	// nothing.
	Former *Given `json:"former,omitempty"`
}

// Text says in words what was answered for the time before, empty if nothing was.
func (r Reply) Text() problem.Text {
	if r.Former == nil {
		return problem.Text{}
	}
	return formerly[r.Former.Answer]
}

var formerly = map[string]problem.Text{
	"accepted":  {De: "hatte für den alten Termin zugesagt", En: "had accepted for the time before"},
	"declined":  {De: "hatte für den alten Termin abgesagt", En: "had declined for the time before"},
	"tentative": {De: "hatte für den alten Termin vorläufig zugesagt", En: "had tentatively accepted for the time before"},
}

// Replies are those of everybody who is in an appointment, given the answers by mail address, of each the latest last;
// never nil. Who has not been invited has not answered. A resource without a mail address never is, and has none.
func (b *Book) Replies(a Appointment, answers map[string][]Given) []Reply {
	list := []Reply{}
	reply := func(r Reply, mail string) {
		r.Answer, r.Former = a.answered(answers[mail])
		list = append(list, r)
	}
	for _, id := range a.Persons {
		reply(Reply{Person: id}, b.Persons[id].Mail)
	}
	for _, id := range a.Resources {
		if mail := b.Resources[id].Mail; mail != "" {
			reply(Reply{Resource: id}, mail)
		}
	}
	return list
}

// answered is the answer of somebody for the time of the appointment or, if there is none, the latest for another time.
func (a Appointment) answered(given []Given) (answer string, former *Given) {
	now := Given{Start: a.Span.Start, End: a.Span.End, AllDay: a.Span.AllDay()}
	if i := slices.IndexFunc(given, now.At); i >= 0 {
		return cmp.Or(given[i].Answer, "needsAction"), nil
	}
	if len(given) > 0 {
		former = &given[len(given)-1]
	}
	return "needsAction", former
}
