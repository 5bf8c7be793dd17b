// Package answer gives HTTP callers their answers: JSON, or a problem document as RFC 9457 describes it.
//
// It is the one place where errors become statuses, with a stable code and a sentence in the caller's language. What is not
// in its table is a fault of ours: the caller learns nothing of it, the log everything.
package answer

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/language"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// Errors of requests as such.
var (
	// ErrMalformed: the request cannot be understood. It is wrapped with what is wrong.
	ErrMalformed = errors.New("malformed")
	// ErrTooLarge: the request's body is larger than it may be.
	ErrTooLarge = errors.New("too large")
)

// Caller finds out who sent a request. proposal.ErrUnauthenticated if nobody can tell.
type Caller func(*http.Request) (proposal.Caller, error)

// JSON answers with a value.
func JSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent(" "))
	if err != nil {
		slog.Error("an answer cannot be encoded", "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	header(w, "application/json", problem.German)
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a caller who is gone needs no answer
}

func header(w http.ResponseWriter, contentType string, lang problem.Language) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Language", string(lang))
}

// Document is a problem document.
type Document struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	// Detail says for people what is wrong, what to do about it.
	Detail string `json:"detail"`
	// Proposal and Changed are there with the code stale only.
	Proposal any                   `json:"proposal,omitzero"`
	Changed  []proposal.Difference `json:"changed_since_review,omitzero"`
}

// Error answers with what went wrong.
func Error(w http.ResponseWriter, r *http.Request, err error) {
	document, known := describe(err, Language(r))
	if !known {
		slog.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	Describe(w, r, document)
}

// Describe answers with a problem document.
func Describe(w http.ResponseWriter, r *http.Request, d Document) {
	if d.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	d.Title = http.StatusText(d.Status)
	body, err := json.Marshal(d, jsontext.WithIndent(" "))
	if err != nil {
		slog.ErrorContext(r.Context(), "a problem document cannot be encoded", "error", err)
	}
	header(w, "application/problem+json", Language(r))
	w.WriteHeader(d.Status)
	_, _ = w.Write(append(body, '\n'))
}

// describe gives the document for an error, and whether the error is in the table.
func describe(err error, lang problem.Language) (Document, bool) {
	for _, row := range table {
		if !errors.Is(err, row.err) {
			continue
		}
		d := Document{Status: row.status, Code: row.code, Detail: row.de}
		if lang == problem.English {
			d.Detail = row.en
		}
		if row.err == ErrMalformed {
			d.Detail += " " + strings.TrimPrefix(err.Error(), ErrMalformed.Error()+": ")
		}
		return d, true
	}
	d := Document{Status: http.StatusInternalServerError, Code: "internal", Detail: internal.de}
	if lang == problem.English {
		d.Detail = internal.en
	}
	return d, false
}

var languages = language.NewMatcher([]language.Tag{language.German, language.English})

// Language is the one of ours that the caller likes best; German if they do not say.
func Language(r *http.Request) problem.Language {
	_, index := language.MatchStrings(languages, r.Header.Get("Accept-Language"))
	if index == 1 {
		return problem.English
	}
	return problem.German
}

// Allow checks the method of a request. It answers and gives false if the method is not among those allowed.
func Allow(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	if slices.Contains(methods, r.Method) {
		return true
	}
	w.Header().Set("Allow", strings.Join(methods, ", "))
	d, _ := describe(errMethod, Language(r))
	Describe(w, r, d)
	return false
}

// Stale answers that a review is out of date, with the fresh proposal.
func Stale(w http.ResponseWriter, r *http.Request, s *proposal.Stale, fresh any) {
	d := Document{Status: stale.status, Code: stale.code, Detail: stale.de, Proposal: fresh, Changed: s.Changed}
	if Language(r) == problem.English {
		d.Detail = stale.en
	}
	Describe(w, r, d)
}

// EventID is the event that the query names.
func EventID(r *http.Request) (event.ID, error) {
	text := r.URL.Query().Get("event")
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%w: ?event=%q is no ID of an event", ErrMalformed, text)
	}
	return event.ID(n), nil
}
