// Why an appointment is, or is not, in somebody's calendar, in the words that people are told. Which of them it is says
// the plan: see explain.go for what is there, guard.go for what would go.

package calsync

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
	IsPaused    Reason = "paused"       // somebody paused the sync, see Halted
	NoCalendar  Reason = "no-calendar"  // there is no master calendar yet, see Halted
	IsDeleted   Reason = "deleted"      // there is no such appointment any more
	TakenOut    Reason = "taken-out"    // it does not name the person, or resource, any more
	IsUnread    Reason = "unread"       // its source cannot be read, so that nobody knows
	BudgetSpent Reason = "budget-spent" // it is one of the invitations that are open
	IsUnlisted  Reason = "unlisted"     // Google was told to invite the person, and has nobody with that address
	ComesSoon   Reason = "comes-soon"   // the next run invites the person
	IsMirrored  Reason = "mirrored"     // of an appointment as such: it is in the master calendar
	NotYet      Reason = "not-yet"      // of an appointment as such: the next run enters it
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
	IsPaused: {De: "Der Abgleich macht gerade Pause; bis sie endet, ändert sich in den Kalendern nichts.",
		En: "The sync is paused now; until that ends nothing changes in the calendars."},
	NoCalendar: {De: "Es gibt noch keinen Master-Kalender; bis ein Admin ihn anlegen lässt, ändert sich in den " +
		"Kalendern nichts.",
		En: "There is no master calendar yet; until an admin has it made nothing changes in the calendars."},
	IsDeleted: {De: "Den Termin gibt es nicht mehr.", En: "The appointment does not exist any more."},
	TakenOut:  {De: "Die Person ist aus dem Termin genommen.", En: "The person was taken out of the appointment."},
	IsUnread: {De: "Woher der Termin kommt, ist gerade nicht zu lesen; der Eintrag bleibt, wie er ist. Der nächste Lauf " +
		"versucht es wieder.",
		En: "Where the appointment comes from cannot be read now; the entry stays as it is. The next run tries again."},
	IsMirrored: {De: "Der Termin steht im Master-Kalender.", En: "The appointment is in the master calendar."},
	NotYet: {De: "Der nächste Lauf trägt den Termin in den Master-Kalender ein.",
		En: "The next run enters the appointment into the master calendar."},
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

// gone is why the entry of an appointment is not wanted any more. A run does not read what begins after its window: to
// it, an appointment that was moved there is as good as deleted.
func (s *Situation) gone(key Key) Reason {
	a, there := s.Supply.Appointments[key]
	switch {
	case there:
		return s.unwanted(a)
	case s.Beyond[key]:
		return TooFarAhead
	}
	return IsDeleted
}

// leftOut is why nobody with one of these IDs, who all have one mail address, is to be invited any more, or to read.
func (s *Situation) leftOut(ids []jobcal.PersonID, mail string) Reason {
	if len(ids) > 0 {
		_, reason := s.invitation(slices.Min(ids))
		return cmp.Or(reason, TakenOut)
	}
	for _, r := range s.Supply.Resources {
		if r.Mail == mail {
			return TakenOut
		}
	}
	return NoPerson
}

// Cause is what in a source makes things go. It is stored: fields may be added, never rename or retype one.
type Cause struct {
	// Source is the one that says so; empty: persons and settings do, for whatever source.
	Source Source `json:"source,omitempty"`
	Reason Reason `json:"reason"`
	Losses int    `json:"losses"` // how many go by it
}

// causes are why things go: what most go by first.
func causes(losses []Loss, why map[Loss]Cause) []Cause {
	count := map[Cause]int{}
	for _, l := range losses {
		count[why[l]]++
	}
	var all []Cause
	for c, n := range count {
		c.Losses = n
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Cause) int {
		return cmp.Or(b.Losses-a.Losses, cmp.Compare(a.Source, b.Source), cmp.Compare(a.Reason, b.Reason))
	})
	return all
}

// whatHappened says in a few words what made things go.
var whatHappened = map[Reason]problem.Text{
	IsDeleted:   {De: "Termin gelöscht oder weit verschoben", En: "appointment deleted or moved far ahead"},
	IsCancelled: {De: "Termin abgesagt", En: "appointment cancelled"},
	IsOver:      {De: "Termin vorbei", En: "appointment over"},
	TooFarAhead: {De: "Termin zu weit voraus", En: "appointment too far ahead"},
	TakenOut:    {De: "aus dem Termin genommen", En: "taken out of the appointment"},
	NotFlagged:  {De: "sync ausgeschaltet", En: "sync switched off"},
	NoMail:      {De: "Mail-Adresse entfernt", En: "mail address removed"},
	NoPerson:    {De: "nicht mehr in den Stammdaten", En: "not known any more"},
}

// because lists the first causes for a sentence; empty: none is known.
func because(all []Cause) problem.Text {
	var de, en []string
	for _, c := range all {
		text, known := whatHappened[c.Reason]
		if !known {
			continue
		}
		where := ": "
		if c.Source != "" && c.Source != JobCalendar {
			where = " (" + string(c.Source) + "): "
		}
		de, en = append(de, text.De+where+strconv.Itoa(c.Losses)), append(en, text.En+where+strconv.Itoa(c.Losses))
	}
	if len(de) == 0 {
		return problem.Text{}
	}
	const most = 2 // what a sentence has room for
	more := ""
	if len(de) > most {
		more = ", …"
	}
	return problem.Text{De: " (" + strings.Join(de[:min(most, len(de))], ", ") + more + ")",
		En: " (" + strings.Join(en[:min(most, len(en))], ", ") + more + ")"}
}
