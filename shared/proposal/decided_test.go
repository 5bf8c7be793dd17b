package proposal_test

import (
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// TestWhatWasNoFileIsNotUploadedAgain: another definition, an undo.
func TestWhatWasNoFileIsNotUploadedAgain(t *testing.T) {
	for _, status := range []proposal.Status{proposal.Rejected, proposal.Withdrawn} {
		h := proposal.Head{Event: 1, Status: status, Decision: &proposal.Decision{Status: status, By: "a@b.example",
			At: time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC), Reason: "nein"}}
		sentence := func() string { return (&proposal.Decided{Head: h}).Finding().Message(problem.German) }
		if got := sentence(); strings.Contains(got, "Datei") || !strings.Contains(got, "am 01.02.2027, 13:00 Uhr von a@b") ||
			!strings.Contains(got, "die Änderung noch einmal einreichen") {
			t.Error(got)
		}
		h.Source.Object = "imports/1/a.json"
		if got := sentence(); !strings.Contains(got, "Datei") {
			t.Error(got)
		}
	}
}
