package imports

import (
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/wording"
)

// named calls what follows from blocks by its name alone, which is nobody else's.
func named(blocks []wording.Block, n outcome.Names) []wording.Block {
	for _, b := range blocks {
		for i, f := range b.Followers {
			if name := n.Entities[f.Section][f.ID]; name != "" {
				b.Followers[i].Title = name
			}
		}
	}
	return blocks
}

// follows is a line of what follows, in words.
func follows(l wording.Line) []page.Word {
	is := page.Word{Kind: "ins", Text: l.New}
	if l.New == wording.Nothing {
		is = page.Word{Kind: "none"}
	}
	return []page.Word{{Text: l.Label}, {Kind: "del", Text: l.Old}, is}
}
