// Command bench measures what the design promises to be fast, printed as tables in Markdown.
//
//	go run ./scripts/bench
//
// Each row is measured in a process of its own, so that its peak memory is its own. Nothing here is a test: the figures
// are for people who compare before with after.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/go-json-experiment/json"
)

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "Usage: bench [row]\n\nmeasures everything, for some minutes, or one of these rows:")
		for _, table := range tables {
			for _, row := range table.rows {
				fmt.Fprintln(os.Stderr, " ", row.name)
			}
		}
	}
	flag.Parse()
	if flag.NArg() == 1 {
		measureOne(flag.Arg(0))
		return
	}
	for _, table := range tables {
		if len(table.rows) == 0 {
			continue
		}
		fmt.Printf("## %s\n\n| | %s | peak memory |\n|---|%s---:|\n", table.title, strings.Join(table.columns, " | "),
			strings.Repeat("---:|", len(table.columns)))
		for _, row := range table.rows {
			if err := inChild(row); err != nil {
				fmt.Fprintln(os.Stderr, "bench:", row.name, err)
				os.Exit(1)
			}
		}
		fmt.Println()
	}
}

// table is a set of rows with the same columns.
type table struct {
	title   string
	columns []string
	rows    []row
}

// row measures one case: a figure per column.
type row struct {
	name    string
	measure func(ctx context.Context, dir string) ([]string, error)
}

// inChild measures a row in a process of its own and prints it.
func inChild(r row) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.Command(self, r.name)
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		return err
	}
	var figures []string
	if err := json.Unmarshal(out, &figures); err != nil {
		return err
	}
	peak := "?"
	if usage, ok := child.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = fmt.Sprintf("%d MiB", usage.Maxrss>>10) // Linux counts in KiB
	}
	fmt.Printf("| %s | %s | %s |\n", r.name, strings.Join(figures, " | "), peak)
	return nil
}

func measureOne(name string) {
	for _, table := range tables {
		for _, row := range table.rows {
			if row.name != name {
				continue
			}
			if err := inFolder(row); err != nil {
				fmt.Fprintln(os.Stderr, "bench:", err)
				os.Exit(1)
			}
			return
		}
	}
	fmt.Fprintf(os.Stderr, "bench: there is no row %q\n", name)
	os.Exit(2)
}

func inFolder(r row) error {
	dir, err := os.MkdirTemp("", "kursbuch-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	figures, err := r.measure(context.Background(), dir)
	if err != nil {
		return err
	}
	return json.MarshalWrite(os.Stdout, figures)
}

// timed is how long f takes.
func timed(f func() error) (string, error) {
	begin := time.Now()
	err := f()
	return fmt.Sprintf("%.3f s", time.Since(begin).Seconds()), err
}
