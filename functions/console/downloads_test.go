package console_test

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/functions/console/downloads"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func TestDownloads(t *testing.T) {
	d := newDesk(t)
	seen := d.get(orga, "/events/1/downloads")
	for _, link := range []string{"/events/1/export", "/events/1/schema"} {
		if seen.Find("a[href='"+link+"']").Length() != 1 {
			t.Errorf("no link to %s", link)
		}
		got := d.get(orga, link)
		tag := got.header.Get("ETag")
		name := got.header.Get("Content-Disposition")
		if got.status != 200 || tag == "" || !strings.HasPrefix(name, "attachment; filename=PfA27") {
			t.Errorf("%s: %d, %v", link, got.status, got.header)
		}
		again := d.request(http.MethodGet, link, nil)
		again.Header.Set("If-None-Match", tag)
		if got := d.send(orga, again); got.status != http.StatusNotModified {
			t.Errorf("%s again: %d", link, got.status)
		}
	}
	s, found := proposal.ReadExport([]byte(d.get(orga, "/events/1/export").body))
	if !found.Empty() || !s.Timestamp.Equal(d.now()) || s.Event.Title != sample.PfingstAkademie().Event.Title {
		t.Errorf("%v", found.Items)
	}
}

// TestTheNameOfAnExport ends with the date and says what kind of file it is, whatever the event is called.
func TestTheNameOfAnExport(t *testing.T) {
	d := newDesk(t)
	e := &proposal.Event{Snapshot: sample.Event(3, 5), Access: access.Roles{Orgas: []string{orga},
		Approvers: []string{approver}}}
	e.Snapshot.Event.Shortname = "Pfingsten/\"\u202e\r\nX: y" + strings.Repeat("ü", 200)
	if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
		t.Fatal(err, found.Items)
	}
	_, params, err := mime.ParseMediaType(d.get(orga, "/events/3/export").header.Get("Content-Disposition"))
	name := params["filename"]
	if err != nil || !strings.HasPrefix(name, `Pfingsten_" X: y`) ||
		!strings.HasSuffix(name, "ü-export-2027-04-02-2314.json") {
		t.Errorf("%q, %v", name, err)
	}
}

// changed is the export of event 1 with a course of another title, and one value that no import can change.
func (d *desk) changed(title string) string {
	d.Helper()
	s := sample.PfingstAkademie()
	text := d.get(admin, "/events/1/export").body
	for _, old := range []string{s.Courses[3].Title, s.Event.Title} {
		if strings.Count(text, `"`+old+`"`) != 1 {
			d.Fatalf("%q is not there once", old)
		}
		text = strings.Replace(text, `"`+old+`"`, `"`+title+`"`, 1)
	}
	return text
}

func TestTwoExportsAreCompared(t *testing.T) {
	d := newDesk(t)
	const at = "/events/1/comparison"
	got := d.sendFiles(orga, at, [3]string{"new", "neu.json", d.changed("Anders")})
	text := got.Find("main").Text()
	for _, want := range []string{"Der Import hat 1 Eintrag", "nicht ganz", "Neuer Stand: neu.json", "wie sie jetzt ist"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing: %s", want, text)
		}
	}
	form := url.Values{"file": {got.Find("input[name=file]").AttrOr("value", "")}, "summary": {"„Anders“ \"\\"},
		"name": {got.Find("input[name=name]").AttrOr("value", "")}}
	file := d.post(orga, got.Find("form[action$='/file']").AttrOr("action", ""), form)
	if file.status != 200 || !strings.Contains(file.body, `"Anders"`) ||
		file.header.Get("Content-Disposition") != "attachment; filename=neu-import.json" {
		t.Errorf("%d, %v: %s", file.status, file.header, file.body)
	}
	if p := d.put(orga, "a.json", file.body); p.Plan == nil || len(p.Plan.Changes) != 1 || p.Title() != "„Anders“ \"\\" {
		t.Errorf("the import is %s, %q: %v", p.Status, p.Title(), p.Problems.Items)
	}
	for about, c := range map[string]struct {
		files  [][3]string
		status int
		want   string
	}{
		"no file":         {nil, 400, "unverständlich"},
		"three files":     {[][3]string{{"old", "a", "{}"}, {"new", "b", "{}"}, {"x", "c", "{}"}}, 400, "unverständlich"},
		"another field":   {[][3]string{{"x", "c", "{}"}}, 400, "unverständlich"},
		"too large":       {[][3]string{{"old", "a", strings.Repeat(" ", downloads.MaxFiles+1)}}, 413, "Zu groß"},
		"broken":          {[][3]string{{"old", "a.json", "{"}}, 200, "Nicht zu vergleichen"},
		"an import":       {[][3]string{{"old", "a.json", sampleFile(t, "07")}}, 200, "Nicht zu vergleichen"},
		"the same":        {[][3]string{{"old", "a.json", d.get(orga, "/events/1/export").body}}, 200, "Kein Unterschied"},
		"another event":   {[][3]string{{"old", "a.json", d.get(admin, "/events/2/export").body}}, 200, "zwei"},
		"only the course": {[][3]string{{"old", "a", d.changed("X")}, {"new", "b", d.changed("Y")}}, 200, "1 Eintrag"},
	} {
		got := d.sendFiles(orga, at, c.files...)
		if got.status != c.status || !strings.Contains(got.Find("main").Text(), c.want) {
			t.Errorf("%s: %d, %s", about, got.status, got.Find("main").Text())
		}
		pagetest.Harmless(t, about, got.Document)
	}
	if got := d.post(orga, at+"/file", url.Values{"file": {`{"id": 2}`}}); got.status != 400 {
		t.Errorf("a file of another event: %d", got.status)
	}
	objects, err := d.bucket.Objects(t.Context())
	if err != nil || len(objects) != 0 {
		t.Errorf("in the bucket: %v, %v", objects, err)
	}
}

// TestAnImportOutOfExportsIsAFile: browsers send it in parts, in which it is no larger than it is.
func TestAnImportOutOfExportsIsAFile(t *testing.T) {
	d := newDesk(t)
	got := d.sendFiles(orga, "/events/1/comparison", [3]string{"new", "neu.json", d.changed(`„Größe“ & \"<b>\"`)})
	form := got.Find("form[action$='/file'][enctype='multipart/form-data']")
	content := form.Find("input[name=file]").AttrOr("value", "")
	file := d.sendFiles(orga, form.AttrOr("action", ""), [3]string{"", "", ""}, [3]string{"file", "", content})
	if content == "" || file.status != 200 || file.body != content {
		t.Errorf("%d: %q became %q", file.status, content, file.body)
	}
	large := d.sendFiles(orga, form.AttrOr("action", ""), [3]string{"file", "", strings.Repeat(" ", 2*downloads.MaxFiles)})
	if large.status != 413 || !strings.Contains(large.Find("main").Text(), "weniger auf einmal") {
		t.Errorf("%d: %s", large.status, large.Find("main").Text())
	}
}

// TestALargeForm: whatever way it is sent.
func TestALargeForm(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "07"))
	reason := strings.Repeat("x", 1<<20)
	if got := d.post(approver, path(p), url.Values{"action": {"reject"}, "reason": {reason}}); got.status != 413 {
		t.Errorf("%d: %s", got.status, got.Find("main").Text())
	}
	if got := d.sendFiles(approver, path(p), [3]string{"reason", "", reason}); got.status != 413 {
		t.Errorf("in parts: %d: %s", got.status, got.Find("main").Text())
	}
}

func TestAComparisonIsHandedIn(t *testing.T) {
	d := newDesk(t)
	former := d.changed("Anders")
	d.later(time.Hour)
	p := d.put(orga, "a.json", sampleFile(t, "02"))
	d.decide(approver, path(p), "confirm")
	const at = "/events/1/comparison"
	got := d.sendFiles(orga, at, [3]string{"new", "neu.json", former})
	if text := got.Find("main").Text(); !strings.Contains(text, "haben sich 6 Anmeldungen geändert") {
		t.Errorf("it is not told that this takes back the others' changes: %s", text)
	}
	form := fields(got.Find("form[action$='/file']"))
	form.Set("summary", "Ein Titel")
	form.Set("action", "upload")
	to := d.post(orga, at+"/file", form)
	if to.status != http.StatusSeeOther || !strings.HasPrefix(to.location, "/events/1/uploads?file=") {
		t.Fatalf("%d to %q: %s", to.status, to.location, to.Find("main").Text())
	}
	var done string
	d.until("check", func() bool {
		done = d.get(orga, to.location).location
		return done != ""
	})
	p = d.proposal(done)
	if p.Title() != "Ein Titel" || p.Source.File != "neu-import.json" || p.Source.Uploader != orga {
		t.Errorf("%q, %+v", p.Title(), p.Source)
	}
	got = d.sendFiles(approver, at, [3]string{"new", "neu.json", former})
	if got.Find("button[value=upload]").Length() != 0 ||
		d.post(approver, at+"/file", form).status != http.StatusForbidden {
		t.Error("who must not upload may hand in an import")
	}
}

// TestATitleInAnExport stands in the form, where it may be changed or taken away.
func TestATitleInAnExport(t *testing.T) {
	d := newDesk(t)
	edited := strings.Replace(d.changed("Anders"), "{", `{"summary": "„Im“\n\"Export\"",`, 1)
	got := d.sendFiles(orga, "/events/1/comparison", [3]string{"new", "neu.json", edited})
	form := fields(got.Find("form[action$='/file']"))
	if title := form.Get("summary"); title != "„Im“ \"Export\"" {
		t.Errorf("the form says %q", title)
	}
	for _, title := range []string{form.Get("summary"), "Getippt", ""} {
		form.Set("summary", title)
		file := d.post(orga, "/events/1/comparison/file", form)
		p := d.put(orga, "a.json", file.body)
		if p.Plan == nil || len(p.Plan.Changes) != 1 || p.Summary != title {
			t.Errorf("%q became %q: %s, %v", title, p.Summary, p.Status, p.Problems.Items)
		}
	}
}

func TestHostileTextsInExports(t *testing.T) {
	d := newDesk(t)
	for about, title := range pagetest.Hostile {
		quoted, err := jsonText(title)
		if err != nil {
			continue // no file can hold it
		}
		file := strings.ReplaceAll(d.changed("Hostile"), `"Hostile"`, quoted)
		got := d.sendFiles(orga, "/events/1/comparison", [3]string{"new", `<b class="hostile">.json`, file})
		if got.status != 200 {
			t.Errorf("%s: %d", about, got.status)
		}
		pagetest.Harmless(t, about, got.Document)
	}
}
