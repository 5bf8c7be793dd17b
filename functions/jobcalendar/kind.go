// What appointments, persons, resources do in the same way, and how each of them does it: one table of functions for
// each kind, so that a request needs no other look at which kind it is about.

package jobcalendar

import (
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// kind is a kind of records: what is done in the same way to all of them takes its functions from here.
type kind struct {
	// name is that of the collection.
	name string
	// member is that of an operation which puts one.
	member string
	// read gives a record with its tag, as the visitor may see it; nil: there is none for them.
	read func(*request, *jobcal.Book) (record any, tag access.Tag)
	// list gives all records that the visitor may see, or says that there are none for them.
	list func(*request) (any, error)
	// put is the operation that puts what decode decodes; given is the ID in it.
	put func(id string, decode func(any) error) (op jobcal.Operation, given string, err error)
	// delete is the operation that deletes one.
	delete func(id string) jobcal.Operation
}

var kinds = []kind{ofAppointments, ofPersons, ofResources}

var ofAppointments = kind{
	name: "appointments", member: "/put",
	read: func(r *request, b *jobcal.Book) (any, access.Tag) {
		a, ok := b.Appointments[jobcal.AppointmentID(r.id)]
		if !ok {
			return nil, ""
		}
		d, ok := r.visitor.Appointment(a)
		if !ok {
			return nil, ""
		}
		return d, a.Tag()
	},
	list: (*request).appointments,
	put: func(id string, decode func(any) error) (op jobcal.Operation, given string, err error) {
		op.Put = new(jobcal.Draft)
		err = decode(op.Put)
		given, op.Put.ID = string(op.Put.ID), jobcal.AppointmentID(id)
		return op, given, err
	},
	delete: func(id string) jobcal.Operation { return jobcal.Operation{Delete: jobcal.AppointmentID(id)} },
}

// person is a person as callers get them. What they send may be what they got: Feed counts for nothing then.
type person struct {
	jobcal.Person
	// Feed is the address of the person's feed; empty: there is none yet, or it is a list.
	Feed string `json:"feed,omitempty"`
}

var ofPersons = kind{
	name: "persons", member: "/put_person",
	read: func(r *request, b *jobcal.Book) (any, access.Tag) {
		id := jobcal.PersonID(r.id)
		p, ok := b.Persons[id]
		if !ok || r.visitor.MaySee(id) != nil {
			return nil, ""
		}
		return r.present(p), p.Tag()
	},
	list: func(r *request) (any, error) {
		if err := r.noQuery(); err != nil {
			return nil, err
		}
		b, err := r.find()
		if err != nil {
			return nil, err
		}
		return r.visitor.Persons(b), nil
	},
	put: func(id string, decode func(any) error) (op jobcal.Operation, given string, err error) {
		var p person
		err = decode(&p)
		given, p.ID = string(p.ID), jobcal.PersonID(id)
		op.PutPerson = &p.Person
		return op, given, err
	},
	delete: func(id string) jobcal.Operation { return jobcal.Operation{DeletePerson: jobcal.PersonID(id)} },
}

var ofResources = kind{
	name: "resources", member: "/put_resource",
	read: func(r *request, b *jobcal.Book) (any, access.Tag) {
		resource, ok := b.Resources[jobcal.ResourceID(r.id)]
		if !ok || r.visitor.MayPlan() != nil {
			return nil, ""
		}
		return resource, resource.Tag()
	},
	list: func(r *request) (any, error) {
		if err := r.plan(); err != nil {
			return nil, err
		}
		b, err := r.find()
		if err != nil {
			return nil, err
		}
		list := []jobcal.Resource{}
		for _, resource := range event.Sorted(b.Resources) {
			list = append(list, resource)
		}
		return list, nil
	},
	put: func(id string, decode func(any) error) (op jobcal.Operation, given string, err error) {
		op.PutResource = new(jobcal.Resource)
		err = decode(op.PutResource)
		given, op.PutResource.ID = string(op.PutResource.ID), jobcal.ResourceID(id)
		return op, given, err
	},
	delete: func(id string) jobcal.Operation { return jobcal.Operation{DeleteResource: jobcal.ResourceID(id)} },
}
