package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/event/erasing/erasingtest"
)

func TestErasing(t *testing.T) {
	erasingtest.TestStore(t, func(t *testing.T) erasingtest.Opened {
		store := open(t, filepath.Join(t.TempDir(), "db"))
		return erasingtest.Opened{Store: store, State: store.Sync()}
	})
}
