package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"kursbuch.internal/scripts/check/emptyproject"
	"kursbuch.internal/scripts/check/tour"
)

// emptyProject has the deployment live through everything in a stand-in of an empty project, twice: once in a project
// that takes its time, where whatever does not wait fails; once with as much as possible at the same time, for faults
// that are races. Both mostly wait, for the provider's own pauses.
func emptyProject(ctx context.Context, w io.Writer) error {
	slowly := emptyproject.Options{ID: projectID, API: 8 * time.Second, Agent: 30 * time.Second, Grant: 20 * time.Second}
	return together(
		func() error {
			r := rehearsal{parallelism: 10, variables: noConsole(), acts: acts, w: w}
			r.variables["settle_seconds"] = 25
			return r.in(ctx, emptyproject.New(slowly))
		},
		func() error {
			r := rehearsal{parallelism: 40, variables: noConsole(), acts: acts, w: w}
			r.variables["settle_seconds"] = 0
			return r.in(ctx, emptyproject.New(emptyproject.Options{ID: projectID}))
		},
	)
}

// slowest is about as slow as Google has been seen to be.
var slowest = emptyproject.Options{ID: projectID, API: 20 * time.Second, Agent: 90 * time.Second,
	Grant: 45 * time.Second}

// slowProject tells what a slow project makes of the first apply: with the pauses of the deployment it succeeds, and
// without them, as if Google were slower than they are long, applying again heals it.
func slowProject(ctx context.Context, w io.Writer) error {
	with := rehearsal{
		parallelism: 10, variables: noConsole(), w: w,
		acts: []act{{"apply into a slow project", apply}, {"the console", withConsole(apply)}, {"empty plan", planIsEmpty}},
	}
	without := rehearsal{
		parallelism: 10, variables: noConsole(), w: w,
		acts: []act{{"apply into a slow project without pauses", applyAgain}, {"the console", withConsole(applyAgain)},
			{"empty plan", planIsEmpty}},
	}
	without.variables["settle_seconds"] = 0
	return together(
		func() error { return with.in(ctx, emptyproject.New(slowest)) },
		func() error { return without.in(ctx, emptyproject.New(slowest)) },
	)
}

// applyAgain applies until there is no error, up to five times, and tells the errors. Between them somebody reads what
// went wrong: else five would be over before what Google takes longest for.
func applyAgain(ctx context.Context, r *rehearsal) error {
	for n := range 5 {
		if n > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(30 * time.Second):
			}
		}
		err := r.terraform(ctx, "apply", "-auto-approve")
		if err == nil {
			fmt.Fprintf(r.w, "apply %d succeeded\n", n+1)
			return nil
		}
		fmt.Fprintf(r.w, "apply %d failed:\n", n+1)
		if s, ok := errors.AsType[said](err); ok {
			for _, line := range complaint.FindAllString(s.out, -1) {
				fmt.Fprintf(r.w, "  %.160s\n", line)
			}
		}
	}
	return errors.New("it does not heal")
}

// together runs all at the same time, gives all errors.
func together(all ...func() error) error {
	errs := make(chan error)
	for _, f := range all {
		go func() { errs <- f() }()
	}
	var joined error
	for range all {
		joined = errors.Join(joined, <-errs)
	}
	return joined
}

// readmeTour has the commands of the README lead from an empty project to a confirmed import and a synced appointment.
func readmeTour(ctx context.Context, w io.Writer) error {
	if _, err := exec.LookPath("curl"); err != nil {
		return cannotRun("curl is not on the PATH")
	}
	host, stop, err := firestoreEmulator(ctx)
	if err != nil {
		return err
	}
	defer stop()
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	return withDeployment(ctx, func(ctx context.Context, d deployment) error {
		return tour.Run(ctx, tour.Config{Root: root, Dir: filepath.Dir(d.dir), Terraform: d.command, Firestore: host, Out: w})
	})
}
