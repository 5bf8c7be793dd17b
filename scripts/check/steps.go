package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// steps is what must hold, cheapest first. To add one, write its line here; where it needs something that not every
// machine has, let it return a cannotRun that names it.
var steps = []step{
	{name: "newest Go", run: useNewestGo},
	{name: "gofmt", run: gofmt},
	{name: "go vet", run: command("go", "vet", "./...")},
	// Not ST1000, about package comments: scripts/archtest asks for the same and for more.
	{name: "staticcheck", run: command("go", "tool", "staticcheck", "-checks", "all,-ST1000", "./...")},
	{name: "secrets", run: noSecrets},
	{name: "terraform format", run: in("fmt", "-check", "-diff", "-recursive")},
	{name: "terraform validate", run: in("validate")},
	{name: "terraform in an empty project", beside: emptyProject},
	{name: "README on Google Cloud", beside: readmeTour},
	{name: "terraform test", run: in("test")},
	{name: "terraform plan", run: deployed(plan)},
	{name: "terraform README", run: terraformReadme},
	{name: "go test", run: goTest},
	{name: "compatibility corpus", run: compat},
	{name: "go mod verify", run: command("go", "mod", "verify")},
	{name: "vulnerabilities", run: vulnerabilities},
}

// slowSteps are those that take minutes for what seldom changes, run with -slow only.
var slowSteps = []step{
	{name: "terraform in a slow project", beside: slowProject},
}

// command is a step that is one command.
func command(name string, args ...string) func(context.Context) error {
	return func(ctx context.Context) error { return run(ctx, name, args...) }
}

func gofmt(ctx context.Context) error {
	unformatted, err := output(ctx, "gofmt", "-l", ".")
	if err != nil || unformatted == "" {
		return err
	}
	fmt.Println(unformatted)
	return fmt.Errorf("run gofmt -w on the files above")
}

// goTest runs all tests. What they lack on this machine is told if they pass.
func goTest(ctx context.Context) error {
	stop, noFirestore := startFirestore(ctx)
	defer stop()
	// -vet=off: the step of that name has looked at everything already, with more analyses than go test's own.
	// go test gives up after ten, on a crowded machine too early
	args := []string{"test", "-vet=off", "-shuffle=on", "-timeout=30m"}
	cgo, err := output(ctx, "go", "env", "CGO_ENABLED")
	if err != nil {
		return err
	}
	if cgo != "1" {
		if err := run(ctx, "go", append(args, "./...")...); err != nil {
			return err
		}
		return errors.Join(noFirestore, cannotRun("the race detector needs cgo with a C compiler"))
	}
	raced, others, err := packages(ctx)
	if err != nil {
		return err
	}
	err = errors.Join(run(ctx, "go", slices.Concat(args, []string{"-race"}, raced)...),
		run(ctx, "go", slices.Concat(args, others)...)) // all that fails at once
	if err != nil {
		return err
	}
	return noFirestore
}

// packages are all, those apart that are tested without the race detector: it would take them minutes, and what they
// share between goroutines is mostly made of the rest. Whoever changes how they do that runs go test -race.
func packages(ctx context.Context) (raced, others []string, err error) {
	all, err := output(ctx, "go", "list", "./...")
	for _, name := range strings.Fields(all) {
		if strings.Contains(name, "/shared/") && !strings.Contains(name, "/firestoredb") {
			raced = append(raced, name)
		} else {
			others = append(others, name)
		}
	}
	return raced, others, err
}

// compatScript lies beside the repository, not in it.
const compatScript = "../shared/compat/compat.py"

func lacksForCompat(context.Context) error {
	if _, err := os.Stat(compatScript); err != nil {
		return cannotRun("there is no " + compatScript)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		return cannotRun("python3 is not on the PATH")
	}
	return nil
}

// compat runs the compatibility corpus against the offline tool as Orgas start it; the Go tests run it in process.
func compat(ctx context.Context) error {
	if err := lacksForCompat(ctx); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kursbuch-check-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	orga := filepath.Join(dir, "orga")
	if err := run(ctx, "go", "build", "-o", orga, "./scripts/orga"); err != nil {
		return err
	}
	return run(ctx, "python3", compatScript, "--orga", orga)
}
