package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// eventStore is where events are kept, with what becomes of them.
type eventStore interface {
	proposal.Store
	jobcal.SessionStore
	access.Directory
	access.Keeper
	journal.Reader
	persona.Store
	jobcal.Programmes
	erasing.Store
	syncrun.Versions
	io.Closer
}

// stores are where everything is kept.
type stores struct {
	eventStore
	calendar  jobcal.Store
	histories history.Store
	tables    table.Store
	sync      interface {
		syncrun.State
		syncrun.SettingsStore
	}
}

// onEmulator reports whether everything is kept in Firestore's emulator.
func onEmulator() bool { return os.Getenv("FIRESTORE_EMULATOR_HOST") != "" }

// openStores opens Firestore where an emulator runs, else the embedded store.
func openStores(ctx context.Context, data string) (stores, error) {
	if onEmulator() {
		s, err := firestoredb.Open(ctx, firestoredb.Config{Project: "kursbuch"})
		if err != nil {
			return stores{}, err
		}
		return firestoreOf(s), nil
	}
	s, err := boltdb.Open(filepath.Join(data, storeFile))
	if err != nil {
		return stores{}, err
	}
	return boltOf(s), nil
}

func firestoreOf(s *firestoredb.Store) stores {
	return stores{s, s.JobCalendar(), s.Histories(), s.Tables(), s.Sync()}
}

func boltOf(s *boltdb.Store) stores {
	return stores{s, s.JobCalendar(), s.Histories(), s.Tables(), s.Sync()}
}
