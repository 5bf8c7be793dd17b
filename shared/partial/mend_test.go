package partial_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// TestMend: what leaves no choice is put right, all else stays as it is, byte for byte.
func TestMend(t *testing.T) {
	value := func(path jsontext.Pointer, v string) problem.Suggestion {
		return problem.Suggestion{Op: problem.Replace, Path: path, Value: jsontext.Value(v), Sure: true}
	}
	name := func(path jsontext.Pointer, to string) problem.Suggestion {
		s := problem.Renamed(path, to, "")
		s.Sure = true
		return s
	}
	for about, c := range map[string]struct {
		file, want string
		changes    []problem.Suggestion
		mended     string
	}{
		"a value": {`{"a" : "x" ,"b":2}`, `{"a" : true ,"b":2}`, []problem.Suggestion{value("/a", "true")}, "+"},
		"a list, an item": {`[1,  [ 2,{} ],3]`, "[9,  7,3]",
			[]problem.Suggestion{value("/1", "7"), value("/0", "9")}, "++"},
		"a name": {"{ \"titel\"\r\n:\t{ } }", "{ \"title\"\r\n:\t{ } }",
			[]problem.Suggestion{name("/titel", "title")}, "+"},
		"a name with signs": {`{"a\"~\/b": 1}`, `{"ü\"": 1}`, []problem.Suggestion{name(`/a"~0~1b`, `ü"`)}, "+"},
		"both within another": {`{"x":{"titel":"1,5"}}`, `{"x":{"title":"1,5"}}`,
			[]problem.Suggestion{name("/x/titel", "title")}, "+"},
		"a byte order mark": {"\ufeff{\"a\":1}\n", "\ufeff{\"a\":2}\n", []problem.Suggestion{value("/a", "2")}, "+"},
		"a name that is taken": {`{"titel":1,"title":2}`, "", []problem.Suggestion{name("/titel", "title")},
			"-"},
		"two of one name": {`{"titel":1,"titl":2,"a":3}`, `{"titel":1,"titl":2,"a":4}`,
			[]problem.Suggestion{name("/titel", "title"), name("/titl", "title"), value("/a", "4")}, "--+"},
		"a key that is there twice": {`{"a":1,"a":1}`, `{"a":2,"a":1}`, []problem.Suggestion{value("/a", "2")}, "+"},
		"what is not there":         {`{"a":1}`, "", []problem.Suggestion{value("/b", "2"), name("/c", "d")}, "--"},
		"one within another": {`{"a":{"b":1}}`, `{"a":{}}`,
			[]problem.Suggestion{value("/a/b", "2"), value("/a", "{}")}, "-+"},
	} {
		t.Run(about, func(t *testing.T) {
			var found problem.List
			for _, s := range c.changes {
				found.Add(s.Path, problem.UnknownKey, "x").Suggest(s)
			}
			if got := string(partial.Mend([]byte(c.file), &found)); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			var mended strings.Builder
			for _, p := range found.Items {
				mended.WriteString(map[bool]string{true: "+", false: "-"}[p.Mended])
			}
			if mended.String() != c.mended {
				t.Errorf("marked %s, want %s", mended.String(), c.mended)
			}
		})
	}
}

// TestMendOnlyWhatIsSure: a guess changes nothing.
func TestMendOnlyWhatIsSure(t *testing.T) {
	var found problem.List
	found.Add("/a", problem.NotBool, "x").Suggest(problem.Suggestion{Op: problem.Replace, Path: "/a",
		Value: jsontext.Value("1")})
	if got := partial.Mend([]byte(`{"a":0}`), &found); got != nil || found.Items[0].Mended {
		t.Errorf("%s", got)
	}
}

// TestDecodeKnowsWhatToMend: the findings of a file put it right, without anything else.
func TestDecodeKnowsWhatToMend(t *testing.T) {
	const right = `"sumary": "x", "courses": {"1": {"titel": "a", "is_visible": "ja"}, "2": {"titl": "b", "title": "c"}}`
	content := file(right)
	_, found := partial.Decode(content)
	mended := partial.Mend(content, &found)
	want := strings.NewReplacer("sumary", "summary", "titel", "title", `"ja"`, "true").Replace(string(content))
	if string(mended) != want {
		t.Errorf("got  %s\nwant %s", mended, want)
	}
	if _, left := partial.Decode(mended); len(left.Items) != 1 || fmt.Sprint(left.Items[0].Path) != "/courses/2/titl" {
		t.Errorf("left: %+v", left.Items)
	}
}
