// Package sheet reads a table as spreadsheets, databases write it: CSV with the names of its columns in the first row.
//
//	what            | is found out by
//	UTF-8           | it is UTF-8, with or without a BOM
//	UTF-16          | a BOM
//	Windows-1252    | it is neither
//	; , tab between | which of them the first row has most often
//
// It knows nothing of what the columns mean. What is wrong with a row is told as a code with the row, all rows are
// read: whoever has the file before them wants to hear of all of it at once.
package sheet

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

// ErrEmpty says that there is not even a row with the names of columns.
var ErrEmpty = errors.New("the file is empty")

// Table is what a file holds.
type Table struct {
	Columns []string // as the first row names them
	Rows    []Row
}

// Row is one of a table.
type Row struct {
	Line  int               // in the file, from 1
	cells map[string]string // by the name of the column in small letters, without blanks around
	// Broken is why nothing of the row can be relied on; empty: it could be read.
	Broken Fault
}

// Fault is why a row cannot be read.
type Fault string

// The faults of rows. Of either, nobody knows which cell belongs to which column.
const (
	BadQuote   Fault = "bad-quote"   // a quotation mark is missing, or stands within a text
	ExtraCells Fault = "extra-cells" // there are more cells than columns
)

// Read reads the content of a file. ErrEmpty if there is nothing in it; any other error means that the first row is
// broken.
func Read(content []byte) (*Table, error) {
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
	t := new(Table)
	if t.Columns, err = reader.Read(); errors.Is(err, io.EOF) {
		return nil, ErrEmpty
	} else if err != nil {
		return nil, fmt.Errorf("the first row: %w", err)
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
func (t *Table) add(reader *csv.Reader, cells []string, err error) {
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		t.Rows = append(t.Rows, Row{Line: wrong.StartLine, Broken: BadQuote})
		return
	}
	if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
		return // a row of nothing, as Excel likes to leave them
	}
	line, _ := reader.FieldPos(0)
	r := Row{Line: line, cells: map[string]string{}}
	for i, cell := range cells {
		switch {
		case i < len(t.Columns):
			r.cells[Name(t.Columns[i])] = strings.TrimSpace(cell)
		case strings.TrimSpace(cell) != "":
			r.Broken = ExtraCells
		}
	}
	t.Rows = append(t.Rows, r)
}

// Name is the one spelling of the name of a column.
func Name(column string) string { return strings.ToLower(strings.TrimSpace(column)) }

// Has reports whether there is a column of that name.
func (t *Table) Has(column string) bool {
	return slices.ContainsFunc(t.Columns, func(c string) bool { return Name(c) == Name(column) })
}

// Get is the cell in a column; empty if there is no such column.
func (r Row) Get(column string) string { return r.cells[Name(column)] }
