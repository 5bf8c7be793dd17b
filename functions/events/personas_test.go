package events

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// somebody is the record of a persona with a name.
func somebody(name string) string {
	return `{"given_names": "` + name + `", "family_name": "Neu", "is_member": false, "is_event_realm": true,
		"is_archived": false, "telephone": "+49"}`
}

func TestPersonasAreAddedChangedDeleted(t *testing.T) {
	ask := desk(t, office(t), admin)
	status, header, body := ask("PUT", "/personas/4711", somebody("Ada"), "If-None-Match", "*")
	if status != http.StatusOK || !strings.Contains(body, `"id": 4711`) {
		t.Fatalf("status %d: %s", status, body)
	}
	if status, _, body := ask("PUT", "/personas/4711", somebody("Bea"), "If-None-Match", "*"); status !=
		http.StatusPreconditionFailed {
		t.Errorf("a new one that is there: status %d: %s", status, body)
	}
	_, again, body := ask("GET", "/personas/4711", "")
	if tag := again.Get("ETag"); tag != header.Get("ETag") || !strings.Contains(body, `"telephone": "+49"`) {
		t.Errorf("ETag %s, was %s: %s", tag, header.Get("ETag"), body)
	}
	status, header, body = ask("PUT", "/personas/4711", somebody("Bea"), "If-Match", again.Get("ETag"))
	if status != http.StatusOK || !strings.Contains(body, "Bea") {
		t.Errorf("changed: status %d: %s", status, body)
	}
	if status, _, _ := ask("DELETE", "/personas/4711", "", "If-Match", again.Get("ETag")); status !=
		http.StatusPreconditionFailed {
		t.Errorf("deleted as it was before: status %d", status)
	}
	if status, _, body := ask("DELETE", "/personas/4711", "", "If-Match", header.Get("ETag")); status !=
		http.StatusNoContent {
		t.Errorf("deleted: status %d: %s", status, body)
	}
	if status, _, _ := ask("GET", "/personas/4711", ""); status != http.StatusNotFound {
		t.Errorf("gone: status %d", status)
	}
	_, _, log := ask("GET", "/log?admin&persona=4711", "")
	if n := strings.Count(log, `"what": "persona"`); n != 3 || !strings.Contains(log, "Bea") {
		t.Errorf("%d entries: %s", n, log)
	}
	if _, _, log := ask("GET", "/log?admin&persona=1", ""); strings.Contains(log, "Bea") {
		t.Errorf("of somebody else: %s", log)
	}
}

func TestWhoIsRegisteredCannotBeDeleted(t *testing.T) {
	ask := desk(t, office(t), admin)
	status, _, body := ask("DELETE", "/personas/1001", "", "If-Match", "*")
	if status != http.StatusConflict || !strings.Contains(body, `"code": "registered"`) ||
		!strings.Contains(body, "PfingstAkademie 2027: 1") || !strings.Contains(body, "Mathilda Zaunkönig") {
		t.Errorf("status %d: %s", status, body)
	}
	batch := `{"operations": [{"put": ` + withID(4711, "Ada") + `}, {"delete": 1001}, {"delete": 1002}]}`
	status, _, body = ask("POST", "/personas:batch", batch)
	if want := []string{"/operations/1 persona-registered", "/operations/2 persona-registered"}; status !=
		http.StatusConflict || !slices.Equal(codes(t, body), want) {
		t.Errorf("status %d: %s", status, body)
	}
	if status, _, _ := ask("GET", "/personas/4711", ""); status != http.StatusNotFound {
		t.Errorf("half of it was done: status %d", status)
	}
}

// withID is the record of a persona that says who it is about.
func withID(id int, name string) string {
	return strings.Replace(somebody(name), "{", fmt.Sprintf(`{"id": %d, `, id), 1)
}

func TestAllThatIsWrongWithABatchIsToldAtOnce(t *testing.T) {
	ask := desk(t, office(t), admin)
	status, _, body := ask("POST", "/personas:batch", `{"operations": [{"put": `+withID(0, "Ada")+`}, {},
		{"put": {"id": 5, "given_names": "", "family_name": "", "is_member": 1, "is_event_realm": true}},
		{"put": {"id": 6, "given_names": "A", "family_name": "", "is_member": true, "is_event_realm": true,
		"is_archived": false, "username": "x", "notes": "`+strings.Repeat("x", 4000)+`"}},
		{"delete": 7}, {"delete": 7}, {"delete": -1}]}`)
	want := []string{"/operations/0/put/id not-an-id", "/operations/1 put-or-delete",
		"/operations/2/put/is_member not-a-boolean", "/operations/2/put/is_archived missing",
		"/operations/2/put/given_names nameless", "/operations/3/put/username not-a-mail",
		"/operations/3/put persona-too-big", "/operations/5 persona-repeated", "/operations/6/delete not-an-id"}
	got := codes(t, body)
	slices.Sort(got)
	slices.Sort(want)
	if status != http.StatusUnprocessableEntity || !slices.Equal(got, want) {
		t.Errorf("status %d: %q", status, got)
	}
	status, _, body = ask("PUT", "/personas/9", withID(8, "Ada"), "If-None-Match", "*")
	if want := []string{"/id other-persona"}; status != 422 || !slices.Equal(codes(t, body), want) {
		t.Errorf("status %d: %s", status, body)
	}
}

// TestManyPersonasAtOnce: as many as a batch may have are one entry of the journal, which says who they are.
func TestManyPersonasAtOnce(t *testing.T) {
	ask := desk(t, office(t), admin)
	var ops []string
	for id := range 10_000 {
		ops = append(ops, `{"put": `+withID(20_000+id, "Ada")+`}`)
	}
	status, _, body := ask("POST", "/personas:batch", `{"operations": [`+strings.Join(ops, ",")+`]}`)
	if n := strings.Count(body, `"outcome": "created"`); status != http.StatusOK || n != len(ops) {
		t.Fatalf("status %d, %d created", status, n)
	}
	_, _, log := ask("GET", "/log?admin&persona=29999", "")
	if strings.Count(log, `"what"`) != 1 || !strings.Contains(log, `"created": 10000`) {
		t.Errorf("%.300s", log)
	}
	ops = append(ops, `{"delete": 4711}`)
	status, _, body = ask("POST", "/personas:batch", `{"operations": [`+strings.Join(ops, ",")+`]}`)
	if want := []string{"/operations too-many"}; status != 422 || !slices.Equal(codes(t, body), want) {
		t.Errorf("one more: status %d: %.300s", status, body)
	}
}

func TestOrgasLookPeopleUp(t *testing.T) {
	h := office(t)
	ask := desk(t, h, admin)
	if status, _, body := ask("PUT", "/personas/4711", strings.Replace(somebody("Ada"), `"is_archived": false`,
		`"is_archived": true`, 1), "If-None-Match", "*"); status != 200 {
		t.Fatal(body)
	}
	for id, want := range map[string]Known{"1001": {1001, "Mathilda Zaunkönig", true, ""},
		"4711": {4711, "Ada Neu", false, "Ada Neu ist archiviert."}} {
		status, header, body := desk(t, h, orga)("GET", "/personas/"+id, "")
		var got Known
		if err := json.Unmarshal([]byte(body), &got, json.RejectUnknownMembers(true)); err != nil || got != want ||
			status != 200 || header.Get("ETag") != "" {
			t.Errorf("status %d, %v: %s", status, err, body)
		}
		_, _, log := ask("GET", "/log?admin&persona="+id, "")
		if !strings.Contains(log, `"what": "look-up"`) || !strings.Contains(log, orga) {
			t.Errorf("the journal: %s", log)
		}
	}
	if status, _, body := desk(t, h, orga)("GET", "/personas/9", ""); status != 404 ||
		!strings.Contains(body, "ein Admin die Person hinzufügen") {
		t.Errorf("nobody: status %d: %s", status, body)
	}
	if _, _, log := ask("GET", "/log?admin&persona=9", ""); !strings.Contains(log, "look-up") {
		t.Errorf("who looked for nobody: %s", log)
	}
	if status, _, body := ask("POST", "/close?event=1", ""); status != 200 {
		t.Fatal(body)
	}
	if status, _, _ := desk(t, h, orga)("GET", "/personas/1001", ""); status != 404 {
		t.Errorf("an orga of a closed event: status %d", status)
	}
}

func TestNobodyElseLearnsWhoThereIs(t *testing.T) {
	h := office(t)
	there, other := "/personas/1001", "/personas/9"
	for _, c := range []struct {
		who, method string
		status      int
	}{
		{"", "GET", 401}, {stranger, "GET", 404}, {approver, "GET", 404},
		{"", "PUT", 401}, {stranger, "PUT", 403}, {orga, "PUT", 403}, {approver, "PUT", 403},
		{"", "DELETE", 401}, {orga, "DELETE", 403}, {admin, "POST", 405},
	} {
		status, _, body := desk(t, h, c.who)(c.method, there, somebody("Ada"), "If-Match", "*")
		same, _, sameBody := desk(t, h, c.who)(c.method, other, somebody("Ada"), "If-Match", "*")
		if status != c.status || same != status || body != sameBody {
			t.Errorf("%s by %q: status %d, %d: %s, %s", c.method, c.who, status, same, body, sameBody)
		}
	}
	for _, who := range []string{stranger, orga, approver} {
		if status, _, _ := desk(t, h, who)("POST", "/personas:batch", `{"operations": []}`); status != 403 {
			t.Errorf("batch by %s: status %d", who, status)
		}
	}
	for _, method := range []string{"PUT", "DELETE"} {
		if status, _, _ := desk(t, h, admin)(method, there, somebody("Ada")); status != 428 {
			t.Errorf("%s without a condition: status %d", method, status)
		}
	}
	if status, _, body := desk(t, h, admin)("PUT", "/personas/x", somebody("Ada"), "If-Match", "*"); status != 404 {
		t.Errorf("no ID: status %d: %s", status, body)
	}
}

func TestCreatingAnEventKeepsTheNamesThatAreKnown(t *testing.T) {
	ask := desk(t, office(t), admin)
	_, header, body := ask("GET", "/personas/1002", "")
	body = strings.Replace(body, "Haselnuss", "Anders", 1)
	if status, _, body := ask("PUT", "/personas/1002", body, "If-Match", header.Get("ETag")); status != 200 {
		t.Fatal(body)
	}
	status, _, body := ask("POST", "/", founding(export(t, 2)))
	if status != 201 || !strings.Contains(body, "other-names") || !strings.Contains(body,
		"Jonas Anders (Jonas Haselnuss)") {
		t.Errorf("status %d: %s", status, body)
	}
}
