package event

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/problem"
)

// camp reads the sample export.
func camp(t testing.TB) *Snapshot {
	t.Helper()
	return read(t, open(t, "testdata/camp.json"))
}

func read(t testing.TB, text []byte) *Snapshot {
	t.Helper()
	s, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func open(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the compatibility corpus is not here")
	} else if err != nil {
		t.Fatal(err)
	}
	return text
}

// compat calls test with each state of the compatibility corpus, if it is here.
func compat(t *testing.T, test func(t *testing.T, text []byte)) {
	for _, name := range []string{"base", "ext", "ccs"} {
		t.Run(name, func(t *testing.T) {
			test(t, open(t, filepath.Join("../../../shared/compat/states", name+".json")))
		})
	}
}

// sorted is a JSON text in which the order of members and blanks play no role; numbers stay as they are written.
func sorted(t *testing.T, text []byte) string {
	t.Helper()
	v := jsontext.Value(bytes.Clone(text))
	options := []jsontext.Options{jsontext.CanonicalizeRawInts(false), jsontext.CanonicalizeRawFloats(false)}
	if err := v.Canonicalize(options...); err != nil {
		t.Fatal(err)
	}
	if err := v.Indent(); err != nil {
		t.Fatal(err)
	}
	return string(v)
}

func TestWhatIsReadIsWrittenAgain(t *testing.T) {
	test := func(t *testing.T, text []byte) {
		var out bytes.Buffer
		if err := Write(&out, read(t, text)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sorted(t, text), sorted(t, out.Bytes())); diff != "" {
			t.Error(diff)
		}
		var again bytes.Buffer
		if err := Write(&again, read(t, out.Bytes())); err != nil || again.String() != out.String() {
			t.Errorf("written twice it differs: %v\n%s", err, cmp.Diff(out.String(), again.String()))
		}
	}
	t.Run("camp", func(t *testing.T) { test(t, open(t, "testdata/camp.json")) })
	compat(t, test)
}

func TestOrderOfTheDefinitionIsKept(t *testing.T) {
	d := camp(t).Event
	var got []string
	for _, f := range d.Fields {
		got = append(got, f.Name)
	}
	for _, f := range d.Fees {
		got = append(got, f.Title)
	}
	for _, o := range d.Fields[0].Entries {
		got = append(got, o.Key)
	}
	want := "size child arrival nothing room height Lager Kind Spende 3 1"
	if got := strings.Join(got, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// minimal is an export with these members.
func minimal(members string) []byte {
	if !strings.Contains(members, `"event"`) {
		members += `, "event": {}`
	}
	return []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2026-05-01T10:00:00Z"` +
		members + `}`)
}

func TestReadCompletesAnExportOfTheOriginal(t *testing.T) {
	s := read(t, minimal(`,
		"event": {"fees": {"B": {}, "A": {"id": 9}, "C": {}}, "fields": {"y": {"kind": 4, "association": 1}, `+
		`"x": {"kind": 1, "association": 3}}},
		"registrations": {
			"2": {"persona": {"id": 8, "is_orga": true}, "fields": {"y": "1.50", "z": 1.50}},
			"1": {"persona": {"id": 9, "is_orga": true}}, "3": {"persona": {"id": 7}}},
		"personas": {"5": {"family_name": "X"}}`))
	var got []string
	for _, f := range s.Event.Fees {
		got = append(got, fmt.Sprint(f.Title, f.ID))
	}
	for _, f := range s.Event.Fields {
		got = append(got, fmt.Sprint(f.Name, f.ID))
	}
	got = append(got, fmt.Sprint(s.Event.Orgas), fmt.Sprint(s.Personas[5].ID), fmt.Sprint(s.Registrations[2].Fields))
	want := []string{"B0", "A9", "C0", "y0", "x0", "[9 8]", "5", "map[y:1.5 z:1.50]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyEventCanBeFilled(t *testing.T) {
	s := read(t, minimal(`, "courses": null`)).Edit()
	for _, section := range Sections {
		s.Put(Key{section, s.TakeID(section)}, New(section))
	}
	for _, section := range Sections {
		if got := s.IDs(section); len(got) != 1 || got[0] != 1 {
			t.Errorf("%s: %v", section, got)
		}
	}
}

var refused = []struct{ name, text, want string }{
	{"nothing", "", " empty-file"},
	{"no JSON", "{]", " syntax"},
	{"a list", "[]", " not-an-export"},
	{"another kind", `{"kind": "full"}`, "/kind other-export"},
	{"half of one", string(minimal(""))[:60], " truncated"},
	{"an import", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1}`, "/event import-as-export"},
	{"anything else", `{"a": 1}`, " not-an-export"},
	{"no version", `{"kind": "partial", "event": {}}`, "/EVENT_SCHEMA_VERSION export-version"},
	{"an old version", `{"EVENT_SCHEMA_VERSION": [16, 9], "kind": "partial", "event": {}}`,
		"/EVENT_SCHEMA_VERSION export-version"},
	{"a version that nobody knows yet", `{"EVENT_SCHEMA_VERSION": [20, 0], "kind": "partial", "event": {}}`,
		"/EVENT_SCHEMA_VERSION export-version"},
	{"text behind the end", string(minimal("")) + "x", " syntax"},
	{"a member twice", string(minimal(`, "id": 1`)), "/id duplicate"},
	{"a course that is null", string(minimal(`, "courses": {"7": null}`)), "/courses/7 bad-snapshot"},
	{"a registration that is null", string(minimal(`, "registrations": {"7": null}`)), "/registrations/7 bad-snapshot"},
	{"a persona that is null", string(minimal(`, "personas": {"7": null}`)), "/personas/7 bad-snapshot"},
	{"an ID with a leading zero", string(minimal(`, "courses": {"07": {}}`)), "/courses/07 bad-snapshot"},
	{"an ID that is too large", string(minimal(`, "courses": {"3000000000": {}}`)), "/courses/3000000000 bad-snapshot"},
	{"an unknown status", string(minimal(`, "registrations": {"1": {"parts": {"1": {"status": 7}}}}`)),
		"/registrations/1/parts/1/status bad-snapshot"},
	{"a status by name", string(minimal(`, "registrations": {"1": {"parts": {"1": {"status": "guest"}}}}`)),
		"/registrations/1/parts/1/status bad-snapshot"},
	{"an unknown kind of field", string(minimal(`, "event": {"fields": {"a": {"kind": 9}}}`)),
		"/event/fields/a/kind bad-snapshot"},
	{"an unknown association", string(minimal(`, "event": {"fields": {"a": {"association": 4}}}`)),
		"/event/fields/a/association bad-snapshot"},
	{"an unknown constraint", string(minimal(`, "event": {"track_groups": {"1": {"constraint_type": 2}}}`)),
		"/event/track_groups/1/constraint_type bad-snapshot"},
	{"fields in a list", string(minimal(`, "event": {"fields": []}`)), "/event/fields bad-snapshot"},
	{"a fee twice", string(minimal(`, "event": {"fees": {"a": {}, "a": {}}}`)), "/event/fees/a duplicate"},
	{"an amount with three decimals", string(minimal(`, "event": {"fees": {"a": {"amount": "1.001"}}}`)),
		"/event/fees/a/amount bad-snapshot"},
	{"an amount that is null", string(minimal(`, "registrations": {"1": {"amount_paid": null}}`)),
		"/registrations/1/amount_paid bad-snapshot"},
	{"a time that is none", string(minimal(`, "registrations": {"1": {"checkin": "soon"}}`)),
		"/registrations/1/checkin bad-snapshot"},
}

func TestReadRefuses(t *testing.T) {
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			s, err := Read(strings.NewReader(test.text))
			unreadable, ok := errors.AsType[*Unreadable](err)
			if s != nil || !ok {
				t.Fatalf("got %v", err)
			}
			p := unreadable.Found.Items[0]
			if got := string(p.Path) + " " + string(p.Code); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if text := p.Message(problem.German); strings.Contains(text, "%!") || strings.Contains(text, "jsontext") {
				t.Error(text)
			}
		})
	}
}

func TestAmount(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
	}{
		{"two decimals", `"12.50"`, "12.50"},
		{"one decimal", `"12.5"`, "12.50"},
		{"no decimals", `"-3"`, "-3.00"},
		{"a number", `0.1`, "0.10"},
		{"zeros that mean nothing", `"0012.5000"`, "12.50"},
		{"no negative zero", `"-0"`, "0.00"},
		{"the largest", `"999999.99"`, "999999.99"},
		{"too large", `"1000000"`, ""},
		{"scientific", `"1e2"`, ""},
		{"empty", `""`, ""},
		{"a list", `[]`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var a Amount
			err := json.Unmarshal([]byte(test.text), &a)
			if test.want == "" {
				if err == nil {
					t.Errorf("read as %s", a)
				}
				return
			}
			text, again := json.Marshal(a)
			if err != nil || again != nil || string(text) != `"`+test.want+`"` || fmt.Sprintf("%v %s %q", a, a, a) != test.want+
				" "+test.want+` "`+test.want+`"` {
				t.Errorf("got %v, %v, %s", a, err, text)
			}
		})
	}
	a, b := Amount{decimal.RequireFromString("0.1")}, Amount{decimal.RequireFromString("0.20")}
	if sum := a.Sum(b); !sum.Equal(Amount{decimal.RequireFromString("0.3")}) || a.Equal(b) {
		t.Errorf("0.1 + 0.2 = %v", sum)
	}
}

func TestStorageSpellsEnumerationsAsNames(t *testing.T) {
	s := camp(t)
	text, err := json.Marshal(s, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"status":"participant"`, `"status":"not_applied"`, `"kind":"int"`, `"kind":"phone"`, `"association":"lodgement"`,
		`"constraint_type":"course_choice_sync"`, `"checkin":"2026-05-22T16:30:00Z"`, `"amount_paid":"20.00"`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is not in what is stored", want)
		}
	}
	stored := new(Snapshot)
	if err := json.Unmarshal(text, stored); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, stored); diff != "" {
		t.Error(diff)
	}
}
