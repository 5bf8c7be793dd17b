package eventtest

import (
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
)

// File writes a file. The seed decides the order of the members in all its objects.
func File(file Object, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 0))
	text, err := json.Marshal(file, json.WithMarshalers(json.MarshalToFunc(func(enc *jsontext.Encoder, o Object) error {
		names := slices.Sorted(maps.Keys(o))
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if err := enc.WriteToken(jsontext.BeginObject); err != nil {
			return err
		}
		for _, name := range names {
			if err := enc.WriteToken(jsontext.String(name)); err != nil {
				return err
			}
			if err := json.MarshalEncode(enc, o[name]); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndObject)
	})))
	if err != nil {
		panic(err) // unreachable: Import draws well-formed values
	}
	return text
}

// spoil puts something into the file that may make it unacceptable.
func (w *writer) spoil(file Object) {
	type entry struct {
		section event.Section
		id      string
		says    any
	}
	e := pick(w.generator, []entry{
		{event.Courses, "1", Object{"titel": "x"}},
		{event.Courses, "1", Object{"segments": Object{"9": true}}},
		{event.Courses, "1", nil},
		{event.Courses, "-9", Object{}},
		{event.LodgementGroups, "1", nil},
		{event.Lodgements, "1", Object{"group_id": 2}},
		{event.Lodgements, "1", nil},
		{event.Lodgements, "1", Object{"regular_capacity": -1}},
		{event.Registrations, "1", nil},
		{event.Registrations, "1", Object{"tracks": Object{"1": Object{"choices": []int{1, 2}}}}},
		{event.Registrations, "1", Object{"tracks": Object{"1": Object{"course_instructor": 1}}}},
		{event.Registrations, "1", Object{"tracks": Object{"1": Object{"course_id": -1}}}},
		{event.Registrations, "1", Object{"parts": Object{"1": Object{"lodgement_id": 1}}}},
		{event.Registrations, "1", Object{"personalized_fees": Object{"5": "999999.99", "1": nil}}},
		{event.Registrations, "-9", Object{"persona_id": 18}},
	})
	entries, ok := file[string(e.section)].(Object)
	if !ok {
		entries = Object{}
		file[string(e.section)] = entries
	}
	entries[e.id] = e.says
}
