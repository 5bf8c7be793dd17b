package main

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/scripts/check/emptyproject"
	"kursbuch.internal/shared/gcp/firestoredb"
)

// rules are what a plan has to keep. They are about what the code expects of a deployment, and about values of any
// resource, those to come included, that Terraform takes and Google does not. What is meant to be so or so is in
// terraform/tests.
var rules = []func(p planned, root fs.FS) (violations []string){
	firestoreHasTheIndexesOfQueries, everyFunctionIsDeployed, functionsKnowTheirEnvironment, metricsTakeWhatIsLogged,
	alertsHearWhatIsLogged,
	dataWaitsForItsAPI, secretsStayOutOfTheState, rolesAreNarrow, onlyTheConsoleCreatesItsObjects,
	functionsStayWithinLimits, schedulesAreUnderstood, scheduleIsThatOfTheSettings,
	costsAreCalculated,
}

func firestoreHasTheIndexesOfQueries(p planned, _ fs.FS) (violations []string) {
	want := []string{"__default__.* unindexed"}
	for collection, fields := range firestoredb.Indexed {
		for _, field := range fields {
			want = append(want, collection+"."+field+" COLLECTION ASCENDING")
		}
	}
	for _, collection := range firestoredb.Expiring {
		want = append(want, collection+".delete_at unindexed TTL")
	}
	var got []string
	for _, r := range p.all("google_firestore_field") {
		is := r.Collection + "." + r.Field
		if len(r.Index) == 1 && len(r.Index[0].Indexes) == 0 {
			is += " unindexed"
		}
		for _, block := range r.Index {
			for _, index := range block.Indexes {
				is += " " + index.Scope + " " + index.Order
			}
		}
		if len(r.TTL) > 0 {
			is += " TTL"
		}
		got = append(got, is)
	}
	for i, field := range firestoredb.Composite {
		order := "ASCENDING"
		if i == len(firestoredb.Composite)-1 {
			order = "DESCENDING"
		}
		want = append(want, fmt.Sprintf("proposals[%d] %s %s", i, field, order))
	}
	for _, r := range p.all("google_firestore_index") {
		for i, field := range r.Fields {
			got = append(got, fmt.Sprintf("%s[%d] %s %s", r.Collection, i, field.Path, field.Order))
		}
	}
	return differences("firestoredb needs the field", want, got)
}

// differences tells what only one of two sets has.
func differences(need string, want, got []string) (violations []string) {
	for _, w := range want {
		if !slices.Contains(got, w) {
			violations = append(violations, fmt.Sprintf("%s %s", need, w))
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			violations = append(violations, fmt.Sprintf("there is %s, which nobody needs", g))
		}
	}
	slices.Sort(violations)
	return violations
}

var registration = regexp.MustCompile(`\bedge\.(HTTP|Trigger|Pages)\("(\w+)"`)

// registered is a function as the code has it.
type registered struct{ folder, kind, name string }

func registrations(root fs.FS) (all []registered, err error) {
	files, _ := fs.Glob(root, "functions/*/register.go") // the pattern is right
	for _, file := range files {
		source, err := fs.ReadFile(root, file)
		if err != nil {
			return nil, err
		}
		if m := registration.FindSubmatch(source); m != nil {
			all = append(all, registered{path.Base(path.Dir(file)), string(m[1]), string(m[2])})
		}
	}
	return all, nil
}

func everyFunctionIsDeployed(p planned, root fs.FS) []string {
	var want, got []string
	all, err := registrations(root)
	if err != nil {
		return []string{err.Error()}
	}
	for _, f := range all {
		want = append(want, fmt.Sprintf("%s: %s %s", f.folder, f.kind, f.name))
	}
	for _, r := range p.all("google_cloudfunctions2_function") {
		kind := "Pages"
		for _, service := range r.Service {
			if service.knows("ID_TOKEN_AUDIENCES") {
				kind = "HTTP"
			}
		}
		if len(r.Trigger) > 0 {
			kind = "Trigger"
		}
		for _, build := range r.Build {
			got = append(got, fmt.Sprintf("%s: %s %s", r.Name, kind, build.EntryPoint))
		}
	}
	return differences("functions/ has the function", want, got)
}

// runtimeVariables are read by Go itself.
var runtimeVariables = []string{"GOMEMLIMIT"}

func functionsKnowTheirEnvironment(p planned, root fs.FS) (violations []string) {
	var source strings.Builder
	for _, file := range []string{"config.go", "signin.go"} {
		content, err := fs.ReadFile(root, "functions/edge/"+file)
		if err != nil {
			return []string{err.Error()}
		}
		source.Write(content)
	}
	for address, r := range p.all("google_cloudfunctions2_function") {
		for _, service := range r.Service {
			for _, name := range service.variables() {
				if !slices.Contains(runtimeVariables, name) && !strings.Contains(source.String(), strconv.Quote(name)) {
					violations = append(violations, fmt.Sprintf("%s: functions/edge does not read %s", address, name))
				}
			}
		}
	}
	return violations
}

// payload finds what metrics take from a line: the message that they look for, the attributes that they extract.
var payload = regexp.MustCompile(`jsonPayload\.(?:message="([^"]+)"|(\w+)\))`)

// A metric of lines that nobody writes stays at zero, which looks like peace.
func metricsTakeWhatIsLogged(p planned, root fs.FS) (violations []string) {
	files, _ := fs.Glob(root, "functions/*/*.go") // the pattern is right
	var source strings.Builder
	for _, file := range files {
		content, err := fs.ReadFile(root, file)
		if err != nil {
			return []string{err.Error()}
		}
		if !strings.HasSuffix(file, "_test.go") {
			source.Write(content)
		}
	}
	for address, r := range p.all("google_logging_metric") {
		taken := slices.Concat([]string{r.Filter, r.Value}, slices.Sorted(maps.Values(r.Labels)))
		for _, m := range payload.FindAllStringSubmatch(strings.Join(taken, "\n"), -1) {
			if name := m[1] + m[2]; !strings.Contains(source.String(), strconv.Quote(name)) {
				violations = append(violations, fmt.Sprintf("%s: no function logs %q", address, name))
			}
		}
	}
	return violations
}

var (
	data     = regexp.MustCompile(`(?s)\ndata "(\w+)" "(\w+)" \{(.*?)\n\}`)
	existing = regexp.MustCompile(`existing_project = .*google_project_service\.api\["(\w+)\.googleapis\.com"\]`)
)

// Data are read of a project that is there already, so they wait for nothing unless they are told to: for an API that
// is off in a new project. One that is on is enabled at once, before the others.
func dataWaitsForItsAPI(_ planned, root fs.FS) (violations []string) {
	files, _ := fs.Glob(root, "terraform/*.tf") // the pattern is right
	var all strings.Builder
	for _, file := range files {
		content, err := fs.ReadFile(root, file)
		if err != nil {
			return []string{err.Error()}
		}
		all.Write(content)
	}
	for _, m := range data.FindAllStringSubmatch(all.String(), -1) {
		if !strings.Contains(m[3], "= local.existing_project\n") && !strings.HasSuffix(m[3], "= local.existing_project") {
			violations = append(violations, fmt.Sprintf("data.%s.%s: reads another project than local.existing_project", m[1],
				m[2]))
		}
	}
	if m := existing.FindStringSubmatch(all.String()); m == nil || slices.Contains(emptyproject.Default, m[1]) {
		violations = append(violations, "local.existing_project: waits for no API that is off in a new project")
	}
	return violations
}
