package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// functions is what the rules read of the code.
var functions = fstest.MapFS{
	"functions/export/register.go":         {Data: []byte(`func init() { edge.HTTP("Export", build) }`)},
	"functions/importcheck/register.go":    {Data: []byte(`func init() { edge.Trigger("ImportCheck", build) }`)},
	"functions/console/register.go":        {Data: []byte(`func init() { edge.Pages("Console", build) }`)},
	"functions/importcheck/importcheck.go": {Data: []byte(`slog.Info("import checked", "status", p.Status)`)},
	"functions/export/export_test.go":      {Data: []byte(`"only tests say this"`)},
	"functions/edge/config.go":             {Data: []byte(`getenv("ADMINS") getenv("ID_TOKEN_AUDIENCES")`)},
	"functions/edge/signin.go":             {Data: []byte(`getenv("COOKIE_KEY")`)},
}

const (
	export = `{"name": "export", "build_config": [{"entry_point": "Export"}], ` +
		`"service_config": [{"service_account_email": "export@",
		"available_cpu": "1", "max_instance_request_concurrency": 4, "timeout_seconds": 70, ` +
		`"environment_variables": {"ADMINS": "", "ID_TOKEN_AUDIENCES": "", "GOMEMLIMIT": ""}}]}`
	console = `{"name": "console", "build_config": [{"entry_point": "Console"}], ` +
		`"service_config": [{"service_account_email": "console@", "available_cpu": "1", ` +
		`"max_instance_request_concurrency": 8, "timeout_seconds": 150, "environment_variables": {"ADMINS": ""}, ` +
		`"secret_environment_variables": [{"key": "COOKIE_KEY"}]}]}`
	importcheck = `{"name": "importcheck", "build_config": [{"entry_point": "ImportCheck"}], ` +
		`"event_trigger": [{"retry_policy": "RETRY_POLICY_RETRY"}],
		"service_config": [{"service_account_email": "importcheck@", "max_instance_request_concurrency": 1, ` +
		`"timeout_seconds": 540}]}`
	job = `{"schedule": "every 5 minutes", "attempt_deadline": "1800s", "retry_config": [{"retry_count": 5}], ` +
		`"http_target": [{"oidc_token": [{}]}]}`
)

// every are the functions that the code has.
var every = slices.Concat(function(export), function(importcheck), function(console))

func function(attributes string) []string {
	return []string{"google_cloudfunctions2_function", attributes}
}

func field(attributes string) []string { return []string{"google_firestore_field", attributes} }

func metric(attributes string) []string { return []string{"google_logging_metric", attributes} }

func right(attributes string) []string { return []string{"google_project_iam_member", attributes} }

func invoker(attributes string) []string {
	return []string{"google_cloud_run_v2_service_iam_member", attributes}
}

func uploader(attributes string) []string {
	return []string{"google_storage_managed_folder_iam_member", attributes}
}

// changed is a function of which one thing is different.
func changed(attributes, old, new string) []string {
	return function(strings.Replace(attributes, old, new, 1))
}

// scheduled is the job, of which one thing is different.
func scheduled(old, new string) []string {
	return []string{"google_cloud_scheduler_job", strings.Replace(job, old, new, 1)}
}

var ruleTests = []struct {
	about string
	rule  func(planned, fs.FS) []string
	plan  []string // types and attributes of resources, in turn; their addresses are 0, 1 …
	want  []string
}{
	{"no field", firestoreHasTheIndexesOfQueries, nil, []string{
		"firestoredb needs the field __default__.* unindexed",
		"firestoredb needs the field appointments.end COLLECTION ASCENDING",
		"firestoredb needs the field entries.delete_at unindexed TTL",
		"firestoredb needs the field erasures.open COLLECTION ASCENDING",
		"firestoredb needs the field events.erase_from COLLECTION ASCENDING",
		"firestoredb needs the field events.expire_from COLLECTION ASCENDING",
		"firestoredb needs the field events.sessions_until COLLECTION ASCENDING",
		"firestoredb needs the field history.delete_at unindexed TTL",
		"firestoredb needs the field journal.event COLLECTION ASCENDING",
		"firestoredb needs the field proposals.delete_at unindexed TTL",
		"firestoredb needs the field proposals.event COLLECTION ASCENDING",
		"firestoredb needs the field proposals.pending COLLECTION ASCENDING",
		"firestoredb needs the field proposals[0] event ASCENDING",
		"firestoredb needs the field proposals[1] status ASCENDING",
		"firestoredb needs the field proposals[2] listed DESCENDING",
		"firestoredb needs the field receipts.delete_at unindexed TTL",
		"firestoredb needs the field reports.delete_at unindexed TTL",
		"firestoredb needs the field runs.delete_at unindexed TTL",
		"firestoredb needs the field signed_out.delete_at unindexed TTL",
	}},
	{"fields", firestoreHasTheIndexesOfQueries, slices.Concat(
		field(`{"collection": "__default__", "field": "*", "index_config": [{"indexes": null}]}`),
		field(`{"collection": "appointments", "field": "end", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "events", "field": "sessions_until", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "events", "field": "erase_from", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "events", "field": "expire_from", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "erasures", "field": "open", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "proposals", "field": "event", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "journal", "field": "event", "index_config": [{"indexes": [{"order": "ASCENDING", `+
			`"query_scope": "COLLECTION"}]}]}`),
		field(`{"collection": "entries", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "history", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "reports", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "receipts", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "runs", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "signed_out", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		field(`{"collection": "proposals", "field": "delete_at", "index_config": [{}], "ttl_config": [{}]}`),
		[]string{"google_firestore_index", `{"collection": "proposals", "fields": [{"field_path": "event", "order": ` +
			`"ASCENDING"}, {"field_path": "status", "order": "ASCENDING"}, {"field_path": "listed", "order": "ASCENDING"}]}`},
		field(`{"collection": "proposals", "field": "pending", "index_config": []}`)), []string{
		"firestoredb needs the field proposals.pending COLLECTION ASCENDING",
		"firestoredb needs the field proposals[2] listed DESCENDING",
		"there is proposals.pending, which nobody needs", "there is proposals[2] listed ASCENDING, which nobody needs",
	}},

	{"all functions", everyFunctionIsDeployed, every, nil},
	{"one function", everyFunctionIsDeployed, function(export), []string{
		"functions/ has the function console: Pages Console",
		"functions/ has the function importcheck: Trigger ImportCheck"}},
	{"pages that want a token", everyFunctionIsDeployed, slices.Concat(function(export), function(importcheck),
		changed(console, `"ADMINS"`, `"ID_TOKEN_AUDIENCES"`)), []string{
		"functions/ has the function console: Pages Console", "there is console: HTTP Console, which nobody needs"}},
	{"another entry point", everyFunctionIsDeployed, slices.Concat(changed(export, "Export", "Exports"),
		function(importcheck), function(console)), []string{
		"functions/ has the function export: HTTP Export", "there is export: HTTP Exports, which nobody needs"}},

	{"known variables", functionsKnowTheirEnvironment, every, nil},
	{"an unknown variable", functionsKnowTheirEnvironment, changed(export, "ADMINS", "ADMIN"),
		[]string{"0: functions/edge does not read ADMIN"}},
	{"an unknown secret", functionsKnowTheirEnvironment, changed(console, "COOKIE_KEY", "COOKIE"),
		[]string{"0: functions/edge does not read COOKIE"}},

	{"what is logged", metricsTakeWhatIsLogged,
		metric(`{"filter": "a AND jsonPayload.message=\"import checked\"", ` +
			`"label_extractors": {"s": "EXTRACT(jsonPayload.status)"}}`), nil},
	{"what is not logged", metricsTakeWhatIsLogged,
		metric(`{"filter": "jsonPayload.message=\"only tests say this\"", "value_extractor": "EXTRACT(jsonPayload.size)"}`),
		[]string{`0: no function logs "only tests say this"`, `0: no function logs "size"`}},

	{"an unusual role", rolesAreNarrow, right(`{"role": "datastore.user", "member": "user:a"}`),
		[]string{`0: "datastore.user" is no role`}},
	{"a role of the project", rolesAreNarrow, right(`{"role": "projects/p/roles/mover", "member": "user:a"}`), nil},
	{"a basic role", rolesAreNarrow, right(`{"role": "roles/editor", "member": "user:a"}`),
		[]string{"0: roles/editor is everything"}},
	{"everybody", rolesAreNarrow, right(`{"role": "roles/run.invoker", "member": "allUsers"}`),
		[]string{"0: allUsers is everybody"}},
	{"everybody visits the console", rolesAreNarrow,
		invoker(`{"name": "console", "role": "roles/run.invoker", "member": "allUsers"}`), nil},
	{"everybody visits another function", rolesAreNarrow,
		invoker(`{"name": "export", "role": "roles/run.invoker", "member": "allUsers"}`),
		[]string{"0: allUsers is everybody"}},
	{"everybody administers the console", rolesAreNarrow,
		invoker(`{"name": "console", "role": "roles/run.admin", "member": "allUsers"}`),
		[]string{"0: allUsers is everybody"}},
	{"everybody with some account", rolesAreNarrow,
		invoker(`{"name": "console", "role": "roles/run.invoker", "member": "allAuthenticatedUsers"}`),
		[]string{"0: allAuthenticatedUsers is everybody"}},

	{"who creates objects", onlyTheConsoleCreatesItsObjects, slices.Concat(
		uploader(`{"managed_folder": "imports/1/", "role": "roles/storage.objectUser", "member": "user:a"}`),
		uploader(`{"managed_folder": "jobcalendar/", "role": "roles/storage.objectUser", "member": "user:a"}`),
		uploader(`{"managed_folder": "console/", "role": "roles/storage.objectCreator", `+
			`"member": "serviceAccount:console@p.iam.gserviceaccount.com"}`),
		[]string{"google_storage_bucket_iam_member", `{"role": "roles/storage.objectViewer", "member": "user:a"}`}), nil},
	{"somebody else in its folder", onlyTheConsoleCreatesItsObjects,
		uploader(`{"managed_folder": "console/", "role": "roles/storage.objectCreator", "member": "user:a"}`),
		[]string{"0: user:a has roles/storage.objectCreator in console/"}},
	{"a console that deletes", onlyTheConsoleCreatesItsObjects,
		uploader(`{"managed_folder": "console/", "role": "roles/storage.objectUser", "member": "serviceAccount:console@p"}`),
		[]string{"0: serviceAccount:console@p has roles/storage.objectUser in console/"}},
	{"an uploader everywhere", onlyTheConsoleCreatesItsObjects,
		right(`{"role": "roles/storage.objectAdmin", "member": "user:a"}`),
		[]string{"0: roles/storage.objectAdmin reaches into console/"}},
	{"an uploader of everything", onlyTheConsoleCreatesItsObjects,
		[]string{"google_storage_bucket_iam_member", `{"role": "roles/storage.objectCreator", "member": "user:a"}`},
		[]string{"0: roles/storage.objectCreator reaches into console/"}},
	{"a secret that Terraform is told only", secretsStayOutOfTheState, []string{"google_secret_manager_secret_version",
		`{"secret_data": null, "secret_data_wo": null}`}, nil},
	{"a secret in the state", secretsStayOutOfTheState, []string{"google_secret_manager_secret_version",
		`{"secret_data": "s"}`},
		[]string{"0: secret_data is in the state, secret_data_wo is not"}},
	{"a key in the state", secretsStayOutOfTheState, []string{"google_service_account_key", `{}`},
		[]string{"0: a secret that is made here is in the state"}},
	{"a binding", rolesAreNarrow, []string{"google_project_iam_binding", `{"role": "roles/run.invoker"}`},
		[]string{"0: takes away what others were granted; use a member"}},

	{"within limits", functionsStayWithinLimits, every, nil},
	{"a trigger without retries", functionsStayWithinLimits, changed(importcheck, "POLICY_RETRY", "POLICY_DO_NOT_RETRY"),
		[]string{"0: a trigger that fails is lost"}},
	{"a trigger that takes too long", functionsStayWithinLimits, changed(importcheck, "540", "541"),
		[]string{"0: timeout_seconds is 541, not 1 to 540"}},
	{"half a CPU", functionsStayWithinLimits, changed(export, `"1"`, `"0.5"`),
		[]string{"0: several requests at a time take one CPU at least"}},
	{"a shared account", functionsStayWithinLimits, append(function(export), changed(importcheck, "importcheck@",
		"export@")...),
		[]string{"1: has no account of its own, but that of 0"}},

	{"a job", schedulesAreUnderstood, scheduled("", ""), nil},
	{"a crontab", schedulesAreUnderstood, scheduled("every 5 minutes", "*/5 8-18 * * 1-5"), nil},
	{"a range of a day", schedulesAreUnderstood, scheduled("5 minutes", "90 minutes from 00:07 to 23:59"), nil},
	{"a rubbish schedule", schedulesAreUnderstood, scheduled("every 5 minutes", "now and then"),
		[]string{`0: "now and then" is no schedule`}},
	{"an hour", schedulesAreUnderstood, scheduled("1800s", "3600s"),
		[]string{`0: attempt_deadline is "3600s", not 15s to 1800s`}},
	{"many retries", schedulesAreUnderstood, scheduled(": 5}", ": 9}"), []string{"0: retry_count is 9, more than 5"}},
	{"the schedule of the settings", scheduleIsThatOfTheSettings, scheduled("every 5 minutes", "2-59/5 * * * *"), nil},
	{"another schedule", scheduleIsThatOfTheSettings, scheduled("", ""),
		[]string{`0: "every 5 minutes", while the settings begin with "2-59/5 * * * *"`}},
	{"no token", schedulesAreUnderstood, scheduled("[{}]", "[]"),
		[]string{"0: a call without a token, which no function takes"}},
}

func TestRules(t *testing.T) {
	for _, test := range ruleTests {
		t.Run(test.about, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.rule(plans(t, test.plan), functions)); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSecretsAreNotRead(t *testing.T) {
	for after, want := range map[string]int{`{"fetch_secret_data": false}`: 0, `{"fetch_secret_data": true}`: 1, `{}`: 1} {
		var p planned
		if err := json.Unmarshal([]byte(`{"resource_changes": [{"address": "data.google_secret_manager_secret_version.x", `+
			`"type": "google_secret_manager_secret_version", "change": {"after": `+after+`}}]}`), &p); err != nil {
			t.Fatal(err)
		}
		if got := secretsStayOutOfTheState(p, nil); len(got) != want {
			t.Errorf("%s: %v", after, got)
		}
	}
}

func TestDataWaitsForItsAPI(t *testing.T) {
	const sound = "\ndata \"google_project\" \"this\" {\n  project_id = local.existing_project\n}\n" +
		"locals {\n  existing_project = split(\"/\", google_project_service.api[\"cloudbilling.googleapis.com\"].id)[0]\n}\n"
	tests := map[string]struct {
		old, new string
		want     []string
	}{
		"an API that is off": {"", "", nil},
		"an API that is on": {"cloudbilling", "storage",
			[]string{"local.existing_project: waits for no API that is off in a new project"}},
		"no API at all": {`google_project_service.api["cloudbilling.googleapis.com"].id`, "var.project_id",
			[]string{"local.existing_project: waits for no API that is off in a new project"}},
		"data that are early": {"= local.existing_project\n", "= var.project_id\n",
			[]string{"data.google_project.this: reads another project than local.existing_project"}},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			root := fstest.MapFS{"terraform/apis.tf": {Data: []byte(strings.Replace(sound, test.old, test.new, 1))}}
			if diff := cmp.Diff(test.want, dataWaitsForItsAPI(planned{}, root)); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// plans makes a plan, the way Terraform writes one.
func plans(t *testing.T, resources []string) (p planned) {
	t.Helper()
	var changes []string
	for i := 0; i < len(resources); i += 2 {
		changes = append(changes, fmt.Sprintf(`{"address": "%d", "type": %q, "change": {"after": %s}}`, i/2, resources[i],
			resources[i+1]))
	}
	if err := json.Unmarshal([]byte(`{"resource_changes": [`+strings.Join(changes, ",")+`]}`), &p); err != nil {
		t.Fatal(err)
	}
	return p
}
