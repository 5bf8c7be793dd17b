// What is read of the job calendar: lists, single records, answers to invitations. Who may see what of it is not
// decided here, but by package visitor.

package jobcalendar

import (
	"fmt"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

func (r *request) list() error {
	list, err := r.kind.list(r)
	if err != nil {
		return err
	}
	return r.tagged(list)
}

// appointments are those that the query asks for.
func (r *request) appointments() (any, error) {
	query, err := answer.Query(r.r, "from", "to", "person")
	if err != nil {
		return nil, err
	}
	window, err := window(query.Get("from"), query.Get("to"))
	if err != nil {
		return nil, err
	}
	var drafts []jobcal.Draft
	if query.Has("person") {
		drafts, err = r.visitor.AppointmentsOf(r.r.Context(), r.deps.Store, window, jobcal.PersonID(query.Get("person")))
	} else {
		drafts, err = r.visitor.Appointments(r.r.Context(), r.deps.Store, window)
	}
	if err == nil && len(drafts) > maxListed {
		err = &answer.Malformed{
			De: fmt.Sprintf("Das wären %d Termine, höchstens %d gehen auf einmal. Bitte mit ?from= und ?to= eingrenzen.",
				len(drafts), maxListed),
			En: fmt.Sprintf("These would be %d appointments, at most %d are possible at once. Please narrow it down with "+
				"?from= and ?to=.", len(drafts), maxListed),
		}
	}
	return drafts, err
}

// window reads the limits of a list.
func window(from, to string) (w jobcal.Window, err error) {
	for _, limit := range []struct {
		name, text string
		into       *jobcal.Limit
	}{{"from", from, &w.From}, {"to", to, &w.Until}} {
		if *limit.into, err = jobcal.ParseLimit(limit.text); err != nil {
			return w, &answer.Malformed{
				De: fmt.Sprintf(`?%s=%q ist weder ein Tag wie "2027-05-15" noch ein Zeitpunkt wie "2027-05-15T09:00:00%%2B02:00".`,
					limit.name, limit.text),
				En: fmt.Sprintf(`?%s=%q is neither a day like "2027-05-15" nor an instant like "2027-05-15T09:00:00%%2B02:00".`,
					limit.name, limit.text),
			}
		}
	}
	if w.Reversed() {
		return w, &answer.Malformed{De: "?from= liegt nach ?to=. Bitte tauschen.",
			En: "?from= is after ?to=. Please swap them."}
	}
	return w, nil
}

func (r *request) get() error {
	if err := r.noQuery(); err != nil {
		return err
	}
	b, err := r.find()
	if err != nil {
		return err
	}
	record, tag := r.kind.read(r, b)
	if record == nil {
		return access.ErrNotFound
	}
	return answer.Tagged(r.w, r.r, answer.Quoted(tag), record)
}

// answers are those to the invitation to an appointment.
func (r *request) answers() error {
	if err := r.plan(); err != nil {
		return err
	}
	b, err := r.find()
	if err != nil {
		return err
	}
	a, known := b.Appointments[jobcal.AppointmentID(r.id)]
	if !known {
		return access.ErrNotFound
	}
	given, err := r.deps.Answers.Answers(r.r.Context(), a.ID)
	if err != nil {
		return err
	}
	lang := answer.Language(r.r)
	shown := []reply{}
	for _, said := range b.Replies(a, given) {
		shown = append(shown, reply{said, said.Text().In(lang)})
	}
	return r.tagged(shown)
}

// reply is an answer to an invitation, as callers get it.
type reply struct {
	jobcal.Reply
	// Message says what was answered for the time before, empty if nothing was.
	Message string `json:"message,omitempty"`
}

// tagged answers with a list, the tag of which is made of what is in it.
func (r *request) tagged(list any) error {
	tag, err := answer.TagOf(list)
	if err != nil {
		return err
	}
	return answer.Tagged(r.w, r.r, tag, list)
}
