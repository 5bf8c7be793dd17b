package compattest

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// absent is what the corpus says for a member that is not there.
const absent = "<absent>"

// judge follows a subject through a case.
type judge struct {
	subject               Subject
	deltaForm, exportForm form
	// export is what the event's export must be now, with the IDs of the corpus.
	export map[string]any
	// ours are the IDs of the corpus by those of the subject.
	ours ids
}

// judge plays the case on a subject. The error says where that does something else than expected.
func (c testCase) judge(subject Subject) error {
	j := &judge{subject: subject, ours: ids{}}
	if err := json.Unmarshal(c.state, &j.export); err != nil {
		return err
	}
	j.deltaForm, j.exportForm = deltaForm(j.export), exportForm(j.export)
	if err := j.compareExport(); err != nil {
		return fmt.Errorf("the state does not come back: %w", err)
	}
	for i, s := range c.Steps {
		if err := j.step(s); err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	return nil
}

func (j *judge) step(s step) error {
	file, err := j.file(s)
	if err != nil {
		return err
	}
	r, err := reportOf(j.subject.Check(file))
	if err != nil {
		return err
	}
	if err := r.checkVerdict(s); err != nil {
		return err
	}
	if err := j.compareExport(); err != nil {
		return fmt.Errorf("the check changed the event: %w", err)
	}
	if s.Verdict == reject {
		return r.checkPlaces(s)
	}
	return errors.Join(r.checkWarnings(s), j.compareDelta(s, r), j.commit(s))
}

// file is the file of a step with the IDs of the subject.
func (j *judge) file(s step) ([]byte, error) {
	switch {
	case s.Bytes != nil:
		return s.Bytes, nil
	case s.Uses == nil:
		return []byte(s.File), nil
	}
	return j.ours.inverse().rename([]byte(s.File))
}

func (j *judge) commit(s step) error {
	r, err := reportOf(j.subject.Confirm())
	if err != nil {
		return err
	}
	if r.Status != "committed" {
		return fmt.Errorf("status %q after the commit", r.Status)
	}
	wrong := errors.Join(j.compareDelta(s, r), j.learn(s.New, r.Created))
	for path, change := range s.Changes {
		if err := put(j.export, path, change[1]); err != nil {
			return err
		}
	}
	return errors.Join(wrong, j.compareExport())
}

// learn notes which IDs the subject gave to the new entities of a step. A creation for somebody who is registered may
// be listed with the ID of that registration.
func (j *judge) learn(expected, got created) error {
	var wrong []error
	for section, placeholders := range got {
		for placeholder, id := range placeholders {
			if _, isNew := expected[section][placeholder]; isNew == j.present(section, id) {
				wrong = append(wrong, fmt.Errorf("created: %s/%s became %d (a new one expected: %t)", section, placeholder, id,
					isNew))
			}
		}
	}
	for section, placeholders := range expected {
		for placeholder, id := range placeholders {
			given, ok := got[section][placeholder]
			if !ok {
				wrong = append(wrong, fmt.Errorf("created: %s/%s is missing", section, placeholder))
				continue
			}
			j.ours.add(section, given, id)
		}
	}
	return errors.Join(wrong...)
}

// present tells whether there is an entity with this ID of the subject.
func (j *judge) present(section string, id int) bool {
	entities, _ := j.export[section].(map[string]any)
	_, ok := entities[j.ours.of(section, strconv.Itoa(id))]
	return ok
}

// put makes a change: value is what a member of a document becomes.
func put(document map[string]any, path string, value jsontext.Value) error {
	member := jsontext.Pointer("/" + path)
	for token := range member.Parent().Tokens() {
		document, _ = document[token].(map[string]any)
	}
	if document == nil {
		return fmt.Errorf("there is no %s to change", path)
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if document[member.LastToken()] = v; v == absent {
		delete(document, member.LastToken())
	}
	return nil
}

func (j *judge) compareExport() error {
	text, err := j.subject.Export()
	if err != nil {
		return err
	}
	got, err := j.document(text)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return compare("export", j.exportForm.of(j.export), j.exportForm.of(got))
}

func compare(what string, want, got any) error {
	if reflect.DeepEqual(want, got) { // nearly always, and much faster than cmp.Diff
		return nil
	}
	return fmt.Errorf("%s (-expected +got):\n%s", what, cmp.Diff(want, got))
}

func (j *judge) compareDelta(s step, r report) error {
	got, err := j.document(r.Delta)
	if err != nil {
		return fmt.Errorf("delta: %w", err)
	}
	var want map[string]any
	if err := json.Unmarshal(s.Delta, &want); err != nil {
		return err
	}
	personas, _ := j.export["personas"].(map[string]any)
	fill(want, personas)
	fill(got, personas)
	return compare("delta", j.deltaForm.of(want), j.deltaForm.of(got))
}

// document reads a document of the subject, with the IDs of the corpus. It refuses duplicate members.
func (j *judge) document(text []byte) (map[string]any, error) {
	document := map[string]any{}
	if len(text) == 0 { // a delta may be left out
		return document, nil
	}
	renamed, err := j.ours.rename(text)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(renamed, &document)
	return document, err
}
