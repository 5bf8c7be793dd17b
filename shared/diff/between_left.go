package diff

import (
	"maps"
	"reflect"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// compare notes where the final state of the import is not the new export.
func (b *between) compare(final *event.Snapshot) {
	b.compareDefinitions()
	for _, section := range event.Sections {
		for _, id := range slices.SortedFunc(slices.Values(b.new.IDs(section)), func(x, y int32) int {
			return int(int64(b.realID(section, x)) - int64(b.realID(section, y)))
		}) {
			key := event.Key{Section: section, ID: id}
			if final.Entity(key) == nil || b.isBlocked(key, "") {
				continue // which was left before
			}
			stays, wants := b.comparable(key, final.Entity(key), b.new.Entity(key))
			if stays != wants {
				b.differ(key, "", decoded(stays), decoded(wants))
			}
		}
	}
}

func (b *between) realID(section event.Section, id int32) int32 {
	if real, ok := b.ids[section][id]; ok {
		return real
	}
	return id
}

// comparable gives both states of an entity without what differs between exports by itself.
func (b *between) comparable(key event.Key, stays, wants event.Entity) (scalar.Value, scalar.Value) {
	stays, wants = stays.Clone(), wants.Clone()
	for path, v := range b.follows[key] {
		if path != "" && wants.Get(path) == b.old.Entity(key).Get(path) { // a reference to what is gone
			wants.Set(path, v)
		}
	}
	for _, e := range []event.Entity{stays, wants} {
		maps.DeleteFunc(event.FieldsOf(e), func(_ string, v scalar.Value) bool { return v == scalar.Null })
	}
	if is, ok := stays.(*event.Registration); ok {
		b.even(key, is, wants.(*event.Registration))
	}
	return encode(stays), encode(wants)
}

// even makes equal what a registration gets by itself: what it owes, unless the new export says something of its own
// about that; when it was created and changed; what is known of a new one's person, which is the server's business.
func (b *between) even(key event.Key, stays, wants *event.Registration) {
	stays.CTime, stays.MTime, wants.CTime, wants.MTime = nil, nil, nil, nil
	old, known := b.old.Entity(key).(*event.Registration)
	if known && wants.AmountOwed.Equal(old.AmountOwed) || !known && wants.AmountOwed.IsZero() {
		wants.AmountOwed = stays.AmountOwed
	}
	if !known {
		wants.Persona = stays.Persona
		if b.old.Persona(stays.Persona.ID) == nil { // nobody knows whether they are a member
			wants.IsMember, wants.AmountOwed = stays.IsMember, stays.AmountOwed
		}
	}
}

// compareDefinitions compares what imports never change: the event itself, its people, what else an export holds.
func (b *between) compareDefinitions() {
	old, new := b.old.Event, b.new.Event
	if b.sameOrgas() {
		new.Orgas = old.Orgas
	}
	old.Fees, new.Fees = slices.Clone(old.Fees), slices.Clone(new.Fees)
	old.Fields, new.Fields = slices.Clone(old.Fields), slices.Clone(new.Fields)
	for i, f := range old.Fees {
		j := slices.IndexFunc(new.Fees, func(other event.Fee) bool { return other.Title == f.Title })
		if j >= 0 && (f.ID == 0 || new.Fees[j].ID == 0) { // one of the exports does not tell
			old.Fees[i].ID, new.Fees[j].ID = 0, 0
		}
	}
	for i, f := range old.Fields {
		j := slices.IndexFunc(new.Fields, func(other event.Field) bool { return other.Name == f.Name })
		if j >= 0 && (f.ID == 0 || new.Fields[j].ID == 0) {
			old.Fields[i].ID, new.Fields[j].ID = 0, 0
		}
	}
	b.differ(event.Key{}, "/event", value(old), value(new))
	if b.old.Personas != nil && b.new.Personas != nil {
		b.differ(event.Key{}, "/personas", value(b.old.Personas), value(b.new.Personas))
	}
	b.differ(event.Key{}, "", extra(b.old), extra(b.new))
}

// sameOrgas reports whether the lists of orgas agree on those who are registered in both exports, and one of them knows
// no others than are registered, as that of an export of the original.
func (b *between) sameOrgas() bool {
	old, new := registered(b.old), registered(b.new)
	orgas := func(s *event.Snapshot) (both []event.PersonaID) {
		for _, id := range slices.Sorted(slices.Values(s.Event.Orgas)) {
			if old[id] && new[id] {
				both = append(both, id)
			}
		}
		return both
	}
	stranger := func(people map[event.PersonaID]bool) func(event.PersonaID) bool {
		return func(id event.PersonaID) bool { return !people[id] }
	}
	return slices.Equal(orgas(b.old), orgas(b.new)) && (!slices.ContainsFunc(b.old.Event.Orgas, stranger(old)) ||
		!slices.ContainsFunc(b.new.Event.Orgas, stranger(new)))
}

func registered(s *event.Snapshot) map[event.PersonaID]bool {
	people := make(map[event.PersonaID]bool, len(s.Registrations))
	for _, r := range s.Registrations {
		people[r.Persona.ID] = true
	}
	return people
}

// differ notes the places at or below path, within an entity or the export, where two JSON values differ.
func (b *between) differ(key event.Key, path jsontext.Pointer, stays, wants any) {
	is, object := stays.(map[string]any)
	should, both := wants.(map[string]any)
	switch {
	case key.Section != "" && b.isBlocked(key, path) || reflect.DeepEqual(stays, wants):
	case object && both:
		names := maps.Clone(is)
		maps.Copy(names, should)
		for name := range event.Sorted(names) {
			b.differ(key, path.AppendToken(name), member(is, name), member(should, name))
		}
	default:
		at := path
		if key.Section != "" {
			at = b.inNew(pointer(key) + path)
		}
		args := []any{told(path, stays), told(path, wants), path.LastToken()}
		if fees := b.old.Event.Individual(); path == "/amount_owed" && fees != nil {
			args = append(args, fees)
		}
		b.left.Add(at, onimport.OutOfReach, args...)
	}
}

// told is a value at a path of an entity as a sentence has it.
func told(path jsontext.Pointer, v any) any {
	if amount, ok := v.(string); ok && (path == "/amount_owed" || path == "/amount_paid") {
		return problem.Amount(amount)
	}
	return text(v)
}

// extra is what an export holds that Kursbuch does not interpret.
func extra(s *event.Snapshot) any {
	if len(s.Extra) == 0 {
		return map[string]any{}
	}
	return value(s.Extra)
}

// lacking is what an object holds under a name that it does not have.
type lacking struct{}

func member(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	return lacking{}
}

func text(v any) string {
	if v == (lacking{}) {
		return "–"
	}
	written, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: it was read from JSON
	}
	return string(written)
}

func value(v any) any {
	written, err := json.Marshal(v, event.File)
	if err != nil {
		panic(err) // unreachable: what was read from a snapshot can be written
	}
	return decoded(scalar.Value(written))
}

func decoded(v scalar.Value) any {
	var read any
	if err := json.Unmarshal([]byte(v), &read); err != nil {
		panic(err) // unreachable: it was written as JSON
	}
	return read
}
