package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/event/persona/personatest"
)

func TestPersonas(t *testing.T) {
	personatest.TestStore(t, func(t *testing.T) personatest.Store { return open(t, filepath.Join(t.TempDir(), "db")) })
}
