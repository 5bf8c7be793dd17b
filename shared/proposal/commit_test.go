package proposal_test

import (
	"maps"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"pgregory.net/rapid"
)

type object = map[string]any

// export is a partial export as plain JSON values, without what a commit changes beyond the report: when a registration
// was changed, and nulls of fields, which are the same as no value.
func export(t *rapid.T, s *event.Snapshot) object {
	var whole object
	if err := json.Unmarshal([]byte(written(t, s)), &whole); err != nil {
		t.Fatal(err)
	}
	for _, section := range event.Sections {
		for _, entry := range entries(whole, section) {
			delete(entry.(object), "mtime")
			delete(entry.(object), "ctime")
			if fields, ok := entry.(object)["fields"].(object); ok {
				maps.DeleteFunc(fields, func(_ string, v any) bool { return v == nil })
			}
		}
	}
	return whole
}

func entries(whole object, section event.Section) object {
	all, _ := whole[string(section)].(object)
	return all
}

// commit is the export that a report promises: it knows nothing but the report and the format of exports.
func commit(t *rapid.T, before *event.Snapshot, r proposal.Report) object {
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Delta    map[event.Section]object `json:"delta"`
		Cascades []struct {
			Path string `json:"path"`
			To   any    `json:"to"`
		} `json:"cascades"`
		Created map[event.Section]map[string]float64 `json:"created"`
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	c := committer{export(t, before), report.Created}
	for section, changed := range report.Delta {
		for id, entry := range changed {
			c.entry(section, id, entry)
		}
	}
	for _, cascade := range report.Cascades {
		c.cascade(strings.Split(cascade.Path, "/")[1:], cascade.To)
	}
	return c.whole
}

type committer struct {
	whole   object
	created map[event.Section]map[string]float64
}

func (c committer) entry(section event.Section, id string, entry any) {
	all := entries(c.whole, section)
	switch {
	case entry == nil:
		delete(all, id)
	case strings.HasPrefix(id, "-"):
		fresh := c.fresh(section, entry.(object))
		all[c.id(section, id)] = fresh
		c.merge(fresh, entry.(object), false)
	default:
		c.merge(all[id].(object), entry.(object), false)
	}
}

func (c committer) id(section event.Section, placeholder string) string {
	if n, ok := c.created[section][placeholder]; ok {
		return strconv.Itoa(int(n))
	}
	return placeholder
}

// fresh is an entry with the values that a creation may leave out. SPEC: section 3.8, "Defaults".
func (c committer) fresh(section event.Section, said object) object {
	switch section {
	case event.LodgementGroups:
		return object{}
	case event.Lodgements:
		return object{"fields": object{}}
	case event.Courses:
		return object{"fields": object{}, "segments": object{}}
	}
	persona := maps.Clone(c.whole["personas"].(object)[strconv.Itoa(int(said["persona_id"].(float64)))].(object))
	delete(persona, "is_event_realm")
	delete(persona, "is_archived")
	parts := object{}
	for id := range said["parts"].(object) {
		parts[id] = object{"is_camping_mat": false}
	}
	return object{
		"persona": persona, "is_member": persona["is_member"], "amount_paid": "0.00", "amount_owed": "0.00", "payment": nil,
		"orga_notes": nil, "parental_agreement": false, "checkin": nil, "fields": object{}, "personalized_fees": object{},
		"parts": parts,
	}
}

// merge writes what a delta says. An optional value that is null disappears.
func (c committer) merge(entry, said object, optional bool) {
	for key, v := range said {
		inner, ok := v.(object)
		switch {
		case key == "persona_id":
		case v == nil && optional:
			delete(entry, key)
		case ok:
			if entry[key] == nil {
				entry[key] = object{}
			}
			c.merge(entry[key].(object), inner, key == "fields" || key == "segments" || key == "personalized_fees")
		default:
			entry[key] = c.resolve(key, v)
		}
	}
}

// resolve replaces placeholders.
func (c committer) resolve(key string, v any) any {
	section, ok := map[string]event.Section{
		"group_id": event.LodgementGroups, "lodgement_id": event.Lodgements, "course_id": event.Courses,
		"course_instructor": event.Courses, "choices": event.Courses,
	}[key]
	if !ok {
		return v
	}
	switch v := v.(type) {
	case float64:
		if n, ok := c.created[section][strconv.Itoa(int(v))]; ok {
			return n
		}
	case []any:
		for i := range v {
			v[i] = c.resolve(key, v[i])
		}
	}
	return v
}

func (c committer) cascade(path []string, to any) {
	section := event.Section(path[0])
	all, id := entries(c.whole, section), c.id(section, path[1])
	if len(path) == 2 {
		delete(all, id)
		return
	}
	at := all[id].(object)
	for _, key := range path[2 : len(path)-1] {
		at = at[key].(object)
	}
	last := path[len(path)-1]
	at[last] = c.resolve(last, to)
}
