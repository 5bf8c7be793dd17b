// Who and what would have to be in two places at once:
//
//	what                                    | clashes
//	sessions of courses in the same room    | yes, also with appointments that have it as a resource
//	the same resource, the same person      | yes
//	a location that planners wrote          | no: it may be the town
//	what is cancelled, what takes whole days | no
//	persons of what leaves their time free  | no

package jobcal

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Clash is something that two appointments want at the same time.
type Clash[K ~string] struct {
	Code          problem.Code // RoomTwice or PersonTwice
	What          string       // name of the room, the resource, the person
	First, Second K            // the one that begins first
}

// Clashes finds rooms, resources, persons that are in two places at once, by time. Rooms are the locations of sessions
// of courses, or resources of that name: what planners write as a location may be the town. What is cancelled or takes
// whole days clashes with nothing, nor do the persons of what leaves their time free.
//
// An appointment clashes with the one before it that ends last. Others at the same time clash with that one, too:
// whoever is affected is named, in no more clashes than there are appointments.
func Clashes[K ~string](all map[K]Appointment, b *Book) []Clash[K] {
	uses := map[taken][]K{}
	named := resourcesByName(b)
	for key, a := range all {
		if a.Cancelled || a.Span.AllDay() {
			continue
		}
		for _, what := range a.takes(named) {
			uses[what] = append(uses[what], key)
		}
	}
	var found []Clash[K]
	for what, keys := range uses {
		for _, pair := range overlaps(keys, func(key K) Span { return all[key].Span }) {
			found = append(found, Clash[K]{what.code(), what.name(b), pair[0], pair[1]})
		}
	}
	slices.SortFunc(found, func(x, y Clash[K]) int {
		return cmp.Or(all[x.Second].Span.Start.Compare(all[y.Second].Span.Start), cmp.Compare(x.Second, y.Second),
			cmp.Compare(x.First, y.First), cmp.Compare(x.Code, y.Code), cmp.Compare(x.What, y.What))
	})
	return found
}

// taken is what an appointment takes: one of these.
type taken struct {
	room     string
	resource ResourceID
	person   PersonID
}

func (t taken) code() problem.Code {
	if t.person != "" {
		return oncalendar.PersonTwice
	}
	return oncalendar.RoomTwice
}

func (t taken) name(b *Book) string {
	return cmp.Or(t.room, b.Resources[t.resource].Name, b.Persons[t.person].Name, string(t.resource), string(t.person))
}

func resourcesByName(b *Book) map[string]ResourceID {
	named := make(map[string]ResourceID, len(b.Resources))
	for id, r := range event.Sorted(b.Resources) {
		if _, known := named[r.Name]; !known {
			named[r.Name] = id
		}
	}
	return named
}

// takes is what an appointment takes, each once.
func (a Appointment) takes(named map[string]ResourceID) (all []taken) {
	room, kept := named[a.Location]
	if a.Category == CourseCategory && a.Location != "" && !kept {
		all = append(all, taken{room: a.Location})
	} else if a.Category == CourseCategory && kept && !slices.Contains(a.Resources, room) {
		all = append(all, taken{resource: room})
	}
	for _, id := range a.Resources {
		all = append(all, taken{resource: id})
	}
	if a.Free {
		return all
	}
	for _, id := range a.Persons {
		all = append(all, taken{person: id})
	}
	return all
}

// overlaps are pairs of spans that have time in common, the earlier one first: each span with the one before it that
// ends last. It sorts the keys.
func overlaps[K cmp.Ordered](keys []K, span func(K) Span) (pairs [][2]K) {
	slices.SortFunc(keys, func(x, y K) int { return cmp.Or(span(x).Start.Compare(span(y).Start), cmp.Compare(x, y)) })
	for i, last := 1, 0; i < len(keys); i++ {
		if span(keys[i]).Start.Before(span(keys[last]).End) {
			pairs = append(pairs, [2]K{keys[last], keys[i]})
		}
		if span(keys[i]).End.After(span(keys[last]).End) {
			last = i
		}
	}
	return pairs
}

// mostOfOne is how many warnings there are about one room, resource, person. Of more than that the number says as much
// as the list would.
const mostOfOne = 3

// Warn adds clashes to a list of warnings, at the path of their second appointment. What clashes again and again
// between the same two, as courses do on every day, is one warning, of the first time. One room, resource, person with
// more than a few has one warning, of the first time, which says how many there are.
func Warn[K ~string](found *problem.List, clashes []Clash[K], all map[K]Appointment, path func(K) jsontext.Pointer) {
	type subject struct {
		problem.Code
		what string
	}
	var subjects []subject // by their first clash
	each := map[subject][]Clash[K]{}
	known := map[subject]map[[2]string]bool{}
	for _, c := range clashes {
		s, titles := subject{c.Code, c.What}, [2]string{all[c.First].Title, all[c.Second].Title}
		if known[s] == nil {
			known[s] = map[[2]string]bool{}
			subjects = append(subjects, s)
		}
		if !known[s][titles] {
			known[s][titles] = true
			each[s] = append(each[s], c)
		}
	}
	for _, s := range subjects {
		told := each[s]
		if len(told) > mostOfOne {
			told = told[:1]
		}
		for _, c := range told {
			args := []any{c.What, all[c.First].Title, all[c.Second].Title, all[c.Second].Span.Start}
			if len(each[s]) > len(told) {
				args = append(args, len(each[s]))
			}
			found.Add(path(c.Second), c.Code, args...)
		}
	}
}
