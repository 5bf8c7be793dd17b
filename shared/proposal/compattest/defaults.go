package compattest

import (
	"strconv"
	"strings"
)

// defaults are what a creation may leave out of a delta, by section.
var defaults = map[string]map[string]any{
	"courses":    {"segments": map[string]any{}, "fields": map[string]any{}},
	"lodgements": {"fields": map[string]any{}},
	"registrations": {
		"orga_notes": nil, "parental_agreement": false, "checkin": nil, "payment": nil, "amount_paid": "0.00",
		"fields": map[string]any{}, "personalized_fees": map[string]any{},
	},
}

// fill gives every creation of a delta its defaults.
func fill(delta, personas map[string]any) {
	for section, values := range defaults {
		entries, _ := delta[section].(map[string]any)
		for id, entry := range entries {
			entry, ok := entry.(map[string]any)
			if !ok || !strings.HasPrefix(id, "-") {
				continue
			}
			complete(entry, values)
			if section == "registrations" {
				fillRegistration(entry, personas)
			}
		}
	}
}

func fillRegistration(entry, personas map[string]any) {
	id, _ := entry["persona_id"].(float64)
	persona, _ := personas[strconv.Itoa(int(id))].(map[string]any)
	complete(entry, map[string]any{"is_member": persona["is_member"]})
	parts, _ := entry["parts"].(map[string]any)
	for _, part := range parts {
		if part, ok := part.(map[string]any); ok {
			complete(part, map[string]any{"is_camping_mat": false})
		}
	}
}

func complete(entry, values map[string]any) {
	for name, value := range values {
		if _, ok := entry[name]; !ok {
			entry[name] = value
		}
	}
}
