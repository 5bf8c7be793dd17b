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

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

// basis is an export that imports are checked against.
type basis struct {
	file     string
	content  []byte
	snapshot *event.Snapshot
	warnings problem.List // what is inconsistent in it, but hinders no check
}

// basis reads the export that is the first or the second file. The error is a [*brokenSnapshot] if it is useless.
func (c command) basis(i int) (*basis, error) {
	name := c.files[i]
	content, err := readAll(name)
	if err != nil {
		return nil, err
	}
	s, found := proposal.ReadExport(content)
	if s == nil {
		return nil, &brokenSnapshot{name, i, found}
	}
	broken, warnings := proposal.Basis(s)
	partial.Locate(content, &broken, &warnings)
	if !broken.Empty() {
		return nil, &brokenSnapshot{name, i, broken}
	}
	return &basis{name, content, s, warnings}, nil
}

func readAll(name string) ([]byte, error) {
	file, err := open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return content, nil
}

// open opens a file, or standard input.
func open(name string) (*os.File, error) {
	if name == "-" {
		return os.Stdin, nil
	}
	return os.Open(name)
}

// brokenSnapshot refuses a snapshot, with all reasons.
type brokenSnapshot struct {
	file  string
	place int // among the files
	found problem.List
}

// Error implements the error interface.
func (b *brokenSnapshot) Error() string {
	return fmt.Sprintf("%s: %d problems", b.file, b.found.Total())
}

// isNoExport reports whether the file is something else than an export, instead of a bad one.
func (b *brokenSnapshot) isNoExport() bool {
	return slices.ContainsFunc(b.found.Items, func(p problem.Problem) bool {
		return p.Code == onimport.NotExport || p.Code == onimport.OtherExport || p.Code == onimport.ImportAsExport
	})
}

// readImport reads no more than it takes to see that a file is too large.
func readImport(name string) ([]byte, error) {
	file, err := open(name)
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
