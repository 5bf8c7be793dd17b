package calendar

import (
	"maps"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	api "google.golang.org/api/calendar/v3"
)

// Limits of an entry, in characters or numbers: guides/extended-properties, the discovery document; that of the
// description was measured by others.
const (
	maxDescription = 8190
	maxKey         = 44
	maxValue       = 1024
	maxProperties  = 300
	maxReminders   = 5
	maxMinutes     = 40320 // four weeks
)

var base32hex = regexp.MustCompile(`^[a-v0-9]+$`)

func validID(id string) bool { return len(id) >= 5 && len(id) <= 1024 && base32hex.MatchString(id) }

// conference is the block that Google writes about video calls. Nobody else can: it is taken out.
var conference = regexp.MustCompile(`(?s)-::~:~::.*::~:~::-`)

// ValidMail tells whether an invitation could be sent to this address.
func ValidMail(address string) bool {
	parsed, err := mail.ParseAddress(address)
	return err == nil && parsed.Address == address && strings.Contains(address[strings.LastIndex(address, "@"):], ".")
}

// accepted returns wish as an organizer's calendar keeps it, or says what is wrong. old is what was there before, or
// nil.
func accepted(r *request, wish, old *api.Event) (*api.Event, error) {
	out := *wish
	for _, step := range []func(*api.Event) error{
		acceptStatus, acceptGuests, acceptReminders, acceptProperties, acceptDetails,
	} {
		if err := step(&out); err != nil {
			return nil, err
		}
	}
	out.Description = cut(conference.ReplaceAllString(out.Description, ""), maxDescription)
	if r == nil || r.text("eventLabelVersion") != "1" {
		out.EventLabelId = ""
	}
	if old != nil { // a resource is one from the beginning, or never
		for _, a := range out.Attendees {
			if before := guest(old, a.Email); before != nil {
				a.Resource = before.Resource
			}
		}
	}
	out.ConferenceData, out.Attachments, out.HangoutLink, out.Gadget = nil, nil, "", nil
	return &out, nil
}

func cut(text string, limit int) string {
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit])
	}
	return text
}

// oneWord fails unless value is one of the words. The first of them is the default, which the echo leaves out.
func oneWord(field string, value *string, words ...string) error {
	switch {
	case *value == words[0]:
		*value = ""
	case *value != "" && !slices.Contains(words, *value):
		return invalid("", "Invalid value for %s: %q", field, *value)
	}
	return nil
}

func acceptStatus(e *api.Event) error {
	if e.Status == "" {
		e.Status = "confirmed"
	}
	if !slices.Contains([]string{"confirmed", "tentative", cancelled}, e.Status) {
		return invalid("", "Invalid value for status: %q", e.Status)
	}
	if err := oneWord("transparency", &e.Transparency, "opaque", "transparent"); err != nil {
		return err
	}
	if e.EventType == "" {
		e.EventType = "default"
	}
	if e.EventType != "default" {
		return errNotHere
	}
	return oneWord("visibility", &e.Visibility, "default", "public", "private", "confidential")
}

func acceptGuests(e *api.Event) error {
	var list []*api.EventAttendee
	for _, wish := range e.Attendees {
		if wish == nil || wish.Email == "" {
			return required("Missing attendee email.")
		}
		if !ValidMail(wish.Email) {
			return invalid("", "Invalid attendee email.")
		}
		a := *wish
		a.Email = strings.ToLower(a.Email)
		a.Self, a.Organizer, a.Id = false, false, ""
		if a.ResponseStatus == "" {
			a.ResponseStatus = NeedsAction
		}
		if !slices.Contains([]string{NeedsAction, Accepted, Declined, Tentative}, a.ResponseStatus) {
			return invalid("", "Invalid value for responseStatus: %q", a.ResponseStatus)
		}
		if slices.ContainsFunc(list, func(other *api.EventAttendee) bool { return other.Email == a.Email }) {
			continue
		}
		list = append(list, &a)
	}
	e.Attendees = list
	for _, may := range []**bool{&e.GuestsCanInviteOthers, &e.GuestsCanSeeOtherGuests} {
		if *may != nil && **may {
			*may = nil // the default
		}
	}
	return nil
}

func acceptReminders(e *api.Event) error {
	if e.Reminders == nil {
		e.Reminders = &api.EventReminders{UseDefault: true}
	}
	wish := *e.Reminders
	switch {
	case wish.UseDefault && len(wish.Overrides) > 0:
		return &failure{400, "calendar", "cannotUseDefaultRemindersAndSpecifyOverride",
			"Cannot specify both default reminders and overrides at the same time.", ""}
	case len(wish.Overrides) > maxReminders:
		return invalid("", "At most %d reminders are possible.", maxReminders)
	}
	for _, o := range wish.Overrides {
		if o == nil || o.Method != "email" && o.Method != "popup" || o.Minutes < 0 || o.Minutes > maxMinutes {
			return invalid("", "Invalid reminder.")
		}
	}
	e.Reminders = &wish
	return nil
}

func acceptProperties(e *api.Event) error {
	if e.ExtendedProperties == nil {
		return nil
	}
	kept := &api.EventExtendedProperties{
		Private: acceptPairs(e.ExtendedProperties.Private), Shared: acceptPairs(e.ExtendedProperties.Shared),
	}
	switch n := len(kept.Private) + len(kept.Shared); {
	case n > maxProperties:
		return invalid("", "At most %d extended properties are possible.", maxProperties)
	case n == 0:
		kept = nil
	}
	e.ExtendedProperties = kept
	return nil
}

// acceptPairs drops keys and cuts values that are too long: the API does it without a word.
func acceptPairs(pairs map[string]string) map[string]string {
	kept := maps.Clone(pairs)
	for key, value := range kept {
		if len([]rune(key)) > maxKey {
			delete(kept, key)
		} else {
			kept[key] = cut(value, maxValue)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return kept
}

func acceptDetails(e *api.Event) error {
	if n, err := strconv.Atoi(e.ColorId); e.ColorId != "" && (err != nil || n < 1 || n > len(eventColors)) {
		return invalid("", "Invalid color ID: %q", e.ColorId)
	}
	if e.Source != nil {
		if u, err := url.Parse(e.Source.Url); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return invalid("", "Invalid source URL: %q", e.Source.Url)
		}
	}
	if len(e.Recurrence) > 0 || e.RecurringEventId != "" || e.OriginalStartTime != nil {
		return errNotHere
	}
	return nil
}
