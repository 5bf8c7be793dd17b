package event

import (
	"fmt"
	"maps"
	"slices"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// An export of the original does not tell the IDs of fees, yet registrations carry their amounts of individual fees by
// ID, and imports set them by ID:
//
//	the export says the ID                                  it is known
//	one individual fee without an ID, one ID of no fee      that one it is, nothing else is possible
//	anything else                                           the fee is unnamed: its ID stays 0
//
// An ID that is in use is then one of the unnamed fees, nobody knows which one. No title is guessed.

// unnamed are the individual fees whose ID is not known.
func (d *Definition) unnamed() []*Fee {
	var fees []*Fee
	for i := range d.Fees {
		if f := &d.Fees[i]; f.ID == 0 && f.Personalized() {
			fees = append(fees, f)
		}
	}
	return fees
}

// HasUnnamedFee reports whether an ID that is not known may be that of an individual fee.
func (d *Definition) HasUnnamedFee() bool { return len(d.unnamed()) > 0 }

// FeeTitle is how people call the fee with this ID: by its title, or by the ID if nobody knows whose it is.
func (d *Definition) FeeTitle(id FeeID) problem.Text {
	if f, ok := d.Fee(id); ok {
		return problem.Text{De: f.Title, En: f.Title}
	}
	return problem.Text{De: fmt.Sprintf("individueller Beitrag %d", id), En: fmt.Sprintf("personalised fee %d", id)}
}

// FeesInUse are the IDs of fees for which any registration has an amount of its own.
func (s *Snapshot) FeesInUse() map[FeeID]bool {
	used := map[FeeID]bool{}
	for _, r := range s.Registrations {
		for id := range r.PersonalizedFees {
			used[id] = true
		}
	}
	return used
}

// unassigned are the IDs in use that are of no fee which is known, ascending.
func (s *Snapshot) unassigned() []FeeID {
	used := s.FeesInUse()
	for _, f := range s.Event.Fees {
		delete(used, f.ID)
	}
	return slices.Sorted(maps.Keys(used))
}

// identifyFee gives the only unnamed fee the only ID that is left.
func (s *Snapshot) identifyFee() {
	fees := s.Event.unnamed()
	if len(fees) != 1 {
		return
	}
	if used := s.unassigned(); len(used) == 1 && used[0] > 0 {
		fees[0].ID = used[0]
	}
}

// NameFees gives fees the IDs that their export does not tell, by title, and the last one the ID that is left then. The
// list says which titles there are not, and which fees have another ID, with paths into ids.
func (s *Snapshot) NameFees(ids map[string]FeeID) (found problem.List) {
	for title, id := range Sorted(ids) {
		i := slices.IndexFunc(s.Event.Fees, func(f Fee) bool { return f.Title == title })
		switch {
		case i < 0:
			args := []any{title}
			if fees := s.Event.Individual(); fees != nil {
				args = append(args, fees)
			}
			found.Add(at("", title), onimport.NoSuchFee, args...)
		case s.Event.Fees[i].ID != 0 && s.Event.Fees[i].ID != id:
			found.Add(at("", title), onimport.OtherFeeID, title, s.Event.Fees[i].ID, id)
		default:
			s.Event.Fees[i].ID = id
		}
	}
	s.identifyFee()
	return found
}

// Unnamed lists the individual fees whose ID has to be told before imports can set them, with the IDs in use among
// which theirs are. An event on a server has none of them.
func (s *Snapshot) Unnamed() (found problem.List) {
	used := s.unassigned()
	for _, f := range s.Event.unnamed() {
		if len(used) == 0 {
			found.Add(at("/event/fees", f.Title), onimport.UnusedFee, f.Title)
			continue
		}
		found.Add(at("/event/fees", f.Title), onimport.UnnamedFee, f.Title, problem.Choices(feeTexts(used)))
	}
	return found
}

func feeTexts(ids []FeeID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = fmt.Sprint(id)
	}
	return texts
}
