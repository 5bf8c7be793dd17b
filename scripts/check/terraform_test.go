package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheFirstTerraformThatGetsTheProviderIsTaken(t *testing.T) {
	t.Chdir("../..")
	unable := []string{"sh", "-c", "echo 'Error: no provider'; exit 1"}

	got, err := chooseTerraform(t.Context(), filepath.Join(t.TempDir(), "probe"),
		[][]string{{"no-such-command"}, unable, {"true"}, {"tofu"}})
	if err != nil || !slices.Equal(got, []string{"true"}) {
		t.Errorf("got %q, %v", got, err)
	}

	_, err = chooseTerraform(t.Context(), filepath.Join(t.TempDir(), "probe"),
		[][]string{{"no-such-command"}, unable})
	if _, ok := errors.AsType[cannotRun](err); !ok || !strings.Contains(err.Error(), "no-such-command") ||
		!strings.Contains(err.Error(), "no provider") {
		t.Errorf("got %v", err)
	}
}

func TestSourceLeavesOutWhatIsSomebodys(t *testing.T) {
	folder := fstest.MapFS{}
	for _, name := range []string{
		"alerts.tf", "tests/plan.tfvars", "modules/function/main.tf",
		".terraform/providers/big", ".terraform.lock.hcl", "terraform.tfvars", "my.auto.tfvars.json",
		"terraform.tfstate.backup", "backend_override.tf",
	} {
		folder[name] = &fstest.MapFile{}
	}
	var got []string
	err := fs.WalkDir(source{folder}, ".", func(name string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			got = append(got, name)
		}
		return err
	})
	if want := []string{"alerts.tf", "modules/function/main.tf", "tests/plan.tfvars"}; err != nil ||
		!slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}
