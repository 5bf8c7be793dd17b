package proposal

import (
	"bytes"
	"errors"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// ReadExport reads the text of an export. The snapshot is nil if it is none, for the reasons in the list, which have
// their places. What it reads may be inconsistent, see [Inspect].
func ReadExport(content []byte) (*event.Snapshot, problem.List) {
	text, found := partial.Screen(content)
	if !found.Empty() {
		return nil, found
	}
	s, err := event.Read(bytes.NewReader(text))
	if err == nil {
		return s, problem.List{}
	}
	unreadable, ok := errors.AsType[*event.Unreadable](err)
	if !ok {
		panic(err) // unreachable: a text in memory can be read
	}
	found = unreadable.Found
	partial.Locate(text, &found)
	return nil, found
}

// Inspect finds all that is inconsistent in an export. A server takes none that has any of it.
func Inspect(s *event.Snapshot) problem.List {
	found := s.Problems()
	found.Append(fee.Problems(s))
	return found
}

// Basis sorts what is to be said about an export that imports are checked against: whether it is useless for that, or
// only inconsistent.
func Basis(s *event.Snapshot) (broken, warnings problem.List) {
	warnings = s.Warnings()
	found := Inspect(s)
	for _, p := range found.Items {
		one := problem.List{Items: []problem.Problem{p}}
		if useless[p.Code] {
			broken.Append(one)
		} else {
			warnings.Append(one)
		}
	}
	warnings.Omitted += found.Omitted
	return broken, warnings
}

// useless are the findings that make a check meaningless: IDs that name nothing or two things; a missing status, part
// or track, whose change would be lost; fees that nobody can calculate.
//
// Everything else may be in an export of the original, or in one written by hand, without making the verdict on an
// import wrong: dangling references, values of fields and unequal choices that are no longer allowed, amounts out of
// date. What an import itself says is judged against the final state, and it may be the very file that puts an end to
// them.
var useless = map[problem.Code]bool{
	onimport.BadCondition:    true,
	onimport.HalfFee:         true,
	onimport.IDTwice:         true,
	onimport.IncompleteParts: true,
	problem.Missing:          true,
	problem.NotID:            true,
	onimport.PersonaTwice:    true,
	onimport.UnknownPart:     true,
	onimport.UnknownTrack:    true,
}
