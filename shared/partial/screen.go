package partial

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// The limits of a file. They are far beyond any event, and keep the memory of a check bounded.
const (
	MaxBytes   = 32 << 20
	maxDepth   = 32
	maxEntries = 100_000 // of all sections together
	maxMembers = 1_000   // of any object within an entry, and items of a list
)

var byteOrderMark = []byte("\ufeff")

// screen checks a file as a whole and drops a leading byte order mark.
func screen(data []byte) ([]byte, problem.List) {
	var found findings
	if len(data) > MaxBytes {
		found.Add("", onimport.TooLarge, MaxBytes>>20)
		return nil, found.List
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	switch what := foreign(data); {
	case len(bytes.TrimSpace(data)) == 0:
		found.AddAt("", 0, onimport.EmptyFile)
	case what != "":
		found.AddAt("", 0, onimport.NotUTF8, problem.Term(what))
	case !utf8.Valid(data):
		found.AddAt("", invalidUTF8(data), onimport.NotUTF8)
	default:
		if at := tooDeep(data); at >= 0 {
			found.AddAt("", at, onimport.TooDeep, maxDepth)
		}
	}
	found.place(data)
	return data, found.List
}

func invalidUTF8(data []byte) int64 {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return int64(at)
}

// tooDeep is the offset of the first bracket that nests deeper than maxDepth, or -1.
func tooDeep(data []byte) int64 {
	depth, quoted := 0, false
	for at := 0; at < len(data); at++ {
		switch c := data[at]; {
		case quoted && c == '\\':
			at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return int64(at)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return -1
}

// findings is a list whose items know their byte offset, but not yet their line and column.
type findings struct{ problem.List }

// place finds line and column of all findings whose offset is known.
func (f *findings) place(data []byte) {
	placed := make([]*problem.Problem, 0, len(f.Items))
	for i := range f.Items {
		if f.Items[i].Offset() >= 0 {
			placed = append(placed, &f.Items[i])
		}
	}
	slices.SortStableFunc(placed, func(a, b *problem.Problem) int { return cmp.Compare(a.Offset(), b.Offset()) })
	// Each byte is looked at once: a file may be one line of 32 MiB.
	line, column, at := 1, 1, 0
	for _, p := range placed {
		offset := min(int(p.Offset()), len(data))
		passed := data[at:offset]
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			line, column = line+bytes.Count(passed, []byte("\n")), 1
			passed = passed[last+1:]
		}
		column += utf8.RuneCount(passed)
		p.Line, p.Column, at = line, column, offset
	}
}

// Locate gives findings of later checks, which know only their path, their line and column in the file. What the file
// lacks is placed at the object that lacks it, what follows from another place at that.
func Locate(data []byte, lists ...*problem.List) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	root := &place{offset: 0}
	for _, list := range lists {
		for _, p := range list.Items {
			if p.Line == 0 {
				root.add(cmp.Or(p.Cause, p.Path))
			}
		}
	}
	if len(root.inner) > 0 {
		root.walk(jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true),
			jsontext.AllowInvalidUTF8(true)), data)
	}
	for _, list := range lists {
		located := findings{}
		for _, p := range list.Items {
			if p.Line == 0 {
				p = p.At(root.find(cmp.Or(p.Cause, p.Path)))
			}
			located.Items = append(located.Items, p)
		}
		located.place(data)
		list.Items = located.Items
		list.Sort()
	}
}

// place is a node of the tree of places that are looked for.
type place struct {
	offset int64 // of the name, or of the item; -1: not in the file
	// named is the offset behind the name, value and end are those of the value; only where offset says that it is there.
	named, value, end int64
	inner             map[string]*place
}

func (p *place) add(path jsontext.Pointer) {
	for token := range path.Tokens() {
		if p.inner == nil {
			p.inner = map[string]*place{}
		}
		if p.inner[token] == nil {
			p.inner[token] = &place{offset: -1}
		}
		p = p.inner[token]
	}
}

// find is the offset of the place at path or of the innermost one around it that is in the file.
func (p *place) find(path jsontext.Pointer) int64 {
	offset := p.offset
	for token := range path.Tokens() {
		if p = p.inner[token]; p == nil || p.offset < 0 {
			break
		}
		offset = p.offset
	}
	return offset
}
