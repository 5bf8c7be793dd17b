package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// attic is a folder with all kinds of snapshots, and no Firestore.
func attic(t *testing.T) string {
	t.Helper()
	t.Setenv("FIRESTORE_EMULATOR_HOST", "")
	t.Chdir(t.TempDir())
	var good bytes.Buffer
	if err := event.Write(&good, sample.Event(7, 20)); err != nil {
		t.Fatal(err)
	}
	imp := sample.Imports()[0].Content
	bad := strings.NewReplacer(`"course_id": 1,`, `"course_id": 99,`, `"course_id": 2,`,
		`"course_id": 98,`).Replace(good.String())
	version := func(major string) string {
		var compact = jsontext.Value(strings.Clone(good.String()))
		if err := compact.Compact(); err != nil {
			t.Fatal(err)
		}
		return strings.Replace(string(compact), "[17,2]", "["+major+",0]", 1)
	}
	sent := string(eventtest.Sent(t, sample.Event(7, 20), nil))
	for name, content := range map[string]string{
		"sent.json": sent, "newer.json": version("18"), "older.json": version("16"),
		"good.json": good.String(), "bad.json": bad, "empty.json": "", "rubbish.json": "\x00\xff", "import.json": string(imp),
		"half.json": good.String()[:good.Len()/2], "full.json": strings.Replace(good.String(), `"partial"`, `"full"`, 1),
		"twice.json": good.String() + good.String(),
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("good.json", "link.json"); err != nil {
		t.Fatal(err)
	}
	return good.String()
}

var loads = []struct {
	name, args string
	status     int
	want       string // printed
}{
	{"a snapshot", "good.json", 0, "Veranstaltung 7 ist angelegt: PfingstAkademie 2027, 20 Anmeldungen\n"},
	{"a link to one", "link.json", 0, "Veranstaltung 7 ist angelegt: "},
	{"an inconsistent one", "bad.json", 1, "bad.json ist so nicht zu laden (9 Probleme), "},
	{"an import", "import.json", 1, "import.json:1:1: Das ist kein Export, sondern ein Import: „event“ fehlt."},
	{"an empty file", "empty.json", 1, "empty.json:1:1: Die Datei ist leer."},
	{"rubbish", "rubbish.json", 1, "rubbish.json:1:2: Ab hier ist die Datei kein UTF-8."},
	{"half a snapshot", "half.json", 1, "Die Datei endet mittendrin"},
	{"two snapshots in one file", "twice.json", 1, "Kein gültiges JSON: „{“ darf hier nicht stehen."},
	{"a full export", "full.json", 1, "„kind“ ist hier \"full\""},
	{"as the original sends it", "sent.json", 1,
		"„KL-Erstattung“ steht nicht im Export. Bitte bei ihm als \"id\" eintragen. " +
			"In Gebrauch und noch keinem Beitrag zugeordnet: 10, 11."},
	{"as the original sends it, and what to do", "sent.json", 1,
		"load: IDs von Beiträgen lassen sich auch hier angeben: -fee 'KL-Erstattung=ID' -fee 'Spende=ID'\n"},
	{"with one of two IDs", "-fee Spende=11 sent.json", 0,
		"Veranstaltung 7 ist angelegt: PfingstAkademie 2027, 20 Anmeldungen\n"},
	{"with a fee that there is not", "-fee Spnde=11 sent.json", 1,
		"Einen Beitrag „Spnde“ hat die Veranstaltung nicht. An " +
			"individuellen Beiträgen hat sie: KL-Erstattung, Spende. (/event/fees/Spnde)"},
	{"with an ID that is none", "-fee Spende=elf sent.json", 2, "gebraucht wird TITEL=ID"},
	{"with a fee twice", "-fee Spende=11 -fee Spende=12 sent.json", 2, "steht schon da"},
	{"with another ID than it has", "-fee Spende=12 good.json", 1,
		"Der Beitrag „Spende“ hat die ID 11 und kann nicht auch 12 haben."},
	{"of a newer version", "newer.json", 0, "newer.json: Die Datei nennt die Version 18.0. Gelesen wird sie wie 17.2.\n"},
	{"of an older version", "older.json", 1, "Ein Export der Version [16,0] kann nicht gelesen werden"},
	{"no such file", "none.json", 2, "load: die Datei none.json gibt es nicht. Bitte Namen und Ordner prüfen\n"},
	{"a folder", ".", 2, "load: die Datei . kann nicht gelesen werden: Ist sie ein Ordner"},
	{"help", "-h", 0, "Aufruf:\n  load "},
	{"help, in English", "good.json -help", 0, "Usage:\n  load "},
	{"nothing", "", 2, "load: es fehlt, was zu laden ist: ein Export, -sessions, -appointments oder -personas. Wie " +
		"es geht, zeigt"},
	{"two files", "good.json bad.json", 2, "load: good.json, bad.json: das geht nur eins nach dem anderen. "},
	{"an option behind the file", "good.json -orgas a@b.example -approvers c@b.example", 0,
		"Veranstaltung 7 ist angelegt: "},
	{"an unknown option", "-date x good.json", 2,
		"load: die Optionen gehen so nicht: flag provided but not defined: -date. Wie es geht, zeigt go run ./scripts/load " +
			"-h\n"},
	{"people without a mail address", "-orgas a@b.example,Anna -approvers Ben good.json", 2,
		"load: \"anna\" ist keine Mail-Adresse.\n\"ben\" ist keine Mail-Adresse.\n"},
	{"nobody to confirm", "-orgas a@b.example good.json", 2,
		"load: Niemand ist Freigebende oder Freigebender („approvers“); so könnte nie jemand einen Import freigeben."},
	{"nobody to confirm, in a project", "-project p good.json", 2,
		"load: Niemand ist Freigebende oder Freigebender („approvers“); so könnte nie jemand einen Import freigeben."},
	{"a file as the folder", "-data good.json good.json", 2,
		"load: -data: der Ordner good.json kann nicht angelegt werden: "},
}

func TestLoad(t *testing.T) {
	for _, c := range loads {
		t.Run(c.name, func(t *testing.T) {
			attic(t)
			var printed bytes.Buffer
			status := run(t.Context(), strings.Fields(c.args), &printed, &printed)
			if status != c.status || !strings.Contains(printed.String(), c.want) {
				t.Errorf("status %d: %s", status, printed.String())
			}
		})
	}
}

// read is event 7 as it is stored.
func read(t *testing.T) (*proposal.Event, error) {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(".kursbuch", "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	return store.Event(t.Context(), 7)
}

func TestLoadedIsWhatTheFileSays(t *testing.T) {
	want := attic(t)
	for _, c := range []struct {
		args string
		want access.Roles
	}{
		{"good.json", identity.Roles()},
		{"-orgas Anna@b.example,c@b.example -approvers d@b.example -four-eyes=false good.json",
			access.Roles{Orgas: []string{"anna@b.example", "c@b.example"}, Approvers: []string{"d@b.example"}}},
	} {
		if status := run(t.Context(), strings.Fields(c.args), t.Output(), t.Output()); status != exitCreated {
			t.Fatalf("%s: status %d", c.args, status)
		}
		e, err := read(t)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := event.Write(&got, e.Snapshot); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, e.Access) + cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("%s: %s", c.args, diff)
		}
		if err := os.RemoveAll(".kursbuch"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRefusedForAllReasonsAndNotStored(t *testing.T) {
	attic(t)
	var printed bytes.Buffer
	if status := run(t.Context(), []string{"bad.json"}, &printed, &printed); status != exitRefused {
		t.Errorf("status %d", status)
	}
	if strings.Count(printed.String(), "Verweis auf 99 ins Leere") < 2 || strings.Count(printed.String(),
		"Verweis auf 98 ins Leere") < 2 {
		t.Errorf("%s", printed.String())
	}
	if e, err := read(t); err == nil {
		t.Errorf("stored: %v", e)
	}
}

func TestEventIsNotLoadedAgain(t *testing.T) {
	attic(t)
	for _, c := range []struct {
		status int
		want   string
	}{{exitCreated, "Veranstaltung 7 ist angelegt: "}, {exitFailed,
		"load: die Veranstaltung 7 gibt es in .kursbuch schon. Geändert wird sie durch Importe, nicht durch neues Laden\n"}} {
		var printed bytes.Buffer
		if status := run(t.Context(), []string{"good.json"}, &printed, &printed); status != c.status ||
			!strings.HasPrefix(printed.String(), c.want) {
			t.Errorf("status %d: %s", status, printed.String())
		}
	}
}

// papers are sessions and appointments.
func papers(t *testing.T) {
	t.Helper()
	for name, content := range map[string]string{"s.json": "{}", "a.csv": sound} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSessionsAndAppointmentsMakeNoDatabase(t *testing.T) {
	attic(t)
	papers(t)
	if err := os.Mkdir("empty", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"kursbuhc", "empty"} {
		for _, args := range []string{"-sessions s.json -event 7", "-appointments a.csv"} {
			var printed bytes.Buffer
			status := run(t.Context(), append([]string{"-data", folder}, strings.Fields(args)...), &printed, &printed)
			want := "load: in " + folder + " ist kein Kursbuch. Bitte -data prüfen, " +
				"oder zuerst mit go run ./scripts/dev -data " + folder + " eines anlegen\n"
			if status != exitFailed || printed.String() != want {
				t.Errorf("%s: status %d: %s", args, status, printed.String())
			}
		}
	}
	if _, err := os.Stat("kursbuhc"); err == nil {
		t.Error("there is a folder now")
	}
}

func TestFolderInUse(t *testing.T) {
	attic(t)
	papers(t)
	if err := os.Mkdir(".kursbuch", 0o700); err != nil {
		t.Fatal(err)
	}
	store, err := boltdb.Open(filepath.Join(".kursbuch", "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, args := range []string{"good.json", "-sessions s.json -event 7", "-appointments a.csv"} {
		var printed bytes.Buffer
		status := run(t.Context(), strings.Fields(args), &printed, &printed)
		want := "load: hier läuft noch Kursbuch (scripts/dev). Bitte dort mit Strg-C beenden, dann noch einmal\n"
		if status != exitFailed || printed.String() != want {
			t.Errorf("%s: status %d: %s", args, status, printed.String())
		}
	}
}
