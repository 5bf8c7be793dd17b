package imports

import (
	"strconv"

	"kursbuch.internal/functions/console/visit"
)

// perReport is how many changes a page shows, each with what follows from it; how many amounts; how much of what
// follows from a single change, on the page of that.
const perReport = 200

// perChart is how many places a page shows, of all charts together.
const perChart = 40

// pager leads through a list that is too long for one page.
type pager struct {
	first, last    int    // what this page has of it
	Of             string // where that stands in the list; empty: it has all of it
	Earlier, Later string // where the pages beside it are
}

// pages are those of a long list.
type pages struct {
	total int
	size  int                        // of a page
	key   string                     // of the text that says what a page has
	at    func(number string) string // where one is
}

// pager finds the page that somebody asks for; what is no number means the first.
func (room *Room) pager(v *visit.Visit, number string, of pages) pager {
	n, _ := strconv.Atoi(number)
	n = min(max(n, 1), max(1, (of.total+of.size-1)/of.size))
	p := pager{first: (n - 1) * of.size, last: min(n*of.size, of.total)}
	if n > 1 {
		p.Earlier = of.at(strconv.Itoa(n - 1))
	}
	if p.last < of.total {
		p.Later = of.at(strconv.Itoa(n + 1))
	}
	if n > 1 || p.last < of.total {
		p.Of = room.page.Say(v.Reader.Lang, of.key, v.Reader.Number(p.first+1), v.Reader.Number(p.last),
			v.Reader.Number(of.total))
	}
	return p
}
