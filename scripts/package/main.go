// Command package makes the deployable zip of each function.
//
//	go run ./scripts/package [-out dist] [function...]
//
// Every folder in functions/ with a register.go is a function; without arguments all are packaged, as
// dist/<folder>.zip. A zip holds what the function takes to build: a root package, go.mod, go.sum, those of our
// packages that it imports. Its bytes depend on nothing but these files.
//
// One zip for all would be simpler, but slower to begin: of the same code in every function importcheck's client of
// Cloud Storage is the largest part. What each function takes is in the table that is printed, with the settings of
// Google's build.
//
// Before a zip is written it is unpacked, built as Google does it, started, sent a request: only what answers is
// written.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"text/tabwriter"

	// The main that Google generates imports it. Here it keeps in go.mod and in the module cache what that takes.
	_ "github.com/GoogleCloudPlatform/functions-framework-go/funcframework"
)

func main() {
	out := flag.String("out", "dist", "`folder` to write the zips to")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "package:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, out string, folders []string) error {
	root, err := moduleRoot(ctx)
	if err != nil {
		return err
	}
	chosen, err := choose(root, folders)
	if err != nil {
		return err
	}
	// One for all, at one path: Go compiles anew what is at another one.
	staging, err := os.MkdirTemp("", "kursbuch-package-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(staging)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer table.Flush()
	fmt.Fprintln(table, "function\tzip\tbinary\tstart\t")
	for _, f := range chosen {
		zipped, err := f.pack(ctx, root)
		if err != nil {
			return fmt.Errorf("pack %s: %w", f.folder, err)
		}
		p, err := f.prove(ctx, zipped, staging)
		if err != nil {
			return fmt.Errorf("prove %s: %w", f.folder, err)
		}
		if err := write(filepath.Join(out, f.folder+".zip"), zipped); err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%d KiB\t%d MiB\t%d ms\t\n", f.folder, len(zipped)>>10, p.size>>20, p.start.Milliseconds())
	}
	return nil
}

func write(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o644)
}

func moduleRoot(ctx context.Context) (string, error) {
	mod, err := output(exec.CommandContext(ctx, "go", "env", "GOMOD"))
	return filepath.Dir(strings.TrimSpace(mod)), err
}
