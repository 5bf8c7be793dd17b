package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"strconv"
	"strings"

	api "google.golang.org/api/calendar/v3"
)

// HomeZone is the zone of personal calendars, as the settings say.
const HomeZone = "Europe/Berlin"

// hash is the SHA-256 of the words, in hexadecimal digits.
func hash(words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return hex.EncodeToString(sum[:])
}

func (c *Calendar) insertCalendar(r *request) (result, error) {
	var wish api.Calendar
	if err := r.decode(&wish); err != nil {
		return result{}, err
	}
	doc := bookDoc{Owner: r.caller, Resource: &api.Calendar{Kind: "calendar#calendar", DataOwner: r.caller,
		TimeZone: "UTC"}}
	return c.saveCalendar(doc, &wish)
}

func (c *Calendar) getCalendar(r *request) (result, error) {
	b, err := c.book(r, "freeBusyReader")
	if err != nil {
		return result{}, err
	}
	return result{b.Resource, b.Resource.Etag}, nil
}

// updateCalendar serves PUT, which replaces, as well as PATCH, which merges.
func (c *Calendar) updateCalendar(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	if err := r.matches(b.Resource.Etag); err != nil {
		return result{}, err
	}
	wish := &api.Calendar{TimeZone: b.Resource.TimeZone}
	if r.Method == "PATCH" {
		wish, err = merged(b.Resource, r.body)
	} else {
		err = r.decode(wish)
	}
	if err != nil {
		return result{}, err
	}
	return c.saveCalendar(b.bookDoc, wish)
}

// saveCalendar stores what can be chosen of wish in doc.
func (c *Calendar) saveCalendar(doc bookDoc, wish *api.Calendar) (result, error) {
	if strings.TrimSpace(wish.Summary) == "" {
		return result{}, required("Missing title.")
	}
	resource := *doc.Resource
	resource.Summary, resource.Description, resource.Location = wish.Summary, wish.Description, wish.Location
	if wish.TimeZone != "" {
		if _, err := location(wish.TimeZone); err != nil {
			return result{}, invalid("", "Invalid time zone: %q", wish.TimeZone)
		}
		resource.TimeZone = wish.TimeZone
	}
	err := c.write(func(ch *change) error {
		doc.Version = ch.next()
		resource.Etag = etag(doc.Version)
		if resource.Id == "" {
			resource.Id = "c_" + hash("calendar", strconv.FormatUint(doc.Version, 10)) + "@group.calendar.google.com"
			doc.Rules = map[string]*api.AclRule{"user:" + doc.Owner: rule("user", doc.Owner, owner)}
			ch.subscribe(&c.state, doc.Owner, resource.Id, true)
		}
		doc.Resource = &resource
		ch.putBook(&c.state, doc)
		return c.restate(ch, doc)
	})
	return result{&resource, resource.Etag}, err
}

// restate plans to write the entries of a calendar anew whose zone or name changes: their echo shows both. No entry has
// changed for that: etags stay.
func (c *Calendar) restate(ch *change, doc bookDoc) error {
	b := c.state.books[doc.Resource.Id]
	if b == nil || b.Resource.TimeZone == doc.Resource.TimeZone && b.Resource.Summary == doc.Resource.Summary {
		return nil
	}
	after := newBook(doc)
	for _, old := range b.entries {
		stored := old.entryDoc
		event := *stored.Event
		stored.Event = &event
		organized(&event, after)
		e, err := newEntry(after, stored)
		if err != nil {
			return err
		}
		ch.putEntry(&c.state, doc.Resource.Id, e)
	}
	return nil
}

func (c *Calendar) deleteCalendar(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	if b.isPersonal() {
		return result{}, invalid("calendarId", "The primary calendar cannot be deleted.")
	}
	return result{}, c.write(func(ch *change) error {
		ch.dropBook(&c.state, b.Resource.Id)
		ch.next()
		return nil
	})
}

// merged returns old with patch applied: null deletes, objects are merged, arrays are replaced as a whole.
func merged[R any](old *R, patch []byte) (*R, error) {
	encoded, err := json.Marshal(old)
	if err != nil {
		return nil, err
	}
	var before, changes map[string]any
	if err := json.Unmarshal(encoded, &before); err != nil {
		return nil, err
	}
	if err := (&request{body: patch}).decode(&changes); err != nil {
		return nil, err
	}
	if encoded, err = json.Marshal(merge(before, changes)); err != nil {
		return nil, err
	}
	after := new(R)
	return after, (&request{body: encoded}).decode(after)
}

func merge(old, patch map[string]any) map[string]any {
	out := maps.Clone(old)
	if out == nil {
		out = map[string]any{}
	}
	for key, value := range patch {
		switch value := value.(type) {
		case nil:
			delete(out, key)
		case map[string]any:
			before, _ := out[key].(map[string]any)
			out[key] = merge(before, value)
		default:
			out[key] = value
		}
	}
	return out
}
