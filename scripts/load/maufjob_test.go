package main

import (
	"os"
	"strings"
	"testing"
)

func TestReadmeNamesEveryColumn(t *testing.T) {
	text, err := os.ReadFile("../../functions/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range known {
		if !strings.Contains(string(text), "`"+column+"`") {
			t.Errorf("functions/README.md says nothing of the column %s", column)
		}
	}
}
