package main

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/local/identity"
)

// plain is a server that does as little of the Calendar API as one can and still keep a calendar: its lists take no
// filter, what it stores has no etag, what is deleted leaves nothing behind.
type plain struct {
	mu      sync.Mutex
	entries map[string]map[string]any // by ID
	rules   map[string]map[string]any
	writes  int
}

func (p *plain) handler() http.Handler {
	mux := http.NewServeMux()
	const base = "/calendar/v3/calendars"
	mux.HandleFunc("POST "+base, func(w http.ResponseWriter, r *http.Request) { tell(w, map[string]any{"id": "plain"}) })
	mux.HandleFunc("PATCH "+base+"/plain", func(w http.ResponseWriter, r *http.Request) {
		tell(w, map[string]any{"id": "plain"})
	})
	p.collection(mux, base+"/plain/events", p.entries, func(e map[string]any) string {
		for _, guest := range listOf(e["attendees"]) {
			if guest, ok := guest.(map[string]any); ok && guest["responseStatus"] == nil {
				guest["responseStatus"] = "needsAction"
			}
		}
		return e["id"].(string)
	})
	p.collection(mux, base+"/plain/acl", p.rules, func(rule map[string]any) string {
		scope := rule["scope"].(map[string]any)
		return scope["type"].(string) + ":" + scope["value"].(string)
	})
	return mux
}

func listOf(value any) []any {
	list, _ := value.([]any)
	return list
}

// collection serves the records below a path.
func (p *plain) collection(mux *http.ServeMux, path string, records map[string]map[string]any,
	idOf func(map[string]any) string) {
	serve := func(pattern string, do func(id string, record map[string]any) any) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			p.mu.Lock()
			defer p.mu.Unlock()
			if r.Method != http.MethodGet {
				p.writes++
			}
			record, id := map[string]any{}, r.PathValue("id")
			if body, _ := io.ReadAll(r.Body); len(body) > 0 {
				if err := json.Unmarshal(body, &record); err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
			}
			if _, known := records[id]; id != "" && !known {
				http.Error(w, `{"error": {"code": 404, "errors": [{"reason": "notFound"}]}}`, http.StatusNotFound)
				return
			}
			tell(w, do(id, record))
		})
	}
	keep := func(_ string, record map[string]any) any {
		record["id"] = idOf(record)
		records[record["id"].(string)] = record
		return record
	}
	serve("GET "+path, func(string, map[string]any) any {
		return map[string]any{"items": slices.Collect(maps.Values(records))}
	})
	serve("POST "+path, keep)
	serve("GET "+path+"/{id}", func(id string, _ map[string]any) any { return records[id] })
	serve("PUT "+path+"/{id}", func(id string, record map[string]any) any {
		record["id"] = id
		return keep(id, record)
	})
	serve("DELETE "+path+"/{id}", func(id string, _ map[string]any) any {
		delete(records, id)
		return nil
	})
}

func tell(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json")
	if answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	json.MarshalWrite(w, answer)
}

// edit does something with the entry of that title, by hand; it reports whether there is one.
func (p *plain) edit(title string, do func(id string, entry map[string]any)) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, e := range p.entries {
		if e["summary"] == title {
			do(id, e)
			return true
		}
	}
	return false
}

// count is how many entries there are, and how many writes came.
func (p *plain) count() (entries, writes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.entries), p.writes
}

// settle has run after run mirror into the server until one writes nothing.
func (p *process) settle(server *plain) {
	p.Helper()
	var report string
	for range 20 {
		_, before := server.count()
		report = p.send("POST", "/CalendarSync", identity.Planner, "")
		for ; strings.Contains(report, `"code": "busy"`); report = p.send("POST", "/CalendarSync", identity.Planner, "") {
			time.Sleep(50 * time.Millisecond) // the local run mirrors by itself, too
		}
		if _, after := server.count(); after == before && strings.Contains(report, `"outcome": "done"`) {
			return
		}
	}
	p.Fatalf("it does not come to an end: %s", report)
}

func TestAServerWithoutFiltersEtagsAndTombstonesIsMirroredAsWell(t *testing.T) {
	foreign := map[string]any{"id": "foreign00", "summary": "Fremdes", "start": map[string]any{"date": "2027-01-01"},
		"end": map[string]any{"date": "2027-01-02"}}
	server := &plain{entries: map[string]map[string]any{"foreign00": foreign}, rules: map[string]map[string]any{}}
	listener := httptest.NewServer(server.handler())
	defer listener.Close()
	data, address := t.TempDir(), listener.URL+"/calendar/v3/"
	p := launch(t, "-data", data, "-calendar", address)
	p.settle(server)
	sample, _ := server.count()
	day := time.Now().AddDate(0, 0, 3).Format(time.DateOnly)
	change := func(method, title, place string) {
		t.Helper()
		draft := `{"title": "` + title + `", "location": "` + place + `", "start": "` + day + `T09:00", "end": "` + day +
			`T10:00", "time_zone": "Europe/Berlin", "persons": ["anna"]}`
		got := p.send(method, "/JobCalendar/appointments/eins", identity.Planner, draft)
		if strings.Contains(got, `"status"`) {
			t.Fatalf("%s: %s", method, got)
		}
		p.settle(server)
	}
	change("PUT", "Eins", "")
	server.edit("Eins", func(_ string, e map[string]any) {
		e["attendees"].([]any)[0].(map[string]any)["responseStatus"] = "accepted"
		e["summary"] = "Quatsch"
	})
	p.settle(server)
	healed := server.edit("Eins", func(id string, e map[string]any) {
		if answer := e["attendees"].([]any)[0].(map[string]any)["responseStatus"]; answer != "accepted" {
			t.Errorf("the answer is %v", answer)
		}
		delete(server.entries, id)
	})
	p.settle(server)
	change("PUT", "Zwei", "Saal")
	back := server.edit("Zwei", func(_ string, e map[string]any) {
		if len(e["attendees"].([]any)) != 1 || e["location"] != "Saal" {
			t.Errorf("entry: %+v", e)
		}
	})
	if entries, _ := server.count(); !healed || !back || entries != sample+1 {
		t.Errorf("%d entries, want %d", entries, sample+1)
	}
	p.end(os.Interrupt)
	p = launch(t, "-data", data, "-calendar", address)
	p.settle(server)
	change("DELETE", "Zwei", "")
	if entries, _ := server.count(); entries != sample || !server.edit("Fremdes", func(string, map[string]any) {}) {
		t.Errorf("%d entries, want %d, one of which is foreign", entries, sample)
	}
}
