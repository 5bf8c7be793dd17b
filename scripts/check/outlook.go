package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const usage = `go run ./scripts/check [-slow] [-only STEP,STEP]

Runs everything that must hold before a change is accepted; with -only, some of it; with -slow, also what takes minutes
and seldom changes. The steps:
`

// parse gives the steps that the command line asks for. flag.ErrHelp if it asks for help; the error says what is wrong.
func parse(args []string, all, slow []step) ([]step, error) {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	only, slowly := flags.String("only", "", ""), flags.Bool("slow", false, "")
	if err := flags.Parse(args); err != nil {
		return all, err
	}
	if *slowly {
		all = slices.Concat(slow, all)
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%q is too much; a name of two words is one argument: -only 'go vet'", flags.Arg(0))
	}
	if *only == "" {
		return all, nil
	}
	var chosen []step
	for name := range strings.SplitSeq(*only, ",") {
		i := slices.IndexFunc(all, func(s step) bool { return s.name == strings.TrimSpace(name) })
		if i < 0 {
			var names []string
			for _, s := range all {
				names = append(names, s.name)
			}
			return nil, fmt.Errorf("there is no step %q, only: %s", name, strings.Join(names, ", "))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// last is what became of a step the last time that it ran on this machine.
type last struct {
	Seconds float64 `json:"seconds"`
	Lacked  string  `json:"lacked,omitempty"` // why it could not run, or not all of it
}

// memory is what became of all steps, by name. It is no part of the repository.
type memory map[string]last

// memoryFile is where a machine remembers; an error if there is no such place.
func memoryFile() (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "kursbuch", "check.json"), err
}

// recall is empty where nothing is remembered, or nothing that makes sense.
func recall(path string) memory {
	m := memory{}
	if text, err := os.ReadFile(path); err == nil && json.Unmarshal(text, &m) != nil {
		return memory{}
	}
	return m
}

func (m memory) add(step string, took time.Duration, err error) {
	l := last{Seconds: took.Seconds()}
	if reason, ok := errors.AsType[cannotRun](err); ok {
		l.Lacked = string(reason)
	}
	m[step] = l
}

// keep adds to what is remembered.
func (m memory) keep(path string) error {
	all := recall(path)
	for name, l := range m {
		all[name] = l
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, text, 0o600))
}

// probes tell in no time what a step would lack. What takes longer to find out is remembered from the last time.
var probes = map[string]func(context.Context) error{"go test": lacksForTests, "compatibility corpus": lacksForCompat}

func lacksForTests(ctx context.Context) error {
	var lacks []string
	if _, err := exec.LookPath("java"); os.Getenv(emulatorHost) == "" && (err != nil || firestoreJar() == "") {
		lacks = append(lacks, "Firestore's emulator")
	}
	if cgo, err := output(ctx, "go", "env", "CGO_ENABLED"); err == nil && cgo != "1" {
		lacks = append(lacks, "a C compiler for the race detector")
	}
	if len(lacks) == 0 {
		return nil
	}
	return cannotRun("without " + strings.Join(lacks, ", without "))
}

// outlook says what will run, how long it took last time, what this machine lacks for it.
func outlook(ctx context.Context, w io.Writer, steps []step, m memory) {
	sum, known := 0.0, 0
	for _, s := range steps {
		l, ran := m[s.name]
		took, lacks := "never ran here", l.Lacked
		if ran {
			took = fmt.Sprintf("%.0f s last time", l.Seconds)
			sum, known = sum+l.Seconds, known+1
		}
		if probe := probes[s.name]; probe != nil {
			lacks = ""
			if err := probe(ctx); err != nil {
				lacks = err.Error()
			}
		}
		if lacks != "" {
			lacks = "  lacks: " + lacks
		}
		fmt.Fprintf(w, "  %-22s %s%s\n", s.name, took, lacks)
	}
	if known > 1 {
		fmt.Fprintf(w, "  %-22s %.0f s\n", "all that ran before", sum)
	}
	fmt.Fprintln(w)
}
