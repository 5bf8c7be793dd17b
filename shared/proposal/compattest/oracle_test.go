package compattest

import (
	"bytes"
	"fmt"

	"github.com/go-json-experiment/json"
)

// oracle is a subject that does what a case expects of it, with IDs of its own, except for one lie.
type oracle struct {
	steps  []step // those not yet begun
	step   step   // the one begun last
	k      int    // its number, from 1
	asked  answer
	export map[string]any // with the IDs of the corpus
	ids    ids            // of the oracle, by those of the corpus
	lie    lie
	told   bool
}

// lie is what is changed about an answer.
type lie struct {
	name string
	step int
	in   answer
	// values are JSON by path, with the IDs of the corpus. (Only reports have those of the oracle.)
	values map[string]string
}

// answer is what an oracle says in a step.
type answer int

const (
	checkReport answer = iota + 1
	checkExport
	confirmReport
	confirmExport
)

func newOracle(c testCase, l lie) *oracle {
	o := &oracle{steps: c.Steps, ids: ids{}, lie: l}
	parse(c.state, &o.export)
	return o
}

func (o *oracle) Check(file []byte) ([]byte, error) {
	o.asked, o.step, o.steps, o.k = checkReport, o.steps[0], o.steps[1:], o.k+1
	s := o.step
	if own, err := o.ids.rename([]byte(s.File)); s.Uses != nil && (err != nil || !bytes.Equal(own, file)) {
		return nil, fmt.Errorf("the file %s does not have my IDs (%v)", file, err)
	}
	if s.Verdict == reject {
		return o.say(map[string]any{"status": "invalid", "problems": findings("path", s.At)}), nil
	}
	return o.say(map[string]any{"status": "pending", "delta": o.delta(), "warnings": findings("code", s.Warn)}), nil
}

func (o *oracle) Confirm() ([]byte, error) {
	o.asked = confirmReport
	delta, own := o.delta(), map[string]any{}
	for section, placeholders := range o.step.New {
		given := map[string]any{}
		for placeholder, id := range placeholders {
			o.ids.add(section, id, id+4000)
			given[placeholder] = id + 4000
		}
		own[section] = given
	}
	for path, change := range o.step.Changes {
		if err := put(o.export, path, change[1]); err != nil {
			return nil, err
		}
	}
	return o.say(map[string]any{"status": "committed", "delta": delta, "created": own}), nil
}

func (o *oracle) Export() ([]byte, error) {
	if o.asked == checkReport || o.asked == confirmReport {
		o.asked++
	}
	var export map[string]any
	parse(write(o.export), &export)
	return o.ids.rename(o.say(export))
}

func (o *oracle) say(document map[string]any) []byte {
	if o.k == o.lie.step && o.asked == o.lie.in {
		o.told = true
		for path, value := range o.lie.values {
			if err := put(document, path, []byte(value)); err != nil {
				panic(err) // a lie that cannot be told tests nothing
			}
		}
	}
	return write(document)
}

// delta is that of the step, with the IDs of the oracle.
func (o *oracle) delta() any {
	own, err := o.ids.rename(o.step.Delta)
	if err != nil {
		panic(err) // unreachable: the corpus is sound
	}
	var delta any
	parse(own, &delta)
	return delta
}

func findings(key string, values []string) []any {
	found := []any{}
	for _, v := range values {
		found = append(found, map[string]any{key: v})
	}
	return found
}

func parse(text []byte, to any) {
	if err := json.Unmarshal(text, to); err != nil {
		panic(err) // unreachable: the corpus is sound
	}
}

func write(document any) []byte {
	text, err := json.Marshal(document)
	if err != nil {
		panic(err) // unreachable: it was parsed
	}
	return text
}
