package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	all, slow := []step{{name: "gofmt"}, {name: "go vet"}, {name: "go test"}}, []step{{name: "slow"}}
	for _, c := range []struct {
		args  string // by semicolons
		names string
		wrong string
	}{
		{"", "gofmt, go vet, go test", ""},
		{"-only;go vet", "go vet", ""},
		{"-slow", "slow, gofmt, go vet, go test", ""},
		{"-slow;-only;slow", "slow", ""},
		{"-only;go test, gofmt", "go test, gofmt", ""},
		{"-only;go", "", "there is no step \"go\", only: gofmt, go vet, go test"},
		{"-only;go;vet", "", "\"vet\" is too much"},
		{"-fast", "gofmt, go vet, go test", "flag provided but not defined: -fast"},
		{"-h", "gofmt, go vet, go test", flag.ErrHelp.Error()},
	} {
		var args, names []string
		if c.args != "" {
			args = strings.Split(c.args, ";")
		}
		chosen, err := parse(args, all, slow)
		for _, s := range chosen {
			names = append(names, s.name)
		}
		if got := strings.Join(names, ", "); got != c.names || (err == nil) != (c.wrong == "") ||
			err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %s, %v", c.args, got, err)
		}
	}
}

func TestOutlookKnowsTheLastRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache", "check.json")
	steps := []step{
		{name: "vet", run: func(context.Context) error { return nil }},
		{name: "plan", run: func(context.Context) error { return cannotRun("tofu is missing") }},
		{name: "test", run: func(context.Context) error { return errors.New("exit status 1") }},
	}
	before := foretold(t, steps, path)
	if strings.Count(before, "never ran here") != 3 || strings.Contains(before, "lacks") {
		t.Errorf("before any run:\n%s", before)
	}
	r := runAll(t.Context(), io.Discard, steps[:2])
	if err := r.took.keep(path); err != nil {
		t.Fatal(err)
	}
	r = runAll(t.Context(), io.Discard, steps[2:]) // which forgets nothing of the others
	if err := r.took.keep(path); err != nil {
		t.Fatal(err)
	}
	after := foretold(t, steps, path)
	if strings.Count(after, " 0 s last time") != 3 || !strings.Contains(after, "lacks: tofu is missing") ||
		strings.Count(after, "lacks") != 1 {
		t.Errorf("after it:\n%s", after)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if again := foretold(t, steps, path); again != before {
		t.Errorf("with a broken memory:\n%s", again)
	}
}

func foretold(t *testing.T, steps []step, path string) string {
	t.Helper()
	var out strings.Builder
	outlook(t.Context(), &out, steps, recall(path))
	return out.String()
}

func TestProbesAreOfSteps(t *testing.T) {
	for name := range probes {
		if _, err := parse([]string{"-only", name}, steps, nil); err != nil {
			t.Error(err)
		}
	}
}
