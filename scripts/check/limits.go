package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/schedule"
)

// role is one of Google's or one that the project defines.
var role = regexp.MustCompile(`^(roles|projects/[^/]+/roles)/[\w.]+$`)

var basicRoles = []string{"roles/owner", "roles/editor", "roles/viewer"}

func rolesAreNarrow(p planned, root fs.FS) (violations []string) {
	all, err := registrations(root)
	if err != nil {
		return []string{err.Error()}
	}
	for address, r := range p.all("_iam_member") {
		if !role.MatchString(r.Role) {
			violations = append(violations, fmt.Sprintf("%s: %q is no role", address, r.Role))
		}
		if slices.Contains(basicRoles, r.Role) {
			violations = append(violations, fmt.Sprintf("%s: %s is everything", address, r.Role))
		}
		if everybody[r.Member] && !isVisit(r, all) {
			violations = append(violations, fmt.Sprintf("%s: %s is everybody", address, r.Member))
		}
	}
	for _, kind := range []string{"_iam_binding", "_iam_policy"} {
		for address := range p.all(kind) {
			violations = append(violations, address+": takes away what others were granted; use a member")
		}
	}
	return violations
}

var everybody = map[string]bool{"allUsers": true, "allAuthenticatedUsers": true}

// isVisit tells of what everybody may whether it is to visit a function whose pages have people sign in.
func isVisit(r resource, functions []registered) bool {
	return r.Member == "allUsers" && r.Role == "roles/run.invoker" &&
		slices.ContainsFunc(functions, func(f registered) bool { return f.kind == "Pages" && f.folder == r.Name })
}

// The check believes of an object below console/ what the console wrote down about it, so nobody else may create one.
// Whoever has a role on the whole bucket, or on all of them, could.
func onlyTheConsoleCreatesItsObjects(p planned, _ fs.FS) (violations []string) {
	for _, kind := range []string{"google_storage_bucket_iam_member", "google_project_iam_member"} {
		for address, r := range p.all(kind) {
			if strings.HasPrefix(r.Role, "roles/storage.") && r.Role != "roles/storage.objectViewer" {
				violations = append(violations, fmt.Sprintf("%s: %s reaches into console/", address, r.Role))
			}
		}
	}
	for address, r := range p.all("google_storage_managed_folder_iam_member") {
		isConsole := r.Role == "roles/storage.objectCreator" && strings.HasPrefix(r.Member, "serviceAccount:console@")
		isEraser := r.Folder == "erased/" && strings.HasPrefix(r.Member, "serviceAccount:calendarsync@")
		ofPeople := strings.HasPrefix(r.Folder, "imports/") || r.Folder == "jobcalendar/"
		if !ofPeople && (r.Folder != "console/" || !isConsole) && !isEraser {
			violations = append(violations, fmt.Sprintf("%s: %s has %s in %s", address, r.Member, r.Role, r.Folder))
		}
	}
	return violations
}

func functionsStayWithinLimits(p planned, _ fs.FS) (violations []string) {
	accounts := map[string]string{}
	for address, r := range p.all("google_cloudfunctions2_function") {
		longest := 3600
		for _, trigger := range r.Trigger {
			longest = 540
			if trigger.Retry != "RETRY_POLICY_RETRY" {
				violations = append(violations, address+": a trigger that fails is lost")
			}
		}
		for _, service := range r.Service {
			if service.Timeout < 1 || service.Timeout > longest {
				violations = append(violations, fmt.Sprintf("%s: timeout_seconds is %d, not 1 to %d", address, service.Timeout,
					longest))
			}
			if service.Concurrency > 1 && (service.CPU == "" || strings.HasPrefix(service.CPU, "0")) {
				violations = append(violations, address+": several requests at a time take one CPU at least")
			}
			if other, taken := accounts[service.Account]; taken || service.Account == "" {
				violations = append(violations, fmt.Sprintf("%s: has no account of its own, but that of %s", address, other))
			}
			accounts[service.Account] = address
		}
	}
	return violations
}

var english = regexp.MustCompile(
	`^(every [1-9]\d* (minutes|hours)( synchronized| from \d\d:\d\d to \d\d:\d\d)?|([\d*,/-]+ ){4}[\d*,/-]+)$`)

func schedulesAreUnderstood(p planned, _ fs.FS) (violations []string) {
	for address, r := range p.all("google_cloud_scheduler_job") {
		if !english.MatchString(r.Schedule) {
			violations = append(violations, fmt.Sprintf("%s: %q is no schedule", address, r.Schedule))
		}
		if deadline, err := time.ParseDuration(r.Deadline); err != nil || deadline < 15*time.Second ||
			deadline > 30*time.Minute {
			violations = append(violations, fmt.Sprintf("%s: attempt_deadline is %q, not 15s to 1800s", address, r.Deadline))
		}
		for _, retry := range r.Retries {
			if retry.Count > 5 {
				violations = append(violations, fmt.Sprintf("%s: retry_count is %d, more than 5", address, retry.Count))
			}
		}
		for _, target := range r.Target {
			if len(target.Token) == 0 {
				violations = append(violations, address+": a call without a token, which no function takes")
			}
		}
	}
	return violations
}

// Until somebody changes the interval, the settings are the default ones; from then on they move the schedule.
func scheduleIsThatOfTheSettings(p planned, _ fs.FS) (violations []string) {
	want, err := schedule.Spec(calsync.Defaults().IntervalMinutes)
	if err != nil {
		return []string{err.Error()}
	}
	for address, r := range p.all("google_cloud_scheduler_job") {
		if r.Schedule != want {
			violations = append(violations, fmt.Sprintf("%s: %q, while the settings begin with %q", address, r.Schedule, want))
		}
	}
	return violations
}

// What is in the state is readable for everybody who deploys, and stays in its old versions. Secrets are given by
// write-only arguments (secret_data_wo), or by hand.
func secretsStayOutOfTheState(p planned, _ fs.FS) (violations []string) {
	for _, kind := range []string{"google_service_account_key", "random_password", "tls_private_key"} {
		for address := range p.all(kind) {
			violations = append(violations, address+": a secret that is made here is in the state")
		}
	}
	for address, r := range p.all("google_secret_manager_secret_version") {
		if r.SecretData != nil {
			violations = append(violations, address+": secret_data is in the state, secret_data_wo is not")
		}
		if strings.HasPrefix(address, "data.") && (r.Fetches == nil || *r.Fetches) {
			violations = append(violations, address+": what is in the secret is in the state, without fetch_secret_data = false")
		}
	}
	for address := range p.all("google_secret_manager_secret_version_access") {
		violations = append(violations, address+": what is in the secret is in the state")
	}
	return violations
}
