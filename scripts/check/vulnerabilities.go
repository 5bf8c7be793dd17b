package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const (
	// newestGo is the newest patch of Go that can be had. With it everything is checked.
	newestGo = "go1.26.10"
	// buildpackGo is the one that Google builds functions with (runtime go126, stack google-24). What is mended in a later
	// one only we cannot mend.
	buildpackGo = "go1.26.7"

	// The database of vulnerabilities is a module, so it comes from where all modules come from.
	vulnerabilityDB = "golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018"
	govulncheck     = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
)

// useNewestGo has the go commands that follow be those of newestGo, if that can be had. Without it what follows is
// still true.
func useNewestGo(ctx context.Context) error {
	probe := exec.CommandContext(ctx, "go", "version")
	probe.Env = append(os.Environ(), "GOTOOLCHAIN="+newestGo)
	if out, err := probe.CombinedOutput(); err != nil {
		fmt.Printf("%s cannot be had, so this is checked with another one: %s\n", newestGo, bytes.TrimSpace(out))
		return nil
	}
	return os.Setenv("GOTOOLCHAIN", newestGo)
}

// vulnerabilities tells of known ones that our code reaches, as it is built by Google.
func vulnerabilities(ctx context.Context) error {
	database, err := os.MkdirTemp("", "kursbuch-vulndb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(database)
	if err := index(ctx, database); err != nil {
		return cannotRun("the database of vulnerabilities cannot be had: " + err.Error())
	}
	scan := prepare(ctx, "go", "run", govulncheck, "-db", "file://"+database, "-format", "json", "./...")
	scan.Env = append(os.Environ(), "GOVERSION="+buildpackGo)
	out, err := scan.Output()
	if err != nil {
		return err
	}
	found, err := reached(bytes.NewReader(out))
	if err != nil {
		return err
	}
	return judge(os.Stdout, found)
}

// index makes a database of the entries in the module.
func index(ctx context.Context, database string) error {
	out, err := output(ctx, "go", "mod", "download", "-json", vulnerabilityDB)
	if err != nil {
		return err
	}
	var module struct{ Dir string }
	if err := json.Unmarshal([]byte(out), &module); err != nil {
		return err
	}
	name, version, _ := strings.Cut(vulnerabilityDB, "@")
	return prepare(ctx, "go", "run", name+"/cmd/indexdb@"+version, "-vulns", filepath.Join(module.Dir, "data", "osv"),
		"-out", database).Run()
}

// finding is a vulnerability in a module, and the release in which it is mended; empty: in none.
type finding struct{ id, module, mended string }

// reached reads what govulncheck reports: of those that our code calls, each once.
func reached(report io.Reader) (found []finding, err error) {
	for decoder := json.NewDecoder(report); ; {
		var message struct {
			Finding struct {
				OSV   string `json:"osv"`
				Fixed string `json:"fixed_version"`
				Trace []struct{ Module, Function string }
			}
		}
		if err := decoder.Decode(&message); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		f := message.Finding
		if len(f.Trace) == 0 || f.Trace[0].Function == "" { // only imported, or only required
			continue
		}
		if this := (finding{f.OSV, f.Trace[0].Module, f.Fixed}); !slices.Contains(found, this) {
			found = append(found, this)
		}
	}
}

// judge fails for what we can mend. What only a newer Go than the buildpack's mends is listed.
func judge(w io.Writer, found []finding) error {
	var errs []error
	for _, f := range found {
		if f.module == "stdlib" {
			fmt.Fprintf(w, "%s in the standard library, mended in %s, which Google's build with %s lacks\n", f.id, f.mended,
				buildpackGo)
			continue
		}
		errs = append(errs, fmt.Errorf("%s in %s, mended in %q: https://pkg.go.dev/vuln/%[1]s", f.id, f.module, f.mended))
	}
	return errors.Join(errs...)
}
