// Package comparison tells how two exports of an event differ, by the import that leads from one to the other.
package comparison

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/diff/explain"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
)

// Side is one of the two exports.
type Side struct {
	// Present: it is no file, but what the event is now.
	Present bool
	// Broken is why a file is of no use here; empty: it is. Warnings is what is inconsistent in it.
	Broken, Warnings problem.List

	snapshot *event.Snapshot
	content  []byte
}

// Comparison is how they differ.
type Comparison struct {
	Old, New Side
	// Difference is the import, with what no import can do, placed in the new export. Zero if a side is broken.
	Difference diff.Difference
	// Counts is what the import asks for, by section; those of which it asks nothing are missing.
	Counts map[event.Section]diff.Count
	// Summary is what the import says about itself, in one line.
	Summary string
	// Overtaken is how many registrations changed after the new export was made, if it is compared with the event as it
	// is: the import takes that back, as it is not in the export.
	Overtaken int
}

// Of compares two exports; for nil it takes what the event is at present. Nothing of it is kept.
//
// The import says that it was written when the older export was made: the check then warns of what others changed after
// that. An export that somebody edited is, compared with the present, that older one.
func Of(present *event.Snapshot, before, after []byte) Comparison {
	c := Comparison{Old: read(present, before), New: read(present, after)}
	if c.Old.snapshot == nil || c.New.snapshot == nil {
		return c
	}
	if c.Old.Present && !c.New.Present {
		edited := *present
		edited.Timestamp = c.New.snapshot.Timestamp
		c.Old.snapshot, c.Overtaken = &edited, changedAfter(edited)
	}
	c.Difference = diff.Between(c.Old.snapshot, c.New.snapshot)
	c.New.explain(&c.Difference.Left)
	if !c.New.Present {
		partial.Locate(c.New.content, &c.Difference.Left)
	}
	if c.Difference.File == nil {
		return c
	}
	imp, _ := partial.Decode(c.Difference.File) // which the check has found to be one
	c.Summary = strings.Join(strings.Fields(imp.Summary), " ")
	c.Counts = map[event.Section]diff.Count{}
	for _, e := range imp.Entries {
		n := c.Counts[e.Section]
		switch e.Action {
		case partial.Create:
			n.Create++
		case partial.Delete:
			n.Delete++
		default:
			n.Update++
		}
		c.Counts[e.Section] = n
	}
	return c
}

// changedAfter is how many registrations changed after the time of the snapshot. Only they know when they changed.
func changedAfter(s event.Snapshot) (n int) {
	for _, r := range s.Registrations {
		if r.MTime != nil && r.MTime.After(s.Timestamp) {
			n++
		}
	}
	return n
}

// explain adds to findings whom or what they are about.
func (s Side) explain(lists ...*problem.List) {
	explain.Explain(s.snapshot, &partial.Import{Event: s.snapshot.ID}, lists...)
}

// Summarised is the import of a comparison with what it says about itself: who confirms it has nothing else to go by.
// That takes the place of what it said before. Of a text that is no JSON object it makes none either.
func Summarised(file []byte, summary string) []byte {
	var imp struct {
		Summary string         `json:"summary,omitzero"`
		Rest    jsontext.Value `json:",embed"`
	}
	summary = strings.TrimSpace(strings.ToValidUTF8(summary, "\ufffd"))
	if err := json.Unmarshal(file, &imp); err != nil || imp.Summary == summary {
		return file
	}
	imp.Summary = summary
	text, err := json.Marshal(imp, jsontext.WithIndent(" "))
	if err != nil {
		panic(err) // unreachable: it was read from JSON
	}
	return append(text, '\n')
}

// read gives a side, with its snapshot if it is of use.
func read(present *event.Snapshot, content []byte) Side {
	if content == nil {
		return Side{Present: true, snapshot: present}
	}
	side := Side{content: content}
	s, found := proposal.ReadExport(content)
	if side.Broken = found; s == nil {
		return side
	}
	if n := len(s.Registrations); n > proposal.MaxRegistrations {
		side.Broken.Add("", onimport.EventTooBig, n, proposal.MaxRegistrations)
		return side
	}
	side.Broken, side.Warnings = proposal.Basis(s)
	partial.Locate(content, &side.Broken, &side.Warnings)
	if side.Broken.Empty() {
		side.snapshot = s
		side.explain(&side.Warnings)
	}
	return side
}
