// What became of an appointment, also of one that was deleted, and the restoring of what it was. Only planners may know
// of it: an entry names everybody who was in the appointment.

package jobcalendar

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/history"
)

// past is a page of the history of an appointment.
type past struct {
	// Tag is that of the appointment as it is now, for If-Match; empty: there is none.
	Tag     access.Tag `json:"tag,omitempty"`
	Entries []told     `json:"entries"`
	// Persons and Resources are the names of those in the entries, as they are called now, by ID. Who is gone has none.
	Persons   map[jobcal.PersonID]string   `json:"persons,omitempty"`
	Resources map[jobcal.ResourceID]string `json:"resources,omitempty"`
	// Next is what ?after= takes; empty: there is no more.
	Next string `json:"next,omitempty"`
}

// told is an entry as callers get it.
type told struct {
	ID      string        `json:"id"`
	At      time.Time     `json:"at"`
	By      string        `json:"by,omitempty"`
	Way     jobcal.Way    `json:"way"`
	Of      string        `json:"of,omitempty"`
	What    history.What  `json:"what"`
	Text    string        `json:"text"` // in the caller's language
	Members []string      `json:"members,omitempty"`
	Before  *jobcal.Draft `json:"before,omitzero"`
}

// readHistory gives a page of the history of an appointment.
func (r *request) readHistory() error {
	query, err := r.historyQuery()
	if err != nil {
		return err
	}
	b, err := r.find()
	if err != nil {
		return err
	}
	page, err := history.Read(r.r.Context(), r.deps.Histories, query, r.deps.Now())
	if err != nil {
		return err
	}
	a, there := b.Appointments[query.Appointment]
	if !there && len(page.Entries) == 0 {
		return access.ErrNotFound
	}
	shown := past{Entries: []told{}, Persons: map[jobcal.PersonID]string{}, Resources: map[jobcal.ResourceID]string{},
		Next: page.Next}
	if there {
		shown.Tag = a.Tag()
	}
	for _, e := range page.Entries {
		by := e.Author
		shown.Entries = append(shown.Entries, told{ID: e.ID, At: by.At, By: by.By, Way: by.Way, Of: by.Of, What: e.What,
			Text: e.Text(b, answer.Language(r.r)), Members: e.Members, Before: e.Before})
		if e.Before != nil {
			shown.name(e.Before, b)
		}
	}
	return r.tagged(shown)
}

// name adds the names of those who are in an appointment.
func (p *past) name(d *jobcal.Draft, b *jobcal.Book) {
	for _, id := range d.Persons {
		if person, known := b.Persons[id]; known {
			p.Persons[id] = person.Name
		}
	}
	for _, id := range d.Resources {
		if resource, known := b.Resources[id]; known {
			p.Resources[id] = resource.Name
		}
	}
}

// historyQuery is what the request asks for.
func (r *request) historyQuery() (q history.Query, err error) {
	if err := r.visitor.MayPlan(); err != nil {
		return q, err
	}
	if q.Appointment = jobcal.AppointmentID(r.id); !jobcal.ValidID(q.Appointment) {
		return q, access.ErrNotFound
	}
	query, err := answer.Query(r.r, "limit", "after")
	if err != nil {
		return q, err
	}
	q.Limit, q.After = history.Limit, query.Get("after")
	if query.Has("limit") {
		q.Limit, err = strconv.Atoi(query.Get("limit"))
	}
	if err != nil || q.Limit < 1 || q.Limit > history.Limit {
		return q, &answer.Malformed{De: fmt.Sprintf("?limit= geht von 1 bis %d.", history.Limit),
			En: fmt.Sprintf("?limit= goes from 1 to %d.", history.Limit)}
	}
	if query.Has("after") && !history.IsID(q.After) {
		return q, &answer.Malformed{
			De: "?after= ist keine ID eines Eintrags. Gebraucht wird, was als next in der Seite davor steht.",
			En: "?after= is no ID of an entry. It takes what the page before has as next."}
	}
	return q, nil
}

// restore puts an appointment back as it was before an entry of its history.
func (r *request) restore() error {
	if err := r.plan(); err != nil {
		return err
	}
	var body struct {
		Restore string `json:"restore"`
	}
	if err := answer.Record(r.w, r.r, maxBody, &body); err != nil {
		return err
	}
	id := jobcal.AppointmentID(r.id)
	if !jobcal.ValidID(id) {
		return access.ErrNotFound
	}
	if body.Restore == "" {
		return &answer.Malformed{
			De: `Gebraucht wird {"restore": ID}, mit der ID eines Eintrags aus der Geschichte des Termins.`,
			En: `It takes {"restore": ID}, with the ID of an entry of the appointment's history.`}
	}
	by := r.author(jobcal.ByRestore)
	by.Of = body.Restore
	op, err := history.Undo(r.r.Context(), r.deps.Histories, id, by)
	if errors.Is(err, history.ErrNothingBefore) {
		return &answer.Malformed{
			De: "Vor diesem Eintrag gab es den Termin nicht, also nichts wiederherzustellen. Löschen geht mit DELETE.",
			En: "Before this entry there was no such appointment, so there is nothing to restore. DELETE deletes it."}
	}
	if err != nil {
		return err
	}
	result, err := r.one(by, op)
	if err != nil {
		return err
	}
	return r.show(result)
}
