package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/calsync/calsynctest"
)

func TestSyncSettings(t *testing.T) {
	calsynctest.TestSettings(t, func(t *testing.T) (calsync.SettingsStore, func() error) {
		store := open(t, filepath.Join(t.TempDir(), "db"))
		return store.Sync(), store.Close
	})
}

func TestSyncState(t *testing.T) {
	calsynctest.TestState(t, func(t *testing.T) (calsync.State, func() error) {
		store := open(t, filepath.Join(t.TempDir(), "db"))
		return store.Sync(), store.Close
	})
}
