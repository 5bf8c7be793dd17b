package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// installer brings a command along, with the provider.
const installer = "../shared/tools/terraform/install"

// installed are the lines that have a shell use what the installer unpacks; empty: there is none. It runs once: it
// writes its settings anew each time, and a command that reads them at that moment finds none.
var installed = sync.OnceValue(func() string {
	lines, _ := exec.Command(installer).Output() // then the shell does not find a command, either
	return string(lines)
})

// terraforms are the commands to try, each with its first arguments. Whether a machine has one is not the only
// question: it has to get the provider as well, which the last one brings along.
func terraforms() [][]string {
	return [][]string{{"tofu"}, {"terraform"}, {"bash", "-c", installed() + `exec tofu "$@"`, installer}}
}

// deployment is a copy of terraform/, in which commands may leave their files and find none of somebody who deploys.
type deployment struct {
	dir     string
	command []string
}

// deployed is a step that works on the deployment.
func deployed(work func(context.Context, deployment) error) func(context.Context) error {
	return func(ctx context.Context) error { return withDeployment(ctx, work) }
}

func withDeployment(ctx context.Context, work func(context.Context, deployment) error) error {
	dir, err := os.MkdirTemp("", "kursbuch-check-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d := deployment{dir: filepath.Join(dir, "terraform")}
	if d.command, err = chooseTerraform(ctx, filepath.Join(dir, "probe"), terraforms()); err != nil {
		return err
	}
	if err := os.CopyFS(d.dir, source{os.DirFS("terraform")}); err != nil {
		return err
	}
	// The state of a real deployment is in a bucket of it.
	local := []byte("terraform {\n  backend \"local\" {}\n}\n")
	if err := os.WriteFile(filepath.Join(d.dir, "backend_override.tf"), local, 0o600); err != nil {
		return err
	}
	if out, err := d.prepare(ctx, "init").CombinedOutput(); err != nil {
		return fmt.Errorf("init: %w\n%s", err, out)
	}
	return work(ctx, d)
}

// in is a step that is one command of Terraform.
func in(args ...string) func(context.Context) error {
	return deployed(func(ctx context.Context, d deployment) error {
		cmd := d.prepare(ctx, args...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		return cmd.Run()
	})
}

// chooseTerraform finds the first of some commands that gets what versions.tf asks for.
func chooseTerraform(ctx context.Context, probe string, among [][]string) ([]string, error) {
	versions, err := fs.ReadFile(os.DirFS("terraform"), "versions.tf")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(os.Mkdir(probe, 0o700), os.WriteFile(filepath.Join(probe, "versions.tf"), versions,
		0o600)); err != nil {
		return nil, err
	}
	var reasons []string
	for _, command := range among {
		out, err := deployment{probe, command}.prepare(ctx, "init", "-backend=false").CombinedOutput()
		if err == nil {
			return command, nil
		}
		if reason := complaint.Find(out); reason != nil {
			err = errors.New(string(reason))
		}
		reasons = append(reasons, fmt.Sprintf("%s: %v", command[len(command)-1], err))
	}
	return nil, cannotRun("nothing here can work on terraform/: " + strings.Join(reasons, "; "))
}

var complaint = regexp.MustCompile(`Error: .*`)

func (d deployment) prepare(ctx context.Context, args ...string) *exec.Cmd {
	cmd := prepare(ctx, d.command[0], slices.Concat(d.command[1:], []string{"-chdir=" + d.dir}, args)...)
	cmd.Stderr = nil // init tells there what the next command may heal
	// With a token the provider looks for no other credentials. Nobody will accept this one.
	cmd.Env = append(os.Environ(), "TF_IN_AUTOMATION=1", "TF_INPUT=0", "TF_CLI_ARGS=-no-color",
		"GOOGLE_OAUTH_ACCESS_TOKEN=none")
	return cmd
}

// source is a folder without what is not in the repository: hidden files, somebody's settings and state.
type source struct{ fs.FS }

// ReadDir implements [fs.ReadDirFS].
func (s source) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.Name()[0] == '.' || name == "." && private.MatchString(e.Name())
	}), err
}

var private = regexp.MustCompile(`\.tfvars(\.json)?$|\.tfstate|_override\.tf$`)

// plan plans a deployment into an empty project, which needs no answer of Google, and looks at what would be made.
func plan(ctx context.Context, d deployment) error {
	if out, err := d.prepare(ctx, "plan", "-var-file=tests/plan.tfvars", "-out=plan").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	out, err := d.prepare(ctx, "show", "-json", "plan").Output()
	if err != nil {
		return err
	}
	var p planned
	if err := json.Unmarshal(out, &p); err != nil {
		return fmt.Errorf("the plan: %w", err)
	}
	return p.judge(os.DirFS("."))
}

// terraformReadme checks that the tables in terraform/README.md are up to date.
func terraformReadme(ctx context.Context) error {
	tool := []string{"tool", "-modfile=terraform/docs.mod", "terraform-docs"}
	if _, err := output(ctx, "go", append(tool, "--version")...); err != nil {
		return cannotRun("terraform-docs cannot be built: " + err.Error())
	}
	if err := run(ctx, "go", append(tool, "--output-check", "terraform")...); err != nil {
		return fmt.Errorf("run go %s terraform", strings.Join(tool, " "))
	}
	return nil
}
