package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
)

// directory are those of some personas whom the local run knows.
func directory(t *testing.T, ids ...event.PersonaID) map[event.PersonaID]*event.Person {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(".kursbuch", "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	known, err := store.Personas(context.WithoutCancel(t.Context()), ids...)
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// nora is a persona as exports have them.
const nora = `{"id": 2001, "given_names": "Nora", "family_name": "Nachrücker", "is_member": true,
"is_event_realm": true, "is_archived": false}`

var personaFiles = []struct {
	name, content string
	status        int
	want          string // printed
}{
	{"those of an export", `{"EVENT_SCHEMA_VERSION": [17, 2], "personas": {"2001": ` + nora + `}}`, exitCreated,
		"p: 1 Person übernommen: 1 neu, 0 geändert, 0 unverändert\n"},
	{"only them", `{"2001": ` + nora + `}`, exitCreated, "p: 1 Person übernommen: 1 neu, 0 geändert, 0 unverändert\n"},
	{"a table of German Excel",
		"Personen-ID;Vorname;Nachname;Mitglied;Zimmer\n2001;Nora;Nachr\xfccker;ja;7\n2002;Uwe;Alt;nein;8\n", exitCreated,
		"Nicht übernommene Spalten: Zimmer\np: 2 Personen übernommen: 2 neu, 0 geändert, 0 unverändert\n"},
	{"an export without any", `{"EVENT_SCHEMA_VERSION": [17, 2], "registrations": {}}`, exitFailed,
		"load: p: dieser Export nennt keine Personen"},
	{"broken records", "{\"2001\": {\"given_names\": 7,\n\"familyname\": \"x\"}}", exitRefused,
		"p:1:11: Hier muss ein Text stehen, nicht 7.\np:1:2: „family_name“ fehlt."},
	{"broken rows", "id,given_names,family_name,is_member\n2001,Nora,Nachrücker,vielleicht\nx,\"Uwe,Alt,ja\n", exitRefused,
		"p:2: is_member: "},
	{"a row of too many cells", "id,given_names,family_name\n2001,Nora,Nach,rücker\n", exitRefused,
		"p:2: Die Zeile hat mehr Zellen"},
	{"no column of names", "id;Vorname\n2001;Nora\n", exitFailed,
		"load: p: es fehlt eine Spalte family_name oder Nachname"},
	{"a column twice", "id;Vorname;given_names;Nachname\n1;a;b;c\n", exitFailed, "sagen dasselbe"},
	{"nothing", "", exitFailed, "load: p: die Datei ist leer"},
	{"no JSON", "{\n\"2001\": }", exitFailed, "load: p: kein gültiges JSON in Zeile 2"},
}

func TestPersonasAreLoadedAllOrNone(t *testing.T) {
	for _, c := range personaFiles {
		t.Run(c.name, func(t *testing.T) {
			attic(t)
			if status := run(t.Context(), []string{"good.json"}, t.Output(), t.Output()); status != exitCreated {
				t.Fatal(status)
			}
			if err := os.WriteFile("p", []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			var printed bytes.Buffer
			status := run(t.Context(), []string{"-personas", "p"}, &printed, &printed)
			if status != c.status || !strings.Contains(printed.String(), c.want) {
				t.Errorf("status %d: %s", status, printed.String())
			}
			known := directory(t, 2001, 2002)
			if c.status != exitCreated {
				if len(known) > 0 {
					t.Errorf("loaded all the same: %v", known)
				}
				return
			}
			if p := known[2001]; p == nil || p.Name() != "Nora Nachrücker" || !p.IsMember || !p.IsEventRealm {
				t.Errorf("%+v", p)
			}
			printed.Reset()
			status = run(t.Context(), []string{"-personas", "p"}, &printed, &printed)
			if status != exitCreated || !strings.Contains(printed.String(), "0 neu, 0 geändert") {
				t.Errorf("again: status %d: %s", status, printed.String())
			}
		})
	}
}

// What a table has no column of stays as it was.
func TestATableOfPersonasChangesWhatItHas(t *testing.T) {
	attic(t)
	for i, content := range []string{`{"2001": ` + strings.Replace(nora, "{", `{"username": "nora@b.example", `, 1) + `}`,
		"id;given_names;family_name\n2001;Nora;Neu\n"} {
		file := fmt.Sprint("p", i)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if status := run(t.Context(), []string{"good.json"}, t.Output(), t.Output()); status != exitCreated {
				t.Fatal(status)
			}
		}
		if status := run(t.Context(), []string{"-personas", file}, t.Output(), t.Output()); status != exitCreated {
			t.Fatal(status)
		}
	}
	p := directory(t, 2001)[2001]
	if p.FamilyName != "Neu" || p.Username == nil || *p.Username != "nora@b.example" || !p.IsMember {
		t.Errorf("%+v", p)
	}
}
