// What becomes of a batch, decided on the records as they are: first the conditions of all operations, then, against
// who and what will be there afterwards, each of them.

package jobcal

import (
	"maps"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// decision is what operations make of a book.
type decision struct {
	ops     []Operation
	by      Author
	before  *Book
	after   *Book // of the appointments it has those before
	others  directory
	changes Changes
	results []Result
	found   problem.List
}

func (d *decision) decide() (Changes, error) {
	for i, op := range d.ops {
		is := d.tag(op.about()[0].record)
		if op.IfMatch != "" && !is.Among(op.IfMatch) || op.IfNoneMatch != "" && is.Among(op.IfNoneMatch) {
			d.found.Add(place(i), oncalendar.ChangedMeanwhile)
		}
	}
	if !d.found.Empty() {
		return Changes{}, access.ErrChanged
	}
	d.foresee()
	d.changes = Changes{map[AppointmentID]*Appointment{}, map[PersonID]*Person{}, map[ResourceID]*Resource{}, d.by}
	for i, op := range d.ops {
		d.results = append(d.results, d.apply(i, op))
	}
	if !d.found.Empty() {
		return Changes{}, errFound
	}
	return d.changes, nil
}

// tag is that of a record as it is, empty if there is none.
func (d *decision) tag(r record) access.Tag {
	switch r.kind {
	case anAppointment:
		return tagOf(d.before.Appointments, AppointmentID(r.id))
	case aPerson:
		return tagOf(d.before.Persons, PersonID(r.id))
	}
	return tagOf(d.before.Resources, ResourceID(r.id))
}

func tagOf[ID comparable, E interface{ Tag() access.Tag }](records map[ID]E, id ID) access.Tag {
	if e, ok := records[id]; ok {
		return e.Tag()
	}
	return ""
}

// foresee makes out who will be there after all operations.
func (d *decision) foresee() {
	d.after = &Book{d.before.Appointments, maps.Clone(d.before.Persons), maps.Clone(d.before.Resources)}
	if d.after.Persons == nil {
		d.after.Persons = map[PersonID]Person{}
	}
	if d.after.Resources == nil {
		d.after.Resources = map[ResourceID]Resource{}
	}
	for _, op := range d.ops {
		delete(d.after.Persons, op.DeletePerson)
		delete(d.after.Resources, op.DeleteResource)
		if p := op.PutPerson; p != nil {
			d.after.Persons[p.ID] = *p
		}
		if r := op.PutResource; r != nil {
			d.after.Resources[r.ID] = *r
		}
	}
	d.others = newDirectory(d.after)
}

func (d *decision) apply(i int, op Operation) Result {
	c := &d.changes
	switch {
	case op.Put != nil:
		a, found := Check(*op.Put, d.after)
		d.note(i, "/put", found)
		if !found.Empty() {
			return Result{}
		}
		return put(d.before.Appointments, c.Appointments, a.ID, a.keeping(d.before.Appointments[a.ID]))
	case op.PutPerson != nil:
		p, found := d.others.person(*op.PutPerson)
		d.note(i, "/put_person", found)
		if !found.Empty() {
			return Result{}
		}
		p.FeedKey = d.before.Persons[p.ID].FeedKey
		return put(d.before.Persons, c.Persons, p.ID, p)
	case op.PutResource != nil:
		r, found := d.others.resource(*op.PutResource)
		d.note(i, "/put_resource", found)
		if !found.Empty() {
			return Result{}
		}
		return put(d.before.Resources, c.Resources, r.ID, r)
	case op.Delete != "":
		return remove(d.before.Appointments, c.Appointments, op.Delete)
	case op.DeletePerson != "":
		return remove(d.before.Persons, c.Persons, op.DeletePerson)
	}
	return remove(d.before.Resources, c.Resources, op.DeleteResource)
}

// note adds what was found in a member of an operation.
func (d *decision) note(i int, member jsontext.Pointer, found problem.List) {
	d.found.Append(found.Below(place(i) + member))
}

// put notes a change unless there is none.
func put[ID comparable, E interface{ Tag() access.Tag }](before map[ID]E, changes map[ID]*E, id ID, e E) Result {
	was, is := tagOf(before, id), e.Tag()
	switch was {
	case is:
		return Result{Unchanged, is}
	case "":
		changes[id] = &e
		return Result{Created, is}
	}
	changes[id] = &e
	return Result{Replaced, is}
}

func remove[ID comparable, E any](before map[ID]E, changes map[ID]*E, id ID) Result {
	if _, ok := before[id]; !ok {
		return Result{Outcome: Absent}
	}
	changes[id] = nil
	return Result{Outcome: Deleted}
}
