package jobcalendar

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal/table"
)

// drop takes a generation of the table "reflex" of so many appointments, the last row without a person who is known.
func (d *desk) drop(generation int64, n int) {
	d.Helper()
	text := "AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n"
	for i := range n {
		text += fmt.Sprintf("47;15.05.2027;08:00;;16:30;AB;A%d\n", i)
	}
	text += "47;15.05.2027;08:00;;16:30;XY;B\n"
	_, err := table.Load(d.Context(), table.Desk{Tables: d.deps.Tables, Calendar: d.deps.Store,
		Guard: calsync.Guard{Count: 1, Percent: 10}}, table.Drop{Table: "reflex", Generation: generation,
		Content: []byte(text), Zone: table.Zone, At: d.now})
	if err != nil {
		d.Fatal(err)
	}
}

func TestPlannersApproveWhatATableDeletes(t *testing.T) {
	d := furnished(t)
	d.drop(1, 4)
	d.drop(2, 1)
	var list []tableReport
	got := d.get(planner, "/tables")
	if err := json.Unmarshal(got.Body.Bytes(), &list); err != nil || len(list) != 2 || list[0].Generation != 2 ||
		list[0].Outcome != table.Held || list[0].HeldBack.Count != 3 || list[0].Rejected != nil {
		t.Fatalf("%v: %s", err, got.Body)
	}
	one := d.get(planner, "/tables/reflex", "Accept-Language", "en").Body.String()
	for _, want := range []string{`"row": 3`, `does not know the short name`, `Held back are 3 deletions`,
		`POST /JobCalendar/tables {\"table\": \"reflex\"`, `"title": "Auftrag 47"`} {
		if !strings.Contains(one, want) {
			t.Errorf("nothing of %s in %s", want, one)
		}
	}
	if first := d.get(planner, "/tables/reflex?generation=1"); !strings.Contains(first.Body.String(), `"count": 4`) {
		t.Error(first.Body)
	}
	body := `{"table": "reflex", "approve": "` + list[0].Hash + `"}`
	for _, c := range []struct {
		who, what, body string
		status          int
		code            string
	}{
		{planner, "POST /tables", `{"table": "reflex", "approve": "abc"}`, http.StatusConflict, "other-held"},
		{planner, "POST /tables", `{"table": "other", "approve": "abc"}`, http.StatusConflict, "nothing-held"},
		{planner, "POST /tables", `{"table": "reflex"}`, http.StatusBadRequest, "malformed"},
		{planner, "GET /tables/other", "", http.StatusNotFound, "not-found"},
		{planner, "GET /tables/reflex?generation=7", "", http.StatusNotFound, "not-found"},
		{planner, "GET /tables/reflex?generation=x", "", http.StatusBadRequest, "malformed"},
		{anna, "POST /tables", body, http.StatusNotFound, "not-found"},
		{anna, "GET /tables", "", http.StatusNotFound, "not-found"},
		{anna, "GET /tables/reflex", "", http.StatusNotFound, "not-found"},
	} {
		if got := d.send(c.who, c.what, c.body); got.Code != c.status || failure(t, got).Code != c.code {
			t.Errorf("%s %s: %d %s", c.who, c.what, got.Code, got.Body)
		}
	}
	if there := d.get(planner, "/appointments/reflex-A3"); there.Code != http.StatusOK {
		t.Errorf("it went without approval: %d", there.Code)
	}
	approved := d.send(planner, "POST /tables", body)
	if approved.Code != http.StatusOK || !strings.Contains(approved.Body.String(), `"approved_by": "`+planner) {
		t.Errorf("%d %s", approved.Code, approved.Body)
	}
	if there := d.get(planner, "/appointments/reflex-A3"); there.Code != http.StatusNotFound {
		t.Errorf("it is still there: %d", there.Code)
	}
}
