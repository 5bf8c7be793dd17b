package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
)

type members = map[string]any

// sent puts exports into the folder as the original sends them: both.json has two individual fees, whose IDs in use are
// 5 and 6; one.json only the one.
func sent(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "both.json", eventtest.Sent(t, eventtest.Winter(t), nil))
	write(t, "one.json", eventtest.Sent(t, eventtest.Winter(t), func(whole members) {
		fees := whole["event"].(members)["fees"].(members)
		for title, f := range fees {
			if f := f.(members); f["amount"] == nil && title != "Spende" {
				delete(fees, title)
			}
		}
		for _, r := range whole["registrations"].(members) {
			r := r.(members)
			delete(r["personalized_fees"].(members), "5")
			delete(r, "amount_owed") // which is put right
		}
	}))
}

func imports(sections string) []byte {
	return []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2222-11-11", ` +
		sections + `}`)
}

func TestExportsAsTheyAreSent(t *testing.T) {
	fee := func(id string) string {
		return `"registrations": {"2": {"personalized_fees": {"` + id + `": "-45.00"}}}`
	}
	newcomer := `"registrations": {"-1": {"persona_id": 17, "mixed_lodging": true, "list_consent": true, "notes": null,
		"parts": {"1": {"status": 1, "lodgement_id": null}, "2": {"status": 1, "lodgement_id": null}},
		"tracks": {"1": {"course_id": null, "course_instructor": null, "choices": []},
			"2": {"course_id": null, "course_instructor": null, "choices": []},
			"3": {"course_id": null, "course_instructor": null, "choices": []}}}}`
	for _, test := range []struct {
		name, export, sections string
		status                 int
		says, saysNot          string
	}{
		{"a note changes no amount", "both.json", `"courses": {"1": {"notes": "Beamer"}}`, 0, "1 geändert.",
			"Teilnahmebeitrag"},
		{"the only individual fee is known", "one.json", fee("6"), 0, "Spende ", "unverified"},
		{"then there is no other", "one.json", fee("7"), 1, "(unknown-fee)", ""},
		{"one of two is called by its ID", "both.json", fee("6"), 0, "individueller Beitrag 6 ", "Warnung"},
		{"an ID that nobody uses", "both.json", fee("7"), 0, "ob es ihn gibt, weiß nur der Server. (unverified-fee)", ""},
		{"a fee by its title", "one.json", fee("Spende"), 1,
			"Probleme (1)\nAnmeldung 2, Bea Birke\nimport.json:1:136: /registrations/2/personalized_fees/Spende: „Spende“ " +
				"ist keine ID.", ""},
		{"somebody new of whom nothing is said", "both.json", `"registrations": {"-1": {"persona_id": 17}}`, 1,
			"Warnungen (1)\nNeue Anmeldung -1\nimport.json:1:115: /registrations/-1/persona_id: Ob es die Person 17 gibt", ""},
		{"somebody new", "both.json", newcomer, 0, "Ob es die Person 17 gibt", "Probleme"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sent(t)
			write(t, "import.json", imports(test.sections))
			var out bytes.Buffer
			if status := run([]string{"check", test.export, "import.json"}, &out, &out, now); status != test.status {
				t.Errorf("status %d", status)
			}
			if text := out.String(); !strings.Contains(text, test.says) || test.saysNot != "" &&
				strings.Contains(text, test.saysNot) {
				t.Error(text)
			}
		})
	}
}

// TestDiff: somebody edits an export of the original by a script; the import does what it can.
func TestDiff(t *testing.T) {
	for _, test := range []struct {
		name   string
		edit   func(whole members)
		want   string // of the import, behind its envelope
		status int
		says   string
	}{
		{"nothing", nil, "", 0, "✔ Der Import ändert nichts.\n"},
		{"an amount of one's own, without knowing which fee it is", func(whole members) {
			entry(whole, "registrations", "2")["personalized_fees"].(members)["6"] = "-45.00"
		}, `"registrations":{"2":{"personalized_fees":{"6":"-45.00"}}}`, 0, "✔ Der Import hat 1 Eintrag. Nächster Schritt: "},
		{"a group with all that is in it", func(whole members) {
			delete(whole["lodgement_groups"].(members), "2")
			delete(whole["lodgements"].(members), "4")
			for _, r := range whole["registrations"].(members) {
				for _, p := range r.(members)["parts"].(members) {
					if p := p.(members); p["lodgement_id"] == 4.0 {
						p["lodgement_id"] = nil
					}
				}
			}
		}, `"lodgement_groups":{"2":null}`, 0, "1 Eintrag"},
		{"what no import can", func(whole members) {
			entry(whole, "registrations", "2")["amount_paid"] = "1.00"
			entry(whole, "courses", "1")["notes"] = "Beamer"
			whole["event"].(members)["title"] = "Sommerakademie"
		}, `"courses":{"1":{"notes":"Beamer"}}`, 1, "Was kein Import kann (2)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sent(t)
			write(t, "new.json", eventtest.Sent(t, eventtest.Winter(t), test.edit))
			var out, errs bytes.Buffer
			if status := run([]string{"diff", "both.json", "new.json"}, &out, &errs, now); status != test.status {
				t.Errorf("status %d", status)
			}
			if !strings.Contains(errs.String(), test.says) {
				t.Error(errs.String())
			}
			var got map[string]any
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{"EVENT_SCHEMA_VERSION", "kind", "id", "timestamp"} {
				delete(got, key)
			}
			if text, _ := json.Marshal(got, json.Deterministic(true)); string(text) != "{"+test.want+"}" {
				t.Errorf("%s", text)
			}
		})
	}
}

func entry(whole members, section, id string) members { return whole[section].(members)[id].(members) }

func BenchmarkDiff(b *testing.B) {
	old := eventtest.Read(b, eventtest.Sent(b, eventtest.Winter(b), nil))
	for id := range event.RegistrationID(5000) {
		r := old.Registrations[2].Clone().(*event.Registration)
		r.Persona.ID = event.PersonaID(id) + 1000
		old.Put(event.Key{Section: event.Registrations, ID: int32(id) + 100}, r)
	}
	edited := old.Edit()
	for id, r := range old.Registrations {
		r := r.Clone().(*event.Registration)
		r.ListConsent = !r.ListConsent
		r.AmountPaid = event.Amount{}
		edited.Registrations[id] = r
	}
	for b.Loop() {
		d := diff.Between(old, edited)
		if _, found := partial.Decode(d.File); !found.Empty() || d.Changes < 5000 {
			b.Fatal(d.Changes)
		}
	}
}
