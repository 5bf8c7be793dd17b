package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// origin is where the operations of a file come from.
type origin struct {
	ops []persona.Operation
	// place tells where in the file a finding about the operations is, and what it says there; empty: its own words.
	place func(*problem.Problem) (at, message string)
	// ignored are columns that say nothing to us.
	ignored []string
}

// loadPersonas adds the personas of a file to the directory, or changes them. Doing it again changes nothing.
func (l *load) loadPersonas(ctx context.Context) (err error) {
	content, err := readFile(l.personas)
	if err != nil {
		return err
	}
	store, err := l.to.find(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	read := personasOfTable
	if isObject(content) {
		read = personasOfExport
	}
	from, err := read(ctx, store, content)
	if err != nil {
		return fmt.Errorf("%s: %w", l.personas, err)
	}
	results, found, err := persona.Apply(ctx, store, persona.By{Name: "scripts/load", At: time.Now()}, from.ops)
	if big, ok := errors.AsType[*proposal.TooBig](err); ok {
		found, err = big.List, nil
	}
	if err != nil {
		return err
	}
	if !found.Empty() {
		l.refusePersonas(from, found)
		return errRefused
	}
	counts := map[persona.Outcome]int{}
	for _, r := range results {
		counts[r.Outcome]++
	}
	if from.ignored != nil {
		fmt.Fprintf(l.out, "Nicht übernommene Spalten: %s\n", strings.Join(from.ignored, ", "))
	}
	fmt.Fprintf(l.out, "%s: %s übernommen: %d neu, %d geändert, %d unverändert\n", l.personas,
		many(len(results), "Person", "Personen"), counts[persona.Created], counts[persona.Replaced],
		counts[persona.Unchanged])
	return nil
}

func (l *load) refusePersonas(from origin, found problem.List) {
	for i := range found.Items {
		p := &found.Items[i]
		about, message := from.place(p)
		if message == "" {
			message = strings.TrimSpace(p.Message(problem.German) + " " + p.Advice(problem.German))
		}
		fmt.Fprintf(l.errs, "%s:%s: %s\n", l.personas, about, message)
	}
	if found.Omitted > 0 {
		fmt.Fprintf(l.errs, "%s: … %d weitere\n", l.personas, found.Omitted)
	}
	fmt.Fprintf(l.errs, "load: %s ist so nicht zu laden (%s), es wurde nichts geschrieben. Bitte berichtigen, dann "+
		"noch einmal.\n", l.personas, many(found.Total(), "Problem", "Probleme"))
}

// isObject tells JSON from a table.
func isObject(content []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(text, []byte("{"))
}

// personasOfExport reads the object personas of an export, or that object alone.
func personasOfExport(_ context.Context, _ store, content []byte) (origin, error) {
	text := bytes.TrimPrefix(content, []byte("\ufeff"))
	var records map[string]jsontext.Value
	if err := json.Unmarshal(text, &records); err != nil {
		line := 1
		if broken, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
			line += bytes.Count(text[:min(broken.ByteOffset, int64(len(text)))], []byte("\n"))
		}
		return origin{}, fmt.Errorf("kein gültiges JSON in Zeile %d. Bitte im Editor berichtigen", line)
	}
	var at jsontext.Pointer
	if all, whole := records["personas"]; whole {
		at, records = "/personas", nil
		if err := json.Unmarshal(all, &records); err != nil {
			return origin{}, errors.New("„personas“ ist kein Objekt in geschweiften Klammern. Gebraucht wird die Form, " +
				"die Exporte haben")
		}
	} else if _, export := records["EVENT_SCHEMA_VERSION"]; export {
		return origin{}, errors.New("dieser Export nennt keine Personen: „personas“ fehlt. Exporte aus Kursbuch enthalten " +
			"das Verzeichnis nicht")
	}
	var from origin
	ids := slices.Sorted(maps.Keys(records))
	for _, id := range ids {
		n, _ := strconv.ParseInt(id, 10, 32) // what is no ID is found to be none
		from.ops = append(from.ops, persona.Operation{Put: records[id], ID: event.PersonaID(n)})
	}
	from.place = func(p *problem.Problem) (string, string) {
		n, rest, ok := operation(p.Path)
		if !ok {
			return "1", ""
		}
		p.Path = at.AppendToken(ids[n]) + jsontext.Pointer(rest)
		one := problem.List{Items: []problem.Problem{*p}}
		partial.Locate(text, &one)
		return fmt.Sprintf("%d:%d", one.Items[0].Line, one.Items[0].Column), ""
	}
	return from, nil
}

// operation takes apart the path of a finding about an operation.
func operation(path jsontext.Pointer) (n int, rest string, ok bool) {
	index, rest, _ := strings.Cut(strings.TrimPrefix(string(path), "/operations/"), "/")
	n, err := strconv.Atoi(index)
	if rest = strings.TrimPrefix("/"+rest, "/put"); rest == "/" {
		rest = ""
	}
	return n, rest, err == nil
}
