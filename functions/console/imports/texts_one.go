package imports

import (
	"maps"

	"kursbuch.internal/functions/console/page"
)

func init() {
	maps.Copy(texts, oneTexts)
	maps.Copy(texts, problemTexts)
	maps.Copy(texts, decideTexts)
}

// oneTexts are those about a single import.
var oneTexts = page.Texts{
	"one.error":             {De: "Fehler", En: "Error"},
	"one.crumb":             {De: "Vorgang", En: "Import"},
	"one.by":                {De: "von %s", En: "by %s"},
	"one.expires":           {De: "verfällt am %s", En: "expires on %s"},
	"one.decided.committed": {De: "freigegeben von %s, %s", En: "confirmed by %s, %s"},
	"one.decided.rejected":  {De: "abgelehnt von %s, %s", En: "rejected by %s, %s"},
	"one.decided.withdrawn": {De: "zurückgezogen von %s, %s", En: "withdrawn by %s, %s"},
	"one.is.committed": {
		De: "Alles geschrieben, genau wie gezeigt",
		En: "Everything was written, exactly as shown",
	},
	"one.is.rejected": {De: "Abgelehnt, nichts wurde geändert", En: "Rejected, nothing was changed"},
	"one.is.withdrawn": {
		De: "Zurückgezogen, nichts wurde geändert",
		En: "Withdrawn, nothing was changed",
	},
	"one.is.superseded": {
		De: "Durch einen neueren Vorgang abgelöst, nichts wurde geändert",
		En: "Replaced by a newer import, nothing was changed",
	},
	"one.is.expired": {
		De: "Niemand hat rechtzeitig entschieden, nichts wurde geändert",
		En: "Nobody decided in time, nothing was changed",
	},
	"one.committed-hint": {De: "Was sich geändert hat, steht unten.", En: "What has changed is below."},
	"one.warned": {
		De: "Warnungen sind die beim Schreiben: Seit dem Ansehen können welche dazugekommen sein.",
		En: "Warnings are those at the time of writing: some may have come since it was looked at.",
	},
	"one.calendars-follow": {
		De: "%d Kalendereintrag folgt mit dem nächsten Abgleich, meist in wenigen Minuten.|" +
			"%d Kalendereinträge folgen mit dem nächsten Abgleich, meist in wenigen Minuten.",
		En: "%d calendar entry follows with the next sync, mostly within minutes.|" +
			"%d calendar entries follow with the next sync, mostly within minutes.",
	},
	"one.successor":   {De: "Den neueren Vorgang ansehen", En: "Show the newer import"},
	"one.undone":      {De: "Zurückgenommen von %s, %s", En: "Undone by %s, %s"},
	"one.undone-link": {De: "Die Rücknahme ansehen", En: "Show what undid it"},
	"one.problems": {
		De: "%d Problem, nichts wurde geändert|%d Probleme, nichts wurde geändert",
		En: "%d problem, nothing was changed|%d problems, nothing was changed",
	},
	"one.problems-hint": {
		De: "Hier steht alles, was die Prüfung gefunden hat; ein Problem kann aber ein anderes verdecken. Die " +
			"verbesserte Datei bitte noch einmal hochladen.",
		En: "This is everything that the check found; but a problem may hide another one. Please upload the mended file " +
			"again.",
	},
	"one.own": {
		De: "Selbst hochgeladen: Freigeben muss jemand anderes",
		En: "Your own upload: somebody else has to confirm it",
	},
	"one.own-undo": {
		De: "Selbst vorbereitet: Freigeben muss jemand anderes",
		En: "Prepared by yourself: somebody else has to confirm it",
	},
	"one.undo-of": {De: "Der Vorgang, den das zurücknimmt", En: "The import that this undoes"},
	"one.undecided": {
		De: "Noch nichts entschieden: Im Formular stimmt etwas nicht",
		En: "Nothing is decided yet: something is wrong in the form",
	},
	"one.undecided-link": {De: "Zum Formular", En: "To the form"},
	"one.anew":           {De: "Verbesserte Datei hochladen", En: "Upload a mended file"},
	"one.help":           {De: "Welche Schlüssel, Werte und IDs es gibt", En: "Which keys, values, IDs there are"},
	"one.reason":         {De: "Grund: %s", En: "Reason: %s"},
	"one.suspect": {
		De: "Wer hochgeladen hat, ist nicht bekannt: Freigeben muss jemand, der es nicht gewesen sein kann",
		En: "It is not known who uploaded this: somebody who cannot have done so has to confirm it",
	},
	"one.others": {De: "Freigeben dürfen andere", En: "Others may confirm this"},
	"one.confirmers": {
		De: "Freigeben können: %s. Wer freigeben soll, braucht nur die Adresse dieser Seite.",
		En: "These may confirm it: %s. Whoever is to confirm needs nothing but the address of this page.",
	},
	"one.no-approver": {
		De: "Zurzeit kann das niemand freigeben: Die Veranstaltung hat keine Freigebenden. Die Verantwortlichen müssen " +
			"jemanden eintragen.",
		En: "Nobody can confirm this at the moment: the event has no approvers. The people in charge have to enter " +
			"somebody.",
	},
	"one.only-uploaders": {
		De: "Zurzeit kann das niemand freigeben. Die Verantwortlichen der Veranstaltung müssen jemanden eintragen, der " +
			"freigibt und es nicht selbst hochgeladen hat.",
		En: "Nobody can confirm this at the moment. The people in charge of the event have to enter an approver who did " +
			"not upload it.",
	},
	"one.only-suspects": {
		De: "Zurzeit kann das niemand freigeben. Die Verantwortlichen der Veranstaltung müssen jemanden eintragen, der " +
			"freigibt, weder jetzt Orga ist noch es beim Hochladen war.",
		En: "Nobody can confirm this at the moment. The people in charge of the event have to enter an approver who is no " +
			"orga, and was none at the time of the upload.",
	},
	"one.said.late": {
		De: "Darüber wurde inzwischen entschieden. So steht es jetzt:",
		En: "This was decided meanwhile. This is how it stands:",
	},
	"one.said.again": {
		De: "Das Formular gehörte zu einem anderen Stand. Bitte noch einmal ansehen, was sich ändern würde.",
		En: "The form belonged to another state. Please look once more at what would change.",
	},
	"one.said.expired": {
		De: "Die Frist ist abgelaufen, nichts wurde geändert.",
		En: "Time is up, nothing was changed.",
	},
	"one.said.forced": {
		De: "Genau dieser Inhalt wurde schon einmal geschrieben. Soll er es noch einmal werden, bitte unten das " +
			"Häkchen setzen.",
		En: "Exactly this content was written before. If it is to be written again, please tick the box below.",
	},
	"one.said.changed": {
		De: "Inzwischen hat sich etwas geändert, und diese Datei passt nicht mehr. Nichts wurde geschrieben.",
		En: "Something changed meanwhile, and this file does not fit any more. Nothing was written.",
	},
	"one.created":      {De: "Neue Nummern", En: "New numbers"},
	"one.created.what": {De: "Was", En: "What"},
	"one.created.file": {De: "In der Datei", En: "In the file"},
	"one.created.now":  {De: "Jetzt", En: "Now"},
	"one.sign.place":   {De: "Ort, Datum", En: "Place, date"},
	"one.sign.name":    {De: "Freigabe (Name, Unterschrift)", En: "Confirmed (name, signature)"},
	"one.sign.id":      {De: "Vorgang", En: "Import"},
	"one.sign.token":   {De: "Prüfzeichen", En: "Token"},
	"undo.title":       {De: "Zurücknehmen", En: "Undo"},
	"undo.hint": {
		De: "Macht einen neuen Vorgang, der zurückstellt, was dieser geändert hat. Auch er wird geprüft, gezeigt und " +
			"freigegeben; bis dahin ändert sich nichts.",
		En: "Makes a new import that puts back what this one changed. It is checked, shown and confirmed, too; until then " +
			"nothing changes.",
	},
	"undo.hint-eyes": {
		De: "Macht einen neuen Vorgang, der zurückstellt, was dieser geändert hat. Auch er wird geprüft, gezeigt und von " +
			"jemand anderem freigegeben; bis dahin ändert sich nichts.",
		En: "Makes a new import that puts back what this one changed. It is checked, shown and confirmed by somebody else, " +
			"too; until then nothing changes.",
	},
	"undo.button": {De: "Rücknahme vorbereiten", En: "Prepare the undoing"},
	"look.title":  {De: "Vor der Freigabe ansehen", En: "Look at this before confirming"},
	"look.was":    {De: "Was zu beachten war", En: "What there was to look at"},
	"look.points": {
		De: "%d Punkt, nach Gewicht|%d Punkte, nach Gewicht",
		En: "%d point, by weight|%d points, by weight",
	},
	"look.small":         {De: "klein und folgenlos", En: "small and without consequences"},
	"contents.label":     {De: "Auf dieser Seite", En: "On this page"},
	"report.after":       {De: "Was danach ist", En: "What is afterwards"},
	"report.after-would": {De: "Was danach wäre", En: "What would be afterwards"},
	"report.after-check": {
		De: "nur, wo sich die Belegung ändert; Stand der Prüfung: %s",
		En: "only where the number of people changes; as of the check: %s",
	},
	"report.after-hint": {
		De: "nur, wo sich die Belegung ändert; wie zuletzt berechnet",
		En: "only where the number of people changes; as it was computed last",
	},
	"report.idle": {
		De: "%d Eintrag der Datei ändert nichts, weil es schon so ist: %s.|" +
			"%d Einträge der Datei ändern nichts, weil es schon so ist: %s.",
		En: "%d entry of the file changes nothing, as it is so already: %s.|" +
			"%d entries of the file change nothing, as it is so already: %s.",
	},
	"report.legend": {
		De: "farbig: danach · grau: bisher · Strich: Plätze",
		En: "coloured: afterwards · grey: before · line: places",
	},
	"report.changes":      {De: "Änderungen", En: "Changes"},
	"report.none":         {De: "Nichts davon ist dabei.", En: "There is nothing of this kind."},
	"report.show.all":     {De: "Alles", En: "Everything"},
	"report.show.new":     {De: "Neu", En: "New"},
	"report.show.changed": {De: "Geändert", En: "Changed"},
	"report.show.deleted": {De: "Gelöscht", En: "Deleted"},
	"report.of":           {De: "%s bis %s von %s Änderungen", En: "%s to %s of %s changes"},
	"report.of-followers": {De: "%s bis %s von %s Folgen", En: "%s to %s of %s consequences"},
	"report.of-places":    {De: "%s bis %s von %s Belegungen", En: "%s to %s of %s places"},
	"report.of-calendars": {De: "%s bis %s von %s Kalendern", En: "%s to %s of %s calendars"},
	"report.of-amounts":   {De: "%s bis %s von %s Beiträgen", En: "%s to %s of %s amounts"},
	"report.all-followers": {
		De: "Alle %d Folgen ansehen",
		En: "Show all %d consequences",
	},
	"report.earlier": {De: "Vorige", En: "Previous"},
	"report.later":   {De: "Nächste", En: "Next"},
	"report.followers": {
		De: "%d weitere ist nicht gezeigt|%d weitere sind nicht gezeigt",
		En: "%d more is not shown|%d more are not shown",
	},
	"report.warnings":  {De: "Warnungen", En: "Warnings"},
	"report.beds":      {De: "Betten im Ganzen", En: "Beds in all"},
	"report.mats":      {De: "Isomatten %d → %d", En: "camping mats %d → %d"},
	"report.money":     {De: "Geld", En: "Money"},
	"report.amounts":   {De: "%d Anmeldung|%d Anmeldungen", En: "%d registration|%d registrations"},
	"report.calendars": {De: "Kalender", En: "Calendars"},
	"report.entries":   {De: "%d Eintrag|%d Einträge", En: "%d entry|%d entries"},
	"report.people": {
		De: "Einträge bei %d Person|Einträge bei %d Personen",
		En: "entries of %d person|entries of %d people",
	},
	"report.others":     {De: "Außerdem", En: "Besides"},
	"money.who":         {De: "Anmeldung", En: "Registration"},
	"money.was":         {De: "bisher", En: "before"},
	"money.is":          {De: "danach", En: "afterwards"},
	"money.difference":  {De: "Differenz", En: "difference"},
	"money.paid":        {De: "bezahlt", En: "paid"},
	"money.why":         {De: "Grund", En: "reason"},
	"calendars.who":     {De: "Person", En: "Person"},
	"calendars.new":     {De: "neu", En: "new"},
	"calendars.changed": {De: "geändert", En: "changed"},
	"calendars.gone":    {De: "abgesagt", En: "cancelled"},
	"calendars.what":    {De: "Was sich ändert", En: "What changes"},
}
