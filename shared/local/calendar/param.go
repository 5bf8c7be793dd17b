package calendar

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// params are the parameters of a request. The first one that is wrong makes err.
type params struct {
	values url.Values
	err    error
}

func (p *params) text(name string) string { return p.values.Get(name) }

func (p *params) fail(name, value string) {
	if p.err == nil {
		p.err = invalid(name, "Invalid value for parameter %s: %q", name, value)
	}
}

func (p *params) boolean(name string) bool {
	value := p.values.Get(name)
	if value != "" && value != "true" && value != "false" {
		p.fail(name, value)
	}
	return value == "true"
}

// count reads a number from 1, or returns otherwise if there is none. More than most is most.
func (p *params) count(name string, otherwise, most int) int {
	value := p.values.Get(name)
	if value == "" {
		return otherwise
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		p.fail(name, value)
	}
	return min(n, most)
}

// instant reads a time; zero: there is none. The API ignores fractions of seconds.
func (p *params) instant(name string) time.Time {
	value := p.values.Get(name)
	if value == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		p.fail(name, value)
	}
	return t.Truncate(time.Second)
}

// oneOf reads one of some words; empty if there is none.
func (p *params) oneOf(name string, words ...string) string {
	value := p.values.Get(name)
	if value != "" && !slices.Contains(words, value) {
		p.fail(name, value)
	}
	return value
}

// zone reads a time zone; nil if there is none.
func (p *params) zone(name string) *time.Location {
	value := p.values.Get(name)
	if value == "" {
		return nil
	}
	zone, err := location(value)
	if err != nil {
		p.fail(name, value)
	}
	return zone
}

// properties reads the conditions name=value.
func (p *params) properties(name string) [][2]string {
	var list [][2]string
	for _, value := range p.values[name] {
		key, want, ok := strings.Cut(value, "=")
		if !ok || key == "" {
			p.fail(name, value)
		}
		list = append(list, [2]string{key, want})
	}
	return list
}

// notify reads who shall get mails: all, externalOnly or none.
func (p *params) notify() string {
	if who := p.oneOf("sendUpdates", "all", "externalOnly", "none"); who != "" {
		return who
	}
	if p.boolean("sendNotifications") {
		return "all"
	}
	return "none"
}
