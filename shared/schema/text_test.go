package schema

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
)

// TestEveryKeyIsExplained holds the table of texts against the keys that an import may hold.
func TestEveryKeyIsExplained(t *testing.T) {
	want := []string{""}
	b := builder{Snapshot: read(t, "testdata/camp.json"), defs: map[string]*node{}}
	for _, p := range b.file().Properties {
		want = append(want, p.name)
	}
	var add func(path string, members []partial.Member)
	add = func(path string, members []partial.Member) {
		for _, m := range members {
			want = append(want, path+"/"+m.Key)
			add(path+"/"+m.Key, m.Members)
		}
	}
	for section, members := range partial.Members {
		add(string(section), members)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(texts))); diff != "" {
		t.Error("keys without a text (-), texts without a key (+):", diff)
	}
}

func TestBothLanguages(t *testing.T) {
	check := func(where string, said ...text) {
		for _, s := range said {
			if s.de == "" || s.en == "" {
				t.Errorf("%s lacks a language: %q", where, s)
			}
		}
	}
	for key, e := range texts {
		check(key, e.title, e.description)
		for _, m := range e.values {
			check(key+" "+string(m.value), m.title, m.description)
		}
	}
	for _, typ := range everyType() {
		check(string(typ.Kind), kinds[typ.Kind])
	}
	for _, s := range event.Sections {
		check(string(s), entities[s])
	}
}

func TestEveryStatusIsExplained(t *testing.T) {
	for i, s := range event.Statuses {
		if i >= len(statuses) || statuses[i].value != decimal(int32(s.Number())) {
			t.Errorf("%s is not explained in its place", s)
		}
	}
}
