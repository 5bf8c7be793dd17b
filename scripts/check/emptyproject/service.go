package emptyproject

import (
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// Default are the APIs that Google enables in a new project. Whatever needs one of them finds it there, so nothing that
// waits for one of these waits at all.
var Default = []string{
	"cloudapis", "cloudtrace", "datastore", "logging", "monitoring", "servicemanagement", "serviceusage", "sql-component",
	"storage-api", "storage-component", "storage",
}

// byHand is what the README has people enable, without which Terraform could enable nothing.
var byHand = []string{"cloudresourcemanager", "serviceusage"}

// agents are the accounts by which Google's services act in the project: each comes some time after its API is enabled.
// The one of Cloud Storage is made when somebody asks for it, before the answer.
var agents = map[string]string{
	storageAgent:                       "storage",
	agentOf("gcp-sa-eventarc"):         "eventarc",
	agentOf("gcf-admin-robot"):         "cloudfunctions",
	agentOf("serverless-robot-prod"):   "run",
	agentOf("gcp-sa-pubsub"):           "pubsub",
	agentOf("gcp-sa-cloudscheduler"):   "cloudscheduler",
	agentOf("gcp-sa-secretmanager"):    "secretmanager",
	agentOf("gcp-sa-firestore"):        "firestore",
	agentOf("gcp-sa-artifactregistry"): "artifactregistry",
}

var storageAgent = agentOf("gs-project-accounts")

func agentOf(service string) string {
	return fmt.Sprintf("service-%s@%s.iam.gserviceaccount.com", number, service)
}

// answers tells whether an API does, in the words of Google if not.
func (p *Project) answers(api string) error {
	since, on := p.enabled[api]
	if on && (since.IsZero() || time.Since(since) >= p.options.API) {
		return nil
	}
	service := api + ".googleapis.com"
	f := refused(http.StatusForbidden, "%s has not been used in project %s before or it is disabled. Enable it by "+
		"visiting "+
		"https://console.developers.google.com/apis/api/%[1]s/overview?project=%[2]s then retry. If you enabled this API "+
		"recently, wait a few minutes for the action to propagate to our systems and retry.", service, p.options.ID)
	f.details = []any{resource{
		"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED", "domain": "googleapis.com",
		"metadata": resource{"service": service, "consumer": "projects/" + p.options.ID},
	}}
	return f
}

// agentIsThere tells whether a service agent is.
func (p *Project) agentIsThere(mail string) bool {
	if mail == storageAgent {
		_, asked := p.accounts[mail]
		return asked
	}
	since, on := p.enabled[agents[mail]]
	return on && (since.IsZero() || time.Since(since) >= p.options.Agent)
}

// accountIsThere tells whether IAM knows an account. It knows those of other projects.
func (p *Project) accountIsThere(mail string) bool {
	if agents[mail] != "" {
		return p.agentIsThere(mail)
	}
	if !strings.HasSuffix(mail, "@"+p.options.ID+".iam.gserviceaccount.com") {
		return true
	}
	_, known := p.accounts[mail]
	return known
}

// services answers for the API by which APIs are enabled.
func (p *Project) services(c call) (any, error) {
	if answer, ok, err := p.operation(c); ok {
		return answer, err
	}
	if c.method == http.MethodGet {
		var list []any
		for _, api := range slices.Sorted(maps.Keys(p.enabled)) {
			list = append(list, resource{
				"name": fmt.Sprintf("projects/%s/services/%s.googleapis.com", number, api), "parent": "projects/" + number,
				"state": "ENABLED",
			})
		}
		return resource{"services": list}, nil
	}
	var ids []string
	switch c.verb {
	case "batchEnable":
		list, _ := c.body["serviceIds"].([]any)
		for _, id := range list {
			ids = append(ids, fmt.Sprint(id))
		}
	case "enable":
		ids = []string{path.Base(c.name)}
	default:
		return nil, unknown(c)
	}
	for _, id := range ids {
		api := strings.TrimSuffix(id, ".googleapis.com")
		if _, on := p.enabled[api]; !on {
			p.enabled[api] = time.Now()
		}
	}
	return p.begin("operations/acat.", resource{}, nil), nil
}
