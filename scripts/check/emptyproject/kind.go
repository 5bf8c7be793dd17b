package emptyproject

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// kind is what sets the resources of a collection apart. What is nil or empty is as with most.
type kind struct {
	// idIn is the query's parameter or the body's field that holds the ID of a new one; empty: Google makes one.
	idIn string
	// unwrap is the field of a request that holds the resource, beside other things.
	unwrap string
	// named turns the name by collection and ID into the one that Google gives.
	named func(p *Project, name string) string
	// slow: made, changed, deleted by operations; quickUpdate: but not changed.
	slow, quickUpdate bool
	// replaces: an update says everything, and what it leaves out is gone.
	replaces bool
	// lingers: what is deleted stays, as deleted.
	lingers bool
	// check tells why Google does not take it.
	check func(p *Project, name string, r resource) error
	// failed marks one that is there though Google does not take it.
	failed func(r resource)
	// adds adds what Google does, in place.
	adds func(p *Project, name string, r resource)
	// keeps tells why Google does not delete it.
	keeps func(p *Project, c call, r resource) error
	// gone takes away what goes with it.
	gone func(p *Project, r resource)
	// implied gives one that is there without having been made.
	implied func(p *Project, name string) (resource, error)
}

// kinds are those that a deployment may have, by API and collection.
var kinds map[string]kind

func init() { // kinds refer to functions that refer to kinds
	kinds = map[string]kind{
		"artifactregistry repositories": {idIn: "repository_id", slow: true, quickUpdate: true, adds: addRepository},
		"billingbudgets budgets":        {check: hasChannels, adds: addBudget},
		"cloudfunctions functions": {idIn: "functionId", slow: true, check: functionIsPossible, failed: functionFailed,
			adds: addFunction, gone: functionGone},
		"cloudscheduler jobs":       {idIn: "name", adds: addJob},
		"firestore backupSchedules": {check: inDatabase},
		"firestore databases":       {idIn: "databaseId", slow: true, adds: addDatabase, keeps: protected},
		"firestore fields":          {slow: true, replaces: true, adds: addField, implied: impliedField},
		"firestore indexes":         {slow: true, check: inDatabase, adds: addIndex},
		"iam roles":                 {idIn: "roleId", unwrap: "role", lingers: true, adds: addEtag},
		"iam serviceAccounts": {idIn: "accountId", unwrap: "serviceAccount", named: accountName, adds: addAccount,
			gone: accountGone},
		"logging exclusions":              {idIn: "name", adds: addExclusion},
		"logging metrics":                 {idIn: "name", adds: addMetric},
		"monitoring alertPolicies":        {check: policyIsPossible, adds: addPolicy},
		"monitoring dashboards":           {named: dashboardName, adds: addEtag},
		"monitoring notificationChannels": {adds: addEnabled, keeps: channelInUse},
		"run services":                    {},
		"secretmanager secrets":           {idIn: "secretId", adds: addSecret},
		"secretmanager versions": {named: secretVersionName, check: secretIsThere, adds: addSecretVersion,
			implied: latestVersion},
	}
}

// id finds the ID of a new resource in a request.
func (k kind) id(c call) string {
	if id := c.param(k.idIn); id != "" {
		return id
	}
	if id, ok := c.body[k.idIn].(string); ok {
		if k.unwrap == "" && !strings.HasPrefix(id, "projects/") {
			return url.PathEscape(id) // a name that may hold slashes
		}
		return path.Base(id)
	}
	return fmt.Sprint(rand.Uint64() >> 4)
}

func (k kind) refuses(p *Project, name string, r resource) error {
	if k.check == nil {
		return nil
	}
	return k.check(p, name, r)
}

func (k kind) complete(p *Project, name string, r resource) {
	if k.adds != nil {
		k.adds(p, name, r)
	}
}

// child gives the object in a field, made if there is none.
func child(r resource, field string) resource {
	inner, ok := r[field].(resource)
	if !ok {
		inner = resource{}
		r[field] = inner
	}
	return inner
}

// objects gives those in a list.
func objects(r resource, field string) (all []resource) {
	list, _ := r[field].([]any)
	for _, item := range list {
		if o, ok := item.(resource); ok {
			all = append(all, o)
		}
	}
	return all
}

func text(r resource, field string) string {
	s, _ := r[field].(string)
	return s
}

// preset sets a field that the caller left out.
func preset(r resource, field string, value any) {
	if _, set := r[field]; !set {
		r[field] = value
	}
}

func addEtag(_ *Project, _ string, r resource) { r["etag"] = "x" }

func addEnabled(_ *Project, _ string, r resource) { preset(r, "enabled", true) }

func accountName(p *Project, name string) string {
	return name + "@" + p.options.ID + ".iam.gserviceaccount.com"
}

func addAccount(p *Project, name string, r resource) {
	mail := path.Base(name)
	sum := sha256.Sum256([]byte(mail))
	id := fmt.Sprintf("1%020d", binary.BigEndian.Uint64(sum[:8]))
	r["email"], r["uniqueId"], r["oauth2ClientId"], r["projectId"] = mail, id, id, p.options.ID
	if _, known := p.accounts[mail]; !known {
		p.accounts[mail] = p.begun
	}
}

func accountGone(p *Project, r resource) {
	mail := text(r, "email")
	delete(p.accounts, mail)
	p.orphan(mail)
}

func addRepository(p *Project, name string, r resource) {
	preset(r, "createTime", stamp())
	location := strings.Split(name, "/")[3]
	r["mode"], r["registryUri"] = "STANDARD_REPOSITORY", fmt.Sprintf("%s-docker.pkg.dev/%s/%s", location, p.options.ID,
		path.Base(name))
}

func addDatabase(_ *Project, _ string, r resource) {
	preset(r, "createTime", stamp())
	preset(r, "earliestVersionTime", stamp())
	for field, value := range (resource{"uid": "u", "etag": "x", "concurrencyMode": "PESSIMISTIC", "keyPrefix": "e",
		"appEngineIntegrationMode": "DISABLED", "databaseEdition": "STANDARD", "versionRetentionPeriod": "604800s"}) {
		preset(r, field, value)
	}
}

func protected(_ *Project, _ call, r resource) error {
	if r["deleteProtectionState"] == "DELETE_PROTECTION_ENABLED" {
		return refused(http.StatusBadRequest, "Database has delete protection enabled.")
	}
	return nil
}

// inDatabase tells whether the database is there that something is below.
func inDatabase(p *Project, name string, _ resource) error {
	database := strings.Join(strings.Split(name, "/")[:4], "/")
	if _, known := p.resources[key{"firestore", database}]; !known {
		return missing(database)
	}
	return nil
}

// impliedField gives the settings of a field that nobody has set: those of the database.
func impliedField(p *Project, name string) (resource, error) {
	if err := inDatabase(p, name, nil); err != nil {
		return nil, err
	}
	return resource{"name": name, "indexConfig": resource{"usesAncestorConfig": true}}, nil
}

func addField(_ *Project, _ string, r resource) {
	preset(r, "indexConfig", resource{"usesAncestorConfig": true})
	for _, index := range objects(child(r, "indexConfig"), "indexes") {
		index["state"] = "READY"
		preset(index, "queryScope", "COLLECTION")
	}
	if r["ttlConfig"] != nil {
		r["ttlConfig"] = resource{"state": "ACTIVE"}
	}
}

func addIndex(_ *Project, _ string, r resource) {
	r["state"] = "READY"
	preset(r, "queryScope", "COLLECTION")
}

func addJob(_ *Project, _ string, r resource) { preset(r, "state", "ENABLED") }

func addExclusion(_ *Project, name string, r resource) { r["name"] = path.Base(name) }

const userMetric = "logging.googleapis.com/user/"

func addMetric(p *Project, name string, r resource) {
	short, _ := url.PathUnescape(path.Base(name)) // it was escaped by id
	r["name"] = short
	descriptor := child(r, "metricDescriptor")
	descriptor["type"], descriptor["name"] = userMetric+short, fmt.Sprintf("projects/%s/metricDescriptors/%s%s",
		p.options.ID, userMetric, short)
	preset(descriptor, "unit", "1")
}

var namedMetric = regexp.MustCompile(regexp.QuoteMeta(userMetric) + `[\w/]+`)

// policyIsPossible tells whether the metrics and channels of an alert are there.
func policyIsPossible(p *Project, name string, r resource) error {
	for _, condition := range objects(r, "conditions") {
		threshold, _ := condition["conditionThreshold"].(resource)
		for _, metric := range namedMetric.FindAllString(text(threshold, "filter"), -1) {
			short := url.PathEscape(strings.TrimPrefix(metric, userMetric))
			if _, known := p.resources[key{"logging", "projects/" + p.options.ID + "/metrics/" + short}]; !known {
				return refused(http.StatusNotFound, "Cannot find metric that matches type = %q. If a metric was created "+
					"recently, it could take up to 10 minutes to become available.", metric)
			}
		}
	}
	return hasChannels(p, name, r)
}

// hasChannels tells whether the notification channels of an alert or a budget are there.
func hasChannels(p *Project, _ string, r resource) error {
	for _, channel := range channelsOf(r) {
		if _, known := p.resources[key{"monitoring", channel}]; !known {
			return refused(http.StatusNotFound, "Notification channel %s does not exist.", channel)
		}
	}
	return nil
}

func channelsOf(r resource) (channels []string) {
	list, _ := r["notificationChannels"].([]any)
	rule, _ := r["notificationsRule"].(resource)
	more, _ := rule["monitoringNotificationChannels"].([]any)
	for _, channel := range append(list, more...) {
		channels = append(channels, fmt.Sprint(channel))
	}
	return channels
}

func channelInUse(p *Project, c call, r resource) error {
	if c.param("force") == "true" {
		return nil
	}
	for on, other := range p.resources {
		for _, channel := range channelsOf(other) {
			if channel == r["name"] {
				return refused(http.StatusBadRequest, "Cannot delete notification channel %s: it is used by %s.", channel, on.name)
			}
		}
	}
	return nil
}

func addPolicy(p *Project, name string, r resource) {
	addEnabled(p, name, r)
	for i, condition := range objects(r, "conditions") {
		preset(condition, "name", fmt.Sprintf("%s/conditions/%d", name, i))
	}
}

func dashboardName(p *Project, name string) string {
	return strings.Replace(name, p.options.ID, number, 1)
}

func addBudget(_ *Project, _ string, r resource) {
	r["etag"] = "x"
	if amount, ok := child(r, "amount")["specifiedAmount"].(resource); ok {
		preset(amount, "currencyCode", "EUR")
	}
	for _, rule := range objects(r, "thresholdRules") {
		preset(rule, "spendBasis", "CURRENT_SPEND")
	}
	preset(child(r, "budgetFilter"), "creditTypesTreatment", "INCLUDE_ALL_CREDITS")
}
