package fee_test

import (
	"testing"

	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/fee"
	"pgregory.net/rapid"
)

// TestAmountsNeedNoIDs: what the original sends is right, so nothing of it is out of date.
func TestAmountsNeedNoIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent := eventtest.Read(t, eventtest.Sent(t, eventtest.Snapshot(t), nil))
		found := sent.Problems()
		found.Append(fee.Problems(sent))
		for _, p := range found.Items {
			t.Errorf("%s %s %v", p.Path, p.Code, p.Args)
		}
	})
}
