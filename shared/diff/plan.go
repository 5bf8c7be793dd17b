// Package diff computes what an import changes in a snapshot, as ordered data.
//
// [Compute] judges an import against a snapshot and gives either all problems or a [Plan] with every value that would
// be written: what the file asks for, what follows from it, the amounts owed. [Apply] writes a plan, and nothing else,
// so what was shown is what is written. [Plan.Token] tells two plans apart, [Inverse] gives the import that undoes one.
//
// Both ends work by the same single step, [editor.write]: Compute takes it on a copy that it then checks as the final
// state, with placeholders as IDs; Apply takes it again with real IDs.
package diff

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// Plan is what an import changes. It can be stored; fields may be added, never rename or retype one.
type Plan struct {
	// Changes are what the import asks for and is not so already, in the order in which it is worked through.
	Changes []Change `json:"changes,omitempty"`
	// Cascades follow from the changes.
	Cascades []Cascade `json:"cascades,omitempty"`
	// Warnings are worth a look, but hinder nothing. Resolved are those that the import puts an end to.
	Warnings problem.List `json:"warnings,omitzero"`
	Resolved problem.List `json:"resolved,omitzero"`
	// Log are the lines to add to the event's log, without time and author.
	Log []event.LogEntry `json:"log,omitempty"`
}

// Change is what an import asks for one entity.
type Change struct {
	event.Key
	Action partial.Action `json:"action"`
	// Sets are the values that change; for a creation all that the file says.
	Sets []Set `json:"sets,omitempty"`
	// Unknown: there is no such entity, so nothing happens.
	Unknown bool `json:"unknown,omitzero"`
}

// Set is one value that changes.
type Set struct {
	// Path is relative to the entity. The empty path is the entity itself: null as From or To means that it is not there.
	Path jsontext.Pointer `json:"path"`
	From scalar.Value     `json:"from"`
	To   scalar.Value     `json:"to,omitzero"` // empty only within a store that finds it elsewhere
}

// Cascade is a value that changes because of something else.
type Cascade struct {
	event.Key
	Set
	// Because points to what causes it. Empty: the value was out of date before.
	Because jsontext.Pointer `json:"because,omitempty"`
}

// Pointer is the place of the value in an export.
func (c Cascade) Pointer() jsontext.Pointer { return jsontext.Pointer(c.Key.String()) + c.Path }

// Count is how many entities of a section are created, updated, deleted.
type Count struct {
	Create int `json:"create"`
	Update int `json:"update"`
	Delete int `json:"delete"`
}

// Counts counts what the import asks for, cascades not included. Sections without a change are missing.
func (p *Plan) Counts() map[event.Section]Count {
	counts := map[event.Section]Count{}
	for _, c := range p.Changes {
		n := counts[c.Section]
		switch {
		case c.Unknown || c.Silent():
			continue
		case c.Action == partial.Change:
			n.Update++
		case c.Action == partial.Delete:
			n.Delete++
		default:
			n.Create++
		}
		counts[c.Section] = n
	}
	return counts
}

// Token identifies what a reviewer saw: the changes and cascades with old and new values, of the one import that
// identity names. Two plans with equal tokens write the same over the same.
func (p *Plan) Token(identity string) string {
	hash := sha256.New()
	err := json.MarshalWrite(hash, struct {
		Identity string
		Changes  []Change
		Cascades []Cascade
	}{identity, p.Changes, p.Cascades})
	if err != nil {
		panic(err) // unreachable: a plan holds well-formed JSON, and a hash takes everything
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// Delta writes the requested values in the shape of an import: null for deletions and for entities that do not exist.
func (p *Plan) Delta() jsontext.Value {
	return p.shape(func(s Set) scalar.Value { return s.To }, false)
}

// Definition is what the definition was and what it became, as far as the plan changed it, with the IDs that new
// entities were given.
func (p *Plan) Definition(created Created) (before, after jsontext.Value) {
	defining := &Plan{}
	for _, c := range p.Changes {
		if !c.Section.Defines() { // which comes after all that does
			break
		}
		sets := make([]Set, len(c.Sets))
		for i, s := range c.Sets {
			sets[i] = created.set(c.Section, s)
		}
		defining.Changes = append(defining.Changes, Change{created.Key(c.Key), c.Action, sets, c.Unknown})
	}
	return defining.Previous(), defining.Delta()
}

// Previous writes the old values in the shape of [Plan.Delta]: whole entries for deletions, null for creations.
func (p *Plan) Previous() jsontext.Value {
	return p.shape(func(s Set) scalar.Value { return s.From }, true)
}

func (p *Plan) shape(value func(Set) scalar.Value, previous bool) jsontext.Value {
	var nested nester
	nested.grow(p.Changes, value)
	for _, c := range p.Changes {
		at := jsontext.Pointer(c.Key.String())
		if c.Unknown || previous && c.Action == partial.Create {
			nested.put(at, scalar.Null)
			continue
		}
		for _, s := range c.Sets {
			nested.put(at+s.Path, value(s))
		}
	}
	return nested.end()
}

// nester writes values, given by pointers of which equal beginnings are neighbours, as nested objects.
type nester struct {
	out  []byte
	open []string
}

// grow makes room for what is about to be written: the texts of a large import should not be copied again and again.
func (n *nester) grow(changes []Change, value func(Set) scalar.Value) {
	size := 0
	for _, c := range changes {
		size += len(c.Section) + 16
		for _, s := range c.Sets {
			size += len(s.Path) + len(value(s)) + 8
		}
	}
	n.out = make([]byte, 0, size)
}

func (n *nester) put(at jsontext.Pointer, v scalar.Value) {
	var tokens []string
	for token := range at.Tokens() {
		tokens = append(tokens, token)
	}
	same := 0
	for same < len(n.open) && same < len(tokens)-1 && n.open[same] == tokens[same] {
		same++
	}
	n.close(same)
	for i := same; i < len(tokens); i++ {
		switch {
		case len(n.out) == 0 || n.out[len(n.out)-1] == ':':
			n.out = append(n.out, '{')
		default:
			n.out = append(n.out, ',')
		}
		n.out, _ = jsontext.AppendQuote(n.out, tokens[i]) // unreachable: the pointer was read from valid UTF-8
		n.out = append(n.out, ':')
		if i < len(tokens)-1 {
			n.open = append(n.open, tokens[i])
		}
	}
	n.out = append(n.out, v...)
}

// close ends the objects that are open below depth.
func (n *nester) close(depth int) {
	for len(n.open) > depth {
		n.out = append(n.out, '}')
		n.open = n.open[:len(n.open)-1]
	}
}

func (n *nester) end() jsontext.Value {
	if len(n.out) == 0 {
		return jsontext.Value("{}")
	}
	n.close(0)
	return append(n.out, '}')
}

func pointer(k event.Key) jsontext.Pointer { return jsontext.Pointer(k.String()) }

func idValue[ID ~int32](id ID) scalar.Value { return scalar.Value(strconv.Itoa(int(id))) }
