package emptyproject

import (
	"fmt"
	"path"
	"slices"
)

// Function is one that is deployed.
type Function struct {
	Name, EntryPoint string
	// Package is the zip that it is made of.
	Package []byte
	// Environment has the variables that it runs with, those of secrets included.
	Environment map[string]string
	// Triggered: it has a trigger, and no callers.
	Triggered bool
}

// Functions are those that are deployed, by their names.
func (p *Project) Functions() map[string]Function {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := map[string]Function{}
	for on, r := range p.resources {
		if on.api != "cloudfunctions" || r["state"] != "ACTIVE" {
			continue
		}
		build := child(r, "buildConfig")
		source := child(child(build, "source"), "storageSource")
		f := Function{Name: path.Base(on.name), EntryPoint: text(build, "entryPoint"), Environment: map[string]string{}}
		f.Package = p.contents[key{"storage", fmt.Sprintf("b/%s/o/%s", source["bucket"], source["object"])}]
		_, f.Triggered = r["eventTrigger"]
		for name, value := range child(child(r, "serviceConfig"), "environmentVariables") {
			f.Environment[name] = fmt.Sprint(value)
		}
		for name, version := range p.secretsOf(r) {
			f.Environment[name] = string(p.contents[key{"secretmanager", version}])
		}
		all[f.Name] = f
	}
	return all
}

// MayCall tells whether a principal may call a function, as Cloud Run decides it. Groups and domains have no members
// here; everybody is allUsers.
func (p *Project) MayCall(function, principal string) bool {
	return slices.ContainsFunc([]string{principal, "allUsers"}, func(who string) bool {
		return p.may("run", "services/"+function, "roles/run.invoker", who)
	})
}

// MayUpload tells whether a principal may write objects below a managed folder of a bucket.
func (p *Project) MayUpload(bucket, folder, principal string) bool {
	return p.may("storage", "b/"+bucket+"/managedFolders/"+folder, "roles/storage.objectUser", principal)
}

func (p *Project) may(api, name, role, principal string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for g := range p.grants {
		if g.on.api == api && (g.on.name == name || path.Base(path.Dir(g.on.name))+"/"+path.Base(g.on.name) == name) &&
			g.role == role && g.member == principal {
			return true
		}
	}
	return false
}
