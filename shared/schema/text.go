package schema

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// text is said in both languages, because the file does not tell who reads it.
type text struct{ de, en string }

// brief is for titles: "Titel (title)".
func (t text) brief() string { return t.de + " (" + t.en + ")" }

// long is for sentences: one line in each language.
func (t text) long() string { return t.de + "\n" + t.en }

// explanation is what people read about a key.
type explanation struct {
	title, description text
	values             []meaning // of an enumeration
}

// meaning is what people read about a value of an enumeration.
type meaning struct {
	value              scalar.Value
	title, description text
}

// long is for editors that show it without the title.
func (m meaning) long() string {
	return text{m.title.de + ": " + m.description.de, m.title.en + ": " + m.description.en}.long()
}

// Words for what IDs stand for.
var (
	partWord  = text{"Veranstaltungsteil", "part of the event"}
	trackWord = text{"Kursschiene im Teil", "track in the part"}
	feeWord   = text{"Individueller Beitrag in Euro", "personalised fee in euros"}
	noValue   = text{"kein Wert", "no value"}

	entities = map[event.Section]text{
		event.LodgementGroups: {"Unterkunftsgruppe", "lodgement group"},
		event.Lodgements:      {"Unterkunft", "lodgement"},
		event.Courses:         {"Kurs", "course"},
		event.Registrations:   {"Anmeldung", "registration"},
	}
)

// What stands in place of an explanation of its own.
var (
	changing = explanation{
		title: text{"Änderung", "change"},
		description: text{"Nur was hier steht, ändert sich. null löscht den Eintrag.",
			"Only what stands here changes. null deletes the entry."},
	}
	creating = explanation{
		title: text{"Neuer Eintrag", "creation"},
		description: text{"Eine negative ID steht für einen neuen Eintrag; " +
			"andere Stellen der Datei können auf sie verweisen.",
			"A negative ID stands for a new entry; other places of the file may refer to it."},
	}
	leftOver = explanation{
		title: text{"Wert eines gelöschten Datenfelds", "value of a removed field"},
		description: text{"Das Datenfeld gibt es nicht mehr. Der gespeicherte Wert darf unverändert mitgeschickt werden " +
			"und bewirkt nichts.",
			"The field is no more. Its stored value may be sent along unchanged, which does nothing."},
	}
)

// What several keys share.
var (
	byID         = text{"Nach ID; negative IDs stehen für neue.", "By ID; negative IDs stand for new ones."}
	customFields = explanation{
		title:       text{"Datenfelder", "fields"},
		description: text{"Nach Namen; null leert ein Datenfeld.", "By name; null clears a field."},
	}
)

// kinds say what a value is, where nothing more is known about it.
var kinds = map[scalar.Kind]text{
	scalar.KindInt: {"Ganze Zahl: 5 oder \"5\".", "Whole number: 5 or \"5\"."},
	scalar.KindReference: {"ID, positiv oder (für neue Einträge dieser Datei) negativ, nicht 0.",
		"ID, positive or (for new entries of this file) negative, not 0."},
	scalar.KindText: {"Nicht leerer Text.", "Non-empty text."},
	scalar.KindBool: {"true oder false.", "true or false."},
	scalar.KindAmount: {"Betrag in Euro mit höchstens zwei Nachkommastellen: \"-12.50\".",
		"Amount in euros with at most two decimals: \"-12.50\"."},
	scalar.KindNumber: {"Zahl: 1.5 oder \"1.5\".", "Number: 1.5 or \"1.5\"."},
	scalar.KindDate:   {"Datum: \"2026-05-22\".", "Date: \"2026-05-22\"."},
	scalar.KindDateTime: {"Zeitpunkt: \"2026-05-22T18:30:00+02:00\", ohne Abstand zu UTC in der Zeit von Berlin.",
		"Point in time: \"2026-05-22T18:30:00+02:00\", without an offset from UTC in the time of Berlin."},
}

// statuses are explained in the order of their numbers.
var statuses = []meaning{
	status(event.NotApplied, text{"nicht angemeldet", "not applied"}, text{"Nicht zu diesem Teil angemeldet.",
		"Did not apply for this part."}),
	status(event.Applied, text{"offen", "applied"}, text{"Angemeldet, noch nicht entschieden. Zählt für die Beiträge.",
		"Applied, not decided yet. Counts for the fees."}),
	status(event.Participant, text{"Teilnehmer", "participant"}, text{"Nimmt an diesem Teil teil. Zählt für die Beiträge.",
		"Takes part. Counts for the fees."}),
	status(event.Waitlist, text{"Warteliste", "waiting list"}, text{"Wartet auf einen Platz. Zählt für die Beiträge.",
		"Waits for a place. Counts for the fees."}),
	status(event.Guest, text{"Gast", "guest"}, text{"Ist da, zählt aber nicht für die Beiträge.",
		"Is there, but does not count for the fees."}),
	status(event.Cancelled, text{"abgemeldet", "cancelled"}, text{"Hat abgesagt.", "Has cancelled."}),
	status(event.Rejected, text{"abgelehnt", "rejected"}, text{"Hat keinen Platz bekommen.", "Got no place."}),
}

func status(s event.Status, title, description text) meaning {
	return meaning{decimal(int32(s.Number())), title, description}
}
