package calendartest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// exchange is a request with its answer.
type exchange struct {
	*http.Request
	sent   []byte
	status int
	reply  []byte
}

// breaches says what of an exchange the discovery document does not know.
func (d *discovery) breaches(x exchange) []string {
	m, err := d.method(x.Method, x.URL)
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{d: d}
	c.parameters(m, x.URL.Query())
	switch {
	case m.Request != nil:
		c.body("request", m.Request, x.sent)
	case len(x.sent) > 0:
		c.breach("request: a body, although there is none")
	}
	switch {
	case x.status >= http.StatusBadRequest:
		c.failure(x)
	case x.status == http.StatusNotModified:
	case m.Response == nil || x.status != http.StatusOK:
		if x.status != http.StatusNoContent || len(x.reply) > 0 || m.Response != nil {
			c.breach("answer: status %d with %d bytes", x.status, len(x.reply))
		}
	default:
		c.partial = x.URL.Query().Has("fields")
		c.body("answer", m.Response, x.reply)
	}
	return c.found
}

// checker collects breaches.
type checker struct {
	d       *discovery
	partial bool // the answer may lack what it always has
	found   []string
}

func (c *checker) breach(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *checker) parameters(m *method, query url.Values) {
	known := maps.Clone(c.d.Parameters)
	maps.Copy(known, m.Parameters)
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := known[name]
		if p == nil || p.Location != "query" {
			c.breach("no parameter %q", name)
			continue
		}
		if len(query[name]) > 1 && !p.Repeated {
			c.breach("the parameter %q is there %d times", name, len(query[name]))
		}
		for _, value := range query[name] {
			c.parameter(name, p, value)
		}
	}
	for name, p := range known {
		if p.Required && p.Location == "query" && !query.Has(name) {
			c.breach("the parameter %q is missing", name)
		}
	}
	if len(query.Get("quotaUser")) > 40 {
		c.breach("quotaUser has more than 40 characters")
	}
}

func (c *checker) parameter(name string, p *schema, value string) {
	at := "parameter " + name
	switch p.Type {
	case "boolean":
		if value != "true" && value != "false" {
			c.breach("%s: %q is no boolean", at, value)
		}
	case "integer":
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			c.breach("%s: %q is no integer", at, value)
		}
		least, noLeast := strconv.ParseInt(p.Minimum, 10, 64)
		most, noMost := strconv.ParseInt(p.Maximum, 10, 64)
		if noLeast == nil && n < least || noMost == nil && n > most {
			c.breach("%s: %d is out of range", at, n)
		}
	default:
		c.text(at, p, value)
	}
}

func (c *checker) body(at string, s *schema, text []byte) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		c.breach("%s: no JSON: %v", at, err)
		return
	}
	c.value(at, s, value)
}

func (c *checker) value(at string, s *schema, value any) {
	for s.Ref != "" {
		s = c.d.Schemas[s.Ref]
	}
	switch value := value.(type) {
	case nil: // a patch deletes
		return
	case map[string]any:
		c.object(at, s, value)
	case []any:
		if s.Type != "array" {
			c.breach("%s: an array instead of %s", at, s.Type)
			return
		}
		for i, item := range value {
			c.value(at+"/"+strconv.Itoa(i), s.Items, item)
		}
	case string:
		if s.Type != "string" {
			c.breach("%s: a string instead of %s", at, s.Type)
		}
		c.text(at, s, value)
	case bool:
		if s.Type != "boolean" {
			c.breach("%s: a boolean instead of %s", at, s.Type)
		}
	case float64:
		if s.Type != "integer" && s.Type != "number" || s.Type == "integer" && value != float64(int64(value)) {
			c.breach("%s: the number %v instead of %s", at, value, s.Type)
		}
	}
}

func (c *checker) object(at string, s *schema, value map[string]any) {
	if s.Type != "object" {
		c.breach("%s: an object instead of %s", at, s.Type)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(value)) {
		field := s.Properties[name]
		if field == nil {
			field = s.Additional
		}
		if field == nil {
			c.breach("%s: no field %q", at, name)
			continue
		}
		c.value(at+"/"+name, field, value[name])
	}
	if kind := s.Properties["kind"]; strings.HasPrefix(at, "answer") && kind != nil && value["kind"] != kind.Default &&
		!c.partial {
		c.breach("%s: kind %v, want %s", at, value["kind"], kind.Default)
	}
}

// possible finds the values of an enumeration that the document has in words only.
var possible = regexp.MustCompile(`(?m)^\s*- "([^"]+)" - `)

func (c *checker) text(at string, s *schema, value string) {
	words := s.Enum
	if _, list, ok := strings.Cut(s.Description, "Possible values are:"); ok && len(words) == 0 {
		for _, match := range possible.FindAllStringSubmatch(list, -1) {
			words = append(words, match[1])
		}
	}
	if len(words) > 0 && !slices.Contains(words, value) {
		c.breach("%s: %q is none of %q", at, value, words)
	}
	var err error
	switch s.Format {
	case "date-time":
		if _, err = time.Parse(time.RFC3339, value); err != nil && strings.HasPrefix(at, "request") {
			_, err = time.Parse("2006-01-02T15:04:05", value) // with a time zone beside it
		}
	case "date":
		_, err = time.Parse(time.DateOnly, value)
	}
	if err != nil {
		c.breach("%s: %q is no %s", at, value, s.Format)
	}
}

// failure checks the form of an error, which the discovery document does not have: it is that of googleapi.Error.
func (c *checker) failure(x exchange) {
	var reply struct {
		Error struct {
			Code    int
			Message string
			Errors  []struct{ Domain, Reason, Message string }
		}
	}
	if err := json.Unmarshal(x.reply, &reply); err != nil {
		c.breach("answer: status %d without the form of an error: %v", x.status, err)
		return
	}
	e := reply.Error
	if e.Code != x.status || e.Message == "" || len(e.Errors) == 0 || e.Errors[0].Domain == "" ||
		e.Errors[0].Reason == "" || e.Errors[0].Message == "" {
		c.breach("answer: an incomplete error: %s", x.reply)
	}
}
