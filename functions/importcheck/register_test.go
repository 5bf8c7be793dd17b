package importcheck

import (
	"testing"

	"github.com/cloudevents/sdk-go/v2/event"
	"kursbuch.internal/functions/edge"
)

func TestDeployedItSurvivesNonsense(t *testing.T) {
	t.Setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1") // which is never asked
	t.Setenv("STORAGE_EMULATOR_HOST", "127.0.0.1:1")
	check, err := build(edge.Config{Project: "p"})
	if err != nil {
		t.Fatal(err)
	}
	if err := check(t.Context(), event.New()); err != nil {
		t.Errorf("a trigger that names no object is tried again: %v", err)
	}
}
