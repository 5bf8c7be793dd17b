package jobcalendar

import (
	"fmt"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
)

func (r *request) list() error {
	if r.kind.list == nil {
		return r.listAppointments()
	}
	if _, err := answer.Query(r.r); err != nil {
		return err
	}
	if r.kind.name == ofResources.name {
		if err := r.plan(); err != nil {
			return err
		}
	}
	b, err := r.Store.Find(r.r.Context())
	if err != nil {
		return err
	}
	return r.tagged(r.kind.list(r, b))
}

func (r *request) listAppointments() error {
	query, err := answer.Query(r.r, "from", "to", "person")
	if err != nil {
		return err
	}
	window, err := window(query.Get("from"), query.Get("to"))
	if err != nil {
		return err
	}
	who := jobcal.PersonID(query.Get("person"))
	if query.Has("person") {
		if err := r.may(string(who)); err != nil {
			return err
		}
	}
	b, all, err := window.Read(r.r.Context(), r.Store)
	if err != nil {
		return err
	}
	if _, known := b.Persons[who]; query.Has("person") && !known {
		return access.ErrNotFound
	}
	drafts := []jobcal.Draft{}
	for _, a := range all {
		if query.Has("person") && !a.Has(who) {
			continue
		}
		if d, ok := r.appointment(a); ok {
			drafts = append(drafts, d)
		}
	}
	if len(drafts) > maxListed {
		return &answer.Malformed{
			De: fmt.Sprintf("Das wären %d Termine, höchstens %d gehen auf einmal. Bitte mit ?from= und ?to= eingrenzen.",
				len(drafts), maxListed),
			En: fmt.Sprintf("These would be %d appointments, at most %d are possible at once. Please narrow it down with "+
				"?from= and ?to=.", len(drafts), maxListed),
		}
	}
	return r.tagged(drafts)
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
	if _, err := answer.Query(r.r); err != nil {
		return err
	}
	b, err := r.Store.Find(r.r.Context(), r.appointments()...)
	if err != nil {
		return err
	}
	record, tag := r.kind.read(r, b)
	if record == nil {
		return access.ErrNotFound
	}
	return answer.Tagged(r.w, r.r, quote(tag), record)
}

// appointments are those that the request is about.
func (r *request) appointments() []jobcal.AppointmentID {
	if id := jobcal.AppointmentID(r.id); r.kind.name == ofAppointments.name && jobcal.ValidID(id) {
		return []jobcal.AppointmentID{id}
	}
	return nil
}

// tagged answers with a list, the tag of which is made of what is in it.
func (r *request) tagged(list any) error {
	tag, err := answer.TagOf(list)
	if err != nil {
		return err
	}
	return answer.Tagged(r.w, r.r, tag, list)
}

func quote[T ~string](tag T) string { return `"` + string(tag) + `"` }
