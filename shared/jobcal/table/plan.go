// What a file makes of the appointments in a book. It is a plan, as all of ours: values, in the order of the table.

package table

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Plan is what a file makes of some appointments.
type Plan struct {
	Puts      []Put
	Unchanged int
	// Rejected are the rows of appointments that stay as they are, by line.
	Rejected []Rejection
}

// Put is an appointment to create or to replace.
type Put struct {
	Appointment jobcal.Appointment
	New         bool
	// Changed are the members that differ from what was, of those that a table knows; Overridden the ones of them that
	// somebody had edited by hand.
	Changed, Overridden []Member
}

// Chunk is a part of a file that goes in one transaction.
type Chunk struct {
	file *File
	jobs []*job
}

// Chunks cuts the file into parts of so many appointments.
func (f *File) Chunks(size int) (chunks []Chunk) {
	for some := range slices.Chunk(f.jobs, size) {
		chunks = append(chunks, Chunk{f, some})
	}
	return chunks
}

// halves are the two halves of a chunk; nil: it has only one appointment.
func (c Chunk) halves() []Chunk {
	n := len(c.jobs) / 2
	if n == 0 {
		return nil
	}
	return []Chunk{{c.file, c.jobs[:n]}, {c.file, c.jobs[n:]}}
}

// IDs are those of the appointments.
func (c Chunk) IDs() []jobcal.AppointmentID {
	ids := make([]jobcal.AppointmentID, len(c.jobs))
	for i, j := range c.jobs {
		ids[i] = j.appointmentID()
	}
	return ids
}

// Plan is what the chunk makes of a book that has its appointments. They get the origin; empty: they keep theirs.
func (c Chunk) Plan(b *jobcal.Book, origin string) (p Plan) {
	reader := newReader(b, c.file.zone)
	for _, j := range c.jobs {
		before, known := b.Appointments[j.appointmentID()]
		d := before.Draft()
		wrong := reader.read(j, &d)
		wrong.check(j, d, b)
		if origin != "" && before.Origin != "" && before.Origin != origin {
			wrong.add(j.rows[0], oncalendar.OtherTable, before.Origin)
		}
		if len(wrong) > 0 {
			p.Rejected = append(p.Rejected, wrong.whole(j)...)
			continue
		}
		after, _ := jobcal.Check(d, b)
		if origin != "" {
			after.Origin, after.Edited = origin, nil
		}
		if known && before.Tag() == after.Tag() {
			p.Unchanged++
			continue
		}
		put := Put{Appointment: after, New: !known}
		for _, name := range before.Differing(after) {
			m := Member{name, text(before, name, b), text(after, name, b)}
			if known {
				put.Changed = append(put.Changed, m)
			}
			if slices.Contains(before.Edited, name) {
				put.Overridden = append(put.Overridden, m)
			}
		}
		p.Puts = append(p.Puts, put)
	}
	return p
}

// whole adds the rows of an appointment that suffer with others.
func (o objections) whole(j *job) []Rejection {
	because := o[0].Problem.Line
	for _, r := range j.rows {
		if !slices.ContainsFunc(o, func(w Rejection) bool { return w.Problem.Line == r.Line }) {
			o.add(r, oncalendar.LeftOutWithRow, because)
		}
	}
	return o
}

// sorted orders rejections by their lines.
func sorted(all []Rejection) []Rejection {
	slices.SortStableFunc(all, func(a, b Rejection) int { return cmp.Compare(a.Problem.Line, b.Problem.Line) })
	return all
}

// text is a member of an appointment as people read it.
func text(a jobcal.Appointment, member string, b *jobcal.Book) string {
	switch d := a.Draft(); member {
	case "title":
		return d.Title
	case "job_number":
		return d.JobNumber
	case "when":
		return d.Start + "/" + d.End
	}
	names := make([]string, len(a.Persons))
	for i, id := range a.Persons {
		names[i] = cmp.Or(b.Persons[id].ShortName, string(id))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func line(a jobcal.Appointment, members ...Member) Line {
	return Line{a.ID, a.Title, a.Draft().Start, members}
}

// vanished are the appointments of an origin that are not over and not named by the file, by their start, then ID; base
// is how many of the origin are not over.
func (f *File) vanished(b *jobcal.Book, origin string, now time.Time) (gone []jobcal.Appointment, base int) {
	named := map[jobcal.AppointmentID]bool{}
	for _, j := range f.jobs {
		named[j.appointmentID()] = true
	}
	for id, a := range b.Appointments {
		if a.Origin != origin || !a.Span.End.After(now) {
			continue
		}
		base++
		if !named[id] {
			gone = append(gone, a)
		}
	}
	slices.SortFunc(gone, func(a, b jobcal.Appointment) int {
		return cmp.Or(a.Span.Start.Compare(b.Span.Start), cmp.Compare(a.ID, b.ID))
	})
	return gone, base
}
