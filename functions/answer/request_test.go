package answer

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"kursbuch.internal/shared/event"
)

func TestEventID(t *testing.T) {
	for _, c := range []struct {
		name, query string
		want        event.ID
	}{
		{"a number", "event=1", 1},
		{"the uploads of no event", "event=0", 0},
		{"the largest", "event=2147483647", 2147483647},
		{"none at all", "", -1},
		{"an empty one", "event=", -1},
		{"a leading zero", "event=01", -1},
		{"a minus", "event=-1", -1},
		{"a minus zero", "event=-0", -1},
		{"a plus", "event=%2B1", -1},
		{"an exponent", "event=1e3", -1},
		{"a fraction", "event=1.0", -1},
		{"a blank", "event=1%20", -1},
		{"an underscore", "event=1_0", -1},
		{"other digits", "event=%D9%A1", -1},
		{"too large a number", "event=2147483648", -1},
		{"a number beyond all", "event=99999999999999999999", -1},
		{"no UTF-8", "event=%FF", -1},
		{"two of them", "event=1&event=2", -1},
		{"the same twice", "event=1&event=1", -1},
		{"a broken escape", "event=%zz", -1},
		{"a semicolon", "event=1;status=pending", -1},
		{"another parameter", "event=1&stauts=pending", -1},
		{"another spelling", "Event=1", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			query, err := Query(httptest.NewRequest(http.MethodGet, "/?"+c.query, nil), "event", "status")
			got := event.ID(-1)
			if err == nil {
				got, err = EventID(query)
			}
			if err != nil {
				got = -1
			}
			if got != c.want || (err != nil) != (c.want < 0) || err != nil && !errors.Is(err, ErrMalformed) {
				t.Errorf("got %d, %v, want %d", got, err, c.want)
			}
		})
	}
}

func TestBody(t *testing.T) {
	deep := strings.Repeat("[", 400) + strings.Repeat("]", 400)
	const noObject = "It takes a JSON object in braces, with nothing before and nothing behind."
	for _, c := range []struct{ name, body, want string }{
		{"an object", `{"text": "a", "flag": true}`, ""},
		{"white space around it", " \n{}\t\n", ""},
		{"null for what is not there", `{"text": null}`, ""},
		{"nothing", ``, "Line 1, column 1 is not valid JSON. " + noObject},
		{"no JSON", `proposal=1`, "Line 1, column 1 is not valid JSON. " + noObject},
		{"a comma too many", "{\"text\": \"ä\",\n \"ä\", }", "Line 2, column 5 is not valid JSON. " + noObject},
		{"a list", `[]`, noObject},
		{"a text", `"text"`, noObject},
		{"something behind it", `{} {}`, "Line 1, column 4 is not valid JSON. " + noObject},
		{"the first half", `{"text": "a`, "Line 1, column 12 is not valid JSON. " + noObject},
		{"a comment", `{} // ok`, "Line 1, column 4 is not valid JSON. " + noObject},
		{"a byte order mark", "\ufeff{}", "Line 1, column 1 is not valid JSON. " + noObject},
		{"no UTF-8", "{\"text\": \"\xff\"}", "Line 1, column 11 is not valid JSON. " + noObject},
		{"half a character", `{"text": "\ud800"}`, "Line 1, column 11 is not valid JSON. " + noObject},
		{"another member", `{"texts": "a"}`, `There is no "texts" here.`},
		{"another spelling", `{"Text": "a"}`, `There is no "Text" here.`},
		{"a member with a line feed", `{"a\nb": 1}`, `There is no "a\nb" here.`},
		{"a member twice", `{"text": "a", "text": "b"}`, `"text" is there more than once.`},
		{"a number for a text", `{"text": 1}`, `"text" has a value of the wrong kind.`},
		{"a text for a truth value", `{"flag": "yes"}`, `"flag" has a value of the wrong kind.`},
		{"an object for a text", `{"text": {"text": "a"}}`, `"text" has a value of the wrong kind.`},
		{"a deep nesting", `{"text": ` + deep + `}`, `"text" has a value of the wrong kind.`},
		{"a deep nesting, no end", strings.Repeat(`{"text":`, 1000), "Line 1, column 8001 is not valid JSON. " + noObject},
	} {
		t.Run(c.name, func(t *testing.T) {
			var into struct {
				Text string `json:"text"`
				Flag bool   `json:"flag"`
			}
			got := ""
			err := Body(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body)), 10_000,
				&into)
			if m, ok := errors.AsType[*Malformed](err); ok {
				got = m.En
			} else if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBodyIsReadUpToItsLimit(t *testing.T) {
	read := func(body io.Reader) error {
		var into struct{}
		return Body(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", body), 10, &into)
	}
	if err := read(strings.NewReader("{}        ")); err != nil {
		t.Errorf("10 bytes: %v", err)
	}
	if err := read(strings.NewReader("{}         ")); !errors.Is(err, ErrTooLarge) {
		t.Errorf("11 bytes: %v", err)
	}
	if err := read(iotest.ErrReader(errors.New("connection reset"))); !errors.Is(err, ErrMalformed) {
		t.Errorf("a connection that breaks off: %v", err)
	}
}

func TestWhatIsMalformedIsToldInTheLanguageOfTheCaller(t *testing.T) {
	m := &Malformed{De: "So geht das nicht.", En: "Not like this."}
	for lang, want := range map[string]string{
		"de": "Die Anfrage ist unverständlich: So geht das nicht.", "en": "The request cannot be understood: Not like this.",
	} {
		if _, d := failed(t, lang, m); d.Detail != want {
			t.Errorf("%s: %q", lang, d.Detail)
		}
	}
}
