package main

import (
	"errors"
	"fmt"

	"kursbuch.internal/shared/scalar/sheet"
)

// table is a table of appointments.
type table struct{ *sheet.Table }

// row is one of it.
type row = sheet.Row

func readTable(content []byte) (*table, error) {
	t, err := sheet.Read(content)
	if errors.Is(err, sheet.ErrEmpty) {
		return nil, errors.New("die Datei ist leer")
	} else if err != nil {
		return nil, fmt.Errorf("die erste Zeile: %w", err)
	}
	return &table{t}, nil
}

// faultTexts say why nothing of a row can be relied on.
var faultTexts = map[sheet.Fault]string{
	sheet.BadQuote: "Ein Anführungszeichen fehlt oder steht mitten im Text.",
	sheet.ExtraCells: "Die Zeile hat mehr Spalten als die erste. Steht ein Trennzeichen im Text? Dann gehört der Text " +
		"in Anführungszeichen.",
}
