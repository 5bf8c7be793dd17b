// Package buildpack is the embedded counterpart of what Google builds functions with: it makes the same binary of a
// package.
//
// The original is https://github.com/GoogleCloudPlatform/buildpacks/tree/main/cmd/go/functions_framework: it generates
// a main package that imports the root package of the source, tidies the module, builds.
package buildpack

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const appFolder = "functions.local/app"

// app is the main package that Google generates there.
const app = `package main

import (
	"log"
	"os"

	"github.com/GoogleCloudPlatform/functions-framework-go/funcframework"
	_ "kursbuch.internal"
)

func main() { log.Fatal(funcframework.Start(os.Getenv("PORT"))) }
`

// Settings are what Google's build is told, in its environment (terraform/modules/function/main.tf). Of the storage
// client the part that speaks gRPC is left out, which nobody uses; symbols are for debuggers. Both halve the largest
// binary.
var Settings = map[string]string{"GOFLAGS": "-tags=disable_grpc_modules", "GOOGLE_GOLDFLAGS": "-s -w"}

// Build builds a zip in a folder, which need not exist, and gives the binary. One folder for several zips is quicker:
// Go compiles anew what is at another path.
func Build(ctx context.Context, zipped []byte, staging string) (binary string, err error) {
	content, err := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil {
		return "", err
	}
	source, binary := filepath.Join(staging, "source"), filepath.Join(staging, "main")
	if err := os.RemoveAll(source); err != nil {
		return "", err
	}
	if err := os.CopyFS(source, content); err != nil {
		return "", err
	}
	main := filepath.Join(source, appFolder, "main.go")
	if err := errors.Join(os.MkdirAll(filepath.Dir(main), 0o755), os.WriteFile(main, []byte(app), 0o644)); err != nil {
		return "", err
	}
	for _, args := range [][]string{
		// tidy looks at the tests of what is imported, too. What these import Google fetches; here it may be missing: -e.
		{"mod", "tidy", "-e"},
		{"build", "-ldflags=" + Settings["GOOGLE_GOLDFLAGS"], "-o", binary, "./" + appFolder},
	} {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Dir = source
		cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS="+Settings["GOFLAGS"], "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
	}
	return binary, nil
}
