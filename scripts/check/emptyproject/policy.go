package emptyproject

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// policy is who has which role on a resource.
type policy struct {
	version  int // how often it was written, of which the etag is made
	bindings []binding
}

type binding struct {
	Role      string          `json:"role"`
	Members   []string        `json:"members"`
	Condition json.RawMessage `json:"condition,omitempty"`
}

// grant is one role for one member.
type grant struct {
	on           key
	role, member string
}

// maxMembers is how many principals a policy may have.
const maxMembers = 1500

func (q *policy) etag() string { return fmt.Sprintf("etag%06d", q.version) }

// policyOf gives the policy of a resource, at most of the version that the caller understands: without conditions below
// 3.
func (p *Project) policyOf(on key, version string) resource {
	q := p.policies[on]
	if q == nil {
		q = &policy{}
		p.policies[on] = q
	}
	bindings, conditions := []any{}, false
	for _, b := range q.bindings {
		if b.Condition != nil && version != "3" {
			continue
		}
		conditions = conditions || b.Condition != nil
		bindings = append(bindings, b)
	}
	is := 1
	if conditions {
		is = 3
	}
	return resource{"version": is, "etag": q.etag(), "bindings": bindings}
}

// setPolicy replaces the policy of a resource.
func (p *Project) setPolicy(on key, body any) (any, error) {
	var wanted struct {
		Version  int       `json:"version"`
		Etag     string    `json:"etag"`
		Bindings []binding `json:"bindings"`
	}
	if err := remarshal(body, &wanted); err != nil {
		return nil, refused(http.StatusBadRequest, "no policy: %v", err)
	}
	p.policyOf(on, "3") // there is one
	q := p.policies[on]
	if wanted.Etag != "" && wanted.Etag != q.etag() {
		return nil, refused(http.StatusConflict,
			"There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.")
	}
	grants := map[grant]bool{}
	for _, b := range wanted.Bindings {
		if b.Condition != nil && wanted.Version < 3 {
			return nil, refused(http.StatusBadRequest, "Policies with a condition must have version 3.")
		}
		if err := p.acceptable(b); err != nil {
			return nil, err
		}
		for _, member := range b.Members {
			grants[grant{on, b.Role, member}] = true
		}
	}
	if len(grants) > maxMembers {
		return nil, refused(http.StatusBadRequest,
			"The number of members in the policy (%d) is larger than the maximum allowed size %d.", len(grants), maxMembers)
	}
	p.replaceGrants(on, grants)
	q.version++
	q.bindings = wanted.Bindings
	return p.policyOf(on, "3"), nil
}

// acceptable tells whether role and members of a binding are there.
func (p *Project) acceptable(b binding) error {
	if strings.HasPrefix(b.Role, "projects/") {
		role, known := p.resources[key{"iam", b.Role}]
		if !known || role["deleted"] == true {
			return refused(http.StatusBadRequest, "Role %s does not exist in the resource's hierarchy.", b.Role)
		}
	}
	for _, member := range b.Members {
		kind, mail, _ := strings.Cut(member, ":")
		switch kind {
		case "serviceAccount":
			if !p.accountIsThere(mail) {
				return refused(http.StatusBadRequest, "Service account %s does not exist.", mail)
			}
		case "user", "group", "domain", "deleted", "allUsers", "allAuthenticatedUsers":
		default:
			return refused(http.StatusBadRequest, "Invalid member %s.", member)
		}
	}
	return nil
}

func (p *Project) replaceGrants(on key, now map[grant]bool) {
	for g := range p.grants {
		if g.on == on && !now[g] {
			delete(p.grants, g)
		}
	}
	for g := range now {
		if _, since := p.grants[g]; !since {
			p.grants[g] = time.Now()
		}
	}
}

// has tells whether a role works for a service account. Conditions are taken to be met.
func (p *Project) has(on key, role, mail string) bool {
	since, granted := p.grants[grant{on, role, "serviceAccount:" + mail}]
	return granted && time.Since(since) >= p.options.Grant
}

// dropPolicy forgets the policy of a resource that is gone.
func (p *Project) dropPolicy(on key) {
	p.replaceGrants(on, nil)
	delete(p.policies, on)
}

// orphan marks a deleted account in all policies, as IAM does.
func (p *Project) orphan(mail string) {
	for on, q := range p.policies {
		for _, b := range q.bindings {
			for i, member := range b.Members {
				if member == "serviceAccount:"+mail {
					b.Members[i] = fmt.Sprintf("deleted:serviceAccount:%s?uid=1", mail)
					delete(p.grants, grant{on, b.Role, member})
					p.grants[grant{on, b.Role, b.Members[i]}] = time.Now()
				}
			}
		}
	}
}

// remarshal turns what was decoded generally into what it is.
func remarshal(from, to any) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}
