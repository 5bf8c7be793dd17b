package emptyproject

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"path"
	"strings"
)

// named answers for a resource by its name, or for its policy.
func (p *Project) named(c call) (any, error) {
	if answer, ok, err := p.operation(c); ok {
		return answer, err
	}
	on := key{c.api, c.name}
	switch c.verb {
	case "":
	case "getIamPolicy", "setIamPolicy":
		if _, known := p.resources[on]; !known && c.api != "cloudresourcemanager" {
			return nil, missing(c.name)
		}
		if c.verb == "setIamPolicy" {
			return p.setPolicy(on, c.body["policy"])
		}
		return p.policyOf(on, c.policyVersion()), nil
	default:
		return p.verb(c)
	}
	collection := path.Base(path.Dir(c.name))
	if c.method == http.MethodPost {
		collection = path.Base(c.name)
	}
	k, known := kinds[c.api+" "+collection]
	if !known {
		return nil, unknown(c)
	}
	switch c.method {
	case http.MethodPost:
		return p.create(k, c)
	case http.MethodGet:
		return p.existing(k, on)
	case http.MethodPatch, http.MethodPut:
		return p.update(k, c)
	case http.MethodDelete:
		return p.remove(k, c)
	}
	return nil, unknown(c)
}

// policyVersion is what the caller understands.
func (c call) policyVersion() string {
	options, _ := c.body["options"].(resource)
	if version, ok := options["requestedPolicyVersion"]; ok {
		return fmt.Sprint(version)
	}
	return c.param("options.requestedPolicyVersion") + c.param("optionsRequestedPolicyVersion")
}

// verb answers for the other verbs that the provider uses.
func (p *Project) verb(c call) (any, error) {
	r, known := p.resources[key{c.api, c.name}]
	if !known && c.verb != "addVersion" {
		return nil, missing(c.name)
	}
	switch c.api + " " + c.verb {
	case "cloudscheduler pause":
		r["state"] = "PAUSED"
	case "cloudscheduler resume":
		r["state"] = "ENABLED"
	case "iam undelete":
		delete(r, "deleted")
	case "secretmanager addVersion":
		c.name += "/versions"
		return p.create(kinds["secretmanager versions"], c)
	case "secretmanager destroy":
		r["state"] = "DESTROYED"
	case "secretmanager enable":
		r["state"] = "ENABLED"
	case "secretmanager disable":
		r["state"] = "DISABLED"
	default:
		return nil, unknown(c)
	}
	return r, nil
}

// existing gives a resource, or an error that says it is missing.
func (p *Project) existing(k kind, on key) (resource, error) {
	if r, known := p.resources[on]; known {
		return r, nil
	}
	if k.implied == nil {
		return nil, missing(on.name)
	}
	return k.implied(p, on.name)
}

func (p *Project) create(k kind, c call) (any, error) {
	name := c.name + "/" + k.id(c)
	if k.named != nil {
		name = k.named(p, name)
	}
	if _, taken := p.resources[key{c.api, name}]; taken {
		return nil, refused(http.StatusConflict, "Resource '%s' already exists", name)
	}
	r := maps.Clone(c.body)
	if k.unwrap != "" {
		if inner, ok := r[k.unwrap].(resource); ok {
			r = inner
		}
	}
	r["name"] = name
	failed := k.refuses(p, name, r)
	if failed != nil && k.failed == nil {
		return nil, failed
	}
	if failed != nil {
		k.failed(r) // it is there, and failed
	}
	k.complete(p, name, r)
	p.resources[key{c.api, name}] = r
	if !k.slow {
		return r, failed
	}
	return p.begin(operations(name), r, failed), nil
}

func (p *Project) update(k kind, c call) (any, error) {
	on := key{c.api, c.name}
	r, err := p.existing(k, on)
	if err != nil {
		return nil, err
	}
	wanted := c.body
	if inner, ok := wanted[k.unwrap].(resource); ok {
		wanted = inner
	}
	next := maps.Clone(r)
	if k.replaces {
		clear(next)
	}
	maps.Copy(next, wanted)
	next["name"] = r["name"]
	if failed := k.refuses(p, c.name, next); failed != nil {
		if k.failed == nil {
			return nil, failed
		}
		return p.begin(operations(c.name), nil, failed), nil
	}
	k.complete(p, c.name, next)
	p.resources[on] = next
	if !k.slow || k.quickUpdate {
		return next, nil
	}
	return p.begin(operations(c.name), next, nil), nil
}

func (p *Project) remove(k kind, c call) (any, error) {
	on := key{c.api, c.name}
	r, err := p.existing(k, on)
	if err != nil {
		return nil, err
	}
	if k.keeps != nil {
		if err := k.keeps(p, c, r); err != nil {
			return nil, err
		}
	}
	if k.lingers {
		r["deleted"] = true
		return r, nil
	}
	delete(p.resources, on)
	p.dropPolicy(on)
	for below := range p.resources {
		if below.api == c.api && strings.HasPrefix(below.name, c.name+"/") {
			delete(p.resources, below)
			delete(p.contents, below)
		}
	}
	if k.gone != nil {
		k.gone(p, r)
	}
	if k.slow {
		return p.begin(operations(c.name), resource{}, nil), nil
	}
	return resource{}, nil
}

// operation is work that a caller has to ask for until it is done.
type operation struct {
	result resource
	failed error
}

// begin begins an operation, which is done by the time that anybody asks.
func (p *Project) begin(prefix string, result resource, failed error) resource {
	name := fmt.Sprintf("%s%016x", prefix, rand.Uint64())
	p.operations[name] = operation{maps.Clone(result), failed}
	return resource{"name": name, "done": false,
		"metadata": resource{"@type": "type.googleapis.com/google.protobuf.Empty"}}
}

// operations is where those on a resource are: in its location or database.
func operations(name string) string {
	parts := strings.SplitN(name, "/", 5)
	return strings.Join(parts[:min(4, len(parts))], "/") + "/operations/"
}

// operation answers for an operation, if the call is about one.
func (p *Project) operation(c call) (answer any, ok bool, err error) {
	if !strings.Contains("/"+c.name, "/operations/") {
		return nil, false, nil
	}
	o, known := p.operations[c.name]
	if !known {
		return nil, true, missing(c.name)
	}
	if o.failed != nil {
		f := asFailure(o.failed)
		return resource{"name": c.name, "done": true, "error": resource{"code": statuses[f.code].code, "message": f.message}},
			true, nil
	}
	response := resource{"@type": "type.googleapis.com/google.protobuf.Struct"}
	maps.Copy(response, o.result)
	return resource{"name": c.name, "done": true, "response": response}, true, nil
}
