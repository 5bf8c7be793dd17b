package main

import (
	"context"
	"strings"

	"kursbuch.internal/shared/calsync"
)

// lifeQuestions are how entries come, go, come back.
var lifeQuestions = []question{
	{
		id:     "insert-taken",
		text:   "Was antwortet Google, wenn eine ID schon vergeben ist?",
		why:    "Nach einer verlorenen Antwort fügen wir mit derselben ID noch einmal ein; so entsteht kein Duplikat.",
		code:   []string{"shared/syncrun/attempt.go FailedExists", "shared/gcp/gcal/failure.go StatusConflict"},
		expect: "409 duplicate",
		advice: "Ein anderer Status: in shared/gcp/gcal/failure.go als FailedExists einordnen. Kein Fehler: vor jeder " +
			"Wiederholung eines insert erst lesen, sonst entstehen Duplikate.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.entry("doppelt")
			if _, err := s.insert(ctx, e, calsync.NotifyNone); err != nil {
				return sight{}, err
			}
			_, err := s.insert(ctx, e, calsync.NotifyNone)
			return failsAs(err, calsync.FailedExists, 409)
		},
	},
	{
		id:     "delete-twice",
		text:   "Was antwortet Google beim zweiten Löschen?",
		why:    "Gelöscht ist gelöscht: kein Fehler des Laufs.",
		code:   []string{"shared/syncrun/attempt.go FailedGone", "shared/gcp/gcal/failure.go StatusGone"},
		expect: "410 deleted",
		advice: "Ein anderer Status: in shared/gcp/gcal/failure.go als gone einordnen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.entry("weg", s.guest)
			e.Guests[0].Answer = "accepted"
			e, err := s.insert(ctx, e, calsync.NotifyNone)
			if err != nil {
				return sight{}, err
			}
			s.kept["weg"] = e
			e.ETag = ""
			if err := s.delete(ctx, e); err != nil {
				return sight{}, err
			}
			return failsAs(s.delete(ctx, e), calsync.FailedGone, 410)
		},
	},
	{
		id:     "get-deleted",
		text:   "Was zeigt Google von einem gelöschten Eintrag, auch von seinen Gästen?",
		why:    "Wir lesen ihn vor dem Wiederbeleben: Marke, ETag, Antworten.",
		code:   []string{"shared/syncrun/attempt.go reread", "shared/calsync/situation.go Owns"},
		expect: "status cancelled, mit Marke, Titel, Gästen und ihren Antworten",
		advice: "Fehlt die Marke: ours hält ihn für fremd, es entsteht eine neue Generation (eine neue Einladung, sonst " +
			"kein Schaden). Fehlen Gäste: die Antworten kommen dann aus unserem Gedächtnis (Record.Given), das reicht.",
		after: "delete-twice",
		check: func(ctx context.Context, s *session) (sight, error) {
			was := s.kept["weg"]
			e, err := s.target.Get(ctx, was.ID)
			if err != nil {
				return sight{}, err
			}
			return saw(e.Cancelled && e.Mark == was.Mark && e.Title == was.Title && answersOf(e) == answersOf(was),
				"cancelled: %s, unsere Marke: %s, Titel %q, Antworten %q", word(e.Cancelled), word(e.Mark == was.Mark), e.Title,
				answersOf(e))
		},
	},
	{
		id:     "insert-deleted",
		text:   "Was antwortet Google auf ein insert mit der ID eines gelöschten Eintrags?",
		why:    "Ein Termin, der wiederkommt, hat dieselbe ID; 409 führt uns zum Lesen und Wiederbeleben.",
		code:   []string{"shared/syncrun/attempt.go FailedExists"},
		expect: "409 duplicate",
		advice: "Gelingt es: gut, es kostet uns nur das Wiederbeleben; prüfen, ob die alten Antworten noch da sind, und " +
			"hier vermerken. 410 oder 403: in shared/gcp/gcal/failure.go für insert als FailedExists einordnen.",
		after: "delete-twice",
		check: func(ctx context.Context, s *session) (sight, error) {
			_, err := s.insert(ctx, s.entry("weg", s.guest), calsync.NotifyNone)
			return failsAs(err, calsync.FailedExists, 409)
		},
	},
	{
		id:     "revive",
		text:   "Belebt ein PUT mit status=confirmed und If-Match einen gelöschten Eintrag wieder? (Ein Bericht: 403.)",
		why:    "So kommen von Hand gelöschte Einträge zurück, ohne dass die Leute eine neue Einladung bekommen.",
		code:   []string{"shared/syncrun/attempt.go revives", "shared/gcp/gcal/entry.go confirmed"},
		expect: "Er ist wieder in der Liste.",
		advice: "403 oder anderes: der Lauf legt von selbst die nächste Generation an (attempt.go beginGeneration), mit " +
			"neuer Einladung. Dann in shared/calsync das Wiederbeleben weglassen, das spart je Fall zwei Aufrufe. 412: in " +
			"revive ohne If-Match schreiben.",
		after: "delete-twice",
		check: func(ctx context.Context, s *session) (sight, error) {
			found, err := s.target.Get(ctx, s.kept["weg"].ID)
			if err != nil {
				return sight{}, err
			}
			e := s.entry("weg", s.guest)
			e.ETag, e.Guests[0].Answer = found.ETag, "accepted"
			if _, err := s.update(ctx, e); err != nil {
				return sight{}, err
			}
			listed, err := s.listed(ctx, e.ID)
			s.kept["zurück"] = listed
			return sight{"wieder gelistet", !listed.Cancelled}, err
		},
	},
	{
		id:     "revive-answers",
		text:   "Sind die Antworten der Gäste nach dem Wiederbeleben noch da?",
		why:    "Wir wiederholen sie im PUT; Antworten dürfen nie verloren gehen.",
		code:   []string{"shared/calsync/answer.go answered", "shared/gcp/gcal/entry.go attendees"},
		expect: "accepted, wie wiederholt",
		advice: "Den Leuten sagen, dass sie nach einem versehentlichen Löschen neu antworten müssen; in " +
			"shared/syncrun/outcome.go die Erinnerung an Antworten trotzdem behalten, damit sie zu sehen sind.",
		after: "revive",
		check: func(ctx context.Context, s *session) (sight, error) {
			e, ok := s.kept["zurück"]
			if !ok {
				return saw(false, "der Eintrag kam nicht wieder")
			}
			return saw(answersOf(e) == s.guest+" accepted", "Antworten %q", answersOf(e))
		},
	},
	{
		id:     "if-match-put",
		text:   "Verhindert If-Match mit altem ETag ein PUT?",
		why:    "Was jemand zwischen Lesen und Schreiben ändert (auch eine Antwort), überschreiben wir nicht.",
		code:   []string{"shared/gcp/gcal/target.go onlyIf", "shared/syncrun/attempt.go FailedChanged"},
		expect: "412, der Eintrag ist wie zuvor",
		advice: "Ohne 412 kann eine Antwort verloren gehen, die zwischen Lesen und Schreiben kommt: in " +
			"shared/gcp/gcal/target.go vor jedem PUT noch einmal lesen und die Antworten daraus nehmen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			old, fresh, err := s.stale(ctx, "if-match-put")
			if err != nil {
				return sight{}, err
			}
			old.Title = "Kursbuch-Abnahme überschrieben"
			_, err = s.update(ctx, old)
			return s.untouched(ctx, err, fresh)
		},
	},
	{
		id:     "if-match-delete",
		text:   "Verhindert If-Match mit altem ETag ein DELETE?",
		why:    "Was jemand gerade geändert hat, löschen wir nicht ungesehen.",
		code:   []string{"shared/gcp/gcal/target.go onlyIf", "shared/syncrun/attempt.go FailedChanged"},
		expect: "412, der Eintrag ist noch da",
		advice: "Hinnehmbar, da wir ihn ohnehin löschen wollten; in reference/google-calendar.md vermerken.",
		check: func(ctx context.Context, s *session) (sight, error) {
			old, fresh, err := s.stale(ctx, "if-match-delete")
			if err != nil {
				return sight{}, err
			}
			return s.untouched(ctx, s.delete(ctx, old), fresh)
		},
	},
	{
		id:     "zero-duration",
		text:   "Lehnt Google einen Eintrag ohne Dauer ab, als dessen eigenen Fehler?",
		why:    "Solche Fehler parken den einen Termin, der Lauf geht weiter.",
		code:   []string{"shared/gcp/gcal/failure.go FailedRefused"},
		expect: "400 timeRangeEmpty",
		advice: "Nimmt Google ihn an: gut, nichts zu tun, hier vermerken. Anderer Status: in shared/gcp/gcal/failure.go " +
			"als FailedRefused einordnen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e := s.entry("ohne Dauer")
			e.End = e.Start
			_, err := s.insert(ctx, e, calsync.NotifyNone)
			return failsAs(err, calsync.FailedRefused, 400)
		},
	},
	{
		id:     "bad-mail",
		text:   "Lehnt Google einen Gast ohne gültige Adresse ab, als Fehler dieses Eintrags?",
		why:    "Ein Tippfehler in einer Adresse parkt die Termine dieser Person, nicht alle.",
		code:   []string{"shared/gcp/gcal/failure.go FailedRefused"},
		expect: "400",
		advice: "Anderer Status: in shared/gcp/gcal/failure.go als FailedRefused einordnen. Nimmt Google ihn an, erfährt " +
			"niemand, dass die Einladung nie ankommt: Adressen beim Anlegen der Person prüfen (shared/jobcal).",
		check: func(ctx context.Context, s *session) (sight, error) {
			_, err := s.insert(ctx, s.entry("schlechte Adresse", "keine Adresse"), calsync.NotifyNone)
			return failsAs(err, calsync.FailedRefused, 400)
		},
	},
}

// answersOf are the guests of an entry with their answers.
func answersOf(e calsync.Entry) string {
	var all []string
	for _, g := range e.Guests {
		all = append(all, g.Mail+" "+g.Answer)
	}
	return strings.Join(all, ", ")
}

// stale gives an entry as it was, and as it is after somebody else changed it.
func (s *session) stale(ctx context.Context, key string) (old, fresh calsync.Entry, err error) {
	if old, err = s.insert(ctx, s.entry(key), calsync.NotifyNone); err != nil {
		return old, fresh, err
	}
	fresh = old
	fresh.Location = "anderswo"
	fresh, err = s.update(ctx, fresh)
	return old, fresh, err
}

// untouched is whether a write failed as it is not on what was read, and did nothing.
func (s *session) untouched(ctx context.Context, failed error, want calsync.Entry) (sight, error) {
	seen, err := failsAs(failed, calsync.FailedChanged, 412)
	if err != nil {
		return sight{}, err
	}
	is, err := s.target.Get(ctx, want.ID)
	if seen.ok && (is.Title != want.Title || is.Location != want.Location || is.Cancelled) {
		seen = sight{seen.seen + ", aber der Eintrag ist geändert", false}
	}
	return seen, err
}
