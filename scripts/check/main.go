// Command check runs everything that must hold before a change is accepted, the same on a laptop as in CI.
//
//	go run ./scripts/check [-slow] [-only STEP,STEP]
//
// Steps are named as they are printed: go run ./scripts/check -only "terraform test". With -slow those run, too, that
// take minutes for what seldom changes.
//
// First it says what will run, what this machine lacks for it, how long it took here last time; -h says only that.
// All steps run, also after one that failed. What this machine cannot run is listed at the end with the reason; with
// CI=true in the environment that is a failure too. The exit status is 1 if anything failed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := enterModuleRoot(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
	path, homeless := memoryFile() // without a place to remember nothing is remembered
	chosen, err := parse(os.Args[1:], steps, slowSteps)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Print(usage)
		outlook(ctx, os.Stdout, append(slowSteps, steps...), recall(path))
		return
	} else if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(2)
	}
	outlook(ctx, os.Stdout, chosen, recall(path))
	r := runAll(ctx, os.Stdout, chosen)
	r.strict = os.Getenv("CI") == "true"
	r.print(os.Stdout)
	if homeless == nil {
		if err := r.took.keep(path); err != nil {
			fmt.Fprintln(os.Stderr, "check: what the steps took is not remembered:", err)
		}
	}
	if !r.passed() {
		os.Exit(1)
	}
}

// enterModuleRoot makes the folder of go.mod the working directory, so that check may be started anywhere in the
// module.
func enterModuleRoot(ctx context.Context) error {
	mod, err := output(ctx, "go", "env", "GOMOD")
	if err != nil {
		return err
	}
	if filepath.Base(mod) != "go.mod" { // outside of a module go says /dev/null
		return fmt.Errorf("the working directory is not inside the module")
	}
	return os.Chdir(filepath.Dir(mod))
}
