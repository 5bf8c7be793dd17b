// Command orga checks partial import files on an Orga's own machine, by the code of the server but without one.
//
//	go run ./scripts/orga check [-json] [-apply OUT.json] [-lang de|en] SNAPSHOT.json IMPORT.json...
//	go run ./scripts/orga schema SNAPSHOT.json
//
// Several imports are checked one after another, each on the state that the acceptable ones before it leave. Exit
// status: 0 all are acceptable, 1 at least one is not, 2 usage, a file that cannot be opened, or a broken snapshot.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"kursbuch.internal/shared/problem"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

// The exit statuses.
const (
	exitAcceptable = iota
	exitUnacceptable
	exitUsage
)

const usage = `Usage:
  orga check [-json] [-apply OUT.json] [-lang de|en] SNAPSHOT.json IMPORT.json...
  orga schema SNAPSHOT.json
`

func run(args []string, out, errs io.Writer, now time.Time) int {
	command := ""
	if len(args) > 0 {
		command = args[0]
	}
	var status int
	var err error
	switch command {
	case "check":
		status, err = check(args[1:], out, errs, now)
	case "schema":
		status, err = describe(args[1:], out)
	default:
		err = errUsage
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitUsage
	case errors.Is(err, errUsage):
		fmt.Fprint(errs, usage)
		return exitUsage
	case err != nil:
		complain(newPrinter(errs, problem.German), err)
		return exitUsage
	}
	return status
}

var errUsage = errors.New("usage")
