package emptyproject

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"path"
	"strings"
)

func addSecret(_ *Project, _ string, r resource) { preset(r, "createTime", stamp()) }

func secretIsThere(p *Project, name string, _ resource) error {
	secret := path.Dir(path.Dir(name))
	if _, known := p.resources[key{"secretmanager", secret}]; !known {
		return missing(secret)
	}
	return nil
}

// newest is how many versions of a secret there were.
func (p *Project) newest(secret string) (n int) {
	for on := range p.resources {
		if on.api == "secretmanager" && strings.HasPrefix(on.name, secret+"/versions/") {
			n++
		}
	}
	return n
}

// secretVersionName is what Google calls a new version: they are counted.
func secretVersionName(p *Project, name string) string {
	versions := path.Dir(name)
	return fmt.Sprintf("%s/%d", versions, p.newest(path.Dir(versions))+1)
}

// latestVersion gives the newest version by the name that it always has.
func latestVersion(p *Project, name string) (resource, error) {
	secret := path.Dir(path.Dir(name))
	r, known := p.resources[key{"secretmanager", fmt.Sprintf("%s/versions/%d", secret, p.newest(secret))}]
	if path.Base(name) != "latest" || !known {
		return nil, refused(http.StatusNotFound, "Secret [%s] not found or has no versions.", secret)
	}
	return r, nil
}

// addSecretVersion keeps the content apart, for functions alone: the path by which Google gives it is unknown here.
func addSecretVersion(p *Project, name string, r resource) {
	payload, _ := r["payload"].(resource)
	content, _ := base64.StdEncoding.DecodeString(text(payload, "data")) // what is no base64 is nothing
	p.contents[key{"secretmanager", name}] = content
	delete(r, "payload")
	r["state"], r["createTime"], r["etag"] = "ENABLED", stamp(), "x"
}

// secretsOf are the versions of secrets that a function reads, by its environment variables.
func (p *Project) secretsOf(function resource) map[string]string {
	all := map[string]string{}
	for _, variable := range objects(child(function, "serviceConfig"), "secretEnvironmentVariables") {
		all[text(variable, "key")] = fmt.Sprintf("projects/%s/secrets/%s/versions/%s", p.options.ID,
			text(variable, "secret"), text(variable, "version"))
	}
	return all
}

// secretsAreReadable tells why an instance of a function could not begin.
func (p *Project) secretsAreReadable(function resource) error {
	account := text(child(function, "serviceConfig"), "serviceAccountEmail")
	for _, version := range p.secretsOf(function) {
		if err := p.answers("secretmanager"); err != nil {
			return err
		}
		if r := p.resources[key{"secretmanager", version}]; r["state"] != "ENABLED" {
			return refused(http.StatusBadRequest, "Secret %s was not found", version)
		}
		if !p.has(key{"secretmanager", path.Dir(path.Dir(version))}, "roles/secretmanager.secretAccessor", account) {
			return refused(http.StatusBadRequest, "Permission denied on secret: %s for Revision service account %s. The "+
				"service account used must be granted the 'Secret Manager Secret Accessor' role "+
				"(roles/secretmanager.secretAccessor) at the secret, project or higher level.", version, account)
		}
	}
	return nil
}
