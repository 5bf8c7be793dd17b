package main

import (
	"context"

	"kursbuch.internal/shared/calsync"
)

// sharingQuestions are what somebody with the right to read has of it.
var sharingQuestions = []question{
	{
		id:     "share-mail",
		text:   "Bleibt das Leserecht mit sendNotifications=false ohne Mail?",
		why:    "Wer zum ersten Mal abgeglichen wird, soll keine Mail über einen Kalender bekommen.",
		code:   []string{"shared/gcp/gcal/target.go SendNotifications"},
		expect: "keine Mail",
		advice: "Die Leute vorher ankündigen; am Code gibt es nichts Leiseres.",
		do: func(ctx context.Context, s *session) error {
			_, err := s.target.Do(ctx, calsync.Call{Verb: calsync.Grant, Mail: s.guest})
			return err
		},
		ask:  "{guest} hat eben Leserecht bekommen. Bitte zwei Minuten warten. Kam dazu eine Mail?",
		want: no,
	},
	{
		id:     "share-visible",
		text:   "Findet jemand mit Leserecht den Kalender über den Link mit cid?",
		why:    "Ohne Mail steht er nicht von selbst in der Liste; der Link ist der Weg, den wir nennen.",
		code:   []string{"shared/gcp/gcal/target.go grant"},
		expect: "ja",
		advice: "Die Leute ihn über „Weitere Kalender +, Kalender abonnieren“ mit der ID hinzufügen lassen; im README den " +
			"Weg ändern.",
		after: "share-mail",
		ask: "Als {guest} https://calendar.google.com/calendar/r?cid={calendar} öffnen und hinzufügen. Ist der Kalender " +
			"jetzt links in der Liste?",
		want: yes,
	},
	{
		id:     "share-private",
		text:   "Sieht jemand mit Leserecht von einem privaten Eintrag nur „beschäftigt“?",
		why:    "Private Termine stehen im Master-Kalender, den viele lesen.",
		code:   []string{"shared/gcp/gcal/entry.go private", "shared/calsync/entry.go Private"},
		expect: "nur beschäftigt",
		advice: "Private Termine nicht abgleichen oder ohne Titel schreiben (shared/calsync/wish.go), bis das geklärt ist.",
		after:  "share-visible",
		do: func(ctx context.Context, s *session) error {
			e := s.entry("geheim")
			e.Private = true
			return s.prepare(ctx, e, calsync.NotifyNone)
		},
		ask: "Im Kalender „Kursbuch-Abnahme …“ von {guest}, morgen: ist irgendwo der Titel „Kursbuch-Abnahme geheim“ zu " +
			"lesen?",
		want: no,
	},
}

// invitationQuestions are what arrives where.
var invitationQuestions = []question{
	{
		id:   "none-inside",
		text: "Kommt eine Einladung mit sendUpdates=none im Kalender eines Gastes im Haus an?",
		why: "none ist die stille Einstellung, und die jedes Schreibens, das die Leute nichts angeht; im Kalender muss " +
			"es trotzdem stehen.",
		code:   []string{"shared/gcp/gcal/target.go updates", "shared/calsync/settings.go Notify"},
		expect: "ja",
		advice: "Bei notify=all (der Voreinstellung) bleiben, oder in der Admin-Konsole „Einladungen von allen“ als " +
			"Voreinstellung.",
		do:   invite("still", calsync.NotifyNone),
		ask:  "Bitte zwei Minuten warten. Steht „Kursbuch-Abnahme still“ morgen im eigenen Kalender von {guest}?",
		want: yes,
	},
	{
		id:     "none-outside",
		text:   "Kommt sie beim Gast außerhalb an?",
		why:    "Ohne Mail weiß jemand außerhalb vielleicht nichts; das muss in der Beschreibung der Einstellung stehen.",
		code:   []string{"shared/gcp/gcal/target.go updates", "shared/calsync/wish.go outside"},
		expect: "offen; beides ist recht",
		advice: "",
		after:  "none-inside",
		ask: "Steht „Kursbuch-Abnahme still“ morgen im eigenen Kalender von {outside}? Wenn nicht: in welcher " +
			"Einstellung?",
	},
	{
		id:     "none-mail",
		text:   "Bleibt es mit sendUpdates=none bei beiden ohne Mail?",
		why:    "„some emails might still be sent“, sagt Google.",
		code:   []string{"shared/gcp/gcal/target.go updates"},
		expect: "keine Mail",
		advice: "Aufschreiben, an wen. Vor dem ersten großen Lauf ankündigen; den ersten Lauf mit days_ahead=7 machen.",
		after:  "none-inside",
		ask:    "Kam zu „Kursbuch-Abnahme still“ eine Mail an {guest} oder {outside}?",
		want:   no,
	},
	{
		id:     "none-change",
		text:   "Kommt eine stille Änderung im Kalender des Gastes an?",
		why:    "Der Weg eines Kurses in einen anderen Raum, bis in den Kalender.",
		code:   []string{"shared/gcp/gcal/target.go update"},
		expect: "ja",
		advice: "Bei notify=all bleiben, ohne quiet.",
		after:  "none-inside",
		do: func(ctx context.Context, s *session) error {
			e, err := s.listed(ctx, s.kept["still"].ID)
			if err != nil {
				return err
			}
			e.Location = "Raum 42"
			_, err = s.update(ctx, e)
			return err
		},
		ask:  "Steht bei „Kursbuch-Abnahme still“ im Kalender von {guest} jetzt „Raum 42“?",
		want: yes,
	},
	{
		id:     "all-mail",
		text:   "Bekommen mit sendUpdates=all beide eine Mail?",
		why:    "Die Einstellung all verspricht das.",
		code:   []string{"shared/gcp/gcal/target.go updates"},
		expect: "ja, beide",
		advice: "Im Spamordner nachsehen. Bekommt nur einer eine: hier vermerken, wer, und in der Einstellung dazuschreiben.",
		do:     invite("laut", calsync.NotifyAll),
		ask:    "Kam zu „Kursbuch-Abnahme laut“ je eine Mail an {guest} und an {outside}?",
		want:   yes,
	},
	{
		id:     "external-mail",
		text:   "Bekommt mit externalOnly nur der Gast außerhalb eine Mail?",
		why:    "externalOnly heißt bei Google „nicht bei Google Kalender“; ob ein Gmail-Gast dazugehört, ist offen.",
		code:   []string{"shared/gcp/gcal/target.go NotifyExternal"},
		expect: "keine an den Gast im Haus",
		advice: "Die Einstellung external nicht benutzen: none oder all.",
		do:     invite("außen", calsync.NotifyExternal),
		ask:    "Kam zu „Kursbuch-Abnahme außen“ eine Mail an {guest}? (Dahinter bitte: und an {outside}?)",
		want:   no,
	},
	{
		id:   "known-sender",
		text: "Zählt die Gruppenadresse des Kalenders bei „Nur wenn der Absender bekannt ist“ als dieselbe Organisation?",
		why: "Veranstalter ist der Kalender (…@group.calendar.google.com), nicht die Nutzerin. Zählt er als fremd, " +
			"sieht niemand mit dieser Einstellung seine Termine.",
		code:   []string{"shared/gcp/gcal/entry.go Organizer", "shared/calsync/settings.go Notify"},
		expect: "ja, der Eintrag erscheint",
		advice: "In der Admin-Konsole die Voreinstellung „Von allen“ setzen, oder die Leute {subject} und die " +
			"Kalenderadresse zu den Kontakten nehmen lassen, oder notify=all (dann können sie in der Mail zusagen).",
		first: "Als {guest} im Google Kalender: Einstellungen, Termineinstellungen, „Einladungen zu meinem Kalender " +
			"hinzufügen“: „Nur wenn der Absender bekannt ist“. Erledigt?",
		do: func(ctx context.Context, s *session) error {
			return s.prepare(ctx, s.entry("bekannt", s.guest), calsync.NotifyNone)
		},
		ask: "Steht „Kursbuch-Abnahme bekannt“ morgen im eigenen Kalender von {guest}? (Danach die Einstellung " +
			"zurückstellen.)",
		want: yes,
	},
	{
		id:     "delete-gone",
		text:   "Verschwindet ein still gelöschter Eintrag aus dem Kalender der Gäste?",
		why:    "Wer nicht mehr eingeteilt ist, soll es im Kalender sehen.",
		code:   []string{"shared/gcp/gcal/target.go delete"},
		expect: "ja",
		advice: "Bei notify=all bleiben; Löschungen kommen dann als Absage.",
		after:  "all-mail",
		do: func(ctx context.Context, s *session) error {
			e := s.kept["laut"]
			e.ETag = ""
			return s.delete(ctx, e)
		},
		ask:  "Ist „Kursbuch-Abnahme laut“ aus dem Kalender von {guest} verschwunden? (Dahinter bitte: und bei {outside}?)",
		want: yes,
	},
	{
		id:     "delete-mail",
		text:   "Bleibt das Löschen mit sendUpdates=none ohne Absage-Mail?",
		why:    "Andere berichten, dass Google trotzdem Mails schickt (OGCS#1989).",
		code:   []string{"shared/calsync/guard.go guard", "shared/gcp/gcal/target.go delete"},
		expect: "keine Mail",
		advice: "Vor dem Deinstallieren und vor großen Löschungen ankündigen; die Schwelle des Wächters (guard) niedrig " +
			"lassen.",
		after: "delete-gone",
		ask:   "Kam zum Löschen von „Kursbuch-Abnahme laut“ eine Mail an {guest} oder {outside}?",
		want:  no,
	},
}

// invite inserts an entry with both guests.
func invite(key string, n calsync.Notify) func(context.Context, *session) error {
	return func(ctx context.Context, s *session) error {
		return s.prepare(ctx, s.entry(key, s.guest, s.outside), n)
	}
}
