package calsync

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Situation is everything that a plan depends on.
type Situation struct {
	Instance string
	Now      time.Time
	Settings Settings
	Supply   Supply
	// Beyond are appointments, not cancelled, that begin after the window, as far as anybody asked for them.
	Beyond  map[Key]bool
	Memory  *Memory
	Entries []Entry // of the calendar, as listed
	Rules   []Rule
	// RulesFailed is why the rules could not be read; nil: they could. Nobody is given or loses a right then.
	RulesFailed error
}

// item is an appointment next to its entry.
type item struct {
	key    Key
	record Record
	listed *Entry // nil: there is none
	// old are further entries of the same appointment, of earlier generations.
	old []Entry
	// appointment is nil if there is none, or if it is not to be mirrored.
	appointment *jobcal.Appointment
	want        Entry // if there is an appointment
	missing     []string
}

// items joins appointments with entries, the nearest first. Entries that are not ours are left out.
func (s *Situation) items() []*item {
	all := map[Key]*item{}
	at := func(key Key) *item {
		if all[key] == nil {
			all[key] = &item{key: key, record: s.Memory.Records[key]}
		}
		return all[key]
	}
	for key, a := range s.Supply.Appointments {
		if s.wanted(a) {
			i := at(key)
			i.appointment = &a
			i.want, i.missing = s.entry(a)
		}
	}
	own := s.own()
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled {
			at(mark.Key).add(e, mark.Generation)
		}
	}
	from, _ := s.Settings.Window(s.Now)
	for key, r := range s.Memory.Records { // somebody moved it out of sight, or deleted it, before the appointment went
		if all[key] == nil && r.Echo != nil && r.Echo.End.After(from) {
			at(key).add(*r.known(), r.Generation)
		}
	}
	maps.DeleteFunc(all, func(_ Key, i *item) bool { // an entry that has passed stays, even if a server lists it
		return i.appointment == nil && i.listed != nil && !i.listed.End.After(from)
	})
	for _, i := range all {
		i.want.Mark = Mark{s.Instance, i.key, i.record.Generation}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *item) int {
		return cmp.Or(a.start().Compare(b.start()), cmp.Compare(a.key, b.key))
	})
}

// add notes an entry. The one of the latest generation counts: the others were given up.
func (i *item) add(e Entry, generation int) {
	switch {
	case i.listed == nil:
		i.listed, i.record.Generation = &e, generation
	case i.record.Generation < generation:
		i.old = append(i.old, *i.listed)
		i.listed, i.record.Generation = &e, generation
	default:
		i.old = append(i.old, e)
	}
}

func (i *item) start() time.Time {
	if i.appointment != nil {
		return i.want.Start
	}
	if i.listed != nil {
		return i.listed.Start
	}
	return time.Time{}
}

// own gives a function that tells whether an entry is ours, and its mark. The mark alone does not make it ours: who
// copies an entry may copy its mark, but Google gives the copy an ID of its own. And where a server keeps no marks we
// know our entries by what we remember.
func (s *Situation) own() func(Entry) (Mark, bool) {
	remembered := make(map[EntryID]Mark, len(s.Memory.Records))
	for key, r := range s.Memory.Records {
		if r.Echo != nil {
			remembered[r.Echo.ID] = Mark{s.Instance, key, r.Generation}
		}
	}
	return func(e Entry) (Mark, bool) {
		if e.Mark.Instance == s.Instance && e.Mark.ID() == e.ID {
			return e.Mark, true
		}
		m, ours := remembered[e.ID]
		return m, ours
	}
}

// failed reports whether the source of an appointment could not be read.
func (s *Situation) failed(key Key) bool {
	return slices.ContainsFunc(s.Supply.Failed, func(source Source) bool {
		return strings.HasPrefix(string(key),
			string(source)+"/")
	})
}

// parked reports whether nobody is to try an item for now.
func (i *item) parked(now time.Time, want string) bool {
	return now.Before(i.record.ParkedUntil) && i.record.ParkedWant == want
}

// findings are what people should know of the supply.
func (s *Situation) findings(items []*item) problem.List {
	var found problem.List
	for _, source := range s.Supply.Failed {
		found.Add("", oncalendar.SourceFailed, source)
	}
	if s.RulesFailed != nil {
		say(&found, asError(s.RulesFailed).aboutRules().finding("", s.Now))
	}
	found.Append(missing(items))
	found.Append(s.Supply.Warnings)
	return found
}

// missing tells of persons and resources that nobody knows: of many appointments at once.
func missing(items []*item) problem.List {
	var each problem.List
	var where []string
	for _, i := range items {
		for _, id := range i.missing {
			each.Add(i.key.Path(), oncalendar.MissingPerson, id)
			where = append(where, id+" ("+string(i.key)+")")
		}
	}
	if len(where) < 2 {
		return each
	}
	const most = 3
	first := strings.Join(where[:min(len(where), most)], ", ")
	if len(where) > most {
		first += ", …"
	}
	var all problem.List
	all.Add("", oncalendar.MissingPersons, len(where), first)
	return all
}
