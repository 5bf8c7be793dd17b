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
	"time"
)

const emulatorHost = "FIRESTORE_EMULATOR_HOST"

// startFirestore starts the emulator for the commands that follow, unless one runs already.
func startFirestore(ctx context.Context) (stop func(), err error) {
	if os.Getenv(emulatorHost) != "" {
		return func() {}, nil
	}
	host, end, err := firestoreEmulator(ctx)
	if err != nil {
		return end, err
	}
	stop = func() {
		end()
		os.Unsetenv(emulatorHost)
	}
	return stop, os.Setenv(emulatorHost, host)
}

// firestoreEmulator starts the emulator of the Google Cloud SDK. The script that comes with it would leave its java
// running when it is killed, so java is started without it.
func firestoreEmulator(ctx context.Context) (host string, stop func(), err error) {
	stop = func() {}
	java, err := exec.LookPath("java")
	jar := firestoreJar()
	if err != nil || jar == "" {
		return "", stop, cannotRun("Firestore's emulator takes java, and: gcloud components install cloud-firestore-emulator")
	}
	port, err := freePort()
	if err != nil {
		return "", stop, cannotRun(err.Error())
	}
	var says bytes.Buffer
	emulator := exec.Command(java, "-Xmx512m", "-Duser.language=en", "-cp", jar,
		"com.google.cloud.datastore.emulator.firestore.CloudFirestore", "start", "--host", "127.0.0.1", "--port", port)
	emulator.Stdout, emulator.Stderr = &says, &says
	if err := emulator.Start(); err != nil {
		return "", stop, cannotRun(err.Error())
	}
	stop = func() {
		_ = emulator.Process.Kill()
		_ = emulator.Wait() // it was killed, as it says
	}
	host = "127.0.0.1:" + port
	if err := answers(ctx, "http://"+host); err != nil {
		stop()
		return "", func() {}, cannotRun(fmt.Sprintf("Firestore's emulator does not answer: %v\n%s", err, says.Bytes()))
	}
	return host, stop, nil
}

func freePort() (string, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(free.Addr().String())
	return port, errors.Join(err, free.Close())
}

// firestoreJar looks for the emulator where the SDK may be; empty: there is none.
func firestoreJar() string {
	var sdks []string
	if gcloud, err := exec.LookPath("gcloud"); err == nil {
		if gcloud, err = filepath.EvalSymlinks(gcloud); err == nil {
			sdks = append(sdks, filepath.Dir(filepath.Dir(gcloud)))
		}
	}
	home, _ := os.UserHomeDir() // without one there is nothing there
	sdks = append(sdks, "/usr/lib/google-cloud-sdk", filepath.Join(home, "google-cloud-sdk"))
	for _, sdk := range sdks {
		jar := filepath.Join(sdk, "platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar")
		if _, err := os.Stat(jar); err == nil {
			return jar
		}
	}
	return ""
}

// answers waits until there is an answer.
func answers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			return response.Body.Close()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}
