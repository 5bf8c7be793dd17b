package problem

import (
	"cmp"
	"fmt"
	"strings"
)

// What a report for people does with repetitions. Programs get every finding.
const (
	// mostAlike is how many findings that say the same are told one by one.
	mostAlike = 3
	// mostSingle and mostRepeated are how many lines there are about findings of one code that are told one by one, and
	// about repeated ones.
	mostSingle   = 5
	mostRepeated = 12
	// mostPlaces is how many places of a repeated finding are told.
	mostPlaces = 3
)

// Repeated is a finding together with those that are told in the same line.
type Repeated struct {
	First  Problem
	Others []Problem
	// Times is how many they are, at least 1, also those that a list did not keep.
	Times int
	// Akin: the others are of the same code, but do not say quite the same.
	Akin bool
}

// Repeated gathers what is told only once.
func (l List) Repeated() []Repeated {
	type class struct {
		code     Code
		repeated bool
	}
	all := l.alike()
	total, seen, at := map[class]int{}, map[class]int{}, map[class]int{}
	for _, r := range all {
		total[class{r.First.Code, r.Times > 1}]++
	}
	told := make([]Repeated, 0, len(all))
	for _, r := range all {
		c, most := class{r.First.Code, r.Times > 1}, mostSingle
		if c.repeated {
			most = mostRepeated
		}
		if seen[c]++; total[c] <= most || seen[c] < most {
			told = append(told, r)
			continue
		}
		i, ok := at[c]
		if !ok { // the last line about it stands for the rest
			i, r.Akin = len(told), true
			at[c], told = i, append(told, r)
			continue
		}
		told[i].Others = append(append(told[i].Others, r.First), r.Others...)
		told[i].Times += r.Times
	}
	return told
}

// alike gathers the findings that say the same of more than a few places.
func (l List) alike() []Repeated {
	count, left := map[string]int{}, map[string]int{}
	for _, p := range l.Items {
		count[p.kind()]++
	}
	for _, o := range l.Left {
		kind := Problem{Code: o.Code, Args: o.Args}.kind()
		count[kind] += o.Times
		left[kind] = o.Times
	}
	var all []Repeated
	at := map[string]int{}
	for _, p := range l.Items {
		kind := p.kind()
		i, ok := at[kind]
		if !ok || count[kind] <= mostAlike {
			at[kind] = len(all)
			all = append(all, Repeated{First: p, Times: 1 + left[kind]})
			continue
		}
		all[i].Others = append(all[i].Others, p)
		all[i].Times++
	}
	return all
}

// Told is a line of a report. The one about what was omitted has nothing but a message.
type Told struct {
	// Subject is what the line and those behind it are about, if that is another one than of the line before.
	Subject string
	// Place is line:column; empty: nowhere in the file. Path is there where it says more than that.
	Place   string
	Path    string
	Message string
	Code    Code
	// After are advice and further places; empty: there are none.
	After string
}

// Tell makes a report of the findings for a reader of lang: repetitions once, with their number and the first places.
func (l List) Tell(lang Language) []Told {
	lines := make([]Told, 0, len(l.Items))
	about := ""
	for _, r := range l.Repeated() {
		told := Told{Message: r.First.Message(lang), Code: r.First.Code}
		told.Place, told.Path = r.First.place()
		subject := ""
		if r.First.Subject != nil && r.Times == 1 {
			subject = r.First.Subject.In(lang)
		}
		if subject != about {
			told.Subject, about = subject, subject
		}
		told.After = strings.TrimSpace(r.First.Advice(lang) + " " + r.places(lang))
		lines = append(lines, told)
	}
	omitted := l.Omitted
	for _, left := range l.Left {
		omitted -= left.Times
	}
	if omitted > 0 {
		lines = append(lines, Told{Message: fmt.Sprintf(Text{"… und %d weitere.", "… and %d more."}.In(lang), omitted)})
	}
	return lines
}

// farRight is the column beyond which nobody finds a place by it, as in a file of a single line.
const farRight = 80

// place is where the finding is: line and column, and the path where that says more.
func (p Problem) place() (at, path string) {
	if p.Line > 0 {
		at = fmt.Sprint(p.Line, ":", p.Column)
	}
	if p.Line == 0 || p.Column > farRight {
		path = string(p.Path)
	}
	return at, path
}

// whereabouts is what the finding is about, and where that is unless nobody would find it.
func (p Problem) whereabouts(lang Language) string {
	at, path := p.place()
	switch {
	case p.Subject == nil:
		return cmp.Or(path, at)
	case path != "":
		return p.Subject.In(lang)
	}
	return p.Subject.In(lang) + " (" + at + ")"
}

// places tells how often, and where first.
func (r Repeated) places(lang Language) string {
	if r.Times == 1 {
		return ""
	}
	var first []string
	for _, p := range append([]Problem{r.First}, r.Others...) {
		if len(first) == mostPlaces {
			break
		}
		first = append(first, p.whereabouts(lang))
	}
	text := Text{"%d-mal, zuerst: %s", "%d times, first: %s"}.In(lang)
	if r.Akin {
		text = Text{"Das und Ähnliches %d-mal, zuerst: %s", "This and the like %d times, first: %s"}.In(lang)
	}
	return fmt.Sprintf(text, r.Times, strings.Join(first, "; "))
}
