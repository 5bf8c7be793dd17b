package imports

import "kursbuch.internal/functions/console/page"

// problemTexts are those about a file with problems.
var problemTexts = page.Texts{
	"again.title":      {De: "Verbesserte Datei hochladen", En: "Upload the mended file"},
	"again.hint":       {De: "JSON, bis 30\u00a0MB; wird gleich geprüft", En: "JSON, up to 30\u00a0MB; checked at once"},
	"finding.where":    {De: "Wo es hakt", En: "Where it sticks"},
	"finding.at-line":  {De: "Zeile %d", En: "line %d"},
	"finding.line":     {De: "Zeile %d, Spalte %d", En: "line %d, column %d"},
	"finding.advice":   {De: "Vorschlag:", En: "Suggestion:"},
	"finding.lines":    {De: "Zeilen der Datei zu Problem %d", En: "Lines of the file about problem %d"},
	"finding.mended":   {De: "wird korrigiert", En: "is corrected"},
	"correction.title": {De: "Korrigierte Datei", En: "Corrected file"},
	"correction.mends": {
		De: "Was ein eindeutiger Schreibfehler ist oder aus einem folgt, behebt Kursbuch selbst: %d von %d. Sonst bleibt " +
			"jedes Zeichen der Datei, wie es ist.",
		En: "Kursbuch mends what is a misspelling that leaves no choice, or follows from one: %d of %d. Every other " +
			"character of the file stays as it is.",
	},
	"correction.left": {
		De: "Danach bleibt %d Problem, das in der korrigierten Datei von Hand zu beheben ist.|" +
			"Danach bleiben %d Probleme, die in der korrigierten Datei von Hand zu beheben sind.",
		En: "%d problem is left, to be mended by hand in the corrected file.|" +
			"%d problems are left, to be mended by hand in the corrected file.",
	},
	"correction.none-left": {
		De: "Danach bleibt kein Problem: Sie kann gleich hochgeladen werden.",
		En: "No problem is left: it can be uploaded at once.",
	},
	"correction.hidden": {
		De: "Das haben die Schreibfehler verdeckt; es bleibt in der korrigierten Datei zu beheben:",
		En: "The misspellings hid this; it is left to be mended in the corrected file:",
	},
	"correction.suffix":   {De: "-korrigiert", En: "-corrected"},
	"correction.download": {De: "Korrigierte Datei herunterladen", En: "Download the corrected file"},
	"correction.too-large": {
		De: "Einige Schreibfehler sind eindeutig. Korrigierte Dateien gibt es aber nur bis %s; diese ist größer. Bitte " +
			"von Hand beheben, was unten steht, oder die Datei aufteilen.",
		En: "Some misspellings leave no choice. But there are corrected files up to %s only; this one is larger. Please " +
			"mend by hand what is listed below, or split the file.",
	},
	"notes.hint": {
		De: "kein Hindernis, aber einen Blick wert",
		En: "in the way of nothing, but worth a look",
	},
	"finding.more": {
		De: "%d weiteres Problem ist nicht gezeigt.|%d weitere Probleme sind nicht gezeigt.",
		En: "%d more problem is not shown.|%d more problems are not shown.",
	},
}
