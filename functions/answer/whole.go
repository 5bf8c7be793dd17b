package answer

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// Whole is a body that replaces all that there was.
type Whole struct {
	// Limit is how many bytes it may have.
	Limit int64
	// Example has the members that it must have: what is left out would be taken for off, or none.
	Example any
}

// Read is [Record] for such a body: members that it lacks are findings, too. An error is what nobody can go on with.
func (b Whole) Read(w http.ResponseWriter, r *http.Request, into any) (*Found, error) {
	var body bytes.Buffer
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, &body), r.Body}
	found, err := Misfits(Record(w, r, b.Limit, into))
	if err != nil {
		return nil, err
	}
	whole, err := json.Marshal(b.Example)
	if err != nil {
		return nil, err
	}
	var lacking problem.List
	missing(&lacking, "", whole, body.Bytes())
	found.Join(lacking)
	return found, nil
}

// missing finds members of an object, and of those in it, that another lacks.
func missing(found *problem.List, at jsontext.Pointer, whole, given jsontext.Value) {
	var want, got map[string]jsontext.Value
	if json.Unmarshal(whole, &want) != nil || json.Unmarshal(given, &got) != nil {
		return // no objects
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if value, ok := got[name]; !ok || value.Kind() == 'n' && want[name].Kind() != 'n' {
			found.Add(at.AppendToken(name), problem.Missing, name)
		} else if want[name].Kind() == '{' {
			missing(found, at.AppendToken(name), want[name], value)
		}
	}
}
