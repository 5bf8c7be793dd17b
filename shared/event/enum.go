package event

import "kursbuch.internal/shared/problem"

// Status is where a registration stands for one part.
type Status string

// The statuses.
const (
	NotApplied  Status = "not_applied"
	Applied     Status = "applied"
	Participant Status = "participant"
	Waitlist    Status = "waitlist"
	Guest       Status = "guest"
	Cancelled   Status = "cancelled"
	Rejected    Status = "rejected"
)

// Involved reports whether a part with this status counts for fees.
//
// SPEC: "A part counts in conditions if its status is applied, participant or waiting list."
func (s Status) Involved() bool { return s == Applied || s == Participant || s == Waitlist }

// Present reports whether somebody with this status takes part: as a participant or a guest.
func (s Status) Present() bool { return s == Participant || s == Guest }

// FieldKind is what a custom field holds.
type FieldKind string

// The kinds of custom fields.
const (
	FieldText              FieldKind = "text"
	FieldBool              FieldKind = "bool"
	FieldInt               FieldKind = "int"
	FieldNumber            FieldKind = "number"
	FieldDate              FieldKind = "date"
	FieldDateTime          FieldKind = "datetime"
	FieldNonNegativeInt    FieldKind = "non_negative_int"
	FieldNonNegativeNumber FieldKind = "non_negative_number"
	FieldPhone             FieldKind = "phone"
)

// Association is what a custom field belongs to.
type Association string

// The associations.
const (
	OfRegistration Association = "registration"
	OfCourse       Association = "course"
	OfLodgement    Association = "lodgement"
)

// Constraint is what a track group demands of its tracks.
type Constraint string

// CourseChoiceSync demands equal choices and equal course instructors in all tracks of the group. It is the only
// constraint there is; a track group of another kind demands nothing.
const CourseChoiceSync Constraint = "course_choice_sync"

// numbered maps an enumeration to the numbers that files of the original use for it.
type numbered[E ~string] map[E]int

var (
	statuses = numbered[Status]{NotApplied: -1, Applied: 1, Participant: 2, Waitlist: 3, Guest: 4, Cancelled: 5,
		Rejected: 6}
	associations = numbered[Association]{OfRegistration: 1, OfCourse: 2, OfLodgement: 3}
	constraints  = numbered[Constraint]{CourseChoiceSync: 1}
	fieldKinds   = numbered[FieldKind]{
		FieldText: 1, FieldBool: 2, FieldInt: 3, FieldNumber: 4, FieldDate: 5, FieldDateTime: 6,
		FieldNonNegativeInt: 10, FieldNonNegativeNumber: 12, FieldPhone: 20,
	}
)

// Number is the number that files use for s; 0 for a status that does not exist.
func (s Status) Number() int { return statuses[s] }

// Words are what people call the status.
func (s Status) Words() problem.Text { return statusWords[s] }

func init() {
	for s, words := range statusWords {
		problem.RegisterTerms(map[string]problem.Text{string(s): words})
	}
}

var statusWords = map[Status]problem.Text{
	NotApplied:  {De: "nicht angemeldet", En: "not applied"},
	Applied:     {De: "offen", En: "applied"},
	Participant: {De: "Teilnehmer", En: "participant"},
	Waitlist:    {De: "Warteliste", En: "waiting list"},
	Guest:       {De: "Gast", En: "guest"},
	Cancelled:   {De: "abgemeldet", En: "cancelled"},
	Rejected:    {De: "abgelehnt", En: "rejected"},
}

// Statuses lists the statuses in the order of their numbers.
var Statuses = []Status{NotApplied, Applied, Participant, Waitlist, Guest, Cancelled, Rejected}
