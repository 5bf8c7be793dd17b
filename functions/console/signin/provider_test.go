package signin

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// provider starts a certified provider of OpenID Connect, gives its address. It ends with the test.
func provider(t *testing.T, redirect string) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("there is no %s, which the provider of OpenID Connect takes", tool)
			}
			t.Skipf("there is no %s on the PATH, which the provider of OpenID Connect takes", tool)
		}
	}
	node := exec.CommandContext(t.Context(), "node", "server.js", redirect)
	node.Dir = installed(t)
	node.Stderr = os.Stderr
	stdin, err := node.StdinPipe() // at its end the provider ends, too
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = node.Wait() // it was told to end
	})
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal("the provider of OpenID Connect does not start: ", err)
	}
	return strings.TrimSpace(address)
}

// installed is a folder with the provider, as the lock file has it. It is kept for the next time.
func installed(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	sum := sha256.New()
	files := map[string][]byte{}
	for _, name := range []string{"package.json", "package-lock.json", "server.js"} {
		content, err := os.ReadFile(filepath.Join("testdata", "provider", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = content
		sum.Write(content)
	}
	folder := filepath.Join(cache, "kursbuch", "provider-"+hex.EncodeToString(sum.Sum(nil)[:8]))
	if _, err := os.Stat(folder); err == nil {
		return folder
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	staging, err := os.MkdirTemp(filepath.Dir(folder), "staging-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(staging)
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(staging, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	npm := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	npm.Dir = staging
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	if err := os.Rename(staging, folder); err != nil && !os.IsExist(err) { // another test may have been faster
		if _, there := os.Stat(folder); there != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// traveller is somebody with a browser.
type traveller struct {
	*testing.T
	client *http.Client
}

func newTraveller(t *testing.T) traveller {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return traveller{t, &http.Client{Jar: jar}}
}

// view is a page that somebody sees.
type view struct {
	*goquery.Document
	status int
	url    *url.URL
}

func (v traveller) do(r *http.Request) view {
	v.Helper()
	response, err := v.client.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	defer response.Body.Close()
	document, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		v.Fatal(err)
	}
	return view{document, response.StatusCode, response.Request.URL}
}

func (v traveller) get(address string) view {
	v.Helper()
	r, err := http.NewRequestWithContext(v.Context(), http.MethodGet, address, nil)
	if err != nil {
		v.Fatal(err)
	}
	return v.do(r)
}

// submit sends the form of a page, filled in.
func (v traveller) submit(page view, values url.Values) view {
	v.Helper()
	form := page.Find("form").First()
	action, _ := form.Attr("action")
	target, err := page.url.Parse(action)
	if err != nil {
		v.Fatal(err)
	}
	form.Find("input[type=hidden]").Each(func(_ int, input *goquery.Selection) {
		values.Set(input.AttrOr("name", ""), input.AttrOr("value", ""))
	})
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, target.String(), strings.NewReader(values.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", target.Scheme+"://"+target.Host)
	return v.do(r)
}

// through goes all the way to sign in: from our page to that of the provider, its consent, back.
func (v traveller) through(console *httptest.Server, back, mail string) view {
	v.Helper()
	page := v.get(console.URL + "/signin?back=" + url.QueryEscape(back))
	href, ok := page.Find("a.btn.go").Attr("href")
	if !ok {
		v.Fatal("there is no way to sign in")
	}
	login := v.get(console.URL + href)
	consent := v.submit(login, url.Values{"login": {mail}, "password": {"any"}})
	return v.submit(consent, url.Values{})
}
