package main

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"kursbuch.internal/shared/sample"
)

func TestForeignWebPagesAreRefused(t *testing.T) {
	reached := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	for _, c := range []struct {
		name, addr, method, host, site string
		status                         int
	}{
		{"by its address", "127.0.0.1:8080", "GET", "127.0.0.1:8080", "", 204},
		{"by its address, the port left out", "127.0.0.1:80", "GET", "127.0.0.1", "", 204},
		{"by another loopback address", "127.0.0.1:8080", "GET", "[::1]:8080", "", 204},
		{"by localhost", "127.0.0.1:8080", "GET", "LocalHost:8080", "", 204},
		{"by the name it was given", "kursbuch.lan:8080", "GET", "Kursbuch.lan:8080", "", 204},
		{"by an address in the network", ":8080", "GET", "192.168.1.2:8080", "", 204},
		{"by its own page", "127.0.0.1:8080", "POST", "localhost:8080", "same-origin", 204},
		{"by a name made to lead here", "127.0.0.1:8080", "GET", "evil.example:8080", "same-origin", 421},
		{"by such a name, posting", "127.0.0.1:8080", "POST", "evil.example", "same-origin", 421},
		{"by such a name that begins well", "127.0.0.1:8080", "GET", "localhost.evil.example", "", 421},
		{"by such a name that looks like an address", "127.0.0.1:8080", "GET", "127.0.0.1.evil.example", "", 421},
		{"by such a name, listening everywhere", ":8080", "GET", "evil.example:8080", "", 421},
		{"by no name", "127.0.0.1:8080", "GET", "", "", 421},
		{"by a foreign page, posting", "127.0.0.1:8080", "POST", "127.0.0.1:8080", "cross-site", 403},
		{"by a page from another port, posting", "127.0.0.1:8080", "POST", "localhost:8080", "same-site", 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, "/", nil)
			r.Host = c.host
			r.Header.Set("Sec-Fetch-Site", c.site)
			w := httptest.NewRecorder()
			ours(c.addr, reached).ServeHTTP(w, r)
			if w.Code != c.status || w.Code != 204 && w.Body.Len() == 0 {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
		})
	}
}

// nasty is a page that would show if anything were not escaped.
var nasty = page{Address: "http://127.0.0.1:8080", Data: `/tmp/a"b'<script>&amp;`, Event: 7, Samples: sample.Imports()}

func TestPage(t *testing.T) {
	for _, p := range []page{nasty, {Address: "http://[::1]:8080", Data: ".kursbuch", Event: 1}} {
		w := httptest.NewRecorder()
		p.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		document, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		var commands []string
		for n := range document.Descendants() {
			switch n.DataAtom {
			case atom.Pre:
				commands = append(commands, text(n))
			case atom.Script:
				t.Errorf("a script: %s", text(n))
			}
			if n.Type == html.TextNode && strings.Contains(n.Data, "ZgotmplZ") {
				t.Errorf("%s", n.Data)
			}
		}
		for i, want := range []string{
			"cp " + p.File() + " " + p.Data + "/inbox/", p.Address + "/ \\\n", "@" + p.File() + " \\\n  '" + p.Address +
				"/upload/storage/v1/b/kursbuch-imports/o?uploadType=media&name=",
			"status=pending'", "proposal=ID'", `"token": "TOKEN"}'`, "/Export?event=", "&schema'",
		} {
			if i >= len(commands) || !strings.Contains(commands[i], want) {
				t.Errorf("command %d has no %q: %q", i, want, commands)
			}
		}
	}
}

// text is what is written in an element.
func text(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		}
	}
	return all.String()
}

func TestGreetingIsPlainText(t *testing.T) {
	var printed bytes.Buffer
	if err := nasty.print(&printed); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(printed.String(), nasty.File()) || strings.Contains(printed.String(), "&lt;") {
		t.Error(printed.String())
	}
}

func TestListeningEverywhereIsNoAddress(t *testing.T) {
	for at, want := range map[string]string{"127.0.0.1:0": "http://127.0.0.1:", "[::1]:0": "http://[::1]:",
		":0": "http://localhost:", "0.0.0.0:0": "http://localhost:"} {
		listener, err := net.Listen("tcp", at)
		if err != nil {
			t.Log(err) // a machine without IPv6
			continue
		}
		defer listener.Close()
		if got := address(listener); !strings.HasPrefix(got, want) || strings.HasSuffix(got, ":0") {
			t.Errorf("%s: %s", at, got)
		}
	}
}

// TestTwoWhoCopyTheExampleDoNotReplaceEachOther: the name of an upload is made when the command runs, and the upload
// names who sends it.
func TestTwoWhoCopyTheExampleDoNotReplaceEachOther(t *testing.T) {
	w := httptest.NewRecorder()
	nasty.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if page := w.Body.String(); strings.Contains(page, "/import.json") || !strings.Contains(page, "$(date ") ||
		strings.Contains(page, "DISABLE_CREDENTIALS") || !strings.Contains(page, "printf dev:orga@") {
		t.Error(page)
	}
}
