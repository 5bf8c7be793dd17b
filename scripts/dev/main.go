// Command dev runs all of Kursbuch on a laptop: one process, no account, everything kept in one folder.
//
//	go run ./scripts/dev [-addr 127.0.0.1:8080] [-data .kursbuch] [-event SNAPSHOT.json] [-calendar URL]
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
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	c, err := parse(os.Args[1:])
	if err != nil { // flag has said what is wrong
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

func parse(args []string) (config, error) {
	c := config{}
	flags := flag.NewFlagSet("dev", flag.ContinueOnError)
	flags.StringVar(&c.addr, "addr", "127.0.0.1:8080", "`address` to listen at")
	flags.StringVar(&c.data, "data", ".kursbuch", "`folder` that everything is kept in")
	flags.StringVar(&c.event, "event", "", "partial export of the `event` to begin with, instead of the sample event")
	flags.StringVar(&c.calendar, "calendar", "",
		"`URL` of another server of the Calendar API v3, "+
			"such as http://127.0.0.1:9090/calendar/v3/; needs a -data of its own")
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		flags.Usage()
		err = flag.ErrHelp
	}
	return c, err
}

func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("something else listens at %s already; choose a free port, for example -addr 127.0.0.1:8081",
			addr)
	} else if err != nil {
		return nil, fmt.Errorf("-addr %s: %w", addr, err)
	}
	return listener, nil
}

func run(ctx context.Context, c config) (err error) {
	if err := os.MkdirAll(c.data, 0o700); err != nil {
		return err
	}
	store, err := openStores(ctx, c.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	id, err := ensureEvent(ctx, store, c)
	if err != nil {
		return err
	}
	listener, err := listen(c.addr)
	if err != nil {
		return err
	}
	imports, err := openImportHalf(store, filepath.Join(c.data, "bucket"), time.Now)
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
	calendar.pending.Go(func() { calendar.run(calendar.ctx) })
	pages, err := openConsole(store, imports.bucket, time.Now)
	if err != nil {
		return err
	}
	if !local(listener) {
		fmt.Fprintf(os.Stderr, "\nACHTUNG: Unter -addr %s ist Kursbuch aus dem Netz zu erreichen, und hier ist jeder, wer "+
			"er zu sein behauptet.\n\n", c.addr)
	}
	page := page{Address: address(listener), Data: c.data, Event: id, Samples: c.samples(), Calendar: c.calendar == ""}
	if err := page.print(os.Stdout); err != nil {
		return err
	}
	return serve(ctx, listener, ours(c.addr, handler(page, pages, imports, calendar)))
}
