package firestoredb_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal/dossier"
)

// TestTrafficOfPersonas counts what the table says, in a database with one event.
func TestTrafficOfPersonas(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	s := load(t, store, 20)
	confirm(t, store, check(t, store, "a.json", file(1, func(int) string { return "Notiz" })))
	check(t, store, "b.json", file(2, func(int) string { return "Eine andere" }))
	by := persona.By{Name: "admin@kursbuch.example", At: time.Now()}
	apply := func(op persona.Operation) func(context.Context) error {
		return func(ctx context.Context) error {
			_, found, err := persona.Apply(ctx, store, by, []persona.Operation{op})
			if err == nil && !found.Empty() {
				err = fmt.Errorf("%v", found.Items)
			}
			return err
		}
	}
	put := `{"id": 1255, "given_names": "Nora", "family_name": "Neu", "is_member": true, "is_event_realm": true,
		"is_archived": false}`
	who, prices := s.Registrations[1].Persona.ID, priceList(t, comment)
	letters := map[string]int{"E": documentsOf(s), "p": 2, "n": 1, "R": len(s.Registrations), "j": 0, "l": 1, "P": 2}
	for _, step := range []struct {
		does string
		do   func(context.Context) error
	}{
		{"change one", apply(persona.Operation{Put: []byte(put)})},
		{"delete one", apply(persona.Operation{Delete: event.PersonaID(1255)})},
		{"look up", func(ctx context.Context) error { _, err := persona.LookUp(ctx, store, by, who); return err }},
		{"data", func(ctx context.Context) error {
			_, err := dossier.Of(ctx, store, store.JobCalendar(), dossier.Question{Persona: who, By: by})
			return err
		}},
	} {
		seen.take()
		if err := step.do(t.Context()); err != nil {
			t.Fatal(step.does, err)
		}
		letters["j"]++ // each leaves an entry
		price := prices[step.does]
		r, w := seen.take()
		if wantReads, wantWrites := sum(t, price.reads, letters), sum(t, price.writes, letters); r != wantReads ||
			w != wantWrites {
			t.Errorf("%s: %d reads, %d writes, want %d, %d", step.does, r, w, wantReads, wantWrites)
		}
	}
}
