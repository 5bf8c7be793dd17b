package syncrun_test

import (
	"maps"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
)

// forget forgets answers of which nobody can know what becomes of them.
func (m *machine) forget(which func(answerOf) bool) {
	for _, answers := range []map[answerOf]string{m.answers, m.fresh} {
		maps.DeleteFunc(answers, func(a answerOf, _ string) bool { return which(a) })
	}
}

// unseen forgets the answers to an appointment that no run has seen: somebody meddles with the entry.
func (m *machine) unseen(key calsync.Key) {
	maps.DeleteFunc(m.fresh, func(a answerOf, _ string) bool { return a.key == key })
}

// doubt forgets the answers to appointments of which nothing is remembered any more, as nothing was left of them for
// long.
func (m *machine) doubt() {
	m.Helper()
	memory, err := m.store.Sync().Recall(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	m.forget(func(a answerOf) bool { _, known := memory.Records[a.key]; return !known })
}

// putting puts an appointment. What is called off and on again asks anew. An answer that no run has seen may turn out
// to be one for the time before, if a run died that had moved the entry.
func (m *machine) putting(d jobcal.Draft) {
	m.Helper()
	book, err := m.store.JobCalendar().Find(m.Context(), d.ID)
	if err != nil {
		m.Fatal(err)
	}
	key := calsync.JobCalendar.Key(d.ID)
	m.put(jobcal.Operation{Put: &d})
	now, err := m.store.JobCalendar().Find(m.Context(), d.ID)
	if err != nil {
		m.Fatal(err)
	}
	was, is := book.Appointments[d.ID], now.Appointments[d.ID]
	if was.Cancelled || is.Cancelled {
		m.forget(func(a answerOf) bool { return a.key == key })
	}
	if !was.Span.Equal(is.Span) {
		m.unseen(key)
	}
}

// bury forgets the answers to appointments whose entries went with them, and checks that they had to: answers of what
// is wanted are never void.
func (m *machine) bury() {
	m.Helper()
	memory, err := m.store.Sync().Recall(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	wanted := m.wanted()
	for key, record := range memory.Records {
		if !record.Gone {
			delete(m.void, key)
			continue
		}
		w, there := wanted[key]
		if there && !m.void[key] && !strings.HasPrefix(w.Title, calledOff) && w.End > m.now.Format(time.RFC3339) {
			m.Errorf("%s is wanted, and its answers are void", key)
		}
		m.void[key] = true
		m.forget(func(a answerOf) bool { return a.key == key })
	}
}

// recognised reports whether a run has heard how Google spells a guest.
func (m *machine) recognised(a answerOf) bool {
	m.Helper()
	memory, err := m.store.Sync().Recall(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	return m.spelled(a.mail) == a.mail || memory.Records[a.key].Spelled[a.mail] != ""
}
