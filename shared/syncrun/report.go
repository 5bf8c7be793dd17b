// What a run tells of itself, for those who ask for it, for the list of the latest runs, and, as a glance, for whoever
// wants to know no more than how things stand. Who may glance is decided here: planners and admins.

package syncrun

import (
	"context"
	"fmt"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem"
)

// Outcome is how a run ended.
type Outcome string

// The outcomes.
const (
	Done    Outcome = "done"    // everything is as it should be, but for what is parked or held
	Partial Outcome = "partial" // the next run goes on
	Failed  Outcome = "failed"  // nothing could be done
	Stopped Outcome = "stopped" // nothing was to be done: somebody uninstalled
	Paused  Outcome = "paused"  // nothing was to be done: the settings say so
)

// Report is what a run did. It is stored: fields may be added, never rename or retype one.
type Report struct {
	// ID is the number of its lease.
	ID      int64     `json:"id"`
	Tick    string    `json:"tick,omitempty"` // of the schedule; empty: somebody asked for the run
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
	Outcome Outcome   `json:"outcome"`
	// Idle is whether nothing had changed since a run that found nothing to do, so that nothing was compared: what this
	// one tells of appointments, and its findings, are of that one.
	Idle bool `json:"idle,omitzero"`
	// Appointments is how many were to be mirrored, Unchanged how many of their entries needed nothing.
	Appointments int `json:"appointments"`
	Unchanged    int `json:"unchanged"`
	// Calls that were made, by what they did.
	Inserted int `json:"inserted"`
	Updated  int `json:"updated"`
	Deleted  int `json:"deleted"`
	Granted  int `json:"granted"`
	Revoked  int `json:"revoked"`
	Renamed  int `json:"renamed,omitzero"`
	// Lists, Gets and Writes are calls of Google's API, failed ones too; together they are its quota units.
	Lists  int `json:"lists"`
	Gets   int `json:"gets"`
	Writes int `json:"writes"`
	// Changed counts writes by the fields of appointments that changed, Healed those by the fields that somebody else
	// changed.
	Changed map[calsync.Field]int `json:"changed,omitempty"`
	Healed  map[calsync.Field]int `json:"healed,omitempty"`
	// Mails is how many Google was asked to send. Invited and Open are guests from outside only, as Google counts them:
	// invited, not invited yet.
	Mails   int `json:"mails"`
	Invited int `json:"invited"`
	Open    int `json:"open"`
	Parked  int `json:"parked"`
	// Held is what the guard holds back; nil: nothing.
	Held *calsync.Held `json:"held,omitempty"`
	// Remaining is how many calls were left to the next run.
	Remaining int `json:"remaining"`
	// Findings say what went wrong or needs somebody, with what to do. Paths are those of [calsync.Key.Path].
	Findings problem.List `json:"findings,omitzero"`
}

// Units is what the run cost of Google's quota.
func (r Report) Units() int { return r.Lists + r.Gets + r.Writes }

// Glances is what it takes to look at the sync from outside.
type Glances interface {
	// Reports gives the latest, newest first, see [State].
	Reports(ctx context.Context, most int) ([]Report, error)
	// Settings reads them, see [SettingsStore].
	Settings(ctx context.Context) (calsync.Settings, error)
}

// Glance is the sync as a line.
type Glance struct {
	// Runs are the latest reports, newest first; none: there was no run yet.
	Runs []Report
	// Next is when the schedule has the next run begin; zero: nobody knows, as there was none yet or the sync is stopped.
	// It may have passed, if the schedule does not do what it should.
	Next time.Time
}

// Held is what the guard holds back; nil: nothing.
func (g Glance) Held() *calsync.Held {
	if len(g.Runs) == 0 {
		return nil
	}
	return g.Runs[0].Held
}

// LookAt looks at the sync for somebody who may know of it, else access.ErrNotFound. It reads that many reports.
func LookAt(ctx context.Context, s Glances, c access.Caller, runs int) (Glance, error) {
	if !c.MayPlan() {
		return Glance{}, fmt.Errorf("sync: %w", access.ErrNotFound)
	}
	reports, err := s.Reports(ctx, runs)
	if err != nil {
		return Glance{}, fmt.Errorf("runs: %w", err)
	}
	g := Glance{Runs: reports}
	if len(reports) == 0 || reports[0].Outcome == Stopped || reports[0].Outcome == Paused {
		return g, nil
	}
	settings, err := s.Settings(ctx)
	if err != nil {
		return Glance{}, fmt.Errorf("settings: %w", err)
	}
	g.Next = reports[0].Started.Add(settings.Interval())
	return g, nil
}
