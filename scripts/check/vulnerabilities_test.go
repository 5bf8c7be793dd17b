package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reported is of the form that govulncheck writes.
const reported = `{"config": {"go_version": "go1.26.7"}}
{"osv": {"id": "GO-2026-0001"}}
{"finding": {"osv": "GO-2026-0001", "fixed_version": "v0.62.0", "trace": [{"module": "golang.org/x/net"}]}}
{"finding": {"osv": "GO-2026-0001", "fixed_version": "v0.62.0",
 "trace": [{"module": "golang.org/x/net", "package": "golang.org/x/net/html"}]}}
{"finding": {"osv": "GO-2026-0002", "fixed_version": "v1.26.9", "trace": [{"module": "stdlib", "function": "Parse"}]}}
{"finding": {"osv": "GO-2026-0002", "fixed_version": "v1.26.9", "trace": [{"module": "stdlib", "function": "Read"}]}}
`

func TestVulnerabilitiesThatWeCanMendFail(t *testing.T) {
	const called = `{"finding": {"osv": "GO-2026-0003", "trace": [{"module": "example.com/m", "function": "F"}]}}`
	found, err := reached(strings.NewReader(reported))
	if diff := cmp.Diff([]finding{{"GO-2026-0002", "stdlib", "v1.26.9"}}, found,
		cmp.AllowUnexported(finding{})); diff != "" || err != nil {
		t.Errorf("found (-want +got):\n%s, %v", diff, err)
	}
	var list strings.Builder
	if err := judge(&list, found); err != nil || !strings.Contains(list.String(), "GO-2026-0002") {
		t.Errorf("%v, %s", err, &list)
	}
	found, err = reached(strings.NewReader(reported + called))
	if err != nil {
		t.Fatal(err)
	}
	if err := judge(&list, found); err == nil || !strings.Contains(err.Error(), "GO-2026-0003") ||
		strings.Contains(err.Error(), "GO-2026-0002") {
		t.Errorf("got %v", err)
	}
	if _, err := reached(strings.NewReader("no JSON")); err == nil {
		t.Error("an answer that is none is no finding")
	}
}
