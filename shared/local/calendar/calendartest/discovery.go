package calendartest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"kursbuch.internal/shared/local/calendar"
)

// discovery is calendar-api.json, as far as it is used.
type discovery struct {
	Parameters map[string]*schema   `json:"parameters"` // of every method
	Resources  map[string]*resource `json:"resources"`
	Schemas    map[string]*schema   `json:"schemas"`
}

type resource struct {
	Methods   map[string]*method   `json:"methods"`
	Resources map[string]*resource `json:"resources"`
}

type method struct {
	HTTPMethod string             `json:"httpMethod"`
	Path       string             `json:"path"`
	Parameters map[string]*schema `json:"parameters"`
	Request    *schema            `json:"request"`
	Response   *schema            `json:"response"`
}

// schema is a type of the discovery document: of a field or of a parameter.
type schema struct {
	Ref         string             `json:"$ref"`
	Type        string             `json:"type"`
	Format      string             `json:"format"`
	Description string             `json:"description"`
	Default     string             `json:"default"`
	Enum        []string           `json:"enum"`
	Minimum     string             `json:"minimum"`
	Maximum     string             `json:"maximum"`
	Location    string             `json:"location"`
	Required    bool               `json:"required"`
	Repeated    bool               `json:"repeated"`
	Properties  map[string]*schema `json:"properties"`
	Items       *schema            `json:"items"`
	Additional  *schema            `json:"additionalProperties"`
}

// discovered reads the discovery document once.
var discovered = sync.OnceValues(func() (*discovery, error) {
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "google.golang.org/api/calendar/v3").Output()
	if err != nil {
		return nil, fmt.Errorf("find the client module: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "calendar-api.json"))
	if err != nil {
		return nil, err
	}
	d := new(discovery)
	return d, json.Unmarshal(text, d)
})

// method finds what a request calls. A literal route is more specific than one with parameters: events/import is no ID.
func (d *discovery) method(httpMethod string, u *url.URL) (*method, error) {
	path, ok := strings.CutPrefix(u.EscapedPath(), calendar.Base)
	if !ok {
		return nil, fmt.Errorf("the path is not below %s", calendar.Base)
	}
	var best *method
	for _, r := range d.Resources {
		for _, m := range r.Methods {
			if m.HTTPMethod == httpMethod && fits(m.Path, path) &&
				(best == nil || strings.Count(m.Path, "{") < strings.Count(best.Path, "{")) {
				best = m
			}
		}
	}
	if best == nil {
		return nil, fmt.Errorf("no such route")
	}
	return best, nil
}

func fits(template, path string) bool {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i, segment := range want {
		if strings.HasPrefix(segment, "{") && got[i] != "" {
			continue
		}
		if segment != got[i] {
			return false
		}
	}
	return true
}
