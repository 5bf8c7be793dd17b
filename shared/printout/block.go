package printout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kursbuch.internal/shared/wording"
)

const (
	wordWidth = 8   // of "geändert"
	lineWidth = 110 // beyond it, old and new value stand below each other
	indent    = "  "
)

var styles = map[wording.Effect]style{
	wording.Created:  green,
	wording.Restored: green,
	wording.Changed:  yellow,
	wording.Deleted:  red,
	wording.Missing:  dim,
}

// blocks lists what happens to each entity, a paragraph for each section.
func (t *Printer) blocks(blocks []wording.Block) {
	for len(blocks) > 0 {
		n := 1
		for n < len(blocks) && blocks[n].Section == blocks[0].Section {
			n++
		}
		t.section(blocks[:n])
		blocks = blocks[n:]
	}
}

func (t *Printer) section(blocks []wording.Block) {
	t.print()
	for i, b := range blocks {
		if t.cut(i, len(blocks)) {
			return
		}
		t.block(b)
	}
}

func (t *Printer) block(b wording.Block) {
	t.print(t.paint(styles[b.Effect], pad(clean(b.Word), wordWidth)), indent, t.paint(bold, clean(b.Title)))
	t.lines(pad("", wordWidth)+indent, b.Lines)
	if b.Consequence != "" {
		t.print(pad("", wordWidth), indent, clean(b.Consequence))
	}
	for i, f := range b.Followers {
		if t.cut(i, len(b.Followers)) {
			return
		}
		t.print(pad("", wordWidth), indent, "· ", clean(f.Title))
		t.lines(pad("", wordWidth)+indent+"    ", f.Lines)
	}
}

// cut reports whether the rest of a list is left out, and says so.
func (t *Printer) cut(shown, all int) bool {
	if t.Most == 0 || shown < t.Most {
		return false
	}
	t.print(t.paint(bold, t.say("… und ", "… and ")+safe(fmt.Sprint(all-shown))+t.say(" weitere.", " more.")),
		t.say(" Alles zeigt der gleiche Befehl mit „| less“ am Ende.",
			" The same command with “| less” at its end shows everything."))
	return true
}

func (t *Printer) lines(margin safe, lines []wording.Line) {
	width := 0
	for _, l := range lines {
		width = max(width, length(clean(l.Label)))
	}
	for _, l := range lines {
		t.line(l, margin, width)
	}
}

func (t *Printer) line(l wording.Line, margin safe, width int) {
	label := margin + pad(clean(l.Label), width) + indent
	because := safe("")
	if l.Because != "" {
		because = t.paint(dim, indent+"("+clean(l.Because)+")")
	}
	if l.Old == "" {
		t.print(label, shorten(clean(l.New)), because)
		return
	}
	before, after := focus(clean(l.Old), clean(l.New))
	if length(label+before+after) <= lineWidth {
		t.print(label, before, " → ", after, because)
		return
	}
	t.print(label, before)
	t.print(margin, pad("", width), "→ ", after, because)
}

// focus leaves out the beginning and the end that two long texts have in common, and most of what is too long even so.
func focus(before, after safe) (safe, safe) {
	const context = 30
	a, b := []rune(before), []rune(after)
	if max(len(a), len(b)) > longest {
		same := 0
		for same < min(len(a), len(b)) && a[same] == b[same] {
			same++
		}
		if cut := same - context; cut > 0 {
			a, b = cutFront(a, cut), cutFront(b, cut)
		}
		same = 0
		for same < min(len(a), len(b))-context && a[len(a)-1-same] == b[len(b)-1-same] {
			same++
		}
		if cut := same - context; cut > 0 {
			a, b = append(a[:len(a)-cut], '…'), append(b[:len(b)-cut], '…')
		}
	}
	return shorten(safe(a)), shorten(safe(b))
}

func cutFront(text []rune, n int) []rune { return append([]rune{'…'}, text[n:]...) }

const longest = 200 // of a text that is shown, in characters

func shorten(text safe) safe {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return safe(runes[:longest]) + "…"
}

func pad(s safe, width int) safe {
	return s + safe(strings.Repeat(" ", max(0, width-length(s))))
}

func length(s safe) int { return utf8.RuneCountInString(string(s)) }
