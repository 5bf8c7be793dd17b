package scalar

import (
	"regexp"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

// A Fault says why a value is not of the type that was asked for.
type Fault struct {
	Code problem.Code
	Args []any
	// Meant is what probably was, of the type that was asked for; empty: nobody knows.
	Meant Value
}

func fault(code problem.Code, args ...any) *Fault { return &Fault{Code: code, Args: args} }

// Suggestions are what the faulty value at path could be replaced by.
func (f *Fault) Suggestions(path jsontext.Pointer) []problem.Suggestion {
	if f.Meant == "" {
		return nil
	}
	return []problem.Suggestion{{Op: problem.Replace, Path: path, Value: f.Meant.Raw(), Sure: true}}
}

// meant guesses what a value of another spelling is to be: what people write who think of no computer. The empty Value
// stands for what nobody knows.
func (t Type) meant(raw jsontext.Value) Value {
	if raw.Kind() != '"' {
		return ""
	}
	text := strings.TrimSpace(Value(raw).Unquote())
	switch t.Kind {
	case KindBool:
		return truths[strings.ToLower(text)]
	case KindDate:
		if at, ok := germanTime(text); ok {
			return Text(at.Format(time.DateOnly))
		}
		return ""
	case KindDateTime:
		if at, ok := germanTime(text); ok {
			return Text(FormatInstant(fromBerlin(at)))
		}
		return ""
	case KindText:
		return ""
	case KindAmount, KindNumber:
		text = strings.TrimSpace(strings.Trim(text, "€"))
		if strings.Contains(text, ",") {
			text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
		}
	}
	text = strings.TrimLeft(strings.Replace(text, "−", "-", 1), "+")
	if text == "" || text == Value(raw).Unquote() {
		return ""
	}
	v, wrong := t.parse(Text(text).Raw())
	if wrong != nil {
		return ""
	}
	return v
}

var truths = map[string]Value{"ja": True, "yes": True, "x": True, "wahr": True, "j": True, "nein": False, "no": False,
	"falsch": False, "n": False, "true": True, "false": False, "1": True, "0": False}

// germanDay is a day as people write it: 22.5.2026, with or without a time of day.
var germanDay = regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.\d{4}`)

func germanTime(text string) (time.Time, bool) {
	if !germanDay.MatchString(text) {
		return time.Time{}, false
	}
	text = strings.Replace(strings.TrimSuffix(text, " Uhr"), ", ", " ", 1)
	for _, layout := range []string{"2.1.2006", "2.1.2006 15:04", "2.1.2006 15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
