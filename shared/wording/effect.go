package wording

import "kursbuch.internal/shared/diff"

// EffectOf is what a change does to its entity.
func EffectOf(c diff.Change) Effect { return effectOf(c) }
