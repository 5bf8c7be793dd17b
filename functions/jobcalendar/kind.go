package jobcalendar

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// kind is a kind of records.
type kind struct {
	// name is that of the collection.
	name string
	// member is that of an operation which puts one.
	member string
	// read gives a record with its tag, as a visitor may see it; nil: there is none for them.
	read func(*request, *jobcal.Book) (record any, tag jobcal.Tag)
	// list gives all records that a visitor may see.
	list func(*request, *jobcal.Book) any
	// put is the operation that puts what decode decodes; given is the ID in it.
	put func(id string, decode func(any) error) (op jobcal.Operation, given string, err error)
	// delete is the operation that deletes one.
	delete func(id string) jobcal.Operation
}

var kinds = map[string]kind{"appointments": ofAppointments, "persons": ofPersons, "resources": ofResources}

var ofAppointments = kind{
	name: "appointments", member: "/put",
	read: func(r *request, b *jobcal.Book) (any, jobcal.Tag) {
		a, ok := b.Appointments[jobcal.AppointmentID(r.id)]
		if !ok {
			return nil, ""
		}
		d, ok := r.appointment(a)
		if !ok {
			return nil, ""
		}
		return d, a.Tag()
	},
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
	read: func(r *request, b *jobcal.Book) (any, jobcal.Tag) {
		p, ok := b.Persons[jobcal.PersonID(r.id)]
		if !ok || r.may(r.id) != nil {
			return nil, ""
		}
		return r.present(p), p.Tag()
	},
	list: func(r *request, b *jobcal.Book) any {
		list := []jobcal.Person{}
		for id, p := range event.Sorted(b.Persons) {
			if r.may(string(id)) == nil {
				p.FeedKey = ""
				list = append(list, p)
			}
		}
		return list
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
	read: func(r *request, b *jobcal.Book) (any, jobcal.Tag) {
		resource, ok := b.Resources[jobcal.ResourceID(r.id)]
		if !ok || r.plan() != nil {
			return nil, ""
		}
		return resource, resource.Tag()
	},
	list: func(_ *request, b *jobcal.Book) any {
		list := []jobcal.Resource{}
		for _, resource := range event.Sorted(b.Resources) {
			list = append(list, resource)
		}
		return list
	},
	put: func(id string, decode func(any) error) (op jobcal.Operation, given string, err error) {
		op.PutResource = new(jobcal.Resource)
		err = decode(op.PutResource)
		given, op.PutResource.ID = string(op.PutResource.ID), jobcal.ResourceID(id)
		return op, given, err
	},
	delete: func(id string) jobcal.Operation { return jobcal.Operation{DeleteResource: jobcal.ResourceID(id)} },
}
