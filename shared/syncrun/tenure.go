// Who has the lease, and for how long.

package syncrun

import (
	"slices"
	"time"
)

// Claim asks for the lease.
type Claim struct {
	// Tick is the time that the schedule names for the run, the same when it asks again; empty: nobody's schedule.
	Tick string
	Now  time.Time
	// For is after how long the lease ends by itself: the tenant may have died.
	For time.Duration
	// Where and By are those of the [Tenant] that it makes.
	Where, By string
}

// Lease is the right to write.
type Lease struct {
	// Fence grows by one with each lease. Whoever holds an older one has lost it.
	Fence int64
	Until time.Time
}

// Tenant is who has the lease, for people who find that they have to wait.
type Tenant struct {
	// Run is the number of the lease, and of the report that it will have.
	Run int64 `json:"number"`
	// Where is the process, such as the revision of a deployed function; empty: nobody knows.
	Where string `json:"where,omitempty"`
	// By is the mail address of who asked for the run; empty: the schedule did, or nobody knows.
	By string `json:"by,omitempty"`
	// Since is when the run began; zero: nobody knows. Until is when the lease ends at the latest.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until"`
}

// Tenure says who has the lease. Every store of the state keeps one, next to what is remembered, in the same
// transaction. The zero value is that of a new store. It is stored: fields may be added, never rename or retype one.
//
//	who asks for what            | nobody has it | somebody has it | it ran out
//	Begin, new tick or none      | the next one  | ErrBusy         | the next one
//	Begin, a tick that ended     | ErrRepeated   | ErrRepeated     | ErrRepeated
//	Remember by its last tenant  | ErrLeaseLost  | writes          | writes
//	End by its last tenant       | ends again    | ends            | ends
//	Evict of its last tenant     | ErrNoSuchRun  | nobody has it   | nobody has it
//	Evict of anybody else        | ErrNoSuchRun  | ErrNoSuchRun    | ErrNoSuchRun
//	Remember, End by older ones, | ErrLeaseLost  | ErrLeaseLost    | ErrLeaseLost
//	or by who was evicted        |               |                 |
type Tenure struct {
	Fence int64 `json:"fence"` // of the last lease; 0: there was none
	// Until is when the lease runs out; zero: it was given back.
	Until time.Time `json:"until,omitzero"`
	Tick  string    `json:"tick,omitempty"` // that the lease was claimed for
	// Since, Where, By are those of the [Tenant]; of leases that a former version began, nobody knows them.
	Since time.Time `json:"since,omitzero"`
	Where string    `json:"where,omitempty"`
	By    string    `json:"by,omitempty"`
	// Had are the latest ticks whose runs ended with a report, oldest first. A tick whose run died may have another one.
	Had []string `json:"had,omitempty"`
}

// ticksKept is how many ticks are known to have had their run. Schedulers repeat a tick for half an hour at most; by
// then there were 30 others.
const ticksKept = 60

// Begin is the tenure once the lease is claimed. ErrBusy, ErrRepeated as in [State].
func (t Tenure) Begin(c Claim) (Tenure, error) {
	switch {
	case c.Tick != "" && slices.Contains(t.Had, c.Tick):
		return t, ErrRepeated
	case c.Now.Before(t.Until):
		return t, &Busy{t.tenant()}
	}
	return Tenure{Fence: t.Fence + 1, Until: c.Now.Add(c.For), Tick: c.Tick, Since: c.Now, Where: c.Where, By: c.By,
		Had: t.Had}, nil
}

func (t Tenure) tenant() Tenant {
	return Tenant{Run: t.Fence, Where: t.Where, By: t.By, Since: t.Since, Until: t.Until}
}

// Lease is what the tenant gets.
func (t Tenure) Lease() Lease { return Lease{Fence: t.Fence, Until: t.Until} }

// Check tells whether the tenant of l may write. ErrLeaseLost if not. A lease that ran out is good until somebody takes
// it: what was done in Google shall not be forgotten without need.
func (t Tenure) Check(l Lease) error {
	if t.Fence != l.Fence || t.Until.IsZero() {
		return ErrLeaseLost
	}
	return nil
}

// Evict is the tenure once the lease of a run was taken away. The number after it is nobody's: whoever holds an older
// one has lost it. ErrNoSuchRun if that run does not have the lease.
func (t Tenure) Evict(run int64) (Tenure, error) {
	if t.Fence != run || t.Until.IsZero() {
		return t, ErrNoSuchRun
	}
	return Tenure{Fence: t.Fence + 1, Had: t.Had}, nil
}

// End is the tenure once the lease was given back. reported is whether the run left a report: then its tick had its
// run. Whoever does not know whether their End arrived may end again. ErrLeaseLost if somebody else had the lease
// since.
func (t Tenure) End(l Lease, reported bool) (Tenure, error) {
	if t.Fence != l.Fence {
		return t, ErrLeaseLost
	}
	ended := Tenure{Fence: t.Fence, Tick: t.Tick, Had: t.Had}
	if reported && t.Tick != "" && !slices.Contains(t.Had, t.Tick) {
		had := append(slices.Clone(t.Had), t.Tick)
		ended.Had = had[max(0, len(had)-ticksKept):]
	}
	return ended, nil
}
