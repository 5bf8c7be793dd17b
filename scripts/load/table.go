package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// table is what a CSV file holds.
type table struct {
	columns []string // as the first row names them
	rows    []row
}

// row is one of a table.
type row struct {
	line  int               // in the file
	cells map[string]string // by the name of the column in small letters, without blanks around
	// broken is why the row could not be read; empty: it could.
	broken string
}

// readTable reads the UTF-8, UTF-16 with a BOM, or Windows-1252 of a file whose columns are separated by ; or , or
// tabs.
func readTable(content []byte) (*table, error) {
	var spelling encoding.Encoding = charmap.Windows1252
	if utf8.Valid(content) {
		spelling = unicode.UTF8
	}
	text, _, err := transform.Bytes(unicode.BOMOverride(spelling.NewDecoder()), content)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	head, _, _ := strings.Cut(string(text), "\n")
	reader.Comma = slices.MaxFunc([]rune{';', ',', '\t'}, func(a, b rune) int {
		return cmp.Compare(strings.Count(head, string(a)), strings.Count(head, string(b)))
	})
	t := new(table)
	if t.columns, err = reader.Read(); errors.Is(err, io.EOF) {
		return nil, errors.New("die Datei ist leer")
	} else if err != nil {
		return nil, fmt.Errorf("die erste Zeile: %w", err)
	}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		t.add(reader, cells, err)
	}
}

// add takes what a reader has read.
func (t *table) add(reader *csv.Reader, cells []string, err error) {
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		t.rows = append(t.rows, row{line: wrong.StartLine, broken: "Ein Anführungszeichen fehlt oder steht mitten im Text."})
		return
	}
	if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
		return // a row of nothing, as Excel likes to leave them
	}
	line, _ := reader.FieldPos(0)
	r := row{line: line, cells: map[string]string{}}
	for i, cell := range cells {
		switch {
		case i < len(t.columns):
			r.cells[name(t.columns[i])] = strings.TrimSpace(cell)
		case strings.TrimSpace(cell) != "":
			r.broken = "Die Zeile hat mehr Spalten als die erste. Steht ein Trennzeichen im Text? Dann gehört der Text in " +
				"Anführungszeichen."
		}
	}
	t.rows = append(t.rows, r)
}

func name(column string) string { return strings.ToLower(strings.TrimSpace(column)) }

// has reports whether there is a column of that name.
func (t *table) has(column string) bool {
	return slices.ContainsFunc(t.columns, func(c string) bool { return name(c) == name(column) })
}

// get is the cell in a column; empty if there is no such column.
func (r row) get(column string) string { return r.cells[name(column)] }
