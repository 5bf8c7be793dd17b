package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"

	"kursbuch.internal/shared/calsync"
)

// changeQuestions are what becomes of entries in the years after: appointments move, people do things in the page of
// Google Calendar, a table brings many at once.
var changeQuestions = []question{
	{
		id:     "answer-moved",
		text:   "Setzt Google Antworten von selbst zurück, wenn ein PUT die Zeit verlegt und sie wiederholt?",
		why:    "Eine Zusage gilt einer Zeit. Wir fragen nach dem Verlegen neu; tut Google es auch, ist es dasselbe.",
		code:   []string{"shared/calsync/answer.go answered"},
		expect: "accepted, wie wiederholt: das Zurücksetzen ist unsere Sache",
		advice: "needsAction: Google setzt selbst zurück. Dann kommt eine Antwort auch nicht wieder, wenn ihre alte Zeit " +
			"wiederkommt: das in reference/google-calendar.md vermerken und den Leuten sagen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.entry("verlegt", s.guest)
			e.Guests[0].Answer = "accepted"
			e, err := s.insert(ctx, e, calsync.NotifyNone)
			if err != nil {
				return sight{}, err
			}
			e.Start, e.End = e.Start.Add(time.Hour), e.End.Add(time.Hour)
			e, err = s.update(ctx, e)
			return sight{answersOf(e), answersOf(e) == s.guest+" accepted"}, err
		},
	},
	{
		id:     "description-limit",
		text:   "Wie viel Beschreibung nimmt Google: in Zeichen, Einheiten oder Bytes, vor oder nach dem Maskieren?",
		why:    "Wir kürzen selbst, an einem Wort und mit einem Befund. Kürzt Google, schreiben wir bei jedem Lauf.",
		code:   []string{"shared/calsync/describe.go maxDescription"},
		expect: "gleich viele bei jedem Zeichen, mindestens 8.000",
		advice: "Weniger: die Grenze in shared/calsync auf das Kleinste von hier setzen, in der Größe, die Google zählt.",
		check:  describable,
	},
	{
		id:     "burst",
		text:   "Nimmt Google 500 Einträge in einem Zug, ohne Gäste?",
		why:    "Eine Tabelle oder ein neuer Kalender bringt so viele; danach richtet sich, wie schnell ein Lauf schreibt.",
		code:   []string{"shared/gcp/gcal/gcal.go PerMinute"},
		expect: "alle 500, gebremst höchstens für Sekunden",
		advice: "Brach es ab: in shared/gcp/gcal/gcal.go Pace.PerMinute auf das setzen, was hier gelang.",
		check:  burst,
	},
	{
		id:     "group-guest",
		text:   "Was wird aus einer Gruppenadresse als Gast?",
		why:    "Google kann sie durch ihre Mitglieder ersetzen; unbekannte Gäste halten wir für von Hand hinzugefügt.",
		code:   []string{"shared/calsync/field.go same"},
		expect: "offen; beides ist zu wissen",
		ask: "Im Kalender „Kursbuch-Abnahme …“ als {subject} einen Termin anlegen und eine Gruppe einladen, in der {guest} " +
			"ist. Bitte eine Minute warten. Steht beim Termin die Gruppe, stehen ihre Mitglieder da, oder beides?",
	},
	{
		id:     "copied",
		text:   "Trägt ein Duplikat von der Webseite unsere Marke?",
		why:    "Ein Duplikat mit unserer Marke wäre für uns ein zweiter Eintrag desselben Termins: wir löschen ihn.",
		code:   []string{"shared/calsync/situation.go Owns"},
		expect: "nein, oder mit einer anderen ID: dann geht es beim nächsten Lauf",
		advice: "In reference/google-calendar.md vermerken, mit der ID des Duplikats.",
		do: func(ctx context.Context, s *session) error {
			return s.prepare(ctx, s.entry("kopiert"), calsync.NotifyNone)
		},
		ask: "Als {subject} beim Termin „Kursbuch-Abnahme kopiert“ im Menü „Duplizieren“ wählen, im selben Kalender " +
			"speichern. Erledigt?",
		check: copied,
	},
	{
		id:   "given-away",
		text: "Was zeigt Google von einem Eintrag, den jemand auf der Webseite in einen anderen Kalender verschoben hat?",
		why:  "Wir sehen ihn als gelöscht und legen ihn neu an; ist er nicht mehr der unsere, sagt es der Bericht.",
		code: []string{"shared/gcp/gcal/failure.go forbiddenForNonOrganizer",
			"shared/problem/oncalendar/sync.go GivenAway"},
		expect: "gelöscht (cancelled), oder mit einem anderen Veranstalter",
		advice: "Bleibt er unverändert lesbar: in shared/calsync/situation.go prüfen, woran er zu erkennen ist.",
		do: func(ctx context.Context, s *session) error {
			return s.prepare(ctx, s.entry("verschoben"), calsync.NotifyNone)
		},
		ask: "Als {subject} beim Termin „Kursbuch-Abnahme verschoben“ im Menü „In … kopieren/verschieben“ den eigenen " +
			"Hauptkalender wählen. Erledigt?",
		check: func(ctx context.Context, s *session) (sight, error) {
			e, err := s.own(ctx, s.kept["verschoben"].ID)
			if err != nil {
				return sight{}, err
			}
			elsewhere := e.Organizer != nil && !e.Organizer.Self
			return saw(e.Status == "cancelled" || elsewhere, "Status %s, anderer Veranstalter: %s", e.Status, word(elsewhere))
		},
	},
	{
		id:     "room-declines",
		text:   "Lehnt ein belegter Raum ab, und nach welcher Zeit ist das zu lesen?",
		why:    "Eine Absage des Raums ist ein Befund des Laufs; vorher steht „angefragt“.",
		code:   []string{"shared/gcp/gcal/entry.go ResponseStatus"},
		expect: "declined, nach höchstens einigen Minuten",
		advice: "Lehnt er nicht ab, sagt uns niemand, dass er belegt ist: im README für Planer vermerken.",
		ask: "Zwei Termine zur selben Zeit im Kalender „Kursbuch-Abnahme …“ anlegen, beide mit demselben Raum (Ressource). " +
			"Lehnt der Raum den zweiten ab? (Dahinter bitte: nach wie vielen Minuten. Ohne Ressourcen: Enter.)",
		want: yes,
	},
	{
		id: "share-without-google",
		text: "Was antwortet Google auf ein Leserecht für eine Adresse ohne Google-Konto, und wenn Freigabe nach außen " +
			"verboten ist?",
		why:    "Ein verweigertes Recht behält seinen Grund und seine Abhilfe und wird jeden Tag wieder versucht.",
		code:   []string{"shared/gcp/gcal/target.go grant", "shared/problem/oncalendar/rights.go BadShare"},
		expect: "Es gelingt, oder ein 400/403 mit einem Grund",
		advice: "Ein 404, 409 oder 5xx: in shared/gcp/gcal/failure.go für Rechte als FailedRefused einordnen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			_, err := s.target.Do(ctx, calsync.Call{Verb: calsync.Grant, Mail: s.outside})
			failed, refused := errors.AsType[*calsync.Error](err)
			switch {
			case err == nil:
				return saw(true, "gegeben an %s", s.outside)
			case !refused:
				return sight{}, err
			}
			return saw(failed.Failure == calsync.FailedRefused || failed.Failure == calsync.FailedUnauthorised,
				"%d %s: %s (für uns: %s)", failed.Status, failed.Reason, failed.Message, failed.Failure)
		},
	},
	{
		id:     "rights-lost",
		text:   "Was antwortet Google, wenn die Delegation entzogen, die API abgeschaltet oder {subject} gesperrt ist?",
		why:    "Jedes davon hat eine andere Abhilfe; der Bericht nennt sie, und kein Termin wird dafür geparkt.",
		code:   []string{"shared/gcp/gcal/failure.go forbidden", "shared/gcp/gcal/failure.go withdrawn"},
		expect: "offen; Status und Grund sind festzuhalten",
		ask: "Nur in einem Probeprojekt: nacheinander 1. in der Admin-Konsole die domainweite Delegation entfernen, 2. " +
			"„gcloud services disable calendar-json.googleapis.com --project={project}“, 3. {subject} sperren; nach jedem " +
			"einen Lauf (POST CalendarSync) ansehen und es zurücknehmen. Welche Befunde nennt der Bericht, mit welchem Grund?",
	},
}

// describable finds out how much of a long description comes back, for letters that are as many characters but other
// numbers of UTF-16 units, of bytes, of bytes in HTML.
func describable(ctx context.Context, s *session) (sight, error) {
	const sent = 12_000
	var seen []string
	counts := map[int]bool{}
	least := sent
	for _, letter := range []string{"a", "ä", "🎶", "&"} {
		e, err := s.raw.Events.Insert(string(s.id), &calendar.Event{
			Summary: "Kursbuch-Abnahme lang", Description: strings.Repeat(letter, sent),
			Start: &calendar.EventDateTime{DateTime: s.start().Format(time.RFC3339)},
			End:   &calendar.EventDateTime{DateTime: s.start().Add(time.Hour).Format(time.RFC3339)},
		}).SendUpdates("none").Context(ctx).Do()
		if failed, ok := errors.AsType[*googleapi.Error](err); ok {
			seen = append(seen, fmt.Sprintf("%s: %d", letter, failed.Code))
			counts[-failed.Code], least = true, 0
			continue
		} else if err != nil {
			return sight{}, err
		}
		n := strings.Count(e.Description, letter)
		counts[n], least = true, min(least, n)
		seen = append(seen, fmt.Sprintf("%s: %d von %d", letter, n, sent))
	}
	return saw(len(counts) == 1 && least >= 8000, "%s", strings.Join(seen, ", "))
}

// burst inserts many entries, each as soon as the one before is there.
func burst(ctx context.Context, s *session) (sight, error) {
	const many = 500
	for i := range many {
		e := s.entry(fmt.Sprint("Schwall", i))
		if _, err := s.insert(ctx, e, calsync.NotifyNone); err != nil {
			seen, err := failsAs(err, calsync.FailedLimited, 0)
			seen.seen, seen.ok = fmt.Sprintf("nach %d: %s", i, seen.seen), false
			return seen, err
		}
	}
	return saw(true, "%d", many)
}

// copied finds out whether entries of the same title, as people make them, have our mark.
func copied(ctx context.Context, s *session) (sight, error) {
	was := s.kept["kopiert"]
	page, err := s.raw.Events.List(string(s.id)).Q(was.Title).MaxResults(2500).Context(ctx).Do()
	if err != nil {
		return sight{}, err
	}
	own, err := s.list(ctx)
	if err != nil {
		return sight{}, err
	}
	marked := idsOf(own)
	for _, e := range page.Items {
		if e.Id != string(was.ID) && e.Summary == was.Title {
			return saw(true, "Duplikat %s, mit unserer Marke: %s", e.Id, word(marked[e.Id]))
		}
	}
	return saw(false, "es ist kein Duplikat zu finden")
}
