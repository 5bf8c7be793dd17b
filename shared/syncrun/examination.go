// What keeps, or will keep, the sync from working, each with its cure:
//
//	what is looked at          | what is wrong with it
//	the settings               | somebody paused the sync
//	the calendar               | there is none, it is gone, Google does not let us at it
//	who owns it                | a service account: it may invite nobody, and the calendar ends with it
//	who may read it            | somebody who should cannot, somebody whom we let does still
//	the latest runs            | none for three intervals; writes by which nothing changes
//	appointments, invitations  | what waits, what is held back, what Google does not take

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
func (m Mirror) Examine(ctx context.Context) (problem.List, error) {
	v, err := m.look(ctx)
	if err != nil {
		found := understood(v, err)
		if found.Empty() {
			return found, err
		}
		return found, nil
	}
	reports, err := m.State.Reports(ctx, 3)
	if err != nil {
		return problem.List{}, err
	}
	found := v.situation.Memory.Core.Leftover()
	if pause := v.situation.Settings.Pause; pause != nil {
		found.Append(understood(v, &pausedError{*pause}))
	}
	plan := v.situation.Plan()
	found.Append(examineOwners(v.situation.Rules))
	found.Append(examineReaders(plan))
	if plan.Held != nil {
		found.Append(plan.Held.Finding())
	}
	found.Append(examineRuns(v.situation, reports))
	found.Append(plan.Findings)
	return found, nil
}

func examineOwners(rules []calsync.Rule) (found problem.List) {
	for _, r := range rules {
		if r.Role == "owner" && strings.HasSuffix(r.Mail, ".gserviceaccount.com") {
			found.Add("", oncalendar.OwnedByService, r.Mail)
		}
	}
	return found
}

// examineReaders tells whose rights a plan changes, or would if nothing were held back. Whom Google refused within the
// day the plan itself tells of.
func examineReaders(p *calsync.Plan) (found problem.List) {
	var missing, unwelcome int
	for _, c := range p.Calls {
		switch c.Verb {
		case calsync.Grant:
			missing++
		case calsync.Revoke:
			unwelcome++
		}
	}
	if p.Held != nil {
		unwelcome += p.Held.Readers
	}
	if missing > 0 {
		found.Add("", oncalendar.CannotRead, missing)
	}
	if unwelcome > 0 {
		found.Add("", oncalendar.StillReads, unwelcome)
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
