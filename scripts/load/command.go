package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/problem"
)

const usageDe = `Aufruf:
  load [Optionen] EXPORT.json                      legt eine Veranstaltung an
  load [Optionen] -sessions TERMINE.json -event 1  plant, wann ihre Kurse sind
  load [Optionen] -appointments MAUFJOB.csv        übernimmt Termine aus einer Tabelle
  load [Optionen] -personas DATEI                  nimmt Personen auf, die angemeldet werden können

  -data ORDNER      in welchem Ordner der lokale Lauf alles aufhebt; sonst .kursbuch
  -project PROJEKT  in welches Projekt bei Google Cloud geladen wird, statt in den lokalen Lauf
  -database NAME    in welche Datenbank des Projekts; sonst die voreingestellte
  -orgas MAILS      wer Importe hochlädt, durch Kommas getrennt
  -approvers MAILS  wer sie freigibt; ohne -orgas und -approvers: die Personen des lokalen Laufs
  -four-eyes=false  man darf freigeben, was man selbst hochgeladen hat
  -fee TITEL=ID     die ID eines individuellen Beitrags, die der Export nicht nennt; für jeden einmal
  -event NUMMER     zu welcher Veranstaltung die Kurstermine gehören
  -zone ZEITZONE    in welcher die Uhrzeiten der Tabelle sind; sonst Europe/Berlin
  -mirror           die Tabelle führt: Was nicht mehr darin steht und von ihr kam, wird gelöscht
  -table NAME       unter welchem Namen sie das tut; gehört zu -mirror
`

const usageEn = `Usage:
  load [options] EXPORT.json                        creates an event
  load [options] -sessions SESSIONS.json -event 1   plans when its courses meet
  load [options] -appointments MAUFJOB.csv          takes appointments over from a table
  load [options] -personas FILE                     adds personas, who can be registered then

  -data FOLDER      the folder of the local run; otherwise .kursbuch
  -project PROJECT  the Google Cloud project to load into, instead of the local run
  -database NAME    the database of the project; otherwise the default one
  -orgas MAILS      who uploads imports, separated by commas
  -approvers MAILS  who confirms them; without -orgas and -approvers: the people of the local run
  -four-eyes=false  people may confirm what they uploaded themselves
  -fee TITLE=ID     the ID of an individual fee that the export does not tell; once for each
  -event NUMBER     the event that the sessions are of
  -zone ZONE        the time zone of the times in the table; otherwise Europe/Berlin
  -mirror           the table leads: what it has no more, and came from it, is deleted
  -table NAME       the name by which it does so; belongs to -mirror
`

// help is where one reads what the command line may be.
const help = "Wie es geht, zeigt go run ./scripts/load -h"

// parse reads the command line. Options may stand before and behind the file.
func (l *load) parse(args []string) error {
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&l.to.data, "data", ".kursbuch", "")
	flags.StringVar(&l.to.project, "project", "", "")
	flags.StringVar(&l.to.database, "database", "", "")
	orgas := flags.String("orgas", "", "")
	approvers := flags.String("approvers", "", "")
	flags.BoolVar(&l.access.FourEyes, "four-eyes", true, "")
	flags.Var(&l.fees, "fee", "")
	flags.StringVar(&l.appointments, "appointments", "", "")
	flags.StringVar(&l.zone, "zone", "Europe/Berlin", "")
	flags.BoolVar(&l.mirror, "mirror", false, "")
	flags.StringVar(&l.table, "table", "", "")
	flags.StringVar(&l.sessions, "sessions", "", "")
	flags.StringVar(&l.personas, "personas", "", "")
	flags.IntVar(&l.event, "event", 0, "")
	var files []string
	for more := args; more != nil; {
		if err := flags.Parse(more); errors.Is(err, flag.ErrHelp) {
			return err
		} else if err != nil {
			return fmt.Errorf("die Optionen gehen so nicht: %w. %s", err, help)
		}
		if more = nil; flags.NArg() > 0 {
			files, more = append(files, flags.Arg(0)), flags.Args()[1:]
		}
	}
	if err := l.checkTask(files); err != nil || files == nil {
		return err
	}
	l.snapshot, l.access.Orgas, l.access.Approvers = files[0], list(*orgas), list(*approvers)
	if l.to.project == "" && *orgas+*approvers == "" {
		l.access.Orgas, l.access.Approvers = identity.Roles().Orgas, identity.Roles().Approvers
	}
	return l.checkPeople()
}

// checkTask finds out whether there is one thing to load, and all that it takes.
func (l *load) checkTask(files []string) error {
	var asked []string
	for _, named := range []struct{ option, file string }{
		{"-sessions ", l.sessions}, {"-appointments ", l.appointments}, {"-personas ", l.personas},
	} {
		if named.file != "" {
			asked = append(asked, named.option+named.file)
		}
	}
	asked = append(asked, files...)
	switch {
	case len(asked) == 0:
		return errors.New("es fehlt, was zu laden ist: ein Export, -sessions, -appointments oder -personas. " + help)
	case len(asked) > 1:
		return fmt.Errorf("%s: das geht nur eins nach dem anderen. %s", strings.Join(asked, ", "), help)
	case l.sessions != "" && l.event < 1:
		return errors.New("zu -sessions gehört -event, die Nummer der Veranstaltung. " + help)
	case l.sessions == "" && l.event != 0:
		return errors.New("-event gehört zu -sessions; sonst steht die Nummer der Veranstaltung im Export. " + help)
	}
	return l.checkTable()
}

// checkTable finds out whether a table that leads has a name, and nothing else has.
func (l *load) checkTable() error {
	switch {
	case l.mirror && l.appointments == "":
		return errors.New("-mirror gehört zu -appointments. " + help)
	case l.mirror != (l.table != ""):
		return errors.New("-mirror und -table gehören zusammen: Eine Tabelle, die führt, braucht einen Namen. " + help)
	case l.mirror && table.NameOf(table.Folder+l.table+".csv") == "":
		return fmt.Errorf("-table: %q ist kein Name. Namen bestehen aus Buchstaben ohne Umlaute, Ziffern, Punkt, Strich, "+
			"Unterstrich", l.table)
	}
	return nil
}

func list(mails string) []string {
	return strings.FieldsFunc(strings.ToLower(mails), func(r rune) bool { return r == ',' || r == ' ' })
}

// checkPeople refuses what would make an event that nobody can use.
func (l *load) checkPeople() error {
	_, found := access.Check(l.access)
	var errs []error
	for _, p := range found.Items {
		errs = append(errs, errors.New(p.Message(problem.German)))
	}
	return errors.Join(errs...)
}
