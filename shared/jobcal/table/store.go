package table

import (
	"context"
	"time"

	"kursbuch.internal/shared/jobcal"
)

// Store keeps what became of tables, next to the job calendar.
type Store interface {
	// Tables gives the state of each table, by name.
	Tables(ctx context.Context) ([]State, error)
	// Report reads a report that an [Effect] has put away. access.ErrNotFound if there is none.
	Report(ctx context.Context, name string, generation int64) (*Report, error)
	// Change reads the state of a table (of a new one: nothing but its name), finds as jobcal.Store does, runs decide,
	// writes what it gives, in one serializable transaction. It may run decide more than once, so that must have no
	// effect but its results. An error of decide writes nothing and is returned as it is (errors.Is). jobcal.ErrTooLarge
	// if it is too many bytes.
	Change(ctx context.Context, s Scope, decide func(State, *jobcal.Book) (Effect, error)) error
}

// Scope is what a change is about.
type Scope struct {
	Table        string
	Appointments []jobcal.AppointmentID
}

// Effect is what a change writes.
type Effect struct {
	Changes jobcal.Changes
	// State is that of the table afterwards; nil: as it was.
	State *State
	// Away is a report that is put away, to be kept until [Retention] is over; nil: none.
	Away *Report
	// Gone are the generations whose reports go.
	Gone []int64
}

// State is what is known of a table. It is stored: fields may be added, never rename or retype one.
type State struct {
	Table string `json:"table"`
	// Report is that of the newest generation; nil: there was none.
	Report *Report `json:"report,omitempty"`
	// Before are the reports put away, shortened, newest first.
	Before []Report `json:"before,omitempty"`
	// Judged: what is to be deleted is decided. Of it, Going goes without further ado, Kept is held back.
	Judged bool                   `json:"judged,omitzero"`
	Going  []jobcal.AppointmentID `json:"going,omitempty"`
	Kept   []jobcal.AppointmentID `json:"kept,omitempty"`
	// Went is what nobody approved, of the last day.
	Went []Departure `json:"went,omitempty"`
	// Approved are the deletions that somebody approved, of the last week.
	Approved []Approval `json:"approved,omitempty"`
}

// Departure counts appointments that were deleted.
type Departure struct {
	At    time.Time `json:"at"`
	Count int       `json:"count"`
}

// Approval is what somebody approved of what the guard held back.
type Approval struct {
	Hash         string                 `json:"hash"`
	By           string                 `json:"by"` // mail address
	At           time.Time              `json:"at"`
	Appointments []jobcal.AppointmentID `json:"appointments"`
}

// went is how many went since yesterday that nobody approved.
func (s State) went(now time.Time) (n int) {
	for _, d := range s.Went {
		if now.Before(d.At.Add(day)) {
			n += d.Count
		}
	}
	return n
}

// Reports are those of a table, shortened, newest first.
func (s State) Reports() []Report {
	if s.Report == nil {
		return nil
	}
	return append([]Report{s.Report.Short()}, s.Before...)
}
