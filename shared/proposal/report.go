package proposal

import (
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
	"kursbuch.internal/shared/wording"
)

// Report is what a checked import would change, or why it cannot: the form in which programs and people get it, from
// the offline tool as from the server.
type Report struct {
	Status        Status   `json:"status"`
	Event         event.ID `json:"event"`
	Summary       string   `json:"summary,omitempty"`
	SchemaVersion []int    `json:"schema_version,omitempty"` // of the file; missing if it names none that can be read
	Token         string   `json:"token,omitempty"`

	Counts   map[event.Section]diff.Count `json:"counts,omitempty"`
	Delta    jsontext.Value               `json:"delta,omitzero"`
	Previous jsontext.Value               `json:"previous,omitzero"`
	Cascades []Cascade                    `json:"cascades,omitempty"`
	// Names are those of everything that the report mentions by ID. They and the Outcome are as of the check; both are
	// missing from a proposal that was stored before there was such a thing.
	Names   outcome.Names    `json:"names,omitzero"`
	Outcome *outcome.Outcome `json:"outcome,omitempty"`
	// Look is what to look at before deciding, by regret; Fine is what was verified.
	Look    []wording.Remark `json:"look,omitempty"`
	Fine    []wording.Remark `json:"fine,omitempty"`
	Figures Figures          `json:"figures,omitzero"`
	// Calendar is what the import does to calendars; nil if the event has no sessions. Its warnings are among the
	// Warnings.
	Calendar *jobcal.Effect  `json:"calendar,omitempty"`
	Warnings []problem.Shown `json:"warnings"`
	Resolved []problem.Shown `json:"resolved,omitempty"`
	Problems []problem.Shown `json:"problems"`
	// More is how many warnings and problems there are beyond those listed.
	More int `json:"more,omitzero"`
	// Created are the IDs that new entities were given; before the commit it is missing.
	Created diff.Created `json:"created,omitempty"`
}

// Cascade is a value that changes because of something else.
type Cascade struct {
	Path    jsontext.Pointer `json:"path"`
	From    scalar.Value     `json:"from"`
	To      scalar.Value     `json:"to"`
	Because jsontext.Pointer `json:"because"`
}

// Report reports on a proposal for a reader of lang.
func (p *Proposal) Report(lang problem.Language) Report {
	r := Report{
		Status: p.Status, Event: p.Event, Summary: p.Summary, Token: p.Token, Counts: p.Counts, Figures: p.Figures,
		Warnings: problem.Show(p.Warnings.Items, lang), Problems: problem.Show(p.Problems.Items, lang),
		More: p.Problems.Omitted + p.Warnings.Omitted,
	}
	if p.Import != nil && p.Import.SchemaVersion[0] != 0 {
		r.SchemaVersion = p.Import.SchemaVersion[:]
	}
	if p.Decision != nil {
		r.Created = p.Decision.Created
	}
	if p.Plan == nil {
		return r
	}
	r.Delta, r.Previous = p.Plan.Delta(), p.Plan.Previous()
	for _, c := range p.Plan.Cascades {
		r.Cascades = append(r.Cascades, Cascade{Path: c.Pointer(), From: c.From, To: c.To, Because: c.Because})
	}
	r.Warnings, r.Resolved = problem.Show(p.Plan.Warnings.Items, lang), problem.Show(p.Plan.Resolved.Items, lang)
	r.More += p.Plan.Warnings.Omitted + p.Plan.Resolved.Omitted
	if p.Calendar != nil {
		calendar := *p.Calendar
		r.Warnings = append(r.Warnings, problem.Show(calendar.Warnings.Items, lang)...)
		r.More += calendar.Warnings.Omitted
		calendar.Warnings = problem.List{}
		r.Calendar = &calendar
	}
	if p.Outcome != nil {
		o := *p.Outcome
		r.Look = wording.Remarks(o.Notices(p.Plan), &o, p.Calendar, lang)
		r.Fine = wording.Remarks(o.Fine, &o, p.Calendar, lang)
		r.Names, o.Names, o.Look, o.Fine = o.Names, outcome.Names{}, nil, nil
		r.Outcome = &o
	}
	return r
}

// Offline is the proposal that a file would become, were it uploaded: what the offline tool reports on. Its ID is made
// of the content alone, since nobody knows of any upload.
func Offline(s *event.Snapshot, content []byte) *Proposal {
	p := &Proposal{Head: Head{ID: hash([]byte("offline\x00"), content), Event: s.ID}}
	p.take(Judge(s, content))
	p.seal()
	p.foresee(&Event{Snapshot: s})
	return p
}

// Names are those of everything that the proposal mentions by ID, as of its check.
func (p *Proposal) Names() outcome.Names {
	if p.Outcome == nil {
		return outcome.Names{}
	}
	return p.Outcome.Names
}

// Idle are the entries of the import that change nothing, as the event is so already, in the order of the file.
func (p *Proposal) Idle() (keys []event.Key) {
	if p.Import == nil || p.Plan == nil {
		return nil
	}
	changed := map[event.Key]bool{}
	for _, c := range p.Plan.Changes {
		changed[c.Key] = true
	}
	for _, e := range p.Import.Entries {
		if !changed[e.Key] {
			keys = append(keys, e.Key)
		}
	}
	return keys
}
