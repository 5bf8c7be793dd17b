package storedform

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Definition is what a snapshot holds besides entities, personas, next IDs.
type Definition struct {
	SchemaVersion [2]int           `json:"schema_version"`
	Timestamp     time.Time        `json:"timestamp"`
	Event         event.Definition `json:"event"`
	Extra         jsontext.Value   `json:"extra,omitzero"`
}

// DefinitionOf is that of a snapshot.
func DefinitionOf(s *event.Snapshot) Definition {
	return Definition{s.SchemaVersion, s.Timestamp, s.Event, s.Extra}
}

// Snapshot is that of an event with this definition, still without entities, personas, next IDs.
func (d Definition) Snapshot(id event.ID) *event.Snapshot {
	return &event.Snapshot{
		SchemaVersion: d.SchemaVersion, Kind: "partial", ID: id, Timestamp: d.Timestamp, Event: d.Event, Extra: d.Extra,
	}
}

// ConcernsEvent tells whether an effect writes anything of the event itself, so that the event has to be there.
func ConcernsEvent(e proposal.Effect) bool {
	return e.Applied != nil || len(e.Log) > 0 || e.Commit != nil
}
