package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
)

// TestTablesNameEveryKey: whatever an import may hold is in the tables, each with a title and with what its value is.
func TestTablesNameEveryKey(t *testing.T) {
	s := read(t, "testdata/camp.json")
	told := map[string]Key{}
	for _, table := range Tables(s) {
		if table.Title.De == "" || table.Title.En == "" {
			t.Errorf("%s has no title", table.Section)
		}
		for _, k := range table.Keys {
			at := string(table.Section) + "/" + strings.Join(k.Path, "/")
			told[at] = k
			none := problem.Text{}
			holds := slices.Contains(k.Path, "…") && len(k.IDs) > 0 // an object by ID
			if k.Title == none || k.Kind == none && k.Values == nil && !holds {
				t.Errorf("%s: %+v", at, k)
			}
		}
	}
	var want func(at string, members []partial.Member)
	want = func(at string, members []partial.Member) {
		for _, m := range members {
			here := at + "/" + m.Key
			switch m.Shape {
			case partial.ByID, partial.ObjectByID:
				here += "/…"
			case partial.ByField:
				continue
			}
			if k, ok := told[here]; !ok || k.Required != m.Required || k.Refers != m.Refers {
				t.Errorf("%s: %+v", here, k)
			}
			want(here, m.Members)
		}
	}
	for section, members := range partial.Members {
		want(string(section), members)
	}
	for _, f := range s.Event.Fields {
		for _, section := range event.Sections {
			_, ok := told[fmt.Sprintf("%s/fields/%s", section, f.Name)]
			if mine := event.AssociationOf(section) == f.Association; ok != mine {
				t.Errorf("field %s of %s in %s: %v", f.Name, f.Association, section, ok)
			}
		}
	}
	if k := told["registrations/parts/…/status"]; len(k.Values) != 7 || k.Values[2].Name.De != "Teilnehmer" {
		t.Errorf("status: %+v", k)
	}
}
