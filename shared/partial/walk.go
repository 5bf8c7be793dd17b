package partial

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// nextToken is the offset at which the decoder's next token begins.
func nextToken(dec *jsontext.Decoder, data []byte) int64 {
	at := dec.InputOffset()
	for at < int64(len(data)) && bytes.IndexByte([]byte(" \t\r\n:,"), data[at]) >= 0 {
		at++
	}
	return at
}

// walk reads one value and notes the offsets of the places in it. An error ends it: the places behind stay unknown.
func (p *place) walk(dec *jsontext.Decoder, data []byte) {
	kind := dec.PeekKind()
	if len(p.inner) == 0 || kind != '{' && kind != '[' {
		_ = dec.SkipValue()
		return
	}
	if _, err := dec.ReadToken(); err != nil {
		return
	}
	for item := 0; ; item++ {
		next := dec.PeekKind()
		if next == '}' || next == ']' || next == 0 {
			_, _ = dec.ReadToken()
			return
		}
		offset, name := nextToken(dec, data), strconv.Itoa(item)
		if kind == '{' {
			token, err := dec.ReadToken()
			if err != nil {
				return
			}
			name = token.String()
		}
		inner := p.inner[name]
		if inner == nil || inner.offset >= 0 {
			inner = &place{} // nobody looks for it, or it was found before: of duplicate members the first one counts
		}
		inner.offset, inner.named = offset, dec.InputOffset()
		inner.value = nextToken(dec, data)
		inner.walk(dec, data)
		inner.end = dec.InputOffset()
	}
}
