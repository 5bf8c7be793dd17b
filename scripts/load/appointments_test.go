package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/boltdb"
)

// calendar runs do on the job calendar of the local run.
func calendar(t *testing.T, do func(jobcal.Store)) {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(".kursbuch", "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	do(store.JobCalendar())
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, ops ...jobcal.Operation) {
	t.Helper()
	calendar(t, func(c jobcal.Store) {
		if _, found, err := jobcal.Apply(t.Context(), c, jobcaltest.Somebody, ops); err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	})
}

// stock is a folder with a local run that knows two persons.
func stock(t *testing.T) {
	t.Helper()
	t.Setenv("FIRESTORE_EMULATOR_HOST", "")
	t.Chdir(t.TempDir())
	if err := os.Mkdir(".kursbuch", 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, jobcal.Operation{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna"}},
		jobcal.Operation{PutPerson: &jobcal.Person{ID: "joerg", ShortName: "JÖ", Name: "Jörg"}},
		jobcal.Operation{PutResource: &jobcal.Resource{ID: "saal", Name: "Saal"}})
}

// take loads a table, gives the exit status and what was printed.
func take(t *testing.T, table string, args ...string) (int, string) {
	t.Helper()
	if err := os.WriteFile("a.csv", []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	status := run(t.Context(), append(args, "-appointments", "a.csv"), &printed, &printed)
	return status, printed.String()
}

// all are the appointments in the job calendar, as drafts.
func all(t *testing.T) map[jobcal.AppointmentID]jobcal.Draft {
	t.Helper()
	drafts := map[jobcal.AppointmentID]jobcal.Draft{}
	calendar(t, func(c jobcal.Store) {
		b, err := c.Read(t.Context(), time.Time{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for id, a := range b.Appointments {
			drafts[id] = a.Draft()
		}
	})
	return drafts
}

const head = "LfdNr;AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n"

const sound = head +
	"1;4711;15.05.2027;08:00;;16:30;AB;A1\n" +
	"2;4711;15.05.2027;08:00;;16:30;jö;A1\n" +
	"3;4712;2027-05-16 00:00:00;;18.5.2027;;AB;{B-2}\n" +
	"4;4713;15.05.2027;22:00;16.05.2027;2,5;;A3\n" +
	";;;;;;;\n"

func TestRowsOfOneAppointmentAreOne(t *testing.T) {
	stock(t)
	status, printed := take(t, sound)
	if status != 0 || !strings.Contains(printed,
		"a.csv: 4 Zeilen, 3 Termine übernommen: 3 neu, 0 geändert, 0 unverändert\n") {
		t.Errorf("status %d: %s", status, printed)
	}
	got := all(t)
	braces := table.AppointmentID("{B-2}")
	want := map[jobcal.AppointmentID]jobcal.Draft{
		"reflex-A1": {ID: "reflex-A1", JobNumber: "4711", Title: "Auftrag 4711", Start: "2027-05-15T08:00:00+02:00",
			End:      "2027-05-15T16:30:00+02:00",
			TimeZone: "Europe/Berlin", Persons: []jobcal.PersonID{"anna", "joerg"}},
		braces: {ID: braces, JobNumber: "4712", Title: "Auftrag 4712", Start: "2027-05-16", End: "2027-05-19",
			Persons: []jobcal.PersonID{"anna"}},
		"reflex-A3": {ID: "reflex-A3", JobNumber: "4713", Title: "Auftrag 4713", Start: "2027-05-15T22:00:00+02:00",
			End:      "2027-05-16T02:30:00+02:00",
			TimeZone: "Europe/Berlin"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLoadingAgainChangesWhatTheTableSays(t *testing.T) {
	stock(t)
	take(t, sound)
	if status, printed := take(t, sound); status != 0 || !strings.Contains(printed, "0 neu, 0 geändert, 3 unverändert") {
		t.Errorf("status %d: %s", status, printed)
	}
	edited := all(t)["reflex-A1"]
	edited.Description, edited.Resources, edited.Private, edited.Title = "Bitte Helme mitbringen.",
		[]jobcal.ResourceID{"saal"}, true, "Baustelle"
	put(t, jobcal.Operation{Put: &edited})
	status, printed := take(t, strings.ReplaceAll(sound, "16:30", "17:00"))
	if status != 0 || !strings.Contains(printed, "0 neu, 1 geändert, 2 unverändert") {
		t.Errorf("status %d: %s", status, printed)
	}
	edited.Title, edited.End = "Auftrag 4711", "2027-05-15T17:00:00+02:00"
	if diff := cmp.Diff(edited, all(t)["reflex-A1"]); diff != "" {
		t.Error(diff)
	}
}

func TestSpellingsOfTables(t *testing.T) {
	umlauts := strings.NewReplacer("jö", "JÖ").Replace(sound)
	latin, err := charmap.Windows1252.NewEncoder().String(umlauts)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(umlauts, ";",
		"\t"))
	if err != nil {
		t.Fatal(err)
	}
	stock(t)
	take(t, sound)
	for about, table := range map[string]string{
		"UTF-8 with a BOM": "\ufeff" + sound, "Windows-1252": latin, "UTF-16 with tabs": wide,
		"CRLF": strings.ReplaceAll(sound, "\n", "\r\n"),
		"commas": strings.NewReplacer(",", ".", ";", ",").Replace(strings.Replace(sound, "2,5", "02:30",
			1)),
		"other letters, in a frame": strings.Replace(sound, head, strings.ToUpper(strings.ReplaceAll(head, ";", " ; ")), 1),
		"quoted":                    strings.ReplaceAll(sound, "A1", `"A1"`),
		"decimal hours":             strings.ReplaceAll(strings.ReplaceAll(sound, "16:30", "16,5"), "08:00", "8"),
		"Access": strings.ReplaceAll(strings.ReplaceAll(sound, "16:30", "1899-12-30 16:30:00"),
			"15.05.2027;08:00", "15.05.2027 00:00:00;30.12.1899 08:00:00"),
		"days as Excel counts": strings.ReplaceAll(sound, "15.05.2027", "46522"),
	} {
		t.Run(about, func(t *testing.T) {
			if status, printed := take(t, table); status != 0 || !strings.Contains(printed, "0 neu, 0 geändert, 3 unverändert") {
				t.Errorf("status %d: %s", status, printed)
			}
		})
	}
}

// TestAllThatIsWrongWithARow is told at once: a bad person hides no bad date, nor the other way round.
func TestAllThatIsWrongWithARow(t *testing.T) {
	stock(t)
	status, printed := take(t, head+"1;;32.05.2027;8h;;25:00;XY;A1\n2;;15.05.2027;08:00;;09:00;AB;A2\n"+
		"3;4711;15.05.2027;22:00;;02:00;YZ;A3\n4;"+strings.Repeat("4", 101)+";28.03.2027;02:30;;04:00;ZZ;A4\n")
	for _, want := range []string{"weder Bezeichnung noch Auftragsnummer", `Das Kürzel "XY"`, `Datum: "32.05.2027"`,
		`UhrzeitVon: "8h"`, `UhrzeitBis: "25:00"`, `Das Kürzel "YZ"`, "UhrzeitBis (02:00) liegt vor UhrzeitVon (22:00)",
		`Das Kürzel "ZZ"`, "AuftrNr: Der Text hat 101 Zeichen", "gibt es in dieser Nacht nicht",
		"load: 4 Zeilen abgelehnt."} {
		if !strings.Contains(printed, want) {
			t.Errorf("status %d, nothing of %s:\n%s", status, want, printed)
		}
	}
	if lines := strings.Count(printed, "a.csv:") - 1; lines != 11 {
		t.Errorf("%d complaints:\n%s", lines, printed)
	}
}

// rejected are single rows with why they are not taken over.
var rejected = []struct{ row, want string }{
	{`1;4711;15.05.2027;08:00;;16:30;XY;A1`, `Das Kürzel "XY" kennt der JobKalender nicht. Bitte die Person anlegen`},
	{`1;4711;15.05.2027;08:00;;16:30;AB, BS;A1`,
		`Personen: Hier stehen mehrere Kürzel ("AB, BS"); ` +
			`gebraucht wird je Person eine Zeile. Bitte die Zeile je Person einmal schreiben`},
	{`1;4711;32.05.2027;08:00;;16:30;AB;A1`, `Datum: "32.05.2027" ist kein Datum.`},
	{`1;4711;;08:00;;16:30;AB;A1`, `Datum: "" ist kein Datum.`},
	{`1;4711;15.05.27;08:00;;16:30;AB;A1`, `Datum: "15.05.27" ist kein Datum.`},
	{`1;4711;15.05.2027;08:00;morgen;16:30;AB;A1`, `DatumBis: "morgen" ist kein Datum.`},
	{`1;4711;15.05.2027;;14.05.2027;;AB;A1`, `DatumBis (14.05.2027) liegt vor Datum (15.05.2027).`},
	{`1;4711;15.05.2027;08:00;14.05.2027;09:00;AB;A1`, `DatumBis (14.05.2027) liegt vor Datum (15.05.2027).`},
	{`1;4711;15.05.2027;25:00;;26:00;AB;A1`, `UhrzeitVon: "25:00" ist keine Uhrzeit.`},
	{`1;4711;15.05.2027;8.30;;9:75;AB;A1`, `UhrzeitVon: "8.30" ist keine Uhrzeit. Uhrzeiten schreibt man wie "09:30".`},
	{`1;4711;15.05.2027;0,5;;9:00;AB;A1`, `UhrzeitVon: "0,5" ist keine Uhrzeit.`},
	{`1;4711;15.05.2027;08:00;;;AB;A1`, `UhrzeitBis fehlt.`},
	{`1;4711;15.05.2027;22:00;;02:00;AB;A1`,
		`UhrzeitBis (02:00) liegt vor UhrzeitVon (22:00). Endet der Termin am nächsten Tag?`},
	{`1;4711;15.05.2027;00:00;;00:00;AB;A1`, `UhrzeitVon und UhrzeitBis sind gleich (00:00). Endet der Termin ` +
		`am nächsten Tag? Dann bitte DatumBis eintragen; für einen ganztägigen Termin beide Uhrzeiten leer lassen.`},
	{`1;4711;28.03.2027;02:30;;04:00;AB;A1`, `Datum, UhrzeitVon: Die Uhrzeit gibt es in dieser Nacht nicht, weil ` +
		`die Uhr vorgestellt wird. Bitte eine andere Uhrzeit eintragen.`},
	{`1;4711;31.10.2027;02:30;;04:00;AB;A1`, `Datum, UhrzeitVon: Die Uhrzeit gibt es in dieser Nacht zweimal`},
	{`1;4711;15.05.1899;08:00;;09:00;AB;A1`, `Datum, UhrzeitVon: Das Jahr geht nicht, möglich sind 1980 bis 2999. ` +
		`Bitte das Datum berichtigen.`},
	{`1;;15.05.2027;08:00;;16:30;AB;A1`, `weder Bezeichnung noch Auftragsnummer`},
	{`1;4711;15.05.2027;08:00;;16:30;AB;`, `ID_STRING (Kennung des Termins) fehlt.`},
	{`1;4711;15.05.2027;08:00;;16:30;AB;A1;mehr`, `mehr Spalten als die erste`},
	{`1;47"11;15.05.2027;08:00;;16:30;AB;A1`, `Ein Anführungszeichen fehlt`},
	{`1;"4711;15.05.2027;08:00;;16:30;AB;A1`, `Ein Anführungszeichen fehlt`},
	{`1;` + strings.Repeat("4", 101) + `;15.05.2027;08:00;;16:30;AB;A1`,
		`AuftrNr: Der Text hat 101 Zeichen, möglich sind 100. Bitte kürzen.`},
	{"1;\"47\n11\";15.05.2027;08:00;;16:30;AB;A1", `AuftrNr: Der Text muss in einer Zeile ` +
		`stehen. Bitte die Zeilenumbrüche in der Zelle löschen.`},
}

func TestRejectedRowsAreReported(t *testing.T) {
	stock(t)
	for _, c := range rejected {
		t.Run(c.want, func(t *testing.T) {
			status, printed := take(t, head+c.row+"\n")
			if status != 1 || !strings.Contains(printed, c.want) || !strings.HasPrefix(printed, "a.csv:2") ||
				!strings.Contains(printed, "0 Termine übernommen") {
				t.Errorf("status %d: %s", status, printed)
			}
		})
	}
	if got := all(t); len(got) > 0 {
		t.Error(got)
	}
}

func TestAnAppointmentForTooManyIsRejected(t *testing.T) {
	stock(t)
	var crowd strings.Builder
	var people []jobcal.Operation
	for n := range 201 {
		id := fmt.Sprint("p", n)
		people = append(people, jobcal.Operation{PutPerson: &jobcal.Person{ID: jobcal.PersonID(id), ShortName: id, Name: id}})
		fmt.Fprintf(&crowd, "%d;4711;15.05.2027;08:00;;16:30;%s;A1\n", n, id)
	}
	put(t, people...)
	if _, printed := take(t, head+crowd.String()); !strings.Contains(printed, "a.csv:2 (LfdNr 0): Personen: Der Termin "+
		"hat 201 davon, möglich sind 200. Bitte auf mehrere Termine verteilen, jeden mit eigener ID_STRING") {
		t.Error(printed)
	}
}

func TestAnAppointmentIsTakenOverWholeOrNotAtAll(t *testing.T) {
	stock(t)
	status, printed := take(t, head+
		"1;4711;15.05.2027;08:00;;16:30;AB;A1\n2;4711;15.05.2027;08:00;;16:30;XY;A1\n"+
		"3;4711;15.05.2027;09:00;;16:30;JÖ;A1\n4;4712;16.05.2027;;;;AB;A2\n")
	want := `a.csv:2 (LfdNr 1): Der Termin wird wegen Zeile 3 ausgelassen. Hier ist nichts zu tun.
a.csv:3 (LfdNr 2): Das Kürzel "XY" kennt der JobKalender nicht. Bitte die Person anlegen, ` +
		`dann die Datei noch einmal laden.
a.csv:4 (LfdNr 3): UhrzeitVon ist hier "09:00", in Zeile 2 desselben Termins aber "08:00". Bitte angleichen, ` +
		`oder dem zweiten Termin eine eigene ID_STRING (Kennung des Termins) geben.
a.csv: 4 Zeilen, 1 Termin übernommen: 1 neu, 0 geändert, 0 unverändert
load: 3 Zeilen abgelehnt. Solche Termine sind ganz ausgelassen; ` +
		`nach der Berichtigung bitte die ganze Datei noch einmal laden.
`
	if diff := cmp.Diff(want, printed); diff != "" || status != 1 || len(all(t)) != 1 {
		t.Errorf("status %d: %s", status, diff)
	}
}

func TestTitlesAndOtherColumns(t *testing.T) {
	stock(t)
	_, printed := take(t, "Betreff;ID_STRING;Datum;Personen;Farbe\n Montage\u00a0 Nord ;A1;15.05.2027;;rot\n")
	if got := all(t)["reflex-A1"].Title; got != "Montage Nord" ||
		!strings.Contains(printed, "Nicht übernommene Spalten: Farbe\n") {
		t.Errorf("%q: %s", got, printed)
	}
}

func TestFilesThatAreNoTableOfAppointments(t *testing.T) {
	stock(t)
	for _, c := range []struct{ table, want string }{
		{"", "load: a.csv: Die Datei ist leer; es wurde nichts geändert."},
		{"Name;Vorname\nA;B\n",
			`load: a.csv: Es fehlen die Spalten ID_STRING, Datum, Personen; die erste Zeile nennt Name, Vorname. `},
		{strings.Replace(head, "ID_STRING", "ID", 1), "Es fehlen die Spalten ID_STRING; "},
		{"\x00\xff\xfe\x00", "load: a.csv: Es fehlen die Spalten"},
	} {
		if status, printed := take(t, c.table); status != 2 || !strings.Contains(printed, c.want) {
			t.Errorf("status %d: %s", status, printed)
		}
	}
	if status, printed := take(t, sound, "-zone", "Mars/Olympus"); status != 2 ||
		printed != "load: -zone: die Zeitzone \"Mars/Olympus\" gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\"\n" {
		t.Errorf("status %d: %s", status, printed)
	}
	var printed bytes.Buffer
	if status := run(t.Context(), []string{"-appointments", "none.csv"}, &printed, &printed); status != 2 ||
		!strings.Contains(printed.String(), "die Datei none.csv gibt es nicht") {
		t.Errorf("status %d: %s", status, printed.String())
	}
	if status := run(t.Context(), []string{"-appointments", "a.csv", "good.json"}, &printed, &printed); status != 2 ||
		!strings.Contains(printed.String(), "-appointments a.csv, good.json: das geht nur eins ") {
		t.Errorf("status %d: %s", status, printed.String())
	}
}

func TestLongTablesGoInSeveralBatches(t *testing.T) {
	stock(t)
	var long strings.Builder
	long.WriteString(head)
	for n := range 2500 {
		fmt.Fprintf(&long, "%d;4711;15.05.2027;08:00;;16:30;AB;L%d\n", n, n)
	}
	for _, want := range []string{"2500 neu, 0 geändert, 0 unverändert", "0 neu, 0 geändert, 2500 unverändert"} {
		if status, printed := take(t, long.String()); status != 0 || !strings.Contains(printed, want) {
			t.Errorf("status %d: %s", status, printed)
		}
	}
}
