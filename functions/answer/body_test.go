package answer

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// box is a record.
type box struct {
	Size int    `json:"size"`
	Link string `json:"link"`
}

func record(body string) error {
	return Record(httptest.NewRecorder(), httptest.NewRequest(http.MethodPut, "/", strings.NewReader(body)), 100, new(box))
}

func TestRecordFindsAllThatDoesNotFit(t *testing.T) {
	if err := record(`{"size": 1, "link": ""}`); err != nil {
		t.Errorf("a sound one: %v", err)
	}
	found, ok := errors.AsType[*Found](record(`{"sise": 1, "link": 2}`))
	if !ok || !errors.Is(found, ErrInvalid) || found.Total() != 2 {
		t.Errorf("%v", found)
	}
}

func TestRecordThatCannotBeReadIsMalformed(t *testing.T) {
	for _, body := range []string{"", "[]", `{"link": "A", "link": "B"}`, `{"links": 1, }`, "null x"} {
		if err := record(body); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", body, err)
		}
	}
}
