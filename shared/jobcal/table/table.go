// Package table makes the job calendar what a table says that leads.
//
// A planner's program, such as REFLEX with its table MAUFJOB, knows appointments that planners do not want to write
// twice. It drops its whole table each time. [Load] makes of it, in this order:
//
//	row                                  | appointment
//	new ID_STRING                        | is created, with the table as its origin
//	known, other values                  | is changed; what the table does not know stays; edits by hand are told
//	known, of no origin                  | gets its origin
//	known, of another table              | stays; the row is rejected
//	cannot be read                       | stays; the row is rejected
//	gone, of this origin, not over       | is deleted, last of all, if the guard does not hold it back
//	gone, over or of another origin      | stays
//
// Nothing at all is deleted if the table is empty, or if a row has no ID_STRING that can be read: it may be any. A
// table that lacks a column is not taken at all.
//
// What goes is held back as calsync does it: more than the guard of the settings allows, in a day, has to be approved
// by the hash of exactly these appointments ([Approve]).
//
// Tables come at least once, in any order. Each has a generation; [Load] first claims it in the [State] of the table,
// and every transaction that writes looks at the claim: an older generation ends where a newer one has begun. A table
// is taken in as many transactions as the store needs, each of which is whole, adds to the report what it did, and does
// nothing when it is repeated. Whoever comes again after a crash goes on where it stopped; deletions come when all else
// is written, from a list that was decided once, so that half a table never looks like a smaller one.
package table

import (
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

const (
	// MaxBytes is how large a table may be: some 200,000 rows.
	MaxBytes = 16 << 20
	// Zone is the time zone of the times of day in tables, where nobody says another one.
	Zone = "Europe/Berlin"
	// Folder is where in the bucket tables are dropped, as NAME.csv.
	Folder = "jobcalendar/"
	// Retention is how long reports are kept.
	Retention = 90 * 24 * time.Hour
	// maxLines is how many appointments of a kind a report names. Of the others it has the number.
	maxLines = 200
	// day is how long what went without approval counts against the guard.
	day = 24 * time.Hour
	// approvalLife is how long it is known which deletions somebody approved.
	approvalLife = 7 * day
)

// NameOf is the name of the table that an object of the bucket is; empty: it is none.
func NameOf(object string) string {
	file, below := strings.CutPrefix(object, Folder)
	name, isTable := strings.CutSuffix(file, ".csv")
	if !below || !isTable || !jobcal.ValidID(name) {
		return ""
	}
	return name
}

// Outcome is what became of a table.
type Outcome string

// The outcomes of tables.
const (
	Underway Outcome = "underway" // whoever took it stopped; it is taken up again
	Taken    Outcome = "taken"
	Held     Outcome = "held"    // but for what the guard holds back
	Refused  Outcome = "refused" // nothing was done
)

// Report tells what became of one generation of a table. It is stored: fields may be added, never rename or retype one.
type Report struct {
	Table      string    `json:"table"`
	Generation int64     `json:"generation"`
	At         time.Time `json:"at"`
	// By is who dropped it: a mail address, or a program; empty: the bucket does not tell.
	By      string  `json:"by,omitempty"`
	Outcome Outcome `json:"outcome"`
	// Why it was refused, or nothing was deleted, or not yet.
	Findings problem.List `json:"findings,omitzero"`

	Rows      int   `json:"rows"`
	Created   Lines `json:"created,omitzero"`
	Changed   Lines `json:"changed,omitzero"`
	Unchanged int   `json:"unchanged"`
	Deleted   Lines `json:"deleted,omitzero"`
	// Overridden are the edits by hand that the table undid.
	Overridden Lines `json:"overridden,omitzero"`
	// HeldBack is what would be deleted, if somebody approved it by Hash.
	HeldBack Lines  `json:"held_back,omitzero"`
	Hash     string `json:"hash,omitempty"`
	// ApprovedBy is who did so; empty: nobody.
	ApprovedBy string    `json:"approved_by,omitempty"`
	ApprovedAt time.Time `json:"approved_at,omitzero"`
	// Rejected are rows, at most 500 of them, RejectedRows how many there are.
	Rejected     []Rejection `json:"rejected,omitempty"`
	RejectedRows int         `json:"rejected_rows"`
	// Ignored are the names of columns that are not taken.
	Ignored []string `json:"ignored,omitempty"`
}

// Lines are appointments to which the same happened: the first of them, and how many.
type Lines struct {
	Count int    `json:"count"`
	First []Line `json:"first,omitempty"`
}

// Line is an appointment as people know it.
type Line struct {
	ID    jobcal.AppointmentID `json:"id"`
	Title string               `json:"title"`
	Start string               `json:"start"`
	// Members are what was changed.
	Members []Member `json:"members,omitempty"`
}

// Member is what changed of an appointment, as people read it; persons are short names.
type Member struct {
	Name string `json:"name"` // one of the [jobcal.TableMembers]
	Was  string `json:"was"`
	Is   string `json:"is"`
}

func (l *Lines) add(line Line) {
	l.Count++
	if len(l.First) < maxLines {
		l.First = append(l.First, line)
	}
}

// Short is a report without its lists, as a list of reports shows it.
func (r Report) Short() Report {
	for _, l := range []*Lines{&r.Created, &r.Changed, &r.Deleted, &r.Overridden, &r.HeldBack} {
		l.First = nil
	}
	r.Rejected, r.Ignored = nil, nil
	return r
}
