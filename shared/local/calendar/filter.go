package calendar

import (
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// matches tells whether e belongs into the list.
func (q *query) matches(e *entry) bool {
	if q.since > 0 {
		return e.Version >= q.since
	}
	changed := true
	if !q.updatedMin.IsZero() {
		updated, err := time.Parse(stampForm, e.Event.Updated)
		changed = err == nil && !updated.Before(q.updatedMin)
	}
	if e.cancelled() && !q.showDeleted && (q.updatedMin.IsZero() || !changed) {
		return false
	}
	return changed && q.inWindow(e) && q.describes(e)
}

// inWindow tells whether e ends after timeMin, begins before timeMax.
func (q *query) inWindow(e *entry) bool {
	return (q.timeMin.IsZero() || e.end.After(q.timeMin)) && (q.timeMax.IsZero() || e.start.Before(q.timeMax))
}

func (q *query) describes(e *entry) bool {
	var private, shared map[string]string
	if p := e.Event.ExtendedProperties; p != nil {
		private, shared = p.Private, p.Shared
	}
	return hasAll(private, q.private) && hasAll(shared, q.shared) &&
		(q.iCalUID == "" || q.iCalUID == e.Event.ICalUID) &&
		(len(q.types) == 0 || slices.Contains(q.types, e.Event.EventType)) &&
		(q.q == "" || mentions(e.Event, q.q))
}

func hasAll(properties map[string]string, conditions [][2]string) bool {
	return !slices.ContainsFunc(conditions, func(c [2]string) bool {
		value, ok := properties[c[0]]
		return !ok || value != c[1]
	})
}

// mentions tells whether every word of q, which is in small letters, is somewhere in e.
func mentions(e *api.Event, q string) bool {
	texts := []string{e.Summary, e.Description, e.Location, e.Organizer.Email, e.Organizer.DisplayName}
	for _, a := range e.Attendees {
		texts = append(texts, a.Email, a.DisplayName)
	}
	all := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(strings.Fields(q), func(word string) bool { return !strings.Contains(all, word) })
}
