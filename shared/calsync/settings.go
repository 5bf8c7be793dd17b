// How people may want the sync to be, how it is before anybody said so, and within which bounds it may be:
//
//	interval             | 1 to 1,440 minutes
//	days ahead           | 1 to 730
//	guard                | 0 to 100,000, 0 to 100 %; with 100 % nothing is held back
//	invitations in a day | 0 to 10,000; with 0 nobody from outside is invited
//	colours              | 1 to 11, those that Google has
//	days of keeping      | 1 to 3,650
//	name of the calendar | 1 to 254 characters in one line

package calsync

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Settings are how people want the sync to be. They are stored: fields may be added, never rename or retype one.
type Settings struct {
	// IntervalMinutes is the time between two runs, 1 to 1440.
	IntervalMinutes int `json:"interval_minutes"`
	// MasterCalendar is the name of the calendar, a label.
	MasterCalendar string `json:"master_calendar"`
	// DaysAhead is how many days ahead appointments are mirrored, by their start, 1 to 730.
	DaysAhead int `json:"days_ahead"`
	// Notify is whom Google mails about changes.
	Notify Notify `json:"notify"`
	// Quiet leaves out all mails but those about what begins within 48 hours and is moved or cancelled.
	Quiet bool `json:"quiet"`
	// Guard is how much may go in 24 hours without somebody approving it.
	Guard Guard `json:"guard"`
	// InternalDomains are those of mail addresses that Google does not count as invited from outside, ascending.
	InternalDomains []string `json:"internal_domains"`
	// InvitationsPerDay is how many guests from outside are invited in a day of UTC, 0 to 10,000.
	InvitationsPerDay int `json:"invitations_per_day"`
	// Colours are Google's, "1" to "11", by category.
	Colours map[string]string `json:"colours"`
	// ShowGuests lets guests see each other's names.
	ShowGuests bool `json:"show_guests"`
	// MarkCancelled keeps entries of cancelled appointments, marked as such and free, instead of deleting them.
	MarkCancelled bool `json:"mark_cancelled"`
	// KeepDays is for how many days imports and log of an event are kept once it is closed, 1 to 3,650.
	KeepDays int `json:"keep_days"`
	// Pause has runs touch nothing until it is over; nil: they do what they do.
	Pause *Pause `json:"pause"`
}

// Pause is why runs touch nothing.
type Pause struct {
	Why string `json:"why"`
	// By is the mail address of who paused the sync, At when.
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Instead are the settings as somebody puts them in the place of others at a time: who began a pause, and when, is not
// theirs to say.
func (s Settings) Instead(before Settings, by string, at time.Time) Settings {
	if s.Pause == nil {
		return s
	}
	pause := Pause{Why: s.Pause.Why, By: by, At: at.UTC().Truncate(time.Second)}
	if was := before.Pause; was != nil && was.Why == pause.Why {
		pause = *was
	}
	s.Pause = &pause
	return s
}

// Guard is how much may go in 24 hours. More than both is held back.
type Guard struct {
	Count   int `json:"count"`   // at least 0
	Percent int `json:"percent"` // of what there is, 0 to 100; with 100 nothing is held back
}

// Holds reports whether it is too much that n of base go. None says that nothing of the kind is wanted any more.
func (g Guard) Holds(n, base int, none bool) bool {
	return g.Percent != 100 && (n > max(g.Count, base*g.Percent/100) || n > 0 && none)
}

// Defaults are the settings before anybody changed them.
func Defaults() Settings {
	return Settings{
		IntervalMinutes: 5, MasterCalendar: "Kursbuch", DaysAhead: 180, Notify: NotifyAll, Quiet: false,
		Guard: Guard{Count: 10, Percent: 20}, InternalDomains: []string{}, InvitationsPerDay: 100,
		Colours: map[string]string{}, KeepDays: 365,
	}
}

// Tag stands for what the settings say.
func (s Settings) Tag() access.Tag { return access.TagOf(s) }

// Interval is the time between two runs.
func (s Settings) Interval() time.Duration { return time.Duration(s.IntervalMinutes) * time.Minute }

var domain = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)

// maxWhy is how many characters the reason of a pause has at most.
const maxWhy = 500

// Problems finds everything that is wrong with settings, by their JSON pointers.
func (s Settings) Problems() problem.List {
	var found problem.List
	within := func(path jsontext.Pointer, n, least, most int) {
		if n < least || n > most {
			found.Add(path, oncalendar.OutOfBounds, n, least, most)
		}
	}
	if s.Pause != nil {
		if n := len([]rune(s.Pause.Why)); n > maxWhy {
			found.Add("/pause/why", oncalendar.TooLong, n, maxWhy)
		} else if strings.TrimSpace(s.Pause.Why) == "" {
			found.Add("/pause/why", problem.Empty)
		}
	}
	within("/interval_minutes", s.IntervalMinutes, 1, 24*60)
	within("/days_ahead", s.DaysAhead, 1, 730)
	within("/guard/count", s.Guard.Count, 0, 100_000)
	within("/guard/percent", s.Guard.Percent, 0, 100)
	within("/invitations_per_day", s.InvitationsPerDay, 0, 10_000)
	within("/keep_days", s.KeepDays, 1, 3650)
	if n := len([]rune(s.MasterCalendar)); n == 0 {
		found.Add("/master_calendar", problem.Empty)
	} else if n > 254 {
		found.Add("/master_calendar", oncalendar.TooLong, n, 254)
	}
	if strings.ContainsFunc(s.MasterCalendar, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' ||
			r == '\u2029'
	}) {
		found.Add("/master_calendar", oncalendar.NotSingleLine)
	}
	if notify := []Notify{NotifyNone, NotifyExternal, NotifyAll}; !slices.Contains(notify, s.Notify) {
		found.Add("/notify", oncalendar.NotChoice, strconv.Quote(string(s.Notify)), problem.Choices(notify))
	}
	for i, d := range s.InternalDomains {
		if !domain.MatchString(d) {
			found.Add(jsontext.Pointer(fmt.Sprintf("/internal_domains/%d", i)), oncalendar.NotDomain, strconv.Quote(d))
		}
	}
	for _, category := range slices.Sorted(maps.Keys(s.Colours)) {
		if n, err := strconv.Atoi(s.Colours[category]); err != nil || n < 1 || n > 11 {
			found.Add(jsontext.Pointer("/colours").AppendToken(category), oncalendar.NotColour,
				strconv.Quote(s.Colours[category]))
		}
	}
	return found
}
