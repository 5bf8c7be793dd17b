package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/scripts/check/emptyproject"
)

// rehearsal is a deployment into the stand-in of an empty project, by the real provider.
type rehearsal struct {
	deployment
	project *emptyproject.Project
	base    string // where the project is served
	// parallelism is how many resources Terraform works on at a time. Some faults are races.
	parallelism int
	variables   map[string]any // besides those of tests/plan.tfvars
	budget      string         // set as the README says, in the environment; empty: the default
	acts        []act
	w           io.Writer
}

// projectID is that of tests/plan.tfvars.
const projectID = "kursbuch-check"

// act is one thing that is done to a deployment.
type act struct {
	name string
	do   func(context.Context, *rehearsal) error
}

// acts are the life of a deployment.
var acts = []act{
	{"apply into an empty project", apply},
	{"empty plan", planIsEmpty},
	{"the console", withConsole(apply)},
	{"empty plan", planIsEmpty},
	{"destroy while it is protected", protectedFromDestroy},
	{"update", update},
	{"empty plan", planIsEmpty},
	{"another spelling of package_dir", anotherSpelling},
	{"on with a restored database", restored},
	{"empty plan", planIsEmpty},
	{"protection off", unprotect},
	{"destroy", destroy},
	{"what is left", nothingIsLeft},
}

// in lets a project live through the acts.
func (r rehearsal) in(ctx context.Context, project *emptyproject.Project) error {
	return withDeployment(ctx, func(ctx context.Context, d deployment) error {
		r.deployment, r.project = d, project
		server := httptest.NewServer(r.project)
		defer server.Close()
		r.base = server.URL
		// For 50 ms the provider waits for more of what it can ask for at once, instead of for 3 s.
		quick := "provider \"google\" {\n  batching {\n    send_after = \"50ms\"\n  }\n}\n"
		if err := os.WriteFile(filepath.Join(d.dir, "provider_override.tf"), []byte(quick), 0o600); err != nil {
			return err
		}
		for _, a := range r.acts {
			begin := time.Now()
			err := a.do(ctx, &r)
			fmt.Fprintf(r.w, "-parallelism=%d: %s (%.0fs)\n", r.parallelism, a.name, time.Since(begin).Seconds())
			if err != nil {
				return fmt.Errorf("-parallelism=%d: %s: %w", r.parallelism, a.name, err)
			}
		}
		return nil
	})
}

// terraform runs a command with the variables of this moment. What it says is in the error.
func (r *rehearsal) terraform(ctx context.Context, args ...string) error {
	text, err := json.Marshal(r.variables)
	if err != nil {
		return err
	}
	file := filepath.Join(r.dir, "rehearsal.tfvars.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return err
	}
	options := []string{"-var-file=tests/plan.tfvars", "-var-file=" + file, fmt.Sprintf("-parallelism=%d", r.parallelism)}
	cmd := r.prepare(ctx, slices.Insert(args, 1, options...)...)
	cmd.Env = slices.Concat(cmd.Env, emptyproject.Environment(r.base), []string{"NO_PROXY=127.0.0.1",
		"no_proxy=127.0.0.1"})
	if r.budget != "" {
		cmd.Env = append(cmd.Env, "TF_VAR_monthly_budget="+r.budget)
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return said{err, string(out)}
	}
	return nil
}

// said is the error of a command with what it said.
type said struct {
	error
	out string
}

// progress is a line about a resource on its way.
var progress = regexp.MustCompile(`(?m)^\S+: (Refreshing state|Read|Still|Creat|Modif|Destr|Provision)[^\n]*\n`)

// Error gives what was said about errors; if there is none, all but what was said on the way.
func (s said) Error() string {
	if _, errs, found := strings.Cut(s.out, "\nError: "); found {
		return s.error.Error() + "\nError: " + errs
	}
	return s.error.Error() + "\n" + progress.ReplaceAllString(s.out, "")
}

// Unwrap lets the status of the command be found.
func (s said) Unwrap() error { return s.error }

func apply(ctx context.Context, r *rehearsal) error {
	return r.terraform(ctx, "apply", "-auto-approve")
}

func planIsEmpty(ctx context.Context, r *rehearsal) error {
	err := r.terraform(ctx, "plan", "-detailed-exitcode")
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 2 {
		return fmt.Errorf("it is not empty: %w", err)
	}
	return err
}

// protectedFromDestroy has destroy refused before anything is gone.
func protectedFromDestroy(ctx context.Context, r *rehearsal) error {
	before := r.project.Names()
	err := r.terraform(ctx, "destroy", "-auto-approve")
	if err == nil || !strings.Contains(err.Error(), "delete_protection=false") {
		return fmt.Errorf("it is not refused, or not for that reason: %w", err)
	}
	if gone := without(before, r.project.Names()); len(gone) > 0 {
		return fmt.Errorf("it was refused, but took down before:\n%s\nAdd to terraform/protection.tf what keeps them",
			strings.Join(gone, "\n"))
	}
	return nil
}

// update changes what people change in the course of years: who is told, who may upload, the code, the key of cookies.
// For once the console is closed.
func update(ctx context.Context, r *rehearsal) error {
	packages := filepath.Join(r.dir, "tests", "next")
	if err := os.CopyFS(packages, os.DirFS(filepath.Join(r.dir, "tests", "packages"))); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(packages, "importcheck.zip"), []byte("another version"), 0o600); err != nil {
		return err
	}
	r.budget = "0"
	maps.Copy(r.variables, map[string]any{
		"package_dir": "tests/next",
		"alert_mails": []string{"second@kursbuch.example", "third@kursbuch.example"}, // the first is gone
		"uploaders": map[string][]string{ // one account instead of another, one event instead of another
			"1": {"user:other@kursbuch.example"}, "12": {"user:orga@kursbuch.example"},
		},
		"callers":        []string{"group:approvers@kursbuch.example", "group:people@kursbuch.example"},
		"console_public": false,
	})
	if err := r.ask(ctx, http.MethodPost, consoleSecrets+"cookie-key:addVersion",
		`{"payload": {"data": "c2Vjb25k"}}`); err != nil {
		return err
	}
	if err := r.terraform(ctx, "apply", "-auto-approve"); err != nil {
		return err
	}
	return errors.Join(r.packagesAreThere(), r.consoleIs(false, "second"))
}

func (r *rehearsal) packagesAreThere() error {
	if broken := r.project.Broken(); len(broken) > 0 {
		return fmt.Errorf("packages that are in use were deleted:\n%s", strings.Join(broken, "\n"))
	}
	return nil
}

func anotherSpelling(ctx context.Context, r *rehearsal) error {
	r.variables["package_dir"] = "./tests/../tests/next"
	if err := r.terraform(ctx, "apply", "-auto-approve"); err != nil {
		return err
	}
	return r.packagesAreThere()
}

func unprotect(ctx context.Context, r *rehearsal) error {
	r.variables["delete_protection"] = false
	return r.terraform(ctx, "apply", "-auto-approve")
}

func destroy(ctx context.Context, r *rehearsal) error {
	return r.terraform(ctx, "destroy", "-auto-approve")
}

// restored does what terraform/RUNBOOK.md tells to do when the database has to be that of a backup.
func restored(ctx context.Context, r *rehearsal) error {
	databases := "firestore/v1/projects/" + projectID + "/databases"
	// gcloud firestore databases restore
	if err := r.ask(ctx, http.MethodPost, databases+"?databaseId=restored",
		`{"type": "FIRESTORE_NATIVE", "locationId": "europe-west3"}`); err != nil {
		return err
	}
	forget := r.prepare(ctx, "state", "rm", "google_firestore_database.this", "google_firestore_backup_schedule.daily",
		"google_firestore_field.unindexed", "google_firestore_field.indexed", "google_firestore_field.expiring")
	if out, err := forget.CombinedOutput(); err != nil {
		return said{err, string(out)}
	}
	r.variables["database"] = "restored"
	if err := r.terraform(ctx, "import", "google_firestore_database.this", "projects/"+projectID+
		"/databases/restored"); err != nil {
		return err
	}
	if err := r.terraform(ctx, "apply", "-auto-approve"); err != nil {
		return err
	}
	// gcloud firestore databases update, delete
	return errors.Join(
		r.ask(ctx, http.MethodPatch, databases+"/(default)", `{"deleteProtectionState": "DELETE_PROTECTION_DISABLED"}`),
		r.ask(ctx, http.MethodDelete, databases+"/(default)", ""),
	)
}

// ask does what somebody does without Terraform.
func (r *rehearsal) ask(ctx context.Context, method, path, body string) error {
	request, err := http.NewRequestWithContext(ctx, method, r.base+"/"+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		text, err := io.ReadAll(response.Body)
		return errors.Join(fmt.Errorf("%s %s: %s %s", method, path, response.Status, text), err)
	}
	return nil
}

// left is what a destroy leaves behind, as terraform/README.md says. A deleted role is gone after a week.
var left = []string{
	"iam projects/kursbuch-check/roles/kursbuchSchedule (deleted)",
	"iam projects/kursbuch-check/roles/kursbuchEraser (deleted)",
	"made by Google: bucket gcf-v2-sources-123456789012-europe-west3",
	"made by Google: bucket gcf-v2-uploads-123456789012-europe-west3",
}

func nothingIsLeft(_ context.Context, r *rehearsal) error {
	return errors.Join(asErrors(differences("destroy is to leave", left, r.project.Names()))...)
}

func asErrors(texts []string) (errs []error) {
	for _, text := range texts {
		errs = append(errs, errors.New(text))
	}
	return errs
}

// without gives those of a list that another one lacks.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return slices.Contains(other, name) })
}
