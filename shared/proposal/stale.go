package proposal

import (
	"context"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// Stale says that a proposal would not do any more what its reviewer saw.
type Stale struct {
	// Fresh is the proposal with what it would do now. It is stored: who reviews it can confirm it by its new token.
	Fresh *Proposal
	// Changed are the values about which what was seen and what would be done now differ.
	Changed []Difference
	// Meanwhile is what the log of the event says of the entities concerned since the upload: who changed them, by which
	// import. The newest line of each.
	Meanwhile []LogLine
}

func (s *Stale) Error() string { return "stale: the event changed since the review" }

// Entity is the one that a difference is about, with the place of the value in it.
func (d Difference) Entity() (event.Key, jsontext.Pointer) {
	return event.KeyAt(d.Path)
}

// Stands reports whether the event has by now what the file asks for: the import does nothing about it any more.
func (s *Stale) Stands(d Difference) bool {
	if d.Now != nil || d.Reviewed == nil || s.Fresh.Import == nil {
		return false
	}
	key, at := d.Entity()
	for _, e := range s.Fresh.Import.Entries {
		if e.Key == key && e.Action == partial.Change {
			return slices.ContainsFunc(e.Sets, func(set partial.Set) bool {
				return set.Path == at && set.Value == d.Reviewed.To
			})
		}
	}
	return false
}

// explain finds out who changed what the review did not show.
func (s *Stale) explain(ctx context.Context, store Store) error {
	const latest = 1000 // lines of the log in which to look
	lines, err := store.Log(ctx, LogQuery{Event: s.Fresh.Event, Limit: latest})
	if err != nil {
		return err
	}
	wanted := map[event.Key]bool{}
	for _, d := range s.Changed {
		key, _ := d.Entity()
		wanted[key] = true
	}
	for _, line := range lines {
		if line.Time.Before(s.Fresh.CreatedAt) {
			break
		}
		if wanted[line.Entity] {
			s.Meanwhile = append(s.Meanwhile, line)
			delete(wanted, line.Entity)
		}
	}
	return nil
}

// Review is what somebody may have seen of a proposal before the event changed. It is stored: fields may be added,
// never rename or retype one.
type Review struct {
	// Token is the one that stood for it.
	Token string `json:"token"`
	// Changed are the values about which it differs from what the proposal would do now.
	Changed []Difference `json:"changed"`
}

// Difference is one value about which two plans differ. A nil shift means that the plan does not touch the value.
type Difference struct {
	Path     jsontext.Pointer `json:"path"`
	Reviewed *Shift           `json:"reviewed"`
	Now      *Shift           `json:"now"`
}

// Shift is how a plan changes one value.
type Shift struct {
	From scalar.Value `json:"from"`
	To   scalar.Value `json:"to"`
}

// reviewsKept is how many reviews are remembered. Whoever comes with an older one has to look again all the same.
const reviewsKept = 8

// outdate remembers what was seen of p until now, by the given token, with the given plan.
func (p *Proposal) outdate(token string, reviewed *diff.Plan) {
	if token == "" || token == p.Token {
		return
	}
	since := compare(reviewed, p.Plan)
	reviews := []Review{}
	for _, r := range p.Reviews {
		if r.Token != p.Token && r.Token != token {
			reviews = append(reviews, Review{r.Token, join(r.Changed, since)})
		}
	}
	reviews = append(reviews, Review{token, since})
	p.Reviews = reviews[max(0, len(reviews)-reviewsKept):]
}

// review finds what somebody saw who has this token; nil if it never was one of p.
func (p *Proposal) review(token string) *Review {
	i := slices.IndexFunc(p.Reviews, func(r Review) bool { return r.Token == token })
	if i < 0 {
		return nil
	}
	return &p.Reviews[i]
}

// compare lists the values about which two plans differ, by path. A plan is nil if there is none.
func compare(reviewed, now *diff.Plan) []Difference {
	return differences(shifts(reviewed), shifts(now))
}

func differences(before, after map[jsontext.Pointer]Shift) []Difference {
	list := []Difference{}
	for path, shift := range event.Sorted(before) {
		if other, ok := after[path]; !ok {
			list = append(list, Difference{Path: path, Reviewed: &shift})
		} else if other != shift {
			list = append(list, Difference{Path: path, Reviewed: &shift, Now: &other})
		}
	}
	for path, shift := range event.Sorted(after) {
		if _, ok := before[path]; !ok {
			list = append(list, Difference{Path: path, Now: &shift})
		}
	}
	return list
}

// join follows differences by later ones: what was the same at last is none.
func join(earlier, later []Difference) []Difference {
	before, after := map[jsontext.Pointer]Shift{}, map[jsontext.Pointer]Shift{}
	for _, d := range slices.Concat(later, earlier) { // the earlier one knows what was seen first
		if delete(before, d.Path); d.Reviewed != nil {
			before[d.Path] = *d.Reviewed
		}
	}
	for _, d := range slices.Concat(earlier, later) {
		if delete(after, d.Path); d.Now != nil {
			after[d.Path] = *d.Now
		}
	}
	return differences(before, after)
}

func shifts(p *diff.Plan) map[jsontext.Pointer]Shift {
	all := map[jsontext.Pointer]Shift{}
	if p == nil {
		return all
	}
	for _, c := range p.Changes {
		for _, s := range c.Sets {
			all[jsontext.Pointer(c.Key.String())+s.Path] = Shift{s.From, s.To}
		}
	}
	for _, c := range p.Cascades {
		all[c.Pointer()] = Shift{c.From, c.To}
	}
	return all
}

// relocate gives findings that were made anew, without the file, the places that the former ones had in it.
func relocate(found *problem.List, former problem.List) {
	type place struct{ line, column int }
	places := map[jsontext.Pointer]place{}
	for _, p := range former.Items {
		places[p.Path] = place{p.Line, p.Column}
	}
	for i := range found.Items {
		at := places[found.Items[i].Path]
		found.Items[i].Line, found.Items[i].Column = at.line, at.column
	}
	found.Sort()
}
