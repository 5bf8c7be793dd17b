package onimport

import "kursbuch.internal/shared/problem"

func init() { problem.Register(sentences) }

// sentences has the text of every code in every language. %[1]s is the first value of the finding.
var sentences = map[problem.Code]problem.Text{
	TooLarge: {
		De: "Die Datei ist größer als %[1]s MiB. Bitte auf mehrere Dateien aufteilen.",
		En: "The file is larger than %[1]s MiB. Please split it into several files.",
	},
	EmptyFile: {De: "Die Datei ist leer.", En: "The file is empty."},
	NotUTF8: {
		De: "Ab hier ist die Datei kein UTF-8. Bitte im Editor die Kodierung UTF-8 wählen und neu speichern.",
		En: "From here on the file is not UTF-8. Please choose the encoding UTF-8 in the editor and save it again.",
	},
	TooDeep: {
		De: "Hier ist die Datei tiefer als %[1]s Ebenen verschachtelt.",
		En: "Here the file is nested deeper than %[1]s levels.",
	},
	Syntax: {
		De: "Kein gültiges JSON: „%[1]s“ darf hier nicht stehen.",
		En: "Not valid JSON: “%[1]s” cannot stand here.",
	},
	Truncated: {
		De: "Die Datei endet mittendrin: Es fehlt mindestens eine schließende Klammer oder ein Anführungszeichen.",
		En: "The file ends in the middle: at least one closing bracket or quotation mark is missing.",
	},
	Trailing: {
		De: "Hinter dem Ende des Imports steht noch etwas.",
		En: "Something stands behind the end of the import.",
	},
	WrongVersion: {
		De: "Die Version %[1]s kann nicht gelesen werden. Es gehen [17, 0] bis [17, 2], mit Vorbehalt auch [16, x], [18, " +
			"x] und [19, x].",
		En: "Version %[1]s cannot be read. [17, 0] to [17, 2] are fine, with reservations also [16, x], [18, x] and [19, " +
			"x].",
	},
	NotPartial: {
		De: "„kind“ muss \"partial\" sein, nicht %[1]s. Nur partielle Importe können hochgeladen werden.",
		En: "“kind” must be \"partial\", not %[1]s. Only partial imports can be uploaded.",
	},
	WrongEvent: {
		De: "Die Datei gehört zur Veranstaltung %[1]s, nicht zu %[2]s.",
		En: "The file belongs to event %[1]s, not to %[2]s.",
	},
	UnknownEvent: {De: "Die Veranstaltung %[1]s gibt es hier nicht.", En: "There is no event %[1]s here."},
	WrongFolder: {
		De: "Die Datei liegt im falschen Ordner. Bitte als %[1]s hochladen.",
		En: "The file lies in the wrong folder. Please upload it as %[1]s.",
	},
	OtherEvent: {
		De: "Die Datei ist bei einer anderen Veranstaltung hochgeladen. Bitte oben auf der Seite die Veranstaltung %[1]s " +
			"wählen und sie dort hochladen.",
		En: "The file was uploaded for another event. Please choose event %[1]s at the top of the page and upload it " +
			"there.",
	},
	IsCommitted: {
		De: "Dieser Import ist schon ausgeführt: am %[1]s von %[2]s. Es ist nichts mehr zu tun.",
		En: "This import was carried out already: at %[1]s by %[2]s. There is nothing left to do.",
	},
	IsRejected: {
		De: "Dieser Import ist abgelehnt: am %[1]s von %[2]s mit der Begründung „%[3]s“. Soll er doch geschehen, bitte " +
			"die Datei noch einmal hochladen.",
		En: "This import was rejected: at %[1]s by %[2]s, because “%[3]s”. If it is to happen all the same, please upload " +
			"the file again.",
	},
	IsWithdrawn: {
		De: "Dieser Import ist zurückgezogen: am %[1]s von %[2]s. Soll er doch geschehen, bitte die Datei noch einmal " +
			"hochladen.",
		En: "This import was withdrawn: at %[1]s by %[2]s. If it is to happen all the same, please upload the file again.",
	},
	IsSuperseded: {
		De: "Dieser Import ist seit dem %[1]s durch einen neueren ersetzt. Bitte dort weiterlesen: %[2]s.",
		En: "This import was replaced by a newer one at %[1]s. Please go on there: %[2]s.",
	},
	IsInvalid: {
		De: "Dieser Import ist fehlerhaft, es gibt nichts zu entscheiden. Bitte die berichtigte Datei hochladen.",
		En: "This import has problems, there is nothing to decide. Please upload the corrected file.",
	},
	BadName: {
		De: "Importe müssen als imports/<Veranstaltung>/<Name>.json hochgeladen werden, nicht als %[1]s.",
		En: "Imports must be uploaded as imports/<event>/<name>.json, not as %[1]s.",
	},
	NoReceipt: {
		De: "Unter console/ legt nur die Konsole Dateien ab, und diese kam nicht von ihr. Bitte über die Konsole " +
			"hochladen, oder nach imports/<Veranstaltung>/.",
		En: "Only the console puts files below console/, and it did not put this one. Please upload it by the console, " +
			"or to imports/<event>/.",
	},
	ObjectGone: {
		De: "Die Datei wurde gelöscht oder ersetzt, bevor sie geprüft werden konnte.",
		En: "The file was deleted or replaced before it could be checked.",
	},
	Unreadable: {
		De: "Die Datei kann nicht gelesen werden: Sie ist als gzip gekennzeichnet, lässt sich aber nicht entpacken. " +
			"Bitte ungepackt hochladen.",
		En: "The file cannot be read: it is marked as gzip, but cannot be unpacked. Please upload it unpacked.",
	},

	TooBigToCommit: {
		De: "Zu schreiben wären %[1]s MiB, auf einmal möglich sind %[2]s. Bitte auf mehrere Dateien aufteilen; eine neue " +
			"Veranstaltung erst mit einem Teil der Anmeldungen anlegen, dann die übrigen importieren.",
		En: "%[1]s MiB would have to be written, %[2]s are possible at once. Please split it into several files; create a " +
			"new event with some of its registrations at first, then import the others.",
	},
	EntityTooBig: {
		De: "Dieser Eintrag wäre %[1]s KiB groß, möglich sind %[2]s. Bitte die Texte kürzen.",
		En: "This entry would be %[1]s KiB large, %[2]s are possible. Please shorten its texts.",
	},

	EventTooBig: {
		De: "Die Veranstaltung hat %[1]s Anmeldungen; Importe können nur für Veranstaltungen mit höchstens %[2]s geprüft " +
			"werden. Bitte die Veranstaltung aufteilen.",
		En: "The event has %[1]s registrations; imports can be checked only for events with at most %[2]s. Please split " +
			"the event.",
	},

	UnknownPart: {
		De: "Die Veranstaltung hat keinen Teil mit der ID %[1]s.",
		En: "The event has no part with the ID %[1]s.",
	},
	UnknownTrack: {
		De: "Die Veranstaltung hat keine Kursschiene mit der ID %[1]s.",
		En: "The event has no track with the ID %[1]s.",
	},
	UnknownFee: {
		De: "Die Veranstaltung hat keinen Beitrag mit der ID %[1]s.",
		En: "The event has no fee with the ID %[1]s.",
	},
	ConditionalFee: {
		De: "Der Beitrag „%[1]s“ wird berechnet; nur individuelle Beiträge können gesetzt werden.",
		En: "The fee “%[1]s” is calculated; only personalised fees can be set.",
	},
	UnknownField: {
		De: "Die Veranstaltung hat hierfür kein Datenfeld „%[1]s“.",
		En: "The event has no field “%[1]s” for this.",
	},
	NotOption: {
		De: "%[1]s ist keine der Optionen des Datenfelds: %[2]s.",
		En: "%[1]s is none of the options of the field: %[2]s.",
	},
	UnknownReference: {
		De: "Verweis ins Leere: %[1]s %[2]s gibt es weder in der Veranstaltung noch in dieser Datei.",
		En: "The reference leads nowhere: %[1]s %[2]s is neither in the event nor in this file.",
	},
	DeletedReference: {
		De: "%[1]s %[2]s wird durch diese Datei gelöscht, darauf kann nichts verweisen.",
		En: "This file deletes %[1]s %[2]s, so nothing can refer to it.",
	},
	CourseAttended: {
		De: "Der Kurs kann nicht gelöscht werden, solange ihn jemand besucht: %[1]s. Dieselbe Datei kann unter " +
			"„course_id“ einen anderen Kurs oder null zuteilen.",
		En: "The course cannot be deleted while somebody attends it: %[1]s. The same file can assign another course or " +
			"null as “course_id”.",
	},
	HasPaid: {
		De: "%[1]s hat %[2]s bezahlt. Eine bezahlte Anmeldung kann nicht gelöscht werden.",
		En: "%[1]s has paid %[2]s. A registration that was paid for cannot be deleted.",
	},
	UnknownPersona: {
		De: "Eine Person mit der ID %[1]s ist nicht bekannt. Stimmt die ID, kann ein Admin die Person aufnehmen (PUT " +
			"/Events/personas/%[1]s, viele auf einmal mit go run ./scripts/load -personas DATEI); danach bitte noch einmal " +
			"hochladen.",
		En: "No person with the ID %[1]s is known. If the ID is right, an admin can add the person (PUT " +
			"/Events/personas/%[1]s, many at once by go run ./scripts/load -personas FILE); then please upload once more.",
	},
	NoEventPersona: {
		De: "%[1]s darf an Veranstaltungen nicht teilnehmen (kein Veranstaltungsnutzer).",
		En: "%[1]s cannot take part in events (no event user).",
	},
	ArchivedPersona: {De: "%[1]s ist archiviert.", En: "%[1]s is archived."},
	PersonaTwice: {
		De: "Die Person %[1]s wird in dieser Datei mehrmals angemeldet.",
		En: "Person %[1]s is registered more than once in this file.",
	},
	ChangedTwice: {
		De: "Diese Person hat schon die Anmeldung %[1]s, die diese Datei auch unter ihrer ID ändert. Bitte nur eine " +
			"Stelle behalten.",
		En: "This person has registration %[1]s already, which the file changes by its ID as well. Please keep only one " +
			"of them.",
	},
	NotOffered: {
		De: "Kurs %[1]s wird in der Schiene %[2]s nicht angeboten und kann nicht gewählt werden.",
		En: "Course %[1]s is not offered in track %[2]s and cannot be chosen.",
	},
	NotSynchronised: {
		De: "Die Schienen %[1]s sind gekoppelt: Kurswahlen und gehaltener Kurs müssen in allen gleich sein.",
		En: "The tracks %[1]s are synchronised: choices and the course held must be equal in all of them.",
	},
	OwedOutOfRange: {
		De: "Der Teilnahmebeitrag wäre %[1]s; möglich sind höchstens 999.999,99\u00a0€.",
		En: "The amount owed would be %[1]s; at most €999,999.99 are possible.",
	},
	Taken: {
		De: "%[1]s %[2]s kann nicht wiederhergestellt werden: Die ID ist wieder vergeben.",
		En: "Restoring %[1]s %[2]s is impossible: the ID is in use again.",
	},
	RegisteredAgain: {
		De: "%[1]s hat inzwischen eine neue Anmeldung (%[2]s); die alte kann nicht wiederhergestellt werden.",
		En: "%[1]s has a new registration (%[2]s) by now; the old one cannot be restored.",
	},

	Version: {
		De: "Die Datei nennt die Version %[1]s.%[2]s. Gelesen wird sie wie 17.2.",
		En: "The file says version %[1]s.%[2]s. It is read as 17.2.",
	},
	DoubleDeletion: {
		De: "%[1]s %[2]s gibt es nicht (mehr), das Löschen bewirkt nichts. Wurde die Datei schon einmal importiert?",
		En: "There is no %[1]s %[2]s (any more), deleting it does nothing. Was the file imported before?",
	},
	UnknownID: {
		De: "%[1]s %[2]s gibt es nicht (mehr), die Änderung bewirkt nichts.",
		En: "There is no %[1]s %[2]s (any more), the change does nothing.",
	},
	AlreadyRegistered: {
		De: "%[1]s ist schon angemeldet; die Anmeldung %[2]s wird geändert.",
		En: "%[1]s is registered already; registration %[2]s is changed.",
	},
	DoubleCreation: {
		De: "Genau so gibt es das schon (ID %[1]s). Wurde die Datei schon einmal importiert?",
		En: "There is one exactly like this already (ID %[1]s). Was the file imported before?",
	},
	CourseSizes: {
		De: "Die Maximalgröße %[1]s ist kleiner als die Minimalgröße %[2]s.",
		En: "The maximum size %[1]s is below the minimum size %[2]s.",
	},
	ChoiceNotOffered: {
		De: "Der gewählte Kurs %[1]s wird in der Schiene %[2]s nicht angeboten.",
		En: "The chosen course %[1]s is not offered in track %[2]s.",
	},
	LodgementOverfull: {
		De: "%[1]s ist in „%[2]s“ überbelegt: %[3]s auf %[4]s {4|Platz|Plätzen}.",
		En: "%[1]s is over-full in “%[2]s”: %[3]s in %[4]s {4|place|places}.",
	},
	MatsOverfull: {
		De: "%[1]s hat in „%[2]s“ zu wenig Isomatten: %[3]s auf %[4]s {4|Platz|Plätzen}.",
		En: "%[1]s has too few camping mats in “%[2]s”: %[3]s in %[4]s {4|place|places}.",
	},
	ChosenNotOffered: {
		De: "Der Kurs %[1]s wird in der Schiene %[2]s nicht angeboten, aber dort von %[3]s {3|Person|Personen} gewählt.",
		En: "Course %[1]s is not offered in track %[2]s, but chosen there by %[3]s {3|person|people}.",
	},
	CourseOverfull: {
		De: "Der Kurs %[1]s ist in der Schiene %[2]s überfüllt: %[3]s bei höchstens %[4]s.",
		En: "Course %[1]s is over-full in track %[2]s: %[3]s of at most %[4]s.",
	},
	AssignedNotOffered: {
		De: "%[1]s ist dem Kurs %[2]s zugeteilt, der in der Schiene %[3]s nicht stattfindet.",
		En: "%[1]s is assigned to course %[2]s, which does not take place in track %[3]s.",
	},
	InstructorElsewhere: {
		De: "%[1]s leitet in der Schiene %[2]s den Kurs %[3]s, ist aber %[4]s zugeteilt.",
		En: "%[1]s instructs course %[3]s in track %[2]s, but is assigned to %[4]s.",
	},
	StaleTimestamp: {
		De: "Seit die Datei geschrieben wurde (%[1]s), hat jemand {2|eine Anmeldung|%[2]s Anmeldungen} geändert, die auch " +
			"die Datei ändert: %[3]s.",
		En: "Since the file was written (%[1]s), somebody changed {2|one registration|%[2]s registrations} that the file " +
			"changes as well: %[3]s.",
	},
	MassDeletion: {
		De: "Mehr als ein Fünftel verschwindet (%[3]s): %[2]s von %[1]s.",
		En: "More than a fifth goes (%[3]s): %[2]s of %[1]s.",
	},
	TooManyChoices: {
		De: "%[1]s hat in der Schiene %[2]s %[3]s {3|Kurs|Kurse} gewählt, vorgesehen {4|ist|sind} höchstens %[4]s.",
		En: "%[1]s has chosen %[3]s {3|course|courses} in track %[2]s, at most %[4]s {4|is|are} intended.",
	},
	TooFewChoices: {
		De: "%[1]s hat in der Schiene %[2]s nur %[3]s {3|Kurs|Kurse} gewählt, vorgesehen {4|ist|sind} mindestens %[4]s.",
		En: "%[1]s has chosen only %[3]s {3|course|courses} in track %[2]s, at least %[4]s {4|is|are} intended.",
	},
	ChangeVanishes: {
		De: "%[1]s %[2]s verschwindet mit der gelöschten Gruppe; die Änderung bewirkt nichts.",
		En: "The change of %[1]s %[2]s does nothing: it vanishes with the deleted group.",
	},
	MovedOn: {
		De: "Seit dem Import hat sich das wieder geändert: jetzt %[1]s statt %[2]s.",
		En: "This has changed again since the import: now %[1]s instead of %[2]s.",
	},
	AlreadyCommitted: {
		De: "Dieser Inhalt wurde schon importiert, am %[1]s durch %[2]s.",
		En: "This content was imported before, on %[1]s by %[2]s.",
	},

	DanglingID:      {De: "Verweis auf %[1]s ins Leere.", En: "The reference to %[1]s leads nowhere."},
	IncompleteParts: {De: "Es fehlen Angaben zu %[1]s.", En: "Nothing is said about %[1]s."},
	StaleOwed: {
		De: "Der Teilnahmebeitrag ist %[1]s, nach den Beiträgen der Veranstaltung aber %[2]s.",
		En: "The amount owed is %[1]s, but by the fees of the event it is %[2]s.",
	},
	BadValue: {De: "%[1]s ist kein Wert dieses Datenfelds.", En: "%[1]s is no value of this field."},
	IDTwice:  {De: "Die ID %[1]s ist schon vergeben.", En: "The ID %[1]s is taken already."},
}
