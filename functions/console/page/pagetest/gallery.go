package pagetest

import (
	"embed"
	"time"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/problem"
)

//go:embed templates/*.html
var templates embed.FS

// Gallery is a room with one page, which shows every component.
func Gallery() (*page.Room, error) {
	return page.Open(templates, page.Texts{"gallery.title": {De: "Bausteine", En: "Components"}})
}

// gallery has a component of each kind.
type gallery struct {
	Badges   []page.Badge
	Buttons  []page.Button
	Banner   page.Banner
	Fields   []page.Field
	Figures  page.Figures
	Look     page.Look
	Changes  []page.Change
	Bars     page.Bars
	Finding  page.Finding
	Three    page.Three
	Decide   page.Decide
	Drop     page.Drop
	Progress []page.Progress
	Empty    page.Empty
	Chips    []page.Chip
	Crumbs   []page.Link
	Text     string
}

// GalleryPage is the page of the gallery, in which every text is the given one; empty texts are those of the design.
func GalleryPage(lang problem.Language, given *string) page.Page {
	text := func(own string) string {
		if given != nil {
			return *given
		}
		return own
	}
	frame := page.Frame{
		Reader: page.Reader{Lang: lang, Now: time.Date(2027, 4, 2, 21, 14, 0, 0, time.UTC), Path: "/gallery"},
		Title:  text("Bausteine"), Place: "imports", Waiting: 3,
		Person: &page.Person{Name: text("Frieda Krähenfuß"), Mail: text("frieda@kursbuch.example"), SignOut: "/signout"},
		Event:  &page.Event{ID: 1, Title: text("PfingstAkademie 2027")},
		Events: []page.Event{{ID: 1, Title: text("PfingstAkademie 2027")}, {ID: 2, Title: text("WinterAkademie 2026/27")}},
	}
	return page.Page{Template: "gallery", Frame: frame, Body: gallery{
		Badges: []page.Badge{{Kind: page.Wait, Icon: "hourglass", Text: "wartet auf Freigabe"},
			{Kind: page.Good, Icon: "check", Text: "geschrieben"}, {Kind: page.Bad, Icon: "circle-x", Text: "12 Probleme"},
			{Icon: "ban", Text: "abgelehnt"}, {Kind: page.Info, Icon: "pencil", Text: "geändert"},
			{Kind: page.Then, Icon: "corner-down-right", Text: "Folge"}},
		Buttons: []page.Button{{Kind: "go", Icon: "check", Text: "Freigeben", Name: "action", Value: "confirm"},
			{Text: "Ansehen", Href: "#look"}, {Kind: "stop", Text: "Ablehnen …"}, {Kind: "plain", Text: "Abbrechen"},
			{Kind: "small", Text: "Klein"}},
		Banner: page.Banner{Kind: page.Info, Icon: "lock", Title: text("Selbst hochgeladen"),
			Text: text("Freigeben können Frieda Krähenfuß und Piet Sternhagel."), Link: page.Link{Href: "#x", Text: "Mehr"}},
		Fields: fields(text), Figures: figures(text), Look: look(text), Changes: changes(text),
		Bars: page.Bars{Title: text("Betten"), Items: []page.Bar{
			{Title: text("Zimmer 202"), Before: 0, After: 4, Capacity: 4, Scale: 8}, {Title: text("Spitzboden"), Note: "neu",
				Before: 0, After: 3, Capacity: 4, Scale: 8, Low: true}, {Title: text("Wiese"), Before: 9, After: 1,
				Capacity: -1, Scale: 8}}},
		Finding: page.Finding{Number: 1, Text: text("Den Schlüssel „titel“ gibt es hier nicht."), Code: "unknown-key",
			At: text("Kurs γ. Geheimschrift · Zeile 12, Spalte 7"), Advice: "Gemeint ist wohl", Fix: text(`"title"`),
			Fixed: "wird berichtigt", Excerpt: &page.Excerpt{Lines: []page.Line{{Number: 11, Before: text(`    "3": {`)},
				{Number: 12, Before: text("      "), Mark: text(`"titel": "Geheimschriften"`), After: text(","), Hit: true}}}},
		Three: page.Three{Rows: []page.ThreeRow{{Title: text("Anton Blaubeer"), Name: text("Unterkunft"),
			From: page.Content{Text: text("Linde 5")}, Reviewed: page.Content{Text: text("Zimmer 202")},
			Now: page.Content{Text: text("Zimmer 104")}, By: text("Frieda um 23:19 Uhr"), FromNow: page.Content{None: true},
			Wanted: page.Content{Text: text("Zimmer 202")}}}},
		Decide: page.Decide{Label: "Entscheidung", Facts: []string{text("39 Änderungen"), "+22,50 €"},
			Reject: page.Link{Href: "#a", Text: "Ablehnen …"}, Accept: page.Link{Href: "#b", Text: "Freigeben …"}},
		Drop: page.Drop{Action: "/gallery", Name: "file", Accept: ".json", Title: "Datei wählen", Hint: "bis 30 MB",
			Button: "Hochladen"},
		Progress: []page.Progress{{Text: "Prüfung läuft", Value: 40, Max: 100}, {Text: "Niemand weiß, wie lange"}},
		Empty:    page.Empty{Icon: "circle-check", Title: text("Nichts wartet"), Text: text("Alles freigegeben.")},
		Chips:    []page.Chip{{Href: "?a", Text: "Offen", Count: "3", Current: true}, {Href: "?b", Text: "Alle"}},
		Crumbs:   []page.Link{{Href: "/x", Text: "Importe"}},
		Text:     text("abc\u202egpj.exe"),
	}}
}

func fields(text func(string) string) []page.Field {
	return []page.Field{
		{ID: "f1", Name: "f1", Label: "Intervall", Value: text("5"), Unit: "Minuten", Hint: text("Wie oft."),
			Effect: text("288 Läufe am Tag"), Required: true},
		{ID: "f2", Name: "f2", Label: "Adresse", Value: text("x"), Wrong: text("Das ist keine Adresse.")},
		{ID: "f3", Name: "f3", Label: "Grund", Value: text("Weil."), Long: true},
	}
}

func figures(text func(string) string) page.Figures {
	return page.Figures{
		{Icon: "users", Label: "Anmeldungen", Number: "35", Note: text("30 aus der Datei"), Href: "#look"},
		{Kind: page.Wait, Icon: "euro", Label: "Beiträge", Number: "+22,50 €", Note: text("3 Anmeldungen")},
	}
}

func look(text func(string) string) page.Look {
	return page.Look{Title: text("Vor der Freigabe ansehen"), Note: text("2 Punkte"), Items: []page.LookItem{
		{Kind: page.Bad, Icon: "trash-2", Title: text("8 Einträge verschwinden"), Text: text("Gästehaus Linde"),
			Href: "#x"},
		{Kind: page.Good, Icon: "circle-check", Title: text("Alle haben wieder ein Bett"), Text: text("4 Umzüge")},
	}}
}

func changes(text func(string) string) []page.Change {
	content := func(own string) page.Content { return page.Content{Text: text(own)} }
	return []page.Change{
		{Kind: "mod", ID: "c1", Title: text("<script>alert(1)</script>"), Number: "7", Values: []page.Value{
			{Name: text("Titel"), Old: content("abc\u202egpj.exe"), New: content("Donaudampfschiff")},
			{Name: text("Anmerkungen"), Words: []page.Word{{Text: text("Bett am")}, {Kind: "del", Text: text("Fenster")},
				{Kind: "ins", Text: text("Ofen")}}, Why: text("folgt aus dem Umzug")},
			{Name: text("Größe"), Old: page.Content{None: true}, New: content("12")}}},
		{Kind: "new", Title: text("Spitzboden"), Values: []page.Value{{Name: text("Titel"), New: content("Spitzboden")}}},
		{Kind: "del", ID: "c3", Title: text("δ. Stadt"), Number: "4", Causes: []page.Cause{{
			Title: text("Folge: 14 Anmeldungen verlieren diese Wahl"), Items: []page.CauseItem{{Name: text("Jonas Haselnuss"),
				Words: []page.Word{{Text: text("κ. Chor")}, {Kind: "del", Text: text("δ. Stadt")}, {Kind: "none"}}}},
			More: page.Link{Href: "?all", Text: "alle 14"}}}},
		{Kind: "then", Title: text("Karl"), Number: "20"},
	}
}
