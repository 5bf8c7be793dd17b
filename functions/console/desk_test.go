package console_test

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/console"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// The people of event 1. The stranger is orga and approver of event 2, both is so of event 1.
const (
	orga     = "orga@kursbuch.example"
	approver = "approver@kursbuch.example"
	both     = "both@kursbuch.example"
	admin    = "admin@kursbuch.example"
	stranger = "stranger@kursbuch.example"
)

// openDoor believes a cookie.
type openDoor struct{}

func (openDoor) Visitor(r *http.Request) (visit.Visitor, error) {
	c, err := r.Cookie("as")
	if err != nil {
		return visit.Visitor{}, access.ErrUnauthenticated
	}
	mail, _ := url.QueryUnescape(c.Value)
	return visit.Visitor{Caller: access.Caller{Mail: mail, Admin: mail == admin,
		Planner: mail == planner}, Name: "Frieda Krähenfuß"}, nil
}

func (openDoor) SignIn(back string) string { return "/signin?back=" + url.QueryEscape(back) }
func (openDoor) SignOut() string           { return "/signout" }

// Routes has one page, by which a browser under test is given its cookie.
func (openDoor) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /become", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "as", Value: url.QueryEscape(r.URL.Query().Get("mail")), Path: "/"})
		http.Redirect(w, r, page.Local(r.URL.Query().Get("back")), http.StatusSeeOther)
	})
}

func (openDoor) Bar(page.Reader, *visit.Visitor) (template.HTML, error) { return "", nil }

// desk is a console with two events, whose uploads are checked at once.
type desk struct {
	*testing.T
	url    string
	store  *boltdb.Store
	bucket *bucket.Bucket
	mu     sync.Mutex
	time   time.Time
	// held: uploads are not checked until it is unlocked.
	held sync.Mutex
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.time
}

// later lets time pass.
func (d *desk) later(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.time = d.time.Add(by)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, time: time.Date(2027, 4, 2, 21, 14, 0, 0, time.UTC)}
	var err error
	if d.store, err = boltdb.Open(filepath.Join(t.TempDir(), "db")); err != nil {
		t.Fatal(err)
	}
	for _, e := range []*proposal.Event{
		{Snapshot: sample.PfingstAkademie(), Sessions: sample.Sessions(), Access: access.Roles{Orgas: []string{orga, both},
			Approvers: []string{approver, both}, FourEyes: true}},
		{Snapshot: sample.Event(2, 5), Access: access.Roles{Orgas: []string{stranger}, Approvers: []string{stranger}}},
	} {
		if found, err := proposal.Load(t.Context(), d.store, e); err != nil || !found.Empty() {
			t.Fatal(err, found.Items)
		}
	}
	var pending sync.WaitGroup
	d.bucket, err = bucket.Open(filepath.Join(t.TempDir(), "bucket"), "uploads",
		func(_ context.Context, o bucket.Object) { pending.Go(func() { d.check(o) }) })
	if err != nil {
		t.Fatal(err)
	}
	handler, err := console.New(console.Deps{Door: openDoor{}, Store: d.store, Sync: d.store.Sync(),
		Uploads: d.bucket, Bucket: "uploads", Now: d.now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	d.url = server.URL
	t.Cleanup(func() {
		server.Close()
		pending.Wait()
		if err := d.bucket.Close(); err != nil {
			t.Error(err)
		}
		if err := d.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// check is what the trigger of an upload does.
func (d *desk) check(o bucket.Object) {
	d.held.Lock()
	defer d.held.Unlock()
	source := proposal.Source{Bucket: o.Bucket, Object: o.Name, Generation: o.Generation, Size: o.Size}
	content, err := d.bucket.Read(context.Background(), source, partial.MaxBytes)
	if err == nil {
		_, err = proposal.Check(context.Background(), d.store, proposal.Upload{Source: source, Content: content}, d.now())
	}
	if err != nil {
		d.Error(err)
	}
}

// put checks a file that somebody uploaded without the console.
func (d *desk) put(who, name, content string) *proposal.Proposal {
	d.Helper()
	d.later(time.Second)
	p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Content: []byte(content), Source: proposal.Source{
		Bucket: "uploads", Object: "imports/1/" + name, Generation: d.now().UnixMicro(), Size: int64(len(content)),
		Uploader: who}}, d.now())
	if err != nil {
		d.Fatal(err)
	}
	return p
}

// samples are the sample imports by the beginning of their names.
func sampleFile(t *testing.T, number string) string {
	t.Helper()
	for _, s := range sample.Imports() {
		if strings.HasPrefix(s.Name, number) {
			return string(s.Content)
		}
	}
	t.Fatal("no sample " + number)
	return ""
}

// answer is what a browser gets.
type answer struct {
	*goquery.Document
	status   int
	header   http.Header
	body     string
	location string
}

// send sends a request as somebody, as a page of ours would. It follows no redirection.
func (d *desk) send(who string, r *http.Request) answer {
	d.Helper()
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "as", Value: url.QueryEscape(who)})
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		d.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		d.Fatal(err)
	}
	document, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		d.Fatal(err)
	}
	return answer{document, response.StatusCode, response.Header, string(body), response.Header.Get("Location")}
}

func (d *desk) request(method, path string, body io.Reader) *http.Request {
	d.Helper()
	r, err := http.NewRequestWithContext(d.Context(), method, d.url+path, body)
	if err != nil {
		d.Fatal(err)
	}
	return r
}

// get opens a page.
func (d *desk) get(who, path string) answer {
	d.Helper()
	return d.send(who, d.request(http.MethodGet, path, nil))
}

// post sends a form.
func (d *desk) post(who, path string, form url.Values) answer {
	d.Helper()
	r := d.request(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return d.send(who, r)
}

// upload sends files, by their names.
func (d *desk) upload(who string, event int, files ...[2]string) answer {
	d.Helper()
	var fields [][3]string
	for _, f := range files {
		fields = append(fields, [3]string{"file", f[0], f[1]})
	}
	return d.sendFiles(who, fmt.Sprintf("/events/%d/uploads", event), fields...)
}

// sendFiles sends a form with files: field, name, content.
func (d *desk) sendFiles(who, path string, files ...[3]string) answer {
	d.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile(f[0], f[1])
		if err == nil {
			_, err = part.Write([]byte(f[2]))
		}
		if err != nil {
			d.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		d.Fatal(err)
	}
	r := d.request(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Origin", d.url)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return d.send(who, r)
}

// jsonText is a text as a file holds it.
func jsonText(text string) (string, error) {
	quoted, err := json.Marshal(text)
	return string(quoted), err
}
