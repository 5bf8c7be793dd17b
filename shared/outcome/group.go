package outcome

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// Group is a change of a plan with everything that follows from it, by position in the plan: whoever shows a part of a
// large plan describes the groups of that part only.
type Group struct {
	event.Key
	// Change is the position among the plan's changes; -1: what follows has no change that it follows from, since it was
	// out of date before. There is one such group at most, without a key, the last one.
	Change int
	// Own are positions of cascades on the very entity: its amount.
	Own []int
	// Followers are positions of cascades that the change brings about elsewhere. What a deletion takes along comes
	// with everything that vanishes because of that.
	Followers []int
}

// Groups lists what a plan changes, by cause, in the order in which an import is worked through.
func Groups(p *diff.Plan) []Group {
	groups := make([]Group, 0, len(p.Changes)+1)
	at := make(map[event.Key]int, len(p.Changes))
	for i, c := range p.Changes {
		if c.Silent() {
			continue
		}
		at[c.Key] = len(groups)
		groups = append(groups, Group{Key: c.Key, Change: i})
	}
	roots := map[event.Key]event.Key{} // of what a deletion takes along
	for _, c := range p.Cascades {
		if c.Path == "" {
			roots[c.Key] = keyOf(c.Because)
		}
	}
	rest := Group{Change: -1}
	for i, c := range p.Cascades {
		cause, own := keyOf(c.Because), c.Path == "/amount_owed"
		if root, ok := roots[cause]; ok {
			cause = root
		}
		if _, asked := at[c.Key]; own && (asked || !cause.Section.Defines()) {
			cause = c.Key
		} else if own {
			own = false // a fee is another one, which changes the amounts of many
		}
		switch g, ok := at[cause]; {
		case !ok:
			rest.Followers = append(rest.Followers, i)
		case own:
			groups[g].Own = append(groups[g].Own, i)
		default:
			groups[g].Followers = append(groups[g].Followers, i)
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return partial.Compare(a.Key, b.Key) })
	if rest.Followers != nil {
		groups = append(groups, rest)
	}
	return groups
}

// keyOf is the entity that a pointer of a plan is about.
func keyOf(at jsontext.Pointer) event.Key {
	key, _ := event.KeyAt(at)
	return key
}

func number(token string) int32 {
	n, _ := strconv.ParseInt(token, 10, 32)
	return int32(n)
}

// Tally is how many entities of a section a plan creates, changes, deletes, and how many change or vanish only because
// of something else.
type Tally struct {
	Section  event.Section `json:"section"`
	Created  int           `json:"created,omitzero"`
	Changed  int           `json:"changed,omitzero"`
	Deleted  int           `json:"deleted,omitzero"`
	Followed int           `json:"followed,omitzero"`
}

// Tallies counts what a plan changes. Sections in which nothing happens are missing.
func Tallies(p *diff.Plan) []Tally {
	counts, asked := p.Counts(), make(map[event.Key]bool, len(p.Changes))
	for _, c := range p.Changes {
		asked[c.Key] = true
	}
	followed := map[event.Section]int{}
	for _, c := range p.Cascades {
		if !asked[c.Key] {
			asked[c.Key] = true
			followed[c.Section]++
		}
	}
	var all []Tally
	for _, section := range event.AllSections {
		n := counts[section]
		if t := (Tally{section, n.Create, n.Update, n.Delete, followed[section]}); t != (Tally{Section: section}) {
			all = append(all, t)
		}
	}
	return all
}
