// Package partial reads the file of a partial import.
//
// [Decode] checks everything that can be checked without knowing the event: the JSON itself, the envelope, the keys,
// the values one by one. It reports all findings at once, in bounded memory, for any sequence of bytes; what it could
// read goes on to package diff, which judges it against the event and finds the rest.
package partial

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// Import is what a partial import asks for. It is stored with a proposal and read again when that is confirmed: fields
// may be added, never rename or retype one.
type Import struct {
	SchemaVersion [2]int    `json:"schema_version"`
	Event         event.ID  `json:"event"`
	Timestamp     time.Time `json:"timestamp,omitzero"` // when the file says it was written; zero: it does not say
	Summary       string    `json:"summary,omitempty"`
	// Undo: the import puts back what another one changed. It may restore what no file could ask for: choices that are
	// not offered, unequal choices in synchronised tracks.
	Undo bool `json:"undo,omitzero"`
	// WithData: where what the event is defined by is removed, what hangs on it goes too. Of an undo that is always so.
	WithData bool `json:"with_data,omitzero"`
	// Entries are in the order in which they are worked through: see [Compare].
	Entries []Entry `json:"entries"`
}

// Action is what happens to an entity.
type Action string

// The actions.
const (
	Create  Action = "create"
	Change  Action = "change"
	Delete  Action = "delete"
	Restore Action = "restore" // a deleted entity comes back as it was; only the undoing of an import asks for it
)

// Entry is what an import asks for one entity.
type Entry struct {
	event.Key
	Action Action `json:"action"`
	// Sets are the requested values, in the order of [Members].
	Sets []Set `json:"sets,omitempty"`
	// Parts and Tracks are the IDs that the entry names, also those without any value.
	Parts  []event.PartID  `json:"parts,omitempty"`
	Tracks []event.TrackID `json:"tracks,omitempty"`
	// Rests are of lists in which something is wrong; only an import with problems has them, so they are not stored.
	Rests []Rest `json:"-"`
	// Entity is what a Restore brings back, in the form of an export. With the Delete of an Undo it is what was created;
	// for anything else it is empty.
	Entity jsontext.Value `json:"entity,omitzero"`
}

// Set asks for one attribute to have a value.
type Set struct {
	Path  jsontext.Pointer `json:"path"` // relative to the entity: /parts/3/status
	Value scalar.Value     `json:"value"`
	// Expected is the value that the attribute should have before, if that matters: undoing an import warns where things
	// moved on since. Empty: whatever.
	Expected scalar.Value `json:"expected,omitzero"`
}

// Defines reports whether the import changes what the event is defined by. No file can ask for that.
func (i *Import) Defines() bool {
	return slices.ContainsFunc(i.Entries, func(e Entry) bool { return e.Section.Defines() })
}

// Get finds the value that the entry asks for at path; empty if it does not mention it.
func (e Entry) Get(path jsontext.Pointer) scalar.Value {
	for _, s := range e.Sets {
		if s.Path == path {
			return s.Value
		}
	}
	return ""
}

// Sort brings the entries into the order in which they are worked through, and their values into that of [Members].
func (i *Import) Sort() {
	for _, e := range i.Entries {
		sortSets(e)
		slices.Sort(e.Parts)
		slices.Sort(e.Tracks)
	}
	slices.SortFunc(i.Entries, func(a, b Entry) int { return Compare(a.Key, b.Key) })
}

// Compare orders entities as they are worked through: by section, then as [Before] says.
func Compare(a, b event.Key) int {
	if a.Section != b.Section {
		return slices.Index(event.AllSections, a.Section) - slices.Index(event.AllSections, b.Section)
	}
	return Before(a.ID, b.ID)
}

// Before orders the IDs of a section: it is negative if the entity with ID a is worked through before the one with ID
// b.
//
// SPEC: "ids >= 0 ascending, then negative ids -1, -2, ... descending."
func Before(a, b int32) int {
	switch {
	case a < 0 && b < 0:
		return int(int64(b) - int64(a))
	case a < 0:
		return 1
	case b < 0:
		return -1
	}
	return int(int64(a) - int64(b))
}

// ContentHash identifies what the import asks for, however its file was written: other spacing, order of members,
// summary or timestamp give the same hash.
func (i *Import) ContentHash() string {
	hash := sha256.New()
	err := json.MarshalWrite(hash, struct {
		Event    event.ID
		Entries  []Entry
		WithData bool `json:",omitzero"`
	}{i.Event, i.Entries, i.WithData})
	if err != nil {
		panic(err) // unreachable: the values of an import are well-formed JSON, and a hash takes everything
	}
	return hex.EncodeToString(hash.Sum(nil))
}
