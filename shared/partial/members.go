package partial

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// Shape is how the value of a member is built.
type Shape string

// The shapes.
const (
	One        Shape = ""         // a single value
	List       Shape = "list"     // a list of references, each at most once
	ByID       Shape = "by_id"    // an object: ID -> single value
	ObjectByID Shape = "object"   // an object: ID -> object with Members
	ByField    Shape = "by_field" // an object: name of a custom field -> value; judged when the event is known
)

// Member is a key that an import may hold, with what its value may be.
type Member struct {
	Key   string
	Shape Shape
	// Type is that of the value, or of each value in it.
	Type scalar.Type
	// Required: a creation must have it.
	Required bool
	// CreationOnly: a change must not have it.
	CreationOnly bool
	// Refers is where references point to; empty for anything but references.
	Refers event.Section
	// Members are those of each object of an ObjectByID.
	Members []Member
}

// Members lists what each section's entries may hold, in the order in which diffs show it.
//
// SPEC: section 3.3 of the import policy, the table of keys.
var Members = map[event.Section][]Member{
	event.LodgementGroups: {
		{Key: "title", Type: scalar.String, Required: true},
	},
	event.Lodgements: {
		{Key: "title", Type: scalar.String, Required: true},
		{Key: "regular_capacity", Type: scalar.NonNegative, Required: true},
		{Key: "camping_mat_capacity", Type: scalar.NonNegative, Required: true},
		{Key: "notes", Type: scalar.String.OrNull(), Required: true},
		{Key: "group_id", Type: scalar.Reference, Required: true, Refers: event.LodgementGroups},
		{Key: "fields", Shape: ByField},
	},
	event.Courses: {
		{Key: "nr", Type: scalar.String, Required: true},
		{Key: "title", Type: scalar.String, Required: true},
		{Key: "shortname", Type: scalar.String, Required: true},
		{Key: "description", Type: scalar.String.OrNull(), Required: true},
		{Key: "instructors", Type: scalar.String.OrNull(), Required: true},
		{Key: "min_size", Type: scalar.NonNegative.OrNull(), Required: true},
		{Key: "max_size", Type: scalar.NonNegative.OrNull(), Required: true},
		{Key: "is_visible", Type: scalar.Bool, Required: true},
		{Key: "notes", Type: scalar.String.OrNull(), Required: true},
		{Key: "segments", Shape: ByID, Type: scalar.Bool.OrNull()},
		{Key: "fields", Shape: ByField},
	},
	event.Registrations: {
		{Key: "persona_id", Type: scalar.Positive, Required: true, CreationOnly: true},
		{Key: "parts", Shape: ObjectByID, Required: true, Members: []Member{
			{Key: "status", Type: scalar.Status, Required: true},
			{Key: "lodgement_id", Type: scalar.Reference.OrNull(), Required: true, Refers: event.Lodgements},
			{Key: "is_camping_mat", Type: scalar.Bool},
		}},
		{Key: "tracks", Shape: ObjectByID, Required: true, Members: []Member{
			{Key: "course_id", Type: scalar.Reference.OrNull(), Required: true, Refers: event.Courses},
			{Key: "course_instructor", Type: scalar.Reference.OrNull(), Required: true, Refers: event.Courses},
			{Key: "choices", Shape: List, Type: scalar.Reference, Required: true, Refers: event.Courses},
		}},
		{Key: "mixed_lodging", Type: scalar.Bool, Required: true},
		{Key: "list_consent", Type: scalar.Bool, Required: true},
		{Key: "parental_agreement", Type: scalar.Bool},
		{Key: "checkin", Type: scalar.DateTime.OrNull()},
		{Key: "notes", Type: scalar.String.OrNull(), Required: true},
		{Key: "orga_notes", Type: scalar.String.OrNull()},
		{Key: "fields", Shape: ByField},
		{Key: "personalized_fees", Shape: ByID, Type: scalar.Amount.OrNull()},
	},
}

func find(members []Member, key string) (Member, int) {
	i := slices.IndexFunc(members, func(m Member) bool { return m.Key == key })
	if i < 0 {
		return Member{}, i
	}
	return members[i], i
}

func keys(members []Member) []string {
	all := make([]string, len(members))
	for i, m := range members {
		all[i] = m.Key
	}
	return all
}

// exportOnly are keys that exports have, but imports cannot change.
var exportOnly = []string{
	"event", "persona", "persona_id", "amount_owed", "amount_paid", "payment", "is_member", "ctime", "mtime", "id",
	"event_id", "personas",
}

// Refers is the section to which the reference at path, or each in the list there, points. It is empty for anything
// else.
func Refers(section event.Section, path jsontext.Pointer) event.Section {
	if section.Defines() {
		return definers[path.LastToken()]
	}
	members, depth := Members[section], 0
	for token := range path.Tokens() {
		depth++
		if depth == 2 { // the ID of a part or a track
			continue
		}
		m, i := find(members, token)
		switch {
		case i < 0 || m.Shape == ByID || m.Shape == ByField:
			return ""
		case m.Shape == ObjectByID:
			members = m.Members
		default:
			return m.Refers
		}
	}
	return ""
}

// definers are the sections to which references within a definition point, by the attribute.
var definers = map[string]event.Section{
	"part_id": event.DefinedParts, "track_ids": event.DefinedTracks, "field_order": event.DefinedFields,
	"fee_order": event.DefinedFees,
}

// rank is the place of a value among those of its entry, whatever the order in the file.
type rank struct {
	member, id, inner int
	name              string // of a custom field
}

func rankOf(section event.Section, path jsontext.Pointer) rank {
	var r rank
	m, depth := Member{Members: Members[section]}, 0
	for token := range path.Tokens() {
		switch depth {
		case 0:
			m, r.member = find(m.Members, token)
		case 1:
			r.name = token
			if m.Shape != ByField {
				r.id, _ = strconv.Atoi(token)
			}
		case 2:
			_, r.inner = find(m.Members, token)
		}
		depth++
	}
	return r
}

func sortSets(e Entry) {
	type rankedSet struct {
		rank
		Set
	}
	ranked := make([]rankedSet, len(e.Sets))
	for i, s := range e.Sets {
		ranked[i] = rankedSet{rankOf(e.Section, s.Path), s}
	}
	slices.SortStableFunc(ranked, func(a, b rankedSet) int {
		return cmp.Or(cmp.Compare(a.member, b.member), cmp.Compare(a.id, b.id), cmp.Compare(a.inner, b.inner),
			strings.Compare(a.name, b.name))
	})
	for i, r := range ranked {
		e.Sets[i] = r.Set
	}
}
