package table

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/scalar/sheet"
)

// The columns of the REFLEX table MAUFJOB. It has one row for each person of an appointment, which ID_STRING names.
const (
	columnNumber = "LfdNr"
	columnJob    = "AuftrNr"
	columnFrom   = "Datum"
	columnStart  = "UhrzeitVon"
	columnUntil  = "DatumBis"
	columnEnd    = "UhrzeitBis"
	columnPerson = "Personen"
	columnID     = "ID_STRING"
)

var (
	// titleColumns are those of a title: the first one that says something counts. Without any it is the number of the
	// job.
	titleColumns = []string{"Bezeichnung", "Betreff"}
	// mandatory columns have to be there, the others may be missing.
	mandatory = []string{columnID, columnFrom, columnPerson}
	// leading columns have to be there besides if the table leads: an export that has lost its times of day would make
	// whole days of all appointments.
	leading = []string{columnJob, columnStart, columnUntil, columnEnd}
	// Known are all columns that are taken.
	Known = slices.Concat([]string{columnNumber, columnJob, columnFrom, columnStart, columnUntil, columnEnd, columnPerson,
		columnID}, titleColumns)
)

// File is a table that was read.
type File struct {
	// Rows is how many there are.
	Rows int
	// Ignored are the names of the columns that are not taken.
	Ignored []string
	jobs    []*job
	zone    string
	// nameless are the lines of rows that may belong to any appointment.
	nameless []int
}

// Jobs is how many appointments the file has; rows without an ID_STRING are one each.
func (f *File) Jobs() int { return len(f.jobs) }

// Read reads a file whose times of day are in a time zone. What is found makes the file none that could be taken at
// all; what is wrong with a row comes later, with the plan. A table that leads needs more columns.
func Read(content []byte, zone string, leads bool) (*File, problem.List) {
	var found problem.List
	if len(content) > MaxBytes {
		found.Add("", oncalendar.TableTooLarge, MaxBytes>>20)
		return nil, found
	}
	t, err := sheet.Read(content)
	if err == sheet.ErrEmpty {
		found.Add("", oncalendar.TableEmpty)
		return nil, found
	} else if err != nil {
		found.Add("", oncalendar.TableUnreadable)
		return nil, found
	}
	wanted := mandatory
	if leads {
		wanted = slices.Concat(mandatory, leading)
	}
	missing := slices.DeleteFunc(slices.Clone(wanted), t.Has)
	if len(missing) > 0 {
		found.Add("", oncalendar.ColumnsMissing, strings.Join(missing, ", "), strings.Join(t.Columns, ", "))
	}
	f := &File{Rows: len(t.Rows), jobs: jobs(t), zone: zone}
	seen := map[string]bool{}
	for _, column := range t.Columns {
		name := sheet.Name(column)
		switch known := slices.ContainsFunc(Known, func(k string) bool { return sheet.Name(k) == name }); {
		case known && seen[name]:
			found.Add("", oncalendar.ColumnTwice, strings.TrimSpace(column))
		case !known && name != "":
			f.Ignored = append(f.Ignored, strings.TrimSpace(column))
		}
		seen[name] = true
	}
	for _, r := range t.Rows {
		if r.Broken != "" || r.Get(columnID) == "" { // of a broken row the ID may be in the wrong column
			f.nameless = append(f.nameless, r.Line)
		}
	}
	if !found.Empty() {
		return nil, found
	}
	return f, found
}

// job is an appointment of the table.
type job struct {
	id   string // the ID_STRING
	rows []row
}

// row is one of the table.
type row = sheet.Row

// jobs gathers the rows of each appointment, in the order of the table.
func jobs(t *sheet.Table) []*job {
	var jobs []*job
	byID := map[string]*job{}
	for _, r := range t.Rows {
		id := r.Get(columnID)
		j := byID[id]
		if j == nil || id == "" {
			j = &job{id: id}
			jobs, byID[id] = append(jobs, j), j
		}
		j.rows = append(j.rows, r)
	}
	return jobs
}

// appointmentID is the same for the same ID_STRING, whatever that is made of.
func (j *job) appointmentID() jobcal.AppointmentID { return AppointmentID(j.id) }

// AppointmentID is that of the appointment which has the ID_STRING.
func AppointmentID(idString string) jobcal.AppointmentID {
	if id := jobcal.AppointmentID("reflex-" + idString); jobcal.ValidID(id) {
		return id
	}
	sum := sha256.Sum256([]byte(idString))
	return jobcal.AppointmentID("reflex-" + hex.EncodeToString(sum[:16]))
}
