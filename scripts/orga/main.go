// Command orga works on files of an Orga's own machine, by the code of the server but without one.
//
//	go run ./scripts/orga check [-json] [-apply OUT.json] [-lang de|en] EXPORT.json IMPORT.json...
//	go run ./scripts/orga diff [-lang de|en] OLD.json NEW.json > import.json
//	go run ./scripts/orga schema EXPORT.json
//
// Several imports are checked one after another, each on the state that the acceptable ones before it leave. diff
// writes the smallest import that leads from one export to another, and tells what no import can do. Exit status: 0 all
// are acceptable, the import leads all the way, or -h; 1 at least one is not, something is left; 2 usage, a file that
// cannot be opened, or a broken export.
package main

import (
	"errors"
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

func run(args []string, out, errs io.Writer, now time.Time) int {
	c, err := parse(args)
	switch {
	case errors.Is(err, errHelp):
		c.usage(out, nil)
		return exitAcceptable
	case err != nil:
		c.usage(errs, err)
		return exitUsage
	}
	var status int
	switch c.name {
	case "check":
		status, err = c.check(out, errs, now)
	case "diff":
		status, err = c.diff(out, errs)
	case "schema":
		status, err = c.schema(out)
	}
	if err != nil {
		complain(newPrinter(errs, c.lang), err)
		return exitUsage
	}
	return status
}

// usage says what the command line may be, after what is wrong with it, if anything: in the language of that, or that
// was asked for, else in both.
func (c command) usage(out io.Writer, err error) {
	f, wrong := errors.AsType[fault](err)
	if wrong {
		complain(newPrinter(out, c.lang), f)
	}
	switch {
	case !c.asked && !wrong:
		fmt.Fprint(out, usageDe, "\n", usageEn)
	case c.lang == problem.English:
		fmt.Fprint(out, usageEn)
	default:
		fmt.Fprint(out, usageDe)
	}
}

const usageDe = `Aufruf:
  orga check [-json] [-apply ZIEL.json] [-lang de|en] EXPORT.json IMPORT.json...
  orga diff [-lang de|en] ALT.json NEU.json > import.json
  orga schema EXPORT.json > import.schema.json

check   sagt, was Importe ändern würden oder was an ihnen falsch ist, einer nach dem anderen
diff    schreibt den kleinsten Import, der von einem Export zum anderen führt
schema  schreibt das JSON-Schema eines Imports für die Veranstaltung

  -json             ein Bericht je Import, als JSON-Liste
  -apply ZIEL.json  der Export nach allen Importen, wenn alle in Ordnung sind
  -lang de|en       die Sprache
  -                 statt eines Dateinamens: die Standardeingabe
`

const usageEn = `Usage:
  orga check [-json] [-apply OUT.json] [-lang de|en] EXPORT.json IMPORT.json...
  orga diff [-lang de|en] OLD.json NEW.json > import.json
  orga schema EXPORT.json > import.schema.json

check   tells what imports would change or what is wrong with them, one after another
diff    writes the smallest import that leads from one export to another
schema  writes the JSON Schema of an import for the event

  -json            one report per import, as a JSON array
  -apply OUT.json  the export after all imports, if all are acceptable
  -lang de|en      the language
  -                instead of the name of a file: standard input
`
