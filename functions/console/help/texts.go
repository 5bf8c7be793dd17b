package help

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"help.title": {De: "Hilfe zu Import-Dateien", En: "Help with import files"},
	"help.lede": {
		De: "Gemacht für diese Veranstaltung: Nummern, Namen, Werte sind ihre eigenen.",
		En: "Made for this event: numbers, names, values are its own.",
	},
	"help.what": {De: "Was in einer Datei steht", En: "What is in a file"},
	"help.only": {
		De: "Eine Import-Datei sagt, was sich ändern soll. Was nicht darin steht, bleibt, wie es ist.",
		En: "An import file says what is to change. What it does not name stays as it is.",
	},
	"help.ids-are": {
		De: "Einträge stehen unter ihrer Nummer, der ID. Die der Kurse und Unterkünfte stehen unten bei den Schlüsseln, " +
			"die der Anmeldungen im Export. Wer für einen vorhandenen Eintrag null schreibt, löscht ihn.",
		En: "Entries stand under their number, the ID. Those of courses and lodgements are at the keys below, those of " +
			"registrations in the export. Whoever writes null for an existing entry deletes it.",
	},
	"help.new": {
		De: "Neues bekommt eine negative Nummer, etwa -1. Andere Stellen derselben Datei können auf sie verweisen; die " +
			"endgültige Nummer steht nach der Freigabe fest.",
		En: "What is new gets a negative number, such as -1. Other places of the same file may refer to it; the final " +
			"number is known once it is confirmed.",
	},
	"help.then": {
		De: "Nach dem Hochladen steht da, was sich ändern würde oder was noch nicht stimmt. Geschrieben wird erst mit der " +
			"Freigabe, dann alles oder nichts.",
		En: "After the upload it says what would change, or what is not right yet. It is written once it is confirmed, " +
			"then all of it or nothing.",
	},
	"help.export":  {De: "Zum Export", En: "To the export"},
	"help.upload":  {De: "Zu den Importen", En: "To the imports"},
	"help.example": {De: "Eine kleine Datei, die geht", En: "A small file that works"},
	"help.example-text": {
		De: "Mit Einträgen dieser Veranstaltung. Die Prüfung nimmt sie jetzt an; hochgeladen ist sie ein Vorgang wie " +
			"jeder andere, der sich zurückziehen lässt.",
		En: "With entries of this event. The check accepts it now; uploaded it is an import like any other, which can be " +
			"withdrawn.",
	},
	"help.download": {De: "Beispiel herunterladen", En: "Download the example"},
	"help.schema":   {De: "JSON-Schema für Editoren", En: "JSON Schema for editors"},
	"help.file":     {De: "beispiel.json", En: "example.json"},
	"help.keys":     {De: "Alle Schlüssel", En: "All keys"},

	"help.key":      {De: "Schlüssel", En: "Key"},
	"help.meaning":  {De: "Bedeutung", En: "Meaning"},
	"help.values":   {De: "Werte", En: "Values"},
	"help.required": {De: "Pflicht bei neuen", En: "required for new ones"},
	"help.creation": {De: "nur bei neuen", En: "for new ones only"},
	"help.null":     {De: "null: leer", En: "null: empty"},
	"help.under":    {De: "Für … steht eine von diesen:", En: "… stands for one of these:"},
	"help.none-yet": {De: "Davon hat die Veranstaltung keine.", En: "The event has none of these."},
	"help.ids":      {De: "%d mögliche ID|%d mögliche IDs", En: "%d possible ID|%d possible IDs"},
	"help.more": {
		De: "%d weitere steht im Export.|%d weitere stehen im Export.",
		En: "%d more is in the export.|%d more are in the export.",
	},
}
