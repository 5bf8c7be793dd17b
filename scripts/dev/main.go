// Command dev runs all of Kursbuch on a laptop: one process, no account, everything kept in one folder.
//
//	go run ./scripts/dev [-addr 127.0.0.1:8080] [-data .kursbuch] [-event EXPORT.json] [-calendar URL]
//
// The console is at /, the functions are at /<FunctionName>, the bucket speaks the Cloud Storage JSON API
// (STORAGE_EMULATOR_HOST), files dropped into <data>/inbox/<event>/ are uploaded. Whoever calls names themselves:
// Authorization: Bearer dev:<mail>. The stand-in for Google Calendar is at /calendar/; with -calendar it is another
// server of the Calendar API v3, which has to ask for no credentials. With FIRESTORE_EMULATOR_HOST set, everything is
// kept in Firestore's emulator, by the real client.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	c, err := parse(os.Args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(usageDe, "\n", usageEn)
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait
	if err := run(ctx, c); err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct{ addr, data, event, calendar string }

const usageDe = `Aufruf:
  dev [-addr 127.0.0.1:8080] [-data .kursbuch] [-event EXPORT.json] [-calendar URL]

  -addr ADRESSE       unter welcher Kursbuch zu erreichen ist
  -data ORDNER        in welchem alles aufgehoben wird
  -event EXPORT.json  mit welcher Veranstaltung ein neuer Ordner anfängt, statt mit der erfundenen
  -calendar URL       ein anderer Server der Calendar API v3, etwa http://127.0.0.1:9090/calendar/v3/; braucht ein
                      eigenes -data
`

const usageEn = `Usage:
  dev [-addr 127.0.0.1:8080] [-data .kursbuch] [-event EXPORT.json] [-calendar URL]

  -addr ADDRESS       the address to listen at
  -data FOLDER        the folder that everything is kept in
  -event EXPORT.json  the event that a new folder begins with, instead of the invented one
  -calendar URL       another server of the Calendar API v3, such as http://127.0.0.1:9090/calendar/v3/; needs a -data
                      of its own
`

func parse(args []string) (config, error) {
	c := config{}
	flags := flag.NewFlagSet("dev", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&c.addr, "addr", "127.0.0.1:8080", "")
	flags.StringVar(&c.data, "data", ".kursbuch", "")
	flags.StringVar(&c.event, "event", "", "")
	flags.StringVar(&c.calendar, "calendar", "", "")
	const help = "Wie es geht, zeigt go run ./scripts/dev -h"
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return c, err
	case err != nil:
		return c, fmt.Errorf("die Optionen gehen so nicht: %w. %s", err, help)
	case flags.NArg() > 0:
		return c, fmt.Errorf("%s ist zu viel. %s", flags.Arg(0), help)
	}
	return c, nil
}

func run(ctx context.Context, c config) (err error) {
	if err := c.begin(); err != nil {
		return err
	}
	store, err := openStores(ctx, c.data)
	if err != nil {
		return c.explained(storeFile, err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	id, samples, err := ensureEvent(ctx, store, c)
	if err != nil {
		return err
	}
	if err := c.checkBucket(ctx, store, id); err != nil {
		return err
	}
	listener, err := listen(c.addr)
	if err != nil {
		return err
	}
	imports, err := openImportHalf(store, filepath.Join(c.data, bucketFolder), time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, imports.close()) }()
	if err := imports.resend(ctx); err != nil {
		return err
	}
	imports.pending.Go(func() { imports.watch(imports.ctx, filepath.Join(c.data, "inbox")) })
	calendar, err := openCalendarHalf(ctx, store, c, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, calendar.close()) }()
	if err := calendar.prepare(ctx); err != nil {
		return err
	}
	calendar.address = address(listener)
	calendar.erases(imports.bucket)
	calendar.pending.Go(func() { calendar.run(calendar.ctx) })
	if !local(listener) {
		fmt.Fprintf(os.Stderr, "\nACHTUNG: Unter -addr %s ist Kursbuch aus dem Netz zu erreichen, und hier ist jeder, wer "+
			"er zu sein behauptet.\n\n", c.addr)
	}
	page := page{Address: address(listener), Data: c.data, Event: id, Samples: samples, Calendar: c.calendar == ""}
	if err := page.print(os.Stdout); err != nil {
		return err
	}
	return c.serve(ctx, listener, running{page, store, imports, calendar})
}
