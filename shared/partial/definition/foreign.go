package definition

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/misfit"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/scalar"
)

// What Kursbuch does not interpret is kept as it is. So a misspelt member would be kept, too, and its reader would
// wonder for ever why nothing comes of it:
//
//	a member that Kursbuch does not interpret          | it is
//	of exports of the original, see [foreigners]       | kept, if its value is of that type
//	that something of this kind in the event has now   | kept: it comes from an export of a later version
//	with the value that something of this kind has now | kept, whatever is thought of that
//	any other                                          | unknown

// anything is the type of what nobody here looks at.
var anything = scalar.Type{}

// foreigners are the members of version 17.2 that Kursbuch does not interpret, of everything of a kind.
var foreigners = map[event.Section]map[string]scalar.Type{
	event.DefinedParts:  {"waitlist_field": anything, "camping_mat_field": anything},
	event.DefinedTracks: {"num_choices": scalar.NonNegative, "min_choices": scalar.NonNegative},
	event.DefinedFields: {"sort_group": anything, "sortkey": scalar.Int, "description": anything,
		"checkin": scalar.Bool},
	event.DefinedFees: {"kind": scalar.NonNegative, "notes": anything},
	groups:            {"shortname": anything, "notes": anything, "sortkey": scalar.Int},
	event.DefinedEvent: {"description": anything, "field_definition_notes": anything, "iban": anything,
		"institution": anything, "is_archived": anything, "is_cancelled": anything,
		"is_course_assignment_visible": anything, "is_course_list_visible": anything,
		"is_course_state_visible": anything, "is_participant_list_visible": anything, "is_visible": anything,
		"lodge_field": anything, "mail_text": anything, "notes": anything, "notify_on_registration": anything,
		"offline_lock": anything, "orga_address": anything, "orga_tokens": anything, "part_groups": anything,
		"participant_info": anything, "questionnaire": anything, "registration_hard_limit": anything,
		"registration_soft_limit": anything, "registration_start": anything, "registration_text": anything,
		"use_additional_questionnaire": anything, "website_url": anything},
}

// groups are the groups of tracks, which are no entities.
const groups event.Section = "track_groups"

// feeKinds are those that the original has, by version 19.
var feeKinds = []string{"1", "2", "3", "5", "6", "10", "11", "12", "20", "21", "30", "31"}

// interpreted are the structs that have the other members.
var interpreted = map[event.Section]reflect.Type{
	event.DefinedParts: reflect.TypeFor[event.Part](), event.DefinedTracks: reflect.TypeFor[event.Track](),
	event.DefinedFields: reflect.TypeFor[event.Field](), event.DefinedFees: reflect.TypeFor[event.Fee](),
	groups: reflect.TypeFor[event.TrackGroup](), event.DefinedEvent: reflect.TypeFor[event.Definition](),
}

// stranger is a member that Kursbuch does not interpret, with its value: "" stands for any.
type stranger struct {
	of          event.Section
	name, value string
}

// strange finds what of the wanted definition nobody knows, and choices that a track cannot want.
func strange(now, wanted *event.Definition) (found problem.List) {
	had := map[stranger]bool{}
	strangers(now, func(_ jsontext.Pointer, s stranger) {
		had[s] = true
		had[stranger{of: s.of, name: s.name}] = true
	})
	strangers(wanted, func(at jsontext.Pointer, s stranger) {
		kind, known := foreigners[s.of][s.name]
		switch {
		case had[s]:
		case !known && !had[stranger{of: s.of, name: s.name}]:
			names := misfit.Members(interpreted[s.of])
			for name := range event.Sorted(foreigners[s.of]) {
				names = append(names, name)
			}
			found.Add(at, problem.UnknownKey, s.name).SuggestName(problem.Nearest(s.name, names))
		case known && kind != anything:
			found.Append(unlike(at, s, kind))
		}
	})
	for part, p := range event.Sorted(wanted.Parts) {
		for id, t := range event.Sorted(p.Tracks) {
			was, _, _ := now.Track(id)
			if c := choicesOf(t); c.least > c.most && c != choicesOf(was) {
				at := jsontext.Pointer("/parts").AppendToken(strconv.Itoa(int(part))).AppendToken("tracks")
				found.Add(at.AppendToken(strconv.Itoa(int(id)))+"/min_choices", onevent.LeastAboveMost, c.least, c.most)
			}
		}
	}
	return found
}

// choices is how many choices a track wants of each person.
type choices struct{ least, most int }

func choicesOf(t event.Track) choices {
	least, most := t.Choices()
	return choices{least, most}
}

// unlike finds a value that is not of the type of its member. What is null is not said.
func unlike(at jsontext.Pointer, s stranger, kind scalar.Type) (found problem.List) {
	v, fault := kind.OrNull().Parse(jsontext.Value(s.value))
	switch {
	case fault == nil && v != scalar.Value(s.value) && kind == scalar.Bool: // which imports may say by another word
		found.Add(at, problem.NotBool, s.value)
	case fault == nil && v != scalar.Value(s.value):
		found.Add(at, problem.NotInt, s.value)
	case fault != nil:
		found.Add(at, fault.Code, fault.Args...).Suggest(fault.Suggestions(at)...)
	case s.of == event.DefinedFees && s.name == "kind" && s.value != "null" && !slices.Contains(feeKinds, s.value):
		found.Add(at, onevent.NotFeeKind, s.value, strings.Join(feeKinds, ", "))
	}
	return found
}

// strangers calls use for each member that Kursbuch does not interpret, with its place.
func strangers(d *event.Definition, use func(jsontext.Pointer, stranger)) {
	each := func(at jsontext.Pointer, of event.Section, extra jsontext.Value) {
		var members map[string]jsontext.Value
		if len(extra) == 0 || json.Unmarshal(extra, &members) != nil {
			return // unreachable: that it is no object
		}
		for name, value := range event.Sorted(members) {
			use(at.AppendToken(name), stranger{of, name, string(value)})
		}
	}
	each("", event.DefinedEvent, d.Extra)
	for id, p := range event.Sorted(d.Parts) {
		at := jsontext.Pointer("/parts").AppendToken(strconv.Itoa(int(id)))
		each(at, event.DefinedParts, p.Extra)
		for id, t := range event.Sorted(p.Tracks) {
			each(at.AppendToken("tracks").AppendToken(strconv.Itoa(int(id))), event.DefinedTracks, t.Extra)
		}
	}
	for _, f := range d.Fields {
		each(jsontext.Pointer("/fields").AppendToken(f.Name), event.DefinedFields, f.Extra)
	}
	for _, f := range d.Fees {
		each(jsontext.Pointer("/fees").AppendToken(f.Title), event.DefinedFees, f.Extra)
	}
	for key, g := range event.Sorted(d.TrackGroups) {
		each(jsontext.Pointer("/track_groups").AppendToken(key), groups, g.Extra)
	}
}
