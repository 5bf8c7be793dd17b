package answer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem/misfit"
)

// Body decodes the JSON in the body of a request into a struct, strictly. It reads at most limit bytes.
func Body(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
	text, err := read(w, r, limit)
	if err != nil {
		return err
	}
	return unreadable(json.Unmarshal(text, into, json.RejectUnknownMembers(true)), text)
}

// Record is [Body] for what is to be stored: that it has unknown members, or values of the wrong kind, are findings, a
// [Found]. Then into holds all that fits: whoever can judge that tells what else is wrong, see [Found.Join].
func Record(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
	text, err := read(w, r, limit)
	if err != nil {
		return err
	}
	found, err := misfit.Decode(text, into)
	if !found.Empty() {
		return &Found{List: found, Err: ErrInvalid}
	}
	return unreadable(err, text)
}

// read reads a JSON value.
func read(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, &Malformed{"Der Inhalt bricht ab.", "The body breaks off."}
	}
	return text, unreadable(json.Unmarshal(text, new(jsontext.Value)), text)
}

// unreadable says what is wrong with a body, if anything, without what the library adds for programmers.
func unreadable(err error, text []byte) error {
	wrong, _ := errors.AsType[*json.SemanticError](err)
	broken, _ := errors.AsType[*jsontext.SyntacticError](err)
	about := func(de, en string, at jsontext.Pointer) error {
		what := strconv.Quote(at.LastToken())
		if parent := at.Parent(); parent != "" {
			what += " (in " + string(parent) + ")"
		}
		return &Malformed{fmt.Sprintf(de, what), fmt.Sprintf(en, what)}
	}
	needed := Malformed{"Gebraucht wird ein JSON-Objekt in geschweiften Klammern, nichts davor und nichts dahinter.",
		"It takes a JSON object in braces, with nothing before and nothing behind."}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, json.ErrUnknownName):
		return about("%s gibt es hier nicht.", "There is no %s here.", wrong.JSONPointer)
	case errors.Is(err, jsontext.ErrDuplicateName):
		return about("%s steht mehrmals da.", "%s is there more than once.", broken.JSONPointer)
	case wrong != nil && wrong.JSONPointer != "":
		return about("%s hat einen Wert falscher Art.", "%s has a value of the wrong kind.", wrong.JSONPointer)
	case broken != nil:
		line, column := position(text, broken.ByteOffset)
		needed.De = fmt.Sprintf("Zeile %d, Spalte %d ist kein gültiges JSON. ", line, column) + needed.De
		needed.En = fmt.Sprintf("Line %d, column %d is not valid JSON. ", line, column) + needed.En
	}
	return &needed
}

// position is where a byte of a text is. Both count from 1, columns in characters.
func position(text []byte, offset int64) (line, column int) {
	before := text[:min(offset, int64(len(text)))]
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}
