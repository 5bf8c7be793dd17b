// What was read, joined to what a plan is made of: each appointment next to its entry.
//
//	the entry                                            | is
//	has our mark, and the ID that belongs to the mark    | ours
//	has an ID that we remember                           | ours: some servers keep no marks
//	has our mark, and another ID                         | foreign: somebody copied one of ours
//	is not listed, we remember it, no appointment is     | ours: somebody moved it out of sight
//	ended more than a day ago, no appointment is         | left as it is

package calsync

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Supply is what the sources give to a run.
type Supply struct {
	// Appointments of all sources, those left out that end before the window of the run.
	Appointments map[Key]jobcal.Appointment
	Persons      map[jobcal.PersonID]jobcal.Person
	Resources    map[jobcal.ResourceID]jobcal.Resource
	// Failed are the sources that could not be read. Nothing of theirs is deleted, nor of those whose names go on after a
	// slash: one source may stand for many.
	Failed []Source
	// Leaving are the sources of which everything goes, by who ordered it: [Situation.Departure] takes it out of the
	// calendar. Until then no plan touches it, and the guard does not count it.
	Leaving []Source
	// Next is when the first appointment starts that is left out because it starts after the window; zero: none does.
	Next time.Time
	// Releases are what goes because somebody approved it elsewhere. One that does not count any more may be among them.
	Releases []Release
	// Warnings are what the sources themselves have to say, such as a room taken twice. Paths are those of [Key.Path].
	Warnings problem.List
}

// Take adds an appointment, unless it starts at until or later; zero: however late it starts.
func (s *Supply) Take(key Key, a jobcal.Appointment, until time.Time) {
	switch start := a.Span.Start; {
	case until.IsZero() || start.Before(until):
		s.Appointments[key] = a
	case s.Next.IsZero() || start.Before(s.Next):
		s.Next = start
	}
}

// Situation is everything that a plan depends on.
type Situation struct {
	Instance string
	Now      time.Time
	Settings Settings
	// Version is that of the sources, read before they were; empty: nobody knows. Build is that of the program.
	Version, Build string
	Supply         Supply
	// Beyond are appointments, not cancelled, that begin after the window, as far as anybody asked for them.
	Beyond  map[Key]bool
	Memory  *Memory
	Entries []Entry // of the calendar, as listed
	Rules   []Rule
	// RulesFailed is why the rules could not be read; nil: they could. Nobody is given or loses a right then.
	RulesFailed error
	// asked are the mail addresses of whom Google is asked once more, though it refused their right today.
	asked map[string]bool
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
	cut         bool // whether the entry has only the beginning of what the appointment says
}

// items joins appointments with entries, the nearest first. Entries that are not ours are left out.
func (s *Situation) items() []*item {
	all := map[Key]*item{}
	at := func(key Key) *item {
		if all[key] == nil {
			all[key] = &item{key: key, record: s.Memory.Records[key].lifted()}
		}
		return all[key]
	}
	for key, a := range s.Supply.Appointments {
		if s.unwanted(a) == "" {
			i := at(key)
			i.appointment = &a
			i.want, i.missing, i.cut = s.entry(a)
		}
	}
	own := s.own()
	for _, e := range s.Entries {
		if mark, ours := own(e); ours && !e.Cancelled {
			i := at(mark.Key)
			i.add(i.record.Spelt(e), mark.Generation)
		}
	}
	from, _ := s.Settings.Window(s.Now)
	for key, r := range s.Memory.Records { // somebody moved it out of sight, or deleted it, before the appointment went
		if all[key] == nil && r.Echo != nil && r.Echo.End.After(from) {
			at(key).add(*r.Known(), r.Generation)
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

// entries are those that there are, of all generations.
func (i *item) entries() []Entry {
	if i.listed == nil {
		return nil
	}
	return append(i.old, *i.listed)
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

// parked reports whether nobody is to try an item for now. wish is the hash of what it wants.
func (i *item) parked(now time.Time, wish string) bool {
	return now.Before(i.record.ParkedUntil) && i.record.ParkedWant == wish
}

// own gives a function that tells whether an entry is ours, and its mark. The mark alone does not make it ours: who
// copies an entry may copy its mark, but Google gives the copy an ID of its own.
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

// Owns reports whether an entry that has the ID of a call's entry is ours. Where a server keeps no marks, and nobody
// remembers, it is if it looks exactly like ours.
func (s *Situation) Owns(found Entry, c Call) bool {
	if found.Mark.Instance == s.Instance && found.Mark.ID() == found.ID {
		return true
	}
	known := s.Memory.Records[c.Key]
	if known.Echo != nil && (Mark{s.Instance, c.Key, known.Generation}).ID() == found.ID {
		return true
	}
	return !slices.ContainsFunc(changes(found, c.Entry), func(ch Change) bool {
		return ch.Field != FieldMark && ch.Field != FieldCancelled
	})
}

// Remaining is how many entries of ours are listed, and how many people may read the calendar by us.
func (s *Situation) Remaining() (entries, readers int) {
	own, rights := s.own(), s.rights()
	for _, e := range s.Entries {
		if _, ours := own(e); ours && !e.Cancelled {
			entries++
		}
	}
	for _, mail := range s.Memory.Core.Readers {
		if reads(rights.of(mail).Role) {
			readers++
		}
	}
	return entries, readers
}

// failed reports whether the source of an appointment could not be read.
func (s *Situation) failed(key Key) bool {
	return slices.ContainsFunc(s.Supply.Failed, func(source Source) bool {
		return strings.HasPrefix(string(key), string(source)+"/")
	})
}

// Distant are the appointments of entries that begin after the window, if none is known that they belong to: there may
// be one that begins after the window, too.
func (s *Situation) Distant() []Key {
	_, until := s.Settings.Window(s.Now)
	var far []Key
	for _, i := range s.items() {
		if i.appointment == nil && !s.failed(i.key) && i.listed != nil && !i.listed.Start.Before(until) {
			far = append(far, i.key)
		}
	}
	return far
}

// LookBeyond notes which of the distant appointments there are. all are the appointments that end after the beginning
// of the window.
func (s *Situation) LookBeyond(distant []Key, all map[Key]jobcal.Appointment) {
	_, until := s.Settings.Window(s.Now)
	s.Beyond = map[Key]bool{}
	for _, key := range distant {
		a, there := all[key]
		s.Beyond[key] = there && !a.Cancelled && !a.Span.Start.Before(until)
	}
}
