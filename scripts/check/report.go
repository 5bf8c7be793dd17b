package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// A step is one thing that must hold.
type step struct {
	name string
	// run returns nil if it holds, a cannotRun if this machine lacks what it takes to tell, any other error if it does
	// not hold. The working directory is the module root.
	run func(ctx context.Context) error
	// beside is there instead of run if it mostly waits: it begins when its turn comes, the steps after it go on beside
	// it, and it is waited for at the end. What it has to say it writes to w.
	beside func(ctx context.Context, w io.Writer) error
}

// cannotRun is the error of a step that this machine cannot run. Its text is the reason.
type cannotRun string

func (reason cannotRun) Error() string { return string(reason) }

// A report is what came out of the steps.
type report struct {
	failed []string
	notRun []notRun
	// interrupted: the steps after the last one reported were not begun.
	interrupted bool
	took        memory
	// strict makes a step that could not run a failure.
	strict bool
}

type notRun struct {
	step   string
	reason string
}

// runAll runs the steps one after another until ctx is cancelled.
func runAll(ctx context.Context, w io.Writer, steps []step) report {
	r := report{took: memory{}}
	var waiting []func()
	for _, s := range steps {
		if ctx.Err() != nil {
			break
		}
		fmt.Fprintf(w, "==> %s\n", s.name)
		start := time.Now()
		end := func(err error, took time.Duration) {
			fmt.Fprintf(w, "==> %s: %s (%.1fs)\n\n", s.name, r.add(s.name, err), took.Seconds())
			if ctx.Err() == nil {
				r.took.add(s.name, took, err)
			}
		}
		if s.beside == nil {
			err := s.run(ctx)
			end(err, time.Since(start))
			continue
		}
		fmt.Fprint(w, "    beside the steps below\n\n")
		waiting = append(waiting, begin(ctx, w, s, end))
	}
	for _, wait := range waiting {
		wait()
	}
	r.interrupted = ctx.Err() != nil
	return r
}

// begin begins a step beside others. What it returns waits for the step, tells what it said and how it ended.
func begin(ctx context.Context, w io.Writer, s step, end func(error, time.Duration)) (wait func()) {
	var says notes
	var failed error
	var took time.Duration
	done := make(chan struct{})
	go func() {
		start := time.Now()
		failed = s.beside(ctx, &says)
		took = time.Since(start)
		close(done)
	}()
	return func() {
		<-done
		fmt.Fprintf(w, "==> %s\n%s", s.name, says.text.Bytes())
		end(failed, took)
	}
}

// notes take what several goroutines write.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements [io.Writer].
func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

// add books the outcome of a step, returns it in words.
func (r *report) add(step string, err error) string {
	if err == nil {
		return "ok"
	}
	if _, ok := errors.AsType[cannotRun](err); ok {
		r.notRun = append(r.notRun, notRun{step, err.Error()})
		return "not run"
	}
	r.failed = append(r.failed, step)
	return "failed: " + err.Error()
}

func (r *report) passed() bool {
	return len(r.failed) == 0 && !r.interrupted && !(r.strict && len(r.notRun) > 0)
}

func (r *report) print(w io.Writer) {
	if len(r.notRun) > 0 {
		fmt.Fprintln(w, "Could not run on this machine:")
		for _, n := range r.notRun {
			fmt.Fprintf(w, "  - %s: %s\n", n.step, n.reason)
		}
		if r.strict {
			fmt.Fprintln(w, "CI=true is set, where that is a failure.")
		}
	}
	if len(r.failed) > 0 {
		fmt.Fprintln(w, "Failed:")
		for _, step := range r.failed {
			fmt.Fprintf(w, "  - %s\n", step)
		}
	}
	switch {
	case r.interrupted:
		fmt.Fprintln(w, "check: interrupted")
	case r.passed():
		fmt.Fprintln(w, "check: passed")
	default:
		fmt.Fprintln(w, "check: FAILED")
	}
}
