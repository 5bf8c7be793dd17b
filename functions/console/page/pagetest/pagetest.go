// Package pagetest is what the tests of all rooms of the console have in common.
package pagetest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"kursbuch.internal/functions/console/page"
)

// Hostile are texts that people may write into any field, by what is wrong with them.
var Hostile = map[string]string{
	"empty":              "",
	"spaces":             "   ",
	"markup":             `<script>alert(1)</script><img src=x onerror=alert(2)><b class="hostile">`,
	"an attribute's end": `" onmouseover="alert(1)" class="hostile" x='`,
	"a comment":          `--><hostile-element></hostile-element><!--`,
	"an end of all":      `</textarea></title></style></bdi></td></table></main><hostile-element>`,
	"a template":         `{{.Secret}} {{template "top" .}} ${x} <%= y %>`,
	"an address":         `javascript:alert(1)`,
	"entities":           `&lt;b&gt; &amp;amp; &#x3c;hostile-element&#x3e;`,
	"reversed":           "Rechnung\u202efdp.exe \u2066abc\u2069 \u200fאבג",
	"invisible":          "a\u200bb\u2060c\ufeffd\u00ade\u2800f\u3164g",
	"control characters": "a\x00b\x07c\x1b[31md\te\r\nf\u0085g",
	"not UTF-8":          "a\xffb\xc3",
	"piled marks":        "Z" + strings.Repeat("\u0335\u0322\u0489", 60) + "algo",
	"one long word":      strings.Repeat("Donaudampfschifffahrtsgesellschaftskapitän", 240),
	"10,000 characters":  strings.Repeat("Wörter und Wörter. ", 530),
	"many lines":         strings.Repeat("Zeile\n", 500),
	"emoji":              "👩‍👩‍👧‍👦 🏳️‍🌈 ✔",
}

// say finds the texts that templates ask for.
var say = regexp.MustCompile(`say "([^"]+)"`)

// Texts checks the sentences of the room in the working directory: each has both languages with the same gaps, each
// that a template asks for exists, and none is there in vain.
func Texts(t *testing.T, own page.Texts) {
	t.Helper()
	var sources strings.Builder
	known := page.Common()
	for key := range own {
		known[key] = own[key]
	}
	for _, pattern := range []string{"*.go", "templates/*.html"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if file == "texts.go" || file == "errors.go" || strings.HasSuffix(file, "_test.go") {
				content = regexp.MustCompile(`(?m)^\s*"[a-z.-]+":`).ReplaceAll(content, nil)
			}
			for _, found := range say.FindAllSubmatch(content, -1) {
				if _, ok := known[string(found[1])]; !ok {
					t.Errorf("%s: there is no text %s", file, found[1])
				}
			}
			sources.Write(content)
		}
	}
	for key, text := range own {
		if text.De == "" || text.En == "" {
			t.Errorf("%s lacks a language", key)
		}
		if gaps(text.De) != gaps(text.En) {
			t.Errorf("%s: the languages have different gaps: %q, %q", key, text.De, text.En)
		}
		if !used(sources.String(), key) {
			t.Errorf("%s is said nowhere", key)
		}
	}
}

// gap is where a value goes into a sentence.
var gap = regexp.MustCompile(`%\[?\d*\]?[a-z]`)

// gaps are those of a sentence: of the half for many, if there are two.
func gaps(sentence string) string {
	if _, many, ok := strings.Cut(sentence, "|"); ok {
		sentence = many
	}
	return strings.Join(gap.FindAllString(sentence, -1), " ")
}

// used tells whether code says a key: as it is, or put together of its beginning or its end.
func used(sources, key string) bool {
	if strings.Contains(sources, `"`+key+`"`) {
		return true
	}
	last := strings.LastIndexByte(key, '.')
	return strings.Contains(sources, `"`+key[:last+1]+`"`) ||
		strings.Contains(sources, `"`+key[last:]+`"`) && strings.Contains(sources, `"`+key[:last]+`"`)
}

// Harmless checks that nothing in a page came from a hostile text but text, and that it has no script or style that the
// policy would block.
func Harmless(t *testing.T, about string, document *goquery.Document) {
	t.Helper()
	for _, root := range document.Nodes {
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				raw := n.Parent != nil && n.Parent.Data == "textarea" // as it was written, to be changed
				if !raw && strings.ContainsAny(n.Data, "\u202e\u2066\u200b\x1b") {
					t.Errorf("%s: a character that nobody sees in <%s>: %q", about, n.Parent.Data, n.Data)
				}
				continue
			}
			switch n.Data {
			case "img", "iframe", "object", "style", "hostile-element":
				t.Errorf("%s: a <%s>", about, n.Data)
			}
			for _, a := range n.Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(value, "javascript:") &&
					a.Key != "value" ||
					a.Key == "class" && strings.Contains(value, "hostile") {
					t.Errorf("%s: <%s %s=%q>", about, n.Data, a.Key, a.Val)
				}
				if n.Data == "script" && a.Key != "src" && a.Key != "defer" {
					t.Errorf("%s: a <script %s>", about, a.Key)
				}
			}
			if n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: a script stands in the page", about)
			}
		}
	}
}
