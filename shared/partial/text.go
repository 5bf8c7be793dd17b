package partial

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Screen finds what keeps a text from being read at all, whatever it should be: that it is no UTF-8, cut off, no JSON.
// The list has lines and columns. If it is empty, Screen gives the text without a leading byte order mark.
func Screen(data []byte) ([]byte, problem.List) {
	text, found := screen(data)
	if !found.Empty() {
		return nil, found
	}
	d := &decoder{dec: jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true)), data: text}
	if err := d.dec.SkipValue(); err != nil {
		d.syntax(err)
	} else if at := nextToken(d.dec, text); at < int64(len(text)) {
		d.found.AddAt("", at, onimport.Syntax, firstWord(text[at:]))
	}
	d.found.place(text)
	return text, d.found.List
}
