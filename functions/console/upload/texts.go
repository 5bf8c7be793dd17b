package upload

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"upload.title":   {De: "Hochgeladen", En: "Uploaded"},
	"upload.running": {De: "Wird geprüft", En: "Being checked"},
	"upload.progress": {
		De: "%d von %d Dateien ist geprüft|%d von %d Dateien sind geprüft",
		En: "%d of %d files is checked|%d of %d files are checked",
	},
	"upload.lede": {
		De: "Was in der Liste steht, ist angekommen. Geprüft werden Verweise, Regeln, Beiträge; das dauert selten " +
			"länger als eine Sekunde. Diese Seite lädt sich von selbst neu.",
		En: "What is in the list has arrived. References, rules, fees are being checked; that rarely takes more than " +
			"a second. This page reloads itself.",
	},
	"upload.done": {De: "Alle Dateien sind geprüft.", En: "All files are checked."},
	"upload.unchecked": {
		De: "Noch sind nicht alle Dateien geprüft.",
		En: "Not all files are checked yet.",
	},
	"upload.hangs": {
		De: "Die Prüfung dauert ungewöhnlich lange. Das Ergebnis erscheint in der Liste der Importe, sobald es da ist; " +
			"noch einmal hochladen hilft nicht.",
		En: "The check takes unusually long. Its result appears in the list of imports as soon as it is there; " +
			"uploading again does not help.",
	},
	"upload.failed": {
		De: "Nicht angekommen; bitte noch einmal hochladen, was hier steht:",
		En: "Not arrived; please upload again what is named here:",
	},
	"upload.list":   {De: "Zu den Importen", En: "To the imports"},
	"upload.reload": {De: "Neu laden", En: "Reload"},
}
