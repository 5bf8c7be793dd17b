package event

import (
	"bytes"
	"errors"
	"io"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// What the original leaves out of an export, and what becomes of it:
//
//	IDs of fees    an individual one is found out if only one is possible, see [Snapshot.NameFees]; else it stays 0
//	IDs of fields  stay 0: a field is known by its name
//	orgas          those who are registered make the list
//	personas       stay nil: nobody knows who else there is

// Unreadable is the error of [Read] for what is no partial export.
type Unreadable struct {
	// Found are the reasons, at least one.
	Found problem.List
}

// Error implements the error interface.
func (u *Unreadable) Error() string {
	return "no partial export: " + u.Found.Items[0].Message(problem.English)
}

// Read reads a partial export, as the original or [Write] gives it. What it reads may still be inconsistent, see
// [Snapshot.Problems]. Errors: [*Unreadable]; any other is one of r.
func Read(r io.Reader) (*Snapshot, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if found := foreign(content); !found.Empty() {
		return nil, &Unreadable{found}
	}
	s := new(Snapshot)
	if err := json.Unmarshal(content, s, File); err != nil {
		return nil, &Unreadable{reason(content, err)}
	}
	s.complete()
	return s, nil
}

// Write writes a partial export with the additions that Kursbuch knows: IDs of fees and fields, orgas, personas.
func Write(w io.Writer, s *Snapshot) error {
	return json.MarshalWrite(w, s, File, json.Deterministic(true), jsontext.WithIndent(" "))
}

// WriteDated gives the text of a partial export that was made now, and the same text undated: two exports of a state
// that differ by nothing but their time have the same one. It sets the time of s to zero.
func WriteDated(s *Snapshot, now time.Time) (dated, undated []byte, err error) {
	s.Timestamp = time.Time{}
	var text bytes.Buffer
	if err := Write(&text, s); err != nil {
		return nil, nil, err
	}
	undated = text.Bytes()
	quoted := func(t time.Time) []byte { return []byte(scalar.Text(scalar.FormatInstant(t))) }
	return bytes.Replace(undated, quoted(time.Time{}), quoted(now), 1), undated, nil // it need not be written twice
}

// reason says why a text cannot be read, without what the library adds for programmers.
func reason(content []byte, err error) (found problem.List) {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		rest := content[min(e.ByteOffset, int64(len(content))):]
		switch {
		case len(bytes.TrimSpace(content)) == 0:
			found.AddAt("", 0, onimport.EmptyFile)
		case errors.Is(err, jsontext.ErrDuplicateName):
			found.Add(e.JSONPointer, problem.Duplicate, e.JSONPointer.LastToken())
		case len(rest) == 0 || errors.Is(err, io.ErrUnexpectedEOF):
			found.AddAt(e.JSONPointer, e.ByteOffset, onimport.Truncated)
		default:
			found.AddAt(e.JSONPointer, e.ByteOffset, onimport.Syntax, string([]rune(string(rest[:min(4, len(rest))]))[:1]))
		}
		return found
	}
	at := jsontext.Pointer("")
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		at = e.JSONPointer
	}
	found.Add(at, onimport.BadSnapshot, at.LastToken())
	return found
}

// complete fills in what an export of the original leaves out, as far as that can be known, and makes values of fields
// canonical.
func (s *Snapshot) complete() {
	s.identifyFee()
	if s.Event.Orgas == nil {
		s.Event.Orgas = s.registeredOrgas()
	}
	for id, p := range s.Personas {
		p.ID = id
	}
	for section, of := range map[Section]Association{Courses: OfCourse, Lodgements: OfLodgement,
		Registrations: OfRegistration} {
		types := map[string]scalar.Type{}
		for _, f := range s.Event.Fields {
			if f.Association == of {
				types[f.Name] = f.Type()
			}
		}
		s.canonicalise(section, types)
	}
}

// registeredOrgas are the orgas that an export of the original names.
func (s *Snapshot) registeredOrgas() []PersonaID {
	var orgas []PersonaID
	for _, r := range Sorted(s.Registrations) {
		if r.Persona.IsOrga {
			orgas = append(orgas, r.Persona.ID)
		}
	}
	return orgas
}

func (s *Snapshot) canonicalise(section Section, types map[string]scalar.Type) {
	for _, id := range s.IDs(section) {
		values := FieldsOf(s.Entity(Key{section, id}))
		for name, v := range values {
			if canonical, fault := types[name].Parse(v.Raw()); types[name].Kind != "" && fault == nil {
				values[name] = canonical
			}
		}
	}
}
