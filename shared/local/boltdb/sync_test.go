package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/syncrun"
	"kursbuch.internal/shared/syncrun/syncruntest"
)

func TestSyncSettings(t *testing.T) {
	syncruntest.TestSettings(t, func(t *testing.T) (syncrun.SettingsStore, func() error) {
		store := open(t, filepath.Join(t.TempDir(), "db"))
		return store.Sync(), store.Close
	})
}

func TestSyncState(t *testing.T) {
	syncruntest.TestState(t, func(t *testing.T) (syncrun.State, func() error) {
		store := open(t, filepath.Join(t.TempDir(), "db"))
		return store.Sync(), store.Close
	})
}

func TestVersions(t *testing.T) {
	syncruntest.TestVersions(t, func(t *testing.T) syncruntest.Versioned {
		return open(t, filepath.Join(t.TempDir(), "db"))
	})
}
