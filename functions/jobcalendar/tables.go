// Tables that lead: what became of them, and the approval of what the guard holds back. Only planners may know of them.

package jobcalendar

import (
	"cmp"
	"errors"
	"log/slog"
	"slices"
	"strconv"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
)

// tableReport is a report as callers get it: in their language.
type tableReport struct {
	table.Report
	Findings []answer.Finding `json:"findings,omitempty"`
	Rejected []rejectedRow    `json:"rejected,omitempty"`
	// Call approves what is held back; empty: nothing is.
	Call string `json:"call,omitempty"`
}

// rejectedRow is a row that was not taken, by its line in the file.
type rejectedRow struct {
	Row     int          `json:"row"`
	Number  string       `json:"number,omitempty"`
	Code    problem.Code `json:"code"`
	Message string       `json:"message"`
}

func (r *request) shown(t table.Report) tableReport {
	lang := answer.Language(r.r)
	shown := tableReport{Report: t, Findings: answer.Findings(t.Findings.Items, lang)}
	for _, rejected := range t.Rejected {
		p := rejected.Problem
		shown.Rejected = append(shown.Rejected, rejectedRow{p.Line, rejected.Number, p.Code, p.Message(lang)})
	}
	if t.Outcome == table.Held {
		shown.Call = `POST /JobCalendar/tables {"table": "` + t.Table + `", "approve": "` + t.Hash + `"}`
	}
	return shown
}

// listTables gives the reports on all tables, without their lists, newest first.
func (r *request) listTables() error {
	if err := r.plan(); err != nil {
		return err
	}
	states, err := r.deps.Tables.Tables(r.r.Context())
	if err != nil {
		return err
	}
	reports := []tableReport{}
	for _, s := range states {
		for _, report := range s.Reports() {
			reports = append(reports, r.shown(report))
		}
	}
	slices.SortStableFunc(reports, func(a, b tableReport) int { return cmp.Compare(b.Generation, a.Generation) })
	return r.tagged(reports)
}

// readTable gives the report on a table: on the newest generation, or on the one that is asked for.
func (r *request) readTable() error {
	if err := r.visitor.MayPlan(); err != nil {
		return err
	}
	query, err := answer.Query(r.r, "generation")
	if err != nil {
		return err
	}
	states, err := r.deps.Tables.Tables(r.r.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(states, func(s table.State) bool { return s.Table == r.id && s.Report != nil })
	if i < 0 {
		return access.ErrNotFound
	}
	report := states[i].Report
	if asked := query.Get("generation"); query.Has("generation") && asked != strconv.FormatInt(report.Generation, 10) {
		generation, err := strconv.ParseInt(asked, 10, 64)
		if err != nil {
			return &answer.Malformed{De: "?generation= ist keine ganze Zahl. Welche es gibt, steht in der Liste der Tabellen.",
				En: "?generation= is no whole number. Those that there are, are in the list of tables."}
		}
		if report, err = r.deps.Tables.Report(r.r.Context(), r.id, generation); err != nil {
			return err
		}
	}
	return r.tagged(r.shown(*report))
}

// approveTable deletes what is held back of a table.
func (r *request) approveTable() error {
	if err := r.plan(); err != nil {
		return err
	}
	var body struct {
		Table   string `json:"table"`
		Approve string `json:"approve"`
	}
	if err := answer.Record(r.w, r.r, maxBody, &body); err != nil {
		return err
	}
	if body.Table == "" || body.Approve == "" {
		return &answer.Malformed{De: `Gebraucht wird {"table": NAME, "approve": HASH}; beides steht im Bericht der Tabelle.`,
			En: `It takes {"table": NAME, "approve": HASH}; both are in the report on the table.`}
	}
	desk := table.Desk{Tables: r.deps.Tables, Calendar: r.deps.Store}
	report, err := table.Approve(r.r.Context(), desk, table.Decision{Table: body.Table, Hash: body.Approve,
		By: r.caller.Mail, At: r.deps.Now()})
	if errors.Is(err, table.ErrOvertaken) { // what was approved is not held back any more
		err = table.ErrOtherHeld
	}
	if err != nil {
		return err
	}
	slog.InfoContext(r.r.Context(), "deletions of a table approved", "table", body.Table, "hash", body.Approve,
		"deleted", report.Deleted.Count)
	answer.JSON(r.w, r.r, r.shown(*report))
	return nil
}
