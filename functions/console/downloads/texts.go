package downloads

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"downloads.title": {De: "Downloads", En: "Downloads"},
	"downloads.lede": {
		De: "Der jetzige Stand zum Mitnehmen. Herunterladen und Vergleichen ändern nichts.",
		En: "What is now, to take along. Downloading and comparing change nothing.",
	},
	"downloads.export": {De: "Export", En: "Export"},
	"downloads.export-text": {
		De: "Die ganze Veranstaltung als partieller Export: Anmeldungen, Kurse, Unterkünfte, Gruppen. Die Datei enthält " +
			"persönliche Daten und gehört nicht in fremde Hände.",
		En: "The whole event as a partial export: registrations, courses, lodgements, groups. The file holds personal " +
			"data and must not get into other hands.",
	},
	"downloads.export-button": {De: "Export herunterladen", En: "Download the export"},
	"downloads.schema":        {De: "JSON-Schema", En: "JSON Schema"},
	"downloads.schema-text": {
		De: "Beschreibt, was ein Import dieser Veranstaltung enthalten kann. Ein Editor, der es kennt, erklärt beim " +
			"Schreiben jeden Schlüssel und markiert die meisten Fehler.",
		En: "Describes what an import of this event may hold. An editor that knows it explains every key as one types, " +
			"marks most mistakes.",
	},
	"downloads.schema-button": {De: "Schema herunterladen", En: "Download the schema"},

	"compare.title": {De: "Zwei Exporte vergleichen", En: "Compare two exports"},
	"compare.text": {
		De: "Wer Änderungen in einen Export schreibt, bekommt hier den Import dazu: den kleinsten, der vom alten Stand zum " +
			"neuen führt. Wo keine Datei gewählt ist, gilt der jetzige Stand der Veranstaltung. Zusammen bis 30\u00a0MB; " +
			"nichts davon wird gespeichert.",
		En: "Whoever writes changes into an export gets the import for them here: the smallest one that leads from the old " +
			"state to the new one. Where no file is chosen, the event's present state counts. Up to 30\u00a0MB together; " +
			"nothing of it is kept.",
	},
	"compare.old-label": {De: "Alter Stand", En: "Old state"},
	"compare.old-hint": {
		De: "Der Export, wie er heruntergeladen wurde. Ohne ihn nimmt der Import auch zurück, was andere seitdem geändert " +
			"haben.",
		En: "The export as it was downloaded. Without it the import also takes back what others have changed since.",
	},
	"compare.new-label": {De: "Neuer Stand", En: "New state"},
	"compare.new-hint":  {De: "Der bearbeitete Export.", En: "The export that was edited."},
	"compare.button":    {De: "Vergleichen", En: "Compare"},
	"compare.again":     {De: "Andere Exporte vergleichen", En: "Compare other exports"},

	"compare.old":     {De: "Alter Stand: %s", En: "Old state: %s"},
	"compare.new":     {De: "Neuer Stand: %s", En: "New state: %s"},
	"compare.present": {De: "die Veranstaltung, wie sie jetzt ist", En: "the event as it is now"},
	"compare.place":   {De: "Zeile %s", En: "line %s"},
	"compare.fine":    {De: "Ohne Auffälligkeiten.", En: "Nothing to remark."},

	"compare.broken": {De: "Nicht zu vergleichen", En: "Cannot be compared"},
	"compare.broken-hint": {
		De: "Was an den Dateien nicht stimmt, steht unten. Bitte beheben oder einen frischen Export wählen.",
		En: "What is wrong with the files is below. Please mend it, or choose a fresh export.",
	},
	"compare.two-events": {
		De: "Das sind zwei Veranstaltungen: Zwischen ihnen gibt es keinen Import",
		En: "These are two events: there is no import between them",
	},
	"compare.same": {De: "Kein Unterschied", En: "No difference"},
	"compare.nothing": {
		De: "Ein Import ändert daran nichts: %d Unterschied liegt außerhalb|" +
			"Ein Import ändert daran nichts: %d Unterschiede liegen außerhalb",
		En: "No import changes it: %d difference is beyond imports|No import changes it: %d differences are beyond imports",
	},
	"compare.changes": {De: "Der Import hat %d Eintrag|Der Import hat %d Einträge",
		En: "The import has %d entry|The import has %d entries"},
	"compare.all": {
		De: "Er führt ganz zum neuen Stand. Geschrieben wird er erst, wenn er hochgeladen und freigegeben ist.",
		En: "It leads all the way to the new state. It is written once it was uploaded and confirmed.",
	},
	"compare.left": {
		De: "Er führt nicht ganz zum neuen Stand: %d Stelle bleibt, wie sie ist.|" +
			"Er führt nicht ganz zum neuen Stand: %d Stellen bleiben, wie sie sind.",
		En: "It does not lead all the way to the new state: %d place stays as it is.|" +
			"It does not lead all the way to the new state: %d places stay as they are.",
	},
	"compare.holds":  {De: "Was der Import enthält", En: "What the import holds"},
	"compare.what":   {De: "Was", En: "What"},
	"compare.create": {De: "Neu", En: "New"},
	"compare.update": {De: "Geändert", En: "Changed"},
	"compare.delete": {De: "Gelöscht", En: "Deleted"},

	"compare.section.lodgement_groups": {De: "Unterkunftsgruppen", En: "Lodgement groups"},
	"compare.section.lodgements":       {De: "Unterkünfte", En: "Lodgements"},
	"compare.section.courses":          {De: "Kurse", En: "Courses"},
	"compare.section.registrations":    {De: "Anmeldungen", En: "Registrations"},

	"compare.cannot":   {De: "Was kein Import kann", En: "What no import can do"},
	"compare.download": {De: "Import herunterladen", En: "Download the import"},
	"compare.upload":   {De: "Hochladen und prüfen", En: "Upload and check"},
	"compare.summary":  {De: "Worum geht es?", En: "What is it about?"},
	"compare.summary-hint": {
		De: "Steht als Titel über dem Vorgang. Wer freigibt, weiß sonst nicht, was das ist.",
		En: "The title of the import. Otherwise whoever confirms it does not know what it is.",
	},
	"compare.overtaken": {
		De: "Seit dieser Export gemacht ist, hat sich %d Anmeldung geändert|" +
			"Seit dieser Export gemacht ist, haben sich %d Anmeldungen geändert",
		En: "Since this export was made, %d registration has changed|" +
			"Since this export was made, %d registrations have changed",
	},
	"compare.overtaken-hint": {
		De: "Was davon noch gilt, nimmt der Import zurück. Wer nur die eigenen Änderungen will, wählt unten als alten " +
			"Stand den Export, wie er heruntergeladen wurde.",
		En: "What of that still holds, the import takes back. For nothing but your own changes, choose as the old state " +
			"below the export as it was downloaded.",
	},
	"compare.large": {
		De: "Der Import hätte %s und wäre zu groß: Hochladen lassen sich bis zu 30\u00a0MB. Bitte zwei Stände " +
			"vergleichen, zwischen denen weniger liegt.",
		En: "The import would have %s and be too large: up to 30\u00a0MB can be uploaded. Please compare two states with " +
			"less between them.",
	},
}
