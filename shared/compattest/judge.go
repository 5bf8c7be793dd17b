package compattest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// judge follows a subject through a case.
type judge struct {
	subject Subject
	deltaForm, exportForm form
	// export is what the event's export must be now, with the IDs of the corpus.
	export map[string]any
	// ours are the IDs of the corpus by those of the subject.
	ours ids
}

// judge plays the case on a subject. The error says where that does not what is expected.
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
	different := j.compareDelta(s, r)
	unexpected := j.learn(s.New, r.Created)
	if err := j.patch(s.Changes); err != nil {
		return err
	}
	return errors.Join(different, unexpected, j.compareExport())
}

// learn notes which IDs the subject gave to the new entities of a step. A wrong one shows in the export.
func (j *judge) learn(expected, got created) error {
	var wrong []error
	for section, placeholders := range got {
		for placeholder, id := range placeholders {
			if _, ok := expected[section][placeholder]; !ok && !j.present(section, id) {
				wrong = append(wrong, fmt.Errorf("created: %s/%s became %d, but nothing new was expected", section, placeholder, id))
			}
		}
	}
	for section, placeholders := range expected {
		for placeholder, id := range placeholders {
			given, ok := got[section][placeholder]
			if !ok {
				wrong = append(wrong, fmt.Errorf("created: %s/%s is missing", section, placeholder))
			}
			j.ours.add(section, given, id)
		}
	}
	return errors.Join(wrong...)
}

// present tells whether there is an entity with this ID of the subject: a creation for somebody who is registered leads
// to that registration.
func (j *judge) present(section string, id int) bool {
	entities, _ := j.export[section].(map[string]any)
	_, ok := entities[j.ours.of(section, strconv.Itoa(id))]
	return ok
}

// patch makes the expected changes.
func (j *judge) patch(changes map[string][2]jsontext.Value) error {
	for path, change := range changes {
		at, last := j.export, jsontext.Pointer("/"+path)
		for token := range last.Parent().Tokens() {
			at, _ = at[token].(map[string]any)
		}
		if string(change[1]) == `"<absent>"` {
			delete(at, last.LastToken())
			continue
		}
		var value any
		if err := json.Unmarshal(change[1], &value); err != nil {
			return err
		}
		at[last.LastToken()] = value
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
	if diff := cmp.Diff(j.exportForm.of(j.export), j.exportForm.of(got)); diff != "" {
		return fmt.Errorf("export (-expected +got):\n%s", diff)
	}
	return nil
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
	if diff := cmp.Diff(j.deltaForm.of(want), j.deltaForm.of(got)); diff != "" {
		return fmt.Errorf("delta (-expected +got):\n%s", diff)
	}
	return nil
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
	return document, json.Unmarshal(renamed, &document)
}

// report is what a check or a commit says, as far as it is judged.
type report struct {
	Status   string         `json:"status"`
	Delta    jsontext.Value `json:"delta"`
	Warnings []finding      `json:"warnings"`
	Problems []finding      `json:"problems"`
	Created  created        `json:"created"`
}

type finding struct {
	Path string `json:"path"`
	Code string `json:"code"`
}

func reportOf(text []byte, err error) (report, error) {
	var r report
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("report %s: %w", bytes.TrimSpace(text), err)
	}
	return r, nil
}

func (r report) checkVerdict(s step) error {
	switch {
	case s.Verdict == accept && r.Status != "pending":
		return fmt.Errorf("accept expected, got %q: %s", r.Status, r.problems())
	case s.Verdict == reject && r.Status != "invalid":
		return fmt.Errorf("reject expected, got %q: %s at %v", r.Status, s.Why, s.At)
	case (r.Status == "invalid") != (len(r.Problems) > 0):
		return fmt.Errorf("%s with problems: %s", r.Status, r.problems())
	}
	return nil
}

func (r report) problems() string {
	texts := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		texts[i] = strconv.Quote(p.Path) + " " + p.Code
	}
	return strings.Join(texts, ", ")
}

func (r report) checkPlaces(s step) error {
	unreported := slices.DeleteFunc(slices.Clone(s.At), func(at string) bool {
		return slices.ContainsFunc(r.Problems, func(p finding) bool { return p.Path == at })
	})
	if s.All && len(unreported) > 0 || len(s.At) > 0 && len(unreported) == len(s.At) {
		return fmt.Errorf("problems at %q expected (all: %t), got %s", unreported, s.All, r.problems())
	}
	return nil
}

func (r report) checkWarnings(s step) error {
	var missing []error
	for _, kind := range s.Warn {
		if !slices.ContainsFunc(r.Warnings, func(w finding) bool { return w.Code == kind }) {
			missing = append(missing, fmt.Errorf("warning %s is missing", kind))
		}
	}
	return errors.Join(missing...)
}
