package proposal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

func TestReadExport(t *testing.T) {
	sent := string(eventtest.Sent(t, eventtest.Winter(t), nil))
	lined := strings.ReplaceAll(sent, `,"`, ",\n\"")
	for _, test := range []struct{ name, text, want string }{
		{"as it is sent", sent, ""},
		{"with a byte order mark", "\ufeff" + sent, ""},
		{"nothing", " \n", "1:1 empty-file"},
		{"cut off", lined[:strings.Index(lined, `"courses"`)+5], "2:6 truncated"},
		{"in another encoding", strings.Replace(sent, "ü", "\xfc", 1), "not-utf8"},
		{"twice in one file", "{}\n{}", "2:1 syntax"},
		{"an import", "{\"EVENT_SCHEMA_VERSION\": [17, 2],\n \"kind\": \"partial\"}", "1:1 import-as-export"},
		{"another download", "{\n \"kind\": \"full\"}", "2:2 other-export"},
		{"a value of another form", strings.Replace(lined, `"list_consent":true`, `"list_consent":"ja"`, 1), "bad-snapshot"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, found := proposal.ReadExport([]byte(test.text))
			var got string
			for _, p := range found.Items {
				got = fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Code)
				if text := p.Message(problem.German); strings.Contains(text, "json") || p.Line == 0 {
					t.Error(got, text)
				}
			}
			if (s == nil) != (test.want != "") || !strings.HasSuffix(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestBasis: what makes a check meaningless is told from what is only worth knowing, such as a file of a newer version.
func TestBasis(t *testing.T) {
	s := eventtest.Read(t, eventtest.Sent(t, eventtest.Winter(t), func(whole map[string]any) {
		whole["EVENT_SCHEMA_VERSION"] = []int{18, 0}
		registrations := whole["registrations"].(map[string]any)
		registrations["2"].(map[string]any)["amount_owed"] = "0.07"
		delete(registrations["3"].(map[string]any)["parts"].(map[string]any), "1")
	}))
	broken, warnings := proposal.Basis(s)
	var got []string
	for _, p := range append(broken.Items, warnings.Items...) {
		got = append(got, string(p.Path)+" "+string(p.Code))
	}
	want := []string{"/registrations/3/parts/1 incomplete-parts", "/EVENT_SCHEMA_VERSION version",
		"/registrations/2/amount_owed stale-owed"}
	if d := cmp.Diff(want, got[:min(3, len(got))]); d != "" {
		t.Error(d)
	}
}
