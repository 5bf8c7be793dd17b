package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
)

const module = "kursbuch.internal/"

// rootPackage is at the root of a zip, the only folder that Google looks into. It must import the framework itself:
// else Google takes FUNCTION_TARGET for a Go function of this package.
const rootPackage = `// Package kursbuch registers the function %[1]s.
package kursbuch

import (
	_ "github.com/GoogleCloudPlatform/functions-framework-go/functions"
	_ "` + module + `functions/%[1]s"
)
`

// pack makes the zip of a function.
func (f function) pack(ctx context.Context, dir string) ([]byte, error) {
	names, err := f.files(ctx, dir)
	if err != nil {
		return nil, err
	}
	content := map[string][]byte{}
	for _, name := range append(names, "go.mod", "go.sum") {
		if content[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	if content["go.mod"], err = withoutTools(content["go.mod"]); err != nil {
		return nil, err
	}
	content["function.go"] = fmt.Appendf(nil, rootPackage, f.folder)
	return archive(content)
}

// files are those of our packages that the function imports, without tests, relative to the module's folder.
func (f function) files(ctx context.Context, dir string) ([]string, error) {
	const format = `{{with .Module}}{{if .Main}}` +
		`{{range $.GoFiles}}{{$.ImportPath}}/{{.}}{{"\n"}}{{end}}` +
		`{{range $.EmbedFiles}}{{$.ImportPath}}/{{.}}{{"\n"}}{{end}}` +
		`{{end}}{{end}}`
	list := exec.CommandContext(ctx, "go", "list", "-deps", "-f", format, "./functions/"+f.folder)
	list.Dir = dir
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64") // where it will run, wherever this runs
	paths, err := output(list)
	var names []string
	for path := range strings.Lines(paths) {
		names = append(names, strings.TrimPrefix(strings.TrimSpace(path), module))
	}
	return names, err
}

// withoutTools spares Google from fetching what only developers need.
func withoutTools(mod []byte) ([]byte, error) {
	file, err := modfile.Parse("go.mod", mod, nil)
	if err != nil {
		return nil, err
	}
	for _, tool := range slices.Clone(file.Tool) {
		if err := file.DropTool(tool.Path); err != nil {
			return nil, err
		}
	}
	file.Cleanup()
	return file.Format()
}

// archive makes a zip, of the same content always the same.
func archive(content map[string][]byte) ([]byte, error) {
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for _, name := range slices.Sorted(maps.Keys(content)) {
		// Not compressed: the next Go may compress differently, which would look like a new version to be deployed.
		header := &zip.FileHeader{Name: name, Method: zip.Store, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(0o644)
		w, err := z.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(content[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return zipped.Bytes(), err
}

// output runs a command, gives what it prints. Its error says what the command complained of.
func output(cmd *exec.Cmd) (string, error) {
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%s: %w\n%s", cmd, err, exit.Stderr)
	}
	return string(out), err
}
