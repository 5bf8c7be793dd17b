// Package calendar owns the embedded counterpart of Google Calendar: calendars with their guests, kept in one file,
// served as the Calendar API v3. Package pages below it is what people see of it.
//
// It behaves as Google documents it (the discovery document of the client module) or was seen to (the sources are in
// reference/google-calendar.md), where a client could tell the difference:
//
//	identity     own IDs are kept, and stay taken after a deletion: 409; a PUT revives
//	echo         is not the wish: defaults are left out, mails in small letters, times in the zone of the calendar,
//	             descriptions and properties cut
//	change       moves the etag, what guests see of it the sequence, anything but reminders the time of update
//	guests       an attendee list without answers resets them; a guest's answer changes the organizer's entry
//	deletion     leaves a cancelled entry; doing it again is 410
//	list         window bounds are exclusive; pages; sync tokens
//
// It answers 501 to what it does not do: recurring entries, entries of other types, instances, quickAdd, watch, clear,
// freeBusy, transferOwnership, changes of the list of calendars other than adding or removing.
//
// Where the sources do not say what Google does, it does what is harder on a client, or else simpler: a write without a
// change moves the etag; a second ACL rule for somebody replaces the first; a guest twice in a list is one guest; sync
// tokens of other lists than those of entries, or of personal calendars, expire with the next change of anything. Links
// to entries lead to its own pages. It limits neither rates nor sizes but those above, nor how many are invited unless
// [Calendar.LimitInvitations] says so. It never fails of itself; package calendartest makes it fail.
//
// There are no passwords. The caller is who "Authorization: Bearer dev:anna@kursbuch.example" says, else [Owner]. What
// a request wrote before it was answered survives the end of the process at any moment.
package calendar

import (
	"fmt"
	"net/http"
	"sync"
	"time"
	_ "time/tzdata" // for laptops without zone information
)

// Owner is the caller who does not say who he is.
const Owner = "kalender@kursbuch.example"

// Calendar is the embedded Google Calendar: all calendars of all people. It serves HTTP and is safe for concurrent use.
type Calendar struct {
	now     func() time.Time
	handler http.Handler

	mu      sync.Mutex // guards what follows
	file    *file
	state   state
	version uint64 // of the last change
	oldest  uint64 // version; sync tokens from before it are no longer valid
	budget  *int   // so many external guests can still be invited; nil: any number
}

// Open opens the calendars kept in the file at path, which is created if missing; an empty path keeps them in memory
// only. now is the clock. It waits a second for another process to close the file.
func Open(path string, now func() time.Time) (*Calendar, error) {
	c := &Calendar{now: now, state: newState()}
	c.handler = c.routes()
	if path == "" {
		return c, nil
	}
	var err error
	if c.file, err = openFile(path); err != nil {
		return nil, err
	}
	if err := c.load(); err != nil {
		c.file.close()
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return c, nil
}

// Close closes the file. Closing again does nothing.
func (c *Calendar) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.file.close()
}

// ServeHTTP serves the API below /calendar/v3/.
func (c *Calendar) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.handler.ServeHTTP(w, r) }
