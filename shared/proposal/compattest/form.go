package compattest

import (
	"regexp"
	"time"

	"github.com/shopspring/decimal"
)

// A form brings a value into a form in which equal is what the corpus calls equal: numbers by value, datetimes as
// instants, amounts as decimals, everything else exactly.
type form interface{ of(v any) any }

// members are the forms of an object's members, by name; * is any other. A member without one is to be equal exactly.
type members map[string]form

func (m members) of(v any) any {
	object, ok := v.(map[string]any)
	if !ok {
		return v
	}
	formed := make(map[string]any, len(object))
	for name, member := range object {
		form, ok := m[name]
		if !ok {
			form = m["*"]
		}
		if form != nil {
			member = form.of(member)
		}
		if member != (nothing{}) {
			formed[name] = member
		}
	}
	return formed
}

// value is the form of a value that is no object.
type value func(v any) any

func (f value) of(v any) any { return f(v) }

// nothing is what a member becomes that is not compared.
type nothing struct{}

// incidental is a member that says when an export was made, or more than the original's exports do.
var incidental = value(func(any) any { return nothing{} })

var plain = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

var amount = value(func(v any) any {
	if text, ok := v.(string); ok && plain.MatchString(text) {
		return decimal.RequireFromString(text).String()
	}
	return v
})

var instant = value(func(v any) any {
	text, _ := v.(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return v
	}
	return at.UTC().Format(time.RFC3339Nano)
})

// optional is a member for which null is the same as its absence.
func optional(f form) form {
	return value(func(v any) any {
		switch {
		case v == nil:
			return nothing{}
		case f == nil:
			return v
		}
		return f.of(v)
	})
}

const datetimeField = 6.0

// datetimes are the forms of those of a state's custom fields that are more than exactly equal.
func datetimes(state map[string]any) members {
	fields := members{}
	event, _ := state["event"].(map[string]any)
	definitions, _ := event["fields"].(map[string]any)
	for name, definition := range definitions {
		if definition, _ := definition.(map[string]any); definition["kind"] == datetimeField {
			fields[name] = instant
		}
	}
	return fields
}

func deltaForm(state map[string]any) form {
	fields := datetimes(state)
	return members{
		"courses":    members{"*": members{"fields": fields}},
		"lodgements": members{"*": members{"fields": fields}},
		"registrations": members{"*": members{
			"fields": fields, "checkin": instant, "amount_paid": amount, "personalized_fees": members{"*": amount},
		}},
	}
}

func exportForm(state map[string]any) form {
	fields := members{"*": optional(nil)}
	for name, form := range datetimes(state) {
		fields[name] = optional(form)
	}
	return members{
		"timestamp":  incidental,
		"personas":   incidental,
		"courses":    members{"*": members{"fields": fields}},
		"lodgements": members{"*": members{"fields": fields}},
		"registrations": members{"*": members{
			"fields": fields, "checkin": instant, "ctime": incidental, "mtime": incidental,
			"amount_owed": amount, "amount_paid": amount, "personalized_fees": members{"*": amount},
		}},
		"event": members{
			"orgas":                   incidental,
			"fields":                  members{"*": members{"id": incidental}},
			"fees":                    members{"*": members{"id": incidental, "amount": amount}},
			"orga_tokens":             members{"*": members{"ctime": incidental, "etime": instant}},
			"registration_start":      instant,
			"registration_soft_limit": instant,
			"registration_hard_limit": instant,
		},
	}
}
