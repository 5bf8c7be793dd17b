package partial

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// Rest is what is sound in a list of which something is wrong. It asks for nothing, but it is judged as well: nobody
// should have to mend the list to learn what else is wrong with it.
type Rest struct {
	Path  jsontext.Pointer // of the list, relative to the entity
	Items []Item
}

// Item is a reference of a list.
type Item struct {
	Index int // in the file
	ID    int32
}

// references reads a list of references.
//
// SPEC: "choices: every course at most once; every finding in a list is reported, a duplicate hides no other."
func (r *entryReader) references(t scalar.Type, path jsontext.Pointer) error {
	if r.dec.PeekKind() != '[' {
		r.add(problem.NotList)
		return r.dec.SkipValue()
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	var texts []string
	var items []Item
	first, list, count := once(maxMembers), r.start, 0
	for ; r.dec.PeekKind() != ']'; count++ {
		r.start = nextToken(r.dec, r.data)
		if count >= maxMembers {
			if err := r.dec.SkipValue(); err != nil {
				return err
			}
			continue
		}
		v, err := r.value(t)
		if err != nil {
			return err
		}
		switch {
		case v == "":
		case !first(string(v)):
			r.add(problem.DuplicateChoice, v).Suggest(problem.Suggestion{Op: problem.Remove, Path: r.dec.StackPointer()})
		default:
			n, _ := strconv.ParseInt(string(v), 10, 32) // it is a reference
			texts, items = append(texts, string(v)), append(items, Item{count, int32(n)})
		}
	}
	_, err := r.dec.ReadToken()
	if r.start = list; count > maxMembers {
		r.add(problem.TooMany, maxMembers)
	}
	switch {
	case err != nil:
	case len(items) == count:
		r.set(path, scalar.Value("["+strings.Join(texts, ",")+"]"))
	default:
		r.entry.Rests = append(r.entry.Rests, Rest{path, items})
	}
	return err
}

// References are the items of a list of references.
func References(v scalar.Value) []int32 {
	items := []int32{}
	for text := range strings.SplitSeq(strings.Trim(string(v), "[]"), ",") {
		if n, err := strconv.ParseInt(text, 10, 32); err == nil {
			items = append(items, int32(n))
		}
	}
	return items
}
