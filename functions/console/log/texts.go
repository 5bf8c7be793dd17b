package log

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"log.title": {De: "Protokoll", En: "Log"},
	"log.lede": {
		De: "Wer was wann geändert hat, das Neueste zuerst. Jeder Eintrag führt zu seinem Import.",
		En: "Who changed what when, newest first. Each entry leads to its import.",
	},
	"log.filter":  {De: "Filtern", En: "Filter"},
	"log.kind":    {De: "Art", En: "Kind"},
	"log.number":  {De: "Name oder Nummer", En: "Name or number"},
	"log.person":  {De: "Hochgeladen oder freigegeben von", En: "Uploaded or confirmed by"},
	"log.anybody": {De: "allen", En: "anybody"},
	"log.apply":   {De: "Anzeigen", En: "Show"},
	"log.reset":   {De: "Filter aufheben", En: "Clear the filter"},

	"log.section.registrations":    {De: "Anmeldung", En: "Registration"},
	"log.section.courses":          {De: "Kurs", En: "Course"},
	"log.section.lodgements":       {De: "Unterkunft", En: "Lodgement"},
	"log.section.lodgement_groups": {De: "Unterkunftsgruppe", En: "Lodgement group"},

	"log.untitled":  {De: "Import ohne Zusammenfassung", En: "Import without a summary"},
	"log.uploaded":  {De: "hochgeladen von %s", En: "uploaded by %s"},
	"log.prepared":  {De: "vorbereitet von %s", En: "prepared by %s"},
	"log.confirmed": {De: "freigegeben von %s", En: "confirmed by %s"},
	"log.all-of":    {De: "Alles dazu", En: "All about it"},

	"log.none": {De: "Nichts protokolliert", En: "Nothing logged"},
	"log.none-hint": {
		De: "Hier steht, was Importe geschrieben haben. Vielleicht ist ein Filter zu eng.",
		En: "This is what imports have written. Perhaps a filter is too narrow.",
	},
	"log.none-yet": {
		De: "Hier steht, was Importe geschrieben haben. Bisher war das nichts.",
		En: "This is what imports have written. So far that is nothing.",
	},
	"log.called": {De: "Wer oder was ist gemeint?", En: "Who or what is meant?"},
	"log.nobody": {De: "So heißt hier nichts", En: "Nothing is called so"},
	"log.nobody-hint": {
		De: "Gesucht wird in den Namen der gewählten Art, wie sie jetzt sind. Was gelöscht wurde, ist nur noch nach der " +
			"Nummer zu finden.",
		En: "The names of the chosen kind are searched, as they are now. What was deleted can only be found by its number.",
	},
	"log.pages":  {De: "Seiten des Protokolls", En: "Pages of the log"},
	"log.newest": {De: "Zum Neuesten", En: "To the newest"},
	"log.older":  {De: "Ältere", En: "Older"},
}
