package problem

import (
	"slices"
	"strings"
)

// Candidate is something that may have been meant.
type Candidate struct {
	// Key is how files refer to it.
	Key string
	// Names are what people call it; the first one is told.
	Names []string
}

// mostMeant is how many candidates are worth telling.
const mostMeant = 5

// Likeness says how a name is like those of candidates.
type Likeness string

// The kinds of likeness. Only the first and the third leave no choice, and only if there is a single candidate.
const (
	Same    Likeness = "same"    // but for capitals
	Partial Likeness = "partial" // one holds the other, or several are equally near
	Near    Likeness = "near"    // misspelt: one name is nearer than any other
)

// Meant are the candidates that have the name, or else part of it, or else one like it. Without any, there is no
// likeness.
func Meant(name string, all []Candidate) ([]Candidate, Likeness) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		return nil, ""
	}
	matching := func(matches func(string) bool) (found []Candidate) {
		for _, c := range all {
			if slices.ContainsFunc(c.Names, func(n string) bool { return matches(strings.ToLower(n)) }) {
				found = append(found, c)
			}
		}
		return found[:min(len(found), mostMeant)]
	}
	if found := matching(func(n string) bool { return n == name }); found != nil {
		return found, Same
	}
	const telling = 4 // bytes: what is shorter is part of too much
	found := matching(func(n string) bool {
		return len(name) >= telling && strings.Contains(n, name) || len(n) >= telling && strings.Contains(name, n)
	})
	if found != nil {
		return found, Partial
	}
	var names []string
	for _, c := range all {
		for _, n := range c.Names {
			names = append(names, strings.ToLower(n))
		}
	}
	near, only := Nearest(name, names)
	if near == "" {
		return nil, ""
	}
	likeness := Partial
	if only {
		likeness = Near
	}
	return matching(func(n string) bool { return n == near }), likeness
}

// Nearest is the allowed key that name was probably meant to be; empty if none is near. Only: no other key is as near.
func Nearest(name string, allowed []string) (best string, only bool) {
	least := 1 + max(1, (len(name)+1)/3)
	if len(name) > 60 { // no key is that long, and the comparison takes time
		return "", false
	}
	for _, key := range allowed {
		switch n := distance(name, key); {
		case n < least:
			best, least, only = key, n, true
		case n == least && key != best:
			only = false
		}
	}
	return best, only && best != ""
}

// distance counts the letters to insert, delete or replace between a and b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
