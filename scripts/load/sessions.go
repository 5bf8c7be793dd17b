package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/misfit"
)

// loadSessions plans the sessions of an event. Doing it again changes nothing.
func (l *load) loadSessions(ctx context.Context) (err error) {
	content, err := readFile(l.sessions)
	if err != nil {
		return err
	}
	var plan jobcal.SessionPlan
	misfits, err := misfit.Decode(content, &plan)
	if err != nil {
		return unplanned(l.sessions, content, err)
	}
	store, err := l.to.find(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	var checked jobcal.SessionPlan
	var found problem.List
	err = store.ChangeSessions(ctx, event.ID(l.event), func(now jobcal.Timetable) (jobcal.SessionPlan, error) {
		if err := now.Access.MaySchedule(access.Caller{Admin: true}); err != nil {
			return checked, err
		}
		checked, found = jobcal.CheckSessions(plan, now.Of)
		if found = misfit.Join(misfits, found); !found.Empty() {
			return checked, errRefused
		}
		return checked, nil
	})
	if errors.Is(err, errRefused) {
		partial.Locate(content, &found)
		found.Sort()
		l.refuse(l.sessions, found)
		if !misfits.Empty() {
			fmt.Fprintln(l.errs, "load: die Form von Kursterminen zeigt go doc ./scripts/load")
		}
	}
	if err != nil {
		return l.unscheduled(err)
	}
	sessions := 0
	for _, list := range checked.Tracks {
		sessions += len(list)
	}
	fmt.Fprintf(l.out, "Veranstaltung %d hat jetzt %s in %s\n", l.event, many(sessions, "Kurstermin", "Kurstermine"),
		many(len(checked.Tracks), "Kursschiene", "Kursschienen"))
	return nil
}

// unscheduled says why an event has no sessions now.
func (l *load) unscheduled(err error) error {
	switch {
	case errors.Is(err, access.ErrNotFound):
		return fmt.Errorf("die Veranstaltung %d gibt es in %s nicht. Bitte -event prüfen oder sie zuerst laden: go run "+
			"./scripts/load EXPORT.json", l.event, l.to)
	case errors.Is(err, access.ErrClosed):
		return fmt.Errorf("die Veranstaltung %d ist geschlossen, an ihr ändert sich nichts mehr. Wer sie wieder öffnet "+
			"(DELETE /Events/close?event=%d), kann auch Kurstermine laden", l.event, l.event)
	}
	return err
}

// unplanned says why a file holds no sessions.
func unplanned(file string, content []byte, err error) error {
	if broken, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		before := content[:min(broken.ByteOffset, int64(len(content)))]
		return fmt.Errorf("%s:%d: das ist kein gültiges JSON. Bitte im Editor berichtigen", file,
			1+bytes.Count(before, []byte("\n")))
	}
	return fmt.Errorf("%s:1: das sind keine Kurstermine, die Datei ist kein Objekt in geschweiften Klammern. Gebraucht "+
		"wird die Form aus go doc ./scripts/load", file)
}
