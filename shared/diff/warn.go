package diff

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// warn finds what is worth a look about an acceptable import.
func (c *computation) warn() {
	if c.imp.Foreign() {
		c.plan.Warnings.Add("/EVENT_SCHEMA_VERSION", onimport.Version, c.imp.SchemaVersion[0], c.imp.SchemaVersion[1])
	}
	c.warnDoubleCreation()
	c.warnStale()
	c.warnMassDeletion()
	c.warnRecreated()
	before, after := conditionsOf(c.before), conditionsOf(c.Snapshot)
	causes := sync.OnceValue(c.causes) // most imports lead to no condition
	for _, a := range after.sorted() {
		if after[a].severity > before[a].severity && (!ofChoices[a.code] || causes().says(a)) {
			blame(causes, a, c.plan.Warnings.Add(pointer(a.entity)+a.path, a.code, after[a].args...))
		}
	}
	for _, a := range before.sorted() {
		if _, still := after[a]; !still && c.Entity(a.entity) != nil {
			blame(causes, a, c.plan.Resolved.Add(pointer(a.entity)+a.path, a.code, before[a].args...))
		}
	}
}

// warnDoubleCreation: the original gives no protection against importing new courses and lodgements twice.
//
// SPEC: "double-creation (a new course or lodgement equals an existing one in everything)".
func (c *computation) warnDoubleCreation() {
	for _, section := range []event.Section{event.Courses, event.Lodgements} {
		var existing map[scalar.Value]int32
		for _, change := range c.plan.Changes {
			if change.Section != section || change.Action != partial.Create {
				continue
			}
			if existing == nil {
				existing = map[scalar.Value]int32{}
				for _, id := range slices.Backward(c.before.IDs(section)) {
					key := event.Key{Section: section, ID: id}
					if c.Entity(key) != nil { // a new one may replace it
						existing[content(c.before.Entity(key))] = id
					}
				}
			}
			if id, ok := existing[content(c.Entity(change.Key))]; ok {
				c.plan.Warnings.Add(pointer(change.Key), onimport.DoubleCreation, id)
			}
		}
	}
}

// content is an entity as far as an import says it: without values that are absent or null, which are the same.
func content(entity event.Entity) scalar.Value {
	entity = entity.Clone()
	switch e := entity.(type) {
	case *event.Course:
		e.Extra = nil
	case *event.Lodgement:
		e.Extra = nil
	}
	fields := event.FieldsOf(entity)
	maps.DeleteFunc(fields, func(_ string, v scalar.Value) bool { return v == scalar.Null })
	return encode(entity)
}

// warnStale tells that somebody changed the same registrations after the file was written. Only they know when they
// changed.
func (c *computation) warnStale() {
	if c.imp.Timestamp.IsZero() {
		return
	}
	var names []string
	for _, change := range c.plan.Changes {
		r, ok := c.before.Entity(change.Key).(*event.Registration)
		if ok && r.MTime != nil && r.MTime.After(c.imp.Timestamp) {
			names = append(names, r.Persona.Name())
		}
	}
	if len(names) > 0 {
		c.plan.Warnings.Add("/timestamp", onimport.StaleTimestamp, scalar.InBerlin(c.imp.Timestamp), len(names), names)
	}
}

// warnMassDeletion tells that more than a fifth of a section goes, cascades included.
func (c *computation) warnMassDeletion() {
	gone := map[event.Section]int{}
	for key := range c.own {
		if c.before.Entity(key) != nil && c.Entity(key) == nil {
			gone[key.Section]++
		}
	}
	for _, section := range event.Sections {
		if all := len(c.before.IDs(section)); gone[section]*5 > all {
			c.plan.Warnings.Add(pointer(event.Key{Section: section}).Parent(), onimport.MassDeletion, all, gone[section],
				problem.Term(string(section)))
		}
	}
}

// warnRecreated tells that what undoing an import deletes is not what the import created any more.
func (c *computation) warnRecreated() {
	for _, r := range c.requests {
		if r.action != partial.Delete || len(r.entry.Entity) == 0 || r.unknown {
			continue
		}
		created := decode(r.Section, scalar.Value(r.entry.Entity))
		present := c.before.Entity(r.Key).Clone()
		for _, e := range []event.Entity{created, present} {
			if registration, ok := e.(*event.Registration); ok {
				registration.CTime, registration.MTime = nil, nil
			}
		}
		if encode(created) != encode(present) {
			c.plan.Warnings.Add(r.at, onimport.MovedOn, present.Label(), created.Label())
		}
	}
}

// called is what people call a value at path in an entity of a section: a status, or what it refers to by names, with
// the IDs, as others may have the same name. Any other is as it is written.
func (c *computation) called(section event.Section, path jsontext.Pointer, v scalar.Value) string {
	target := partial.Refers(section, path)
	switch {
	case v == scalar.Null || v == "[]":
		return "–"
	case path.LastToken() == "status":
		for _, s := range event.Statuses {
			if string(v) == strconv.Itoa(s.Number()) {
				return problem.Term(string(s))
			}
		}
	case target != "":
		var names []string
		for id := range strings.SplitSeq(strings.Trim(string(v), "[]"), ",") {
			n, _ := strconv.ParseInt(id, 10, 32)
			name := "#" + id
			if e := c.before.Entity(event.Key{Section: target, ID: int32(n)}); e != nil {
				name = e.Label() + " " + name
			}
			names = append(names, name)
		}
		return strings.Join(names, ", ")
	}
	return string(v)
}
