package eventtest

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"pgregory.net/rapid"
)

// Sent is the text of an export of s as the original sends it: with sorted keys, without the IDs of fees and fields,
// without a list of orgas or people. Custom changes what else is to be different; nil: nothing.
func Sent(t rapid.TB, s *event.Snapshot, custom func(whole map[string]any)) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(text.Bytes(), &whole); err != nil {
		t.Fatal(err)
	}
	delete(whole, "personas")
	definition := whole["event"].(map[string]any)
	delete(definition, "orgas")
	for _, key := range []string{"fees", "fields"} {
		for _, one := range definition[key].(map[string]any) {
			delete(one.(map[string]any), "id")
		}
	}
	if custom != nil {
		custom(whole)
	}
	sorted, err := json.Marshal(whole, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	return sorted
}

// Read reads the text of an export, which must be one.
func Read(t rapid.TB, text []byte) *event.Snapshot {
	t.Helper()
	s, err := event.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
