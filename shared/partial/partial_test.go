package partial_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// file is an import of which only the sections are given.
func file(sections string) []byte {
	return []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2222-11-11T00:00:00Z", ` +
		sections + `}`)
}

func decode(t *testing.T, sections string) *partial.Import {
	t.Helper()
	imp, found := partial.Decode(file(sections))
	for _, p := range found.Items {
		t.Fatalf("%s: %s", p.Path, p.Message(problem.English))
	}
	return imp
}

// TestDecode: entries are in the order of work, values in that of the members, whatever the order in the file.
func TestDecode(t *testing.T) {
	got := decode(t, `"registrations": {"2": {"notes": "", "tracks": {"3": {}, "2": {"choices": [-1, "2"], `+
		`"course_id": null}}, "parts": {"2": {"status": 1.0}, "1": {}}}},
		"summary": "x", "courses": {"10": null, "9": {"segments": {"10": true, "9": null}, "fields": {"b": 1.0, `+
		`"a": "\u00e4"}, "nr": 7}},
		"lodgement_groups": {"-2": {"title": "b"}, "-1": {"title": "a"}, "5": {}}`)
	want := &partial.Import{
		SchemaVersion: [2]int{17, 2}, Event: 1, Timestamp: time.Date(2222, 11, 11, 0, 0, 0, 0, time.UTC), Summary: "x",
		Entries: []partial.Entry{
			{Key: event.Key{Section: event.LodgementGroups, ID: 5}, Action: partial.Change},
			{Key: event.Key{Section: event.LodgementGroups, ID: -1}, Action: partial.Create,
				Sets: []partial.Set{{Path: "/title", Value: `"a"`}}},
			{Key: event.Key{Section: event.LodgementGroups, ID: -2}, Action: partial.Create,
				Sets: []partial.Set{{Path: "/title", Value: `"b"`}}},
			{Key: event.Key{Section: event.Courses, ID: 9}, Action: partial.Change, Sets: []partial.Set{
				{Path: "/nr", Value: `"7"`}, {Path: "/segments/9", Value: "null"}, {Path: "/segments/10", Value: "true"},
				{Path: "/fields/a", Value: `"ä"`}, {Path: "/fields/b", Value: "1.0"},
			}},
			{Key: event.Key{Section: event.Courses, ID: 10}, Action: partial.Delete},
			{
				Key: event.Key{Section: event.Registrations, ID: 2}, Action: partial.Change,
				Parts: []event.PartID{1, 2}, Tracks: []event.TrackID{2, 3},
				Sets: []partial.Set{
					{Path: "/parts/2/status", Value: "1"}, {Path: "/tracks/2/course_id", Value: "null"},
					{Path: "/tracks/2/choices", Value: "[-1,2]"}, {Path: "/notes", Value: "null"},
				},
			},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestContentHash(t *testing.T) {
	hash := decode(t, `"courses": {"1": {"title": "x", "max_size": 5}, "2": null}`).ContentHash()
	for sections, same := range map[string]bool{
		`"summary": "again", "courses": {"2": null, "1": {"max_size": "5", "title": "\u0078"}}`: true,
		`"courses": {"1": {"title": "x", "max_size": 5}, "2": null}, "lodgements": {}`:          true,
		`"courses": {"1": {"title": "x", "max_size": 6}, "2": null}`:                            false,
		`"courses": {"1": {"title": "x", "max_size": 5}}`:                                       false,
		`"courses": {"1": {"title": "x"}, "2": null}`:                                           false,
		`"lodgements": {"1": {"title": "x"}, "2": null}`:                                        false,
	} {
		if got := decode(t, sections).ContentHash(); (got == hash) != same {
			t.Errorf("%s: the hash is the same: %t", sections, got == hash)
		}
	}
	other := decode(t, `"courses": {"1": {"title": "x", "max_size": 5}, "2": null}`)
	other.Event = 2
	if other.ContentHash() == hash {
		t.Error("another event has the same hash")
	}
}

func TestRefers(t *testing.T) {
	for _, test := range []struct {
		section event.Section
		path    jsontext.Pointer
		want    event.Section
	}{
		{event.Lodgements, "/group_id", event.LodgementGroups},
		{event.Lodgements, "/title", ""},
		{event.Lodgements, "/fields/group_id", ""},
		{event.Courses, "/segments/1", ""},
		{event.Registrations, "/persona_id", ""},
		{event.Registrations, "/parts/1/lodgement_id", event.Lodgements},
		{event.Registrations, "/parts/1/status", ""},
		{event.Registrations, "/tracks/1/course_id", event.Courses},
		{event.Registrations, "/tracks/1/course_instructor", event.Courses},
		{event.Registrations, "/tracks/1/choices", event.Courses},
		{event.Registrations, "/personalized_fees/1", ""},
		{event.Registrations, "", ""},
	} {
		if got := partial.Refers(test.section, test.path); got != test.want {
			t.Errorf("%s%s refers to %q", test.section, test.path, got)
		}
	}
	for v, want := range map[scalar.Value][]int32{"[]": {}, "[3]": {3}, "[-1,2]": {-1, 2}, "5": {5}, "null": {}} {
		if d := cmp.Diff(want, partial.References(v)); d != "" {
			t.Errorf("%s: %s", v, d)
		}
	}
}

// many writes n members or items.
func many(n int, one string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(one, "#", fmt.Sprint(i+1))
	}
	return strings.Join(parts, ",")
}

// TestLimits: what no event needs ends in one clear finding for what is too much.
func TestLimits(t *testing.T) {
	for _, test := range []struct {
		name    string
		content []byte
		want    []string
	}{
		{"a file of 32 MiB", append(file(`"courses": {}`), strings.Repeat(" ", 32<<20-len(file(`"courses": {}`)))...), nil},
		{"a larger one", append(file(`"courses": {}`), strings.Repeat(" ", 32<<20)...), []string{"too-large"}},
		{"100,000 entries", file(`"courses": {` + many(50_000, `"#":{}`) + `}, "lodgements": {` + many(50_000, `"#":null`) +
			`}`), nil},
		{"one more", file(`"courses": {` + many(50_000, `"#":{}`) + `}, "lodgements": {` + many(50_001, `"#":null`) + `}`),
			[]string{"/lodgements/50001 too-many"}},
		{"1,000 choices", file(`"registrations": {"1": {"tracks": {"1": {"choices": [` + many(1000, "#") + `]}}}}`), nil},
		{"1,001 choices", file(`"registrations": {"1": {"tracks": {"1": {"choices": [` + many(1001, "#") + `]}}}}`),
			[]string{"/registrations/1/tracks/1/choices too-many"}},
		{"1,000 segments", file(`"courses": {"1": {"segments": {` + many(1000, `"#":true`) + `}}}`), nil},
		{"1,001 segments", file(`"courses": {"1": {"segments": {` + many(1001, `"#":true`) + `}}}`),
			[]string{"/courses/1/segments/1001 too-many"}},
		{"1,001 fields", file(`"courses": {"1": {"fields": {` + many(1001, `"#":1`) + `}}}`),
			[]string{"/courses/1/fields/1001 too-many"}},
		{"1,001 parts", file(`"registrations": {"1": {"parts": {` + many(1001, `"#":{}`) + `}}}`),
			[]string{"/registrations/1/parts/1001 too-many"}},
		{"32 levels", []byte(`{"x":` + strings.Repeat("[", 31) + strings.Repeat("]", 31) + `}`), []string{
			"/EVENT_SCHEMA_VERSION missing", "/id missing", "/kind missing", "/timestamp missing", "/x unknown-key"}},
		{"33 levels", []byte(`{"x":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + `}`), []string{"too-deep"}},
		{"100,000 levels", []byte(strings.Repeat(`{"x":`, 100_000)), []string{"too-deep"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := partial.Decode(test.content)
			var got []string
			for _, p := range found.Items {
				got = append(got, strings.TrimSpace(string(p.Path)+" "+string(p.Code)))
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestManyProblems: the first 500 are kept, the others counted.
func TestManyProblems(t *testing.T) {
	imp, found := partial.Decode(file(`"courses": {` + many(2345, `"#":{"titel":1}`) + `}`))
	if imp == nil || len(found.Items) != problem.Limit || found.Omitted != 2345-problem.Limit {
		t.Errorf("%d problems, %d omitted", len(found.Items), found.Omitted)
	}
	for i, p := range found.Items {
		if want := fmt.Sprintf("/courses/%d/titel", i+1); string(p.Path) != want || p.Hint != "title" {
			t.Fatalf("%s, hint %q, want %s", p.Path, p.Hint, want)
		}
	}
}

// TestLocate: what later checks find gets the place of the innermost member around it that is in the file.
func TestLocate(t *testing.T) {
	content := []byte("\ufeff{\r\n \"a\": {\"ü\": [1,\n  {\"b/c\": 2}]},\n \"a\": 3, \"d\": 4}")
	for path, want := range map[jsontext.Pointer][2]int{
		"": {1, 1}, "/a": {2, 2}, "/a/ü": {2, 8}, "/a/ü/0": {2, 14}, "/a/ü/1": {3, 3}, "/a/ü/1/b~1c": {3, 4},
		"/a/ü/1/b~1c/x": {3, 4},
		"/a/ü/2":        {2, 8}, "/a/x/y": {2, 2}, "/d": {4, 10}, "/x": {1, 1}, "/x/a": {1, 1},
	} {
		var list problem.List
		list.Add(path, problem.Empty)
		partial.Locate(content, &list)
		if got := [2]int{list.Items[0].Line, list.Items[0].Column}; got != want {
			t.Errorf("%s is at %v, want %v", path, got, want)
		}
	}
}
