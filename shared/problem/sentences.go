package problem

import "fmt"

// sentences has the text of every code in every language. %[1]s is the first value of the finding, {1|Tag|Tage} what is
// said if that is 1, and otherwise. A code of which more may be known has a further text with the number of values
// behind it: missing/2.
var sentences = map[Code]Text{}

func init() { Register(common) }

// Register adds the sentences of codes. Only init functions of packages of codes call it; a code that has a sentence
// already is a bug.
func Register(more map[Code]Text) {
	for code, text := range more {
		if _, ok := sentences[code]; ok {
			panic(fmt.Sprintf("unreachable: two sentences of %s", code))
		}
		sentences[code] = text
	}
}

var common = map[Code]Text{
	Duplicate:  {De: "„%[1]s“ steht hier schon einmal.", En: "“%[1]s” is here already."},
	UnknownKey: {De: "Den Schlüssel „%[1]s“ gibt es hier nicht.", En: "There is no key “%[1]s” here."},
	ExportOnly: {
		De: "„%[1]s“ steht nur in Exporten und kann durch einen Import nicht geändert werden. Bitte weglassen.",
		En: "“%[1]s” is in exports only and cannot be changed by an import. Please leave it out.",
	},
	Missing: {De: "„%[1]s“ fehlt.", En: "“%[1]s” is missing."},
	NotID: {
		De: "„%[1]s“ ist keine ID. IDs sind ganze Zahlen außer 0, ohne führende Nullen; negative stehen nur für neue " +
			"Kurse, Unterkünfte, Gruppen und Anmeldungen.",
		En: "“%[1]s” is no ID. IDs are whole numbers other than 0, without leading zeros; negative ones stand for new " +
			"courses, lodgements, groups and registrations only.",
	},
	TooMany: {
		De: "Zu viele Einträge, höchstens %[1]s sind möglich.",
		En: "Too many entries, at most %[1]s are possible.",
	},
	NotObject: {
		De: "Hier muss ein Objekt in geschweiften Klammern stehen. (Nur null löscht einen Eintrag.)",
		En: "An object in braces is expected here. (Only null deletes an entry.)",
	},
	WrongKind: {
		De: "%[1]s hat hier die falsche Art: Gebraucht wird ein Objekt in geschweiften Klammern.",
		En: "%[1]s is of the wrong kind here: it takes an object in braces.",
	},
	NotList: {
		De: "Hier muss eine Liste in eckigen Klammern stehen.",
		En: "A list in square brackets is expected here.",
	},

	Null:    {De: "Der Wert darf nicht null sein.", En: "The value must not be null."},
	Empty:   {De: "Der Text darf nicht leer sein.", En: "The text must not be empty."},
	NotText: {De: "Hier muss ein Text stehen, nicht %[1]s.", En: "A text is expected here, not %[1]s."},
	NULCharacter: {
		De: "Der Text enthält das NUL-Zeichen (\\u0000), das nicht gespeichert werden kann.",
		En: "The text contains the NUL character (\\u0000), which cannot be stored.",
	},
	LoneSurrogate: {
		De: "Der Text enthält ein halbes Zeichen (\\ud800 bis \\udfff ohne Gegenstück).",
		En: "The text contains half a character (\\ud800 to \\udfff without its other half).",
	},
	NotBool:    {De: "%[1]s ist weder true noch false.", En: "%[1]s is neither true nor false."},
	NotInt:     {De: "%[1]s ist keine ganze Zahl.", En: "%[1]s is no whole number."},
	OutOfRange: {De: "%[1]s ist zu groß oder zu klein.", En: "%[1]s is too large or too small."},
	TooSmall: {
		De: "%[1]s ist zu klein, es muss mindestens %[2]s sein.",
		En: "%[1]s is too small, it must be at least %[2]s.",
	},
	ZeroReference: {
		De: "0 verweist auf nichts. „Nichts“ schreibt man null.",
		En: "0 refers to nothing. “Nothing” is written null.",
	},
	NotStatus: {
		De: "%[1]s ist kein Status. Möglich sind -1 (nicht angemeldet), 1 (offen), 2 (Teilnehmer), 3 (Warteliste), 4 " +
			"(Gast), 5 (abgemeldet), 6 (abgelehnt).",
		En: "%[1]s is no status. Possible are -1 (not applied), 1 (applied), 2 (participant), 3 (waiting list), 4 " +
			"(guest), 5 (cancelled), 6 (rejected).",
	},
	NotAmount: {
		De: "%[1]s ist kein Betrag. Beträge schreibt man wie \"-12.50\", mit Punkt und ohne Währung.",
		En: "%[1]s is no amount. Amounts are written like \"-12.50\", with a dot and without a currency.",
	},
	TooManyDecimals: {De: "%[1]s hat mehr als zwei Nachkommastellen.", En: "%[1]s has more than two decimals."},
	NotNumber:       {De: "%[1]s ist keine Zahl.", En: "%[1]s is no number."},
	NotDate: {
		De: "%[1]s ist kein Datum. Daten schreibt man wie \"2026-05-22\".",
		En: "%[1]s is no date. Dates are written like \"2026-05-22\".",
	},
	NotMail: {De: "%[1]s ist keine Mail-Adresse.", En: "%[1]s is no mail address."},
	NotDateTime: {
		De: "%[1]s ist kein Zeitpunkt. Zeitpunkte schreibt man wie \"2026-05-22T18:30:00+02:00\" (ohne Abstand zu UTC " +
			"gilt die Zeit in Berlin).",
		En: "%[1]s is no point in time. Points in time are written like \"2026-05-22T18:30:00+02:00\" (without an offset " +
			"from UTC, it is the time in Berlin).",
	},
	DuplicateChoice: {
		De: "Der Kurs %[1]s ist in dieser Liste schon gewählt.",
		En: "Course %[1]s is chosen in this list already.",
	},
}
