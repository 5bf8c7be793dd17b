package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"google.golang.org/api/option"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
)

// place is where something is loaded to.
type place struct{ data, project, database string }

// store is what is there.
type store interface {
	proposal.Store
	io.Closer
	jobcal.SessionStore
	persona.Store
	JobCalendar() jobcal.Store
	Tables() table.Store
	settings(context.Context) (calsync.Settings, error)
}

// inCloud and inFile are the stores, each with the settings of its sync.
type (
	inCloud struct{ *firestoredb.Store }
	inFile  struct{ *boltdb.Store }
)

func (s inCloud) settings(ctx context.Context) (calsync.Settings, error) {
	return s.Sync().Settings(ctx)
}
func (s inFile) settings(ctx context.Context) (calsync.Settings, error) {
	return s.Sync().Settings(ctx)
}

// open opens the store, or creates it.
func (p place) open(ctx context.Context) (store, error) {
	if p.project != "" {
		s, err := firestoredb.Open(ctx, firestoredb.Config{Project: p.project, Database: p.database}, p.billed()...)
		if err != nil {
			return nil, err
		}
		return inCloud{s}, nil
	}
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		return nil, fmt.Errorf("-data: der Ordner %s kann nicht angelegt werden: Gibt es eine Datei dieses Namens, fehlt "+
			"die Berechtigung? (%w)", p.data, errors.Unwrap(err))
	}
	s, err := boltdb.Open(p.file())
	if errors.Is(err, boltdb.ErrInUse) {
		return nil, errors.New("hier läuft noch Kursbuch (scripts/dev). Bitte dort mit Strg-C beenden, dann noch einmal")
	}
	if errors.Is(err, boltdb.ErrDamaged) {
		return nil, fmt.Errorf("die Datei %s ist beschädigt; es wurde nichts geändert. Bitte eine Sicherung des ganzen "+
			"Ordners zurückspielen, oder mit -data einen anderen nehmen (%w)", p.file(), err)
	}
	if err != nil {
		return nil, err
	}
	return inFile{s}, nil
}

// billed has requests counted for the project itself. Those of a person's account are refused otherwise: Google would
// not know whose quota they take. The emulator counts nothing.
func (p place) billed() []option.ClientOption {
	if os.Getenv("FIRESTORE_EMULATOR_HOST") != "" {
		return nil
	}
	return []option.ClientOption{option.WithQuotaProject(p.project)}
}

// find opens the store, which has to be there: a mistyped folder is no reason for a new one.
func (p place) find(ctx context.Context) (store, error) {
	if p.project == "" {
		if _, err := os.Stat(p.file()); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("in %s ist kein Kursbuch. Bitte -data prüfen, oder zuerst mit go run ./scripts/dev -data "+
				"%[1]s eines anlegen", p.data)
		}
	}
	return p.open(ctx)
}

func (p place) file() string { return filepath.Join(p.data, "kursbuch.db") }

func (p place) String() string { return cmp.Or(p.project, p.data) }

// readFile reads a file that the command line names.
func readFile(name string) ([]byte, error) {
	content, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("die Datei %s gibt es nicht. Bitte Namen und Ordner prüfen", name)
	case err != nil:
		return nil, fmt.Errorf("die Datei %s kann nicht gelesen werden: Ist sie ein Ordner, fehlt die Berechtigung? (%w)",
			name, errors.Unwrap(err))
	}
	return content, nil
}
