package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	holds := func(context.Context) error { return nil }
	fails := func(context.Context) error { return errors.New("exit status 1") }
	missing := func(context.Context) error { return cannotRun("tofu is not on the PATH") }
	tests := []struct {
		name   string
		steps  []step
		strict bool
		passed bool
		prints string
	}{
		{"everything holds", []step{{name: "vet", run: holds}}, true, true, "check: passed\n"},
		{"a failure does not keep the next step from running", []step{{name: "vet", run: fails}, {name: "test", run: fails}},
			false, false,
			"Failed:\n  - vet\n  - test\ncheck: FAILED\n"},
		{"what cannot run on a laptop is listed", []step{{name: "terraform", run: missing}, {name: "test", run: holds}},
			false, true,
			"Could not run on this machine:\n  - terraform: tofu is not on the PATH\ncheck: passed\n"},
		{"what cannot run in CI is a failure", []step{{name: "terraform", run: missing}, {name: "test", run: holds}}, true,
			false,
			"Could not run on this machine:\n  - terraform: tofu is not on the PATH\n" +
				"CI=true is set, where that is a failure.\ncheck: FAILED\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := runAll(t.Context(), io.Discard, test.steps)
			r.strict = test.strict
			if got := r.passed(); got != test.passed {
				t.Errorf("passed is %t, want %t", got, test.passed)
			}
			var out strings.Builder
			r.print(&out)
			if got := out.String(); got != test.prints {
				t.Errorf("got:\n%swant:\n%s", got, test.prints)
			}
		})
	}
}

func TestInterruptedRunFails(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	r := runAll(ctx, io.Discard, []step{
		{name: "vet", run: func(context.Context) error { interrupt(); return nil }},
		{name: "test", run: func(context.Context) error { t.Error("a step began after the interrupt"); return nil }},
	})
	if r.passed() {
		t.Error("an interrupted run passed")
	}
}

func TestAStepBesideOthersIsWaitedFor(t *testing.T) {
	begun, proceed := make(chan bool), make(chan bool)
	beside := func(_ context.Context, w io.Writer) error {
		close(begun)
		<-proceed
		io.WriteString(w, "as it ends\n")
		return errors.New("exit status 1")
	}
	var out strings.Builder
	r := runAll(t.Context(), &out, []step{
		{name: "project", beside: beside},
		{name: "test", run: func(context.Context) error { <-begun; close(proceed); return nil }},
	})
	if r.passed() || !strings.Contains(out.String(), "==> test: ok") {
		t.Errorf("got %+v:\n%s", r, &out)
	}
	if _, end, _ := strings.Cut(out.String(), "==> test: ok"); !strings.Contains(end,
		"as it ends\n==> project: failed: exit status 1") {
		t.Errorf("it does not end with what was waited for:\n%s", &out)
	}
}
