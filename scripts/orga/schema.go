package main

import (
	"fmt"
	"io"

	"kursbuch.internal/shared/schema"
)

// schema prints the JSON Schema of an import for the event of a snapshot.
func (c command) schema(out io.Writer) (int, error) {
	b, err := c.basis(0)
	if err != nil {
		return exitUsage, err
	}
	if _, err := fmt.Fprintf(out, "%s\n", schema.Of(b.snapshot)); err != nil {
		return exitUsage, err
	}
	return exitAcceptable, nil
}
