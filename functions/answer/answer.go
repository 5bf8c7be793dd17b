// Package answer gives HTTP callers their answers: JSON, or a problem document as RFC 9457 describes it.
//
// It is the one place where errors become statuses, with a stable code and a sentence in the caller's language. What is
// not in its table is a fault of ours: the caller learns nothing of it, the log everything.
package answer

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/language"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// Caller finds out who sent a request. access.ErrUnauthenticated if nobody can tell.
type Caller func(*http.Request) (access.Caller, error)

// Dated finds out the same, and tells when they ask.
func (c Caller) Dated(now func() time.Time) Caller {
	return func(r *http.Request) (access.Caller, error) {
		caller, err := c(r)
		caller.At = now()
		return caller, err
	}
}

// JSON answers with a value.
func JSON(w http.ResponseWriter, r *http.Request, v any) {
	send(w, r, http.StatusOK, v)
}

// Document is a problem document.
type Document struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	// Detail says for people what is wrong, what to do about it.
	Detail string `json:"detail"`
	// Proposal, Changed, Meanwhile are there with the code stale only.
	Proposal any                   `json:"proposal,omitzero"`
	Changed  []proposal.Difference `json:"changed_since_review,omitzero"`
	// Meanwhile is who changed that, by which imports.
	Meanwhile []proposal.LogLine `json:"changed_by,omitzero"`
	// Decision is there with the code already-decided only: how the proposal ended.
	Decision *proposal.Decision `json:"decision,omitempty"`
	// Run is there with the code busy only: the one that is under way.
	Run *syncrun.Tenant `json:"run,omitempty"`
	// Problems are all that was found in the body of the request; More is how many there are beyond those.
	Problems []Finding `json:"problems,omitzero"`
	More     int       `json:"more,omitzero"`
}

// Error answers with what went wrong.
func Error(w http.ResponseWriter, r *http.Request, err error) {
	lang := Language(r)
	i := slices.IndexFunc(table, func(row row) bool { return errors.Is(err, row.err) })
	if i < 0 {
		level := slog.LevelError
		if errors.Is(err, context.Canceled) { // the caller is gone, which is no fault
			level = slog.LevelInfo
		}
		slog.Log(r.Context(), level, "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
		describe(w, r, internal.document(lang))
		return
	}
	document := table[i].document(lang)
	if m, ok := errors.AsType[*Malformed](err); ok {
		document.Detail += " " + m.In(lang)
	}
	if b, ok := errors.AsType[*syncrun.Busy](err); ok {
		document.Detail += busy(b.Tenant).In(lang)
		document.Run = &b.Tenant
	}
	if d, ok := errors.AsType[*proposal.Decided](err); ok {
		document.Detail, document.Decision = d.Finding().Message(lang), d.Head.Decision
	}
	if f, ok := errors.AsType[*Found](err); ok {
		document.Problems, document.More = Findings(f.Items, lang), f.Omitted
	}
	describe(w, r, document)
}

// Stale answers that a review is out of date, with the fresh proposal.
func Stale(w http.ResponseWriter, r *http.Request, s *proposal.Stale, fresh any) {
	document := stale.document(Language(r))
	document.Proposal, document.Changed = fresh, append([]proposal.Difference{}, s.Changed...)
	document.Meanwhile = s.Meanwhile
	describe(w, r, document)
}

func describe(w http.ResponseWriter, r *http.Request, d Document) {
	if d.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	send(w, r, d.Status, d)
}

func send(w http.ResponseWriter, r *http.Request, status int, v any) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if _, ok := v.(Document); ok {
		h.Set("Content-Type", "application/problem+json")
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Language", string(Language(r)))
	body, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent(" "))
	if err != nil {
		slog.ErrorContext(r.Context(), "an answer cannot be encoded", "error", err)
		status = http.StatusInternalServerError
	}
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a caller who is gone needs no answer
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
