package main

import (
	"fmt"
	"io"

	"kursbuch.internal/shared/schema"
)

// describe prints the JSON Schema of an import for the event of a snapshot.
func describe(args []string, out io.Writer) (int, error) {
	if len(args) != 1 {
		return exitUsage, errUsage
	}
	snapshot, err := readSnapshot(args[0])
	if err != nil {
		return exitUsage, err
	}
	if _, err := fmt.Fprintf(out, "%s\n", schema.Of(snapshot)); err != nil {
		return exitUsage, err
	}
	return exitAcceptable, nil
}
