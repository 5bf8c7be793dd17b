package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// function is one that is deployed.
type function struct {
	folder string // in functions/, which is the name of its zip, too
	// name is what it registers itself under, what FUNCTION_TARGET has to be.
	name string
	// trigger: it takes triggers. Others take requests of callers.
	trigger bool
	// pages: it answers browsers, whoever they are, with the page to sign in.
	pages bool
}

var registration = regexp.MustCompile(`\bedge\.(HTTP|Trigger|Pages)\("([A-Z]\w*)"`)

// choose finds the functions in the named folders; without any, all functions.
func choose(root string, folders []string) ([]function, error) {
	files, err := filepath.Glob(filepath.Join(root, "functions", "*", "register.go"))
	if err != nil {
		return nil, err
	}
	var chosen []function
	for _, file := range files {
		folder := filepath.Base(filepath.Dir(file))
		if len(folders) > 0 && !slices.Contains(folders, folder) {
			continue
		}
		f, err := read(file)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, f)
	}
	for _, folder := range folders {
		if !slices.ContainsFunc(chosen, func(f function) bool { return f.folder == folder }) {
			return nil, fmt.Errorf("there is no functions/%s/register.go", folder)
		}
	}
	return chosen, nil
}

// read tells from a register.go what it registers.
func read(file string) (function, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return function{}, err
	}
	folder := filepath.Base(filepath.Dir(file))
	found := registration.FindAllSubmatch(source, -1)
	if len(found) != 1 {
		return function{}, fmt.Errorf("%s registers %d functions, not one", file, len(found))
	}
	f := function{folder: folder, name: string(found[0][2]), trigger: string(found[0][1]) == "Trigger",
		pages: string(found[0][1]) == "Pages"}
	if strings.ToLower(f.name) != folder {
		return function{}, fmt.Errorf("%s registers %s, which is not the name of its folder", file, f.name)
	}
	return f, nil
}
