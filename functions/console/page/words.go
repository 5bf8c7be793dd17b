package page

import (
	"strings"
	"time"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Words says which words of a text come and go. By characters it would tell of halves of words; so each word becomes
// one character before texts are compared. What takes longer than 50 ms is told as going and coming as a whole.
func Words(before, after string) []Word {
	index := map[string]rune{}
	var all []string
	encode := func(text string) string {
		var b strings.Builder
		for _, word := range split(text) {
			r, ok := index[word]
			if !ok {
				r = rune(0x4e00 + len(all)) // letters, whatever they mean
				if r >= 0xd800 {
					r += 0x2800 // beyond the surrogates
				}
				index[word] = r
				all = append(all, word)
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	a, b := encode(before), encode(after)
	back := map[rune]string{}
	for word, r := range index {
		back[r] = word
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 50 * time.Millisecond
	var list []Word
	for _, piece := range d.DiffCleanupSemantic(d.DiffMain(a, b, false)) {
		var text strings.Builder
		for _, r := range piece.Text {
			text.WriteString(back[r])
		}
		kind := ""
		switch piece.Type {
		case diffmatchpatch.DiffInsert:
			kind = "ins"
		case diffmatchpatch.DiffDelete:
			kind = "del"
		}
		list = append(list, Word{Kind: kind, Text: strings.TrimSpace(text.String())})
	}
	return list
}

// split cuts a text behind its spaces.
func split(text string) []string {
	var pieces []string
	begin := 0
	for i, r := range text {
		if unicode.IsSpace(r) {
			end := i + len(string(r))
			pieces = append(pieces, text[begin:end])
			begin = end
		}
	}
	if begin < len(text) {
		pieces = append(pieces, text[begin:])
	}
	return pieces
}
