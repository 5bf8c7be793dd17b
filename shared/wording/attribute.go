package wording

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/scalar"
)

// attribute is something of an entity that can change.
type attribute struct {
	label string
	words func(scalar.Value) string
}

// attribute finds the attribute of the entities of a section at path.
func (d describer) attribute(section event.Section, path jsontext.Pointer) attribute {
	if section.Defines() {
		return d.definer(section, path)
	}
	head, last := headOf(path), path.LastToken()
	switch head {
	case "fields":
		return d.field(event.AssociationOf(section), last)
	case "segments":
		track := cmp.Or(d.Tracks[event.TrackID(number(last))], last)
		return attribute{d.say(text{"Schiene ", "Track "}) + track, d.segment}
	case "personalized_fees":
		return attribute{d.fee(event.FeeID(number(last)), ""), func(v scalar.Value) string {
			return d.plain(scalar.KindAmount, v)
		}}
	case "amount_owed":
		return attribute{d.say(labels[head]), func(v scalar.Value) string { return d.plain(scalar.KindAmount, v) }}
	}
	m := member(section, path)
	return attribute{d.say(labels[m.Key]), func(v scalar.Value) string { return d.member(m, v) }}
}

// member finds the description of an attribute in the tables of package partial.
func member(section event.Section, path jsontext.Pointer) (m partial.Member) {
	members := partial.Members[section]
	for token := range path.Tokens() {
		i := slices.IndexFunc(members, func(m partial.Member) bool { return m.Key == token })
		if i < 0 { // the ID of a part or track
			continue
		}
		m, members = members[i], members[i].Members
	}
	return m
}

func (d describer) member(m partial.Member, v scalar.Value) string {
	switch {
	case v == scalar.Null || v == none:
		return Nothing
	case m.Shape == partial.List:
		items := partial.References(v)
		ranked := make([]string, len(items))
		for i, id := range items {
			ranked[i] = strconv.Itoa(i+1) + ". " + d.name(event.Key{Section: m.Refers, ID: id})
		}
		return strings.Join(ranked, ", ")
	case m.Refers != "":
		return d.name(event.Key{Section: m.Refers, ID: number(string(v))})
	case m.Key == "persona_id":
		return d.person(event.PersonaID(number(string(v))))
	}
	return d.plain(m.Type.Kind, v)
}

// field is a custom field. Its value may be left over from a field that was removed.
func (d describer) field(of event.Association, name string) attribute {
	f := d.Fields[of][name]
	kind := event.Field{Kind: f.Kind}.Type().Kind
	return attribute{cmp.Or(f.Title, name), func(v scalar.Value) string {
		if title, ok := f.Options[v.Key()]; ok {
			return title
		}
		return d.plain(kind, v)
	}}
}

func (d describer) segment(v scalar.Value) string {
	switch v {
	case scalar.True:
		return d.say(text{"findet statt", "takes place"})
	case scalar.False:
		return d.say(text{"fällt aus", "cancelled"})
	}
	return d.say(text{"nicht angeboten", "not offered"})
}

func headOf(path jsontext.Pointer) string {
	for token := range path.Tokens() {
		return token
	}
	return ""
}

// number is a token of a path as an ID; 0 if it is none.
func number(token string) int32 {
	n, _ := strconv.ParseInt(token, 10, 32)
	return int32(n)
}
