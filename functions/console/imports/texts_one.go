package imports

import (
	"maps"

	"kursbuch.internal/functions/console/page"
)

func init() {
	maps.Copy(texts, oneTexts)
	maps.Copy(texts, problemTexts)
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
	"one.calendars-follow": {
		De: "%d Kalendereintrag folgt mit dem nächsten Abgleich.|%d Kalendereinträge folgen mit dem nächsten Abgleich.",
		En: "%d calendar entry follows with the next sync.|%d calendar entries follow with the next sync.",
	},
	"one.successor":   {De: "Den neueren Vorgang ansehen", En: "Show the newer import"},
	"one.undone":      {De: "Zurückgenommen von %s, %s", En: "Undone by %s, %s"},
	"one.undone-link": {De: "Die Rücknahme ansehen", En: "Show what undid it"},
	"one.problems": {
		De: "%d Problem, nichts wurde geändert|%d Probleme, nichts wurde geändert",
		En: "%d problem, nothing was changed|%d problems, nothing was changed",
	},
	"one.problems-hint": {
		De: "Hier steht alles, was zu beheben ist; es kommt nichts weiter dazu, solange sich die Veranstaltung nicht " +
			"ändert. Die verbesserte Datei bitte noch einmal hochladen.",
		En: "This is everything that is to be mended; nothing will be added as long as the event does not change. " +
			"Please upload the mended file again.",
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
	"one.suspect": {
		De: "Wer hochgeladen hat, ist nicht bekannt: Freigeben muss jemand, der es nicht gewesen sein kann",
		En: "It is not known who uploaded this: somebody who cannot have done so has to confirm it",
	},
	"one.others": {De: "Freigeben dürfen andere", En: "Others may confirm this"},
	"one.confirmers": {
		De: "Freigeben können: %s. Wer freigeben soll, braucht nur die Adresse dieser Seite.",
		En: "These may confirm it: %s. Whoever is to confirm needs nothing but the address of this page.",
	},
	"one.nobody": {
		De: "Zurzeit kann das niemand freigeben: Die Veranstaltung hat keine Freigebenden. Die Verantwortlichen müssen " +
			"jemanden eintragen.",
		En: "Nobody can confirm this at the moment: the event has no approvers. The people in charge have to enter " +
			"somebody.",
	},
	"one.nobody-else": {
		De: "Zurzeit kann das niemand freigeben. Die Verantwortlichen der Veranstaltung müssen jemanden eintragen, der " +
			"freigibt und es nicht selbst hochgeladen hat.",
		En: "Nobody can confirm this at the moment. The people in charge of the event have to enter an approver who did " +
			"not upload it.",
	},
	"one.nobody-unsuspected": {
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
	"look.small":   {De: "klein und folgenlos", En: "small and without consequences"},
	"report.after": {De: "Was danach ist", En: "What is afterwards"},
	"report.after-hint": {
		De: "nur, wo sich die Belegung ändert",
		En: "only where the number of people changes",
	},
	"report.legend": {
		De: "farbig: danach · grau: bisher · Strich: Plätze",
		En: "coloured: afterwards · grey: before · line: places",
	},
	"report.changes":      {De: "Änderungen", En: "Changes"},
	"report.none":         {De: "Nichts davon ist dabei.", En: "There is nothing of this kind."},
	"report.others":       {De: "Außerdem", En: "Besides"},
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
	"report.warnings":  {De: "Hinweise", En: "Warnings"},
	"report.money":     {De: "Geld", En: "Money"},
	"report.amounts":   {De: "%d Anmeldung|%d Anmeldungen", En: "%d registration|%d registrations"},
	"report.calendars": {De: "Kalender", En: "Calendars"},
	"report.entries":   {De: "%d Eintrag|%d Einträge", En: "%d entry|%d entries"},
	"report.people": {
		De: "Einträge bei %d Person|Einträge bei %d Personen",
		En: "entries of %d person|entries of %d people",
	},
	"report.section.courses":          {De: "Kurse", En: "Courses"},
	"report.section.lodgement_groups": {De: "Unterkunftsgruppen", En: "Lodgement groups"},
	"report.section.lodgements":       {De: "Unterkünfte", En: "Lodgements"},
	"report.section.registrations":    {De: "Anmeldungen", En: "Registrations"},
	"report.section.":                 {De: "Außerdem", En: "Besides"},
	"money.who":                       {De: "Anmeldung", En: "Registration"},
	"money.was":                       {De: "bisher", En: "before"},
	"money.is":                        {De: "danach", En: "afterwards"},
	"money.difference":                {De: "Differenz", En: "difference"},
	"money.paid":                      {De: "bezahlt", En: "paid"},
	"money.why":                       {De: "Grund", En: "reason"},
	"calendars.who":                   {De: "Person", En: "Person"},
	"calendars.new":                   {De: "neu", En: "new"},
	"calendars.changed":               {De: "geändert", En: "changed"},
	"calendars.gone":                  {De: "abgesagt", En: "cancelled"},
	"calendars.what":                  {De: "Was sich ändert", En: "What changes"},
	"decide.label":                    {De: "Entscheidung", En: "Decision"},
	"decide.title":                    {De: "Entscheiden", En: "Decide"},
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
	"stale.all": {De: "Alle Änderungen ansehen", En: "Show all changes"},
	"stale.question": {
		De: "Mit diesen Unterschieden freigeben?",
		En: "Confirm with these differences?",
	},
	"stale.tick": {
		De: "Den %d Unterschied habe ich gesehen|Die %d Unterschiede habe ich gesehen",
		En: "I have seen the %d difference|I have seen the %d differences",
	},
	"three.unknown": {De: "nicht dabei", En: "not part of it"},
	"three.nothing": {De: "nichts mehr", En: "nothing any more"},
	"three.by":      {De: "%s, %s", En: "%s, %s"},
}
