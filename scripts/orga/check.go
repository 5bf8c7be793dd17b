package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// check checks import files one after another.
func check(args []string, out, errs io.Writer, now time.Time) (int, error) {
	flags := flag.NewFlagSet("orga check", flag.ContinueOnError)
	flags.SetOutput(errs)
	asJSON := flags.Bool("json", false, "print one report per import, as a JSON array")
	apply := flags.String("apply", "", "write the export after all imports to this `file`, if all are acceptable")
	lang := flags.String("lang", string(problem.German), "`language` of the messages: de or en")
	if err := flags.Parse(args); err != nil {
		return exitUsage, flag.ErrHelp
	}
	if flags.NArg() < 2 || *lang != string(problem.German) && *lang != string(problem.English) {
		return exitUsage, errUsage
	}
	snapshot, err := readSnapshot(flags.Arg(0))
	if err != nil {
		return exitUsage, err
	}
	status := exitAcceptable
	var reports []proposal.Report
	for _, name := range flags.Args()[1:] {
		content, err := readImport(name)
		if err != nil {
			return exitUsage, err
		}
		p := proposal.Offline(snapshot, content)
		if p.Plan == nil {
			status = exitUnacceptable
		} else {
			applied := diff.Apply(snapshot, p.Plan, now)
			snapshot = applied.Snapshot
			if *apply != "" {
				p.Decision = &proposal.Decision{Created: applied.Created}
			}
		}
		reports = append(reports, p.Report(problem.Language(*lang)))
	}
	if *asJSON {
		if err := json.MarshalWrite(out, reports, json.Deterministic(true), jsontext.WithIndent(" ")); err != nil {
			return exitUsage, err
		}
		fmt.Fprintln(out)
	}
	if *apply != "" && status == exitAcceptable {
		return status, writeExport(*apply, snapshot)
	}
	return status, nil
}

func readSnapshot(name string) (*event.Snapshot, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	snapshot, err := event.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return snapshot, nil
}

// readImport reads no more than it takes to see that a file is too large.
func readImport(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, partial.MaxBytes+1))
}

func writeExport(name string, s *event.Snapshot) error {
	var export bytes.Buffer
	if err := event.Write(&export, s); err != nil {
		return err
	}
	return os.WriteFile(name, export.Bytes(), 0o644)
}
