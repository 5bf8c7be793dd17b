package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/sample"
)

// planned are the sessions of the sample.
var planned = func() string {
	text, err := json.Marshal(sample.Sessions())
	if err != nil {
		panic(err) // unreachable: a plan is only texts
	}
	return string(text)
}()

var sessionFiles = []struct {
	name, content, args string
	status              int
	want                string // printed
}{
	{"sessions", planned, "-sessions s.json -event 7", exitCreated,
		"Veranstaltung 7 hat jetzt 13 Kurstermine in 3 Kursschienen\n"},
	{"none", "{}", "-sessions s.json -event 7", exitCreated,
		"Veranstaltung 7 hat jetzt 0 Kurstermine in 0 Kursschienen\n"},
	{"wrong ones", "{\"tracks\": {\n\"9\": [],\n\"8\": []}}", "-sessions s.json -event 7", exitRefused,
		"s.json:2:1: Die Veranstaltung hat keine Kursschiene mit der ID 9. (/tracks/9)\ns.json:3:1: Die Veranstaltung hat " +
			"keine Kursschiene mit der ID 8. (/tracks/8)\n" +
			"load: s.json ist so nicht zu laden (2 Probleme), es wurde nichts geschrieben. Bitte berichtigen, dann noch " +
			"einmal.\n"},
	{"another event", planned, "-sessions s.json -event 8", exitFailed,
		"load: die Veranstaltung 8 gibt es in .kursbuch nicht. Bitte -event prüfen"},
	{"all that is wrong", "{\"titel\": 1,\n\"tracks\": {\"1\": [\n{\"strat\": 1,\n\"start\": 2}],\n\"9\": []},\n" +
		"\"invit\": \"all\"}", "-sessions s.json -event 7", exitRefused,
		"s.json:1:2: Den Schlüssel „titel“ gibt es hier nicht. (/titel)\n" +
			"s.json:3:1: „end“ fehlt. (/tracks/1/0/end)\n" +
			"s.json:3:2: Den Schlüssel „strat“ gibt es hier nicht. Gemeint: „start“? (/tracks/1/0/strat)\n" +
			"s.json:4:1: Hier muss ein Text stehen, nicht 2. (/tracks/1/0/start)\n" +
			"s.json:5:1: Die Veranstaltung hat keine Kursschiene mit der ID 9. (/tracks/9)\n" +
			"s.json:6:1: Den Schlüssel „invit“ gibt es hier nicht. Gemeint: „invite“? (/invit)\n" +
			"load: s.json ist so nicht zu laden (6 Probleme), es wurde nichts geschrieben. Bitte berichtigen, dann noch " +
			"einmal.\nload: die Form von Kursterminen zeigt go doc ./scripts/load\n"},
	{"a list", "[]", "-sessions s.json -event 7", exitFailed, "load: s.json:1: das sind keine Kurstermine, " +
		"die Datei ist kein Objekt in geschweiften Klammern. Gebraucht wird die Form aus go doc ./scripts/load\n"},
	{"no JSON", "{\n\"tracks\": {},\n}", "-sessions s.json -event 7", exitFailed,
		"load: s.json:2: das ist kein gültiges JSON. Bitte im Editor berichtigen\n"},
	{"an empty file", "", "-sessions s.json -event 7", exitFailed, "load: s.json:1: das ist kein gültiges JSON."},
	{"no such file", "{}", "-sessions none.json -event 7", exitFailed,
		"load: die Datei none.json gibt es nicht. Bitte Namen und Ordner prüfen\n"},
	{"of no event", "{}", "-sessions s.json", exitFailed, "load: zu -sessions gehört -event, "},
	{"with a snapshot", "{}", "-sessions s.json -event 7 good.json", exitFailed,
		"load: -sessions s.json, good.json: das geht nur eins nach dem anderen. "},
	{"an event without sessions", "{}", "-event 7 good.json", exitFailed, "load: -event gehört zu -sessions; "},
	{"with appointments", "{}", "-sessions s.json -event 7 -appointments a.csv", exitFailed,
		"load: -sessions s.json, -appointments a.csv: das geht nur eins nach dem anderen. "},
}

func TestLoadSessions(t *testing.T) {
	for _, c := range sessionFiles {
		t.Run(c.name, func(t *testing.T) {
			attic(t)
			if status := run(t.Context(), []string{"good.json"}, t.Output(), t.Output()); status != exitCreated {
				t.Fatal(status)
			}
			if err := os.WriteFile("s.json", []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			for range 2 { // again changes nothing
				var printed bytes.Buffer
				if status := run(t.Context(), strings.Fields(c.args), &printed, &printed); status != c.status ||
					!strings.Contains(printed.String(), c.want) {
					t.Errorf("status %d: %s", status, printed.String())
				}
			}
			want := jobcal.SessionPlan{}
			if c.name == "sessions" {
				want, _ = jobcal.CheckSessions(sample.Sessions(), &sample.PfingstAkademie().Event)
			}
			e, err := read(t)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Sessions; cmp.Diff(want.Tracks, got.Tracks) != "" && !(want.Empty() && got.Empty()) {
				t.Errorf("stored %v, want %v", got, want)
			}
		})
	}
}

func TestSessionsOfAClosedEventStay(t *testing.T) {
	attic(t)
	if status := run(t.Context(), []string{"good.json"}, t.Output(), t.Output()); status != exitCreated {
		t.Fatal(status)
	}
	store, err := boltdb.Open(filepath.Join(".kursbuch", "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	closure := access.Closure{Event: 7, By: access.Caller{Mail: "admin@kursbuch.example", Admin: true}, Closed: true}
	if err := errors.Join(closure.Make(t.Context(), store), store.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("s.json", []byte(planned), 0o600); err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	status := run(t.Context(), strings.Fields("-sessions s.json -event 7"), &printed, &printed)
	if status != exitFailed || !strings.Contains(printed.String(), "die Veranstaltung 7 ist geschlossen") {
		t.Errorf("status %d: %s", status, printed.String())
	}
	if e, err := read(t); err != nil || !e.Sessions.Empty() {
		t.Errorf("%v, %v", e.Sessions, err)
	}
}
