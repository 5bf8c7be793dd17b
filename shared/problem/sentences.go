package problem

import "maps"

// sentences has the text of every code in every language. %[1]s is the first value of the finding.
var sentences = union(importSentences, appointmentSentences, sessionSentences, syncSentences)

func union(parts ...map[Code]Text) map[Code]Text {
	all := map[Code]Text{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

var importSentences = map[Code]Text{
	TooLarge: {"Die Datei ist größer als %[1]s MiB. Bitte auf mehrere Dateien aufteilen.",
		"The file is larger than %[1]s MiB. Please split it into several files."},
	EmptyFile: {"Die Datei ist leer.", "The file is empty."},
	NotUTF8: {"Ab hier ist die Datei kein UTF-8. Bitte im Editor die Kodierung UTF-8 wählen und neu speichern.",
		"From here on the file is not UTF-8. Please choose the encoding UTF-8 in the editor and save it again."},
	TooDeep: {"Hier ist die Datei tiefer als %[1]s Ebenen verschachtelt.",
		"Here the file is nested deeper than %[1]s levels."},
	Syntax: {"Kein gültiges JSON: „%[1]s“ darf hier nicht stehen.", "Not valid JSON: “%[1]s” cannot stand here."},
	Truncated: {"Die Datei endet mittendrin: Es fehlt mindestens eine schließende Klammer oder ein Anführungszeichen.",
		"The file ends in the middle: at least one closing bracket or quotation mark is missing."},
	Trailing: {"Hinter dem Ende des Imports steht noch etwas.", "Something stands behind the end of the import."},
	WrongVersion: {"Die Version %[1]s kann nicht gelesen werden. Es gehen [17, 0] bis [17, 2], mit Vorbehalt auch [16, " +
		"x], [18, x] und [19, x].", "Version %[1]s cannot be read. [17, 0] to [17, 2] are fine, with reservations also " +
		"[16, x], [18, x] and [19, x]."},
	NotPartial: {"„kind“ muss \"partial\" sein, nicht %[1]s. Nur partielle Importe können hochgeladen werden.",
		"“kind” must be \"partial\", not %[1]s. Only partial imports can be uploaded."},
	WrongEvent: {"Die Datei gehört zur Veranstaltung %[1]s, nicht zu %[2]s.",
		"The file belongs to event %[1]s, not to %[2]s."},
	UnknownEvent: {"Die Veranstaltung %[1]s gibt es hier nicht.", "There is no event %[1]s here."},
	WrongFolder: {"Die Datei gehört zur Veranstaltung %[1]s, liegt aber im Ordner der Veranstaltung %[2]s.",
		"The file belongs to event %[1]s, but lies in the folder of event %[2]s."},
	BadName: {"Importe müssen als imports/<Veranstaltung>/<Name>.json hochgeladen werden, nicht als %[1]s.",
		"Imports must be uploaded as imports/<event>/<name>.json, not as %[1]s."},
	ObjectGone: {"Die Datei wurde gelöscht oder ersetzt, bevor sie geprüft werden konnte.",
		"The file was deleted or replaced before it could be checked."},
	Unreadable: {"Die Datei kann nicht gelesen werden: Sie ist als gzip gekennzeichnet, lässt sich aber nicht " +
		"entpacken. Bitte ungepackt hochladen.",
		"The file cannot be read: it is marked as gzip, but cannot be unpacked. Please upload it unpacked."},

	TooBigToCommit: {"Der Import würde %[1]s MiB schreiben, möglich sind %[2]s. Bitte auf mehrere Dateien aufteilen.",
		"The import would write %[1]s MiB, %[2]s are possible. Please split it into several files."},
	EntityTooBig: {"Dieser Eintrag wäre %[1]s KiB groß, möglich sind %[2]s. Bitte die Texte kürzen.",
		"This entry would be %[1]s KiB large, %[2]s are possible. Please shorten its texts."},

	Duplicate:  {"„%[1]s“ steht hier schon einmal.", "“%[1]s” is here already."},
	UnknownKey: {"Den Schlüssel „%[1]s“ gibt es hier nicht.", "There is no key “%[1]s” here."},
	ExportOnly: {"„%[1]s“ steht nur in Exporten und kann durch einen Import nicht geändert werden. Bitte weglassen.",
		"“%[1]s” is in exports only and cannot be changed by an import. Please leave it out."},
	Missing: {"„%[1]s“ fehlt.", "“%[1]s” is missing."},
	NotID: {"„%[1]s“ ist keine ID. IDs sind ganze Zahlen außer 0, ohne führende Nullen; negative stehen nur für " +
		"neue Kurse, Unterkünfte, Gruppen und Anmeldungen.",
		"“%[1]s” is no ID. IDs are whole numbers other than 0, without leading zeros; negative ones stand for new " +
			"courses, lodgements, groups and registrations only."},
	TooMany: {"Zu viele Einträge, höchstens %[1]s sind möglich.", "Too many entries, at most %[1]s are possible."},
	NotObject: {"Hier muss ein Objekt in geschweiften Klammern stehen. (Nur null löscht einen Eintrag.)",
		"An object in braces is expected here. (Only null deletes an entry.)"},
	WrongKind: {"%[1]s hat hier die falsche Art: Gebraucht wird ein Objekt in geschweiften Klammern.",
		"%[1]s is of the wrong kind here: it takes an object in braces."},
	NotList: {"Hier muss eine Liste in eckigen Klammern stehen.", "A list in square brackets is expected here."},

	Null:    {"Der Wert darf nicht null sein.", "The value must not be null."},
	Empty:   {"Der Text darf nicht leer sein.", "The text must not be empty."},
	NotText: {"Hier muss ein Text stehen, nicht %[1]s.", "A text is expected here, not %[1]s."},
	NULCharacter: {"Der Text enthält das NUL-Zeichen (\\u0000), das nicht gespeichert werden kann.",
		"The text contains the NUL character (\\u0000), which cannot be stored."},
	LoneSurrogate: {"Der Text enthält ein halbes Zeichen (\\ud800 bis \\udfff ohne Gegenstück).",
		"The text contains half a character (\\ud800 to \\udfff without its other half)."},
	NotBool:    {"%[1]s ist weder true noch false.", "%[1]s is neither true nor false."},
	NotInt:     {"%[1]s ist keine ganze Zahl.", "%[1]s is no whole number."},
	OutOfRange: {"%[1]s ist zu groß oder zu klein.", "%[1]s is too large or too small."},
	TooSmall: {"%[1]s ist zu klein, es muss mindestens %[2]s sein.",
		"%[1]s is too small, it must be at least %[2]s."},
	ZeroReference: {"0 verweist auf nichts. „Nichts“ schreibt man null.",
		"0 refers to nothing. “Nothing” is written null."},
	NotStatus: {"%[1]s ist kein Status. Möglich sind -1 (nicht angemeldet), 1 (offen), 2 (Teilnehmer), 3 " +
		"(Warteliste), 4 (Gast), 5 (abgemeldet), 6 (abgelehnt).",
		"%[1]s is no status. Possible are -1 (not applied), 1 (applied), 2 (participant), 3 (waiting list), 4 (guest), 5 " +
			"(cancelled), 6 (rejected)."},
	NotAmount: {"%[1]s ist kein Betrag. Beträge schreibt man wie \"-12.50\", mit Punkt und ohne Währung.",
		"%[1]s is no amount. Amounts are written like \"-12.50\", with a dot and without a currency."},
	TooManyDecimals: {"%[1]s hat mehr als zwei Nachkommastellen.", "%[1]s has more than two decimals."},
	NotNumber:       {"%[1]s ist keine Zahl.", "%[1]s is no number."},
	NotDate: {"%[1]s ist kein Datum. Daten schreibt man wie \"2026-05-22\".",
		"%[1]s is no date. Dates are written like \"2026-05-22\"."},
	NotDateTime: {"%[1]s ist kein Zeitpunkt. Zeitpunkte schreibt man wie \"2026-05-22T18:30:00+02:00\" (ohne " +
		"Abstand zu UTC gilt die Zeit in Berlin).",
		"%[1]s is no point in time. Points in time are written like \"2026-05-22T18:30:00+02:00\" (without an offset from " +
			"UTC, it is the time in Berlin)."},
	DuplicateChoice: {"Der Kurs %[1]s ist in dieser Liste schon gewählt.", "Course %[1]s is chosen in this list already."},

	UnknownPart: {"Die Veranstaltung hat keinen Teil mit der ID %[1]s.", "The event has no part with the ID %[1]s."},
	UnknownTrack: {"Die Veranstaltung hat keine Kursschiene mit der ID %[1]s.",
		"The event has no track with the ID %[1]s."},
	UnknownFee: {"Die Veranstaltung hat keinen Beitrag mit der ID %[1]s.",
		"The event has no fee with the ID %[1]s."},
	ConditionalFee: {"Der Beitrag „%[1]s“ wird berechnet; nur individuelle Beiträge können gesetzt werden.",
		"The fee “%[1]s” is calculated; only personalised fees can be set."},
	UnknownField: {"Die Veranstaltung hat hierfür kein Datenfeld „%[1]s“.",
		"The event has no field “%[1]s” for this."},
	NotOption: {"%[1]s ist keine der Optionen des Datenfelds: %[2]s.",
		"%[1]s is none of the options of the field: %[2]s."},
	UnknownReference: {"Verweis ins Leere: %[1]s %[2]s gibt es weder in der Veranstaltung noch in dieser Datei.",
		"The reference leads nowhere: %[1]s %[2]s is neither in the event nor in this file."},
	DeletedReference: {"%[1]s %[2]s wird durch diese Datei gelöscht, darauf kann nichts verweisen.",
		"This file deletes %[1]s %[2]s, so nothing can refer to it."},
	CourseAttended: {"Der Kurs kann nicht gelöscht werden, solange ihn jemand besucht: %[1]s.",
		"The course cannot be deleted while somebody attends it: %[1]s."},
	HasPaid: {"%[1]s hat %[2]s € bezahlt. Eine bezahlte Anmeldung kann nicht gelöscht werden.",
		"%[1]s has paid €%[2]s. A registration that was paid for cannot be deleted."},
	UnknownPersona: {"Eine Person mit der ID %[1]s ist nicht bekannt.", "No person with the ID %[1]s is known."},
	NoEventPersona: {"%[1]s darf an Veranstaltungen nicht teilnehmen (kein Veranstaltungsnutzer).",
		"%[1]s cannot take part in events (no event user)."},
	ArchivedPersona: {"%[1]s ist archiviert.", "%[1]s is archived."},
	PersonaTwice: {"Die Person %[1]s wird in dieser Datei mehrmals angemeldet.",
		"Person %[1]s is registered more than once in this file."},
	ChangedTwice: {"Diese Person hat schon die Anmeldung %[1]s, die diese Datei auch unter ihrer ID ändert. Bitte " +
		"nur eine Stelle behalten.", "This person has registration %[1]s already, which the file changes by its ID as " +
		"well. Please keep only one of them."},
	NotOffered: {"Kurs %[1]s wird in der Schiene %[2]s nicht angeboten und kann nicht gewählt werden.",
		"Course %[1]s is not offered in track %[2]s and cannot be chosen."},
	NotSynchronised: {"Die Schienen %[1]s sind gekoppelt: Kurswahlen und gehaltener Kurs müssen in allen gleich sein.",
		"The tracks %[1]s are synchronised: choices and the course held must be equal in all of them."},
	OwedOutOfRange: {"Der Teilnahmebeitrag wäre %[1]s €; möglich sind höchstens 999.999,99 €.",
		"The amount owed would be €%[1]s; at most €999,999.99 are possible."},
	Taken: {"%[1]s %[2]s kann nicht wiederhergestellt werden: Die ID ist wieder vergeben.",
		"Restoring %[1]s %[2]s is impossible: the ID is in use again."},
	RegisteredAgain: {"%[1]s hat inzwischen eine neue Anmeldung (%[2]s); die alte kann nicht wiederhergestellt werden.",
		"%[1]s has a new registration (%[2]s) by now; the old one cannot be restored."},

	Version: {"Die Datei nennt die Version %[1]s.%[2]s. Gelesen wird sie wie 17.2.",
		"The file says version %[1]s.%[2]s. It is read as 17.2."},
	DoubleDeletion: {"%[1]s %[2]s gibt es nicht (mehr), das Löschen bewirkt nichts. Wurde die Datei schon einmal " +
		"importiert?", "There is no %[1]s %[2]s (any more), deleting it does nothing. Was the file imported before?"},
	UnknownID: {"%[1]s %[2]s gibt es nicht (mehr), die Änderung bewirkt nichts.",
		"There is no %[1]s %[2]s (any more), the change does nothing."},
	AlreadyRegistered: {"%[1]s ist schon angemeldet; die Anmeldung %[2]s wird geändert.",
		"%[1]s is registered already; registration %[2]s is changed."},
	DoubleCreation: {"Genau so gibt es das schon (ID %[1]s). Wurde die Datei schon einmal importiert?",
		"There is one exactly like this already (ID %[1]s). Was the file imported before?"},
	CourseSizes: {"Die Maximalgröße %[1]s ist kleiner als die Minimalgröße %[2]s.",
		"The maximum size %[1]s is below the minimum size %[2]s."},
	ChoiceNotOffered: {"Der gewählte Kurs %[1]s wird in der Schiene %[2]s nicht angeboten.",
		"The chosen course %[1]s is not offered in track %[2]s."},
	LodgementOverfull: {"%[1]s ist in „%[2]s“ überbelegt: %[3]s auf %[4]s Plätzen.",
		"%[1]s is over-full in “%[2]s”: %[3]s in %[4]s places."},
	MatsOverfull: {"%[1]s hat in „%[2]s“ zu wenig Isomatten: %[3]s auf %[4]s Plätzen.",
		"%[1]s has too few camping mats in “%[2]s”: %[3]s in %[4]s places."},
	ChosenNotOffered: {"Der Kurs %[1]s wird in der Schiene %[2]s nicht angeboten, ist dort aber gewählt (Personen: " +
		"%[3]s).", "Course %[1]s is not offered in track %[2]s, but chosen there (people: %[3]s)."},
	CourseOverfull: {"Der Kurs %[1]s ist in der Schiene %[2]s überfüllt: %[3]s bei höchstens %[4]s.",
		"Course %[1]s is over-full in track %[2]s: %[3]s of at most %[4]s."},
	AssignedNotOffered: {"%[1]s ist dem Kurs %[2]s zugeteilt, der in der Schiene %[3]s nicht stattfindet.",
		"%[1]s is assigned to course %[2]s, which does not take place in track %[3]s."},
	InstructorElsewhere: {"%[1]s leitet in der Schiene %[2]s den Kurs %[3]s, ist aber %[4]s zugeteilt.",
		"%[1]s instructs course %[3]s in track %[2]s, but is assigned to %[4]s."},
	StaleTimestamp: {"Seit die Datei geschrieben wurde (%[1]s), hat jemand %[2]s der Anmeldungen geändert, die sie " +
		"ändert: %[3]s.", "Since the file was written (%[1]s), somebody changed %[2]s of the registrations that it " +
		"changes: %[3]s."},
	MassDeletion: {"Mehr als ein Fünftel verschwindet (%[3]s): %[2]s von %[1]s.",
		"More than a fifth goes (%[3]s): %[2]s of %[1]s."},
	ChangeVanishes: {"%[1]s %[2]s verschwindet mit der gelöschten Gruppe; die Änderung bewirkt nichts.",
		"The change of %[1]s %[2]s does nothing: it vanishes with the deleted group."},
	MovedOn: {"Seit dem Import hat sich das wieder geändert: jetzt %[1]s statt %[2]s.",
		"This has changed again since the import: now %[1]s instead of %[2]s."},
	AlreadyCommitted: {"Dieser Inhalt wurde schon importiert, am %[1]s durch %[2]s.",
		"This content was imported before, on %[1]s by %[2]s."},

	BadSnapshot: {"Kein lesbarer partieller Export: %[1]s", "No readable partial export: %[1]s"},
	BadCondition: {"Die Bedingung des Beitrags kann nicht gelesen werden: %[1]s",
		"The condition of the fee cannot be read: %[1]s"},
	DanglingID:      {"Verweis auf %[1]s ins Leere.", "The reference to %[1]s leads nowhere."},
	IncompleteParts: {"Es fehlen Angaben zu %[1]s.", "Nothing is said about %[1]s."},
	StaleOwed: {"Der Teilnahmebeitrag ist %[1]s €, nach den Beiträgen der Veranstaltung aber %[2]s €.",
		"The amount owed is €%[1]s, but by the fees of the event it is €%[2]s."},
	BadValue: {"%[1]s ist kein Wert dieses Datenfelds.", "%[1]s is no value of this field."},
	IDTwice:  {"Die ID %[1]s ist schon vergeben.", "The ID %[1]s is taken already."},
}
