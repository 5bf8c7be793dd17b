package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// Whoever changes what relies on an answer changes the question with it.
func TestEveryQuestionIsComplete(t *testing.T) {
	known := map[string]question{}
	for _, q := range questions() {
		if _, twice := known[q.id]; twice || q.id == "" || q.text == "" || q.why == "" || q.expect == "" || len(q.code) == 0 {
			t.Errorf("%s: twice %t, or something is missing", q.id, twice)
		}
		if q.ask == "" && q.check == nil {
			t.Errorf("%s: nobody answers it", q.id)
		}
		if free := q.ask != "" && q.want == "" && q.check == nil; (q.advice == "") != free {
			t.Errorf("%s: advice %q", q.id, q.advice)
		}
		if _, earlier := known[q.after]; q.after != "" && !earlier {
			t.Errorf("%s: comes after %s, which does not come before", q.id, q.after)
		}
		for _, code := range q.code {
			file, name, _ := strings.Cut(code, " ")
			content, err := os.ReadFile(filepath.Join("..", "..", file))
			if err != nil || name == "" || !strings.Contains(string(content), name) {
				t.Errorf("%s: %s has no %q: %v", q.id, file, name, err)
			}
		}
		known[q.id] = q
	}
}

func TestTheCommandsNameTheDeployment(t *testing.T) {
	c := command{options: options{account: "calendarsync@our-project.iam.gserviceaccount.com", region: "europe-west3"}}
	s := session{command: &c, begun: morning}
	s.calls = new(atomic.Int64)
	for _, q := range cloudQuestions {
		if text := s.fill(q.ask); strings.Contains(text, "{project}") || strings.Contains(text, "gcloud scheduler") &&
			!strings.Contains(text, "--project=our-project") {
			t.Errorf("%s: %s", q.id, text)
		}
	}
	if text := s.fill(gcloudSchedules()); !strings.Contains(text, "--schedule='every 7 minutes'") ||
		!strings.Contains(text, "every 90 minutes from 00:07 to 23:59") {
		t.Error(text)
	}
}
