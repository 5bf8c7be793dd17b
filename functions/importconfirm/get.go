package importconfirm

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/printout"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// pageSize is how many proposals a list has, unless the query says otherwise, and how many at most.
const (
	pageSize    = 100
	maxPageSize = 500
)

func (d Deps) get(w http.ResponseWriter, r *http.Request, caller access.Caller) error {
	query, err := answer.Query(r, "proposal", "event", "status", "limit", "after")
	if err != nil {
		return err
	}
	if !query.Has("proposal") {
		return d.list(w, r, caller, query)
	}
	p, err := proposal.See(r.Context(), d.Store, caller, proposal.ID(query.Get("proposal")))
	if err != nil {
		return err
	}
	p.Head = p.At(d.Now())
	w.Header().Add("Vary", "Accept")
	if answer.PrefersText(r) {
		return text(w, r, p)
	}
	answer.JSON(w, r, answer.Present(p, answer.Language(r)))
	return nil
}

// text answers with what the offline tool prints.
func text(w http.ResponseWriter, r *http.Request, p *proposal.Proposal) error {
	var out bytes.Buffer
	printer := printout.New(&out, printout.Options{Language: answer.Language(r)})
	printer.Report(p.Source.Name(), p)
	if err := printer.Flush(); err != nil {
		return err
	}
	answer.Text(w, r, out.Bytes())
	return nil
}

// list answers with a page. Whether another one follows is in the header Link, as RFC 8288 has it.
func (d Deps) list(w http.ResponseWriter, r *http.Request, caller access.Caller, query url.Values) error {
	id, err := answer.EventID(query)
	if err != nil {
		return err
	}
	filter := proposal.Filter{Event: id, Now: d.Now(),
		Page: proposal.Page{After: proposal.ID(query.Get("after")), Limit: pageSize}}
	if filter.Statuses, err = statuses(query); err != nil {
		return err
	}
	if query.Has("limit") {
		n, err := strconv.Atoi(query.Get("limit"))
		if err != nil || n < 1 || n > maxPageSize {
			most := strconv.Itoa(maxPageSize)
			return &answer.Malformed{De: "?limit= ist eine Zahl von 1 bis " + most + ".",
				En: "?limit= is a number from 1 to " + most + "."}
		}
		filter.Limit = n
	}
	heads, more, err := proposal.List(r.Context(), d.Store, caller, filter)
	if err != nil {
		return err
	}
	if more {
		query.Set("after", string(heads[len(heads)-1].ID))
		w.Header().Set("Link", "<?"+query.Encode()+`>; rel="next"`)
	}
	answer.JSON(w, r, heads)
	return nil
}

// statuses are those that a list is restricted to, separated by commas; nil: all of them.
func statuses(query url.Values) ([]proposal.Status, error) {
	if !query.Has("status") {
		return nil, nil
	}
	var wanted []proposal.Status
	for name := range strings.SplitSeq(query.Get("status"), ",") {
		if !slices.Contains(proposal.Statuses, proposal.Status(name)) {
			all := problem.Choices(proposal.Statuses)
			return nil, &answer.Malformed{De: "?status= nennt, mit Kommas getrennt, einige von " + all + ".",
				En: "?status= names some of " + all + ", separated by commas."}
		}
		wanted = append(wanted, proposal.Status(name))
	}
	return wanted, nil
}
