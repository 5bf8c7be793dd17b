package calendarsync

import (
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// Report is the report of a run as callers get it: with its findings in their language.
type Report struct {
	syncrun.Report
	Held     *Held           `json:"held,omitempty"`
	Findings []problem.Shown `json:"findings"`
	Units    int             `json:"units"`
}

func (m memory) present(r syncrun.Report, lang problem.Language) Report {
	return Report{r, m.held(r.Held), problem.Show(r.Findings.Items, lang), r.Units()}
}

// Plan is a plan as callers get it.
type Plan struct {
	Hash string `json:"hash"`
	*calsync.Plan
	Held     *Held           `json:"held,omitempty"`
	Findings []problem.Shown `json:"findings"`
	// Mails, Units are what carrying it out would cost: mails that Google sends, calls of its API (if none fails).
	Mails int `json:"mails"`
	Units int `json:"units"`
}

func (m memory) planned(p *calsync.Plan, lang problem.Language) Plan {
	shown := Plan{Hash: p.Hash(), Plan: p, Held: m.held(p.Held), Findings: problem.Show(p.Findings.Items, lang),
		Units: len(p.Calls)}
	for _, c := range p.Calls {
		shown.Mails += c.Mails
	}
	if p.Calls == nil {
		p.Calls = []calsync.Call{}
	}
	return shown
}

// Explanation is an explanation as callers get it.
type Explanation struct {
	calsync.Explanation
	Message string         `json:"message"`
	Failed  *problem.Shown `json:"failed,omitempty"`
}

func explained(list []calsync.Explanation, lang problem.Language) []Explanation {
	shown := make([]Explanation, len(list))
	for i, x := range list {
		shown[i] = Explanation{Explanation: x, Message: sentences[x.Reason].In(lang), Failed: one(x.Failed, lang)}
	}
	return shown
}

// Record is what is remembered of an appointment, as callers get it.
type Record struct {
	Entry   *calsync.Entry    `json:"entry,omitempty"` // as Google stored it
	Answers map[string]string `json:"answers,omitempty"`
	Failed  *problem.Shown    `json:"failed,omitempty"`
	Trail   []Step            `json:"trail"`
}

// Step is a write, as callers get it.
type Step struct {
	calsync.Step
	Failed *problem.Shown `json:"failed,omitempty"`
}

func recorded(r calsync.Record, lang problem.Language) Record {
	shown := Record{Entry: r.Echo, Answers: r.Answers, Failed: one(r.Failed, lang), Trail: make([]Step, len(r.Trail))}
	for i, s := range r.Trail {
		shown.Trail[i] = Step{s, one(s.Failed, lang)}
	}
	return shown
}

func one(p *problem.Problem, lang problem.Language) *problem.Shown {
	if p == nil {
		return nil
	}
	return &problem.Show([]problem.Problem{*p}, lang)[0]
}

var sentences = map[calsync.Reason]problem.Text{
	calsync.NotFlagged: {De: "Die Person soll nicht eingeladen werden (sync ist aus).",
		En: "The person is not to be invited (sync is off)."},
	calsync.NoMail: {De: "Zur Person fehlt die Mail-Adresse.", En: "The person has no mail address."},
	calsync.NoPerson: {De: "Die Person steht im Termin, aber nicht mehr in den Stammdaten, und wird nicht eingeladen.",
		En: "The appointment names the person, who is not among the persons any more and is not invited."},
	calsync.IsCancelled: {De: "Der Termin ist abgesagt.", En: "The appointment is cancelled."},
	calsync.IsOver: {De: "Der Termin ist vorbei; dazu wird niemand mehr eingeladen.",
		En: "The appointment is over; nobody is invited any more."},
	calsync.TooFarAhead: {De: "Der Termin liegt weiter voraus, als die Einstellungen abgleichen lassen.",
		En: "The appointment is further ahead than the settings say."},
	calsync.IsWaiting: {De: "Google hat den Termin abgelehnt; er wartet auf den nächsten Versuch.",
		En: "Google refused the appointment; it waits for the next attempt."},
	calsync.BudgetSpent: {De: "Das Kontingent an Einladungen nach außen ist heute verbraucht; die Einladung folgt.",
		En: "Today's budget of invitations to the outside is spent; the invitation follows."},
	calsync.ComesSoon: {De: "Der nächste Lauf lädt die Person ein.", En: "The next run invites the person."},
	calsync.Invited: {De: "Die Person ist eingeladen. Sieht sie den Termin nicht, hat sie ihn gelöscht, oder ihr " +
		"Kalender zeigt nur Einladungen bekannter Absender.",
		En: "The person is invited. If they do not see the appointment, they deleted it, or their calendar shows only " +
			"what comes from known senders."},
}
