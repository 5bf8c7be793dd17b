package calsync

import (
	"context"
	"errors"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// Errors of the state.
var (
	// ErrBusy: another run is under way. It comes as a [Busy].
	ErrBusy = errors.New("another run is under way")
	// ErrRepeated: this tick of the schedule had its run already.
	ErrRepeated = errors.New("this tick had its run")
	// ErrLeaseLost: the lease ran out and somebody else took it. Nothing was written.
	ErrLeaseLost = errors.New("the lease is lost")
)

// Busy is an ErrBusy that knows when it ends.
type Busy struct {
	// Until is when the lease of the other run ends at the latest.
	Until time.Time
}

// Error implements the error interface.
func (b *Busy) Error() string {
	return ErrBusy.Error() + " until " + b.Until.UTC().Format(time.RFC3339)
}

// Unwrap makes it an [ErrBusy].
func (b *Busy) Unwrap() error { return ErrBusy }

// SettingsStore keeps the settings.
type SettingsStore interface {
	// Settings reads them; [Defaults] if nobody changed them yet.
	Settings(ctx context.Context) (Settings, error)
	// ChangeSettings reads them, runs decide on them, writes what it returns, in a serializable transaction. It may run
	// decide more than once. An error of decide writes nothing and is returned as it is (errors.Is).
	ChangeSettings(ctx context.Context, decide func(Settings) (Settings, error)) error
}

// State remembers between runs. At any time there is one who may write: the holder of the lease. Who that is, [Tenure]
// tells.
type State interface {
	// Begin takes the lease for whoever claims it. ErrBusy if somebody has it, ErrRepeated if the tick had its run: one
	// that ended with a report. A tick whose run died may come again.
	Begin(ctx context.Context, c Claim) (Lease, error)
	// Recall gives what is remembered, as of one moment.
	Recall(ctx context.Context) (*Memory, error)
	// Remember writes, all or nothing. A store that takes only so much at once may write thousands of records in parts,
	// the core first, each of them all or nothing. ErrLeaseLost if the lease is somebody else's by now, or was given back.
	Remember(ctx context.Context, l Lease, n News) error
	// End gives the lease back and, if r is not nil, keeps the report. Who ends again, replaces the report. ErrLeaseLost
	// if somebody else had the lease since; then nothing is kept.
	End(ctx context.Context, l Lease, r *Report) error
	// Reports gives the latest, newest first. Stores drop old ones: after 90 days, or when there are 1,000.
	Reports(ctx context.Context, most int) ([]Report, error)
}

// Claim asks for the lease.
type Claim struct {
	// Tick is the time that the schedule names for the run, the same when it asks again; empty: nobody's schedule.
	Tick string
	Now  time.Time
	// For is after how long the lease ends by itself: the holder may have died.
	For time.Duration
	// TakeOver takes the lease though somebody has it. Only who knows that the holder is dead may claim so.
	TakeOver bool
}

// Lease is the right to write.
type Lease struct {
	// Fence grows by one with each lease. Whoever holds an older one has lost it.
	Fence int64
	Until time.Time
}

// Memory is what is remembered between runs.
type Memory struct {
	Core    Core
	Records map[Key]Record
}

// News are what to remember from now on.
type News struct {
	Core    *Core           // nil: as before
	Records map[Key]*Record // to create or replace; nil deletes one
}

// Core is what is remembered besides records. It is stored: fields may be added, never rename or retype one.
type Core struct {
	// Calendar is the master calendar; empty: there is none yet.
	Calendar CalendarID `json:"calendar,omitempty"`
	// Name is what the calendar was called last.
	Name string `json:"name,omitempty"`
	// Readers are the mail addresses that we gave the right to read, ascending.
	Readers []string `json:"readers,omitempty"`
	// InvitedOn is a day of UTC, YYYY-MM-DD, on which Invited guests from outside were invited.
	InvitedOn string `json:"invited_on,omitempty"`
	Invited   int    `json:"invited,omitzero"`
	// NobodyUntil is until when nobody from outside is invited, as Google took no more; zero: Google takes them. Trips
	// counts how often in a row that happened.
	NobodyUntil time.Time `json:"nobody_until,omitzero"`
	Trips       int       `json:"trips,omitzero"`
	// BadReaders are mail addresses that Google does not know, with until when nobody asks it again.
	BadReaders map[string]time.Time `json:"bad_readers,omitempty"`
	// Approved are the losses that somebody approved.
	Approved *Approval `json:"approved,omitempty"`
	// Stopped is who uninstalled: no run does anything until somebody has it start again; nil: runs do what they do.
	Stopped *Stop `json:"stopped,omitempty"`
}

// Stop keeps runs from writing. It is stored: fields may be added, never rename or retype one.
type Stop struct {
	By string    `json:"by"` // mail address
	At time.Time `json:"at"`
}

// Approval lets go of what the guard held back. It is stored: fields may be added, never rename or retype one.
type Approval struct {
	Losses []Loss    `json:"losses"`
	By     string    `json:"by"` // mail address
	At     time.Time `json:"at"`
}

// Record is what is remembered of an appointment's entry. It is stored: fields may be added, never rename or retype
// one.
type Record struct {
	Generation int `json:"generation,omitzero"`
	// Want is the hash of what we wanted when we wrote last, Echo the entry as Google answered: what it stores is not
	// always what it was sent. Empty and nil: nothing was written.
	Want string `json:"want,omitempty"`
	Echo *Entry `json:"echo,omitempty"`
	// Answers are those of the guests, by mail address, as they were read last; also of guests who are not there any more:
	// whoever is invited again has answered already.
	Answers map[string]string `json:"answers,omitempty"`
	// Left is the entry as it was when it went only because fewer days ahead are mirrored; nil: it did not.
	Left *Entry `json:"left,omitempty"`
	// Heals counts the runs in a row that had to write the same thing again.
	Heals int `json:"heals,omitzero"`
	// Failures counts the runs in a row that could not write. Until ParkedUntil nobody tries again, unless the appointment
	// changes: then ParkedWant is not what we want any more. Failed says why.
	Failures    int              `json:"failures,omitzero"`
	Failed      *problem.Problem `json:"failed,omitempty"`
	ParkedUntil time.Time        `json:"parked_until,omitzero"`
	ParkedWant  string           `json:"parked_want,omitempty"`
	// Trail are the latest writes, oldest first.
	Trail []Step `json:"trail,omitempty"`
}

// Step is a write that was made, or failed. It is stored: fields may be added, never rename or retype one.
type Step struct {
	At      time.Time        `json:"at"`
	Verb    Verb             `json:"verb"`
	Changes []Change         `json:"changes,omitempty"`
	Failed  *problem.Problem `json:"failed,omitempty"`
}

// Supply is what the sources give to a run.
type Supply struct {
	// Appointments of all sources, those left out that end before the window of the run.
	Appointments map[Key]jobcal.Appointment
	Persons      map[jobcal.PersonID]jobcal.Person
	Resources    map[jobcal.ResourceID]jobcal.Resource
	// Failed are the sources that could not be read. Nothing of theirs is deleted, nor of those whose names go on after a
	// slash: [Events] stands for each event.
	Failed []Source
	// Warnings are what the sources themselves have to say, such as a room taken twice. Paths are those of [Key.Path].
	Warnings problem.List
}
