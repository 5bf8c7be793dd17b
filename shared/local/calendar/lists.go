package calendar

import (
	"maps"
	"slices"
	"strconv"

	api "google.golang.org/api/calendar/v3"
)

// listed is b as it stands on the list of mail.
func listed(b *book, mail string) *api.CalendarListEntry {
	e := &api.CalendarListEntry{
		Kind: "calendar#calendarListEntry", Id: b.Resource.Id, Summary: b.Resource.Summary,
		Description: b.Resource.Description, Location: b.Resource.Location, TimeZone: b.Resource.TimeZone,
		AccessRole: b.role(mail), ColorId: "14", BackgroundColor: "#9fe1e7", ForegroundColor: "#000000", Selected: true,
		Primary: b.Resource.Id == mail, DataOwner: b.Resource.DataOwner,
	}
	e.Etag = etagOf(b.Resource.Etag, e.AccessRole)
	return e
}

// onList returns what mail has on the list: the own calendar, then by ID.
func (c *Calendar) onList(mail string) []*book {
	own, err := c.bookOf(mail, mail, owner)
	if err != nil {
		panic(err) // unreachable: everybody has a calendar
	}
	list := []*book{own}
	for _, id := range slices.Sorted(maps.Keys(c.state.lists[mail])) {
		if b, err := c.bookOf(id, mail, "freeBusyReader"); err == nil && b.Resource.Id != mail {
			list = append(list, b)
		}
	}
	return list
}

func (c *Calendar) listCalendars(r *request) (result, error) {
	needed := r.oneOf("minAccessRole", roles[1:]...)
	var list []*api.CalendarListEntry
	for _, b := range c.onList(r.caller) {
		if e := listed(b, r.caller); needed == "" || atLeast(e.AccessRole, needed) {
			list = append(list, e)
		}
	}
	p, err := paged(c, r, list)
	if err != nil {
		return result{}, err
	}
	return result{&api.CalendarList{
		Kind: "calendar#calendarList", Etag: p.etag, Items: p.items, NextPageToken: p.next, NextSyncToken: p.sync,
	}, p.etag}, nil
}

func (c *Calendar) getFromList(r *request) (result, error) {
	id := r.PathValue("listId")
	if id == "primary" {
		id = r.caller
	}
	for _, b := range c.onList(r.caller) {
		if b.Resource.Id == id {
			e := listed(b, r.caller)
			return result{e, e.Etag}, nil
		}
	}
	return result{}, errUnknown
}

// addToList puts a calendar on the caller's list, as its link in the mail does. Doing it again changes nothing.
func (c *Calendar) addToList(r *request) (result, error) {
	var wish api.CalendarListEntry
	if err := r.decode(&wish); err != nil {
		return result{}, err
	}
	b, err := c.bookOf(wish.Id, r.caller, "freeBusyReader")
	if err != nil {
		return result{}, err
	}
	err = c.write(func(ch *change) error {
		ch.next()
		ch.subscribe(&c.state, r.caller, b.Resource.Id, true)
		return nil
	})
	e := listed(b, r.caller)
	return result{e, e.Etag}, err
}

func (c *Calendar) dropFromList(r *request) (result, error) {
	id := r.PathValue("listId")
	if !c.state.lists[r.caller][id] {
		return result{}, errUnknown
	}
	return result{}, c.write(func(ch *change) error {
		ch.next()
		ch.subscribe(&c.state, r.caller, id, false)
		return nil
	})
}

// page is a part of a list other than that of entries.
type page[I any] struct {
	items            []I
	next, sync, etag string
}

// paged returns the page of list for which r asks. A sync token of these lists is valid as long as nothing at all has
// changed: the API allows it to expire at any time.
func paged[I any](c *Calendar, r *request, list []I) (page[I], error) {
	size, start := r.count("maxResults", 100, 250), 0
	current := strconv.FormatUint(c.version, 10)
	if token := r.text("pageToken"); token != "" {
		var err error
		if start, err = strconv.Atoi(token); err != nil || start < 0 || start > len(list) {
			r.fail("pageToken", token)
		}
	}
	if r.err != nil {
		return page[I]{}, r.err
	}
	if token := r.text("syncToken"); token != "" {
		if token != current {
			return page[I]{}, errFullSync
		}
		list, start = nil, 0
	}
	p := page[I]{etag: etag(c.version), items: slices.Clone(list[start:min(start+size, len(list))])}
	if start+size < len(list) {
		p.next = strconv.Itoa(start + size)
	} else {
		p.sync = current
	}
	return p, nil
}
