package compattest

import (
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// oracle is a subject that does what a case expects of it, with IDs of its own.
type oracle struct {
	steps []step // the current one first
	truth judge  // knows the export; its ours is not used
	ids   ids    // those of the oracle, by those of the corpus
	lie   lie
	told  bool
}

// lie spoils what an oracle says of a step: a report or an export in the terms of the corpus. It reports whether it could.
type lie struct {
	name string
	in   answer
	tell func(s step, document map[string]any) bool
}

// answer is what an oracle is asked for.
type answer int

const (
	check answer = iota
	checked
	confirm
	confirmed
)

func newOracle(c testCase, l lie) *oracle {
	o := &oracle{steps: append([]step{{}}, c.Steps...), ids: ids{}, lie: l}
	if err := json.Unmarshal(c.state, &o.truth.export); err != nil {
		panic(err)
	}
	return o
}

func (o *oracle) Check(file []byte) ([]byte, error) {
	o.steps = o.steps[1:]
	s := o.steps[0]
	if want, err := o.ids.rename([]byte(s.File)); s.Uses != nil && (err != nil || string(want) != string(file)) {
		return nil, errors.Join(err, errors.New("the file has other IDs than mine: "+string(file)))
	}
	r := map[string]any{"status": "pending"}
	if s.Verdict == reject {
		r["status"], r["problems"] = "invalid", findings("path", s.At)
	} else {
		r["delta"], r["warnings"] = o.delta(s), findings("code", s.Warn)
	}
	return o.say(check, r)
}

func findings(key string, values []string) []any {
	found := []any{}
	for _, v := range values {
		found = append(found, map[string]any{key: v})
	}
	return found
}

func (o *oracle) delta(s step) any {
	var delta any
	if err := json.Unmarshal(s.Delta, &delta); err != nil {
		panic(err)
	}
	return delta
}

func (o *oracle) Confirm() ([]byte, error) {
	s := o.steps[0]
	given := map[string]any{}
	for section, placeholders := range s.New {
		ids := map[string]any{}
		for placeholder, id := range placeholders {
			o.ids.add(section, id, id+4000)
			ids[placeholder] = id + 4000
		}
		given[section] = ids
	}
	r := map[string]any{"status": "committed", "delta": o.delta(s), "created": given}
	return o.say(confirm, r)
}

func (o *oracle) Export() ([]byte, error) {
	return nil, nil
}

func (o *oracle) say(a answer, document map[string]any) ([]byte, error) {
	if o.lie.in == a && o.lie.tell != nil {
		o.told = o.lie.tell(o.steps[0], document) || o.told
	}
	text, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	_ = jsontext.Value(text)
	return text, nil
}
