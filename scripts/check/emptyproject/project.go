// Package emptyproject stands in for a new, empty project on Google Cloud: enough of Google's management APIs for one
// tofu apply of terraform/, its updates, its destroy. The provider is the real one; environment variables tell it where
// the APIs are, so no file of the deployment is another one than for Google.
//
//	resource.go   resources by name: create, read, patch, delete; operations
//	kind.go       what Google makes of each kind of resource, what it refuses
//	function.go   what a function needs before Google takes it
//	secret.go     secrets, whose content only functions read
//	deployed.go   what runs in it: functions with their packages, who may call them
//	remains.go    what there is, what is broken, for whoever looks at it afterwards
//	service.go    APIs, which answer once they are enabled, and the agents that come with them
//	policy.go     IAM: etag, versions, members and custom roles that have to exist, limits
//	storage.go    Cloud Storage: buckets, objects, managed folders
//	discovery.go  every request is held against Google's discovery documents
//
// A green run is no proof of Google. This is what it assumes:
//
//   - The discovery documents, of the client library in go.mod, tell which paths, parameters, fields and values there
//     are. Whatever lies beyond them (ranges, patterns, quotas, policies of an organisation) is not looked at, save
//     what kind.go and function.go name.
//
//   - What Google adds to a resource is what kind.go adds: fields that nobody here needs are missing.
//
//   - APIs, agents and grants take effect after the delays in Options; Google promises none. Everything else is
//     immediate, and operations end at once.
//
//   - Nothing is billed, built, called or triggered. That a package builds and answers is proven by scripts/package.
//
//   - Whoever calls may do everything: it is the owner of the project.
//
//   - A database that is deleted goes with its schedules; its backups stay, and are not here.
//
// A path or kind that it does not know is answered with 501, so that a new resource fails loudly until it is added
// here.
package emptyproject

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// The project's number, and the account that pays for it.
const (
	number  = "123456789012"
	billing = "012345-6789AB-CDEF01"
)

// Options are how slowly a project comes to life. The zero value is one where everything holds at once.
type Options struct {
	// ID is that of the project.
	ID string
	// Untouched: nobody has enabled anything yet, not even what the README has people enable by hand.
	Untouched bool
	// API is the time from enabling an API until it answers.
	API time.Duration
	// Agent is the time from enabling an API until the service agent of it is there.
	Agent time.Duration
	// Grant is the time from granting a role until it works.
	Grant time.Duration
	// Log gets a line for each request; nil: nobody.
	Log io.Writer
}

// Project is the stand-in. It serves all APIs, each below the name that it has before googleapis.com.
type Project struct {
	options Options
	begun   time.Time

	mu         sync.Mutex
	enabled    map[string]time.Time // APIs, since when
	accounts   map[string]time.Time // mail addresses of service accounts and agents, since when
	resources  map[key]resource
	policies   map[key]*policy
	operations map[string]operation
	grants     map[grant]time.Time
	contents   map[key][]byte // of objects, of versions of secrets
	// besides is what Google made that nobody asked for.
	besides map[string]bool
}

// key is the name of a resource: that of its API, its path there.
type key struct{ api, name string }

// resource is what an API gives of one, as JSON.
type resource = map[string]any

// New makes an empty project, with the APIs that Google enables in one and those that the README enables.
func New(options Options) *Project {
	p := &Project{
		options: options, begun: time.Now(),
		enabled: map[string]time.Time{}, accounts: map[string]time.Time{},
		resources: map[key]resource{}, policies: map[key]*policy{}, operations: map[string]operation{},
		contents: map[key][]byte{}, grants: map[grant]time.Time{}, besides: map[string]bool{},
	}
	on := Default
	if !options.Untouched {
		on = slices.Concat(Default, byHand)
	}
	for _, api := range on {
		p.enabled[api] = time.Time{}
	}
	return p
}

// Environment tells the provider where the APIs are, if the project is served at base, which has no slash at its end.
func Environment(base string) []string {
	env := []string{"GOOGLE_OAUTH_ACCESS_TOKEN=none"}
	for name, path := range endpoints {
		env = append(env, fmt.Sprintf("GOOGLE_%s_CUSTOM_ENDPOINT=%s/%s/", name, base, path))
	}
	return env
}

// endpoints are what the provider calls APIs, and where they are here.
var endpoints = map[string]string{
	"ARTIFACT_REGISTRY":   "artifactregistry/v1",
	"BILLING_BUDGETS":     "billingbudgets/v1",
	"CLOUDFUNCTIONS2":     "cloudfunctions/v2",
	"CLOUD_BILLING":       "cloudbilling/v1",
	"CLOUD_RUN_V2":        "run/v2",
	"CLOUD_SCHEDULER":     "cloudscheduler/v1",
	"FIRESTORE":           "firestore/v1",
	"IAM_BETA":            "iam/v1",
	"LOGGING":             "logging/v2",
	"MONITORING":          "monitoring",
	"RESOURCE_MANAGER":    "cloudresourcemanager/v1",
	"RESOURCE_MANAGER_V3": "cloudresourcemanager/v3",
	"SECRET_MANAGER":      "secretmanager/v1",
	"SERVICE_USAGE":       "serviceusage/v1",
	"STORAGE":             "storage/storage/v1",
}

// ServeHTTP implements [http.Handler].
func (p *Project) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := p.answer(r)
	status := http.StatusOK
	if err != nil {
		failed := asFailure(err)
		status, answer = failed.code, failed.body()
	}
	if p.options.Log != nil {
		p.mu.Lock()
		fmt.Fprintf(p.options.Log, "%6.1f %d %s %s", time.Since(p.begun).Seconds(), status, r.Method, r.URL.RequestURI())
		if err != nil {
			fmt.Fprintf(p.options.Log, " %v", err)
		}
		fmt.Fprintln(p.options.Log)
		p.mu.Unlock()
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // whoever asked has gone
}

// call is a request, taken apart.
type call struct {
	api, method string
	// name is the path below the version; verb what follows its colon, such as setIamPolicy.
	name, verb string
	query      map[string][]string
	body       resource
	// upload is the content of an object, if it is one.
	upload []byte
}

func (c call) param(name string) string {
	if values := c.query[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

func (p *Project) answer(r *http.Request) (any, error) {
	c, err := read(r)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.answers(c.api); err != nil {
		return nil, err
	}
	answer, err := p.route(c)
	if err != nil {
		return nil, err
	}
	// Marshalled under the lock: the next request may change it.
	text, err := json.Marshal(answer)
	return json.RawMessage(text), err
}

// route finds who answers. Names of projects are those by ID, whatever a caller takes, save in Monitoring, which gives
// the number.
func (p *Project) route(c call) (any, error) {
	if c.api == "storage" {
		return p.storage(c)
	}
	if c.api != "monitoring" {
		c.name = strings.Replace(c.name, "projects/"+number, "projects/"+p.options.ID, 1)
	}
	switch c.api {
	case "serviceusage":
		return p.services(c)
	case "cloudbilling":
		return resource{"name": c.name, "projectId": p.options.ID, "billingAccountName": "billingAccounts/" + billing,
			"billingEnabled": true}, nil
	case "cloudresourcemanager":
		if c.name != "projects/"+p.options.ID {
			return nil, refused(http.StatusForbidden, "The caller does not have permission")
		}
		if c.verb == "" {
			return resource{"projectId": p.options.ID, "projectNumber": number, "name": p.options.ID, "lifecycleState": "ACTIVE",
				"createTime": stamp()}, nil
		}
	}
	return p.named(c)
}

// stamp is now, as Google writes it.
func stamp() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }
