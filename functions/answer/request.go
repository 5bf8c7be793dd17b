package answer

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
)

// Errors of requests as such.
var (
	// ErrMalformed: the request cannot be understood. It is a [Malformed].
	ErrMalformed = errors.New("malformed")
	// ErrTooLarge: the request's body is larger than it may be.
	ErrTooLarge = errors.New("too large")
	// ErrForeign: a web page of somebody else has the browser of a caller send the request.
	ErrForeign = errors.New("from a foreign page")
)

// SameOrigin refuses requests that change something and that a browser sends for a page of another origin: it would
// send the caller's cookies with them. Programs say nothing of origins and pass.
func SameOrigin(handler http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Error(w, r, ErrForeign) }))
	return protection.Handler(handler)
}

// Malformed says what is wrong with a request, in both languages.
type Malformed struct{ De, En string }

// Error implements the error interface.
func (m *Malformed) Error() string { return ErrMalformed.Error() + ": " + m.En }

// Unwrap makes it an [ErrMalformed].
func (m *Malformed) Unwrap() error { return ErrMalformed }

// In says it in one language.
func (m *Malformed) In(lang problem.Language) string {
	if lang == problem.English {
		return m.En
	}
	return m.De
}

// Query is the query of a request. Its parameters must be among those named, each at most once.
func Query(r *http.Request, names ...string) (url.Values, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, &Malformed{"Was hinter dem Fragezeichen steht, ist falsch kodiert.",
			"What follows the question mark is wrongly encoded."}
	}
	for name, values := range event.Sorted(query) {
		if !slices.Contains(names, name) {
			return nil, &Malformed{fmt.Sprintf("Den Parameter %q gibt es hier nicht.", name),
				fmt.Sprintf("There is no parameter %q here.", name)}
		}
		if len(values) > 1 {
			return nil, &Malformed{fmt.Sprintf("Der Parameter %q steht mehrmals da.", name),
				fmt.Sprintf("The parameter %q is there more than once.", name)}
		}
	}
	return query, nil
}

// EventID is the event that a query names. 0 is an ID here: it stands for uploads that belong to no event.
func EventID(query url.Values) (event.ID, error) {
	text := query.Get("event")
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return 0, &Malformed{"Welche Veranstaltung? Gebraucht wird ?event= mit ihrer Nummer.",
			"Which event? It takes ?event= with its number."}
	}
	return event.ID(n), nil
}
