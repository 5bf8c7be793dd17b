package firestoredb_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/event/persona/personatest"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestPersonas(t *testing.T) {
	personatest.TestStore(t, func(t *testing.T) personatest.Store {
		project := firestoredbtest.Project(t)
		// Confirmations come from another instance: within one of them updates wait for their turn.
		return &instances{Store: firestoredbtest.Open(t, project), all: others(t, project)}
	})
}

// TestPersonasOfAFormerVersionMove: whoever changes the directory first takes over what events have of their own.
func TestPersonasOfAFormerVersionMove(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	for path, fields := range first {
		if _, err := client.Doc(path).Set(t.Context(), fields); err != nil {
			t.Fatal(path, err)
		}
	}
	names := func() (all []string) {
		e, err := store.Event(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		one, err := store.Personas(t.Context(), 7)
		if err != nil {
			t.Fatal(err)
		}
		return append(all, e.Snapshot.Personas[7].Name(), one[7].Name())
	}
	if diff := cmp.Diff([]string{"Ada", "Ada"}, names()); diff != "" {
		t.Error(diff)
	}
	other := sample.Event(2, 3)
	other.Personas[7] = &event.Person{Persona: event.Persona{ID: 7, GivenNames: "Bea"}}
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: other, Access: people}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Ada", "Ada"}, names()); diff != "" {
		t.Error(diff)
	}
	if left := documents(t, client, "events/1/personas"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	err := store.ChangePersonas(t.Context(), persona.Subject{Personas: []event.PersonaID{7}},
		func(k persona.Known) (persona.Effect, error) {
			return persona.Effect{Delete: []event.PersonaID{7}}, nil
		})
	if e, readErr := store.Event(t.Context(), 1); err != nil || readErr != nil || e.Snapshot.Personas[7] != nil {
		t.Errorf("deleted: %v, %v", err, readErr)
	}
}
