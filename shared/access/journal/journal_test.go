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
