package importcheck

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/proposal"
)

// line is what metrics take from a line of the log.
type line struct {
	Message  string          `json:"msg"`
	Proposal proposal.ID     `json:"proposal"`
	Status   proposal.Status `json:"status"`
}

// logged gives the lines that are logged meanwhile.
func logged(t *testing.T, meanwhile func()) (lines []line) {
	t.Helper()
	log, before := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(log, nil)))
	defer slog.SetDefault(before)
	meanwhile()
	for text := range bytes.Lines(log.Bytes()) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

// TestSupersededIsLogged: the alert about proposals that wait for their decision knows of no other end than those
// logged.
func TestSupersededIsLogged(t *testing.T) {
	const name = "imports/1/a.json"
	store := open(t)
	check := handler(store, fakeBucket{name: good})
	got := logged(t, func() {
		for _, generation := range []int64{2, 1, 3} { // deliveries come in any order
			if err := check(t.Context(), trigger(name, generation)); err != nil {
				t.Fatal(err)
			}
		}
	})
	id := func(generation int64) proposal.ID { return stored(t, store, name, generation).ID }
	want := []line{
		{"import checked", id(2), proposal.Pending},
		{"import checked", id(1), proposal.Superseded},
		{"import checked", id(3), proposal.Pending},
		{"import decided", id(2), proposal.Superseded},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}
