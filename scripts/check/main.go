// Command check runs everything that must hold before a change is accepted, the same on a laptop as in CI.
//
//	go run ./scripts/check [-slow] [step...]
//
// Steps are named as they are printed: go run ./scripts/check "terraform test". Without a name all run, with -slow also
// those that take minutes for what seldom changes.
//
// All steps run, also after one that failed. What this machine cannot run is listed at the end with the reason; with
// CI=true in the environment that is a failure too. The exit status is 1 if anything failed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	slow := flag.Bool("slow", false, "run also the steps that take minutes for what seldom changes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := enterModuleRoot(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
	wanted := steps
	if *slow {
		wanted = append(slowSteps, steps...)
	}
	wanted, err := chosen(wanted, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(2)
	}
	r := runAll(ctx, os.Stdout, wanted)
	r.strict = os.Getenv("CI") == "true"
	r.print(os.Stdout)
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
