// What is wrong with an appointment, a person, a resource: all of it at once. Whom or what an appointment had before
// may stay, though it is not among the persons and resources any more. Mail addresses and short names belong to one of
// them.

package jobcal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/scalar"
)

// maxGuests is how many persons and resources an appointment may have. Google treats more guests differently.
const maxGuests = 200

// Check gives the appointment that a draft means among the persons and resources of a book, or everything that is wrong
// with it, with paths into the draft. The appointment of its ID in the book is the one before the change: whom or what
// that has may stay, also if there is no such person or resource any more.
func Check(d Draft, b *Book) (Appointment, problem.List) {
	var found problem.List
	a := d.appointment(&found)
	identify("/id", d.ID, &found)
	line("/job_number", d.JobNumber, maxLabel, &found)
	mandatory("/title", d.Title, maxTitle, &found)
	paragraphs("/description", d.Description, maxDescription, &found)
	line("/location", d.Location, maxLocation, &found)
	line("/category", d.Category, maxLabel, &found)
	link(d.Link, &found)
	if len(d.Recurrence) > 0 && d.Recurrence.Kind() != 'n' {
		found.Add("/recurrence", oncalendar.NoRecurrence)
	}
	before := b.Appointments[d.ID]
	guests("/persons", d.Persons, circle[PersonID]{among(before.Persons, b.Persons), b.people}, &found)
	guests("/resources", d.Resources, circle[ResourceID]{among(before.Resources, b.Resources), b.things}, &found)
	if n := len(d.Persons) + len(d.Resources); n > maxGuests {
		found.Add("/persons", oncalendar.TooManyGuests, n, maxGuests)
	}
	if !found.Empty() {
		return Appointment{}, found
	}
	return a, found
}

// among reports who may be in an appointment: who was in it before, or is known.
func among[ID ~string, E any](before []ID, known map[ID]E) func(ID) bool {
	return func(id ID) bool {
		_, exists := known[id]
		return exists || slices.Contains(before, id)
	}
}

// people are the persons by what they are called.
func (b *Book) people() (all []problem.Candidate) {
	for id, p := range event.Sorted(b.Persons) {
		all = append(all, problem.Candidate{Key: string(id), Names: []string{p.Name, p.ShortName}})
	}
	return all
}

// things are the resources by what they are called.
func (b *Book) things() (all []problem.Candidate) {
	for id, r := range event.Sorted(b.Resources) {
		all = append(all, problem.Candidate{Key: string(id), Names: []string{r.Name}})
	}
	return all
}

// circle is who may be in a list, and the names of those who could be.
type circle[ID ~string] struct {
	may   func(ID) bool
	names func() []problem.Candidate
}

// guests checks a list of persons or of resources. Who is unknown by an ID may be known by a name.
func guests[ID ~string](at jsontext.Pointer, ids []ID, who circle[ID], found *problem.List) {
	code := oncalendar.UnknownPerson
	if at == "/resources" {
		code = oncalendar.UnknownResource
	}
	seen := map[ID]bool{}
	for i, id := range ids {
		here := at + jsontext.Pointer("/"+strconv.Itoa(i))
		switch {
		case seen[id]:
			found.Add(here, oncalendar.ListedTwice, fmt.Sprintf("%q", string(id)))
		case !who.may(id):
			p := found.Add(here, code, fmt.Sprintf("%q", string(id)))
			meant, _ := problem.Meant(string(id), who.names())
			for _, c := range meant {
				p.Suggest(problem.Suggestion{Op: problem.Replace, Path: here, Value: scalar.Text(c.Key).Raw(), Name: c.Names[0]})
			}
		}
		seen[id] = true
	}
}

// CheckPerson gives the person with the mail address in its one spelling, or everything that is wrong, with paths into
// it. The book has the others; one of the same ID is the person before the change.
func CheckPerson(p Person, b *Book) (Person, problem.List) { return newDirectory(b).person(p) }

// directory finds persons and resources by what has to be unique.
type directory struct{ mails, shortNames map[string][]entry }

// entry is a person or a resource in a directory.
type entry struct {
	id    string // of a person, or of a resource: then with a / in front
	shown string // to people
}

func newDirectory(b *Book) directory {
	d := directory{map[string][]entry{}, map[string][]entry{}}
	var none problem.List
	for id, p := range event.Sorted(b.Persons) {
		e := entry{string(id), p.Name + " (" + p.ShortName + ")"}
		folded := FoldShortName(p.ShortName)
		d.shortNames[folded] = append(d.shortNames[folded], e)
		d.add(cmp.Or(address("", p.Mail, &none), p.Mail), e)
	}
	for id, r := range event.Sorted(b.Resources) {
		d.add(cmp.Or(address("", r.Mail, &none), r.Mail), entry{"/" + string(id), r.Name})
	}
	return d
}

func (d directory) add(mail string, e entry) {
	if mail != "" {
		d.mails[mail] = append(d.mails[mail], e)
	}
}

// other is somebody else among the entries, or nobody.
func other(entries []entry, id string) (entry, bool) {
	i := slices.IndexFunc(entries, func(e entry) bool { return e.id != id })
	if i < 0 {
		return entry{}, false
	}
	return entries[i], true
}

func (d directory) person(p Person) (Person, problem.List) {
	var found problem.List
	identify("/id", p.ID, &found)
	mandatory("/short_name", p.ShortName, maxShortName, &found)
	mandatory("/name", p.Name, maxName, &found)
	if taken, ok := other(d.shortNames[FoldShortName(p.ShortName)], string(p.ID)); ok &&
		FoldShortName(p.ShortName) != "" {
		found.Add("/short_name", oncalendar.ShortNameTaken, taken.shown)
	}
	given := p.Mail
	p.Mail = d.mail(given, string(p.ID), &found)
	if p.Sync && given == "" {
		found.Add("/mail", oncalendar.NoMail)
	}
	if p.Persona < 0 {
		found.Add("/persona", problem.TooSmall, p.Persona, 0)
	}
	return p, found
}

func (d directory) resource(r Resource) (Resource, problem.List) {
	var found problem.List
	identify("/id", r.ID, &found)
	mandatory("/name", r.Name, maxName, &found)
	r.Mail = d.mail(r.Mail, "/"+string(r.ID), &found)
	return r, found
}

// mail checks the mail address of who has the id.
func (d directory) mail(text, id string, found *problem.List) string {
	mail := address("/mail", text, found)
	if taken, ok := other(d.mails[mail], id); ok && mail != "" {
		found.Add("/mail", oncalendar.MailTaken, taken.shown)
	}
	return mail
}
