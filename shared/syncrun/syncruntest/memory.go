package syncruntest

import (
	"fmt"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// entry is what may be remembered of an appointment in a year of its life.
func entry(n int) *calsync.Entry {
	start := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
	mark := calsync.Mark{Instance: "kursbuch", Key: key(n)}
	e := &calsync.Entry{
		ID: mark.ID(), ETag: fmt.Sprintf(`"%d"`, 3181161784712000+n*7919), Mark: mark, Title: fmt.Sprintf("Auftrag %d", n),
		Description: "Werkzeug liegt in der Halle.", Location: fmt.Sprintf("Raum %d", n%40), Start: start,
		End:  start.Add(time.Hour),
		Zone: "Europe/Berlin", Organizer: "c_0123456789abcdef@group.calendar.google.com",
	}
	for i := range 4 {
		mail := fmt.Sprintf("person%d@kursbuch.example", (n+i*13)%200)
		e.Guests = append(e.Guests, calsync.Guest{Mail: mail, Answer: "accepted"})
	}
	return e
}

func key(n int) calsync.Key { return calsync.Key(fmt.Sprintf("job/%08d", n)) }

// crop is n records of the usual size. A generation makes all of them different from those of another one.
func crop(n, generation int) (map[calsync.Key]*calsync.Record, map[calsync.Key]calsync.Record) {
	news, want := map[calsync.Key]*calsync.Record{}, map[calsync.Key]calsync.Record{}
	for i := range n {
		e := entry(i)
		r := calsync.Record{Generation: generation, Want: string(e.ID), Echo: e, Given: map[string][]jobcal.Given{}}
		for _, g := range e.Guests {
			r.Given[g.Mail] = []jobcal.Given{{Answer: g.Answer, Start: e.Start, End: e.End}}
		}
		news[key(i)], want[key(i)] = &r, r
	}
	return news, want
}

var ofMemory = []clause[*desk]{
	{"a new store remembers nothing", func(d *desk) {
		d.holds(calsync.Core{}, nil)
	}},
	{"every field of what is remembered is kept", func(d *desk) {
		core, record := Filled[calsync.Core](), Filled[calsync.Record]()
		l := d.begin("")
		d.remember(l, syncrun.News{Core: &core, Records: map[calsync.Key]*calsync.Record{"job/a": &record, "job/b": {}}})
		d.holds(core, map[calsync.Key]calsync.Record{"job/a": record, "job/b": {}})
		d.remember(l, syncrun.News{Core: &calsync.Core{}, Records: map[calsync.Key]*calsync.Record{"job/a": {}}})
		d.holds(calsync.Core{}, map[calsync.Key]calsync.Record{"job/a": {}, "job/b": {}})
	}},
	{"what no news are about stays as it is", func(d *desk) {
		core, record := Filled[calsync.Core](), Filled[calsync.Record]()
		l := d.begin("")
		d.remember(l, syncrun.News{Core: &core})
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/a": &record}})
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/b": {Heals: 1}, "job/c": {Heals: 2}}})
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/c": {Heals: 3}, "job/d": nil}})
		d.remember(l, syncrun.News{})
		d.holds(core, map[calsync.Key]calsync.Record{"job/a": record, "job/b": {Heals: 1}, "job/c": {Heals: 3}})
	}},
	{"nil deletes", func(d *desk) {
		l := d.begin("")
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/a": {Heals: 1}, "job/b": {Heals: 2}}})
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/a": nil, "job/never": nil}})
		d.holds(calsync.Core{}, map[calsync.Key]calsync.Record{"job/b": {Heals: 2}})
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/b": nil}})
		d.holds(calsync.Core{}, nil)
		d.remember(l, syncrun.News{Records: map[calsync.Key]*calsync.Record{"job/a": {Heals: 3}}})
		d.holds(calsync.Core{}, map[calsync.Key]calsync.Record{"job/a": {Heals: 3}})
	}},
	{"keys are whatever they are", func(d *desk) {
		news, want := map[calsync.Key]*calsync.Record{}, map[calsync.Key]calsync.Record{}
		for i, id := range []string{"a", "A", ".", "..", "a/b", "../a", "__x__", "ä 😀\n", `"`, "%2F", "~1",
			strings.Repeat("x", 1000)} {
			for _, source := range []calsync.Source{calsync.JobCalendar, "event/1"} {
				r := calsync.Record{Generation: i + 1, Want: string(source)}
				k := calsync.Key(string(source) + "/" + id)
				news[k], want[k] = &r, r
			}
		}
		d.remember(d.begin(""), syncrun.News{Records: news})
		d.holds(calsync.Core{}, want)
	}},
	{"five thousand records are remembered at once, and forgotten", func(d *desk) {
		news, want := crop(5000, 0)
		l := d.begin("")
		for range 2 { // the same once more changes nothing
			d.remember(l, syncrun.News{Records: news})
			d.holds(calsync.Core{}, want)
		}
		for k := range news {
			news[k] = nil
		}
		d.remember(l, syncrun.News{Records: news})
		d.holds(calsync.Core{}, nil)
	}},
	{"memory is recalled as of one moment", func(d *desk) {
		l := d.begin("")
		crowd(4, func(i int) {
			for round := range 10 {
				news, _ := crop(100, round)
				if i == 0 {
					if err := d.store.Remember(d.Context(), l, syncrun.News{Core: &calsync.Core{Trips: round},
						Records: news}); err != nil {
						d.Error(err)
					}
					continue
				}
				m, err := d.store.Recall(d.Context())
				if err != nil {
					d.Error(err)
					return
				}
				for k, r := range m.Records {
					if r.Generation != m.Core.Trips || len(m.Records) != 100 {
						d.Errorf("%s of %d is of round %d, the core of round %d", k, len(m.Records), r.Generation, m.Core.Trips)
						return
					}
				}
			}
		})
	}},
	{"nobody shares what is remembered", func(d *desk) {
		r, core := Filled[calsync.Record](), Filled[calsync.Core]()
		l := d.begin("")
		d.remember(l, syncrun.News{Core: &core, Records: map[calsync.Key]*calsync.Record{"job/a": &r}})
		for range 2 {
			r.Echo.Title, core.Readers[0] = "spoilt", "spoilt"
			clear(r.Given)
			d.holds(Filled[calsync.Core](), map[calsync.Key]calsync.Record{"job/a": Filled[calsync.Record]()})
			m, err := d.store.Recall(d.Context())
			if err != nil {
				d.Fatal(err)
			}
			r, core = m.Records["job/a"], m.Core
		}
	}},
}
