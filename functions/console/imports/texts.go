package imports

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"imports.title": {De: "Importe", En: "Imports"},
	"imports.lede": {
		De: "Eine Datei ablegen, das Ergebnis der Prüfung lesen, freigeben lassen. Vor der Freigabe ändert sich nichts.",
		En: "Drop a file, read what the check says, have it confirmed. Nothing changes before it is confirmed.",
	},
	"imports.lede-approver": {
		De: "Was hochgeladen wurde, und was daraus geworden ist. Vor der Freigabe ändert sich nichts.",
		En: "What was uploaded, and what became of it. Nothing changes before it is confirmed.",
	},
	"imports.lede-none": {
		De: "Hochgeladenes, das zu keiner Veranstaltung gehört, die es hier gibt. Bei jedem Vorgang steht, was zu tun ist.",
		En: "Uploads that belong to no event that there is here. Each of them says what to do.",
	},
	"imports.drop": {De: "Import-Dateien hierher ziehen oder auswählen", En: "Drop import files here, or choose them"},
	"imports.drop-hint": {
		De: "JSON, Schema 17.2, zusammen bis 30\u00a0MB; jede Datei wird ein eigener Vorgang. Dieselbe Datei noch " +
			"einmal ersetzt, was davon noch wartet.",
		En: "JSON, schema 17.2, up to 30\u00a0MB together; each file becomes an import of its own. The same file again " +
			"replaces what of it still waits.",
	},
	"imports.drop-button": {De: "Hochladen und prüfen", En: "Upload and check"},

	"imports.list":           {De: "Vorgänge", En: "Imports"},
	"imports.show.pending":   {De: "Offen", En: "Waiting"},
	"imports.show.invalid":   {De: "Mit Problemen", En: "With problems"},
	"imports.show.committed": {De: "Geschrieben", En: "Written"},
	"imports.show.rejected":  {De: "Abgelehnt", En: "Rejected"},
	"imports.show.gone":      {De: "Abgelöst, verfallen", En: "Replaced, expired"},
	"imports.show.all":       {De: "Alle", En: "All"},

	"imports.none.pending":   {De: "Nichts wartet", En: "Nothing waits"},
	"imports.none.invalid":   {De: "Keine Datei hat Probleme", En: "No file has problems"},
	"imports.none.committed": {De: "Noch nichts geschrieben", En: "Nothing written yet"},
	"imports.none.rejected":  {De: "Nichts abgelehnt", En: "Nothing rejected"},
	"imports.none.gone":      {De: "Nichts abgelöst oder verfallen", En: "Nothing replaced or expired"},
	"imports.none.all":       {De: "Noch keine Importe", En: "No imports yet"},
	"imports.none-hint": {
		De: "Andere Stände zeigen die Knöpfe darüber.",
		En: "The buttons above show the others.",
	},

	"imports.column.title":   {De: "Vorgang", En: "Import"},
	"imports.column.status":  {De: "Stand", En: "Status"},
	"imports.column.changes": {De: "Änderungen", En: "Changes"},
	"imports.column.by":      {De: "Von", En: "By"},
	"imports.column.at":      {De: "Wann", En: "When"},
	"imports.first":          {De: "Neueste", En: "Newest"},
	"imports.later":          {De: "Ältere", En: "Older"},

	"imports.me":      {De: "mir", En: "me"},
	"imports.undo":    {De: "Rücknahme", En: "undoing"},
	"imports.unknown": {De: "unbekannt", En: "unknown"},

	"imports.who":         {De: "Wer darf was", En: "Who may do what"},
	"imports.who.upload":  {De: "Hochladen", En: "Upload"},
	"imports.who.confirm": {De: "Freigeben", En: "Confirm"},
	"imports.who.eyes":    {De: "Vier Augen", En: "Four eyes"},
	"imports.who.on":      {De: "an: niemand gibt Eigenes frei", En: "on: nobody confirms what is their own"},
	"imports.who.off":     {De: "aus", En: "off"},
	"imports.who.none":    {De: "niemand", En: "nobody"},
}
