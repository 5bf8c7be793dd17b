package journal

import (
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// TestEntriesThatAreStoredStayReadable reads one as the first release with a journal wrote it. It stays as it is.
func TestEntriesThatAreStoredStayReadable(t *testing.T) {
	var got Entry
	if err := json.Unmarshal([]byte(`{"id":"7421888836731319807-fow37pkz","at":"2027-02-01T12:00:00.123456Z",
		"by":"admin@b.example","what":"access","event":1,"before":{"orgas":[]},"after":{"orgas":["o@b.example"]}}`),
		&got); err != nil {
		t.Fatal(err)
	}
	want := Entry{ID: "7421888836731319807-fow37pkz", At: time.Date(2027, 2, 1, 12, 0, 0, 123456000, time.UTC),
		By: "admin@b.example", What: Access, Event: 1, Before: jsontext.Value(`{"orgas":[]}`),
		After: jsontext.Value(`{"orgas":["o@b.example"]}`)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsNamelessTellsWhoAdministeredNotWhoElse(t *testing.T) {
	e := Entry{ID: "x", By: "admin@b.example", What: Definition, Event: 1, Proposal: "p", UndoOf: "q"}
	named := e
	named.Uploader, named.Before, named.After = "o@b.example", jsontext.Value(`{}`), jsontext.Value(`{}`)
	if diff := cmp.Diff(e, named.Nameless()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLaterEntriesHaveSmallerIDs(t *testing.T) {
	at := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	earlier, later := New(Access, "a@b.example", at).ID, New(Access, "a@b.example", at.Add(time.Microsecond)).ID
	if later >= earlier || !IsID(later) || !IsID(earlier) {
		t.Errorf("%s, then %s", earlier, later)
	}
	for _, text := range []string{"", "a/b", later + "/a", "x" + later, later[:len(later)-1]} {
		if IsID(text) {
			t.Errorf("%q is an ID", text)
		}
	}
}

func TestOnlyWhatChangedIsTold(t *testing.T) {
	type guard struct {
		Count   int `json:"count"`
		Percent int `json:"percent"`
	}
	type settings struct {
		Days  int    `json:"days"`
		Name  string `json:"name"`
		Pause *guard `json:"pause,omitzero"`
		Guard guard  `json:"guard"`
	}
	was, is := Changed(settings{Days: 1, Name: "K", Guard: guard{1, 2}}, settings{Days: 1, Name: "L", Guard: guard{1, 3},
		Pause: &guard{}})
	want := [2]string{`{"guard":{"count":1,"percent":2},"name":"K"}`,
		`{"guard":{"count":1,"percent":3},"name":"L","pause":{"count":0,"percent":0}}`}
	if got := [2]string{string(was), string(is)}; got != want {
		t.Errorf("got %s", got)
	}
	if was, is := Changed(guard{1, 2}, guard{1, 2}); string(was) != "{}" || string(is) != "{}" {
		t.Errorf("nothing changed: %s, %s", was, is)
	}
}
