package pages

import "strconv"

// longest is how many lines a page has at most: each has several forms.
const longest = 250

// part is which part of a long list a page shows.
type part struct{ From, To, All int } // the entries From+1 to To of all

// partFrom begins at from, or at 0 if there is no such line.
func partFrom(from string, all int) part {
	n, err := strconv.Atoi(from)
	if err != nil || n < 0 || n >= all {
		n = 0
	}
	return part{n, min(n+longest, all), all}
}

// First is the number of the first line, as people count.
func (p part) First() int { return p.From + 1 }

// Before tells whether there are lines before.
func (p part) Before() bool { return p.From > 0 }

// After tells whether there are lines behind.
func (p part) After() bool { return p.To < p.All }

// Previous is where the page before begins.
func (p part) Previous() int { return max(p.From-longest, 0) }
