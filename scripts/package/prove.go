package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"kursbuch.internal/shared/local/buildpack"
)

// proof is what was measured of a function that answers.
type proof struct {
	size  int64         // of the binary, in bytes
	start time.Duration // until its first answer
}

// prove builds a zip in a folder, starts it as the function.
func (f function) prove(ctx context.Context, zipped []byte, staging string) (proof, error) {
	binary, err := buildpack.Build(ctx, zipped, staging)
	if err != nil {
		return proof{}, err
	}
	start, err := f.start(ctx, binary)
	if err != nil {
		return proof{}, err
	}
	info, err := os.Stat(binary)
	if err != nil {
		return proof{}, err
	}
	return proof{info.Size(), start}, nil
}

// environment is the configuration that functions get here. Clients of an emulator want no credentials; none answers at
// this address, so a function that reads or writes before it knows the caller does not pass.
var environment = []string{
	"GOOGLE_CLOUD_PROJECT=kursbuch", "ID_TOKEN_AUDIENCES=https://function.example",
	"FIRESTORE_EMULATOR_HOST=127.0.0.1:1", "STORAGE_EMULATOR_HOST=127.0.0.1:1",
	"CALENDAR_SUBJECT=kalender@kursbuch.example", "CALENDAR_ACCOUNT=calendarsync@kursbuch.iam.gserviceaccount.com",
	"CONSOLE_ADDRESS=https://console.example", "COOKIE_KEY=" + strings.Repeat("B", 43) + "=", "GOOGLE_CLIENT_ID=console",
	"GOOGLE_CLIENT_SECRET=secret", "IMPORT_BUCKET=kursbuch-imports",
	"SCHEDULER_JOB=projects/kursbuch/locations/europe-west3/jobs/calendarsync",
}

// nobody writes credentials for clients that have no emulator. Nobody would take them, and nobody is asked.
func nobody(folder string) (string, error) {
	file := filepath.Join(folder, "credentials.json")
	content := `{"type": "authorized_user", "client_id": "nobody", "client_secret": "none", "refresh_token": "none"}`
	return file, os.WriteFile(file, []byte(content), 0o600)
}

// start starts a binary as the function, tells how long it took to its first answer. That has to be the one that only
// this function, configured and complete, gives: requests are refused for want of a token or get the page to sign in,
// triggers are taken.
func (f function) start(ctx context.Context, binary string) (time.Duration, error) {
	ctx, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	port, err := freePort()
	if err != nil {
		return 0, err
	}
	credentials, err := nobody(filepath.Dir(binary))
	if err != nil {
		return 0, err
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(ctx, binary)
	cmd.Env = slices.Concat(environment, []string{"PORT=" + port, "FUNCTION_TARGET=" + f.name,
		"GOOGLE_APPLICATION_CREDENTIALS=" + credentials})
	cmd.Stdout, cmd.Stderr = &log, &log
	begin, ended := time.Now(), make(chan struct{})
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	go func() {
		_ = cmd.Wait() // its end, not how it ended
		stop()
		close(ended)
	}()
	err = f.ask(ctx, "http://127.0.0.1:"+port)
	took := time.Since(begin)
	stop()
	<-ended
	if err != nil {
		return 0, fmt.Errorf("started as %s: %w\n%s", f.name, err, &log)
	}
	return took, nil
}

// ask waits for the function's answer.
func (f function) ask(ctx context.Context, address string) error {
	for {
		request, want := f.request(ctx, address)
		answer, err := http.DefaultClient.Do(request)
		if errors.Is(err, syscall.ECONNREFUSED) {
			time.Sleep(2 * time.Millisecond)
			continue
		}
		if ctx.Err() != nil {
			return errors.New("no answer")
		}
		if err != nil {
			return err
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			return fmt.Errorf("%s answered %s, not %d", request.Method, answer.Status, want)
		}
		return nil
	}
}

// eventType is what happens in a bucket: an object is there, complete.
const eventType = "google.cloud.storage.object.v1.finalized"

// request is what the function is sent, with the status of the answer that it is to give.
func (f function) request(ctx context.Context, address string) (*http.Request, int) {
	if !f.trigger {
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, address, nil) // the address is sound
		if f.pages {                                                          // from where it leads to the page to sign in
			return r, http.StatusOK
		}
		return r, http.StatusUnauthorized
	}
	r, _ := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader("{}"))
	r.Header = http.Header{
		"Content-Type": {"application/json"}, "Ce-Specversion": {"1.0"}, "Ce-Id": {"1"},
		"Ce-Source": {"scripts/package"}, "Ce-Type": {eventType},
	}
	return r, http.StatusOK
}

// freePort is a port that nobody listens at.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}
