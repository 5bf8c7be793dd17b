// What an entry is: what we wrote into the master calendar, or would.

package calsync

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/jobcal"
)

// Source is where appointments come from: [JobCalendar], or the sessions of an event.
type Source string

// JobCalendar is the source of what planners keep.
const JobCalendar Source = "job"

// Key names an appointment among those of all sources.
type Key string

// Key names an appointment of the source.
func (s Source) Key(id jobcal.AppointmentID) Key { return Key(string(s) + "/" + string(id)) }

// Path is where findings about the appointment are.
func (k Key) Path() jsontext.Pointer { return jsontext.Pointer("/" + string(k)) }

// EntryID identifies an entry in Google's calendar: 5 to 1024 characters of 0-9 and a-v.
type EntryID string

// Mark is what an entry carries to say that it is ours. Guests do not see it.
type Mark struct {
	Instance string `json:"instance,omitempty"` // the installation that made it; empty: nobody of us
	Key      Key    `json:"key,omitempty"`
	// Generation counts the entries that an appointment had, from 0. A new one is begun where the old entry cannot be
	// revived.
	Generation int `json:"generation,omitzero"`
}

// ID is the ID of the entry with this mark. Whoever makes it twice makes one entry.
func (m Mark) ID() EntryID {
	sum := sha256.Sum256([]byte(m.String()))
	return EntryID(digits.EncodeToString(sum[:20]))
}

// String is the mark as text.
func (m Mark) String() string {
	return m.Instance + "|" + string(m.Key) + "|" + strconv.Itoa(m.Generation)
}

// digits are those that Google allows in IDs.
var digits = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// Entry is an entry of Google's calendar, as far as we care.
type Entry struct {
	ID   EntryID `json:"id"`
	ETag string  `json:"etag,omitempty"` // of what was read; empty if the server gives none
	Mark Mark    `json:"mark,omitzero"`
	// Cancelled is how Google shows what was deleted.
	Cancelled   bool   `json:"cancelled,omitzero"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"` // HTML
	Location    string `json:"location,omitempty"`
	// Start and End, exclusive. All day, they are midnight UTC of the first day and of the day after the last one.
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	AllDay bool      `json:"all_day,omitzero"`
	// Zone is the IANA name of the time zone that Google shows the entry in; empty if all day, or if it does not say.
	Zone   string  `json:"zone,omitempty"`
	Guests []Guest `json:"guests,omitempty"` // by mail
	Colour string  `json:"colour,omitempty"` // "1" to "11"; empty: that of the calendar
	// Private hides the details from those who may only read the calendar.
	Private bool   `json:"private,omitzero"`
	Free    bool   `json:"free,omitzero"`
	Link    string `json:"link,omitempty"`
	// What guests may do. Our entries allow nothing.
	GuestsModify bool `json:"guests_modify,omitzero"`
	GuestsInvite bool `json:"guests_invite,omitzero"`
	GuestsSee    bool `json:"guests_see,omitzero"`
	// Series is whether somebody made a series of the entry; only read. Ours are none: an update makes it one entry again.
	Series bool `json:"series,omitzero"`
	// Organizer is the mail address of the calendar that the entry belongs to; only read.
	Organizer string `json:"organizer,omitempty"`
}

// GivenAway reports whether somebody moved the entry to another calendar. That leaves a cancelled one behind of which
// only the ID is sure to be there, while Google keeps all of what was deleted (discovery document, Event.status).
func (e Entry) GivenAway() bool { return e.Cancelled && e.Start.IsZero() }

// Guest is somebody, or a resource, invited to an entry.
type Guest struct {
	Mail     string `json:"mail"` // in small letters
	Resource bool   `json:"resource,omitzero"`
	// Answer is needsAction, accepted, declined or tentative; empty for a guest that is new. It is theirs: we only repeat
	// it, as Google forgets the answer of a guest that is written without.
	Answer string `json:"answer,omitempty"`
	// Comment is what they wrote with the answer, and AdditionalGuests whom they bring along: theirs, too.
	Comment          string `json:"comment,omitempty"`
	AdditionalGuests int64  `json:"additional_guests,omitzero"`
	Optional         bool   `json:"optional,omitzero"`
}

// guest finds a guest by mail address.
func (e Entry) guest(mail string) (Guest, bool) {
	i := slices.IndexFunc(e.Guests, func(g Guest) bool { return g.Mail == mail })
	if i < 0 {
		return Guest{}, false
	}
	return e.Guests[i], true
}

func (e Entry) has(mail string) bool {
	_, there := e.guest(mail)
	return there
}
