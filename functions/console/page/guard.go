package page

import (
	"errors"
	"net/http"
)

// Policy is what a page may load: what comes from ourselves, nothing that stands in the page.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ErrForeign says that a request that would change something was not sent by one of our pages.
var ErrForeign = errors.New("not sent by a page of ours")

// Guard sets the headers that every answer has, and hands requests that would change something to refused unless one of
// our pages sent them. Browsers say where a POST comes from, in Origin or Sec-Fetch-Site; what says neither is no
// browser that we could trust with a cookie.
func Guard(next http.Handler, refused func(http.ResponseWriter, *http.Request, error)) http.Handler {
	origins := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		safe := r.Method == http.MethodGet || r.Method == http.MethodHead
		silent := r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == ""
		if !safe && (silent || origins.Check(r) != nil) {
			refused(w, r, ErrForeign)
			return
		}
		next.ServeHTTP(w, r)
	})
}
