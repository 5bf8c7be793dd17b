package misfit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// shelf is a record with everything that records have.
type shelf struct {
	box
	Title string         `json:"title"`
	Free  bool           `json:"free,omitzero"`
	Boxes []*box         `json:"boxes"`
	Ages  map[int32]int  `json:"ages"`
	Notes map[string]any `json:"notes"`
}

type box struct {
	Size int    `json:"size"`
	Link string `json:"link"`
}

func TestDecodeFindsAllThatDoesNotFit(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a sound one", `{"title": "A", "size": 1, "boxes": [null, {"size": 2}], "ages": {"7": 8}, "notes": {"x": {}}}`, ""},
		{"a misspelt member", `{"titel": "A"}`, `/titel unknown-key [titel] title`},
		{"one that is embedded", `{"sizes": 1}`, `/sizes unknown-key [sizes] size`},
		{"one that resembles nothing", `{"aufgabe": {"a": [1]}}`, `/aufgabe unknown-key [aufgabe] `},
		{"all at once", `{"zzz": 1, "titel": 2, "title": 3, "free": "no", "size": 1.5, "boxes": [{"sise": 1, ` +
			`"link": []}, 7, {"size": "x"}], "ages": {"x": 1, "2": "b"}}`,
			`/ages/2 not-an-integer ["b"] , /ages/x not-an-integer ["x"] , /boxes/0/link not-a-text [[]] , ` +
				`/boxes/0/sise unknown-key [sise] size, ` +
				`/boxes/1 wrong-kind [7] , /boxes/2/size not-an-integer ["x"] , /free not-a-boolean ["no"] , ` +
				`/size not-an-integer [1.5] , ` +
				`/titel unknown-key [titel] title, /title not-a-text [3] , /zzz unknown-key [zzz] `},
		{"an object for a list", `{"boxes": {}}`, `/boxes not-a-list [{}] `},
		{"a member with a slash", `{"a/b~": 1}`, `/a~1b~0 unknown-key [a/b~] `},
		{"more than anybody reads", "{" + strings.Repeat(`"%d": 1, `, 30) + `"title": "A"}`, "20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := c.body
			for i := range strings.Count(body, "%d") {
				body = strings.Replace(body, "%d", fmt.Sprint(i), 1)
			}
			found, err := Decode([]byte(body), new(shelf))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range found.Items {
				got = append(got, fmt.Sprintf("%s %s %s %s", p.Path, p.Code, p.Args, p.Hint))
			}
			if len(got) == most {
				got = []string{"20"}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %s\nwant %s", strings.Join(got, ", "), c.want)
			}
		})
	}
}

func TestWhatFitsIsDecoded(t *testing.T) {
	var got shelf
	if _, err := Decode([]byte(`{"titel": "A", "title": "B", "boxes": [{"size": "x", "link": "C"}]}`), &got); err != nil {
		t.Fatal(err)
	}
	if got.Title != "B" || len(got.Boxes) != 1 || got.Boxes[0].Link != "C" {
		t.Errorf("%+v", got)
	}
}

func TestNoObjectIsAnError(t *testing.T) {
	for _, text := range []string{"", "[]", `{"title": "A", "title": "B"}`, `{"titel": 1, }`, "null x"} {
		if found, err := Decode([]byte(text), new(shelf)); err == nil || !found.Empty() {
			t.Errorf("%s: %v, %v", text, found.Items, err)
		}
	}
}

// What is kept uninterpreted is there once, also where something else does not fit.
func TestWhatIsKeptIsThereOnce(t *testing.T) {
	var kept struct {
		Size  int            `json:"size"`
		Extra jsontext.Value `json:",embed"`
	}
	found, err := Decode([]byte(`{"colour": "red", "size": "x"}`), &kept)
	if err != nil || len(found.Items) != 1 || string(kept.Extra) != `{"colour":"red"}` {
		t.Errorf("%s, %v, %v", kept.Extra, found.Items, err)
	}
}
