package proposal

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
)

// Figures are a proposal in numbers, for lists. They are stored: fields may be added, never rename or retype one.
type Figures struct {
	// Changes are entities that the file creates, changes, deletes; Consequences those that change or vanish only because
	// of that.
	Changes      int `json:"changes"`
	Consequences int `json:"consequences"`
	// Deletions are all entities that vanish. Mass: they are more than a fifth of a section.
	Deletions int  `json:"deletions"`
	Mass      bool `json:"mass,omitzero"`
	Warnings  int  `json:"warnings"`
	Problems  int  `json:"problems"`
	// Amounts is how many registrations owe another amount than before, Difference by how much all of them together.
	Amounts    int         `json:"amounts"`
	Difference event.Total `json:"difference"`
	// Calendars is how many people's calendars change, Entries how many entries come, change, go.
	Calendars int `json:"calendars"`
	Entries   int `json:"entries"`
	// Weight is the heaviest of what there is to look at; empty: nothing.
	Weight outcome.Weight `json:"weight,omitempty"`
}

// figure derives the figures of a proposal from everything else.
func (p *Proposal) figure() {
	f := Figures{Problems: p.Problems.Total(), Warnings: p.Warnings.Total()}
	if c := p.Calendar; c != nil {
		f.Warnings += c.Warnings.Total()
		f.Calendars, f.Entries = len(c.Persons), c.Insert+c.Update+c.Delete
	}
	if p.Plan != nil {
		f.Warnings += p.Plan.Warnings.Total()
		for _, t := range outcome.Tallies(p.Plan) {
			f.Changes += t.Created + t.Changed + t.Deleted
			f.Consequences += t.Followed
		}
	}
	if o := p.Outcome; o != nil && p.Plan != nil {
		f.Deletions, f.Mass = o.Vanished(), o.Mass
		f.Amounts, f.Difference = len(o.Money.Owed), o.Money.Difference()
		if look := o.Notices(p.Plan); len(look) > 0 {
			f.Weight = look[0].Weight
		}
	}
	p.Figures = f
}

// Changes is how many entities an import creates, changes, deletes together.
func (h Head) Changes() (n int) {
	for _, c := range h.Counts {
		n += c.Create + c.Update + c.Delete
	}
	return n
}
