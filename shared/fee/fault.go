package fee

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Fault is where a condition cannot be read on, and why.
type Fault struct {
	text string // the condition
	at   int    // byte position, counted from 0
	why  reason
	what string // what stands there, quoted; or theEnd, or a number
	name string // of the part or field that there is not
}

// about is f with the name of what there is not.
func (f *Fault) about(name string) *Fault {
	f.name = name
	return f
}

// now is what is called otherwise since an earlier definition; empty: that is not the fault.
func (f *Fault) now(d, was *event.Definition) string {
	switch f.why {
	case noPart:
		return d.PartNow(was, f.name)
	case noField:
		return d.FieldNow(was, f.name)
	}
	return ""
}

// reason is why something cannot be read: the beginning of a sentence that ends with what it is. Its value is the name
// of a term, see [problem.RegisterTerms].
type reason string

// All the reasons.
const (
	tooDeep       reason = "condition-too-deep"
	noPart        reason = "condition-no-part"
	manyParts     reason = "condition-many-parts"
	noField       reason = "condition-no-field"
	notBool       reason = "condition-not-bool"
	needsEnd      reason = "condition-needs-end"
	needsClosing  reason = "condition-needs-closing"
	needsAtom     reason = "condition-needs-atom"
	needsPartName reason = "condition-needs-part"
	needsField    reason = "condition-needs-field"
	// theEnd is no reason, but where it stops.
	theEnd = "condition-end"
)

var reasons = map[string]problem.Text{
	string(tooDeep): {De: "Klammern und not stehen tiefer ineinander als", En: "nested deeper than"},
	string(noPart):  {De: "kein Veranstaltungsteil hat den Kurznamen", En: "no part has the short name"},
	string(manyParts): {De: "mehrere Veranstaltungsteile haben den Kurznamen",
		En: "more than one part has the short name"},
	string(noField): {De: "Anmeldungen haben kein Datenfeld", En: "registrations have no field"},
	string(notBool): {De: "nicht ja oder nein ist das Datenfeld", En: "neither true nor false is the field"},
	string(needsEnd): {De: "hier geht es nur mit and, or, xor oder gar nicht weiter, nicht mit",
		En: "expected and, or, xor, the end, found"},
	string(needsClosing): {De: "gebraucht wird and, or, xor oder ), hier steht aber",
		En: "expected and, or, xor, ), found"},
	string(needsAtom): {De: "gebraucht wird etwas wie part.A, field.b, is_orga, hier steht aber",
		En: "expected a condition like part.A, field.b, is_orga, found"},
	string(needsPartName): {De: "gebraucht wird der Kurzname eines Veranstaltungsteils, hier steht aber",
		En: "expected the short name of a part, found"},
	string(needsField): {De: "gebraucht wird der Name eines Datenfelds, hier steht aber",
		En: "expected the name of a field, found"},
	theEnd: {De: "das Ende", En: "the end"},
}

func init() { problem.RegisterTerms(reasons) }

// Error implements the error interface, in English.
func (f *Fault) Error() string {
	what := f.what
	if what == problem.Term(theEnd) {
		what = reasons[theEnd].En
	}
	return fmt.Sprintf("at byte %d: %s %s", f.at, reasons[string(f.why)].En, what)
}

// Faults finds the fees of a definition that cannot be read, with their places in the export. The earlier definition
// knows what is called otherwise by now.
func Faults(d, was *event.Definition) (found problem.List) {
	_, faults := compile(d)
	for _, fault := range faults {
		at := jsontext.Pointer("/event/fees").AppendToken(fault.Fee)
		f, ok := errors.AsType[*Fault](fault.Err)
		if !ok {
			found.Add(at, onimport.HalfFee)
			continue
		}
		if now := f.now(d, was); now != "" {
			found.Add(at+"/condition", onimport.RenamedHere, f.name, now)
			continue
		}
		place := utf8.RuneCountInString(f.text[:f.at]) + 1 // as people count
		found.Add(at, onimport.BadCondition, place, problem.Term(string(f.why)), f.what)
	}
	return found
}
