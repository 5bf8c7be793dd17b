package eventtest

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

// Line is one import of an archive.
type Line struct {
	Value   string // how the archive tells it from others
	Content []byte // the import file
}

// Arrow parts a line of an archive from what it comes to.
const Arrow = "  =>  "

// Lines are the imports that a file of an archive stands for: none unless its name ends in
//
//	.json    one import
//	.values  one value per line, to be put in place of $ in the .template of the same name
//	.quoted  one import per line, as a Go string
func Lines(t rapid.TB, archive *txtar.Archive, file txtar.File) []Line {
	name, kind, _ := strings.Cut(file.Name, ".")
	if kind == "json" {
		return []Line{{name, file.Data}}
	}
	if kind != "values" && kind != "quoted" {
		return nil
	}
	template := bytes.TrimSpace(Section(archive, name+".template"))
	var lines []Line
	for text := range strings.Lines(string(file.Data)) {
		value, _, _ := strings.Cut(strings.TrimSuffix(text, "\n"), Arrow)
		value = strings.TrimRight(value, " ")
		content := value
		if kind == "values" {
			content = strings.ReplaceAll(string(template), "$", value)
		} else if unquoted, err := strconv.Unquote(value); err == nil {
			content = unquoted
		} else {
			t.Fatalf("%s: %s: %v", file.Name, value, err)
		}
		lines = append(lines, Line{value, []byte(content)})
	}
	return lines
}

// Section is the text of a file of an archive, nil if there is none.
func Section(archive *txtar.Archive, name string) []byte {
	for _, file := range archive.Files {
		if file.Name == name {
			return file.Data
		}
	}
	return nil
}

// Seeds are the imports of all archives in a folder.
func Seeds(t rapid.TB, folder string) [][]byte {
	names, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no archives in", folder, err)
	}
	var seeds [][]byte
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			for _, line := range Lines(t, archive, file) {
				seeds = append(seeds, line.Content)
			}
		}
	}
	return seeds
}
