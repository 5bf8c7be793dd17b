package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Sound checks the page, takes its picture.
func (tab *Tab) Sound(name string) {
	tab.t.Helper()
	tab.Shoot(name)
	tab.Fits(name)
	if tab.look.Script {
		tab.examine(name)
	}
}

// Fits checks what of [Tab.Sound] takes no time: that the browser has nothing to say, that the page fits.
func (tab *Tab) Fits(name string) {
	tab.t.Helper()
	tab.mu.Lock()
	said := tab.said
	tab.said = nil
	tab.mu.Unlock()
	for _, text := range said {
		tab.t.Errorf("%s: %s", name, text)
	}
	// What is evaluated by the debugger runs although pages may have no script.
	wide, err := chromedp.Run(tab.ctx, chromedp.Evaluate[int64](
		`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	tab.must(err)
	if wide > 0 {
		tab.t.Errorf("%s: %d pixels too wide at %d", name, wide, tab.look.Width)
	}
}

// The width of A4, which decides about the layout, and what our margins leave of it, in pixels of a style sheet.
const (
	paperWidth = 794
	printWidth = "688px"
)

// clipped finds what of a page is cut off: text that reaches beyond something that shows nothing beyond itself.
const clipped = `(() => {
	const cut = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const t = texts.currentNode, place = document.createRange();
		place.selectNodeContents(t);
		const right = place.getBoundingClientRect().right;
		for (let a = t.parentElement; a && !a.closest(".vh"); a = a.parentElement) {
			if (getComputedStyle(a).overflowX != "visible" && right > a.getBoundingClientRect().right + 1) {
				cut.push(t.data.trim());
				break;
			}
		}
	}
	return cut.join("; ");
})()`

// squeezed finds text that is broken into single letters, one below the other.
const squeezed = `[...document.querySelectorAll("main dd, main td, main th, main li span")].filter(e => {
	const place = e.getBoundingClientRect();
	return place.width > 0 && place.width < 20 && place.height > 60;
}).map(e => e.textContent.trim()).join("; ")`

// Prints checks the page as it is on paper: nothing is cut off, nothing is there to be pressed.
func (tab *Tab) Prints(name string) {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	tab.must(err)
	tab.Do(chromedp.EmulateViewport(paperWidth, windowHeight))
	tab.Evaluate(fmt.Sprintf("document.body.style.width = %q", printWidth))
	if cut := tab.Evaluate(clipped); cut != "" {
		tab.t.Errorf("%s on paper: %s is cut off", name, cut)
	}
	if narrow := tab.Evaluate(squeezed); narrow != "" {
		tab.t.Errorf("%s on paper: %s has no room", name, narrow)
	}
	if pressed := tab.Evaluate(`[...document.querySelectorAll("button, input, select, textarea, nav a, .see")]
		.filter(e => e.getClientRects().length > 0).map(e => e.outerHTML.slice(0, 80)).join("; ")`); pressed != "" {
		tab.t.Errorf("%s on paper: %s", name, pressed)
	}
	tab.Shoot(name + "-paper")
	tab.resize()
}

// violation is what axe finds.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML   string   `json:"html"`
		Target []string `json:"target"`
	}
}

func (tab *Tab) examine(name string) {
	tab.t.Helper()
	_, err := chromedp.Run(tab.ctx, chromedp.Evaluate[chromedp.Void](axe+"; undefined"))
	tab.must(err)
	found, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](
		`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
			.then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help,
				Nodes: v.nodes.slice(0, 3).map(n => ({html: n.html.slice(0, 300), target: n.target.map(String)}))}))))`,
		chromedp.EvalAwaitPromise))
	tab.must(err)
	var violations []violation
	tab.must(json.Unmarshal([]byte(found), &violations))
	for _, v := range violations {
		tab.t.Errorf("%s: axe: %s, %s: %+v", name, v.ID, v.Help, v.Nodes)
	}
}

// Shoot takes a picture of the whole page, if pictures are wanted.
func (tab *Tab) Shoot(name string) {
	tab.t.Helper()
	folder := os.Getenv(ShotsEnv)
	if folder == "" {
		return
	}
	tab.must(os.MkdirAll(folder, 0o755))
	// What sticks to the lower edge of the window is at the end of a window as tall as the page.
	height, err := chromedp.Run(tab.ctx, chromedp.Evaluate[int64]("document.documentElement.scrollHeight"))
	tab.must(err)
	tab.Do(chromedp.EmulateViewport(tab.look.Width, max(height, windowHeight)))
	shot, err := chromedp.Call(tab.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	tab.must(err)
	tab.Do(chromedp.EmulateViewport(tab.look.Width, windowHeight))
	tab.must(os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%s.png", name, tab.look)), shot.Data, 0o644))
}
