package sheet_test

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"kursbuch.internal/shared/scalar/sheet"
)

func TestSpellings(t *testing.T) {
	const text = "Name;Ort\nJörg;\"Halle; Nord\"\n"
	latin, latinErr := charmap.Windows1252.NewEncoder().String(text)
	wide, wideErr := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err := errors.Join(latinErr, wideErr); err != nil {
		t.Fatal(err)
	}
	for about, content := range map[string]string{
		"UTF-8": text, "with a BOM": "\ufeff" + text, "Windows-1252": latin, "UTF-16": wide,
		"tabs":   "Name\tOrt\nJörg\tHalle; Nord\n",
		"commas": " NAME ,ort\r\nJörg,Halle; Nord\r\n,\r\n",
	} {
		read, err := sheet.Read([]byte(content))
		if err != nil || len(read.Rows) != 1 || read.Rows[0].Get("name") != "Jörg" || read.Rows[0].Line != 2 ||
			read.Rows[0].Get(" Ort ") != "Halle; Nord" || !read.Has("ORT") || read.Has("Land") || read.Rows[0].Broken != "" {
			t.Errorf("%s: %+v, %v", about, read, err)
		}
	}
}

func TestBrokenRowsAreToldWithTheirLine(t *testing.T) {
	read, err := sheet.Read([]byte("A;B\n1;2;3\n1;2\n1\"2;3\n1;\"2\n"))
	if err != nil || len(read.Rows) != 4 {
		t.Fatalf("%+v, %v", read, err)
	}
	for i, want := range []sheet.Fault{sheet.ExtraCells, "", sheet.BadQuote, sheet.BadQuote} {
		if r := read.Rows[i]; r.Broken != want || r.Line != i+2 {
			t.Errorf("row %d: %q in line %d, want %q", i, r.Broken, r.Line, want)
		}
	}
	if _, err := sheet.Read(nil); !errors.Is(err, sheet.ErrEmpty) {
		t.Error(err)
	}
	if _, err := sheet.Read([]byte("A;\"B\n")); err == nil || errors.Is(err, sheet.ErrEmpty) {
		t.Error(err)
	}
}
