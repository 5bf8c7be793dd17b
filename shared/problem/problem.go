// Package problem holds what Kursbuch has to say about a file: findings with their place, a stable code, a sentence in
// the reader's language.
//
// Whoever checks something collects its findings in a [List] and goes on: an Orga wants all of them at once. A finding
// carries its code and the values of its sentence, not the sentence, so that it can be stored and shown to readers of
// German and English alike.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

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

	offset int64 // of the place in the file, -1 if only the path is known; not stored
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

// A List collects findings. The zero value is empty and ready to use.
type List struct {
	Items []Problem `json:"items,omitempty"`
	// Omitted is how many findings came after the first [Limit].
	Omitted int `json:"omitted,omitzero"`
}

// Add notes a finding at path. The args must be what the sentence of code needs. A time.Time is shown to people as a
// clock of its location shows it.
func (l *List) Add(path jsontext.Pointer, code Code, args ...any) {
	l.AddAt(path, -1, code, args...)
}

// AddAt is [List.Add] for a finding whose byte offset in the file is known.
func (l *List) AddAt(path jsontext.Pointer, offset int64, code Code, args ...any) {
	if len(l.Items) == Limit {
		l.Omitted++
		return
	}
	texts := make([]string, len(args))
	for i, a := range args {
		if at, ok := a.(time.Time); ok {
			a = Term(at.Format(time.RFC3339))
		}
		texts[i] = shorten(fmt.Sprint(a))
	}
	l.Items = append(l.Items, Problem{Path: path, Code: code, Args: texts, offset: offset})
}

// Full reports whether further findings are only counted, so that the work of describing them can be spared.
func (l *List) Full() bool { return len(l.Items) == Limit }

// Hint adds what was probably meant to the finding added last. It does nothing if that one was omitted or hint is
// empty.
func (l *List) Hint(hint string) {
	if n := len(l.Items); n > 0 && l.Omitted == 0 {
		l.Items[n-1].Hint = hint
	}
}

// Append adds the findings of other.
func (l *List) Append(other List) {
	for _, p := range other.Items {
		if len(l.Items) == Limit {
			l.Omitted++
			continue
		}
		l.Items = append(l.Items, p)
	}
	l.Omitted += other.Omitted
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
