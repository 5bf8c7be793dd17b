// Command load creates an event from a partial export, plans its sessions, takes appointments over from a table, or
// adds personas to the directory.
//
//	go run ./scripts/load [-data .kursbuch] [-orgas MAILS] [-approvers MAILS] [-four-eyes=false]
//	  [-fee TITLE=ID]… EXPORT.json
//	go run ./scripts/load [-data .kursbuch] -sessions SESSIONS.json -event 1
//	go run ./scripts/load [-data .kursbuch] [-zone Europe/Berlin] -appointments MAUFJOB.csv [-mirror -table NAME]
//	go run ./scripts/load [-data .kursbuch] -personas FILE
//
// The event goes to the local run, with -project to the Firestore database of that project: as the account of
// gcloud auth application-default login, or to the emulator if FIRESTORE_EMULATOR_HOST is set.
//
// An export of the original does not tell the IDs of fees. Those of individual fees have to be told then, by -fee once
// for each or in the file, unless there is only one fee and only one ID in use.
//
// Without -orgas and -approvers the people of the local run have their roles in it; elsewhere they have to be named.
//
// Sessions and appointments go to a local run that there is already, and that does not run meanwhile.
//
// An inconsistent export is refused with all reasons. Exit status: 0 created, or -h; 1 refused; 2 anything else.
//
// Sessions are when the courses of an event meet, by track, instead of those that were planned before:
//
//	{"tracks": {"1": [{"start": "2027-05-15T09:00", "end": "2027-05-15T10:30", "time_zone": "Europe/Berlin"}]},
//	 "invite": "instructors"}
//
// Appointments come from the REFLEX table MAUFJOB as CSV: one row for each person of an appointment, whom the job
// calendar knows by the short name already. Rows with the same ID_STRING are one appointment. It is the same one each
// time the table is loaded, so that can be repeated: it changes what the table says, and nothing else of the
// appointment. One that the table does not have any more stays. An appointment with a row that cannot be taken over is
// left out as a whole, with the reason; the exit status is 1 then.
//
// With -mirror the table leads: what it has no more is deleted, if it came from the table of that NAME and is not over,
// behind the guard of the settings. See package table for all of it.
//
// Personas are those who can be registered, in any event. The file is JSON, as exports have them: a whole one with
// personas in it, or only that object; each record is put in place of the one that there is. Or it is CSV with a
// header, in any encoding that Excel writes: id, given_names, family_name, and where there are columns of them
// display_name, username, is_member, is_event_realm, is_archived, in these words or in German; of who is known, what
// has no column stays. All of it is loaded or nothing, with all reasons by line; at most 10,000 at once. Nobody is
// deleted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitCreated = iota
	exitRefused
	exitFailed
)

// errRefused: the reasons are printed.
var errRefused = errors.New("the snapshot is inconsistent")

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	l := load{out: out, errs: errs}
	err := l.parse(args)
	if err == nil {
		err = l.run(ctx)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usageDe, "\n", usageEn)
	case errors.Is(err, errRefused):
		return exitRefused
	case err != nil:
		fmt.Fprintln(errs, "load:", err)
		return exitFailed
	}
	return exitCreated
}

// load is what the command line asks for.
type load struct {
	to        place
	access    access.Roles
	snapshot  string
	fees      fees
	out, errs io.Writer
	// appointments is the file of a table, whose times are in zone; sessions that of the sessions of an event. Both empty:
	// a snapshot is loaded.
	appointments, zone string
	// mirror: the table leads, by the name of table.
	mirror   bool
	table    string
	sessions string
	personas string // a file of them
	event    int
}

func (l *load) run(ctx context.Context) error {
	if l.to.project == "" && os.Getenv("FIRESTORE_EMULATOR_HOST") != "" {
		l.to.project = "kursbuch" // that of the local run
	}
	switch {
	case l.appointments != "":
		return l.loadAppointments(ctx)
	case l.sessions != "":
		return l.loadSessions(ctx)
	case l.personas != "":
		return l.loadPersonas(ctx)
	}
	return l.load(ctx)
}

func (l *load) load(ctx context.Context) (err error) {
	content, err := readFile(l.snapshot)
	if err != nil {
		return err
	}
	snapshot, found := proposal.ReadExport(content)
	if snapshot == nil {
		l.refuse(l.snapshot, found)
		return errRefused
	}
	if found = snapshot.NameFees(l.fees).Below("/event/fees"); !found.Empty() {
		partial.Locate(content, &found)
		l.refuse(l.snapshot, found)
		return errRefused
	}
	store, err := l.to.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	created := journal.New(journal.Created, "scripts/load", time.Now())
	found, err = proposal.Load(ctx, store, &proposal.Event{Snapshot: snapshot, Access: l.access, Created: &created})
	switch {
	case errors.Is(err, proposal.ErrErased):
		return fmt.Errorf("eine Veranstaltung mit der ID %d gab es in %s, sie wurde gelöscht. Ihre ID wird nie wieder "+
			"vergeben; bitte eine andere nehmen", snapshot.ID, l.to)
	case errors.Is(err, proposal.ErrExists):
		return fmt.Errorf("die Veranstaltung %d gibt es in %s schon. Geändert wird sie durch Importe, "+
			"nicht durch neues Laden", snapshot.ID, l.to)
	case err != nil:
		return err
	case !found.Empty():
		partial.Locate(content, &found)
		l.refuse(l.snapshot, found)
		l.askForFees(found)
		return errRefused
	}
	known, err := store.Personas(ctx, slices.Collect(maps.Keys(snapshot.Newcomers()))...)
	if err != nil {
		return err
	}
	strange := snapshot.Warnings()
	strange.Append(persona.OtherNames(snapshot.Newcomers(), known))
	for _, p := range strange.Items {
		fmt.Fprintf(l.errs, "load: %s: %s\n", l.snapshot, p.Message(problem.German))
	}
	fmt.Fprintf(l.out, "Veranstaltung %d ist angelegt: %s, %s\n", snapshot.ID, snapshot.Event.Title,
		many(len(snapshot.Registrations), "Anmeldung", "Anmeldungen"))
	return nil
}

// refuse prints why a file is not loaded.
func (l *load) refuse(file string, found problem.List) {
	for _, p := range found.Items {
		message := strings.TrimSpace(p.Message(problem.German) + " " + p.Advice(problem.German))
		fmt.Fprintf(l.errs, "%s:%d:%d: %s (%s)\n", file, p.Line, p.Column, message, p.Path)
	}
	if found.Omitted > 0 {
		fmt.Fprintf(l.errs, "%s: … %d weitere\n", file, found.Omitted)
	}
	fmt.Fprintf(l.errs, "load: %s ist so nicht zu laden (%s), es wurde nichts geschrieben. Bitte berichtigen, dann "+
		"noch einmal.\n", file, many(found.Total(), "Problem", "Probleme"))
}
