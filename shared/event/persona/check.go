package persona

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/misfit"
	"kursbuch.internal/shared/problem/onevent"
)

// needed are the members that a record must have: what is left out would be taken for off, or nothing.
var needed = []string{"given_names", "family_name", "is_member", "is_event_realm", "is_archived"}

// foreigners are the members of version 17.2 that Kursbuch only keeps. Any other is a finding: nobody would notice that
// it was misspelt. But what the directory has already may come from an export of a later version.
var foreigners = []string{"address", "address_supplement", "birthday", "country", "gender", "location", "mobile",
	"name_supplement", "postal_code", "pronouns", "pronouns_nametag", "pronouns_profile", "telephone", "title"}

// strange finds members of a record that nobody knows, nor the directory has of that persona; nil: it has none.
func strange(p, was *event.Person) (found problem.List) {
	known := append(misfit.Members(reflect.TypeFor[event.Person]()), foreigners...)
	if was != nil {
		known = slices.AppendSeq(known, maps.Keys(extras(was)))
	}
	for name := range event.Sorted(extras(p)) {
		if !slices.Contains(known, name) {
			found.Add(jsontext.Pointer("").AppendToken(name), problem.UnknownKey, name).
				SuggestName(problem.Nearest(name, known))
		}
	}
	return found
}

func extras(p *event.Person) (members map[string]jsontext.Value) {
	if len(p.Extra) > 0 {
		_ = json.Unmarshal(p.Extra, &members) // unreachable: that it is no object
	}
	return members
}

// Decode reads the record of a persona, as exports have them below personas. id is whom it has to be about; 0: the
// record says that.
func Decode(text jsontext.Value, id event.PersonaID) (*event.Person, problem.List) {
	p := new(event.Person)
	found, err := misfit.Decode(text, p)
	if err != nil {
		found.Add("", problem.NotObject, string(text[:min(len(text), 20)]))
		return p, found
	}
	var members map[string]jsontext.Value
	_ = json.Unmarshal(text, &members) // which it did just now
	var rest problem.List
	for _, name := range needed {
		if _, ok := members[name]; !ok {
			rest.Add("/"+jsontext.Pointer(name), problem.Missing, name)
		}
	}
	if p.ID == 0 {
		p.ID = id
	}
	if id != 0 && p.ID != id {
		rest.Add("/id", onevent.OtherPersona, p.ID, id)
	}
	rest.Append(Check(p))
	return p, misfit.Join(found, rest)
}

// Check finds what keeps a persona from being in the directory. Who is an orga is that of an event, not here.
func Check(p *event.Person) (found problem.List) {
	p.IsOrga = false
	if p.ID <= 0 {
		found.Add("/id", problem.NotID, p.ID)
	}
	if p.Name() == "" {
		found.Add("/given_names", onevent.Nameless)
	}
	if p.Username != nil {
		if _, ok := access.Address(*p.Username); !ok {
			found.Add("/username", problem.NotMail, fmt.Sprintf("%q", *p.Username))
		}
	}
	if size := p.Size(); size > event.MaxPersona {
		found.Add("", onevent.PersonaTooBig, size, event.MaxPersona)
	}
	return found
}

// Tag stands for what the record of a persona says, in whatever order; empty: there is none.
func Tag(p *event.Person) access.Tag {
	if p == nil {
		return ""
	}
	text, err := json.Marshal(p)
	said := jsontext.Value(text)
	if err := errors.Join(err, said.Canonicalize()); err != nil {
		panic(err) // unreachable: texts were checked to be UTF-8
	}
	return access.TagOf(said)
}

// OtherNames warns of personas of an export whom the directory, which keeps what it knows, has by another name.
func OtherNames(export, directory map[event.PersonaID]*event.Person) (found problem.List) {
	var differing []string
	for id, p := range event.Sorted(export) {
		if known := directory[id]; known != nil && known.Name() != p.Name() {
			differing = append(differing, fmt.Sprintf("%s (%s)", known.Name(), p.Name()))
		}
	}
	if len(differing) > 0 {
		found.Add("/personas", onevent.OtherNames, len(differing), first(differing))
	}
	return found
}

// first are the first three of a list, in words.
func first(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:few], ", ") + ", …"
}
