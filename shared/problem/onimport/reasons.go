package onimport

import "kursbuch.internal/shared/problem"

func init() { problem.RegisterTerms(reasons) }

// Reasons why a file is no JSON: terms that are a value of [Syntax] or of [NotUTF8].
const (
	Python        = "python"
	JavaScript    = "javascript"
	Comment       = "comment"
	TrailingComma = "trailing-comma"
	DoubleComma   = "double-comma"
	NoComma       = "no-comma"
	NoNumber      = "no-number"
	OddNumber     = "odd-number"
	CurlyQuotes   = "curly-quotes"
	Backslash     = "backslash"
	LineBreak     = "line-break"
	Markup        = "markup"
	Table         = "table"
	Gzip          = "gzip"
	Archive       = "archive"
	OldOffice     = "old-office"
	Picture       = "picture"
	PDF           = "pdf"
	UTF16         = "utf-16"
)

// Words of sentences about what an event consists of.
const (
	ThePart  = "the-part"
	TheTrack = "the-track"
)

var reasons = map[string]problem.Text{
	ThePart:  {De: "Der Teil", En: "The part"},
	TheTrack: {De: "Die Schiene", En: "The track"},
	Python: {
		De: "Das ist die Schreibweise von Python. Bitte mit json.dumps oder json.dump schreiben, nicht mit print oder str.",
		En: "This is Python's notation. Please write it by json.dumps or json.dump, not by print or str.",
	},
	JavaScript: {
		De: "Das ist die Schreibweise von JavaScript. In JSON stehen Schlüssel und Texte in geraden doppelten " +
			"Anführungszeichen, Kommentare gibt es nicht. JSON.stringify schreibt es so.",
		En: "This is JavaScript's notation. JSON has keys and texts in straight double quotes, and no comments. " +
			"JSON.stringify writes it like that.",
	},
	Comment: {
		De: "In JSON gibt es keine Kommentare. Bitte löschen.",
		En: "JSON has no comments. Please delete it.",
	},
	TrailingComma: {
		De: "Das Komma vor der schließenden Klammer ist zu viel.",
		En: "The comma before the closing bracket is one too many.",
	},
	DoubleComma: {
		De: "Hier ist ein Komma zu viel, oder davor fehlt ein Wert.",
		En: "There is a comma too many here, or a value is missing before it.",
	},
	NoComma: {
		De: "Davor fehlt ein Komma oder ein Doppelpunkt, oder ein Anführungszeichen im Text ist nicht als \\\" " +
			"geschrieben.",
		En: "A comma or a colon is missing before it, or a quotation mark within a text is not written as \\\".",
	},
	NoNumber: {
		De: "NaN und Infinity gibt es in JSON nicht. „Kein Wert“ schreibt man null.",
		En: "JSON has neither NaN nor Infinity. “No value” is written null.",
	},
	OddNumber: {
		De: "Zahlen schreibt man ohne Plus, ohne führende Nullen, mit einer Ziffer vor dem Punkt.",
		En: "Numbers are written without a plus, without leading zeros, with a digit before the dot.",
	},
	CurlyQuotes: {
		De: "Das sind typografische Anführungszeichen. JSON braucht gerade: \".",
		En: "These are typographic quotation marks. JSON takes straight ones: \".",
	},
	Backslash: {
		De: "Ein Rückstrich im Text wird doppelt geschrieben: \\\\.",
		En: "A backslash within a text is written twice: \\\\.",
	},
	LineBreak: {
		De: "Mitten in einem Text ist ein Zeilenende oder ein Tabulator, oder es fehlt das schließende " +
			"Anführungszeichen. Im Text schreibt man \\n und \\t.",
		En: "There is the end of a line or a tabulator within a text, or its closing quotation mark is " +
			"missing. In a text they are written \\n and \\t.",
	},
	Markup: {
		De: "Das sieht nach HTML oder XML aus, vielleicht eine gespeicherte Fehler- oder Anmeldeseite. Bitte " +
			"die Datei neu herunterladen.",
		En: "This looks like HTML or XML, perhaps a saved page of an error or a login. Please download the " +
			"file again.",
	},
	Table: {
		De: "Das sieht nach einer Tabelle aus (CSV). Ein Import ist ein JSON-Objekt in geschweiften Klammern.",
		En: "This looks like a table (CSV). An import is a JSON object in braces.",
	},
	Gzip: {
		De: "Sie ist mit gzip gepackt. Bitte entpacken, dann hochladen.",
		En: "It is packed by gzip. Please unpack it, then upload it.",
	},
	Archive: {
		De: "Sie ist ein ZIP-Archiv oder eine Tabelle aus Excel oder LibreOffice. Bitte das JSON darin " +
			"entpacken oder die Tabelle durch ein Skript in einen Import umwandeln.",
		En: "It is a ZIP archive or a spreadsheet of Excel or LibreOffice. Please unpack the JSON in it, or " +
			"convert the spreadsheet into an import by a script.",
	},
	OldOffice: {
		De: "Sie ist ein Dokument aus einem älteren Office-Programm. Ein Import ist ein JSON-Objekt in einer " +
			"Textdatei.",
		En: "It is a document of an older office program. An import is a JSON object in a text file.",
	},
	Picture: {
		De: "Sie ist ein Bild. Ein Import ist ein JSON-Objekt in einer Textdatei.",
		En: "It is a picture. An import is a JSON object in a text file.",
	},
	PDF: {
		De: "Sie ist ein PDF. Ein Import ist ein JSON-Objekt in einer Textdatei.",
		En: "It is a PDF. An import is a JSON object in a text file.",
	},
	UTF16: {
		De: "Sie ist in UTF-16 gespeichert. Bitte im Editor die Kodierung UTF-8 wählen und neu speichern.",
		En: "It is saved in UTF-16. Please choose the encoding UTF-8 in the editor and save it again.",
	},
}
