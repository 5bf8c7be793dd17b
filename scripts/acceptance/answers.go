package main

import (
	"context"
	"fmt"

	"google.golang.org/api/calendar/v3"

	"kursbuch.internal/shared/calsync"
)

// answerQuestions are whether what guests answered survives us. The last of them need the guest.
var answerQuestions = []question{
	{
		id:     "answer-inserted",
		text:   "Bleibt die Antwort eines Gastes, der mit accepted eingefügt wird?",
		why:    "Wird ein Eintrag neu angelegt (Gast kommt zurück, neue Generation), wiederholen wir die bekannte Antwort.",
		code:   []string{"shared/calsync/answer.go answered"},
		expect: "accepted",
		advice: "Google verlangt eine neue Antwort. Kein Schaden, aber den Leuten sagen; answered braucht die Erinnerung " +
			"dann nicht mehr.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.entry("Antwort", s.guest)
			e.Guests[0].Answer = "accepted"
			e, err := s.insert(ctx, e, calsync.NotifyNone)
			s.kept["Antwort"] = e
			return sight{answersOf(e), answersOf(e) == s.guest+" accepted"}, err
		},
	},
	{
		id:     "answer-left-out",
		text:   "Vergisst Google die Antwort, wenn ein PUT den Gast ohne responseStatus nennt?",
		why:    "Deshalb wiederholen wir Antworten; das ist die Gegenprobe.",
		code:   []string{"shared/gcp/gcal/entry.go attendees"},
		expect: "needsAction (accepted wäre auch recht)",
		advice: "Eine dritte Antwort ist neu: in reference/google-calendar.md vermerken. Am Code ist nichts zu ändern.",
		after:  "answer-inserted",
		check: func(ctx context.Context, s *session) (sight, error) {
			was := s.kept["Antwort"]
			e, err := s.own(ctx, was.ID)
			if err != nil {
				return sight{}, err
			}
			e.Attendees = []*calendar.EventAttendee{{Email: s.guest}}
			e, err = s.raw.Events.Update(string(s.id), e.Id, e).SendUpdates("none").Context(ctx).Do()
			if err != nil {
				return sight{}, err
			}
			status := ""
			for _, a := range e.Attendees {
				status += a.ResponseStatus
			}
			return saw(status == "needsAction" || status == "accepted", "%s", status)
		},
	},
	{
		id:     "rsvp-etag",
		text:   "Bewegt die Antwort eines Gastes den ETag, und ist sie zu lesen?",
		why:    "Ein PUT mit dem ETag von vorher muss an 412 scheitern, sonst überschriebe er die Antwort.",
		code:   []string{"shared/gcp/gcal/entry.go guests", "shared/syncrun/attempt.go FailedChanged"},
		expect: "anderer ETag, accepted",
		advice: "Gleicher ETag: If-Match schützt Antworten nicht; in shared/gcp/gcal/target.go unmittelbar vor jedem PUT " +
			"lesen. Antwort fehlt: eine Minute warten und von neuem; fehlt sie weiter, kommt sie auf der Kopie des Gastes " +
			"nicht zu uns, das in reference/google-calendar.md vermerken.",
		do: func(ctx context.Context, s *session) error {
			return s.prepare(ctx, s.entry("Zusage", s.guest), calsync.NotifyAll)
		},
		ask: "{guest} hat eine Einladung „Kursbuch-Abnahme Zusage“. Bitte dort zusagen, mit der Notiz „Kuchen“. Erledigt?",
		check: func(ctx context.Context, s *session) (sight, error) {
			was := s.kept["Zusage"]
			e, err := s.listed(ctx, was.ID)
			if err != nil {
				return sight{}, err
			}
			s.kept["zugesagt"] = e
			return saw(e.ETag != was.ETag && answersOf(e) == s.guest+" accepted", "ETag %s → %s, %s", was.ETag, e.ETag,
				answersOf(e))
		},
	},
	{
		id:     "rsvp-echo",
		text:   "Ändert eine Antwort sonst nichts an dem, was wir vergleichen?",
		why:    "Antworten allein dürfen keinen Schreibvorgang auslösen.",
		code:   []string{"shared/calsync/field.go same"},
		expect: "kein Unterschied",
		advice: "Das Feld in shared/calsync/field.go traits aus dem Vergleich nehmen oder vereinheitlichen.",
		after:  "rsvp-etag",
		check: func(_ context.Context, s *session) (sight, error) {
			found := differences(s.kept["Zusage"], s.kept["zugesagt"])
			return saw(len(found) == 0, "%s", orNothing(found))
		},
	},
	{
		id:     "rsvp-kept",
		text:   "Überlebt eine echte Antwort mit Notiz ein PUT, das sie wiederholt?",
		why:    "Das ist das Versprechen an die Leute: ihre Antworten gehen nie verloren.",
		code:   []string{"shared/calsync/answer.go answered", "shared/gcp/gcal/entry.go attendees"},
		expect: "accepted mit der Notiz",
		advice: "Antwort weg: das PUT in shared/gcp/gcal/target.go update durch PATCH ohne attendees ersetzen, wo sich " +
			"die Gäste nicht ändern (3 Einheiten). Nur die Notiz weg: hinnehmbar, in reference/google-calendar.md vermerken.",
		after: "rsvp-etag",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.kept["zugesagt"]
			comment := func(e calsync.Entry) (text string) {
				for _, g := range e.Guests {
					text += g.Comment
				}
				return text
			}
			before := answersOf(e) + fmt.Sprintf(" (Notiz %q)", comment(e))
			e.Title, e.Location = "Kursbuch-Abnahme Zusage, verlegt", "Raum 2"
			if _, err := s.update(ctx, e); err != nil {
				return sight{}, err
			}
			e, err := s.listed(ctx, e.ID)
			after := answersOf(e) + fmt.Sprintf(" (Notiz %q)", comment(e))
			return sight{before + " → " + after, before == after}, err
		},
	},
}
