package answer

import (
	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Finding is a finding as callers get it: in their language, with the call that does what can be done about it.
type Finding struct {
	problem.Shown
	// Call is method, path and body of a request to Kursbuch; empty: there is none that helps.
	Call string `json:"call,omitempty"`
}

// Findings renders findings for a reader of lang. The result is never nil.
func Findings(found []problem.Problem, lang problem.Language) []Finding {
	shown := make([]Finding, len(found))
	for i, p := range problem.Show(found, lang) {
		shown[i] = Finding{p, Call(p.Action)}
	}
	return shown
}

// Call is an action as a call of the API; empty: there is none.
func Call(a problem.Action) string {
	switch a.Do {
	case oncalendar.Approve:
		return `POST /CalendarSync {"approve": ` + quoted(a.To) + `}`
	case oncalendar.Retry:
		return `POST /CalendarSync {"retry": ` + quoted(a.To) + `}`
	case oncalendar.MakeCalendar, oncalendar.StartAgain:
		return `POST /CalendarSync {"create": true}`
	case oncalendar.ReplaceCalendar:
		return `POST /CalendarSync {"create": true, "instead_of": ` + quoted(a.To) + `}`
	case oncalendar.EndPause:
		return `PUT /Settings {…, "pause": null}`
	case oncalendar.Uninstall:
		return `POST /CalendarSync {"uninstall": true}`
	case oncalendar.CorrectAddress:
		return `PUT /JobCalendar/persons/` + a.To
	}
	return ""
}

// quoted is a text as JSON.
func quoted(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil { // unreachable: names are valid UTF-8
		panic(err)
	}
	return string(encoded)
}
