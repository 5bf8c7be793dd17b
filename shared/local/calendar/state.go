package calendar

import (
	"slices"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// state is everything there is. What hangs on it is replaced, never changed, so that a failed write leaves no trace.
type state struct {
	books  map[string]*book           // by calendar ID
	lists  map[string]map[string]bool // mail → IDs of the calendars that person has in the list
	outbox []Mail
}

func newState() state {
	return state{books: map[string]*book{}, lists: map[string]map[string]bool{}}
}

// book is one calendar.
type book struct {
	bookDoc
	entries []*entry       // by their serial
	byID    map[string]int // index into entries
}

// bookDoc is a calendar as stored, without its entries. Fields may be added; never rename or retype one.
type bookDoc struct {
	Resource *api.Calendar           `json:"resource"`
	Owner    string                  `json:"owner"`
	Rules    map[string]*api.AclRule `json:"rules"`   // by ID
	Version  uint64                  `json:"version"` // of the last change of what is in this doc
}

// entry is one calendar entry on the calendar of its organizer.
type entry struct {
	entryDoc
	start, end time.Time // an all-day entry: midnight in the zone of the calendar
	encoded    []byte    // Event as its creator gets it
}

// entryDoc is an entry as stored. Fields may be added; never rename or retype one.
type entryDoc struct {
	Serial  uint64     `json:"serial"`  // place in the order of the calendar
	Version uint64     `json:"version"` // of the last change: what sync tokens count
	Private bool       `json:"private"` // imported: guests have no copies of it
	Event   *api.Event `json:"event"`
	// GivenAway: it was moved to another calendar. Nothing but its ID is seen of it here.
	GivenAway bool `json:"given_away,omitempty"`
}

func (e *entry) cancelled() bool { return e.Event.Status == cancelled }

func newBook(doc bookDoc) *book { return &book{bookDoc: doc, byID: map[string]int{}} }

// entry returns the entry with the ID, also a cancelled one; nil if there never was one.
func (b *book) entry(id string) *entry {
	if i, ok := b.byID[id]; ok {
		return b.entries[i]
	}
	return nil
}

func (b *book) put(e *entry) {
	if i, ok := b.byID[e.Event.Id]; ok {
		b.entries[i] = e
		return
	}
	b.byID[e.Event.Id] = len(b.entries)
	b.entries = append(b.entries, e)
}

// byStart returns the entries that are not cancelled, ascending by start.
func (b *book) byStart() []*entry {
	list := slices.DeleteFunc(slices.Clone(b.entries), (*entry).cancelled)
	slices.SortStableFunc(list, earlier)
	return list
}

func earlier(a, b *entry) int { return a.start.Compare(b.start) }

// change collects what one request writes: all of it gets stored, or nothing.
type change struct {
	version uint64
	records []record
	apply   []func()
	err     error
}

// next counts up; its results order entries and changes.
func (ch *change) next() uint64 {
	ch.version++
	return ch.version
}

func (ch *change) putBook(s *state, doc bookDoc) {
	ch.add(bookRecord(doc))
	ch.apply = append(ch.apply, func() {
		b := s.books[doc.Resource.Id]
		if b == nil {
			b = newBook(doc)
			s.books[doc.Resource.Id] = b
		}
		b.bookDoc = doc
	})
}

func (ch *change) dropBook(s *state, id string) {
	b := s.books[id]
	ch.records = append(ch.records, record{bucket: booksBucket, key: []byte(id)})
	for _, e := range b.entries {
		ch.records = append(ch.records, record{bucket: entriesBucket, key: entryKey(id, e.Serial)})
	}
	ch.apply = append(ch.apply, func() { delete(s.books, id) })
	for mail := range s.lists {
		ch.subscribe(s, mail, id, false)
	}
}

// putEntry plans to keep e on the calendar with the ID.
func (ch *change) putEntry(s *state, calendarID string, e *entry) {
	ch.add(entryRecord(calendarID, e))
	ch.apply = append(ch.apply, func() { s.books[calendarID].put(e) })
}

// subscribe plans to put a calendar on somebody's list, or to take it off.
func (ch *change) subscribe(s *state, mail, id string, on bool) {
	r := record{bucket: listsBucket, key: listKey(mail, id)}
	if on {
		r.value = []byte{}
	}
	ch.records = append(ch.records, r)
	ch.apply = append(ch.apply, func() {
		if s.lists[mail] == nil {
			s.lists[mail] = map[string]bool{}
		}
		if on {
			s.lists[mail][id] = true
		} else {
			delete(s.lists[mail], id)
		}
	})
}

// send plans to put mails into the outbox.
func (ch *change) send(s *state, mails []Mail) {
	for _, m := range mails {
		ch.add(mailRecord(ch.next(), m))
	}
	ch.apply = append(ch.apply, func() { s.outbox = append(s.outbox, mails...) })
}

// add notes the first error of an encoding: write reports it.
func (ch *change) add(r record, err error) {
	ch.records = append(ch.records, r)
	if ch.err == nil {
		ch.err = err
	}
}

// write stores what plan plans, then makes it visible. The caller holds c.mu.
func (c *Calendar) write(plan func(*change) error) error {
	ch := &change{version: c.version}
	if err := plan(ch); err != nil {
		return err
	}
	if ch.err != nil {
		return ch.err
	}
	if err := c.file.save(ch.version, ch.records); err != nil {
		return err
	}
	c.version = ch.version
	for _, apply := range ch.apply {
		apply()
	}
	return nil
}
