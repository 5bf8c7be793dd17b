package calendar

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	api "google.golang.org/api/calendar/v3"
)

// The sizes of a page of entries.
const (
	defaultPage = 250
	largestPage = 2500
)

// query is what a list of entries is asked for.
type query struct {
	timeMin, timeMax, updatedMin time.Time // zero: any
	private, shared              [][2]string
	q, iCalUID, orderBy          string
	types                        []string
	showDeleted                  bool
	size, maxGuests              int
	zone                         *time.Location
	since                        uint64 // version of the sync token; 0: there is none
	page                         cursor
	fingerprint                  string // of the parameters that must not change from page to page
}

// cursor is where a page begins. Both tokens are a cursor, in JSON.
type cursor struct {
	Calendar    string `json:"c"`
	Version     uint64 `json:"v"`           // of all calendars when the first page was read
	After       string `json:"a,omitempty"` // the last key before; empty: from the beginning
	Fingerprint string `json:"f,omitempty"` // of the query; only in page tokens
}

func (c cursor) token() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // unreachable: strings and a number
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func (c *cursor) parse(token string) error {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, c)
}

// withoutSync are the parameters that must not be given together with a sync token.
var withoutSync = []string{
	"iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax", "updatedMin",
}

// query reads the parameters of a list.
func (c *Calendar) query(r *request) (query, error) {
	q := query{
		timeMin: r.instant("timeMin"), timeMax: r.instant("timeMax"), updatedMin: r.instant("updatedMin"),
		private: r.properties("privateExtendedProperty"), shared: r.properties("sharedExtendedProperty"),
		q: strings.ToLower(r.text("q")), iCalUID: r.text("iCalUID"), types: r.values["eventTypes"],
		orderBy: r.oneOf("orderBy", "startTime", "updated"), showDeleted: r.boolean("showDeleted"),
		size: r.count("maxResults", defaultPage, largestPage), maxGuests: r.count("maxAttendees", maxGuests, maxGuests),
		zone: r.zone("timeZone"),
	}
	for _, name := range q.types {
		if !slices.Contains([]string{"birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation"},
			name) {
			r.fail("eventTypes", name)
		}
	}
	if single := r.boolean("singleEvents"); q.orderBy == "startTime" && !single {
		r.fail("orderBy", q.orderBy)
	}
	r.boolean("showHiddenInvitations")
	switch {
	case r.err != nil:
		return q, r.err
	case !q.timeMin.IsZero() && !q.timeMax.IsZero() && !q.timeMax.After(q.timeMin):
		return q, errEmptyRange
	}
	return q, c.tokens(r, &q)
}

// tokens reads the sync token or the page token, or begins a new list.
func (c *Calendar) tokens(r *request, q *query) error {
	if token := r.text("syncToken"); token != "" {
		for _, name := range withoutSync {
			if r.values.Has(name) {
				return invalid(name, "Sync token cannot be used with the parameter %s.", name)
			}
		}
		if r.text("showDeleted") == "false" {
			return invalid("showDeleted", "Sync token cannot be used with showDeleted set to false.")
		}
		var since cursor
		if err := since.parse(token); err != nil || since.Calendar != r.calendarID() || since.Version > c.version ||
			since.Version < c.oldest {
			return errFullSync
		}
		q.since = since.Version + 1
	}
	values := make([]string, 0, len(r.values))
	for name, value := range r.values {
		if name != "pageToken" && name != "fields" && name != "maxResults" {
			values = append(values, fmt.Sprintf("%s=%q", name, value))
		}
	}
	slices.Sort(values)
	q.fingerprint = hash(values...)[:16]
	q.page = cursor{Calendar: r.calendarID(), Version: c.version}
	if token := r.text("pageToken"); token != "" {
		if err := q.page.parse(token); err != nil || q.page.Calendar != r.calendarID() ||
			q.page.Fingerprint != q.fingerprint {
			return invalid("pageToken", "Invalid page token value.")
		}
	}
	return nil
}

// keyed is an entry with its place in the list.
type keyed struct {
	*entry
	key string
}

// key is the place of e in the list: unique, also while it is read.
func (q *query) key(e *entry) string {
	switch q.orderBy {
	case "startTime":
		return fmt.Sprintf("%s %016x", e.start.UTC().Format("2006-01-02T15:04:05"), e.Serial)
	case "updated":
		return fmt.Sprintf("%s %016x", e.Event.Updated, e.Serial)
	default:
		return fmt.Sprintf("%016x", e.Serial)
	}
}

func (c *Calendar) listEvents(r *request) (result, error) {
	b, err := c.book(r, "freeBusyReader")
	if err != nil {
		return result{}, err
	}
	q, err := c.query(r)
	if err != nil {
		return result{}, err
	}
	entries := b.entries
	if b.isPersonal() {
		entries = slices.Concat(entries, c.copies(b.Owner))
		if q.since > 0 && q.since <= c.version {
			return result{}, errFullSync // it does not remember withdrawn invitations
		}
	}
	var list []keyed
	for _, e := range entries {
		if q.matches(e) {
			if key := q.key(e); key > q.page.After {
				list = append(list, keyed{e, key})
			}
		}
	}
	slices.SortFunc(list, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	var head api.Events
	if len(list) > q.size {
		list = list[:q.size]
		head.NextPageToken = cursor{r.calendarID(), q.page.Version, list[q.size-1].key, q.fingerprint}.token()
	} else if q.orderBy == "" {
		head.NextSyncToken = cursor{Calendar: r.calendarID(), Version: q.page.Version}.token()
	}
	bare := q.since > 0 && !q.showDeleted
	v := view{mail: r.caller, calendar: r.calendarID(), zone: q.zone, maxGuests: q.maxGuests, bare: bare}
	items := make([][]byte, len(list))
	for i, e := range list {
		items[i] = c.encoded(e.entry, v)
	}
	return c.eventPage(r, b, head, items)
}

// eventPage puts a page together out of what is encoded already.
func (c *Calendar) eventPage(r *request, b *book, head api.Events, items [][]byte) (result, error) {
	head.Kind, head.Summary, head.Description, head.TimeZone = "calendar#events", b.Resource.Summary,
		b.Resource.Description, b.Resource.TimeZone
	head.AccessRole, head.Updated = b.role(r.caller), c.now().UTC().Format(stampForm)
	head.DefaultReminders = []*api.EventReminder{}
	etag := etagOf(b.Resource.Id, head.AccessRole, fmt.Sprint(c.version), r.URL.RawQuery)
	head.Etag = etag
	start, err := json.Marshal(head)
	if err != nil {
		return result{}, err
	}
	body := bytes.NewBuffer(start[:len(start)-1])
	body.WriteString(`,"items":[`)
	body.Write(bytes.Join(items, []byte(",")))
	body.WriteString("]}")
	return result{body.Bytes(), etag}, nil
}
