package diff

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// takeSummary takes out of the new export what its author says that the change is for.
func (b *between) takeSummary() {
	var extra map[string]any
	if len(b.new.Extra) == 0 || json.Unmarshal(b.new.Extra, &extra) != nil {
		return
	}
	text, ok := extra["summary"].(string)
	if !ok {
		return
	}
	b.summary, b.new.Extra = text, nil
	if delete(extra, "summary"); len(extra) > 0 {
		rest, err := json.Marshal(extra)
		if err != nil {
			panic(err) // unreachable: it was read from JSON
		}
		b.new.Extra = rest
	}
}

// file writes the entries as the text of a file.
func (b *between) file() []byte {
	var nested nester
	version, err := json.Marshal(event.SchemaVersion)
	if err != nil {
		panic(err) // unreachable: they are two numbers
	}
	nested.put("/EVENT_SCHEMA_VERSION", scalar.Value(version))
	nested.put("/kind", scalar.Text("partial"))
	nested.put("/id", idValue(b.old.ID))
	nested.put("/timestamp", scalar.Text(scalar.FormatInstant(b.old.Timestamp)))
	if b.summary != "" {
		nested.put("/summary", scalar.Text(b.summary))
	}
	for _, e := range b.entries {
		at := pointer(e.Key)
		if e.Action == partial.Delete {
			nested.put(at, scalar.Null)
			continue
		}
		for _, s := range e.Sets {
			nested.put(at+s.Path, s.Value)
		}
		if e.Action == partial.Create && e.Section == event.Registrations {
			b.fillEmpty(&nested, at)
		}
	}
	text := nested.end()
	if err := text.Indent(jsontext.WithIndent(" ")); err != nil {
		panic(err) // unreachable: the nester writes well-formed JSON
	}
	return append(text, '\n')
}

// fillEmpty writes what a new registration has to say of parts and tracks, though the event has none.
func (b *between) fillEmpty(nested *nester, at jsontext.Pointer) {
	if len(b.old.Event.Parts) == 0 {
		nested.put(at+"/parts", "{}")
	}
	if len(b.old.Event.TrackIDs()) == 0 {
		nested.put(at+"/tracks", "{}")
	}
}
