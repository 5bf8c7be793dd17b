// Command load creates an event from a snapshot, which is a partial export.
//
//	go run ./scripts/load [-data .kursbuch] [-orgas MAILS] [-approvers MAILS] [-four-eyes=false] SNAPSHOT.json
//
// The event goes to the local run, with -project to the Firestore database of that project: as the account of
// gcloud auth application-default login, or to the emulator if FIRESTORE_EMULATOR_HOST is set.
//
// An inconsistent snapshot is refused with all reasons. Exit status: 0 created, 1 refused, 2 anything else.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// errRefused: the reasons are printed.
var errRefused = errors.New("the snapshot is inconsistent")

func main() {
	var to place
	flag.StringVar(&to.data, "data", ".kursbuch", "`folder` of the local run")
	flag.StringVar(&to.project, "project", "", "Google Cloud `project` to create the event in")
	flag.StringVar(&to.database, "database", "", "Firestore `database` of the project; empty: the default one")
	orgas := flag.String("orgas", "", "`mail` addresses of those who upload imports, separated by commas")
	approvers := flag.String("approvers", "", "`mail` addresses of those who confirm imports, separated by commas")
	fourEyes := flag.Bool("four-eyes", true, "nobody confirms their own upload")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if to.project == "" && os.Getenv("FIRESTORE_EMULATOR_HOST") != "" {
		to.project = "kursbuch" // that of the local run
	}
	access := proposal.Access{Orgas: list(*orgas), Approvers: list(*approvers), FourEyes: *fourEyes}
	switch err := load(context.Background(), to, flag.Arg(0), access); {
	case errors.Is(err, errRefused):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
}

func list(mails string) []string {
	return strings.FieldsFunc(strings.ToLower(mails), func(r rune) bool { return r == ',' || r == ' ' })
}

// place is where the event is to be created.
type place struct{ data, project, database string }

func (p place) open(ctx context.Context) (interface {
	proposal.Store
	io.Closer
}, error) {
	if p.project != "" {
		return firestoredb.Open(ctx, firestoredb.Config{Project: p.project, Database: p.database})
	}
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		return nil, err
	}
	return boltdb.Open(filepath.Join(p.data, "kursbuch.db"))
}

func (p place) String() string { return cmp.Or(p.project, p.data) }

func load(ctx context.Context, to place, name string, access proposal.Access) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	snapshot, err := event.Read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	store, err := to.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	found, err := proposal.Load(ctx, store, &proposal.Event{Snapshot: snapshot, Access: access})
	if errors.Is(err, proposal.ErrExists) {
		return fmt.Errorf("event %d is in %s already; events are changed by imports, not loaded again", snapshot.ID, to)
	}
	for _, p := range found.Items {
		fmt.Fprintf(os.Stderr, "%s: %s: %s\n", name, p.Path, p.Message(problem.German))
	}
	if found.Omitted > 0 {
		fmt.Fprintf(os.Stderr, "%s: … %d\n", name, found.Omitted)
	}
	if !found.Empty() {
		return errRefused
	}
	if err == nil {
		fmt.Printf("event %d: %s, %d registrations\n", snapshot.ID, snapshot.Event.Title, len(snapshot.Registrations))
	}
	return err
}
