package partial

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Decode reads a file. The import holds what could be read, also if there are problems: more may be found in it when
// the event is known. It is nil if the file is no JSON object.
func Decode(data []byte) (*Import, problem.List) {
	data, found := screen(data)
	if !found.Empty() {
		return nil, found
	}
	d := &decoder{
		// An escaped lone surrogate is a finding of its own at its text, not the end of the file.
		dec: jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true),
			jsontext.AllowInvalidUTF8(true)),
		data:  data,
		imp:   &Import{},
		paths: map[jsontext.Pointer]jsontext.Pointer{},
	}
	if err := d.file(); err != nil {
		d.syntax(err)
		d.imp = nil
	}
	d.found.place(data)
	d.found.Sort()
	if d.imp == nil {
		return nil, d.found.List
	}
	d.imp.Sort()
	return d.imp, d.found.List
}

type decoder struct {
	dec   *jsontext.Decoder
	data  []byte
	imp   *Import
	found findings
	// start is the offset of the member or item that is being read.
	start int64
	// paths makes equal paths share their memory: a large file has few different ones.
	paths map[jsontext.Pointer]jsontext.Pointer
	sets  []Set // memory for those of the entry that is being read
}

// add notes a finding at the member or item that is being read.
func (d *decoder) add(code problem.Code, args ...any) *problem.Problem {
	if d.found.Full() {
		d.found.Omitted++
		return nil
	}
	return d.found.AddAt(d.dec.StackPointer(), d.start, code, args...)
}

// addMissing notes that the object being read, whose member began at offset, lacks a key.
func (d *decoder) addMissing(key string, offset int64) {
	d.found.AddAt(d.dec.StackPointer().AppendToken(key), offset, problem.Missing, key)
}

// object reads an object member by member. Each must read or skip the value of its name; it is not called for names
// that seen refuses. It gives false, with a finding, for anything but an object.
func (d *decoder) object(seen func(name string) bool, member func(name string) error) (bool, error) {
	switch d.dec.PeekKind() {
	case '{':
	case 0: // no value at all: reading it gives the error
		_, err := d.dec.ReadToken()
		return false, err
	case 'n':
		d.add(problem.Null)
		return false, d.dec.SkipValue()
	default:
		d.add(problem.NotObject)
		return false, d.dec.SkipValue()
	}
	if _, err := d.dec.ReadToken(); err != nil {
		return false, err
	}
	for d.dec.PeekKind() == '"' {
		d.start = nextToken(d.dec, d.data)
		token, err := d.dec.ReadToken()
		if err != nil {
			return false, err
		}
		name := token.String()
		if seen(name) {
			err = member(name)
		} else {
			d.add(problem.Duplicate, name)
			err = d.dec.SkipValue()
		}
		if err != nil {
			return false, err
		}
	}
	_, err := d.dec.ReadToken()
	return true, err
}

// once gives a function that reports whether it sees a name for the first time. It remembers no more names than an
// acceptable object has.
func once(most int) func(name string) bool {
	names := map[string]bool{}
	return func(name string) bool {
		if names[name] {
			return false
		}
		if len(names) <= most {
			names[name] = true
		}
		return true
	}
}

// SPEC: "ids as keys: canonical decimal: optional -, digits, no leading zeros, no plus, no blanks, no _, not 0, 32
// bits."
var idText = regexp.MustCompile(`^-?[1-9][0-9]{0,9}$`)

// id reads a name as an ID. It gives false, with a finding, if it is none.
func (d *decoder) id(name string, least int64) (int32, bool) {
	n, err := strconv.ParseInt(name, 10, 64)
	if err != nil || !idText.MatchString(name) || n < least || n > math.MaxInt32 {
		d.add(problem.NotID, name)
		return 0, false
	}
	return int32(n), true
}

// syntax turns an error of the JSON decoder into a finding.
func (d *decoder) syntax(err error) {
	offset, path := int64(len(d.data)), jsontext.Pointer("")
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		offset, path = min(syntactic.ByteOffset, offset), syntactic.JSONPointer
	}
	rest := d.data[offset:]
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || len(rest) == 0:
		d.found.AddAt(path, offset, onimport.Truncated)
	default:
		args := []any{firstWord(rest)}
		if why := reason(d.data, offset); why != "" {
			args = append(args, problem.Term(why))
		}
		d.found.AddAt(path, offset, onimport.Syntax, args...)
	}
}

// firstWord is what stands at a place, as a sentence quotes it: a word, or a single character.
func firstWord(text []byte) string {
	if word := word.Find(text); word != nil {
		return string(word)
	}
	char, _ := utf8.DecodeRune(text)
	if !unicode.IsPrint(char) {
		return fmt.Sprintf("%U", char)
	}
	return string(char)
}

var word = regexp.MustCompile(`^[\p{L}\d_.+-]{1,20}`)
