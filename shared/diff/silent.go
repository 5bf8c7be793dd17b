package diff

import (
	"slices"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// Silent reports whether a change is not worth a word: the order of fields or fees is what it was, without what goes.
// It is there for who undoes the change.
func (c Change) Silent() bool {
	return c.Section == event.DefinedEvent && len(c.Sets) > 0 &&
		!slices.ContainsFunc(c.Sets, func(s Set) bool { return !s.silent() })
}

// Told are the sets of a change that are worth a word.
func Told(sets []Set) []Set { return slices.DeleteFunc(slices.Clone(sets), Set.silent) }

func (s Set) silent() bool {
	if path := string(s.Path); path != "/field_order" && path != "/fee_order" {
		return false
	}
	was, is := partial.References(s.From), partial.References(s.To)
	natural := slices.DeleteFunc(slices.Clone(was), func(id int32) bool { return !slices.Contains(is, id) })
	for _, id := range is {
		if !slices.Contains(was, id) {
			natural = append(natural, id) // what is new comes last by itself
		}
	}
	return slices.Equal(natural, is)
}
