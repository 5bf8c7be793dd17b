// Package eventtest holds sample events to test imports with, a written one as well as random ones.
//
// The written one is the Winterakademie: small, with fields of every kind, paid and cancelled registrations, courses
// that are not offered, people who must not be registered. [Snapshot] draws others with the same definition, [Import] a
// file for one of them that is mostly acceptable: it creates, changes and deletes, with placeholders, cascades and
// every spelling of values that the import policy allows.
package eventtest

import (
	"bytes"
	_ "embed"
	"sync"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"pgregory.net/rapid"
)

//go:embed winter.json
var winter []byte

// Winter is the Winterakademie.
func Winter(t rapid.TB) *event.Snapshot { return Variant(t, nil) }

// winterOnce is the Winterakademie for whoever does not change what is in it.
var winterOnce = sync.OnceValue(func() *event.Snapshot {
	s, err := event.Read(bytes.NewReader(winter))
	if err != nil {
		panic(err) // unreachable: Winter reads it as well
	}
	return s
})

// Variant is the Winterakademie changed by a merge patch (RFC 7396). It must be consistent, but for amounts owed.
func Variant(t rapid.TB, patch []byte) *event.Snapshot {
	t.Helper()
	text := winter
	if len(patch) > 0 {
		text = patched(t, patch)
	}
	s, err := event.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	found := s.Problems()
	found.Append(fee.Problems(s))
	for _, p := range found.Items {
		if p.Code == onimport.StaleOwed && len(patch) > 0 {
			continue // an import is to put it right
		}
		t.Fatalf("%s: %s", p.Path, p.Message(problem.English))
	}
	return s
}

func patched(t rapid.TB, patch []byte) []byte {
	t.Helper()
	var whole, changes any
	if err := json.Unmarshal(winter, &whole); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(patch, &changes); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(merge(whole, changes))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func merge(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	merged, ok := target.(map[string]any)
	if !ok {
		merged = map[string]any{}
	}
	for name, v := range changes {
		if v == nil {
			delete(merged, name)
		} else {
			merged[name] = merge(merged[name], v)
		}
	}
	return merged
}
