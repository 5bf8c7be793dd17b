package proposal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// courses is an import with n courses from ID 1000 on.
func courses(n int, entry string) []byte {
	var text strings.Builder
	for id := range n {
		fmt.Fprintf(&text, `,"%d": %s`, 1000+id, entry)
	}
	return []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2222-11-11", "courses": {` +
		text.String()[1:] + `}}`)
}

// TestMore: of very many findings the first 500 are shown, the others counted. The event has none of the courses.
func TestMore(t *testing.T) {
	for _, test := range []struct {
		name               string
		content            []byte
		problems, warnings int
		more               int
	}{
		{"500 problems", courses(500, `{"titel": 1}`), 500, 500, 0},
		{"500 problems of the file", courses(777, `{"titel": 1}`), 500, 500, 2 * 277},
		{"problems of the file and with regard to the event", courses(400, `{"titel": 1, "segments": {"9": true}}`), 500,
			400, 300},
		{"problems with regard to the event", courses(600, `{"segments": {"9": true}}`), 500, 500, 2 * 100},
		{"500 warnings", courses(500, `{}`), 0, 500, 0},
		{"more warnings", courses(1234, `null`), 0, 500, 734},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := proposal.Offline(eventtest.Winter(t), test.content).Report(problem.English)
			if len(r.Problems) != test.problems || len(r.Warnings) != test.warnings || r.More != test.more {
				t.Errorf("%d problems, %d warnings, %d more", len(r.Problems), len(r.Warnings), r.More)
			}
			for _, list := range [][]problem.Shown{r.Problems, r.Warnings} {
				for i, found := range list {
					want := fmt.Sprintf("/courses/%d", 1000+i)
					if len(list) == 500 && test.more != 300 && !strings.HasPrefix(string(found.Path), want) {
						t.Fatalf("number %d is at %s", i, found.Path)
					}
				}
			}
		})
	}
}

// TestReportIsBilingual: a report says the same in both languages.
func TestReportIsBilingual(t *testing.T) {
	s := eventtest.Winter(t)
	for _, content := range eventtest.Seeds(t, "testdata") {
		p := proposal.Offline(s, content)
		german, english := p.Report(problem.German), p.Report(problem.English)
		for i, found := range append(german.Problems, german.Warnings...) {
			other := append(english.Problems, english.Warnings...)[i]
			if found.Message == other.Message || found.Message == string(found.Code) || other.Message == string(other.Code) {
				t.Errorf("%s: %q and %q", found.Code, found.Message, other.Message)
			}
			if (found.Subject == "") != (other.Subject == "") || (found.Advice == "") != (other.Advice == "") {
				t.Errorf("%s: about %q and %q, advice %q and %q", found.Code, found.Subject, other.Subject, found.Advice,
					other.Advice)
			}
			for _, p := range []*problem.Shown{&found, &other} {
				p.Message, p.Subject, p.Advice = "", "", ""
				for i := range p.Suggestions {
					p.Suggestions[i].Name = ""
				}
			}
			if d := cmp.Diff(found, other); d != "" {
				t.Error(d)
			}
		}
	}
}

// TestOfflineToken: the token is of the content, also where two files would change the same.
func TestOfflineToken(t *testing.T) {
	s := eventtest.Winter(t)
	first, again := proposal.Offline(s, courses(1, `{}`)), proposal.Offline(s, courses(1, `{}`))
	other := proposal.Offline(s, courses(1, `{ }`))
	if first.Token != again.Token || first.Token == other.Token || first.ContentHash != other.ContentHash {
		t.Errorf("tokens %s, %s, %s", first.Token, again.Token, other.Token)
	}
}

func TestIdleEntriesChangeNothing(t *testing.T) {
	p := proposal.Offline(sample.PfingstAkademie(), []byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2026-11-26T15:00:00Z",
		"registrations": {"16": {"tracks": {"2": {"course_id": 8}}}, "19": {"tracks": {"1": {"course_id": 12}}}}}`))
	want := []event.Key{{Section: event.Registrations, ID: 16}}
	if diff := cmp.Diff(want, p.Idle()); diff != "" || p.Status != proposal.Pending {
		t.Errorf("%s: (-want +got)\n%s", p.Status, diff)
	}
}
