package compattest

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// references are the places of an export, a delta or an import that hold IDs, by the section that these are of.
var references = map[string][]string{
	"courses": {
		"/courses/*", "/registrations/*/tracks/*/course_id", "/registrations/*/tracks/*/course_instructor",
		"/registrations/*/tracks/*/choices/*",
	},
	"lodgement_groups": {"/lodgement_groups/*", "/lodgements/*/group_id"},
	"lodgements":       {"/lodgements/*", "/registrations/*/parts/*/lodgement_id"},
	"registrations":    {"/registrations/*"},
}

// ids translates IDs, by section. Those that it lacks stay as they are.
type ids map[string]map[string]string

func (i ids) add(section string, from, to int) {
	if i[section] == nil {
		i[section] = map[string]string{}
	}
	i[section][strconv.Itoa(from)] = strconv.Itoa(to)
}

func (i ids) of(section, id string) string {
	if other, ok := i[section][id]; ok {
		return other
	}
	return id
}

func (i ids) inverse() ids {
	inverse := ids{}
	for section, others := range i {
		inverse[section] = map[string]string{}
		for id, other := range others {
			inverse[section][other] = id
		}
	}
	return inverse
}

// rename translates the IDs of a document. All other values stay as they are written: where a text may be, 1.50 is not
// 1.5. It fails if two entities would have one ID.
func (i ids) rename(document []byte) ([]byte, error) {
	if len(i) == 0 {
		return document, nil
	}
	var renamed bytes.Buffer
	decoder, encoder := jsontext.NewDecoder(bytes.NewReader(document)), jsontext.NewEncoder(&renamed)
	for {
		token, err := decoder.ReadToken()
		if errors.Is(err, io.EOF) {
			return renamed.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
		for section := range i {
			// The pointer to a name is that of its value, so the pattern /courses/* meets the IDs in their names.
			if other, ok := i[section][token.String()]; ok && refers(decoder.StackPointer(), section) {
				token = written(other, token.Kind())
				break
			}
		}
		if err := encoder.WriteToken(token); err != nil {
			return nil, err
		}
	}
}

func refers(at jsontext.Pointer, section string) bool {
	return slices.ContainsFunc(references[section], func(pattern string) bool {
		ok, _ := path.Match(pattern, string(at)) // the patterns are sound
		return ok
	})
}

func written(id string, kind jsontext.Kind) jsontext.Token {
	if kind == '"' {
		return jsontext.String(id)
	}
	n, _ := strconv.ParseInt(id, 10, 64) // all come from numbers
	return jsontext.Int(n)
}
