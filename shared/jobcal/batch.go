// Operations on the job calendar, up to a thousand in a batch: they are applied all or nothing, each under its own
// condition, and each has its outcome. What one mentions has to be there before or in the same batch.

package jobcal

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// MaxOperations is how many operations can be applied at once.
const MaxOperations = 1000

// Operation creates, replaces or deletes one record: exactly one of the first six members is there. It is also the form
// in which clients write it.
type Operation struct {
	Put            *Draft        `json:"put,omitzero"`
	Delete         AppointmentID `json:"delete,omitempty"`
	PutPerson      *Person       `json:"put_person,omitzero"` // its FeedKey stays what it is
	DeletePerson   PersonID      `json:"delete_person,omitempty"`
	PutResource    *Resource     `json:"put_resource,omitzero"`
	DeleteResource ResourceID    `json:"delete_resource,omitempty"`
	// IfMatch are the tags of which the record must have one, see [access.Tag.Among]; empty: any, or no record at all.
	IfMatch string `json:"if_match,omitempty"`
	// IfNoneMatch is the same for the tags of which it must have none: * if it must not exist.
	IfNoneMatch string `json:"if_none_match,omitempty"`
}

// Outcome is what an operation did.
type Outcome string

// The outcomes of operations.
const (
	Created   Outcome = "created"
	Replaced  Outcome = "replaced"
	Unchanged Outcome = "unchanged" // it was like this before
	Deleted   Outcome = "deleted"
	Absent    Outcome = "absent" // there was nothing to delete
)

// Result is what came of an operation.
type Result struct {
	Outcome Outcome `json:"outcome"`
	// Tag is that of the record as it is now; empty: there is none.
	Tag access.Tag `json:"tag,omitempty"`
}

// Apply applies operations of somebody, all of them or none. There are either results, one for each operation, or
// findings, or an error; only with access.ErrChanged there are findings, too: which records are not what they should
// be. Paths of findings begin with /operations/17. What refers to others is checked against the records as they are
// after all operations.
func Apply(ctx context.Context, store Store, by Author, ops []Operation) ([]Result, problem.List, error) {
	var found problem.List
	ids := survey(ops, &found)
	if !found.Empty() {
		return nil, found, nil
	}
	var results []Result
	err := store.Update(ctx, ids, func(b *Book) (Changes, error) {
		d := decision{ops: ops, before: b, by: by}
		changes, err := d.decide()
		results, found = d.results, d.found
		return changes, err
	})
	switch {
	case errors.Is(err, errFound):
		return nil, found, nil
	case errors.Is(err, access.ErrChanged):
		return nil, found, access.ErrChanged
	case err != nil:
		return nil, problem.List{}, fmt.Errorf("apply %d operations: %w", len(ops), err)
	}
	return results, problem.List{}, nil
}

// Judge finds what [Apply] would find, without a look at the conditions of the operations. It writes nothing.
func Judge(ctx context.Context, store Store, ops []Operation) (problem.List, error) {
	var found problem.List
	ids := survey(ops, &found)
	if !found.Empty() {
		return found, nil
	}
	err := store.Update(ctx, ids, func(b *Book) (Changes, error) {
		d := decision{ops: ops, before: b}
		_, _ = d.decide()
		found = d.found
		return Changes{}, errFound
	})
	if err != nil && !errors.Is(err, errFound) {
		return problem.List{}, fmt.Errorf("judge %d operations: %w", len(ops), err)
	}
	return found, nil
}

// errFound ends an update that has findings.
var errFound = errors.New("there are findings")

// survey checks the operations for themselves. It gives the appointments that they are about.
func survey(ops []Operation, found *problem.List) []AppointmentID {
	if len(ops) > MaxOperations {
		found.Add("/operations", problem.TooMany, MaxOperations)
		return nil
	}
	var ids []AppointmentID
	seen := map[record]bool{}
	for i, op := range ops {
		about := op.about()
		if len(about) != 1 {
			found.Add(place(i), oncalendar.NotOneOperation)
			continue
		}
		r := about[0]
		if r.id == "" || !ValidID(r.id) {
			identify(place(i)+r.at, r.id, found)
			continue
		}
		if seen[r.record] {
			found.Add(place(i), oncalendar.RepeatedOperation, fmt.Sprintf("%q", r.id))
		}
		seen[r.record] = true
		if r.kind == anAppointment {
			ids = append(ids, AppointmentID(r.id))
		}
	}
	return ids
}

func place(i int) jsontext.Pointer { return jsontext.Pointer("/operations/" + strconv.Itoa(i)) }

// record is what an operation is about.
type record struct {
	kind kind
	id   string
}

type kind int

const (
	anAppointment kind = iota
	aPerson
	aResource
)

// mention is a record with where in the operation its ID is.
type mention struct {
	record
	at jsontext.Pointer
}

// about are the records that the operation is about: one, or the client is mistaken.
func (op Operation) about() (all []mention) {
	add := func(there bool, kind kind, id string, at jsontext.Pointer) {
		if there {
			all = append(all, mention{record{kind, id}, at})
		}
	}
	if op.Put != nil {
		add(true, anAppointment, string(op.Put.ID), "/put/id")
	}
	if op.PutPerson != nil {
		add(true, aPerson, string(op.PutPerson.ID), "/put_person/id")
	}
	if op.PutResource != nil {
		add(true, aResource, string(op.PutResource.ID), "/put_resource/id")
	}
	add(op.Delete != "", anAppointment, string(op.Delete), "/delete")
	add(op.DeletePerson != "", aPerson, string(op.DeletePerson), "/delete_person")
	add(op.DeleteResource != "", aResource, string(op.DeleteResource), "/delete_resource")
	return all
}
