// Package upload is the pages by which people send files to be checked.
//
//	POST /events/1/uploads                     takes the files; each becomes an import of its own
//	GET  /events/1/uploads?file=NAME-GENERATION  how far they are, until all are checked
//
// What was sent is in the bucket before the browser gets its answer. The check is that of every upload: the page waits
// for it by loading itself again.
package upload

import (
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/sent"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
	"kursbuch.internal/shared/proposal/tray"
)

//go:embed templates/*.html
var templates embed.FS

// MaxFiles is the size of all files that can be sent together, in bytes. Cloud Run takes requests of 32 MiB.
const MaxFiles = 30 << 20

// MaxCount is how many files can be sent together: the page that waits for them reads each of them every second.
const MaxCount = 50

// patience is how long a check may take before the page says that something hangs.
const patience = 2 * time.Minute

// Store keeps what the pages show.
type Store interface {
	proposal.Store
	access.Directory
}

// Deps is what the pages work with.
type Deps struct {
	Store   Store
	Uploads tray.Uploads
	// Bucket is the name of the bucket.
	Bucket string
}

// Room serves the pages.
type Room struct {
	Deps
	desk *visit.Desk
	page *page.Room
}

// Open parses the pages.
func Open(desk *visit.Desk, d Deps) (*Room, error) {
	room, err := page.Open(templates, texts)
	return &Room{d, desk, room}, err
}

// Routes adds the pages.
func (room *Room) Routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /events/{event}/uploads", room.desk.Page(room.take))
	mux.HandleFunc("GET /events/{event}/uploads", room.desk.Page(room.wait))
}

func (room *Room) tray() tray.Tray {
	return tray.Tray{Store: room.Store, Uploads: room.Uploads}
}

// take hands in all files of a form, none if one of them is too large or they are too many.
func (room *Room) take(v *visit.Visit) error {
	id, err := v.EventID()
	if err != nil {
		return err
	}
	if err := room.tray().Admit(v.Request.Context(), v.Visitor.Caller, id); err != nil {
		return err // before the body is read: it is large
	}
	files, err := read(v)
	if err != nil {
		return err
	}
	query := url.Values{}
	var failed error
	for _, f := range files {
		name, source, err := room.tray().HandIn(v.Request.Context(), tray.File{Event: id, By: v.Visitor.Caller, Name: f.Name,
			Content: f.Content}, v.Reader.Now)
		if err != nil {
			failed = errors.Join(failed, err)
			query.Add("failed", f.Name)
			continue
		}
		query.Add("file", fmt.Sprintf("%s-%d", name, source.Generation))
	}
	if !query.Has("file") {
		return failed
	}
	if failed != nil {
		slog.ErrorContext(v.Request.Context(), "some files of several were not taken", "event", id, "error", failed)
	}
	return v.Redirect(fmt.Sprintf("/events/%d/uploads?%s", id, query.Encode()))
}

// read gives the files of the form, at least one.
func read(v *visit.Visit) ([]sent.File, error) {
	files, err := sent.Files(v, sent.Limit{Bytes: MaxFiles, Count: MaxCount, TooMany: tooMany()})
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f sent.File) bool { return f.Field != "file" })
	if len(files) == 0 {
		return nil, &answer.Malformed{De: "Es war keine Datei dabei.", En: "There was no file."}
	}
	return files, nil
}

// tooMany says that there are more than [MaxCount] files.
func tooMany() error {
	return &answer.Malformed{
		De: fmt.Sprintf("Mehr als %d Dateien auf einmal sind nicht möglich; bitte in mehreren Schritten hochladen.",
			MaxCount),
		En: fmt.Sprintf("More than %d files at once are not possible; please upload them in several steps.", MaxCount),
	}
}

// waitPage shows how far files are.
type waitPage struct {
	Files   []file
	Failed  []string // what did not arrive, by the names that were sent
	Running bool
	// Progress is how many are checked, while some are not.
	Progress page.Progress
	Hangs    bool   // one of them is not checked, and takes too long for this page to wait
	List     string // where the imports of the event are
	Again    string // this page
}

// file is one of them.
type file struct {
	Name, Size, Href string
	Badge            page.Badge
	Running, Hangs   bool
}

// wait shows how far files are. A single one leads to what was made of it.
func (room *Room) wait(v *visit.Visit) error {
	id, err := v.EventID()
	if err != nil {
		return err
	}
	frame, heading, err := v.Around(room.Store, id, "imports", room.page.Say(v.Reader.Lang, "upload.title"))
	if err == nil && heading.ID == 0 {
		err = access.ErrNotFound
	}
	if err != nil {
		return err
	}
	body := waitPage{List: fmt.Sprintf("/events/%d/imports", id), Again: v.Reader.Path}
	uploads := v.Request.URL.Query()["file"]
	body.Failed = v.Request.URL.Query()["failed"]
	if len(uploads)+len(body.Failed) > MaxCount {
		return tooMany()
	}
	for _, text := range uploads {
		f, err := room.track(v, id, text)
		if err != nil {
			return err
		}
		body.Files = append(body.Files, f)
	}
	body.Running = slices.ContainsFunc(body.Files, func(f file) bool { return f.Running && !f.Hangs })
	body.Hangs = slices.ContainsFunc(body.Files, func(f file) bool { return f.Hangs })
	switch {
	case len(body.Files) == 0:
		return v.Redirect(body.List)
	case len(body.Files) == 1 && len(body.Failed) == 0 && !body.Files[0].Running:
		return v.Redirect(body.Files[0].Href)
	}
	if body.Running {
		frame.Refresh = 1
		body.Progress = room.progress(v, body.Files)
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "wait", Frame: frame, Body: body})
}

// progress is how many of several files are checked; how far the check of a single one is, nobody knows.
func (room *Room) progress(v *visit.Visit, files []file) page.Progress {
	if len(files) == 1 {
		return page.Progress{Text: room.page.Say(v.Reader.Lang, "upload.running")}
	}
	p := page.Progress{Max: len(files)}
	for _, f := range files {
		if !f.Running {
			p.Value++
		}
	}
	p.Text = room.page.Say(v.Reader.Lang, "upload.progress", p.Value, p.Max)
	return p
}

// track is how far one file is: NAME-GENERATION.
func (room *Room) track(v *visit.Visit, id event.ID, text string) (file, error) {
	name, digits, _ := strings.Cut(text, "-")
	generation, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return file{}, &answer.Malformed{De: "Diese Adresse ist unvollständig.", En: "This address is incomplete."}
	}
	source := proposal.Source{Bucket: room.Bucket, Object: receipt.Object(id, name), Generation: generation}
	h, err := room.tray().Track(v.Request.Context(), v.Visitor.Caller, name, source)
	if err != nil {
		return file{}, err
	}
	f := file{Name: h.Receipt.File, Size: v.Reader.Size(h.Receipt.Size), Running: h.Proposal == nil}
	if f.Running {
		f.Hangs = v.Reader.Now.Sub(h.Receipt.At) > patience
		return f, nil
	}
	f.Href = "/imports/" + string(h.Proposal.ID)
	f.Badge = standing.Badge(h.Proposal.At(v.Reader.Now).Status, v.Reader.Lang)
	return f, nil
}
