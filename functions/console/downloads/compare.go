package downloads

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/sent"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal/comparison"
	"kursbuch.internal/shared/proposal/tray"
)

// MaxFiles is the size of both exports together, in bytes, and that of the import that leads from one to the other:
// nobody could upload a larger one. Cloud Run takes requests of 32 MiB.
const MaxFiles = 30 << 20

// form asks for two exports.
type form struct{ Action string }

func formOf(id event.ID) form {
	return form{Action: fmt.Sprintf("/events/%d/comparison", id)}
}

// comparisonPage is what leads from one export to another.
type comparisonPage struct {
	Crumbs []page.Link
	Sides  []side
	Banner page.Banner
	// Overtaken says that the import takes back what others changed; nil: it does not.
	Overtaken *page.Banner
	Rows      []row
	Left      []string
	More      string // places that are not listed
	// File is the import, Name what it is called, Summary what it says about itself, Action where it becomes a file or is
	// handed in; empty: there is none.
	File, Name, Summary, Action string
	Large                       string // why there is none although the import has entries
	MayUpload                   bool
	Form                        form
}

// side is what is to be said about one of the exports.
type side struct {
	Title string
	Kind  string // of its mark: bad, if it is of no use
	Told  []string
}

// row is what the import asks for in one section.
type row struct{ Name, Create, Update, Delete string }

func (room *Room) compare(v *visit.Visit) error {
	heading, err := room.heading(v) // before the body is read: it is large
	if err != nil {
		return err
	}
	files, err := sent.Files(v, sent.Limit{Bytes: MaxFiles, Count: 2, TooMany: malformed()})
	if err != nil {
		return err
	}
	given := map[string]sent.File{}
	for _, f := range files {
		given[f.Field] = f
	}
	before, after := given["old"], given["new"]
	if before.Content == nil && after.Content == nil {
		return malformed()
	}
	e, err := room.store.Event(v.Request.Context(), heading.ID)
	if err != nil {
		return err
	}
	if err := room.turn(v.Request.Context()); err != nil {
		return err
	}
	defer room.next()
	c := comparison.Of(e.Snapshot.WithPersonas(), before.Content, after.Content)
	body := room.result(v, heading.ID, c)
	body.MayUpload = heading.Roles.MayUpload(v.Visitor.Caller) == nil
	body.Name = page.Named(cmp.Or(after.Name, before.Name), "-import")
	say, lang := room.sayer(v), v.Reader.Lang
	body.Sides = []side{sideOf(say("compare.old", cmp.Or(before.Name, say("compare.present"))), c.Old, say, lang),
		sideOf(say("compare.new", cmp.Or(after.Name, say("compare.present"))), c.New, say, lang)}
	frame, _, err := v.Around(room.store, heading.ID, "downloads", say("compare.title"))
	if err != nil {
		return err
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "comparison", Frame: frame, Body: body})
}

// turn waits until nobody else compares: two exports as large as they may be take a third of the function's memory.
func (room *Room) turn(ctx context.Context) error {
	select {
	case room.comparing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// next lets the next one compare.
func (room *Room) next() { <-room.comparing }

func malformed() error {
	return &answer.Malformed{De: "Gebraucht werden ein oder zwei Exporte.", En: "It takes one or two exports."}
}

// sayer says sentences in the language of a visitor.
type sayer func(key string, args ...any) string

func (room *Room) sayer(v *visit.Visit) sayer {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}

// sideOf tells what is wrong with one of the exports.
func sideOf(title string, s comparison.Side, say sayer, lang problem.Language) side {
	told := side{Title: title, Kind: page.Wait, Told: lines(s.Warnings, say, lang)}
	if !s.Broken.Empty() {
		told.Kind, told.Told = page.Bad, lines(s.Broken, say, lang)
	}
	return told
}

// lines tell findings, repetitions once.
func lines(l problem.List, say sayer, lang problem.Language) []string {
	var all []string
	for _, t := range l.Tell(lang) {
		line := t.Message
		if t.Path != "" {
			line = t.Path + ": " + line
		} else if t.Place != "" {
			line = say("compare.place", t.Place) + ": " + line
		}
		if t.Subject != "" {
			line = t.Subject + ", " + line
		}
		if t.After != "" {
			line += " " + t.After
		}
		all = append(all, line)
	}
	return all
}

// result is what a comparison comes to.
func (room *Room) result(v *visit.Visit, id event.ID, c comparison.Comparison) comparisonPage {
	say := room.sayer(v)
	body := comparisonPage{Form: formOf(id), Left: lines(c.Difference.Left, say, v.Reader.Lang),
		Crumbs: []page.Link{{Href: fmt.Sprintf("/events/%d/downloads", id), Text: say("downloads.title")}}}
	left := c.Difference.Left.Total()
	switch {
	case !c.Old.Broken.Empty() || !c.New.Broken.Empty():
		body.Banner = page.Banner{Kind: page.Bad, Icon: "circle-x", Title: say("compare.broken"),
			Text: say("compare.broken-hint")}
		return body
	case c.Difference.File == nil:
		body.Banner = page.Banner{Kind: page.Bad, Icon: "circle-x", Title: say("compare.two-events")}
		return body
	case c.Difference.Changes == 0 && left == 0:
		body.Banner = page.Banner{Kind: page.Good, Icon: "check", Title: say("compare.same")}
		return body
	case c.Difference.Changes == 0:
		body.Banner = page.Banner{Kind: page.Wait, Icon: "triangle-alert", Title: say("compare.nothing", left)}
		return body
	}
	body.Banner = page.Banner{Kind: page.Good, Icon: "check", Title: say("compare.changes", c.Difference.Changes),
		Text: say("compare.all")}
	if left > 0 {
		body.Banner.Kind, body.Banner.Icon, body.Banner.Text = page.Wait, "triangle-alert", say("compare.left", left)
	}
	if n := c.Overtaken; n > 0 {
		body.Overtaken = &page.Banner{Kind: page.Wait, Icon: "triangle-alert", Title: say("compare.overtaken", n),
			Text: say("compare.overtaken-hint")}
	}
	for _, s := range event.Sections {
		if n, ok := c.Counts[s]; ok {
			body.Rows = append(body.Rows, row{say("compare.section." + string(s)), v.Reader.Number(n.Create),
				v.Reader.Number(n.Update), v.Reader.Number(n.Delete)})
		}
	}
	if len(c.Difference.File) > MaxFiles {
		body.Large = say("compare.large", v.Reader.Size(int64(len(c.Difference.File))))
		return body
	}
	body.File, body.Summary = string(c.Difference.File), c.Summary
	body.Action = fmt.Sprintf("/events/%d/comparison/file", id)
	return body
}

// take makes a file of the import that the page of a comparison holds, or hands it in. Browsers send the ends of its
// lines in their own way, which changes nothing of an import.
func (room *Room) take(v *visit.Visit) error {
	heading, err := room.heading(v)
	if err != nil {
		return err
	}
	const around = 1 << 20 // of the form, around the file
	form, err := v.Form(MaxFiles + around)
	if err != nil {
		return err
	}
	content := comparison.Summarised([]byte(form.Get("file")), form.Get("summary"))
	if imp, _ := partial.Decode(content); imp == nil || imp.Event != heading.ID {
		return &answer.Malformed{De: "Das ist kein Import.", En: "This is no import."}
	}
	name := page.Named(strings.TrimSuffix(form.Get("name"), ".json"), "")
	if form.Get("action") != "upload" {
		page.File{Name: name, Type: "application/json", Content: content}.Send(v.Writer, v.Request)
		return nil
	}
	receipt, source, err := room.tray.HandIn(v.Request.Context(), tray.File{Event: heading.ID, By: v.Visitor.Caller,
		Name: name, Content: content}, v.Reader.Now)
	if err != nil {
		return err
	}
	return v.Redirect(fmt.Sprintf("/events/%d/uploads?file=%s-%d", heading.ID, receipt, source.Generation))
}
