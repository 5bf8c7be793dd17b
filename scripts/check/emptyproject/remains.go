package emptyproject

import (
	"fmt"
	"slices"
)

// Names are all resources that there are, sorted, each with its API in front, and all roles that somebody has.
func (p *Project) Names() (names []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for on, r := range p.resources {
		name := on.api + " " + on.name
		if r["deleted"] == true {
			name += " (deleted)"
		}
		names = append(names, name)
	}
	for g := range p.grants {
		names = append(names, fmt.Sprintf("%s %s: %s has %s", g.on.api, g.on.name, g.member, g.role))
	}
	for name := range p.besides {
		names = append(names, "made by Google: "+name)
	}
	slices.Sort(names)
	return names
}

// Broken are the functions that could not be made again as they are: their package is gone. Google does not notice.
func (p *Project) Broken() (functions []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for on, r := range p.resources {
		if on.api != "cloudfunctions" {
			continue
		}
		source := child(child(child(r, "buildConfig"), "source"), "storageSource")
		object := fmt.Sprintf("b/%s/o/%s", source["bucket"], source["object"])
		if _, known := p.resources[key{"storage", object}]; !known {
			functions = append(functions, fmt.Sprintf("%s lacks gs://%s/%s", on.name, source["bucket"], source["object"]))
		}
	}
	slices.Sort(functions)
	return functions
}

// Enabled are the APIs that are enabled beyond those of a new project, sorted. Destroying a deployment leaves them so.
func (p *Project) Enabled() (apis []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for api, since := range p.enabled {
		if !since.IsZero() {
			apis = append(apis, api)
		}
	}
	slices.Sort(apis)
	return apis
}
