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
)

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
