package partial

import (
	"math"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// section reads the entries of one section.
func (d *decoder) section(section event.Section) error {
	ids := map[int32]bool{}
	_, err := d.object(always, func(name string) error {
		id, ok := d.id(name, math.MinInt32)
		switch {
		case !ok:
		case ids[id]:
			d.add(problem.Duplicate, name)
		case len(d.imp.Entries) >= maxEntries:
			d.add(problem.TooMany, maxEntries)
		default:
			ids[id] = true
			return d.entry(event.Key{Section: section, ID: id})
		}
		return d.dec.SkipValue()
	})
	return err
}

// always is for objects whose reader finds duplicates itself.
func always(string) bool { return true }

// entry reads what the file says of one entity.
//
// SPEC: "Negative id: creation. Positive id: change. null: deletion. Only null deletes. null for a negative id is a
// problem."
func (d *decoder) entry(key event.Key) error {
	e := Entry{Key: key, Action: Change}
	switch {
	case key.ID < 0:
		e.Action = Create
	case d.dec.PeekKind() == 'n':
		e.Action = Delete
		d.imp.Entries = append(d.imp.Entries, e)
		return d.dec.SkipValue()
	}
	e.Sets = d.sets[:0]
	r := entryReader{decoder: d, entry: &e}
	ok, err := r.members(Members[key.Section], e.Action == Create, "", r.member)
	if err != nil || !ok {
		return err
	}
	d.sets, e.Sets = e.Sets, append([]Set(nil), e.Sets...) // which takes no more memory than it needs
	d.imp.Entries = append(d.imp.Entries, e)
	return nil
}

// entryReader collects the values of one entry.
type entryReader struct {
	*decoder
	entry *Entry
}

// set notes a value, unless it is empty because of a finding.
func (r *entryReader) set(path jsontext.Pointer, v scalar.Value) {
	if v == "" {
		return
	}
	shared, ok := r.paths[path]
	if !ok {
		if shared = jsontext.Pointer(strings.Clone(string(path))); len(r.paths) < maxEntries {
			r.paths[shared] = shared
		}
	}
	r.entry.Sets = append(r.entry.Sets, Set{Path: shared, Value: v})
}

// members reads an object with the given members below path.
func (r *entryReader) members(
	members []Member, complete bool, path jsontext.Pointer, read func(Member, jsontext.Pointer) error,
) (bool, error) {
	begin := r.start
	var seen uint64
	first := func(name string) bool {
		_, i := find(members, name)
		if i < 0 { // unknown, which is finding enough
			return true
		}
		again := seen&(1<<i) != 0
		seen |= 1 << i
		return !again
	}
	ok, err := r.object(first, func(name string) error {
		m, i := find(members, name)
		if i < 0 || m.CreationOnly && !complete {
			r.addForbidden(name, keys(members))
			return r.dec.SkipValue()
		}
		return read(m, path.AppendToken(name))
	})
	if !ok || err != nil || !complete {
		return ok, err
	}
	for i, m := range members {
		if m.Required && seen&(1<<i) == 0 {
			r.addMissing(m.Key, begin)
		}
	}
	return true, nil
}

// addForbidden notes a key that imports do not have.
func (d *decoder) addForbidden(name string, allowed []string) {
	if slices.Contains(exportOnly, name) {
		d.add(problem.ExportOnly, name).Suggest(problem.Suggestion{Op: problem.Remove, Path: d.dec.StackPointer()})
		return
	}
	d.addUnknown(name, allowed)
}

// member reads a member of the entry itself.
func (r *entryReader) member(m Member, path jsontext.Pointer) error {
	switch m.Shape {
	case ByID:
		return r.byID(path, func(_ int32, path jsontext.Pointer) error { return r.single(m.Type, path) })
	case ObjectByID:
		return r.byID(path, func(id int32, path jsontext.Pointer) error {
			if m.Key == "parts" {
				r.entry.Parts = append(r.entry.Parts, event.PartID(id))
			} else {
				r.entry.Tracks = append(r.entry.Tracks, event.TrackID(id))
			}
			_, err := r.members(m.Members, r.entry.Action == Create, path, r.inner)
			return err
		})
	case ByField:
		return r.byField(path)
	}
	return r.single(m.Type, path)
}

// inner reads a member of a part or a track.
func (r *entryReader) inner(m Member, path jsontext.Pointer) error {
	if m.Shape == List {
		return r.references(m.Type, path)
	}
	return r.single(m.Type, path)
}

func (r *entryReader) single(t scalar.Type, path jsontext.Pointer) error {
	v, err := r.value(t)
	r.set(path, v)
	return err
}

// byID reads an object whose keys are IDs of parts, tracks or fees.
func (r *entryReader) byID(path jsontext.Pointer, read func(int32, jsontext.Pointer) error) error {
	count := 0
	_, err := r.object(once(maxMembers), func(name string) error {
		id, ok := r.id(name, 1)
		if count++; count > maxMembers {
			r.add(problem.TooMany, maxMembers)
			ok = false
		}
		if !ok {
			return r.dec.SkipValue()
		}
		return read(id, path.AppendToken(name))
	})
	return err
}

// byField reads values of custom fields. Which fields there are, and what they hold, is known only with the event.
func (r *entryReader) byField(path jsontext.Pointer) error {
	count := 0
	_, err := r.object(once(maxMembers), func(name string) error {
		raw, err := r.dec.ReadValue()
		if err != nil {
			return err
		}
		if count++; count > maxMembers {
			r.add(problem.TooMany, maxMembers)
			return nil
		}
		r.set(path.AppendToken(name), spelled(raw))
		return nil
	})
	return err
}

// spelled gives a text in its one canonical spelling. Everything else stays as it is written, since a text field takes
// a number by its letters; so does half a character, which is found when the field's kind is known.
func spelled(raw jsontext.Value) scalar.Value {
	if raw.Kind() == '"' {
		if text, err := jsontext.AppendUnquote(nil, raw); err == nil {
			return scalar.Text(string(text))
		}
	}
	return scalar.Value(raw)
}

// value reads a single value. It is empty, with a finding, if it is not of the type.
func (d *decoder) value(t scalar.Type) (scalar.Value, error) {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return "", err
	}
	v, fault := t.Parse(raw)
	if fault != nil {
		d.add(fault.Code, fault.Args...).Suggest(fault.Suggestions(d.dec.StackPointer())...)
	}
	return v, nil
}
