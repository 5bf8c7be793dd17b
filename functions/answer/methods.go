package answer

import (
	"net/http"
	"slices"
	"strings"

	"kursbuch.internal/shared/access"
)

// Handler answers a request, or says by its error what is wrong: it is answered as [Error] does.
type Handler func(http.ResponseWriter, *http.Request) error

// ServeHTTP implements [http.Handler].
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		Error(w, r, err)
	}
}

// NotFound answers paths at which there is nothing.
var NotFound Handler = func(http.ResponseWriter, *http.Request) error { return access.ErrNotFound }

// Methods are what can be done at a path. What can be done by GET can be by HEAD. (Patterns of http.ServeMux may name
// methods, too, but it answers to others without a problem document.)
type Methods map[string]Handler

// ServeHTTP implements [http.Handler].
func (m Methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead && m[http.MethodGet] != nil {
		m[http.MethodGet].ServeHTTP(w, r)
		return
	}
	h, ok := m[r.Method]
	if !ok {
		w.Header().Set("Allow", strings.Join(m.names(), ", "))
		Error(w, r, errMethod)
		return
	}
	h.ServeHTTP(w, r)
}

// names are the methods, HEAD behind GET, reading before writing.
func (m Methods) names() []string {
	var names []string
	for _, name := range []string{http.MethodGet, http.MethodPut, http.MethodPost, http.MethodDelete} {
		if m[name] != nil {
			names = append(names, name)
		}
	}
	if i := slices.Index(names, http.MethodGet); i >= 0 {
		names = slices.Insert(names, i+1, http.MethodHead)
	}
	return names
}

// Under serves paths that may begin with the name of the function, as in the local run, where one server has them all.
func Under(name string, h http.Handler) http.Handler {
	stripped := http.StripPrefix(name, h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == name: // there is no redirecting to the path with a slash behind
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = "/", ""
		case strings.HasPrefix(r.URL.Path, name+"/"):
			stripped.ServeHTTP(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}
