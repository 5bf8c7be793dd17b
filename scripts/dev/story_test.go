package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kursbuch.internal/functions/console/browsertest"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/sample"
)

// The instructors that sample import 08 exchanges.
const (
	ronja = "ronja.glockenblum@kursbuch.example"
	juno  = "juno.zaunkoenig@kursbuch.example"
)

// TestStory is what the README shows, by the pages alone: a file with a mistake, its correction, refused as one's own,
// confirmed on a phone, seen in the export and in two calendars, taken back.
func TestStory(t *testing.T) {
	browser := browsertest.Open(t)
	dir := t.TempDir()
	run := story{t, startRun(t, dir)}
	desk := browser.Tab(t, browsertest.Look{Width: 1280, Script: true})
	phone := browser.Tab(t, browsertest.Look{Width: 360})

	desk.Visit(run.address)
	desk.Click("main button[value='" + identity.Orga + "']")
	desk.Sound("story-start-orga")
	desk.Click(".places a[href='/events/1/imports']")
	at := run.corrected(desk, dir)
	if run.entries(ronja) != 6 || run.entries(juno) != 0 {
		t.Errorf("before: %d and %d entries", run.entries(ronja), run.entries(juno))
	}
	run.confirmed(phone, at)
	if run.entries(ronja) != 0 || run.entries(juno) != 6 {
		t.Errorf("confirmed: %d and %d entries", run.entries(ronja), run.entries(juno))
	}
	desk.Visit(at)
	desk.Click("button[value=undo]")
	phone.Visit(desk.Location())
	phone.Click("main button[value=confirm]")
	run.sync()
	if run.entries(ronja) != 6 || run.entries(juno) != 0 {
		t.Errorf("taken back: %d and %d entries", run.entries(ronja), run.entries(juno))
	}
	desk.Visit(at)
	if got := desk.Text(".banner"); !strings.Contains(got, "Zurückgenommen") {
		t.Errorf("taken back, it says %q", got)
	}
}

// corrected sends a file with a mistake, then the corrected one. It gives the address of its import.
func (s story) corrected(desk *browsertest.Tab, dir string) string {
	s.Helper()
	bad := s.file(dir, "kursleitung.json", "instructors", "instructor")
	desk.Choose("input[type=file]", bad)
	desk.Sound("story-upload")
	desk.Click(".drop button")
	desk.Await(".prob")
	if got := desk.Text(".prob .fix"); !strings.Contains(got, "instructors") {
		s.Errorf("of a misspelt key it says %q", got)
	}
	desk.Sound("story-problems")
	better := filepath.Join(dir, "kursleitung-korrigiert.json")
	if err := os.WriteFile(better, []byte(desk.Download("a[href$='/corrected']")), 0o600); err != nil {
		s.Fatal(err)
	}

	desk.Visit(s.address + "/events/1/imports")
	desk.Choose("input[type=file]", better)
	desk.Click(".drop button")
	desk.Await("button[value=withdraw]")
	if got := desk.Text(".banner"); !strings.Contains(got, "Selbst hochgeladen") {
		s.Errorf("whoever uploaded reads %q", got)
	}
	return desk.Location()
}

// confirmed is the approver, who opens, reads, confirms the import by keyboard.
func (s story) confirmed(phone *browsertest.Tab, at string) {
	s.Helper()
	phone.Visit(s.address)
	phone.Click("main button[value='" + identity.Approver + "']")
	phone.Sound("story-start")
	phone.Reach("main .list a[href^='/imports/']")
	phone.Press("\r")
	if phone.Location() != at {
		s.Fatalf("it leads to %s, not %s", phone.Location(), at)
	}
	phone.Sound("story-proposal")
	phone.Reach("button[value=confirm]")
	phone.Press("\r")
	if got := phone.Text(".banner h2"); !strings.Contains(got, "Alles geschrieben") {
		s.Errorf("confirmed, it says %q", got)
	}
	phone.Sound("story-written")
	s.sync()
	if got := s.export(); !strings.Contains(got, `"instructors": "Juno Zaunkönig"`) {
		s.Error("the export does not have what was confirmed")
	}
}

// story is a local run that a story happens in.
type story struct {
	*testing.T
	address string
}

// file writes sample import 08, in which words are exchanged, as a file of that name.
func (s story) file(dir, name string, exchanged ...string) string {
	s.Helper()
	for _, i := range sample.Imports() {
		if !strings.HasPrefix(i.Name, "08") {
			continue
		}
		path := filepath.Join(dir, name)
		content := strings.NewReplacer(exchanged...).Replace(string(i.Content))
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			s.Fatal(err)
		}
		return path
	}
	s.Fatal("there is no sample 08")
	return ""
}

// ask asks a function as somebody.
func (s story) ask(method, path, who string) string {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.address+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer dev:"+who)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		s.Fatalf("%s %s: %d, %v: %s", method, path, response.StatusCode, err, body)
	}
	return string(body)
}

func (s story) export() string { return s.ask(http.MethodGet, "/Export?event=1", identity.Orga) }

func (s story) sync() {
	s.Helper()
	var report struct{ Outcome string }
	if err := json.Unmarshal([]byte(s.ask(http.MethodPost, "/CalendarSync", identity.Planner)), &report); err != nil ||
		report.Outcome != "done" {
		s.Fatalf("%v: %+v", err, report)
	}
}

// entry is the title of one of the course p-adisch, at the beginning of its line.
var entry = regexp.MustCompile(`(?m)^<[^>]*>ζ\. p-adisch`)

// entries counts those of the course p-adisch in somebody's calendar.
func (s story) entries(who string) int {
	s.Helper()
	return len(entry.FindAllString(s.ask(http.MethodGet, "/calendar/person/"+who, who), -1))
}
