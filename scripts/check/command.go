package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// run executes a command whose output goes through unchanged: CI reads the package lines of go test.
func run(ctx context.Context, name string, args ...string) error {
	cmd := prepare(ctx, name, args...)
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

// output executes a command, returns what it wrote to its standard output without the white space around it.
func output(ctx context.Context, name string, args ...string) (string, error) {
	out, err := prepare(ctx, name, args...).Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}

func prepare(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = os.Stderr
	// A killed go command would leave its children behind.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}
