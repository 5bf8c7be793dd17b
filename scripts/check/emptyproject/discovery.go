package emptyproject

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// document is a discovery document, as far as it is used: what Google says of one version of an API.
type document struct {
	Parameters map[string]*schema `json:"parameters"` // of every method
	Schemas    map[string]*schema `json:"schemas"`
	group
}

type group struct {
	Methods   map[string]*method `json:"methods"`
	Resources map[string]*group  `json:"resources"`
}

type method struct {
	HTTPMethod string `json:"httpMethod"`
	Path       string `json:"path"`
	// that without the names of resources as one parameter; empty: Path is so
	FlatPath   string             `json:"flatPath"`
	Parameters map[string]*schema `json:"parameters"`
	Request    *schema            `json:"request"`
}

// schema is the type of a field or a parameter.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Enum       []string           `json:"enum"`
	ReadOnly   bool               `json:"readOnly"`
	Properties map[string]*schema `json:"properties"`
	Items      *schema            `json:"items"`
	Additional *schema            `json:"additionalProperties"`
}

// documents holds those that were read, by API and version. They lie with the client library in the module cache.
var documents sync.Map

var library = sync.OnceValues(func() (string, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api").Output()
	return strings.TrimSpace(string(dir)), err
})

func discover(api, version string) (*document, error) {
	if d, known := documents.Load(api + version); known {
		return d.(*document), nil
	}
	dir, err := library()
	if err != nil {
		return nil, fmt.Errorf("find the client library: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, api, version, api+"-api.json"))
	if err != nil {
		return nil, err
	}
	d := new(document)
	if err := json.Unmarshal(text, d); err != nil {
		return nil, err
	}
	documents.Store(api+version, d)
	return d, nil
}

// conforms tells whether there is such a request: its path, its parameters, every field of its body.
func conforms(c call, version string) error {
	d, err := discover(c.api, version)
	if err != nil {
		return err
	}
	path := c.name
	if c.api != "storage" { // where the version is no part of the paths
		path = version + "/" + path
	}
	m := d.group.find(c.method, strings.Split(path, "/"))
	if m == nil {
		return unknown(c)
	}
	for name, values := range c.query {
		p := named(m.Parameters, name)
		if p == nil {
			p = named(d.Parameters, name)
		}
		if p == nil {
			return refused(http.StatusBadRequest, "Invalid JSON payload received. Unknown name %q: Cannot bind query parameter.",
				name)
		}
		for _, value := range values {
			if len(p.Enum) > 0 && !slices.Contains(p.Enum, value) {
				return refused(http.StatusBadRequest, "Invalid value at '%s' (%s), %q", name, strings.Join(p.Enum, ", "), value)
			}
		}
	}
	if m.Request == nil {
		if len(c.body) > 0 {
			return refused(http.StatusBadRequest, "%s %s takes no body.", c.method, c.name)
		}
		return nil
	}
	return d.holds(m.Request, c.body, place{creates: c.method == http.MethodPost && c.verb == ""})
}

var afterUnderscore = regexp.MustCompile(`_[a-z]`)

// named finds a field or parameter, also by its name in the protocol buffers, which Google takes, too: repository_id.
func named(all map[string]*schema, name string) *schema {
	if s := all[name]; s != nil {
		return s
	}
	return all[afterUnderscore.ReplaceAllStringFunc(name, func(s string) string { return strings.ToUpper(s[1:]) })]
}

// find gives the method that takes a path, nil if there is none. A literal segment is nearer than a parameter.
func (g *group) find(httpMethod string, path []string) (best *method) {
	literals := -1
	for _, m := range g.Methods {
		template := m.FlatPath
		if template == "" {
			template = m.Path
		}
		if n, fits := fit(strings.Split(template, "/"), path); fits && m.HTTPMethod == httpMethod && n > literals {
			best, literals = m, n
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.Resources)) {
		if m := g.Resources[name].find(httpMethod, path); best == nil {
			best = m
		}
	}
	return best
}

// fit tells whether a path is of the form of a template, in how many segments literally.
func fit(template, path []string) (literals int, fits bool) {
	if len(template) != len(path) {
		return 0, false
	}
	for i, segment := range template {
		if !strings.HasPrefix(segment, "{") {
			if segment != path[i] {
				return 0, false
			}
			literals++
			continue
		}
		_, wanted, _ := strings.Cut(segment, "}") // :setIamPolicy behind a parameter
		value, verb, _ := strings.Cut(path[i], ":")
		if value == "" || wanted != strings.TrimSuffix(":"+verb, ":") {
			return 0, false
		}
	}
	return literals, true
}

// place is where in a body something stands.
type place struct {
	path    string
	creates bool
}

func (p place) at(field string) place {
	return place{strings.TrimPrefix(p.path+"."+field, "."), p.creates}
}

// holds tells whether a value is of a type.
func (d *document) holds(s *schema, value any, at place) error {
	if s.Ref != "" {
		s = d.Schemas[s.Ref]
	}
	switch v := value.(type) {
	case resource:
		for _, field := range slices.Sorted(maps.Keys(v)) {
			t := named(s.Properties, field)
			if t == nil {
				t = s.Additional
			}
			if t == nil && s.Type != "any" {
				return refused(http.StatusBadRequest, "Invalid JSON payload received. Unknown name %q at '%s': Cannot find field.",
					field, at.path)
			}
			if t == nil {
				continue
			}
			if t.ReadOnly && at.creates && v[field] != nil {
				return refused(http.StatusBadRequest, "'%s' is read-only.", at.at(field).path)
			}
			if err := d.holds(t, v[field], at.at(field)); err != nil {
				return err
			}
		}
	case []any:
		if s.Items == nil {
			return refused(http.StatusBadRequest, "Invalid value at '%s': no list.", at.path)
		}
		for i, item := range v {
			if err := d.holds(s.Items, item, at.at(fmt.Sprint(i))); err != nil {
				return err
			}
		}
	case string:
		if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
			return refused(http.StatusBadRequest, "Invalid value at '%s' (%s), %q", at.path, strings.Join(s.Enum, ", "), v)
		}
	}
	return nil
}
