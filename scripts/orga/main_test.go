package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
)

const (
	empty    = `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 7, "timestamp": "2027-07-01T12:00:00Z"}`
	creation = `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 7, "timestamp": "2027-07-01T12:00:00Z",
		"lodgement_groups": {"-1": {"title": "Turm"}}}`
	wrong = `{"kind": "full"}`
)

// prepare puts some files next to event.json.
func prepare(t *testing.T) {
	t.Helper()
	workshop(t)
	text := string(read(t, "event.json"))
	for name, content := range map[string]string{
		"empty.json": empty, "creation.json": creation, "wrong.json": wrong, "syntax.json": `{"kind": `,
		"fee.json":      strings.Replace(text, "part.VL", "part.XY", 1),
		"half.json":     text[:len(text)/2],
		"latin.json":    strings.Replace(text, "Pia", "P\xefa", 1),
		"other.json":    strings.Replace(text, `"id": 7`, `"id": 8`, 1),
		"person.json":   strings.Replace(text, `"persona": {"id": 12`, `"persona": {"id": 11`, 1),
		"stale.json":    strings.Replace(text, `"amount_owed": "20.00"`, `"amount_owed": "21.00"`, 1),
		"dangling.json": strings.Replace(text, `"choices": [1, 2]`, `"choices": [1, 99, 99]`, 1),
		"option.json":   strings.Replace(text, `{"diet": "all"}`, `{"diet": "raw"}`, 1),
	} {
		write(t, name, []byte(content))
	}
	if err := os.Mkdir("folder", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("elsewhere.json", "link.json"); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// statusTest is a command line with its exit status, and what it says on standard error.
type statusTest struct {
	name string
	args string
	want int
	says string
}

func (test statusTest) run(t *testing.T) {
	var out, errs bytes.Buffer
	if got := run(strings.Fields(test.args), &out, &errs, now); got != test.want {
		t.Errorf("exit status %d, want %d", got, test.want)
	}
	if said := errs.String(); !strings.Contains(said, test.says) || said != "" && test.says == "" {
		t.Errorf("standard error says %q, not %q", said, test.says)
	}
}

func TestUsage(t *testing.T) {
	prepare(t)
	for _, test := range []statusTest{
		{"nothing", "", exitUsage, "Usage:"},
		{"nothing, in German too", "", exitUsage, "Aufruf:"},
		{"an unknown command", "chekc", exitUsage, "orga: Den Befehl chekc gibt es nicht.\nAufruf:"},
		{"no import", "check event.json", exitUsage, "erst der Export, dann mindestens ein Import"},
		{"one export to compare", "diff event.json -lang en", exitUsage, "first the old export, then the new one.\nUsage:"},
		{"a file too many", "diff event.json event.json empty.json", exitUsage, "orga: empty.json ist zu viel."},
		{"an unknown language", "check -lang fr event.json empty.json", exitUsage, "Die Sprache fr gibt es nicht"},
		{"an unknown flag", "check -all event.json empty.json", exitUsage, "Die Option -all gibt es bei check nicht."},
		{"a flag without its value", "check event.json empty.json -apply", exitUsage, "Hinter -apply fehlt etwas."},
		{"a flag behind the files", "check event.json empty.json wrong.json -json", exitUnacceptable, ""},
		{"files that look like flags", "check -- event.json -json", exitUsage, "Die Datei -json gibt es nicht."},
		{"standard input twice", "check - -", exitUsage, "Nur eine Datei kann die Standardeingabe sein."},
	} {
		t.Run(test.name, test.run)
	}
}

func TestAComplaintAndItsHelpAreInOneLanguage(t *testing.T) {
	for args, other := range map[string]string{"chekc": "Usage:", "chekc -lang en": "Aufruf:"} {
		var errs bytes.Buffer
		if run(strings.Fields(args), &errs, &errs, now); strings.Contains(errs.String(), other) {
			t.Errorf("%s: %s", args, errs.String())
		}
	}
}

// TestAMassDeletionIsToldOnce: by what to look at, which names what vanishes; no warning says it again, or is counted.
func TestAMassDeletionIsToldOnce(t *testing.T) {
	prepare(t)
	write(t, "mass.json", []byte(strings.Replace(empty, `}`, `, "lodgement_groups": {"1": null, "2": null}}`, 1)))
	for lang, fifth := range map[string]string{"de": "Fünftel", "en": "fifth"} {
		var out bytes.Buffer
		status := run([]string{"check", "-lang", lang, "event.json", "mass.json"}, &out, &out, now)
		if got := out.String(); status != exitAcceptable || strings.Count(got, fifth) != 1 ||
			strings.Contains(got, "mass-deletion") || strings.Contains(got, "ansehen, dann") {
			t.Errorf("status %d: %s", status, got)
		}
	}
}

func TestExitStatus(t *testing.T) {
	prepare(t)
	for _, test := range []statusTest{
		{"an acceptable import", "check event.json empty.json", exitAcceptable, ""},
		{"an unacceptable import", "check event.json wrong.json", exitUnacceptable, ""},
		{"an unacceptable one among others", "check event.json empty.json wrong.json empty.json", exitUnacceptable, ""},
		{"the same for programs", "check -json event.json empty.json wrong.json", exitUnacceptable, ""},
		{"an import that is not there", "check event.json empty.json nix.json", exitUsage,
			"orga: Die Datei nix.json gibt es nicht."},
		{"the same for programs", "check -json -lang en event.json nix.json", exitUsage, "orga: There is no file nix.json."},
		{"a folder", "check event.json folder", exitUsage, "orga: Die Datei folder kann nicht gelesen werden ("},
		{"a snapshot that is not there", "check nix.json empty.json", exitUsage, "orga: Die Datei nix.json gibt es nicht."},
		{"a snapshot that is no JSON", "check syntax.json empty.json", exitUsage,
			"syntax.json:1:10: Die Datei endet mittendrin"},
		{"a snapshot that is no export", "check wrong.json empty.json", exitUsage,
			"wrong.json:1:2: „kind“ ist hier \"full\""},
		{"arguments swapped", "check creation.json event.json", exitUsage, "\nDas erste Argument ist kein Export."},
		{"an import as the new export", "diff event.json creation.json", exitUsage, "\nDas zweite Argument ist kein Export."},
		{"a snapshot in another encoding", "check latin.json empty.json", exitUsage, "Ab hier ist die Datei kein UTF-8."},
		{"half a snapshot", "check -lang en half.json empty.json", exitUsage, "The file ends in the middle"},
		{"a schema of an import", "schema creation.json", exitUsage, "Das ist kein Export, sondern ein Import"},
		{"two events", "diff event.json other.json", exitUsage, "Zwischen zwei Veranstaltungen gibt es keinen Import."},
		{"a fee that nobody can calculate", "check fee.json empty.json", exitUsage, "(bad-condition)"},
		{"a persona with two registrations", "check -lang en person.json empty.json", exitUsage,
			"person.json is of no use as a basis: 1 problem."},
		{"an amount out of date", "check stale.json empty.json", exitAcceptable, ""},
		{"choices that dangle", "check dangling.json empty.json", exitAcceptable, ""},
		{"an option that was removed", "check option.json empty.json", exitAcceptable, ""},
		{"an export that would overwrite the snapshot", "check -apply ./event.json event.json empty.json", exitUsage,
			"-apply würde die Eingabe event.json"},
		{"an export that would overwrite an import", "check -json -apply empty.json event.json empty.json", exitUsage,
			"-apply würde die Eingabe empty.json"},
		{"an export to a folder", "check -apply folder event.json empty.json", exitUsage, "folder ist keine"},
		{"an export to a link", "check -apply link.json event.json empty.json", exitUsage, "link.json ist keine"},
		{"an export to nowhere", "check -lang en -apply nix/out.json event.json empty.json", exitUsage,
			"The export cannot be written to nix/out.json ("},
	} {
		t.Run(test.name, test.run)
	}
}

// TestInconsistentBasis: what is not in order in an export is told, though it hinders no check.
func TestInconsistentBasis(t *testing.T) {
	prepare(t)
	for name, want := range map[string]string{
		"stale.json": "Der Teilnahmebeitrag ist 21,00\u00a0€", "dangling.json": "Verweis auf 99 ins Leere",
		"option.json": "keine der Optionen",
	} {
		var people, programs, errs bytes.Buffer
		run([]string{"check", name, "empty.json"}, &people, &errs, now)
		if !strings.Contains(people.String(), want) || errs.Len() > 0 {
			t.Errorf("%s: %s%s", name, people.String(), errs.String())
		}
		run([]string{"check", "-json", name, "empty.json"}, &programs, &errs, now)
		if !strings.Contains(errs.String(), want) || !jsontext.Value(programs.Bytes()).IsValid() {
			t.Errorf("%s: %s%s", name, programs.String(), errs.String())
		}
	}
}

func TestStandardInput(t *testing.T) {
	prepare(t)
	for _, args := range []string{"check - empty.json", "schema -", "diff event.json -"} {
		file, err := os.Open("event.json")
		if err != nil {
			t.Fatal(err)
		}
		old := os.Stdin
		os.Stdin = file
		var out, errs bytes.Buffer
		if status := run(strings.Fields(args), &out, &errs, now); status != exitAcceptable || out.Len() == 0 {
			t.Errorf("%s: status %d: %s", args, status, errs.String())
		}
		os.Stdin = old
	}
}

func TestLongSummaryIsShortened(t *testing.T) {
	prepare(t)
	write(t, "long.json", []byte(strings.Replace(empty, `"kind"`, `"summary": "`+strings.Repeat("ä",
		1<<20)+`", "kind"`, 1)))
	var out bytes.Buffer
	run([]string{"check", "event.json", "long.json"}, &out, &out, now)
	if out.Len() > 1000 || !strings.Contains(out.String(), "ää…") {
		t.Errorf("%d bytes", out.Len())
	}
}

func TestApply(t *testing.T) {
	prepare(t)
	write(t, "out.json", []byte("as it was"))
	check := func(args string, want int) {
		t.Helper()
		var out bytes.Buffer
		if got := run(strings.Fields("check -apply out.json event.json "+args), &out, &out, now); got != want {
			t.Fatalf("exit status %d, want %d: %s", got, want, out.String())
		}
	}
	check("creation.json wrong.json", exitUnacceptable)
	if got := string(read(t, "out.json")); got != "as it was" {
		t.Errorf("after an unacceptable file there is %q", got)
	}
	check("creation.json creation.json", exitAcceptable)
	after, err := event.Read(bytes.NewReader(read(t, "out.json")))
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, g := range event.Sorted(after.LodgementGroups) {
		groups = append(groups, g.Title)
	}
	if diff := cmp.Diff([]string{"Haus", "Wiese", "Turm", "Turm"}, groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if left, err := os.ReadDir("."); err != nil || strings.HasPrefix(left[0].Name(), ".") {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestHelp: who asks gets the answer on standard output, in the language that was asked for.
func TestHelp(t *testing.T) {
	for args, want := range map[string]string{"-h": usageDe + "\n" + usageEn, "--help": usageDe + "\n" + usageEn,
		"check -h": usageDe + "\n" + usageEn, "check -lang en -help": usageEn, "-h -lang de": usageDe} {
		var out, errs bytes.Buffer
		status := run(strings.Fields(args), &out, &errs, now)
		if status != exitAcceptable || out.String() != want || errs.Len() > 0 {
			t.Errorf("%s: status %d: %s%s", args, status, out.String(), errs.String())
		}
	}
}
