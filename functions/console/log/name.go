package log

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/history"
)

// called is somebody or something of whose name a part was typed.
type called struct{ Href, Name, Number string }

// maxCalled is how many are listed of whom a part of the name was typed.
const maxCalled = 50

// isName reports whether somebody typed a name where a number may stand.
func isName(typed string) bool {
	_, err := strconv.Atoi(typed)
	return err != nil && strings.TrimSpace(typed) != ""
}

// byName leads to the log of the one whose name was typed, or shows all that it may have meant. Only then the event is
// read: a log knows numbers.
func (room *Room) byName(v *visit.Visit, h access.Heading, query url.Values) error {
	section, say := event.Section(query.Get("section")), room.sayer(v)
	if !slices.Contains(event.Sections, section) {
		section = event.Registrations
	}
	e, err := room.store.Event(v.Request.Context(), h.ID)
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/events/%d/log", h.ID)
	found := history.Find(e.Snapshot, section, query.Get("id"))
	body := logPage{Filter: room.filter(v, h, proposal.LogQuery{Person: query.Get("person"),
		Entity: event.Key{Section: section}})}
	body.Filter.ID, body.Filter.All = query.Get("id"), at
	for _, f := range found[:min(len(found), maxCalled)] {
		number := strconv.Itoa(int(f.ID))
		href := url.Values{"section": {string(section)}, "id": {number}, "person": {query.Get("person")}}.Encode()
		body.Called = append(body.Called, called{at + "?" + href, f.Name, number})
	}
	if len(found) == 1 {
		return v.Redirect(body.Called[0].Href)
	}
	body.Empty = page.Empty{Icon: "search", Title: say("log.nobody"), Text: say("log.nobody-hint")}
	frame, _, err := v.Around(room.store, h.ID, "log", say("log.title"))
	if err != nil {
		return err
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Template: "log", Frame: frame, Body: body})
}
