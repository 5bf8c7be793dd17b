// What callers get of reports, plans, explanations, records: what the domain has of them, with the findings as
// sentences in the caller's language, and with names for what is held back. What only the next run needs is left out.

package calendarsync

import (
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/syncrun"
)

// Report is the report of a run as callers get it: with its findings in their language.
type Report struct {
	syncrun.Report
	Held     *Held            `json:"held,omitempty"`
	Findings []answer.Finding `json:"findings"`
	Units    int              `json:"units"`
}

func present(r syncrun.Report, names calsync.Names, lang problem.Language) Report {
	return Report{r, judged(r.Held, names), answer.Findings(r.Findings.Items, lang), r.Units()}
}

// Plan is a plan as callers get it: what would be done, and what would be left. What a run would remember is left out.
type Plan struct {
	Hash         string           `json:"hash"`
	Calls        []calsync.Call   `json:"calls"`
	Held         *Held            `json:"held,omitempty"`
	Appointments int              `json:"appointments"`
	Unchanged    int              `json:"unchanged"`
	Parked       int              `json:"parked"`
	Open         int              `json:"open"`
	Findings     []answer.Finding `json:"findings"`
	// Mails, Units are what carrying it out would cost: mails that Google sends, calls of its API (if none fails).
	Mails int `json:"mails"`
	Units int `json:"units"`
}

func planned(p *calsync.Plan, names calsync.Names, lang problem.Language) Plan {
	return Plan{
		Hash: p.Hash(), Calls: append([]calsync.Call{}, p.Calls...), Held: judged(p.Held, names),
		Appointments: p.Appointments, Unchanged: p.Unchanged, Parked: p.Parked, Open: p.Open,
		Findings: answer.Findings(p.Findings.Items, lang), Mails: p.Mails(), Units: len(p.Calls),
	}
}

// Explanation is an explanation as callers get it.
type Explanation struct {
	calsync.Explanation
	Message string          `json:"message"`
	Failed  *answer.Finding `json:"failed,omitempty"`
}

func explained(list []calsync.Explanation, lang problem.Language) []Explanation {
	shown := make([]Explanation, len(list))
	for i, x := range list {
		shown[i] = explanation(x, lang)
	}
	return shown
}

func explanation(x calsync.Explanation, lang problem.Language) Explanation {
	return Explanation{Explanation: x, Message: x.Text().In(lang), Failed: one(x.Failed, lang)}
}

// Story is what there is to tell of an appointment, as callers get it.
type Story struct {
	calsync.Explanation
	Message string         `json:"message"`
	Entry   *calsync.Entry `json:"entry,omitempty"` // as Google stored it
	// Answers are those of the guests for the time of the entry, by mail address.
	Answers map[string]string `json:"answers,omitempty"`
	// Given is whatever is remembered to have been answered, for whichever time, the latest last.
	Given    map[string][]jobcal.Given `json:"given,omitempty"`
	Failed   *answer.Finding           `json:"failed,omitempty"`
	Findings []answer.Finding          `json:"findings"`
	Trail    []Step                    `json:"trail"`
}

// Step is a write, as callers get it.
type Step struct {
	calsync.Step
	Failed *answer.Finding `json:"failed,omitempty"`
}

func told(s calsync.Story, lang problem.Language) Story {
	r := s.Record
	shown := Story{Explanation: s.Explanation, Message: s.Text().In(lang), Entry: r.Known(), Answers: map[string]string{},
		Given: r.Given, Failed: one(r.Failed, lang), Findings: answer.Findings(s.Findings.Items, lang),
		Trail: make([]Step, len(r.Trail))}
	if shown.Entry != nil {
		for _, g := range shown.Entry.Guests {
			if g.Answer != "" {
				shown.Answers[g.Mail] = g.Answer
			}
		}
	}
	for i, s := range r.Trail {
		shown.Trail[i] = Step{s, one(s.Failed, lang)}
	}
	return shown
}

func one(p *problem.Problem, lang problem.Language) *answer.Finding {
	if p == nil {
		return nil
	}
	return &answer.Findings([]problem.Problem{*p}, lang)[0]
}
