package calsync

import (
	"strings"
	"testing"
)

func TestEveryReasonHasASentenceInBothLanguages(t *testing.T) {
	all := []Reason{NotFlagged, NoMail, Declined, NoPerson, IsCancelled, IsOver, TooFarAhead, IsWaiting, IsStopped,
		IsPaused, NoCalendar, BudgetSpent, IsUnlisted, ComesSoon, Invited, IsDeleted, TakenOut, IsUnread, IsMirrored, NotYet}
	for _, reason := range all {
		s := reason.Text()
		if !strings.HasSuffix(s.De, ".") && !strings.HasSuffix(s.De, ")") || !strings.HasSuffix(s.En, ".") || s.De == s.En {
			t.Errorf("%s: %q, %q", reason, s.De, s.En)
		}
	}
	if len(sentences) != len(all) {
		t.Errorf("%d sentences of %d reasons", len(sentences), len(all))
	}
}
