// Package browsertest opens pages in a real browser: Debian's chromium.
//
// A page is sound if it loads without a message of the console or of the content security policy, does not scroll
// sideways, and axe (testdata/axe-4.14.1.min.js, MPL 2.0) finds nothing against it. Where there is no browser, tests
// are skipped; where CI=true says that there has to be one, they fail.
package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// ShotsEnv names the folder that pictures are written to; unset: none are.
const ShotsEnv = "KURSBUCH_SHOTS"

// windowHeight is that of the window, in pixels.
const windowHeight = 900

//go:embed testdata/axe-4.14.1.min.js
var axe string

// Browser is a running one.
type Browser struct{ ctx context.Context }

// Open starts a browser, which ends with the test.
func Open(t *testing.T) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no chromium: apt-get install chromium")
		}
		t.Skip("there is no chromium on the PATH: apt-get install chromium")
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(path), chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "de"),
		chromedp.Flag("accept-lang", "de-DE,de"), chromedp.Flag("force-device-scale-factor", "1"))
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return &Browser{ctx}
}

// find is where the browser is; empty: there is none.
func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Look is how a reader looks at pages.
type Look struct {
	Width   int64
	Dark    bool
	English bool // false: German
	Script  bool // false: without script
}

func (l Look) String() string {
	theme := "light"
	if l.Dark {
		theme = "dark"
	}
	name := fmt.Sprintf("%d-%s", l.Width, theme)
	if l.English {
		name += "-en"
	}
	return name
}

// Tab is one with cookies of its own.
type Tab struct {
	t    *testing.T
	ctx  context.Context
	look Look
	mu   sync.Mutex
	said []string
}

// Tab opens a tab.
func (b *Browser) Tab(t *testing.T, look Look) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	tab := &Tab{t: t, ctx: ctx, look: look}
	tab.must(chromedp.Do(ctx))
	tab.must(chromedp.Listen(ctx, tab.listen))
	_, err := chromedp.Call(ctx, audits.Enable, struct{}{})
	tab.must(err)
	if look.English {
		_, err = chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
			Headers: network.Headers{"Accept-Language": "en"}})
		tab.must(err)
	}
	tab.resize()
	return tab
}

func (tab *Tab) resize() {
	theme := "light"
	if tab.look.Dark {
		theme = "dark"
	}
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
	tab.must(err)
	_, err = chromedp.Call(tab.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{
		Value: !tab.look.Script})
	tab.must(err)
	tab.must(chromedp.Do(tab.ctx, chromedp.EmulateViewport(tab.look.Width, windowHeight)))
}

// listen notes what the browser complains about.
func (tab *Tab) listen(ev any) {
	var text string
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		text = "log: " + ev.Entry.Text
		// The answer of a page that is meant to be an error is no complaint about it.
		if strings.HasPrefix(ev.Entry.Text, "Failed to load resource") {
			text = ""
		}
	case *runtime.EventConsoleAPICalled:
		text = fmt.Sprintf("console: %v", ev.Args)
	case *runtime.EventExceptionThrown:
		text = "exception: " + ev.ExceptionDetails.Text
	case *audits.EventIssueAdded:
		if ev.Issue.Code == audits.InspectorIssueCodeContentSecurityPolicyIssue {
			details, _ := json.Marshal(ev.Issue.Details) // it came as JSON
			text = "policy: " + string(details)
		}
	}
	if text != "" {
		tab.mu.Lock()
		defer tab.mu.Unlock()
		tab.said = append(tab.said, text)
	}
}

func (tab *Tab) must(err error) {
	tab.t.Helper()
	if err != nil {
		tab.t.Fatal(err)
	}
}

// Do takes steps.
func (tab *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, steps...))
}

// Visit opens an address.
func (tab *Tab) Visit(address string) {
	tab.t.Helper()
	tab.Do(chromedp.Navigate(address))
}

// Click clicks what a selector finds, then waits for the page that it leads to.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	_, err := chromedp.RunResponse(tab.ctx, chromedp.Click(selector, chromedp.NodeVisible))
	tab.must(err)
}

// Press presses a key, then waits for the page that it leads to.
func (tab *Tab) Press(key string) {
	tab.t.Helper()
	_, err := chromedp.RunResponse(tab.ctx, chromedp.KeyEvent(key))
	tab.must(err)
}

// Evaluate gives what an expression is in the page.
func (tab *Tab) Evaluate(expression string) string {
	tab.t.Helper()
	value, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](expression))
	tab.must(err)
	return value
}

// Download gives the file that a link leads to, as whoever uses the tab gets it.
func (tab *Tab) Download(selector string) string {
	tab.t.Helper()
	file, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](
		fmt.Sprintf("fetch(document.querySelector(%q).href).then(r => r.text())", selector), chromedp.EvalAwaitPromise))
	tab.must(err)
	return file
}

// Tick ticks a box.
func (tab *Tab) Tick(selector string) {
	tab.t.Helper()
	tab.Do(chromedp.Click(selector, chromedp.NodeVisible))
}

// Choose chooses files for an input.
func (tab *Tab) Choose(selector string, files ...string) {
	tab.t.Helper()
	tab.Do(chromedp.SetUploadFiles(selector, files))
}

// keys bounds how often [Tab.Reach] presses the key, to end where the page has nothing that it looks for.
const keys = 100

// Reach goes by the keyboard to the first element that a selector finds.
func (tab *Tab) Reach(selector string) {
	tab.t.Helper()
	for range keys {
		tab.Do(chromedp.KeyEvent("\t"))
		there, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](
			fmt.Sprintf("document.activeElement.matches(%q)", selector)))
		tab.must(err)
		if there {
			return
		}
	}
	tab.t.Fatalf("%s is not reached by the keyboard", selector)
}

// Await waits until, on this page or one that it leads to by itself, a selector finds something.
func (tab *Tab) Await(selector string) {
	tab.t.Helper()
	tab.Do(chromedp.WaitReady(selector))
}

// Text is that of the first element that a selector finds.
func (tab *Tab) Text(selector string) string {
	tab.t.Helper()
	text, err := chromedp.Run(tab.ctx, chromedp.Text(selector, chromedp.NodeReady))
	tab.must(err)
	return text
}

// Location is the address of the page.
func (tab *Tab) Location() string {
	tab.t.Helper()
	at, err := chromedp.Run(tab.ctx, chromedp.Location())
	tab.must(err)
	return at
}
