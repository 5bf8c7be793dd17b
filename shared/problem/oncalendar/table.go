// What is said about tables of appointments: about the file as a whole, about a row, about what is not deleted. Who
// reads it has the table before them, and knows its columns, but nothing of appointments as programs write them.

package oncalendar

import "kursbuch.internal/shared/problem"

func init() { problem.Register(tableSentences) }

// Why nothing of a table is taken.
const (
	TableEmpty      problem.Code = "table-empty"
	TableUnreadable problem.Code = "table-unreadable"
	TableTooLarge   problem.Code = "table-too-large"
	ColumnsMissing  problem.Code = "columns-missing"
	ColumnTwice     problem.Code = "column-twice"
)

// Why nothing is deleted, or not yet.
const (
	NothingInTable problem.Code = "nothing-in-table"
	RowsNameless   problem.Code = "rows-nameless"
	TableHeld      problem.Code = "table-held"
)

// Why a row is rejected.
const (
	BadQuote         problem.Code = "bad-quote"
	ExtraCells       problem.Code = "extra-cells"
	NoIDString       problem.Code = "no-id-string"
	NoTitleInRow     problem.Code = "no-title-in-row"
	RowsDisagree     problem.Code = "rows-disagree"
	SeveralPersons   problem.Code = "several-persons"
	UnknownShortName problem.Code = "unknown-short-name"
	LeftOutWithRow   problem.Code = "left-out-with-row"
	NotDayInCell     problem.Code = "not-a-day-in-cell"
	NotClockInCell   problem.Code = "not-a-clock-in-cell"
	UntilBeforeFrom  problem.Code = "until-before-from"
	ClockMissing     problem.Code = "clock-missing"
	SkippedClock     problem.Code = "skipped-clock"
	DoubledClock     problem.Code = "doubled-clock"
	EndsTooEarly     problem.Code = "ends-too-early"
	NoDuration       problem.Code = "no-duration"
	YearOfRow        problem.Code = "year-of-row"
	CellTooLong      problem.Code = "cell-too-long"
	CellOfLines      problem.Code = "cell-of-lines"
	TooManyInRows    problem.Code = "too-many-in-rows"
	CellRefused      problem.Code = "cell-refused"
	OtherTable       problem.Code = "other-table"
)

var tableSentences = map[problem.Code]problem.Text{
	TableEmpty: {
		De: "Die Datei ist leer; es wurde nichts geändert. Bitte die Tabelle noch einmal exportieren.",
		En: "The file is empty; nothing was changed. Please export the table again.",
	},
	TableUnreadable: {
		De: "Die Datei ist keine Tabelle: Schon die erste Zeile ist nicht zu lesen. Es wurde nichts geändert. Bitte als " +
			"CSV exportieren.",
		En: "The file is no table: not even the first row can be read. Nothing was changed. Please export it as CSV.",
	},
	TableTooLarge: {
		De: "Die Datei ist zu groß, möglich sind %[1]s MiB; es wurde nichts geändert. Bitte auf mehrere Tabellen verteilen.",
		En: "The file is too large, %[1]s MiB are possible; nothing was changed. Please split it into several tables.",
	},
	ColumnsMissing: {
		De: "Es fehlen die Spalten %[1]s; die erste Zeile nennt %[2]s. Es wurde nichts geändert. Gebraucht wird die " +
			"Tabelle MAUFJOB mit den Namen der Spalten in der ersten Zeile.",
		En: "The columns %[1]s are missing; the first row names %[2]s. Nothing was changed. It takes the table MAUFJOB " +
			"with the names of its columns in the first row.",
	},
	ColumnTwice: {
		De: "Die Spalte %[1]s gibt es mehrmals; es wurde nichts geändert. Bitte in der ersten Zeile umbenennen.",
		En: "The column %[1]s is there more than once; nothing was changed. Please rename it in the first row.",
	},
	NothingInTable: {
		De: "In der Tabelle steht kein Termin. Das ist eher ein Fehler beim Export als ein Wunsch; darum ist nichts " +
			"gelöscht. Sollen wirklich alle weg, bitte im JobKalender löschen.",
		En: "There is no appointment in the table. That is an export that failed rather than a wish; so nothing is " +
			"deleted. If all of them are to go, please delete them in the job calendar.",
	},
	RowsNameless: {
		De: "{1|Eine Zeile hat|%[1]s Zeilen haben} keine lesbare ID_STRING (zuerst Zeile %[2]s). Niemand weiß, wessen " +
			"Termin dort steht; darum ist nichts gelöscht. Bitte in der Tabelle berichtigen und noch einmal ablegen.",
		En: "{1|One row has|%[1]s rows have} no readable ID_STRING (first row %[2]s). Nobody knows whose appointment is " +
			"there; so nothing is deleted. Please correct the table, then drop it again.",
	},
	TableHeld: {
		De: "Zurückgehalten {1|ist eine Löschung|sind %[1]s Löschungen}: Das ist mehr, als ohne Freigabe verschwinden " +
			"darf. Wenn es stimmt, bitte genau das freigeben; wenn nicht, die Tabelle berichtigen und noch einmal ablegen.",
		En: "Held back {1|is one deletion|are %[1]s deletions}: that is more than may go without approval. If this is " +
			"right, please approve exactly this; if it is not, correct the table and drop it again.",
	},
	BadQuote: {
		De: "Ein Anführungszeichen fehlt oder steht mitten im Text. Bitte in der Tabelle berichtigen.",
		En: "A quotation mark is missing or stands within a text. Please correct the table.",
	},
	ExtraCells: {
		De: "Die Zeile hat mehr Spalten als die erste. Steht ein Trennzeichen im Text? Dann gehört der Text in " +
			"Anführungszeichen.",
		En: "The row has more columns than the first one. Is a separator in a text? Then the text belongs in quotation " +
			"marks.",
	},
	NoIDString: {
		De: "ID_STRING (Kennung des Termins) fehlt. Ohne sie ist nicht bekannt, zu welchem Termin die Zeile gehört. Bitte " +
			"neu exportieren.",
		En: "ID_STRING (which names the appointment) is missing. Without it nobody knows which appointment the row belongs " +
			"to. Please export it again.",
	},
	NoTitleInRow: {
		De: "Der Termin hat weder Bezeichnung noch Auftragsnummer. Bitte AuftrNr (Nummer des Auftrags) eintragen.",
		En: "The appointment has neither a title nor the number of a job. Please fill in AuftrNr (the number of the job).",
	},
	RowsDisagree: {
		De: "%[1]s ist hier %[2]s, in Zeile %[3]s desselben Termins aber %[4]s. Bitte angleichen, oder dem zweiten Termin " +
			"eine eigene ID_STRING (Kennung des Termins) geben.",
		En: "%[1]s is %[2]s here, but %[4]s in row %[3]s of the same appointment. Please make them agree, or give the " +
			"second appointment an ID_STRING of its own.",
	},
	SeveralPersons: {
		De: "Personen: Hier stehen mehrere Kürzel (%[1]s); gebraucht wird je Person eine Zeile. Bitte die Zeile je Person " +
			"einmal schreiben, mit derselben ID_STRING (Kennung des Termins).",
		En: "Personen: here are several short names (%[1]s); it takes a row for each person. Please write the row once for " +
			"each of them, with the same ID_STRING.",
	},
	UnknownShortName: {
		De: "Das Kürzel %[1]s kennt der JobKalender nicht. Bitte die Person anlegen, dann die Datei noch einmal laden.",
		En: "The job calendar does not know the short name %[1]s. Please add the person, then load the file again.",
	},
	// with the one that is probably meant, by short name and name
	UnknownShortName + "/3": {
		De: "Das Kürzel %[1]s kennt der JobKalender nicht. Gemeint: %[2]s (%[3]s)? Sonst bitte die Person anlegen, dann " +
			"die Datei noch einmal laden.",
		En: "The job calendar does not know the short name %[1]s. Is %[2]s (%[3]s) meant? Else please add the person, then " +
			"load the file again.",
	},
	LeftOutWithRow: {
		De: "Der Termin wird wegen Zeile %[1]s ausgelassen. Hier ist nichts zu tun.",
		En: "The appointment is left out because of row %[1]s. There is nothing to do here.",
	},
	NotDayInCell: {
		De: `%[1]s: %[2]s ist kein Datum. Daten schreibt man wie "15.05.2027" oder "2027-05-15".`,
		En: `%[1]s: %[2]s is no date. Dates are written like "15.05.2027" or "2027-05-15".`,
	},
	NotClockInCell: {
		De: `%[1]s: %[2]s ist keine Uhrzeit. Uhrzeiten schreibt man wie "09:30".`,
		En: `%[1]s: %[2]s is no time of day. Times of day are written like "09:30".`,
	},
	UntilBeforeFrom: {
		De: "DatumBis (%[1]s) liegt vor Datum (%[2]s). Bitte berichtigen; für einen einzigen Tag DatumBis leer lassen.",
		En: "DatumBis (%[1]s) is before Datum (%[2]s). Please correct it; for a single day leave DatumBis empty.",
	},
	ClockMissing: {
		De: "%[1]s fehlt. Bitte eintragen; für einen ganztägigen Termin beide Uhrzeiten leer lassen.",
		En: "%[1]s is missing. Please fill it in; for a whole day leave both times empty.",
	},
	SkippedClock: {
		De: "%[1]s: Die Uhrzeit gibt es in dieser Nacht nicht, weil die Uhr vorgestellt wird. Bitte eine andere Uhrzeit " +
			"eintragen.",
		En: "%[1]s: there is no such time in this night, as the clocks go forward. Please fill in another time.",
	},
	DoubledClock: {
		De: "%[1]s: Die Uhrzeit gibt es in dieser Nacht zweimal, weil die Uhr zurückgestellt wird. Bitte eine andere " +
			"Uhrzeit eintragen, oder den Termin im JobKalender anlegen, dort mit Abstand zu UTC.",
		En: "%[1]s: this time is there twice in this night, as the clocks go back. Please fill in another time, or make " +
			"the appointment in the job calendar, with an offset from UTC.",
	},
	EndsTooEarly: {
		De: "UhrzeitBis (%[1]s) liegt vor UhrzeitVon (%[2]s). Endet der Termin am nächsten Tag? Dann bitte DatumBis " +
			"eintragen; für einen ganztägigen Termin beide Uhrzeiten leer lassen.",
		En: "UhrzeitBis (%[1]s) is before UhrzeitVon (%[2]s). Does the appointment end on the next day? Then please fill " +
			"in DatumBis; for a whole day leave both times empty.",
	},
	NoDuration: {
		De: "UhrzeitVon und UhrzeitBis sind gleich (%[1]s). Endet der Termin am nächsten Tag? Dann bitte DatumBis " +
			"eintragen; für einen ganztägigen Termin beide Uhrzeiten leer lassen.",
		En: "UhrzeitVon and UhrzeitBis are equal (%[1]s). Does the appointment end on the next day? Then please fill in " +
			"DatumBis; for a whole day leave both times empty.",
	},
	YearOfRow: {
		De: "%[1]s: Das Jahr geht nicht, möglich sind %[2]s bis %[3]s. Bitte das Datum berichtigen.",
		En: "%[1]s: this year is not possible, %[2]s to %[3]s are. Please correct the date.",
	},
	CellTooLong: {
		De: "%[1]s: Der Text hat %[2]s Zeichen, möglich sind %[3]s. Bitte kürzen.",
		En: "%[1]s: the text has %[2]s characters, %[3]s are possible. Please shorten it.",
	},
	CellOfLines: {
		De: "%[1]s: Der Text muss in einer Zeile stehen. Bitte die Zeilenumbrüche in der Zelle löschen.",
		En: "%[1]s: the text must be a single line. Please delete the line breaks in the cell.",
	},
	TooManyInRows: {
		De: "Personen: Der Termin hat %[1]s davon, möglich sind %[2]s. Bitte auf mehrere Termine verteilen, jeden mit " +
			"eigener ID_STRING (Kennung des Termins).",
		En: "Personen: the appointment has %[1]s of them, %[2]s are possible. Please split it into several appointments, " +
			"each with an ID_STRING of its own.",
	},
	CellRefused: {
		De: "%[1]s: %[2]s",
		En: "%[1]s: %[3]s",
	},
	OtherTable: {
		De: "Den Termin führt schon die Tabelle „%[1]s“, und nur eine kann ihn führen. Bitte dort weglassen oder hier eine " +
			"andere ID_STRING (Kennung des Termins) geben.",
		En: "The table “%[1]s” has this appointment already, and only one can have it. Please leave it out there, or give " +
			"it another ID_STRING here.",
	},
}
