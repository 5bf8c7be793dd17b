package problem_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

func at(i int) jsontext.Pointer { return jsontext.Pointer(fmt.Sprintf("/registrations/%d/persona", i)) }

// TestRepetitionsAreToldOnce: with their number and the first places, also of those that the list did not keep.
func TestRepetitionsAreToldOnce(t *testing.T) {
	var found problem.List
	for i := range 700 {
		found.Add(at(i), problem.ExportOnly, "persona").Suggest(problem.Suggestion{Op: problem.Remove, Path: at(i)})
	}
	found.Add("/courses/1/titel", problem.UnknownKey, "titel").SuggestName("title", true)
	for i := range found.Items {
		found.Items[i].Line, found.Items[i].Column = i+1, 3
		found.Items[i].Subject = &problem.Subject{Section: "registrations", ID: int32(i + 1), Name: "Ada"}
	}
	lines := found.Tell(problem.German)
	if len(lines) != 2 || found.Total() != 701 {
		t.Fatalf("%d findings, told in %d lines: %v", found.Total(), len(lines), lines)
	}
	want := "700-mal, zuerst: Anmeldung 1, Ada (1:3); Anmeldung 2, Ada (2:3); Anmeldung 3, Ada (3:3)"
	if lines[0].After != want || lines[0].Place != "1:3" || lines[0].Subject != "" {
		t.Errorf("%+v", lines[0])
	}
	if lines[1].After != "Gemeint: „title“?" || lines[1].Subject == "" {
		t.Errorf("what came after 700 others: %+v", lines[1])
	}
}

// TestFewAreToldOneByOne: nobody looks for three places in a line.
func TestFewAreToldOneByOne(t *testing.T) {
	var found problem.List
	for i := range 3 {
		found.Add(at(i), problem.NotInt, `"x"`)
	}
	if lines := found.Tell(problem.German); len(lines) != 3 {
		t.Errorf("%v", lines)
	}
	for i := range 300 { // which differ
		found.Add(at(i), problem.NotInt, fmt.Sprintf("%q", fmt.Sprint("x", i)))
	}
	lines := found.Tell(problem.English)
	if len(lines) > 20 || !strings.HasPrefix(lines[len(lines)-1].After, "This and the like 299 times, first: ") {
		t.Errorf("%d lines, the last one: %+v", len(lines), lines[len(lines)-1])
	}
}

// TestPlaceOfALongLine: the column of a file in one line says nothing, its path does.
func TestPlaceOfALongLine(t *testing.T) {
	found := problem.List{Items: []problem.Problem{
		{Path: at(1), Line: 1, Column: 2000, Code: problem.Empty}, {Path: at(2), Line: 7, Column: 9, Code: problem.Null},
	}}
	lines := found.Tell(problem.German)
	if lines[0].Path != string(at(1)) || lines[1].Path != "" {
		t.Errorf("%+v", lines)
	}
}

func TestValuesInEachLanguage(t *testing.T) {
	problem.Register(map[problem.Code]problem.Text{
		"test":   {De: "%[1]s {2|eine Person|%[2]s Personen}: %[3]s", En: "%[1]s {2|one person|%[2]s people}: %[3]s"},
		"test/1": {De: "nur %[1]s", En: "only %[1]s"},
	})
	names := []string{"Lotte Grashüpfer", strings.Repeat("Ä", 130), "A", "B", "C", "D", "E", "F", "G", "H"}
	var found problem.List
	found.Add("", "test", problem.Amount("-1234567.50"), 1, names[:1])
	found.Add("", "test", problem.Amount("12.00"), 2, names)
	found.Add("", "test", "allein")
	for i, want := range []problem.Text{
		{De: "−1.234.567,50\u00a0€ eine Person: Lotte Grashüpfer", En: "€-1,234,567.50 one person: Lotte Grashüpfer"},
		{
			De: "12,00\u00a0€ 2 Personen: Lotte Grashüpfer, " + strings.Repeat("Ä", 120) + "…, A, B, C, D, E, F und 2 weitere",
			En: "€12.00 2 people: Lotte Grashüpfer, " + strings.Repeat("Ä", 120) + "…, A, B, C, D, E, F and 2 more",
		},
		{De: "nur allein", En: "only allein"},
	} {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			if got := found.Items[i].Message(lang); got != want.In(lang) {
				t.Errorf("got %s\nwant %s", got, want.In(lang))
			}
		}
	}
}

func TestMeant(t *testing.T) {
	all := []problem.Candidate{{"1", []string{"Haupthaus"}}, {"2", []string{"Altes Haus", "AH"}},
		{"3", []string{"haupthaus"}}}
	for name, want := range map[string]string{
		" HAUPTHAUS ": "1 3 same", "ah": "2 same", "Altes": "2 partial", "Haupthaus West": "1 3 partial",
		"Hauptaus": "1 3 near", "Turm": "", "": "",
	} {
		found, likeness := problem.Meant(name, all)
		var keys []string
		for _, c := range found {
			keys = append(keys, c.Key)
		}
		if got := strings.TrimSpace(strings.Join(keys, " ") + " " + string(likeness)); got != want {
			t.Errorf("%q may mean %q, want %q", name, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{"titel": "title true", "xx": " false", "nah": "nahe false"} {
		key, only := problem.Nearest(name, []string{"title", "notes", "nahe", "nahm"})
		if got := fmt.Sprint(key, " ", only); got != want {
			t.Errorf("%q is nearest to %q, want %q", name, got, want)
		}
	}
}

// TestCorrection: only a single change that leaves no choice, of a value or a name, is made without asking.
func TestCorrection(t *testing.T) {
	replace := problem.Suggestion{Op: problem.Replace, Path: "/a", Value: jsontext.Value("1"), Sure: true}
	unsure, elsewhere := replace, problem.Suggestion{Op: problem.Move, From: "/a", Path: "/b/a", Sure: true}
	unsure.Sure = false
	for about, c := range map[string]struct {
		all  []problem.Suggestion
		want bool
	}{
		"a value":       {[]problem.Suggestion{replace}, true},
		"a name":        {[]problem.Suggestion{{Op: problem.Move, From: "/a", Path: "/b", Sure: true}}, true},
		"a guess":       {[]problem.Suggestion{unsure}, false},
		"two of them":   {[]problem.Suggestion{replace, replace}, false},
		"another place": {[]problem.Suggestion{elsewhere}, false},
		"a loss":        {[]problem.Suggestion{{Op: problem.Remove, Path: "/a", Sure: true}}, false},
		"nothing":       {nil, false},
	} {
		p := problem.Problem{Suggestions: c.all}
		if _, got := p.Correction(); got != c.want {
			t.Errorf("%s: %v", about, got)
		}
	}
}

func TestAdvice(t *testing.T) {
	p := &problem.Problem{Path: "/registrations/1/lodgement_id"}
	for _, part := range []string{"1", "2"} {
		p.Suggest(problem.Suggestion{Op: problem.Move, From: p.Path, Name: "Teil " + part,
			Path: jsontext.Pointer("/registrations/1/parts/" + part + "/lodgement_id")})
	}
	want := "Gehört nach parts/1/lodgement_id („Teil 1“) oder parts/2/lodgement_id („Teil 2“)."
	if got := p.Advice(problem.German); got != want || p.Hint != "" {
		t.Errorf("%s, hint %q", got, p.Hint)
	}
	p = &problem.Problem{Path: "/registrations/1/parts/1/status"}
	p.Suggest(problem.Suggestion{Op: problem.Replace, Path: p.Path, Value: jsontext.Value("2"), Name: "Teilnehmer"})
	if got := p.Advice(problem.English); got != "Did you mean 2 (“Teilnehmer”)?" || p.Hint != "2" {
		t.Errorf("%s, hint %q", got, p.Hint)
	}
}

// TestFullListIsCheap: in a list full of different findings, none of thousands of further ones is weighed against them.
func TestFullListIsCheap(t *testing.T) {
	var l problem.List
	for n := range problem.Limit + 1 {
		l.Add("", problem.NotList, n)
	}
	n := problem.Limit
	if allocs := testing.AllocsPerRun(10, func() { n++; l.Add("", problem.NotList, n) }); allocs > 20 {
		t.Errorf("%v allocations for a finding", allocs)
	}
	if l.Total() != n+1 {
		t.Errorf("%d of %d findings", l.Total(), n+1)
	}
}
