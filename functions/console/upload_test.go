package console_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/functions/console/upload"
	"kursbuch.internal/shared/proposal"
)

// until asks again until something is so, for some seconds.
func (d *desk) until(what string, so func() bool) {
	d.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			d.Fatal("not in time: ", what)
		}
	}
}

// checked uploads one file, waits for its check, gives its page.
func (d *desk) checked(who, name, content string) (path string) {
	d.Helper()
	sent := d.upload(who, 1, [2]string{name, content})
	if sent.status != http.StatusSeeOther {
		d.Fatalf("status %d: %s", sent.status, sent.body)
	}
	d.until("check of "+name, func() bool {
		path = d.get(who, sent.location).location
		return path != ""
	})
	return path
}

// proposal reads what a page of an import is about.
func (d *desk) proposal(path string) *proposal.Proposal {
	d.Helper()
	p, err := d.store.Proposal(d.Context(), proposal.ID(strings.TrimPrefix(path, "/imports/")))
	if err != nil {
		d.Fatal(err)
	}
	return p
}

func TestUploadKnowsWhoUploaded(t *testing.T) {
	d := newDesk(t)
	p := d.proposal(d.checked(orga, `C:\Users\x\raumtausch.json`, sampleFile(t, "07")))
	if s := p.Source; p.Status != proposal.Pending || s.Uploader != orga || s.File != "raumtausch.json" ||
		!strings.HasPrefix(s.Object, "console/1/") || strings.Contains(s.Object, "@") {
		t.Errorf("%s: %+v", p.Status, s)
	}
	again := d.proposal(d.checked(orga, "raumtausch.json", sampleFile(t, "08")))
	if first := d.proposal("/imports/" + string(p.ID)); first.Status != proposal.Superseded ||
		again.Status != proposal.Pending {
		t.Errorf("the first is %s, the second %s", first.Status, again.Status)
	}
}

func TestUploadWaitsForItsCheck(t *testing.T) {
	d := newDesk(t)
	d.held.Lock()
	sent := d.upload(orga, 1, [2]string{"a.json", sampleFile(t, "07")}, [2]string{"b.json", "{"})
	waiting := d.get(orga, sent.location)
	if waiting.status != 200 || waiting.Find(`meta[http-equiv=refresh]`).AttrOr("content", "") != "1" ||
		waiting.Find("progress[max='2'][value='0']").Length() != 1 ||
		!strings.Contains(waiting.Find("main").Text(), "a.json") {
		t.Errorf("%d: %s", waiting.status, waiting.Find("main").Text())
	}
	if other := d.get(both, sent.location); other.status != http.StatusNotFound {
		t.Errorf("another orga sees how far it is: %d", other.status)
	}
	d.later(3 * time.Minute)
	if hanging := d.get(orga, sent.location); hanging.Find(`meta[http-equiv=refresh]`).Length() != 0 ||
		!strings.Contains(hanging.Find("main").Text(), "ungewöhnlich lange") ||
		strings.Contains(hanging.Find("main").Text(), "Alle Dateien sind geprüft") {
		t.Errorf("after a while: %s", hanging.Find("main").Text())
	}
	d.held.Unlock()
	d.until("both checks", func() bool { return d.get(orga, sent.location).Find(".badge.info").Length() == 0 })
	done := d.get(orga, sent.location)
	if got := done.Find(".list .badge").Text(); got != "wartetso nicht möglich" ||
		done.Find(".list a").Length() != 2 {
		t.Errorf("done: %s", got)
	}
	d.checked(orga, "a.json", sampleFile(t, "08"))
	if got := d.get(orga, sent.location).Find(".list .badge").Text(); got != "abgelöstso nicht möglich" {
		t.Errorf("after another of the name: %s", got)
	}
}

func TestUploadThatNobodyDecidedAbout(t *testing.T) {
	d := newDesk(t)
	sent := d.upload(orga, 1, [2]string{"a.json", sampleFile(t, "07")}, [2]string{"b.json", "{"})
	d.until("both checks", func() bool { return d.get(orga, sent.location).Find(".badge.info").Length() == 0 })
	d.later(proposal.Lifetime + time.Hour)
	if got := d.get(orga, sent.location).Find(".list .badge").Text(); got != "verfallenso nicht möglich" {
		t.Errorf("after all its time: %s", got)
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	d := newDesk(t)
	one := [2]string{"a.json", "{}"}
	large := [2]string{"large.json", strings.Repeat(" ", upload.MaxFiles+1)}
	half := [2]string{"half.json", strings.Repeat(" ", upload.MaxFiles/2+1)}
	for about, c := range map[string]struct {
		who    string
		event  int
		files  [][2]string
		status int
	}{
		"nobody is signed in":       {"", 1, [][2]string{one}, 401},
		"an approver":               {approver, 1, [][2]string{one}, 403},
		"an admin":                  {admin, 1, [][2]string{one}, 403},
		"a stranger":                {stranger, 1, [][2]string{one}, 404},
		"an event that is not":      {orga, 99, [][2]string{one}, 404},
		"no file":                   {orga, 1, nil, 400},
		"a file without a name":     {orga, 1, [][2]string{{"", "{}"}}, 400},
		"too large":                 {orga, 1, [][2]string{large}, 413},
		"too large together":        {orga, 1, [][2]string{half, half}, 413},
		"a good one, one too large": {orga, 1, [][2]string{one, large}, 413},
		"too many":                  {orga, 1, slices.Repeat([][2]string{one}, 51), 400},
	} {
		t.Run(about, func(t *testing.T) {
			got := d.upload(c.who, c.event, c.files...)
			if got.status != c.status || got.Find("h1").Text() == "" {
				t.Errorf("status %d: %s", got.status, got.body)
			}
			pagetest.Harmless(t, about, got.Document)
		})
	}
	objects, err := d.bucket.Objects(t.Context())
	if err != nil || len(objects) != 0 {
		t.Errorf("in the bucket: %v, %v", objects, err)
	}
	r := d.request(http.MethodPost, "/events/1/uploads", strings.NewReader("x=y"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", d.url)
	if got := d.send(orga, r); got.status != 400 {
		t.Errorf("no form with files: %d", got.status)
	}
}

// unread is a body that nobody may read.
type unread struct{ *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.Error("the body is read")
	return 0, io.EOF
}

// TestRightsComeFirst: what somebody sends who may not is not even received.
func TestRightsComeFirst(t *testing.T) {
	d := newDesk(t)
	for who, status := range map[string]int{approver: 403, stranger: 404} {
		r := d.request(http.MethodPost, "/events/1/uploads", unread{t})
		r.Header.Set("Expect", "100-continue") // the body is sent once the server wants it
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("Origin", d.url)
		if got := d.send(who, r); got.status != status {
			t.Errorf("%s: status %d", who, got.status)
		}
	}
}

func TestHostileNamesOfFiles(t *testing.T) {
	d := newDesk(t)
	for about, name := range pagetest.Hostile {
		if strings.ContainsAny(name, "\x00\n\r\x1b") || !utf8.ValidString(name) || len(strings.TrimSpace(name)) == 0 {
			continue // no browser sends such a name
		}
		path := d.checked(orga, name, "{")
		if p := d.proposal(path); len([]rune(p.Source.File)) > 200 || p.Source.File == "" {
			t.Errorf("%s: %q", about, p.Source.File)
		}
	}
	pagetest.Harmless(t, "list", d.get(orga, "/events/1/imports?show=all").Document)
}

// TestEveryRouteForEverybody is who gets which answer where. What somebody may not see looks like what does not exist.
func TestEveryRouteForEverybody(t *testing.T) {
	d := newDesk(t)
	nothing := d.get(orga, "/nothing")
	for path, want := range map[string][6]int{ // nobody, orga, approver, both, admin, stranger
		"/":                          {303, 200, 200, 200, 200, 200},
		"/events/1/imports":          {303, 200, 200, 200, 200, 404},
		"/events/1/imports?show=all": {303, 200, 200, 200, 200, 404},
		"/events/2/imports":          {303, 404, 404, 404, 200, 200},
		"/events/9/imports":          {303, 404, 404, 404, 404, 404},
		"/events/01/imports":         {303, 404, 404, 404, 404, 404},
		"/events/x/imports":          {303, 404, 404, 404, 404, 404},
		"/events/1/uploads":          {303, 303, 303, 303, 303, 404},
		"/events/1/uploads?file=x-1": {303, 404, 404, 404, 404, 404},
		"/events/1/uploads?file=-1":  {303, 404, 404, 404, 404, 404},
		"/events/1/uploads?" + strings.Repeat("file=x-1&", 51): {303, 400, 400, 400, 400, 404},
		"/nothing":                     {303, 404, 404, 404, 404, 404},
		"/imports/aaaaaaaaaaaaaaaaaaa": {303, 404, 404, 404, 404, 404},
		"/assets/nothing":              {404, 404, 404, 404, 404, 404},
		"/robots.txt":                  {200, 200, 200, 200, 200, 200},
	} {
		for i, who := range []string{"", orga, approver, both, admin, stranger} {
			got := d.get(who, path)
			about := fmt.Sprintf("%s for %q", path, who)
			if got.status != want[i] {
				t.Errorf("%s: status %d", about, got.status)
			}
			if got.status == 404 && who == orga && !strings.HasPrefix(path, "/assets") &&
				got.Find("main").Text() != nothing.Find("main").Text() {
				t.Errorf("%s: another page than for nothing", about)
			}
			if policy := got.header.Get("Content-Security-Policy"); policy == "" {
				t.Errorf("%s: no policy", about)
			}
			pagetest.Harmless(t, about, got.Document)
		}
	}
}

func TestFormsFromElsewhereChangeNothing(t *testing.T) {
	d := newDesk(t)
	for about, site := range map[string]string{"another site": "cross-site", "a neighbour": "same-site",
		"no browser": ""} {
		r := d.request(http.MethodPost, "/events/1/uploads", strings.NewReader(""))
		if site != "" {
			r.Header.Set("Sec-Fetch-Site", site)
		}
		if got := d.send(orga, r); got.status != http.StatusForbidden ||
			!strings.Contains(got.Find("h1").Text(), "nicht von einer Seite von Kursbuch") {
			t.Errorf("%s: %d, %s", about, got.status, got.Find("main").Text())
		}
	}
}

func TestWhatWasTypedSurvivesTheSession(t *testing.T) {
	d := newDesk(t)
	reason := "Bitte die Räume noch einmal prüfen.\n<b>Danke</b>"
	got := d.post("", "/imports/x", map[string][]string{"action": {"reject"}, "reason": {reason}, "token": {"t"}})
	if got.status != http.StatusUnauthorized ||
		got.Find("form[action='/imports/x'] textarea[name=reason]").Text() != reason ||
		got.Find("input[name=token]").AttrOr("value", "") != "t" || got.Find("input[name=action]").AttrOr("value",
		"") != "reject" {
		t.Errorf("%d: %s", got.status, got.body)
	}
	if link := got.Find("a[target=_blank]").AttrOr("href", ""); !strings.HasPrefix(link, "/signin?back=") {
		t.Errorf("the way to sign in is %q", link)
	}
	pagetest.Harmless(t, "expired", got.Document)
}
