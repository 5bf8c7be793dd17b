package syncrun_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// poor is a working server of the Calendar API that is less than Google.
type poor struct {
	http.RoundTripper
	lacks map[string]bool
}

// What a server may lack.
var poverties = []string{"properties", "etags", "tombstones", "filters", "acl", "order", "fields"}

// RoundTrip implements http.RoundTripper.
func (p poor) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if p.lacks["acl"] && strings.Contains(r.URL.Path, "/acl") {
		return refusal(r, http.StatusNotImplemented), nil
	}
	if p.lacks["etags"] {
		r.Header.Del("If-Match")
	}
	r.URL.RawQuery = p.query(r.URL.Query()).Encode()
	if r.Body != nil && r.Method != http.MethodGet && strings.Contains(r.URL.Path, "/events") {
		rewriteBody(&r.Body, &r.ContentLength, p.stored)
	}
	if p.lacks["tombstones"] {
		if reply, err := p.withoutTombstones(r); reply != nil || err != nil {
			return reply, err
		}
	}
	return p.send(r)
}

func (p poor) send(r *http.Request) (*http.Response, error) {
	reply, err := p.RoundTripper.RoundTrip(r)
	if err == nil && reply.StatusCode == http.StatusOK && strings.Contains(r.URL.Path, "/events") {
		rewriteBody(&reply.Body, &reply.ContentLength, p.told)
	}
	return reply, err
}

func refusal(r *http.Request, status int) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{},
		Body: io.NopCloser(strings.NewReader(`{"error":{"errors":[{"reason":"none"}]}}`)), Request: r}
}

func (p poor) query(q url.Values) url.Values {
	if p.lacks["filters"] {
		q.Del("timeMin")
		if q.Has("showDeleted") {
			q.Set("showDeleted", "true")
		}
	}
	if p.lacks["filters"] || p.lacks["properties"] {
		q.Del("privateExtendedProperty")
	}
	return q
}

// stored is what is kept of an entry that is written.
func (p poor) stored(e map[string]any) {
	if p.lacks["properties"] || p.lacks["sight"] {
		delete(e, "extendedProperties")
	}
	if p.lacks["fields"] {
		for _, name := range []string{"source", "colorId", "visibility", "guestsCanModify", "guestsCanInviteOthers",
			"guestsCanSeeOtherGuests"} {
			delete(e, name)
		}
	}
}

// told is what is answered.
func (p poor) told(e map[string]any) {
	if items, is := e["items"].([]any); is {
		for _, item := range items {
			p.told(item.(map[string]any))
		}
		if p.lacks["tombstones"] {
			e["items"] = slices.DeleteFunc(items, func(item any) bool { return item.(map[string]any)["status"] == "cancelled" })
		}
	}
	if p.lacks["etags"] {
		delete(e, "etag")
	}
	if guests, is := e["attendees"].([]any); is && p.lacks["order"] {
		slices.Reverse(guests)
		for _, g := range guests {
			guest := g.(map[string]any)
			guest["email"] = strings.ToUpper(guest["email"].(string))
		}
	}
}

func rewriteBody(body *io.ReadCloser, length *int64, rewrite func(map[string]any)) {
	text, err := io.ReadAll(*body)
	if err != nil {
		panic(err) // unreachable: it is in memory
	}
	var e map[string]any
	if json.Unmarshal(text, &e) == nil {
		rewrite(e)
		if text, err = json.Marshal(e); err != nil {
			panic(err) // unreachable: it was read
		}
	}
	*body, *length = io.NopCloser(bytes.NewReader(text)), int64(len(text))
}

// withoutTombstones answers requests about deleted entries: there are none, their IDs are free.
func (p poor) withoutTombstones(r *http.Request) (*http.Response, error) {
	path := r.URL.Path
	var text []byte
	if r.Method == http.MethodPost && strings.HasSuffix(path, "/events") {
		var e api.Event
		text, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(text))
		if json.Unmarshal(text, &e) != nil {
			return nil, nil
		}
		path += "/" + e.Id
	}
	_, id, _ := strings.Cut(path, "/events/")
	if id == "" {
		return nil, nil
	}
	ask, err := http.NewRequestWithContext(r.Context(), http.MethodGet, "http://"+r.URL.Host+path, nil)
	if err != nil {
		return nil, err
	}
	reply, err := p.RoundTripper.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	var e api.Event
	if json.NewDecoder(reply.Body).Decode(&e) != nil || e.Status != "cancelled" {
		return nil, nil
	}
	if r.Method != http.MethodPost {
		return refusal(r, http.StatusNotFound), nil
	}
	again := r.Clone(r.Context())
	again.Method, again.URL.Path = http.MethodPut, path
	again.Body = io.NopCloser(bytes.NewReader(text))
	return p.send(again)
}

// openPoor is a house whose Google is a server that lacks something.
func openPoor(t *testing.T, lacks ...string) *house {
	h := open(t)
	p := poor{h.dead.transport, map[string]bool{}}
	for _, what := range lacks {
		p.lacks[what] = true
	}
	h.dead.transport = p
	return h
}

func TestPoorServersWillDo(t *testing.T) {
	tests := map[string][]string{"everything": poverties, "nothing": nil, "properties, and filters by them": {"sight"}}
	for _, what := range poverties {
		tests[what] = []string{what}
	}
	for lacks, list := range tests {
		t.Run("a server that lacks "+lacks, func(t *testing.T) {
			h := openPoor(t, list...)
			foreign := h.foreign()
			allDay := jobcal.Draft{ID: "c", Title: "Ganztags", Start: "2027-03-05", End: "2027-03-07",
				Persons: []jobcal.PersonID{"cora"}}
			h.put(puts(meeting("a", 24, "anna", "bela"), meeting("b", 48, "bela"), allDay)...)
			if r := h.run(); r.Inserted != 3 || r.Outcome != syncrun.Done {
				t.Fatalf("first run: %+v", r)
			}
			h.quiet()
			h.must(h.google.Answer(h.id, entry("a"), accepted("anna")))
			h.quiet()

			h.must(h.google.RenameByHand(h.id, entry("a"), "Quatsch"))
			h.must(h.google.InviteByHand(h.id, entry("a"), "fremd@anderswo.example"))
			h.must(h.google.DeleteByHand(h.id, entry("b")))
			h.run()
			h.holds("a", "b", "c")
			h.quiet()

			moved := meeting("a", 30, "anna", "cora")
			h.put(jobcal.Operation{Put: &moved}, jobcal.Operation{Delete: "c"})
			h.run()
			h.holds("a", "b")
			h.quiet()
			h.put(puts(allDay)...)
			h.run()
			h.holds("a", "b", "c")
			h.quiet()
			if got := h.byID()[entry("a")].answer("anna"); got != "needsAction" {
				t.Errorf("Anna's answer for another time: %s", got)
			}
			h.put(puts(meeting("a", 24, "anna", "cora"))...)
			h.run()
			h.quiet()
			if got := h.byID()[entry("a")].answer("anna"); got != "accepted" {
				t.Errorf("Anna's answer: %s", got)
			}
			h.untouched(foreign)
		})
	}
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// quiet is a run that writes nothing.
func (h *house) quiet() {
	h.Helper()
	if r := h.run(); r.Writes != 0 || r.Outcome != syncrun.Done {
		h.Errorf("not quiet: %+v", r)
	}
}

// foreign adds entries that are not ours: one of nobody's, one that somebody copied of ours with all that it carries.
func (h *house) foreign() map[string]listed {
	h.Helper()
	one := &api.Event{Summary: "Fremd", Start: &api.EventDateTime{Date: "2027-03-05"},
		End: &api.EventDateTime{Date: "2027-03-06"}}
	_, err := h.google.AddByHand(h.id, one)
	h.must(err)
	copied := *one
	copied.ExtendedProperties = &api.EventExtendedProperties{Private: map[string]string{"kursbuch": instance,
		"key": "job/a", "generation": "0"}}
	_, err = h.google.AddByHand(h.id, &copied)
	h.must(err)
	return h.byID()
}

func (h *house) byID() map[string]listed {
	all := map[string]listed{}
	for _, e := range h.google.Entries(h.id) {
		all[e.Id] = listed{e}
	}
	return all
}

func (h *house) untouched(foreign map[string]listed) {
	h.Helper()
	now := h.byID()
	for id, e := range foreign {
		if diff := cmp.Diff(e.Event, now[id].Event); diff != "" {
			h.Errorf("foreign entry (-want +got):\n%s", diff)
		}
	}
}

// holds checks that the calendar has the first entries of these appointments, as the job calendar wants them but for
// answers, and two foreign ones.
func (h *house) holds(ids ...string) {
	h.Helper()
	all := h.byID()
	if len(all) != len(ids)+2 {
		h.Errorf("%d entries, want %d of ours, 2 foreign ones", len(all), len(ids))
	}
	for _, id := range ids {
		key := jobcal.AppointmentID(id)
		book, err := h.store.JobCalendar().Find(h.Context(), key)
		h.must(err)
		e := all[entry(id)]
		if e.Event == nil {
			h.Errorf("no entry of %s", id)
			continue
		}
		want, is := expected(book, book.Appointments[key]), e.seen()
		for mail := range is.Guests {
			if _, wanted := want.Guests[mail]; wanted {
				is.Guests[mail] = "needsAction"
			}
		}
		if diff := cmp.Diff(want, is); diff != "" {
			h.Errorf("entry of %s (-want +got):\n%s", id, diff)
		}
	}
}
