package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
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

// Columns of a title: the first one that says something counts. Without any it is the number of the job.
var titleColumns = []string{"Bezeichnung", "Betreff"}

// meanings are what columns hold whose names do not tell.
var meanings = map[string]string{
	columnNumber: "laufende Nummer", columnJob: "Nummer des Auftrags", columnID: "Kennung des Termins",
}

// named is a column with what it holds.
func named(column string) string {
	if meaning := meanings[column]; meaning != "" {
		return column + " (" + meaning + ")"
	}
	return column
}

// mandatory columns have to be there, the others may be missing.
var mandatory = []string{columnID, columnFrom, columnPerson}

var known = slices.Concat([]string{columnNumber, columnJob, columnFrom, columnStart, columnUntil, columnEnd,
	columnPerson, columnID}, titleColumns)

// separators are what people write between several short names.
const separators = ",;/&+|\n"

// job is an appointment of the table.
type job struct {
	id   string // the ID_STRING
	rows []row
}

// jobs gathers the rows of each appointment, in the order of the table.
func (t *table) jobs() []*job {
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
func (j *job) appointmentID() jobcal.AppointmentID {
	if id := jobcal.AppointmentID("reflex-" + j.id); jobcal.ValidID(id) {
		return id
	}
	sum := sha256.Sum256([]byte(j.id))
	return jobcal.AppointmentID("reflex-" + hex.EncodeToString(sum[:16]))
}

// rejection is why a row is not taken over.
type rejection struct {
	row
	complaint
}

// reader knows what a row means for an appointment.
type reader struct {
	zone string
	// persons are by their short names in small letters.
	persons map[string]jobcal.PersonID
	// known are the persons by all their names, their short names as keys.
	known []problem.Candidate
}

func newReader(b *jobcal.Book, zone string) reader {
	r := reader{zone: zone, persons: map[string]jobcal.PersonID{}}
	for id, p := range event.Sorted(b.Persons) {
		r.persons[strings.ToLower(p.ShortName)] = id
		r.known = append(r.known, problem.Candidate{Key: p.ShortName, Names: []string{p.Name, p.ShortName}})
	}
	return r
}

// read changes d into what the rows of an appointment say, or gives all that is wrong with them. What the table does
// not know stays.
func (r reader) read(j *job, d *jobcal.Draft) (rejected []rejection) {
	d.ID, d.Persons = j.appointmentID(), nil
	first := j.rows[0]
	for _, row := range j.rows {
		wrong := faults(row)
		if row.Broken == "" { // of the cells of such a row nothing can be said
			wrong = append(wrong, agree(first, row)...)
			wrong = append(wrong, r.person(row, d)...)
		}
		for _, c := range wrong {
			rejected = append(rejected, rejection{row, c})
		}
	}
	if first.Broken == "" {
		d.JobNumber, d.Title = first.Get(columnJob), title(first)
		for _, c := range r.times(first, d) {
			rejected = append(rejected, rejection{first, c})
		}
	}
	return rejected
}

func faults(row row) (wrong []complaint) {
	if row.Broken != "" {
		return []complaint{{faultTexts[row.Broken], "Bitte in der Tabelle berichtigen."}}
	}
	if row.Get(columnID) == "" {
		wrong = append(wrong, complaint{named(columnID) + " fehlt.",
			"Ohne sie ist nicht bekannt, zu welchem Termin die Zeile gehört. Bitte neu exportieren."})
	}
	if title(row) == "" {
		wrong = append(wrong, complaint{"Der Termin hat weder Bezeichnung noch Auftragsnummer.",
			"Bitte " + named(columnJob) + " eintragen."})
	}
	return wrong
}

// agree finds rows of one appointment that mean different ones.
func agree(a, b row) (wrong []complaint) {
	if a.Broken != "" {
		return nil
	}
	for _, column := range known {
		if column != columnNumber && column != columnPerson && a.Get(column) != b.Get(column) {
			wrong = append(wrong, complaint{
				fmt.Sprintf("%s ist hier %q, in Zeile %d desselben Termins aber %q.", named(column), b.Get(column), a.Line,
					a.Get(column)),
				"Bitte angleichen, oder dem zweiten Termin eine eigene " + named(columnID) + " geben.",
			})
		}
	}
	return wrong
}

func (r reader) person(row row, d *jobcal.Draft) []complaint {
	short := row.Get(columnPerson)
	if short == "" {
		return nil
	}
	id, ok := r.persons[strings.ToLower(short)]
	if !ok && strings.ContainsAny(short, separators) {
		return []complaint{{fmt.Sprintf("%s: Hier stehen mehrere Kürzel (%q); gebraucht wird je Person eine Zeile.",
			columnPerson, short), "Bitte die Zeile je Person einmal schreiben, mit derselben " + named(columnID) + "."}}
	}
	if !ok {
		remedy := "Bitte die Person anlegen, dann die Datei noch einmal laden."
		if meant, _ := problem.Meant(short, r.known); len(meant) == 1 {
			remedy = fmt.Sprintf("Gemeint: %q (%s)? Sonst bitte die Person anlegen, dann die Datei noch einmal laden.",
				meant[0].Key, meant[0].Names[0])
		}
		return []complaint{{fmt.Sprintf("Das Kürzel %q kennt der JobKalender nicht.", short), remedy}}
	}
	if !slices.Contains(d.Persons, id) {
		d.Persons = append(d.Persons, id)
	}
	return nil
}

func title(r row) string {
	for _, column := range titleColumns {
		if text := strings.Join(strings.Fields(r.Get(column)), " "); text != "" {
			return text
		}
	}
	if number := r.Get(columnJob); number != "" {
		return "Auftrag " + number
	}
	return ""
}

// times reads when the appointment is: without times of day it takes whole days, the last one included. If it cannot
// be read the draft has none.
func (r reader) times(row row, d *jobcal.Draft) (wrong []complaint) {
	d.TimeZone, d.Start, d.End = "", "", ""
	note := func(err error) {
		if c, ok := errors.AsType[*complaint](err); ok {
			wrong = append(wrong, *c)
		}
	}
	from, err := readDay(columnFrom, row.Get(columnFrom))
	note(err)
	until := from
	if text := row.Get(columnUntil); text != "" {
		until, err = readDay(columnUntil, text)
		note(err)
	}
	if len(wrong) == 0 && until.Before(from) {
		return append(wrong, complaint{fmt.Sprintf("%s (%s) liegt vor %s (%s).", columnUntil, row.Get(columnUntil),
			columnFrom, row.Get(columnFrom)), "Bitte berichtigen; für einen einzigen Tag " + columnUntil + " leer lassen."})
	}
	start, end := row.Get(columnStart), row.Get(columnEnd)
	if start == "" && end == "" {
		if len(wrong) == 0 {
			d.Start, d.End = from.Format(time.DateOnly), until.AddDate(0, 0, 1).Format(time.DateOnly)
		}
		return wrong
	}
	var clocks [2]time.Duration
	for i, cell := range [2]struct{ column, text string }{{columnStart, start}, {columnEnd, end}} {
		if cell.text == "" {
			note(&complaint{cell.column + " fehlt.",
				"Bitte eintragen; für einen ganztägigen Termin beide Uhrzeiten leer lassen."})
			continue
		}
		clocks[i], err = readClock(cell.column, cell.text)
		note(err)
	}
	if len(wrong) == 0 {
		const local = "2006-01-02T15:04:05"
		d.TimeZone, d.Start, d.End = r.zone, from.Add(clocks[0]).Format(local), until.Add(clocks[1]).Format(local)
	}
	return wrong
}
