package main

import (
	"os"
	"strings"
	"testing"

	"kursbuch.internal/shared/jobcal/table"
)

func TestReadmeNamesEveryColumn(t *testing.T) {
	text, err := os.ReadFile("../../functions/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range table.Known {
		if !strings.Contains(string(text), "`"+column+"`") {
			t.Errorf("functions/README.md says nothing of the column %s", column)
		}
	}
}
