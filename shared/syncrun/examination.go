package syncrun

import (
	"context"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Examine finds what keeps, or will keep, the sync from working, each finding with its cure. It reads and writes
// nothing.
//
//	what is looked at          | what is wrong with it
//	the settings               | somebody paused the sync
//	the calendar               | there is none, it is gone, Google does not let us at it
//	who owns it                | a service account: it may invite nobody, and the calendar ends with it
//	who may read it            | somebody who should cannot, somebody whom we let does still
//	the latest runs            | none for three intervals; writes by which nothing changes
//	appointments, invitations  | what waits, what is held back, what Google does not take
func (m Mirror) Examine(ctx context.Context) (problem.List, error) {
	v, err := m.look(ctx)
	if err != nil {
		found := understood(err)
		if found.Empty() {
			return found, err
		}
		return found, nil
	}
	reports, err := m.State.Reports(ctx, 3)
	if err != nil {
		return problem.List{}, err
	}
	var found problem.List
	if pause := v.situation.Settings.Pause; pause != nil {
		found.Append(understood(&pausedError{*pause}))
	}
	found.Append(examineRules(v.situation))
	found.Append(examineRuns(v.situation, reports))
	found.Append(v.situation.Plan().Findings)
	return found, nil
}

func examineRules(s *calsync.Situation) (found problem.List) {
	for _, r := range s.Rules {
		if r.Role == "owner" && strings.HasSuffix(r.Mail, ".gserviceaccount.com") {
			found.Add("", oncalendar.OwnedByService, r.Mail)
		}
	}
	if s.RulesFailed != nil {
		return found
	}
	missing, unwelcome := s.Readers()
	if n := len(missing); n > 0 {
		found.Add("", oncalendar.CannotRead, n)
	}
	if n := len(unwelcome); n > 0 {
		found.Add("", oncalendar.StillReads, n)
	}
	return found
}

// examineRuns looks at the three latest runs, newest first.
func examineRuns(s *calsync.Situation, latest []Report) (found problem.List) {
	if len(latest) == 0 || s.Now.Sub(latest[0].Ended) > 3*s.Settings.Interval() {
		last := "-"
		if len(latest) > 0 {
			last = latest[0].Ended.UTC().Format(time.RFC3339)
		}
		found.Add("", oncalendar.NoRuns, s.Settings.IntervalMinutes, last)
	}
	healing := len(latest) == 3 && !slices.ContainsFunc(latest, func(r Report) bool { return len(r.Healed) == 0 })
	if healing {
		found.Add("", oncalendar.AlwaysHeals)
	}
	return found
}
