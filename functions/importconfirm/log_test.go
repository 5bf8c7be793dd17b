package importconfirm

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
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

// Imports without their beginning: one creates a lodgement group, the other moves a lodgement there.
const (
	group = `"lodgement_groups": {"-1": {"title": "Zelte"}}}`
	move  = `"lodgements": {"1": {"group_id": %d}}}`
)

// TestLogKnowsWhatWaits: the alert about proposals that wait for their decision takes it from these lines.
func TestLogKnowsWhatWaits(t *testing.T) {
	d := newDesk(t)
	begin, _, _ := strings.Cut(rename("1", ""), `"courses"`)
	created, rejected, stale := d.upload(begin+group), d.upload(rename("1", "Nein")), d.upload(rename("1", "Alt"))
	other := d.upload(rename("1", "Neu"))
	var dead *proposal.Proposal
	var undo reply
	got := logged(t, func() {
		d.decide(orga, "confirm", created) // who must not
		made := d.decide(approver, "confirm", created)
		d.decide(approver, "reject", rejected)
		d.decide(approver, "reject", created) // too late
		d.decide(approver, "confirm", other)
		d.decide(approver, "confirm", stale) // which still waits
		dead = d.upload(begin + fmt.Sprintf(move, made.Proposal.Created["lodgement_groups"][-1]))
		undo = d.decide(orga, "undo", created)
		d.decide(approver, "confirm", &proposal.Proposal{Head: proposal.Head{ID: undo.Proposal.ID,
			Token: undo.Proposal.Token}})
		d.decide(approver, "confirm", dead)
	})
	want := []line{
		{"import decided", created.ID, proposal.Committed},
		{"import decided", rejected.ID, proposal.Rejected},
		{"import decided", other.ID, proposal.Committed},
		{"import checked", undo.Proposal.ID, proposal.Pending},
		{"import decided", undo.Proposal.ID, proposal.Committed},
		{"import decided", dead.ID, proposal.Invalid},
	}
	if diff := cmp.Diff(want, got); diff != "" || dead.Status != proposal.Pending {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}
