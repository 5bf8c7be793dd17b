package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// readSnapshot reads the export that imports are checked against. The error is a [*brokenSnapshot] if it is useless for
// that.
func readSnapshot(name string) (*event.Snapshot, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	var found problem.List
	s, err := event.Read(bytes.NewReader(content))
	if err != nil {
		// the sentence says already that it is no export
		found.Add(placeOf(err), onimport.BadSnapshot, cmp.Or(errors.Unwrap(err), err))
	} else {
		found = s.Problems()
		found.Append(fee.Problems(s))
		found.Items = slices.DeleteFunc(found.Items, func(p problem.Problem) bool { return !broken[p.Code] })
		found.Omitted = 0 // it may well be that nothing of that is broken
	}
	if !found.Empty() {
		partial.Locate(content, &found)
		return nil, &brokenSnapshot{name, found}
	}
	return s, nil
}

// brokenSnapshot refuses a snapshot, with all reasons.
type brokenSnapshot struct {
	file  string
	found problem.List
}

// Error implements the error interface.
func (b *brokenSnapshot) Error() string {
	return fmt.Sprintf("%s: %d problems", b.file, b.found.Total())
}

// broken are the findings that make a check meaningless: IDs that name nothing or two things; a missing status, part or
// track, whose change would be lost; fees that nobody can calculate.
//
// Everything else may be in an export of the original, or in one written by hand, without making the verdict on an
// import wrong: dangling references, values of fields and unequal choices that are no longer allowed, amounts out of
// date. What an import itself says is judged against the final state, and it may be the very file that puts an end to
// them.
var broken = map[problem.Code]bool{
	onimport.BadCondition:    true,
	onimport.IDTwice:         true,
	onimport.IncompleteParts: true,
	problem.Missing:          true,
	problem.NotID:            true,
	onimport.PersonaTwice:    true,
	onimport.UnknownPart:     true,
	onimport.UnknownTrack:    true,
}

// placeOf is where in the file the JSON library stumbled.
func placeOf(err error) jsontext.Pointer {
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		return e.JSONPointer
	}
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return e.JSONPointer
	}
	return ""
}

// readImport reads no more than it takes to see that a file is too large.
func readImport(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer file.Close()
	var content bytes.Buffer
	if info, err := file.Stat(); err == nil { // room for all of it at once: growing takes twice the memory
		content.Grow(int(min(info.Size(), partial.MaxBytes)) + bytes.MinRead)
	}
	if _, err := content.ReadFrom(io.LimitReader(file, partial.MaxBytes+1)); err != nil {
		return nil, unreadable(name, err)
	}
	return content.Bytes(), nil
}

// unreadable says why a file cannot be read, without what the library adds for programmers.
func unreadable(name string, err error) error {
	switch err = cause(err); {
	case errors.Is(err, fs.ErrNotExist):
		return sentence("Die Datei %s gibt es nicht.", "There is no file %s.", name)
	case errors.Is(err, fs.ErrPermission):
		return sentence("Die Datei %s darf nicht gelesen werden.", "It is not permitted to read the file %s.", name)
	}
	return sentence("Die Datei %s kann nicht gelesen werden (%v).", "The file %s cannot be read (%v).", name, err)
}

// mayWrite keeps people from losing an input, and links and devices from becoming files. Nothing is written to the
// empty name.
func mayWrite(name string, inputs []string) error {
	target, err := os.Lstat(name)
	if err != nil {
		return nil // there is nothing to lose; whether it can be written will be seen
	}
	for _, input := range inputs {
		if info, err := os.Stat(input); err == nil && os.SameFile(info, target) {
			return sentence("-apply würde die Eingabe %s überschreiben. Bitte einen anderen Namen wählen.",
				"-apply would overwrite the input %s. Please choose another name.", input)
		}
	}
	if !target.Mode().IsRegular() {
		return sentence("-apply schreibt nur in gewöhnliche Dateien, und %s ist keine.",
			"-apply writes to ordinary files only, and %s is none.", name)
	}
	return nil
}

// writeExport replaces the file in one step, so that a full disk leaves the old one.
func writeExport(name string, s *event.Snapshot) error {
	if err := replace(name, func(w io.Writer) error { return event.Write(w, s) }); err != nil {
		return sentence("Der Export kann nicht nach %s geschrieben werden (%v).", "The export cannot be written to %s (%v).",
			name, cause(err))
	}
	return nil
}

// replace leaves the file readable by its owner only: an export is full of personal data.
func replace(name string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // which fails after the renaming, as it should
	if err := cmp.Or(write(file), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// cause is err without what the library adds for programmers.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// fault is an error for people, in both languages.
type fault struct{ de, en string }

// Error implements the error interface.
func (f fault) Error() string { return f.en }

func sentence(de, en string, args ...any) error {
	return fault{fmt.Sprintf(de, args...), fmt.Sprintf(en, args...)}
}
