package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"google.golang.org/api/calendar/v3"

	"kursbuch.internal/shared/calsync"
)

// listQuestions are what a list contains.
var listQuestions = []question{
	{
		id:     "filter-own",
		text:   "Zeigt privateExtendedProperty nur, was unsere Marke trägt?",
		why:    "Fremde Einträge fassen wir nicht an; die Liste soll sie gar nicht erst holen.",
		code:   []string{"shared/gcp/gcal/target.go PrivateExtendedProperty"},
		expect: "der eigene ja, einer ohne Marke und einer mit fremder Marke nicht",
		advice: "Fehlt der eigene: nicht in Betrieb nehmen, jeder Lauf legte ihn neu an (409). Kommen fremde mit: kein " +
			"Schaden (calsync prüft die Marke), nur mehr Seiten.",
		check: filterOwn,
	},
	{
		id:     "filter-window",
		text:   "Gilt timeMin für das Ende, ausschließlich?",
		why:    "Was gerade läuft, muss in der Liste sein; sonst hielten wir es für gelöscht.",
		code:   []string{"shared/gcp/gcal/target.go TimeMin", "shared/calsync/wish.go Window"},
		expect: "der laufende ja, der genau dann endende nicht",
		advice: "Fehlt der laufende: in shared/calsync from um die längste Dauer vorverlegen. Kommt der beendete mit: " +
			"kein Schaden, in reference/google-calendar.md vermerken.",
		check: filterWindow,
	},
	{
		id:     "property-twice",
		text:   "Verknüpft Google zwei privateExtendedProperty mit UND (Referenz) oder mit ODER (Leitfaden)?",
		why:    "Wir senden nur eine; wer eine zweite braucht, muss es wissen.",
		code:   []string{"shared/gcp/gcal/target.go PrivateExtendedProperty"},
		expect: "UND; ODER ist auch recht",
		advice: "Keines von beiden: der Filter wirkt nicht. In shared/gcp/gcal/target.go List selbst filtern.",
		check:  propertyTwice,
	},
	{
		id:     "list-deleted",
		text:   "Bleiben gelöschte Einträge bei showDeleted=false draußen (issuetracker 421559834)?",
		why:    "Wir lassen cancelled in jedem Fall aus; wenn sie kommen, kosten sie nur Seiten.",
		code:   []string{"shared/gcp/gcal/target.go cancelled"},
		expect: "draußen",
		advice: "Nichts zu ändern; in reference/google-calendar.md vermerken, dass der Fehler in Google noch besteht.",
		check: func(ctx context.Context, s *session) (sight, error) {
			e, err := s.insert(ctx, s.entry("gelöscht"), calsync.NotifyNone)
			if err != nil {
				return sight{}, err
			}
			if err := s.delete(ctx, e); err != nil {
				return sight{}, err
			}
			page, err := s.raw.Events.List(string(s.id)).ShowDeleted(false).MaxResults(2500).Context(ctx).Do()
			if err != nil {
				return sight{}, err
			}
			there := slices.ContainsFunc(page.Items, func(i *calendar.Event) bool { return i.Id == string(e.ID) })
			return saw(!there, "gelöschter Eintrag gelistet: %s", word(there))
		},
	},
	{
		id:     "pages",
		text:   "Nimmt Google maxResults=2500, und geben kleine Seiten zusammen dasselbe?",
		why:    "Ein Lauf soll mit einem Aufruf je 2.500 Einträge auskommen und keinen verlieren.",
		code:   []string{"shared/gcp/gcal/target.go MaxResults", "shared/gcp/gcal/target.go pages"},
		expect: "dieselben Einträge, keiner doppelt",
		advice: "400: in shared/gcp/gcal/target.go MaxResults auf den Wert aus der Meldung setzen. Fehlt etwas: nicht in " +
			"Betrieb nehmen, sonst wird es für von Hand gelöscht gehalten; melden.",
		check: samePages,
	},
	{
		id:     "unknown-entry",
		text:   "Was antwortet Google zu einem unbekannten Eintrag in einem bekannten Kalender?",
		why:    "Dann fügen wir ihn ein. Es darf nicht für einen fehlenden Kalender gehalten werden.",
		code:   []string{"shared/gcp/gcal/attempt.go StatusNotFound", "shared/gcp/gcal/failure.go StatusNotFound"},
		expect: "404 notFound, für uns: gone",
		advice: "Anderer Status: in shared/gcp/gcal/failure.go als gone einordnen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			_, err := s.target.Get(ctx, s.entry("nie eingefügt").ID)
			return failsAs(err, calsync.FailedGone, 404)
		},
	},
	{
		id:     "unknown-calendar",
		text:   "Was antwortet Google zu einem Eintrag in einem unbekannten Kalender?",
		why:    "Ein fehlender Master-Kalender hält den Lauf an und wird gemeldet; er wird nie still neu angelegt.",
		code:   []string{"shared/gcp/gcal/attempt.go StatusNotFound", "shared/gcp/gcal/failure.go FailedNoCalendar"},
		expect: "404 notFound, für uns: no-calendar",
		advice: "403: in shared/gcp/gcal/failure.go steht es dann als unauthorised, was ebenso anhält; in " +
			"reference/google-calendar.md vermerken.",
		check: func(ctx context.Context, s *session) (sight, error) {
			unknown := counted{s.calendars.Open(nowhere), s.calls}
			_, err := unknown.Get(ctx, s.entry("nirgends").ID)
			return failsAs(err, calsync.FailedNoCalendar, 404)
		},
	},
}

// nowhere is a calendar that nobody has.
const nowhere = "kursbuch-acceptance-nowhere@group.calendar.google.com"

// insertRaw inserts an entry that the sync would not make.
func (s *session) insertRaw(ctx context.Context, title string, private map[string]string) (string, error) {
	e := &calendar.Event{
		Summary: "Kursbuch-Abnahme " + title,
		Start:   &calendar.EventDateTime{DateTime: s.start().Format(time.RFC3339)},
		End:     &calendar.EventDateTime{DateTime: s.start().Add(time.Hour).Format(time.RFC3339)},
	}
	if private != nil {
		e.ExtendedProperties = &calendar.EventExtendedProperties{Private: private}
	}
	e, err := s.raw.Events.Insert(string(s.id), e).SendUpdates("none").Context(ctx).Do()
	if err != nil {
		return "", err
	}
	return e.Id, nil
}

func filterOwn(ctx context.Context, s *session) (sight, error) {
	own, err := s.insert(ctx, s.entry("eigener"), calsync.NotifyNone)
	if err != nil {
		return sight{}, err
	}
	bare, err := s.insertRaw(ctx, "ohne Marke", nil)
	if err != nil {
		return sight{}, err
	}
	other, err := s.insertRaw(ctx, "fremde Marke", map[string]string{"kursbuch": "jemand anders"})
	if err != nil {
		return sight{}, err
	}
	if _, err := s.listed(ctx, own.ID); err != nil {
		return sight{}, err
	}
	entries, err := s.list(ctx)
	ids := idsOf(entries)
	return sight{fmt.Sprintf("der eigene: ja, ohne Marke: %s, mit fremder Marke: %s", word(ids[bare]), word(ids[other])),
		!ids[bare] && !ids[other]}, err
}

func idsOf(entries []calsync.Entry) map[string]bool {
	ids := map[string]bool{}
	for _, e := range entries {
		ids[string(e.ID)] = true
	}
	return ids
}

func filterWindow(ctx context.Context, s *session) (sight, error) {
	over, running := s.entry("endet gerade"), s.entry("läuft noch")
	running.End = running.End.Add(time.Second)
	for _, e := range []calsync.Entry{over, running} {
		if _, err := s.insert(ctx, e, calsync.NotifyNone); err != nil {
			return sight{}, err
		}
		if _, err := s.listed(ctx, e.ID); err != nil {
			return sight{}, err
		}
	}
	entries, _, err := s.target.List(ctx, s.instance(), over.End)
	ids := idsOf(entries)
	was, is := ids[string(over.ID)], ids[string(running.ID)]
	return sight{fmt.Sprintf("der laufende: %s, der beendete: %s", word(is), word(was)), is && !was}, err
}

func propertyTwice(ctx context.Context, s *session) (sight, error) {
	ids := map[string]string{}
	for name, properties := range map[string]map[string]string{
		"a": {"a": "1"}, "b": {"b": "2"}, "ab": {"a": "1", "b": "2"}, "-": nil,
	} {
		id, err := s.insertRaw(ctx, "Eigenschaft "+name, properties)
		if err != nil {
			return sight{}, err
		}
		ids[id] = name
	}
	page, err := s.raw.Events.List(string(s.id)).PrivateExtendedProperty("a=1", "b=2").MaxResults(2500).Context(ctx).Do()
	if err != nil {
		return sight{}, err
	}
	var found []string
	for _, e := range page.Items {
		found = append(found, ids[e.Id])
	}
	slices.Sort(found)
	switch list := strings.Join(found, " "); list {
	case "ab":
		return saw(true, "UND")
	case "a ab b":
		return saw(true, "ODER")
	default:
		return saw(false, "weder noch: %s", orNothing(found))
	}
}

func samePages(ctx context.Context, s *session) (sight, error) {
	walk := func(size int64) (ids []string, pages int, err error) {
		err = s.raw.Events.List(string(s.id)).MaxResults(size).Fields("nextPageToken,items(id)").Pages(ctx,
			func(page *calendar.Events) error {
				for _, e := range page.Items {
					ids = append(ids, e.Id)
				}
				pages++
				return nil
			})
		slices.Sort(ids)
		return ids, pages, err
	}
	large, one, err := walk(2500)
	if err != nil {
		return sight{}, err
	}
	small, many, err := walk(5)
	return sight{
		fmt.Sprintf("%d Einträge auf %d Seite, %d auf %d Seiten", len(large), one, len(small), many),
		len(large) > 0 && slices.Equal(large, small) && len(slices.Compact(small)) == len(large),
	}, err
}
