// What people are told: why an appointment is, or is not, in somebody's calendar, and what it is that is held back.
// Nothing is decided here. A reason says what the plan says:
//
//	the plan                                     | the reason
//	cannot invite the person                     | no person, not flagged, no mail
//	passes a cancelled appointment over          | cancelled
//	any other, and the entry has the person      | invited, or declined if that is their answer
//	passes the appointment over                  | what it says: over, too far, waiting, stopped
//	leaves the person out of the budget          | budget spent
//	does not find the person in the entry        | unlisted
//	any other                                    | comes soon

package calsync

import (
	"cmp"
	"slices"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Reason is why an appointment is, or is not, in somebody's calendar.
type Reason string

// The reasons.
const (
	NotFlagged  Reason = "not-flagged"  // the person does not want to be invited
	NoMail      Reason = "no-mail"      // nobody knows where to invite the person
	NoPerson    Reason = "no-person"    // it names somebody who is not among the persons any more
	IsCancelled Reason = "cancelled"    // it does not take place
	IsOver      Reason = "over"         // nobody is invited to what is over
	TooFarAhead Reason = "too-far"      // it begins after the days that are mirrored
	IsWaiting   Reason = "waiting"      // Google did not take it, see Failed
	IsStopped   Reason = "stopped"      // somebody uninstalled
	BudgetSpent Reason = "budget-spent" // it is one of the invitations that are open
	IsUnlisted  Reason = "unlisted"     // Google was told to invite the person, and has nobody with that address
	ComesSoon   Reason = "comes-soon"   // the next run invites the person
	// it is in the calendar, unless the person deleted it there, or lets Google show only what comes from known senders
	Invited Reason = "invited"
	// Declined: they said no, after which most calendars do not show it
	Declined Reason = "declined"
)

var sentences = map[Reason]problem.Text{
	NotFlagged: {De: "Die Person soll nicht eingeladen werden (sync ist aus).",
		En: "The person is not to be invited (sync is off)."},
	NoMail: {De: "Zur Person fehlt die Mail-Adresse, ohne die niemand eingeladen werden kann. Bitte in den Stammdaten " +
		"ergänzen und sync einschalten.",
		En: "The person has no mail address, without which nobody can be invited. Please add one, and switch sync on."},
	NoPerson: {De: "Die Person steht im Termin, aber nicht mehr in den Stammdaten, und wird nicht eingeladen.",
		En: "The appointment names the person, who is not among the persons any more and is not invited."},
	IsCancelled: {De: "Der Termin ist abgesagt.", En: "The appointment is cancelled."},
	IsOver: {De: "Der Termin ist vorbei; dazu wird niemand mehr eingeladen.",
		En: "The appointment is over; nobody is invited any more."},
	TooFarAhead: {De: "Der Termin liegt weiter voraus, als die Einstellungen abgleichen lassen.",
		En: "The appointment is further ahead than the settings say."},
	IsWaiting: {De: "Google hat den Termin abgelehnt; er wartet auf den nächsten Versuch.",
		En: "Google refused the appointment; it waits for the next attempt."},
	IsStopped: {De: "Der Abgleich ist angehalten; eingeladen wird erst, wenn ihn jemand wieder beginnt.",
		En: "The sync is stopped; nobody is invited until somebody starts it again."},
	BudgetSpent: {De: "Das Kontingent an Einladungen nach außen ist heute verbraucht; die Einladung folgt.",
		En: "Today's budget of invitations to the outside is spent; the invitation follows."},
	IsUnlisted: {De: "Die Person wurde eingeladen, aber Google führt im Eintrag niemanden unter ihrer Adresse. Bitte " +
		"die Adresse in den Stammdaten berichtigen.",
		En: "The person was invited, but Google has nobody with their address in the entry. Please correct the address."},
	ComesSoon: {De: "Der nächste Lauf lädt die Person ein.", En: "The next run invites the person."},
	Declined: {De: "Die Person ist eingeladen und hat abgesagt; die meisten Kalender zeigen ihr den Termin dann nicht " +
		"mehr.",
		En: "The person is invited and has declined; most calendars do not show them the appointment any more."},
	Invited: {De: "Die Person ist eingeladen. Sieht sie den Termin nicht, hat sie ihn gelöscht, oder ihr " +
		"Kalender zeigt nur Einladungen bekannter Absender.",
		En: "The person is invited. If they do not see the appointment, they deleted it, or their calendar shows only " +
			"what comes from known senders."},
}

// Text is the reason for people: a sentence.
func (r Reason) Text() problem.Text { return sentences[r] }

// Explanation says of an appointment of a person whether it is in their calendar.
type Explanation struct {
	Key    Key       `json:"key"`
	Title  string    `json:"title"`
	Start  time.Time `json:"start"`
	Reason Reason    `json:"reason"`
	// Answer is what the person answered; empty: nothing.
	Answer string `json:"answer,omitempty"`
	// Failed is why Google did not take it; nil: it is not waiting, or nobody knows.
	Failed *problem.Problem `json:"failed,omitempty"`
}

// Explain says of all appointments of the supply that name a person, the nearest first, whether they are in the
// person's calendar. known is whether anybody knows the person: there is one, or an appointment names one.
func (s *Situation) Explain(id jobcal.PersonID) (list []Explanation, known bool) {
	plan := s.plan()
	list = []Explanation{}
	for key, a := range s.Supply.Appointments {
		if slices.Contains(a.Persons, id) {
			list = append(list, s.explain(plan, key, id))
		}
	}
	slices.SortFunc(list, func(a, b Explanation) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Key, b.Key))
	})
	_, known = s.Supply.Persons[id]
	return list, known || len(list) > 0
}

// explain says it of one appointment.
func (s *Situation) explain(plan *Plan, key Key, id jobcal.PersonID) Explanation {
	a, record := s.Supply.Appointments[key], s.Memory.Records[key]
	x := Explanation{Key: key, Title: a.Title, Start: a.Span.Start}
	guest, reason := s.invitation(id)
	there := false
	if known := record.Known(); known != nil {
		var invited Guest
		invited, there = known.guest(guest.Mail)
		x.Answer = invited.Answer
	}
	passed := plan.Passed[key]
	switch {
	case reason != "":
		x.Reason = reason
	case passed == IsCancelled:
		x.Reason = IsCancelled
	case there && x.Answer == "declined":
		x.Reason = Declined
	case there:
		x.Reason = Invited
	case passed == IsWaiting:
		x.Reason, x.Failed = IsWaiting, record.Failed
	case passed != "":
		x.Reason = passed
	case slices.Contains(plan.Postponed[key], guest.Mail):
		x.Reason = BudgetSpent
	case slices.Contains(plan.Unlisted[key], guest.Mail):
		x.Reason = IsUnlisted
	default:
		x.Reason = ComesSoon
	}
	return x
}

// Names tell to which appointments losses belong, by what is remembered: reports keep only the losses.
type Names struct {
	keys    map[EntryID]Key
	records map[Key]Record
}

// NamedLoss is a loss with what people call it. Of what went in the meantime title and start may not be known any more.
type NamedLoss struct {
	Loss
	Key   Key       `json:"key,omitempty"` // of the appointment; empty: it is a right to read
	Title string    `json:"title,omitempty"`
	Start time.Time `json:"start,omitzero"`
}

// Names are those of the entries of an installation.
func (m *Memory) Names(instance string) Names {
	n := Names{keys: map[EntryID]Key{}, records: m.Records}
	for key, r := range m.Records {
		for generation := range r.Generation + 1 { // there may be entries of earlier ones
			n.keys[Mark{instance, key, generation}.ID()] = key
		}
		if r.Echo != nil { // a server may have given it another ID
			n.keys[r.Echo.ID] = key
		}
	}
	return n
}

// Of gives losses their names.
func (n Names) Of(losses []Loss) []NamedLoss {
	named := make([]NamedLoss, len(losses))
	for i, loss := range losses {
		named[i] = NamedLoss{Loss: loss, Key: n.keys[loss.Entry]}
		if e := n.records[named[i].Key].Echo; e != nil {
			named[i].Title, named[i].Start = e.Title, e.Start
		}
	}
	return named
}
