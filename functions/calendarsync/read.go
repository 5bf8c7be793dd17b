// What can be asked without having anything done: the plan, the examination, reports, explanations.

package calendarsync

import (
	"fmt"
	"net/http"
	"net/url"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/visitor"
)

func (d Deps) get(w http.ResponseWriter, r *http.Request) error {
	if r.URL.Query().Has("person") {
		return d.person(w, r)
	}
	if _, err := d.planner(r); err != nil {
		return err
	}
	query, err := switches(r)
	if err != nil {
		return err
	}
	lang := answer.Language(r)
	switch {
	case query.Has("doctor"):
		found, err := d.Mirror.Examine(r.Context())
		if err != nil {
			return err
		}
		answer.JSON(w, r, answer.Findings(found.Items, lang))
	case query.Has("runs"):
		return d.runs(w, r)
	case query.Has("appointment"):
		return d.trail(w, r, query.Get("appointment"))
	default:
		plan, err := d.Mirror.Plan(r.Context())
		if err != nil {
			return err
		}
		names, err := d.names(r.Context(), plan.Held)
		if err != nil {
			return err
		}
		answer.JSON(w, r, planned(plan, names, lang))
	}
	return nil
}

// person explains the appointments of somebody, to planners and to themself.
func (d Deps) person(w http.ResponseWriter, r *http.Request) error {
	caller, err := d.Caller(r)
	if err != nil {
		return err
	}
	visits, err := visitor.Of(r.Context(), d.Book, caller)
	if err != nil {
		return err
	}
	query, err := switches(r)
	if err != nil {
		return err
	}
	id := jobcal.PersonID(query.Get("person"))
	if err := visits.MaySee(id); err != nil {
		return err
	}
	list, err := d.Mirror.Explain(r.Context(), id)
	if err != nil {
		return err
	}
	if !visits.Planner {
		for i := range list {
			list[i] = list[i].Own()
		}
	}
	answer.JSON(w, r, explained(list, answer.Language(r)))
	return nil
}

func (d Deps) runs(w http.ResponseWriter, r *http.Request) error {
	reports, err := d.Mirror.State.Reports(r.Context(), 100)
	if err != nil {
		return err
	}
	held := make([]*calsync.Held, len(reports))
	for i, report := range reports {
		held[i] = report.Held
	}
	names, err := d.names(r.Context(), held...)
	if err != nil {
		return err
	}
	shown := make([]Report, len(reports))
	for i, report := range reports {
		shown[i] = present(report, names, answer.Language(r))
	}
	answer.JSON(w, r, shown)
	return nil
}

// switches is the query of a GET: one of its parameters at most, those that choose nothing without a value.
func switches(r *http.Request) (url.Values, error) {
	query, err := answer.Query(r, "doctor", "runs", "person", "appointment")
	if err != nil {
		return nil, err
	}
	if len(query) > 1 {
		return nil, &answer.Malformed{De: "Bitte nur eines auf einmal verlangen.", En: "Please ask for one thing at a time."}
	}
	for _, name := range []string{"doctor", "runs"} {
		if value := query.Get(name); value != "" {
			return nil, &answer.Malformed{
				De: fmt.Sprintf("?%s hat keinen Wert, nicht %q.", name, value), En: fmt.Sprintf("?%s takes no value, not %q.", name,
					value),
			}
		}
	}
	return query, nil
}

func (d Deps) trail(w http.ResponseWriter, r *http.Request, name string) error {
	story, err := d.Mirror.Tell(r.Context(), name)
	if err != nil {
		return err
	}
	answer.JSON(w, r, told(story, answer.Language(r)))
	return nil
}
