package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar/sheet"
)

// aliases are the columns of a table, by the attributes that they hold.
var aliases = map[string][]string{
	"id":             {"id", "persona_id", "Personen-ID"},
	"display_name":   {"display_name", "Rufname"},
	"given_names":    {"given_names", "Vorname", "Vornamen"},
	"family_name":    {"family_name", "Nachname", "Familienname"},
	"username":       {"username", "E-Mail", "Mail"},
	"is_member":      {"is_member", "Mitglied"},
	"is_event_realm": {"is_event_realm", "Veranstaltungsnutzer"},
	"is_archived":    {"is_archived", "Archiviert"},
}

// faultTexts say what is wrong with a row of which nothing can be relied on.
var faultTexts = map[sheet.Fault]string{
	sheet.BadQuote: "Ein Anführungszeichen fehlt oder ist zu viel. Bitte in der Tabelle berichtigen.",
	sheet.ExtraCells: "Die Zeile hat mehr Zellen, als die Tabelle Spalten hat. Bitte Texte mit Trennzeichen in " +
		"Anführungszeichen setzen.",
}

// personasOfTable reads a table with a row for each persona. It changes what the table has a column of, and nothing
// else of who is known; who is new may take part in events, unless a column says otherwise.
func personasOfTable(ctx context.Context, s store, content []byte) (origin, error) {
	t, err := sheet.Read(content)
	switch {
	case errors.Is(err, sheet.ErrEmpty):
		return origin{}, errors.New("die Datei ist leer. Gebraucht wird eine Tabelle mit den Namen der Spalten in der " +
			"ersten Zeile")
	case err != nil:
		return origin{}, errors.New("die erste Zeile ist nicht zu lesen, ein Anführungszeichen fehlt oder ist zu viel. " +
			"Bitte die Tabelle als CSV speichern, dann noch einmal")
	}
	columns, ignored := map[string]string{}, []string(nil)
	for _, c := range t.Columns {
		attribute := ""
		for name, spellings := range aliases {
			if slices.ContainsFunc(spellings, func(a string) bool { return sheet.Name(a) == sheet.Name(c) }) {
				attribute = name
			}
		}
		switch {
		case attribute != "" && columns[attribute] != "":
			return origin{}, fmt.Errorf("die Spalten %s und %s sagen dasselbe. Bitte eine davon löschen", columns[attribute],
				strings.TrimSpace(c))
		case attribute != "":
			columns[attribute] = strings.TrimSpace(c)
		case strings.TrimSpace(c) != "":
			ignored = append(ignored, strings.TrimSpace(c))
		}
	}
	for _, needed := range []string{"id", "given_names", "family_name"} {
		if columns[needed] == "" {
			return origin{}, fmt.Errorf("es fehlt eine Spalte %s; die erste Zeile nennt %s", strings.Join(aliases[needed],
				" oder "), strings.Join(t.Columns, ", "))
		}
	}
	from, err := rowsOf(ctx, s, t, columns)
	from.ignored = ignored
	return from, err
}

func rowsOf(ctx context.Context, s store, t *sheet.Table, columns map[string]string) (from origin, err error) {
	var ids []event.PersonaID
	for _, row := range t.Rows {
		n, _ := strconv.ParseInt(row.Get(columns["id"]), 10, 32)
		ids = append(ids, event.PersonaID(n))
	}
	known, err := s.Personas(ctx, ids...)
	if err != nil {
		return from, err
	}
	for i, row := range t.Rows {
		record := map[string]any{"is_member": false, "is_event_realm": true, "is_archived": false}
		if p := known[ids[i]]; p != nil {
			text, err := json.Marshal(p)
			if err := errors.Join(err, json.Unmarshal(text, &record)); err != nil {
				return from, err
			}
		}
		for attribute, column := range columns {
			record[attribute] = cell(attribute, row.Get(column))
		}
		text, err := json.Marshal(record, json.Deterministic(true))
		if err != nil {
			return from, err
		}
		op := persona.Operation{Put: text}
		if row.Broken != "" { // whatever its cells say: that is no record, which is found
			op = persona.Operation{}
		}
		from.ops = append(from.ops, op)
	}
	from.place = func(p *problem.Problem) (string, string) {
		n, rest, ok := operation(p.Path)
		if !ok {
			return "1", ""
		}
		at := strconv.Itoa(t.Rows[n].Line)
		if column := columns[strings.TrimPrefix(rest, "/")]; column != "" {
			at += ": " + column
		}
		return at, faultTexts[t.Rows[n].Broken]
	}
	return from, nil
}

// cell is what a cell says, as a record has it; what cannot be meant is found by who reads that.
func cell(attribute, text string) any {
	switch attribute {
	case "id":
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return text
		}
		return n
	case "username":
		if text == "" {
			return nil
		}
	case "is_member", "is_event_realm", "is_archived":
		switch strings.ToLower(text) {
		case "ja", "wahr", "true", "1", "x":
			return true
		case "nein", "falsch", "false", "0", "":
			return false
		}
	}
	return text
}
