package jobcaltest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
)

var ofReading = []clause{
	{"an empty store holds nothing", func(d *desk) {
		empty := &jobcal.Book{
			Appointments: map[jobcal.AppointmentID]jobcal.Appointment{},
			Persons:      map[jobcal.PersonID]jobcal.Person{}, Resources: map[jobcal.ResourceID]jobcal.Resource{},
		}
		d.same("read", empty, d.all())
		b, err := d.store.Find(d.Context(), "none", "anna")
		if err != nil {
			d.Fatal(err)
		}
		d.same("find", empty, b)
	}},
	{"what is read is what was written", func(d *desk) {
		d.apply(everything...)
		want := text{map[jobcal.AppointmentID]jobcal.Draft{}, map[jobcal.PersonID]jobcal.Person{},
			map[jobcal.ResourceID]jobcal.Resource{}}
		for _, op := range everything {
			switch {
			case op.Put != nil:
				want.Appointments[op.Put.ID] = *op.Put
			case op.PutPerson != nil:
				want.Persons[op.PutPerson.ID] = *op.PutPerson
			default:
				want.Resources[op.PutResource.ID] = *op.PutResource
			}
		}
		if diff := cmp.Diff(want, write(d.all())); diff != "" {
			d.Errorf("-want +got:\n%s", diff)
		}
	}},
	{"find gives those appointments that there are, with everybody", func(d *desk) {
		d.apply(everything...)
		b, err := d.store.Find(d.Context(), "days", "none", "7.b-c_D", "days")
		if err != nil {
			d.Fatal(err)
		}
		want := d.all()
		delete(want.Appointments, "everything")
		d.same("find", want, b)
	}},
	{"read gives what ends after from and starts before until", func(d *desk) {
		d.apply(put(lecture("long", "2027-05-01T09:00", "2027-06-01T09:00")),
			put(lecture("nine", "2027-05-15T09:00", "2027-05-15T10:00")),
			put(lecture("ten", "2027-05-15T10:00", "2027-05-15T11:00")), put(lecture("day", "2027-05-15", "2027-05-16")))
		for _, c := range windows {
			from, until := at(c.from), at(c.until)
			b, err := d.store.Read(d.Context(), from, until)
			if err != nil {
				d.Fatal(err)
			}
			if got := ids(b); !slices.Equal(got, c.want) {
				d.Errorf("%q to %q: %v, want %v", c.from, c.until, got, c.want)
			}
		}
	}},
	{"who has read something may change it", func(d *desk) {
		d.apply(everything...)
		before, spoilt := d.all(), d.all()
		spoilt.Appointments["everything"].Persons[0] = "spoilt"
		clear(spoilt.Persons)
		d.same("read again", before, d.all())
	}},
	{"nobody waits for what they do not want any more", func(d *desk) {
		ctx, cancel := context.WithCancel(d.Context())
		cancel()
		_, read := d.store.Read(ctx, time.Time{}, time.Time{})
		_, find := d.store.Find(ctx)
		update := d.store.Update(ctx, nil, func(*jobcal.Book) (jobcal.Changes, error) { return jobcal.Changes{}, nil })
		for _, err := range []error{read, find, update} {
			if !errors.Is(err, context.Canceled) {
				d.Error(err)
			}
		}
	}},
	{"IDs may be long", func(d *desk) {
		long := jobcal.AppointmentID(strings.Repeat("x.", 64))
		d.apply(put(lecture(string(long), "2027-05-15T09:00", "2027-05-15T10:00")))
		if got := ids(d.all()); !slices.Equal(got, []jobcal.AppointmentID{long}) {
			d.Error(got)
		}
	}},
}

// windows are of 15 May 2027. Berlin is two hours ahead of UTC, where days begin.
var windows = []struct {
	from, until string
	want        []jobcal.AppointmentID
}{
	{"", "", []jobcal.AppointmentID{"day", "long", "nine", "ten"}},
	{"2027-05-15T07:59:59Z", "2027-05-15T08:00:00Z", []jobcal.AppointmentID{"day", "long", "nine"}},
	{"2027-05-15T08:00:00Z", "2027-05-15T08:00:00Z", []jobcal.AppointmentID{"day", "long"}},
	{"2027-05-15T08:00:00Z", "2027-05-15T08:00:01Z", []jobcal.AppointmentID{"day", "long", "ten"}},
	{"2027-05-15T23:59:59Z", "", []jobcal.AppointmentID{"day", "long"}},
	{"2027-05-16T00:00:00Z", "", []jobcal.AppointmentID{"long"}},
	{"", "2027-05-15T00:00:00Z", []jobcal.AppointmentID{"long"}},
	{"", "2027-05-15T00:00:01Z", []jobcal.AppointmentID{"day", "long"}},
	{"2027-06-01T07:00:00Z", "", []jobcal.AppointmentID{}},
	{"", "2027-05-01T07:00:00Z", []jobcal.AppointmentID{}},
}

// at is an instant, or zero.
func at(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err) // unreachable: the texts are above
	}
	return t
}
