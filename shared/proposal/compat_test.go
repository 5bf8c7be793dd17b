package proposal_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/compattest"
)

func TestCompatible(t *testing.T) {
	compattest.Run(t, func(t *testing.T, state []byte) compattest.Subject {
		snapshot, err := event.Read(bytes.NewReader(state))
		if err != nil {
			t.Fatal(err)
		}
		return &offline{snapshot: snapshot}
	})
}

// offline is an event to which imports are applied without a store, as the offline tool does it.
type offline struct {
	snapshot *event.Snapshot
	checked  *proposal.Proposal
}

func (o *offline) Check(file []byte) ([]byte, error) {
	o.checked = proposal.Offline(o.snapshot, file)
	return o.report()
}

func (o *offline) Confirm() ([]byte, error) {
	now := time.Now()
	applied := diff.Apply(o.snapshot, o.checked.Plan, now)
	o.snapshot = applied.Snapshot
	o.checked.Status = proposal.Committed
	o.checked.Decision = &proposal.Decision{Status: proposal.Committed, At: now, Created: applied.Created}
	return o.report()
}

func (o *offline) report() ([]byte, error) {
	return json.Marshal(o.checked.Report(problem.German))
}

func (o *offline) Export() ([]byte, error) {
	var export bytes.Buffer
	err := event.Write(&export, o.snapshot)
	return export.Bytes(), err
}
