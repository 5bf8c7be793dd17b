package jobcaltest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem/oncalendar"
)

var errNo = errors.New("no")

var ofUpdates = []clause{
	{"a decision sees everybody, and the appointments it asked for", func(d *desk) {
		d.apply(everything...)
		want := d.all()
		delete(want.Appointments, "everything")
		delete(want.Appointments, "7.b-c_D")
		err := d.store.Update(d.Context(), []jobcal.AppointmentID{"days", "none"}, func(b *jobcal.Book) (jobcal.Changes,
			error) {
			d.same("decision", want, b)
			return jobcal.Changes{}, nil
		})
		if err != nil {
			d.Error(err)
		}
	}},
	{"a decision that fails writes nothing", func(d *desk) {
		d.apply(everything...)
		before := d.all()
		err := d.store.Update(d.Context(), []jobcal.AppointmentID{"days"}, func(*jobcal.Book) (jobcal.Changes, error) {
			return jobcal.Changes{Author: Somebody, Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"days": nil}},
				fmt.Errorf("oh: %w", errNo)
		})
		if !errors.Is(err, errNo) {
			d.Error(err)
		}
		d.same("afterwards", before, d.all())
	}},
	{"records are replaced, deleted", func(d *desk) {
		d.apply(everything...)
		want := d.all()
		delete(want.Appointments, "everything")
		delete(want.Persons, "anna")
		delete(want.Resources, "saal")
		days := want.Appointments["days"]
		days.Title, days.Free = "Sommerlager", true
		want.Appointments["days"] = days
		draft := days.Draft()
		d.apply(put(draft), jobcal.Operation{Delete: "everything"}, jobcal.Operation{DeletePerson: "anna"},
			jobcal.Operation{DeleteResource: "saal"}, jobcal.Operation{Delete: "none"}, jobcal.Operation{DeletePerson: "none"})
		d.same("afterwards", want, d.all())
	}},
	{"an appointment keeps who is gone", func(d *desk) {
		d.apply(everything...)
		want := d.all().Appointments["everything"].Draft()
		d.apply(jobcal.Operation{DeletePerson: "anna"}, jobcal.Operation{DeleteResource: "saal"})
		if diff := cmp.Diff(want, d.all().Appointments["everything"].Draft()); diff != "" {
			d.Error(diff)
		}
		again, found, err := jobcal.Apply(d.Context(), d.store, Somebody, []jobcal.Operation{put(want)})
		if err != nil || !found.Empty() || again[0].Outcome != jobcal.Unchanged {
			d.Error(again, err, found.Items)
		}
		want.ID = "another"
		_, found, err = jobcal.Apply(d.Context(), d.store, Somebody, []jobcal.Operation{put(want)})
		if err != nil || len(found.Items) != 2 || found.Items[0].Code != oncalendar.UnknownPerson {
			d.Error(err, found.Items)
		}
	}},
	{"a thousand operations are one", func(d *desk) {
		ops := []jobcal.Operation{{PutPerson: &jobcal.Person{ID: "anna", ShortName: "AB", Name: "Anna"}}}
		for n := range jobcal.MaxOperations - 1 {
			draft := lecture(fmt.Sprintf("%04d", n), "2027-05-15T09:00", "2027-05-15T10:00")
			draft.Persons, draft.Description = []jobcal.PersonID{"anna"}, strings.Repeat("Text ", 100)
			ops = append(ops, put(draft))
		}
		d.apply(ops...)
		if n := len(d.all().Appointments); n != jobcal.MaxOperations-1 {
			d.Errorf("%d appointments", n)
		}
		wrong := lecture("0998", "2027-05-15T09:00", "2027-05-15T09:00")
		ops[jobcal.MaxOperations-1] = put(wrong)
		for i := range ops[:jobcal.MaxOperations-1] {
			ops[i] = jobcal.Operation{Delete: jobcal.AppointmentID(fmt.Sprintf("%04d", i))}
		}
		ops[998] = jobcal.Operation{Delete: "none"}
		_, found, err := jobcal.Apply(d.Context(), d.store, Somebody, ops)
		if err != nil || len(found.Items) != 1 || found.Items[0].Path != "/operations/999/put/end" {
			d.Fatal(err, found.Items)
		}
		if n := len(d.all().Appointments); n != jobcal.MaxOperations-1 {
			d.Errorf("%d appointments after a batch that failed", n)
		}
	}},
}

var ofCrowds = []clause{
	{"no change is lost", func(d *desk) {
		d.apply(put(lecture("a", "2027-05-15T09:00", "2027-05-15T10:00")))
		d.crowd(func(int) {
			err := d.store.Update(d.Context(), []jobcal.AppointmentID{"a"}, func(b *jobcal.Book) (jobcal.Changes, error) {
				a := b.Appointments["a"]
				a.Description += "x"
				return jobcal.Changes{Author: Somebody, Appointments: map[jobcal.AppointmentID]*jobcal.Appointment{"a": &a}}, nil
			})
			if err != nil {
				d.Error(err)
			}
		})
		if got := d.all().Appointments["a"].Description; len(got) != crowd {
			d.Errorf("%d of %d changes", len(got), crowd)
		}
	}},
	{"of those who want the same mail address one gets it", func(d *desk) {
		var won atomic.Int32
		d.crowd(func(n int) {
			p := jobcal.Person{ID: jobcal.PersonID(fmt.Sprint("p", n)), ShortName: fmt.Sprint(n), Name: "Anna",
				Mail: "anna@kursbuch.example"}
			_, found, err := jobcal.Apply(d.Context(), d.store, Somebody, []jobcal.Operation{{PutPerson: &p}})
			if err != nil {
				d.Error(err)
			} else if found.Empty() {
				won.Add(1)
			}
		})
		if n := len(d.all().Persons); won.Load() != 1 || n != 1 {
			d.Errorf("%d won, %d are there", won.Load(), n)
		}
	}},
	{"of those who saw the same record one may change it", func(d *desk) {
		d.apply(put(lecture("a", "2027-05-15T09:00", "2027-05-15T10:00")))
		tag := d.all().Appointments["a"].Tag()
		var won atomic.Int32
		d.crowd(func(n int) {
			op := put(lecture("a", "2027-05-15T09:00", fmt.Sprintf("2027-05-15T10:%02d", n+1)))
			op.IfMatch = string(tag)
			_, _, err := jobcal.Apply(d.Context(), d.store, Somebody, []jobcal.Operation{op})
			if err == nil {
				won.Add(1)
			} else if !errors.Is(err, access.ErrChanged) {
				d.Error(err)
			}
		})
		if won.Load() != 1 {
			d.Errorf("%d won", won.Load())
		}
	}},
}

const crowd = 8

func (d *desk) crowd(do func(n int)) {
	var all sync.WaitGroup
	for n := range crowd {
		all.Go(func() { do(n) })
	}
	all.Wait()
}
