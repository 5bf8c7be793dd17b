package wording

import (
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// EffectOf is what a group does to the entity that heads it. One without a head follows from what changed before.
func EffectOf(p *diff.Plan, g outcome.Group) Effect {
	if g.Change < 0 || g.Change >= len(p.Changes) {
		return Changed
	}
	return effectOf(p.Changes[g.Change])
}

// Single puts a single value into words, as if it were all that a plan changes.
func Single(key event.Key, set diff.Set, n outcome.Names, lang problem.Language) (title string, line Line) {
	plan := &diff.Plan{Changes: []diff.Change{{Key: key, Action: partial.Change, Sets: []diff.Set{set}}}}
	blocks := Describe(plan, outcome.Groups(plan), n, lang)
	if len(blocks) == 0 || len(blocks[0].Lines) == 0 {
		return string(key.Section), Line{Old: string(set.From), New: string(set.To)}
	}
	return blocks[0].Title, blocks[0].Lines[0]
}
