package explain

import (
	"slices"
	"strconv"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// Gone is what is known of an entity that was deleted.
type Gone struct {
	Name string // empty: nobody knows any more
	At   time.Time
}

// GoneOf is what the log of an event tells of the entities that were deleted last.
func GoneOf(s *event.Snapshot, log []event.LogEntry) map[event.Key]Gone {
	gone := map[event.Key]Gone{}
	for _, line := range log {
		if line.Entity.ID == 0 || line.Code != event.LogCodesOf(line.Entity.Section).Deleted {
			continue
		}
		name := line.Note
		if p := s.Persona(line.Persona); p != nil {
			name = p.Name()
		}
		if known, ok := gone[line.Entity]; !ok || line.Time.After(known.At) {
			gone[line.Entity] = Gone{name, line.Time}
		}
	}
	return gone
}

// aboutGone are the codes of findings whose values are a section and an ID that the event does not have.
var aboutGone = []problem.Code{onimport.UnknownReference, onimport.UnknownID, onimport.DoubleDeletion}

// Missed are the findings about IDs that the event does not have, but may have had.
func Missed(list problem.List) bool {
	return slices.ContainsFunc(list.Items, func(p problem.Problem) bool {
		_, ok := missed(p)
		return ok
	})
}

func missed(p problem.Problem) (event.Key, bool) {
	if !slices.Contains(aboutGone, p.Code) || len(p.Args) != 2 {
		return event.Key{}, false
	}
	n, err := strconv.ParseInt(p.Args[1], 10, 32)
	for _, section := range event.Sections {
		if p.Args[0] == problem.Term(string(section)) {
			return event.Key{Section: section, ID: int32(n)}, err == nil && n > 0
		}
	}
	return event.Key{}, false
}

// Remember adds to findings about IDs that the event does not have what they were, when they were deleted, and whether
// that explains them: the file is older.
func Remember(imp *partial.Import, gone map[event.Key]Gone, lists ...*problem.List) {
	for _, list := range lists {
		for i, p := range list.Items {
			key, ok := missed(p)
			was, known := gone[key]
			if !ok || !known || was.Name == "" {
				continue
			}
			args := []any{was.Name, scalar.InBerlin(was.At)}
			if !imp.Timestamp.IsZero() && imp.Timestamp.Before(was.At) {
				args = append(args, scalar.InBerlin(imp.Timestamp))
			}
			list.Items[i] = p.More(args...)
		}
	}
}
