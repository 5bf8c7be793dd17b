package partial

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// edit is a piece of a file that becomes another one.
type edit struct {
	begin, end int64
	text       []byte
	finding    int // the one that it puts an end to
}

// Mend puts right in a file what leaves no choice, see [problem.Problem.Correction], and marks those findings. All
// other bytes stay as they are. Nil: there is nothing of that kind.
//
//	the change                        | is made
//	a value becomes another one       | unless two findings want it to be two
//	a key gets another name           | unless its object has that name already, or would have it twice
//	of a key that is there twice      | to the first, which is the one that findings are about
func Mend(data []byte, found *problem.List) []byte {
	mark := data[:len(data)-len(bytes.TrimPrefix(data, byteOrderMark))]
	data = data[len(mark):]
	edits := editsOf(data, found.Items)
	if len(edits) == 0 {
		return nil
	}
	mended := slices.Clone(mark)
	at := int64(0)
	for _, e := range edits {
		mended = append(append(mended, data[at:e.begin]...), e.text...)
		at = e.end
		found.Items[e.finding].Mended = true
	}
	return append(mended, data[at:]...)
}

// editsOf are all changes of a file that leave no choice, by place.
func editsOf(data []byte, found []problem.Problem) (edits []edit) {
	root, wanted := &place{}, map[jsontext.Pointer]int{}
	for _, p := range found {
		if s, ok := p.Correction(); ok {
			root.add(cmp.Or(s.From, s.Path))
			root.add(s.Path) // where the name must not be yet
			wanted[s.Path]++
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	root.walk(jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true),
		jsontext.AllowInvalidUTF8(true)), data)
	for i, p := range found {
		s, ok := p.Correction()
		if !ok || wanted[s.Path] > 1 {
			continue
		}
		here, there := root.exactly(cmp.Or(s.From, s.Path)), root.exactly(s.Path)
		switch {
		case here == nil:
		case !s.Renames():
			edits = append(edits, edit{here.value, here.end, s.Value, i})
		case there == nil:
			name := scalar.Text(s.Path.LastToken()).Raw()
			edits = append(edits, edit{here.offset, here.named, name, i})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.begin, b.begin) })
	at := int64(0)
	return slices.DeleteFunc(edits, func(e edit) bool { // of one within another the outer one is made
		overlaps := e.begin < at
		at = max(at, e.end)
		return overlaps
	})
}

// exactly is the place at path; nil: the file has none.
func (p *place) exactly(path jsontext.Pointer) *place {
	for token := range path.Tokens() {
		if p = p.inner[token]; p == nil || p.offset < 0 {
			return nil
		}
	}
	return p
}
