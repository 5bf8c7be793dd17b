package answer

import (
	"net/http/httptest"
	"testing"
)

func TestPrefersText(t *testing.T) {
	for accept, want := range map[string]bool{
		"":                                   false,
		"*/*":                                false,
		"application/json":                   false,
		"text/plain":                         true,
		"Text/Plain; charset=utf-8":          true,
		"text/*":                             true,
		"text/plain, application/json":       false,
		"text/plain, */*;q=0.1":              true,
		"text/plain;q=0.5, application/json": false,
		"text/html":                          false,
		"text/plain;q=0":                     false,
		"nonsense;;, text/plain":             true,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", accept)
		if got := PrefersText(r); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}
