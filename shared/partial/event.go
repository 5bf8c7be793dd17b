package partial

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
)

// EventOf is the event that a file names, however broken the rest of it is; 0 if nothing can be read that names one.
func EventOf(data []byte) event.ID {
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if start, err := dec.ReadToken(); err != nil || start.Kind() != '{' {
		return 0
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return 0
		}
		if name.String() != "id" {
			if dec.SkipValue() != nil {
				return 0
			}
			continue
		}
		value, err := dec.ReadValue()
		if err != nil {
			return 0
		}
		n, err := strconv.ParseInt(string(value), 10, 32)
		if err != nil || n < 1 {
			return 0
		}
		return event.ID(n)
	}
	return 0
}
