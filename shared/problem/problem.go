// Package problem holds what Kursbuch has to say about a file: findings with their place, a stable code, a sentence in
// the reader's language.
//
// Whoever checks something collects its findings in a [List] and goes on: an Orga wants all of them at once. A finding
// carries its code and the values of its sentence, not the sentence, so that it can be stored and shown to readers of
// German and English alike.
package problem

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// A Problem is one finding: something that makes a file unacceptable, or, in a list of warnings, something to look at.
type Problem struct {
	// Path is where in the file it was found. A missing member is reported at the place where it should be.
	Path jsontext.Pointer `json:"path"`
	// Line and Column count from 1, Column in characters. Both are 0 if the place is not known (yet).
	Line   int `json:"line,omitzero"`
	Column int `json:"column,omitzero"`
	// Code names the kind of finding. It is stable: programs may rely on it.
	Code Code `json:"code"`
	// Args are the values of the sentence, see [Problem.Message].
	Args []string `json:"args,omitempty"`
	// Hint is what was probably meant, for example the allowed key next to a misspelt one. Empty: none.
	Hint string `json:"hint,omitempty"`
	// Subject is what it is about; nil: the file as a whole, or the event is not known.
	Subject *Subject `json:"subject,omitempty"`
	// Suggestions would probably put an end to it.
	Suggestions []Suggestion `json:"suggestions,omitempty"`
	// Mended: the corrected file that is kept with the findings has it right.
	Mended bool `json:"mended,omitzero"`
	// Cause is where in the file that is which leads to it, if the file does not say what is at Path. Empty: nowhere else.
	Cause jsontext.Pointer `json:"cause,omitempty"`
	// Lines are those of the file around the place; only problems have them, whose file may be gone when they are read.
	Lines []Line `json:"lines,omitempty"`

	offset int64 // of the place in the file, -1 if only the path is known; not stored
}

// Line is a line of a file, or the piece of a long one that is near a finding.
type Line struct {
	Number int    `json:"number"`         // counts from 1
	First  int    `json:"first,omitzero"` // the column of the first character of Text; missing: 1
	Text   string `json:"text"`
}

// Offset is the byte offset of the place in the file, or -1 if only the path is known.
func (p Problem) Offset() int64 { return p.offset }

// At is p with a known byte offset.
func (p Problem) At(offset int64) Problem {
	p.offset = offset
	return p
}

// Limit is how many findings a [List] keeps. Nobody reads more of them, and a file of 32 MiB could cause millions.
const Limit = 500

const (
	// limitAlike is how many findings that say the same a full list insists on: others take the places of the rest.
	limitAlike = 50
	// mostCounted is how many omitted findings are looked at. Of what comes then, only the number is known.
	mostCounted = 50_000
)

// A List collects findings. The zero value is empty and ready to use.
type List struct {
	Items []Problem `json:"items,omitempty"`
	// Omitted is how many findings there are beside the Items; Left are those that say the same as one of the Items.
	Omitted int    `json:"omitted,omitzero"`
	Left    []Left `json:"left,omitempty"`
}

// Left counts omitted findings.
type Left struct {
	Code  Code     `json:"code"`
	Args  []string `json:"args,omitempty"`
	Times int      `json:"times"`
}

// Add notes a finding at path. The args must be what the sentence of code needs. A time.Time is shown to people as a
// clock of its location shows it, a Day as a day, a []string as a list of names. The result is the finding, until the
// next one is added; nil if it was omitted.
func (l *List) Add(path jsontext.Pointer, code Code, args ...any) *Problem {
	return l.AddAt(path, -1, code, args...)
}

// AddAt is [List.Add] for a finding whose byte offset in the file is known.
func (l *List) AddAt(path jsontext.Pointer, offset int64, code Code, args ...any) *Problem {
	if l.Full() {
		l.Omitted++
		return nil
	}
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = stored(a)
	}
	return l.keep(Problem{Path: path, Code: code, Args: texts, offset: offset})
}

// keep adds a finding, or counts it. In a full list, one that says something new takes the place of the last one of
// those that say the same most often: a whole export should not hide the one mistake in it.
func (l *List) keep(p Problem) *Problem {
	if len(l.Items) == Limit {
		varied := l.varied()
		l.Omitted++
		if l.count(p) > 0 {
			l.leave(Left{p.Code, p.Args, 1})
			return nil
		}
		if varied || l.Omitted > mostCounted {
			return nil
		}
		room := l.makeRoom()
		if !room {
			return nil
		}
	}
	l.Items = append(l.Items, p)
	return &l.Items[len(l.Items)-1]
}

// More is p with further values for its sentence.
func (p Problem) More(args ...any) Problem {
	p.Args = slices.Clip(p.Args)
	for _, a := range args {
		p.Args = append(p.Args, stored(a))
	}
	return p
}

// count is how many findings say the same as one.
func (l *List) count(p Problem) (n int) {
	for _, known := range l.Items {
		if known.alike(p.Code, p.Args) {
			n++
		}
	}
	return n
}

// varied reports whether there was no room for a finding of another kind before: a full list has none later either, and
// to look for it again at each of thousands would take longer than to find them.
func (l *List) varied() bool {
	alike := 0
	for _, left := range l.Left {
		alike += left.Times
	}
	return l.Omitted > alike
}

// makeRoom takes out a finding of which there are many. It reports whether there is one.
func (l *List) makeRoom() bool {
	last, times, count := -1, limitAlike, map[string]int{}
	for _, p := range l.Items {
		count[p.kind()]++
	}
	for i, p := range l.Items {
		if n := count[p.kind()]; n >= times {
			last, times = i, n
		}
	}
	if last < 0 {
		return false
	}
	out := l.Items[last]
	l.Items = slices.Delete(l.Items, last, last+1)
	l.leave(Left{out.Code, out.Args, 1})
	return true
}

func (l *List) leave(more Left) {
	for i, known := range l.Left {
		if (Problem{Code: known.Code, Args: known.Args}).alike(more.Code, more.Args) {
			l.Left[i].Times += more.Times
			return
		}
	}
	l.Left = append(l.Left, more)
}

// alike reports whether the finding says what a code says with these values.
func (p Problem) alike(code Code, args []string) bool {
	return p.Code == code && slices.Equal(p.Args, args)
}

// kind is equal for findings that are alike.
func (p Problem) kind() string { return string(p.Code) + "\x00" + strings.Join(p.Args, "\x00") }

// Full reports whether further findings are only counted, so that the work of describing them can be spared.
func (l *List) Full() bool { return len(l.Items) == Limit && l.Omitted >= mostCounted }

// Append adds the findings of other.
func (l *List) Append(other List) {
	for _, p := range other.Items {
		l.keep(p)
	}
	l.Omitted += other.Omitted
	for _, left := range other.Left {
		l.leave(left)
	}
}

// Below is a list of its own with the same findings, about a member of something as findings about the whole.
func (l List) Below(member jsontext.Pointer) List {
	l = l.Clone()
	for i := range l.Items {
		l.Items[i].Path = member + l.Items[i].Path
	}
	return l
}

// Clone is a list of its own with the same findings.
func (l List) Clone() List {
	l.Items, l.Left = slices.Clone(l.Items), slices.Clone(l.Left)
	return l
}

// Total is the number of findings, those omitted included.
func (l *List) Total() int { return len(l.Items) + l.Omitted }

// Empty reports whether nothing was found.
func (l *List) Empty() bool { return len(l.Items) == 0 }

// Sort orders the findings as a reader meets them in the file: by line and column, those without a place first.
func (l *List) Sort() {
	slices.SortStableFunc(l.Items, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Path, b.Path))
	})
}

// Choices lists what is possible, for a sentence.
func Choices[S ~string](all []S) string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = string(one)
	}
	return strings.Join(texts, ", ")
}

// shorten keeps a value of a sentence readable; a file may contain texts of megabytes.
func shorten(s string) string {
	const most = 120
	runes := 0
	for i := range s {
		if runes == most {
			return s[:i] + "…"
		}
		runes++
	}
	return s
}
