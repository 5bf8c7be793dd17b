package emptyproject

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// caller sends requests to a project.
type caller struct {
	*testing.T
	project *Project
}

func newCaller(t *testing.T, options Options) caller {
	t.Helper()
	options.ID = "kursbuch-check"
	c := caller{t, New(options)}
	c.must(http.MethodPost, "serviceusage/v1/projects/kursbuch-check/services:batchEnable", `{"serviceIds": [
		"artifactregistry.googleapis.com", "cloudbuild.googleapis.com", "cloudfunctions.googleapis.com",
		"eventarc.googleapis.com", "firestore.googleapis.com", "iam.googleapis.com", "pubsub.googleapis.com",
		"run.googleapis.com", "secretmanager.googleapis.com"]}`)
	return c
}

// send gives status and answer.
func (c caller) send(method, path, body string) (int, string) {
	c.Helper()
	w := httptest.NewRecorder()
	c.project.ServeHTTP(w, httptest.NewRequest(method, "/"+path, strings.NewReader(body)))
	text, err := io.ReadAll(w.Body)
	if err != nil {
		c.Fatal(err)
	}
	return w.Code, string(text)
}

// must sends what has to succeed.
func (c caller) must(method, path, body string) (answer resource) {
	c.Helper()
	status, text := c.send(method, path, body)
	if status != http.StatusOK {
		c.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		c.Fatal(err)
	}
	return answer
}

// refuses sends what has to fail with a status and a message.
func (c caller) refuses(request, body string, status int, message string) {
	c.Helper()
	method, path, _ := strings.Cut(request, " ")
	if got, text := c.send(method, path, body); got != status || !strings.Contains(text, message) {
		c.Errorf("%s: %d %s\nwant %d %s", request, got, text, status, message)
	}
}

const parent = "/projects/kursbuch-check"

func TestWhatItDoesNotKnowIsLoud(t *testing.T) {
	c := newCaller(t, Options{})
	for _, path := range []string{
		"run/v2" + parent + "/locations/europe-west3/jobs", // Google knows it, the stand-in does not
		"run/v2" + parent + "/locations/europe-west3/elephants",
		"logging/v2" + parent + "/sinks",
		"elephants/v1/projects", "",
	} {
		c.refuses("GET "+path, "", http.StatusNotImplemented, "")
	}
}

func TestRequestsAreHeldAgainstTheDiscoveryDocuments(t *testing.T) {
	c := newCaller(t, Options{})
	const databases = "firestore/v1" + parent + "/databases?databaseId=(default)"
	c.refuses("POST "+databases, `{"locationID": "europe-west3"}`, http.StatusBadRequest,
		"Unknown name \\\"locationID\\\"")
	c.refuses("POST "+databases, `{"type": "NATIVE"}`, http.StatusBadRequest, "FIRESTORE_NATIVE")
	c.refuses("POST "+databases, `{"uid": "mine"}`, http.StatusBadRequest, "'uid' is read-only")
	c.refuses("POST "+databases+"&force=true", `{}`, http.StatusBadRequest, "Cannot bind query parameter")
	c.must(http.MethodPost, databases, `{"type": "FIRESTORE_NATIVE", "locationId": "europe-west3",
		"deleteProtectionState": "DELETE_PROTECTION_ENABLED"}`)
	c.refuses("POST "+databases, `{"type": "FIRESTORE_NATIVE"}`, http.StatusConflict, "already exists")
	c.refuses("DELETE firestore/v1"+parent+"/databases/(default)", "", http.StatusBadRequest, "delete protection")
}

func TestAPIsAnswerOnceTheyAreEnabled(t *testing.T) {
	c := newCaller(t, Options{API: time.Hour})
	c.refuses("GET cloudbilling/v1"+parent+"/billingInfo", "", http.StatusForbidden, "SERVICE_DISABLED")
	// enabled just now
	c.refuses("GET firestore/v1"+parent+"/databases/(default)", "", http.StatusForbidden, "SERVICE_DISABLED")
	c.must(http.MethodGet, "storage/storage/v1"+parent+"/serviceAccount", "") // on from the beginning
}

func TestPoliciesAreChangedInTurn(t *testing.T) {
	c := newCaller(t, Options{})
	const set = "cloudresourcemanager/v1" + parent + ":setIamPolicy"
	policy := func(etag, member, more string) string {
		return `{"policy": {"etag": "` + etag + `", "bindings": [{"role": "roles/viewer", "members": ["` + member + `"]` +
			more + `}]}}`
	}
	etag := c.must(http.MethodPost, set, policy("", "user:a@b.example", ""))["etag"].(string)
	c.must(http.MethodPost, set, policy(etag, "user:b@b.example", ""))
	c.refuses("POST "+set, policy(etag, "user:c@b.example", ""), http.StatusConflict, "concurrent policy changes")
	c.refuses("POST "+set, policy("", "serviceAccount:x@kursbuch-check.iam.gserviceaccount.com", ""),
		http.StatusBadRequest, "does not exist")
	c.refuses("POST "+set, policy("", "a@b.example", ""), http.StatusBadRequest, "Invalid member")
	c.refuses("POST "+set, policy("", "user:a@b.example", `, "condition": {"expression": "true"}`), http.StatusBadRequest,
		"version 3")
	c.refuses("POST "+set, strings.Replace(policy("", "user:a@b.example", ""), "roles/viewer",
		"projects/kursbuch-check/roles/none", 1),
		http.StatusBadRequest, "does not exist in the resource's hierarchy")
	var crowd strings.Builder
	for n := range maxMembers {
		fmt.Fprintf(&crowd, `user:%d@b.example", "`, n)
	}
	c.refuses("POST "+set, policy("", crowd.String()+"user:a@b.example", ""), http.StatusBadRequest,
		"larger than the maximum")
}

func TestAChannelInUseIsNotDeleted(t *testing.T) {
	c := newCaller(t, Options{})
	channel := c.must(http.MethodPost, "monitoring/v3"+parent+"/notificationChannels",
		`{"type": "email"}`)["name"].(string)
	alert := c.must(http.MethodPost, "monitoring/v3"+parent+"/alertPolicies", `{"notificationChannels": ["`+channel+
		`"]}`)["name"].(string)
	c.refuses("DELETE monitoring/v3/"+channel, "", http.StatusBadRequest, "it is used by "+alert)
	c.must(http.MethodPatch, "monitoring/v3/"+alert, `{"notificationChannels": []}`)
	c.must(http.MethodDelete, "monitoring/v3/"+channel, "")
	c.refuses("POST monitoring/v3"+parent+"/alertPolicies", `{"notificationChannels": ["`+channel+`"]}`,
		http.StatusNotFound, "does not exist")
}

func TestAFunctionNeedsWhatItIsBuiltBy(t *testing.T) {
	c := newCaller(t, Options{})
	for _, id := range []string{"builder", "export"} {
		c.must(http.MethodPost, "iam/v1"+parent+"/serviceAccounts", `{"accountId": "`+id+`"}`)
	}
	const function = `{"buildConfig": {
		"serviceAccount": "projects/kursbuch-check/serviceAccounts/builder@kursbuch-check.iam.gserviceaccount.com",
		"dockerRepository": "projects/kursbuch-check/locations/europe-west3/repositories/functions",
		"source": {"storageSource": {"bucket": "packages", "object": "export.zip"}}},
		"serviceConfig": {"serviceAccountEmail": "export@kursbuch-check.iam.gserviceaccount.com"}}`
	functions := "cloudfunctions/v2" + parent + "/locations/europe-west3/functions"
	// wants makes the function, which has to fail for a reason, and takes the failed one away.
	wants := func(reason string) {
		t.Helper()
		operation := c.must(http.MethodPost, functions+"?functionId=export", function)
		if done, _ := json.Marshal(c.must(http.MethodGet, "cloudfunctions/v2/"+operation["name"].(string),
			"")); !strings.Contains(string(done), reason) {
			t.Errorf("got %s, want %s", done, reason)
		}
		c.must(http.MethodDelete, functions+"/export", "")
	}
	wants("Source object gs://packages/export.zip does not exist")
	c.project.resources[key{"storage", "b/packages/o/export.zip"}] = resource{}
	wants("repositories/functions does not exist")
	c.must(http.MethodPost, "artifactregistry/v1"+parent+"/locations/europe-west3/repositories?repository_id=functions",
		`{"format": "DOCKER"}`)
	wants("does not have storage.objects.get access")
	builder := `"members": ["serviceAccount:builder@kursbuch-check.iam.gserviceaccount.com"]`
	c.must(http.MethodPost, "cloudresourcemanager/v1"+parent+":setIamPolicy",
		`{"policy": {"bindings": [{"role": "roles/storage.objectViewer", `+builder+`}, {"role": "roles/logging.logWriter", `+
			builder+`}]}}`)
	wants("uploadArtifacts")
	c.must(http.MethodPost, "artifactregistry/v1"+parent+"/locations/europe-west3/repositories/functions:setIamPolicy",
		`{"policy": {"bindings": [{"role": "roles/artifactregistry.writer", `+builder+`}]}}`)
	wants(`"state":"ACTIVE"`)
}

func TestSecretsKeepNoContent(t *testing.T) {
	c := newCaller(t, Options{})
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets?secretId=cookie", `{"replication": {"automatic": {}}}`)
	const latest = "secretmanager/v1" + parent + "/secrets/cookie/versions/latest"
	c.refuses("GET "+latest, "", http.StatusNotFound, "has no versions")
	for n := range 2 {
		version := c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets/cookie:addVersion",
			`{"payload": {"data": "c2VjcmV0"}}`)
		name := fmt.Sprintf("projects/kursbuch-check/secrets/cookie/versions/%d", n+1)
		for _, got := range []resource{version, c.must(http.MethodGet, latest, "")} {
			if got["payload"] != nil || got["state"] != "ENABLED" || got["name"] != name {
				t.Errorf("got %v", got)
			}
		}
	}
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets/cookie:setIamPolicy", `{"policy": {"bindings": []}}`)
	c.refuses("POST secretmanager/v1"+parent+"/secrets/other:addVersion", `{}`, http.StatusNotFound, "was not found")
	c.must(http.MethodDelete, "secretmanager/v1"+parent+"/secrets/cookie", "")
	if names := c.project.Names(); len(names) > 0 || len(c.project.contents) > 0 {
		t.Errorf("it leaves %v", names)
	}
}

func TestAFunctionReadsItsSecrets(t *testing.T) {
	c := newCaller(t, Options{})
	c.must(http.MethodPost, "iam/v1"+parent+"/serviceAccounts", `{"accountId": "console"}`)
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets?secretId=cookie", `{"replication": {"automatic": {}}}`)
	function := resource{"state": "ACTIVE", "serviceConfig": resource{
		"serviceAccountEmail":        "console@kursbuch-check.iam.gserviceaccount.com",
		"secretEnvironmentVariables": []any{resource{"key": "COOKIE_KEY", "secret": "cookie", "version": "1"}}}}
	wants := func(reason string) {
		t.Helper()
		if got := fmt.Sprint(c.project.secretsAreReadable(function)); !strings.Contains(got, reason) {
			t.Errorf("got %s, want %s", got, reason)
		}
	}
	wants("secrets/cookie/versions/1 was not found")
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets/cookie:addVersion", `{"payload": {"data": "c2VjcmV0"}}`)
	wants("Permission denied on secret")
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets/cookie:setIamPolicy", `{"policy": {"bindings": [
		{"role": "roles/secretmanager.secretAccessor", "members": [
		"serviceAccount:console@kursbuch-check.iam.gserviceaccount.com"]}]}}`)
	wants("<nil>")
	c.must(http.MethodPost, "secretmanager/v1"+parent+"/secrets/cookie/versions/1:disable", `{}`)
	wants("was not found")
	c.project.resources[key{"cloudfunctions", "projects/kursbuch-check/locations/l/functions/console"}] = function
	if got := c.project.Functions()["console"].Environment["COOKIE_KEY"]; got != "secret" {
		t.Errorf("the function gets %q", got)
	}
}

func TestEverybodyMayCallWhatIsOpen(t *testing.T) {
	c := newCaller(t, Options{})
	c.project.resources[key{"run", "projects/kursbuch-check/locations/l/services/console"}] = resource{}
	policy := func(member string) {
		c.must(http.MethodPost, "run/v2"+parent+"/locations/l/services/console:setIamPolicy",
			`{"policy": {"bindings": [{"role": "roles/run.invoker", "members": ["`+member+`"]}]}}`)
	}
	for member, want := range map[string]bool{"allUsers": true, "user:a@b.example": true, "user:c@b.example": false} {
		policy(member)
		if got := c.project.MayCall("console", "user:a@b.example"); got != want {
			t.Errorf("with %s: %t", member, got)
		}
	}
}
