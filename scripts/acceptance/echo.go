package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
)

// shape is a way that an entry can look, of which Google may make something else.
type shape struct {
	id, name string
	of       func(*session, *calsync.Entry)
}

// shapes are those of which somebody reported that a sync never came to rest.
var shapes = []shape{
	{"plain", "ohne Besonderheiten", func(*session, *calsync.Entry) {}},
	{"long", "mit mehr als 8.190 Zeichen Beschreibung", func(_ *session, e *calsync.Entry) {
		e.Description = strings.Repeat("Kursbuch äöü 🎶 ", 700)
	}},
	{"html", "mit HTML in der Beschreibung", func(_ *session, e *calsync.Entry) {
		e.Description = "<b>Bitte</b> Noten & Stifte<br>mitbringen: <a " +
			"href=\"https://kursbuch.example/?a=1&b=2\">Liste</a>\n<script>x</script>\n"
	}},
	{"zone", "in einer Zone mit zwei Namen (Asia/Calcutta, Asia/Kolkata)",
		func(_ *session, e *calsync.Entry) { e.Zone = "Asia/Calcutta" }},
	{"spaces", "mit Leerzeichen um Titel und Ort", func(_ *session, e *calsync.Entry) {
		e.Title, e.Location = "  "+e.Title+"  ", " Saal  1 \n"
	}},
	{"no-title", "ohne Titel", func(_ *session, e *calsync.Entry) { e.Title = "" }},
	{"emoji", "mit Emoji und zusammengesetzten Zeichen", func(_ *session, e *calsync.Entry) {
		e.Title, e.Location = "Kursbuch-Abnahme 🎶 e\u0301 👩‍👩‍👧", "Großer Saal 🏛️"
	}},
	{"all-day", "über ganze Tage und die Umstellung der Uhr", func(_ *session, e *calsync.Entry) {
		e.AllDay, e.Zone, e.Start, e.End = true, "", time.Date(2028, 3, 25, 0, 0, 0, 0, time.UTC),
			time.Date(2028, 3, 28, 0, 0, 0, 0, time.UTC)
	}},
	{"twice-an-hour", "in der Stunde, die es im Herbst zweimal gibt", func(_ *session, e *calsync.Entry) {
		e.Start = time.Date(2027, 10, 31, 1, 30, 0, 0, time.UTC)
		e.End = e.Start.Add(30 * time.Minute)
	}},
	{"everything", "mit Farbe, Link, privat, frei, ohne Rechte der Gäste", func(_ *session, e *calsync.Entry) {
		e.Colour, e.Link, e.Private, e.Free = "11", "https://kursbuch.example/termin?a=b&c=ü", true, true
	}},
	{"upper-case", "mit einem Gast in Großbuchstaben", func(s *session, e *calsync.Entry) {
		e.Guests = []calsync.Guest{{Mail: strings.ToUpper(s.guest)}}
	}},
	{"alias", "mit einem Gast unter einer Alias-Adresse (name+kursbuch@…)", func(s *session, e *calsync.Entry) {
		name, domain, _ := strings.Cut(s.guest, "@")
		e.Guests = []calsync.Guest{{Mail: name + "+kursbuch@" + domain}}
	}},
}

// echoQuestions are, for each shape, whether what a write answers is what a list shows ever after.
func echoQuestions() []question {
	var all []question
	for _, shape := range shapes {
		all = append(all, question{
			id:   "echo-" + shape.id,
			text: "Zeigen get und list dasselbe wie das Echo von insert und PUT, bei einem Eintrag " + shape.name + "?",
			why: "Der Fingerabdruck des Echos sagt im nächsten Lauf, dass nichts zu tun ist. Sonst schreiben wir bei " +
				"jedem Lauf, für immer.",
			code:   []string{"shared/calsync/field.go same", "shared/calsync/planner.go before"},
			expect: "Echo, get und list sind gleich. Vom Wunsch dürfen sie abweichen, aber nicht in den Adressen.",
			advice: "Das Feld, das abweicht, in shared/calsync/field.go traits so vergleichen, dass beide Fassungen gleich " +
				"sind, oder es vor dem Schreiben (shared/calsync/wish.go) in die Fassung der Liste bringen. Bei Adressen: bei " +
				"der Person die Adresse eintragen, die Google zeigt.",
			check: func(ctx context.Context, s *session) (sight, error) { return s.echo(ctx, shape) },
		})
	}
	return all
}

func (s *session) echo(ctx context.Context, shape shape) (sight, error) {
	want := s.entry("echo-" + shape.id)
	shape.of(s, &want)
	var found []string
	written := want
	for _, write := range []struct {
		name string
		do   func() (calsync.Entry, error)
	}{
		{"insert", func() (calsync.Entry, error) { return s.insert(ctx, want, calsync.NotifyNone) }},
		{"PUT", func() (calsync.Entry, error) { return s.update(ctx, written) }},
	} {
		echo, err := write.do()
		if err != nil {
			return sight{}, fmt.Errorf("%s: %w", write.name, err)
		}
		got, err := s.target.Get(ctx, want.ID)
		if err != nil {
			return sight{}, err
		}
		listed, err := s.listed(ctx, want.ID)
		if err != nil {
			return sight{}, err
		}
		for name, seen := range map[string]calsync.Entry{"get": got, "list": listed} {
			for _, d := range differences(echo, seen) {
				found = append(found, write.name+" → "+name+": "+d)
			}
		}
		written = want
		written.ETag = listed.ETag
		if write.name == "PUT" && len(found) == 0 {
			found = differences(want, echo)
			if !strings.EqualFold(guestsOf(want), guestsOf(echo)) {
				return saw(false, "gleich, aber mit anderen Adressen: %s", strings.Join(found, "; "))
			}
			if want.Zone != echo.Zone {
				found = append(found, fmt.Sprintf("Zone %q → %q", want.Zone, echo.Zone))
			}
			return saw(true, "gleich; vom Wunsch weicht ab: %s", orNothing(found))
		}
	}
	return saw(false, "%s", strings.Join(found, "; "))
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nichts"
	}
	return strings.Join(list, "; ")
}

// differences are those that make the sync write again, but for what marks an entry as ours: see fields of package
// calsync.
func differences(a, b calsync.Entry) []string {
	var found []string
	for _, field := range []struct {
		name string
		of   func(calsync.Entry) string
	}{
		{"Titel", func(e calsync.Entry) string { return e.Title }},
		{"Zeit", func(e calsync.Entry) string {
			return fmt.Sprintf("%s/%s/%t", e.Start.UTC().Format(time.RFC3339), e.End.UTC().Format(time.RFC3339), e.AllDay)
		}},
		{"Ort", func(e calsync.Entry) string { return e.Location }},
		{"Beschreibung", func(e calsync.Entry) string { return e.Description }},
		{"Gäste", func(e calsync.Entry) string { return guestsOf(e) }},
		{"Farbe", func(e calsync.Entry) string { return e.Colour }},
		{"privat, frei, abgesagt, Serie", func(e calsync.Entry) string {
			return fmt.Sprint(e.Private, e.Free, e.Cancelled, e.Series)
		}},
		{"Link", func(e calsync.Entry) string { return e.Link }},
		{"Rechte", func(e calsync.Entry) string { return fmt.Sprint(e.GuestsModify, e.GuestsInvite, e.GuestsSee) }},
		{"Marke", func(e calsync.Entry) string { return fmt.Sprint(e.ID, e.Mark) }},
	} {
		if was, is := field.of(a), field.of(b); was != is {
			found = append(found, fmt.Sprintf("%s %s → %s", field.name, short(was), short(is)))
		}
	}
	return found
}

func guestsOf(e calsync.Entry) string {
	var mails []string
	for _, g := range e.Guests {
		mails = append(mails, g.Mail)
	}
	return strings.Join(mails, ", ")
}

// short shows a text that may be long.
func short(text string) string {
	if r := []rune(text); len(r) > 60 {
		return fmt.Sprintf("%q… (%d Zeichen)", string(r[:30]), len(r))
	}
	return fmt.Sprintf("%q", text)
}
