package calendar_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

// visit reads a page, following redirections, and returns what was answered with its body.
func (w *world) visit(path string, form url.Values) (*http.Response, string) {
	w.t.Helper()
	var reply *http.Response
	var err error
	if form == nil {
		reply, err = w.server.Client().Get(w.server.URL + path)
	} else {
		reply, err = w.server.Client().PostForm(w.server.URL+path, form)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return reply, string(body)
}

// A form is one of a page, with all that its buttons send.
type form struct {
	action  string
	fields  url.Values
	buttons []string // name=value
}

// parsed reads a page as a browser does. It fails the test on an unbalanced tag, on a missing title, on a script.
func (w *world) parsed(body string) (links []string, forms []form) {
	w.t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	title := false
	for n := range root.Descendants() {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		switch n.Data {
		case "title":
			title = n.FirstChild != nil && n.Type == html.ElementNode
		case "script":
			w.t.Error("a script")
		case "a":
			links = append(links, attr["href"])
		case "form":
			if attr["method"] != "post" {
				w.t.Errorf("a form of the method %q", attr["method"])
			}
			forms = append(forms, form{action: attr["action"], fields: url.Values{}})
		case "input":
			forms[len(forms)-1].fields.Set(attr["name"], attr["value"])
		case "button":
			last := &forms[len(forms)-1]
			last.buttons = append(last.buttons, attr["name"]+"="+attr["value"])
		}
	}
	if !title || strings.Count(body, "<form") != strings.Count(body, "</form>") ||
		strings.Count(body, "<table") != strings.Count(body, "</table>") {
		w.t.Errorf("no sound page: %s", body)
	}
	return links, forms
}

func full(t *testing.T) *world {
	w := schedule(t)
	e := lesson("evil5", "05", anna, guestX)
	e.Summary, e.Location = `<script>alert("x")</script>`, "Höhle & Hof"
	e.Start.TimeZone, e.End.TimeZone = "America/New_York", "America/New_York"
	if _, err := w.Events.Insert(w.master, e).SendUpdates("all").Do(); err != nil {
		t.Fatal(err)
	}
	w.grant("user", berta, "reader")
	w.answer(anna, "kurs01", calendar.Declined)
	w.answer(anna, "kurs02", calendar.Accepted)
	return w
}

func TestEveryPageIsSound(t *testing.T) {
	for name, w := range map[string]*world{"full": full(t), "empty": open(t)} {
		seen, queue := map[string]bool{"/": true}, []string{"/calendar/"}
		for len(queue) > 0 {
			path := queue[0]
			queue = queue[1:]
			if seen[path] {
				continue
			}
			seen[path] = true
			reply, body := w.visit(path, nil)
			if reply.StatusCode != http.StatusOK || !strings.Contains(reply.Header.Get("Content-Security-Policy"),
				"default-src 'none'") {
				t.Errorf("%s: %s: %s", name, path, reply.Status)
			}
			links, _ := w.parsed(body)
			queue = append(queue, links...)
		}
		if want := map[string]int{"full": 7, "empty": 4}[name]; len(seen) < want {
			t.Errorf("%s: only %d pages linked: %v", name, len(seen), seen)
		}
	}
}

func TestPagesShowWhatThereIs(t *testing.T) {
	w := full(t)
	tests := map[string][]string{
		"/calendar/": {"Jobs", anna, guestX, "3 Mails"},
		"/calendar/person/" + anna: {"Was Anna sieht", "Mi, 02.12.2026 10:00 – 11:00", "zugesagt", "Höhle &amp; Hof",
			"04:00 – 05:00 (America/New_York)", "&lt;script&gt;"},
		"/calendar/master/" + w.master: {"Fest im Hof", "Fr, 04.12.2026, ganztägig", "1 Tag später", `<tr id="kurs01">`,
			"abgesagt"},
		"/calendar/outbox": {"Einladung", "Freigabe", "So, 22.11.2026 09:00", "Sa, 05.12.2026 10:00"},
	}
	for path, want := range tests {
		_, body := w.visit(path, nil)
		for _, text := range want {
			if !strings.Contains(body, text) {
				t.Errorf("%s does not show %q: %s", path, text, body)
			}
		}
	}
	for _, path := range []string{"/calendar/x", "/calendar/master/x", "/calendar/person/x",
		"/calendar/person/nobody@kursbuch.example"} {
		reply, body := w.visit(path, nil)
		if w.parsed(body); reply.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, reply.Status)
		}
	}
}

func TestEveryButtonWorks(t *testing.T) {
	pages := []string{"/calendar/person/" + anna, "/calendar/master/"}
	tried := map[string]bool{}
	for _, page := range pages {
		first := full(t)
		if page == pages[1] {
			page += first.master
		}
		_, body := first.visit(page, nil)
		_, forms := first.parsed(body)
		for i := range forms {
			for _, button := range forms[i].buttons {
				if tried[button] {
					continue
				}
				tried[button] = true
				w := full(t) // the same IDs again
				before := w.state()
				name, value, _ := strings.Cut(button, "=")
				fields := forms[i].fields
				fields.Set(name, value)
				for key, given := range map[string]string{"mail": berta, "summary": "Anders"} {
					if fields.Has(key) && (fields.Get(key) == "" || key == "summary") {
						fields.Set(key, given)
					}
				}
				reply, body := w.visit(forms[i].action, fields)
				if w.parsed(body); reply.StatusCode != http.StatusOK || !strings.Contains(body, `role="status"`) ||
					strings.Contains(body, "ging nicht") {
					t.Errorf("%s: %s: %s", button, reply.Status, body)
				}
				if after := w.state(); after == before {
					t.Errorf("%s changed nothing", button)
				}
			}
		}
	}
	want := []string{"answer=accepted", "answer=declined", "answer=tentative", "edit=add", "edit=delete", "edit=invite",
		"edit=later", "edit=rename", "edit=uninvite"}
	var got []string
	for button := range tried {
		got = append(got, button)
	}
	slices.Sort(got)
	same(t, want, got)
}

// state tells two states of the master calendar apart.
func (w *world) state() string {
	var all strings.Builder
	for _, e := range w.Entries(w.master) {
		all.WriteString(e.Id + e.Etag)
	}
	return all.String()
}

func TestEditsThatCannotBe(t *testing.T) {
	w := full(t)
	before := w.state()
	for name, test := range map[string]struct{ path, form, want string }{
		"a lost entry": {"master/" + w.master, "edit=rename&entry=lost1&summary=x", "nicht mehr da"},
		"no mail":      {"master/" + w.master, "edit=invite&entry=kurs01&mail=anna", "ungültig"},
		"no edit":      {"master/" + w.master, "edit=burn&entry=kurs01", "ungültig"},
		"no start":     {"master/" + w.master, "edit=add&summary=x&start=now", "ungültig"},
		"no answer":    {"person/" + anna, "answer=yes&entry=kurs01&calendar=" + url.QueryEscape(w.master), "ungültig"},
		"no invitation": {"person/" + berta, "answer=accepted&entry=kurs01&calendar=" + url.QueryEscape(w.master),
			"nicht mehr da"},
		"only a message": {"outbox?done=<b>", "", ""},
	} {
		fields, err := url.ParseQuery(test.form)
		if err != nil {
			t.Fatal(err)
		}
		if _, body := w.visit("/calendar/"+test.path, fields); !strings.Contains(body, test.want) {
			t.Errorf("%s: %s", name, body)
		}
	}
	if after := w.state(); after != before {
		t.Error("something has changed")
	}
}

func TestOtherSitesCannotPost(t *testing.T) {
	w := full(t)
	before := w.state()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/calendar/master/"+w.master,
		strings.NewReader("edit=delete&entry=kurs01"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	reply, err := w.server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusForbidden || w.state() != before {
		t.Errorf("status %s", reply.Status)
	}
}

func TestLongPagesAreDivided(t *testing.T) {
	w := open(t)
	fast := calendartest.Service(t, w.Calendar, "")
	for n := range 510 {
		e := lesson(fmt.Sprintf("kurs%03d", n), "01", anna)
		e.Summary = fmt.Sprintf("Kurs %03d", n)
		if _, err := fast.Events.Insert(w.master, e).SendUpdates("all").Do(); err != nil {
			t.Fatal(err)
		}
	}
	for path, count := range map[string]string{"master/" + w.master: `<tr id="`, "outbox": "Einladung"} {
		next, lines, pages := "/calendar/"+path, 0, 0
		for next != "" && pages < 5 {
			_, body := w.visit(next, nil)
			lines += strings.Count(body, count)
			pages++
			links, _ := w.parsed(body)
			next = ""
			if strings.Contains(body, "weiter") {
				next = "/calendar/" + path + links[len(links)-1]
			}
		}
		if lines != 510 || pages != 3 {
			t.Errorf("%s: %d lines on %d pages", path, lines, pages)
		}
	}
	reply, body := w.visit("/calendar/master/"+w.master+"?from=500", url.Values{"edit": {"delete"}, "entry": {"kurs505"}})
	if reply.Request.URL.Query().Get("from") != "500" || !strings.Contains(body, "501 bis 509 von 509") {
		t.Errorf("after a deletion at %s: %.1500s", reply.Request.URL, body)
	}
}

func TestDaysAreShownAsPeopleSayThem(t *testing.T) {
	w := open(t)
	for _, e := range []*api.Event{
		{Id: "datum", Start: date("2026-12-04"), End: date("2026-12-07")},
		{Id: "night", Start: at("2026-12-01T22:00:00+01:00"), End: at("2026-12-02T01:00:00+01:00")},
	} {
		w.insert(e)
	}
	_, body := w.visit("/calendar/master/"+w.master, nil)
	for _, want := range []string{"Fr, 04.12.2026 – So, 06.12.2026, ganztägig",
		"Di, 01.12.2026 22:00 – Mi, 02.12.2026 01:00", "(Kein Titel)"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q: %s", want, body)
		}
	}
}
