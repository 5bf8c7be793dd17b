package persona

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
)

// TestTheOrderOfARecordSaysNothing: a table that names somebody once more would change them each time.
func TestTheOrderOfARecordSaysNothing(t *testing.T) {
	const head = `{"id": 7, "given_names": "Ada", "family_name": "", "is_member": true, "is_event_realm": true,
		"is_archived": false, `
	tags := map[string]string{}
	for about, rest := range map[string]string{"as it is": `"gender": 1, "title": null}`,
		"in another order": `"title": null, "gender": 1}`, "something else": `"title": "Dr.", "gender": 1}`} {
		p, found := Decode(jsontext.Value(head+rest), 0)
		if !found.Empty() {
			t.Fatal(about, found.Items)
		}
		tags[about] = string(Tag(p))
	}
	if tags["as it is"] != tags["in another order"] || tags["as it is"] == tags["something else"] {
		t.Errorf("%v", tags)
	}
}

// directory is a store that knows one persona, and remembers what it was told to do.
type directory struct {
	Store
	effect Effect
}

func (d *directory) ChangePersonas(_ context.Context, _ Subject, decide func(Known) (Effect, error)) (err error) {
	// as an export of a later version has it
	old := &event.Person{Persona: event.Persona{ID: 7, GivenNames: "Ada", Extra: jsontext.Value(`{"in_19": 1}`)}}
	d.effect, err = decide(Known{Personas: map[event.PersonaID]*event.Person{7: old}})
	return err
}

// TestUnknownMembersAreTold: what Kursbuch does not interpret is kept, so nobody would see that it is misspelt.
func TestUnknownMembersAreTold(t *testing.T) {
	put := func(id int, more string) (d directory, got []string) {
		text := fmt.Sprintf(`{"id": %d, "given_names": "Ada", "family_name": "", "is_member": true,
			"is_event_realm": true, "is_archived": false, %s}`, id, more)
		_, found, err := Apply(t.Context(), &d, By{Name: "x"}, []Operation{{Put: jsontext.Value(text)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found.Items {
			got = append(got, string(f.Path)+" "+string(f.Code)+" "+f.Hint)
		}
		return d, got
	}
	d, got := put(8, `"telephone": "1", "birhtday": "2000-01-01", "given_name": "x", "in_19": {}`)
	want := []string{"/operations/0/put/birhtday unknown-key birthday",
		"/operations/0/put/given_name unknown-key given_names",
		"/operations/0/put/in_19 unknown-key "}
	if !slices.Equal(got, want) || d.effect.Put != nil {
		t.Errorf("%q, done: %v", got, d.effect.Put)
	}
	if d, got := put(7, `"in_19": 2, "pronouns": "they"`); got != nil || d.effect.Put[7] == nil {
		t.Errorf("what the directory has already: %q, %v", got, d.effect.Put)
	}
}

// TestABatchIsToldInTheOrderOfIDs: who reads the journal looks for somebody.
func TestABatchIsToldInTheOrderOfIDs(t *testing.T) {
	var ops []Operation
	for _, id := range []int{30, 12, 28, 11, 29, 15, 14, 27, 13, 26} {
		ops = append(ops, Operation{Put: jsontext.Value(fmt.Sprintf(`{"id": %d, "given_names": "A", "family_name": "",
			"is_member": true, "is_event_realm": true, "is_archived": false}`, id))})
	}
	var d directory
	if _, found, err := Apply(t.Context(), &d, By{Name: "x"}, ops); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	entries := d.effect.Entries
	slices.SortFunc(entries, func(a, b journal.Entry) int { return strings.Compare(a.ID, b.ID) }) // as stores do
	var got []event.PersonaID
	for _, e := range entries {
		got = append(got, e.Personas...)
	}
	if want := []event.PersonaID{11, 12, 13, 14, 15, 26, 27, 28, 29, 30}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
