package main

import (
	"errors"
	"net"
	"os"
	"testing"
)

func TestFirestoreBeginsAndEnds(t *testing.T) {
	t.Setenv(emulatorHost, "") // scripts/check has one running while it runs this
	stop, err := startFirestore(t.Context())
	if _, ok := errors.AsType[cannotRun](err); ok && os.Getenv("CI") != "true" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	host := os.Getenv(emulatorHost)
	connection, err := net.Dial("tcp", host)
	if err != nil {
		t.Errorf("nobody listens: %v", err)
	} else if err := connection.Close(); err != nil {
		t.Error(err)
	}
	stop()
	if connection, err := net.Dial("tcp", host); err == nil {
		t.Errorf("something still listens at %s: %v", host, connection.Close())
	}
	if still := os.Getenv(emulatorHost); still != "" {
		t.Errorf("%s is still %s", emulatorHost, still)
	}
}

func TestFirestoreThatRunsAlreadyIsUsed(t *testing.T) {
	t.Setenv(emulatorHost, "127.0.0.1:1")
	stop, err := startFirestore(t.Context())
	stop()
	if host := os.Getenv(emulatorHost); err != nil || host != "127.0.0.1:1" {
		t.Errorf("%s, %v", host, err)
	}
}
