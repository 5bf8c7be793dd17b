package page

import "strconv"

// Pager leads through a list that is too long for one page.
type Pager struct {
	First, Last    int    // what this page has of it
	Of             string // where that stands in the list; empty: it has all of it
	Earlier, Later string // where the pages beside it are
}

// Pages are those of a long list.
type Pages struct {
	Total int
	Size  int                        // of a page
	Key   string                     // of the text that says what a page has
	At    func(number string) string // where one is
}

// Pager finds the page that somebody asks for; what is no number means the first.
func (room *Room) Pager(r Reader, number string, of Pages) Pager {
	n, _ := strconv.Atoi(number)
	n = min(max(n, 1), max(1, (of.Total+of.Size-1)/of.Size))
	p := Pager{First: (n - 1) * of.Size, Last: min(n*of.Size, of.Total)}
	if n > 1 {
		p.Earlier = of.At(strconv.Itoa(n - 1))
	}
	if p.Last < of.Total {
		p.Later = of.At(strconv.Itoa(n + 1))
	}
	if n > 1 || p.Last < of.Total {
		p.Of = room.Say(r.Lang, of.Key, r.Number(p.First+1), r.Number(p.Last), r.Number(of.Total))
	}
	return p
}
