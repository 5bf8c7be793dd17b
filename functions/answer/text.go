package answer

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// PrefersText reports whether a caller wants to read rather than to parse: text/plain before application/json, as
// RFC 9110 weighs what Accept names.
func PrefersText(r *http.Request) bool {
	text, program := 0.0, 0.0
	for accepted := range strings.SplitSeq(strings.Join(r.Header.Values("Accept"), ","), ",") {
		kind, parameters, err := mime.ParseMediaType(accepted)
		if err != nil {
			continue
		}
		weight := 1.0
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
			weight = q
		}
		switch kind {
		case "text/plain", "text/*":
			text = max(text, weight)
		case "application/json", "application/*", "*/*":
			program = max(program, weight)
		}
	}
	return text > program
}

// Text answers with a text for people. Where there is a choice, see [PrefersText], both answers vary by Accept.
func Text(w http.ResponseWriter, r *http.Request, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Language", string(Language(r)))
	_, _ = w.Write(body) // a caller who is gone needs no answer
}
