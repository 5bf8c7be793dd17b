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
	"imports.drop-help":   {De: "Was in einer Datei steht", En: "What is in a file"},
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

// decideTexts are those about the decision, and about an import that is out of date.
var decideTexts = page.Texts{
	"decide.label": {De: "Entscheidung", En: "Decision"},
	"decide.title": {De: "Entscheiden", En: "Decide"},
	"decide.exactly": {
		De: "Freigegeben wird genau das, was hier steht:",
		En: "What is confirmed is exactly what is shown here:",
	},
	"decide.all-or-nothing": {
		De: "Alles oder nichts. Danach kann man es mit einem Vorgang zurücknehmen.",
		En: "All or nothing. It can be undone by another import.",
	},
	"decide.confirm":     {De: "Freigeben und schreiben", En: "Confirm and write"},
	"decide.to-confirm":  {De: "Freigeben\u00a0…", En: "Confirm\u00a0…"},
	"decide.to-reject":   {De: "Ablehnen\u00a0…", En: "Reject\u00a0…"},
	"decide.to-withdraw": {De: "Zurückziehen\u00a0…", En: "Withdraw\u00a0…"},
	"decide.deletions": {
		De: "Es verschwindet %d Eintrag. Zur Bestätigung die Zahl eintippen|Es verschwinden %d Einträge. Zur " +
			"Bestätigung die Zahl eintippen",
		En: "%d entry vanishes. Type the number to confirm|%d entries vanish. Type the number to confirm",
	},
	"decide.deletions-unit": {De: "gelöschte Einträge", En: "deleted entries"},
	"decide.deletions-hint": {
		De: "Das wird nur verlangt, wenn mehr als ein Fünftel einer Art verschwindet.",
		En: "This is asked for only if more than a fifth of a kind vanishes.",
	},
	"decide.wrong": {
		De: "Hier gehört die Zahl der Einträge hin, die verschwinden: %d.",
		En: "This takes the number of entries that vanish: %d.",
	},
	"decide.force": {
		De: "Derselbe Inhalt wurde schon einmal geschrieben und soll es noch einmal werden",
		En: "The same content was written before, and is to be written again",
	},
	"decide.reject": {De: "Ablehnen", En: "Reject"},
	"decide.reject-label": {
		De: "Ablehnen, mit Grund für alle, die es lesen",
		En: "Reject, with a reason for all who read this",
	},
	"decide.reject-hint": {
		De: "Die Datei kann verbessert noch einmal hochgeladen werden.",
		En: "The file can be mended and uploaded again.",
	},
	"decide.reason-missing": {
		De: "Ohne Grund weiß niemand, was zu verbessern ist.",
		En: "Without a reason nobody knows what to mend.",
	},
	"decide.withdraw": {De: "Zurückziehen", En: "Withdraw"},
	"decide.withdraw-hint": {
		De: "Zurückziehen nimmt den Vorgang aus der Liste der offenen. Geändert wird nichts.",
		En: "Withdrawing takes the import off the list of those that wait. Nothing is changed.",
	},
	"facts.changes":      {De: "%d Änderung|%d Änderungen", En: "%d change|%d changes"},
	"facts.consequences": {De: "%d Folge|%d Folgen", En: "%d consequence|%d consequences"},
	"facts.deletions":    {De: "%d verschwindet|%d verschwinden", En: "%d vanishes|%d vanish"},
	"facts.amounts": {
		De: "%d Beitrag anders|%d Beiträge anders",
		En: "%d amount differs|%d amounts differ",
	},
	"facts.calendars": {De: "%d Kalender|%d Kalender", En: "%d calendar|%d calendars"},
	"stale.badge":     {De: "überholt, neu berechnet", En: "out of date, computed anew"},
	"stale.title": {
		De: "Inzwischen hat sich etwas geändert, das dieser Import berührt. Es wurde nichts geschrieben.",
		En: "Something that this import touches changed meanwhile. Nothing was written.",
	},
	"three.elsewhere": {De: "nicht mehr, was zu sehen war", En: "not what was shown any more"},
	"stale.hint": {
		De: "Hier steht, was die Datei jetzt anders schriebe. Auch Plätze, Beiträge und Kalender können andere sein: Der " +
			"ganze Vorgang zeigt sie, wie sie jetzt sind.",
		En: "This is what the file would write differently now. Places, amounts and calendars may be others, too: the " +
			"whole import shows them as they are now.",
	},
	"stale.count": {
		De: "%d Unterschied zu dem, was zu sehen war|%d Unterschiede zu dem, was zu sehen war",
		En: "%d difference to what was shown|%d differences to what was shown",
	},
	"stale.was": {De: "%s, gezeigt", En: "%s, shown"},
	"stale.is":  {De: "%s, jetzt", En: "%s, now"},
	"stale.all": {De: "Den ganzen Vorgang ansehen", En: "Show the whole import"},
	"stale.question": {
		De: "Mit diesen Unterschieden freigeben?",
		En: "Confirm with these differences?",
	},
	"stale.tick": {
		De: "Diesen %d Unterschied habe ich gesehen|Diese %d Unterschiede habe ich gesehen",
		En: "I have seen this %d difference|I have seen these %d differences",
	},
	"three.unknown": {De: "nicht dabei", En: "not part of it"},
	"three.nothing": {De: "nichts mehr", En: "nothing any more"},
	"three.cause":   {De: "Der Import, der das war", En: "The import that did this"},
	"three.by":      {De: "%s, %s", En: "%s, %s"},
}
