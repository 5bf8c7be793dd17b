// What entries tell, in words, and which members they are about.

package history

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
)

// when is the member that start, end and time zone are together.
const when = "when"

// member is one of an appointment.
type member struct {
	name string // in a draft
	// same reports whether two appointments have the same one.
	same func(a, b jobcal.Appointment) bool
	// tell says what became of it.
	tell func(t teller, was, is jobcal.Draft) string
}

// members are all that people see of an appointment, in the order of a draft. Which edits a table undid is told by what
// differs then.
var members = []member{
	valued("job_number", problem.Text{De: "Auftragsnummer", En: "job number"},
		func(d jobcal.Draft) string { return d.JobNumber }),
	valued("title", problem.Text{De: "Titel", En: "title"}, func(d jobcal.Draft) string { return d.Title }),
	{"description", func(a, b jobcal.Appointment) bool { return a.Description == b.Description },
		func(t teller, _, _ jobcal.Draft) string {
			return t.say("Beschreibung geändert", "description changed")
		}},
	valued("location", problem.Text{De: "Ort", En: "location"}, func(d jobcal.Draft) string { return d.Location }),
	{when, func(a, b jobcal.Appointment) bool { return sameTime(a.Span, b.Span) }, teller.moved},
	{"persons", func(a, b jobcal.Appointment) bool { return slices.Equal(a.Persons, b.Persons) },
		func(t teller, was, is jobcal.Draft) string {
			return exchange(t, was.Persons, is.Persons, func(id jobcal.PersonID) string { return t.book.Persons[id].Name })
		}},
	{"resources", func(a, b jobcal.Appointment) bool { return slices.Equal(a.Resources, b.Resources) },
		func(t teller, was, is jobcal.Draft) string {
			return exchange(t, was.Resources, is.Resources,
				func(id jobcal.ResourceID) string { return t.book.Resources[id].Name })
		}},
	valued("category", problem.Text{De: "Kategorie", En: "category"}, func(d jobcal.Draft) string { return d.Category }),
	flag("private", func(d jobcal.Draft) bool { return d.Private }, problem.Text{De: "jetzt privat", En: "now private"},
		problem.Text{De: "nicht mehr privat", En: "no longer private"}),
	flag("free", func(d jobcal.Draft) bool { return d.Free },
		problem.Text{De: "die Zeit bleibt jetzt frei", En: "the time now stays free"},
		problem.Text{De: "die Zeit ist jetzt belegt", En: "the time is now taken"}),
	valued("link", problem.Text{De: "Link", En: "link"}, func(d jobcal.Draft) string { return d.Link }),
	flag("cancelled", func(d jobcal.Draft) bool { return d.Cancelled }, problem.Text{De: "abgesagt", En: "cancelled"},
		problem.Text{De: "findet doch statt", En: "takes place after all"}),
	valued("origin", problem.Text{De: "führende Tabelle", En: "table that leads"},
		func(d jobcal.Draft) string { return d.Origin }),
}

// valued is a member of one line.
func valued(name string, word problem.Text, of func(jobcal.Draft) string) member {
	return member{name, func(a, b jobcal.Appointment) bool { return of(a.Draft()) == of(b.Draft()) },
		func(t teller, was, is jobcal.Draft) string {
			return word.In(t.lang) + ": " + t.quote(of(was)) + " → " + t.quote(of(is))
		}}
}

// flag is a member that is true or false.
func flag(name string, of func(jobcal.Draft) bool, yes, no problem.Text) member {
	return member{name, func(a, b jobcal.Appointment) bool { return of(a.Draft()) == of(b.Draft()) },
		func(t teller, _, is jobcal.Draft) string {
			if of(is) {
				return yes.In(t.lang)
			}
			return no.In(t.lang)
		}}
}

// differing are the members in which two appointments differ.
func differing(a, b jobcal.Appointment) (names []string) {
	for _, m := range members {
		if !m.same(a, b) {
			names = append(names, m.name)
		}
	}
	return names
}

func sameTime(a, b jobcal.Span) bool { return a.Equal(b) && a.Zone == b.Zone }

// Text is what the entry tells, in one sentence. The book has the names of persons and resources, as they are called
// now; who is not in it has only their ID.
func (e Entry) Text(b *jobcal.Book, lang problem.Language) string {
	t := teller{b, lang}
	var all []string
	switch {
	case e.What == Made:
		all = append(all, t.say("angelegt", "made"))
	case e.What == Deleted:
		all = append(all, t.say("gelöscht", "deleted"))
	case e.What == Restored && e.Before == nil:
		all = append(all, t.say("nach dem Löschen wiederhergestellt", "restored after it was deleted"))
	case e.What == Restored:
		all = append(all, t.say("früherer Stand wiederhergestellt", "restored as it was earlier"))
	}
	if e.Before != nil && e.After != nil {
		for _, m := range members {
			if slices.Contains(e.Members, m.name) {
				all = append(all, m.tell(t, *e.Before, *e.After))
			}
		}
	}
	sentence := strings.Join(all, "; ")
	first, size := utf8.DecodeRuneInString(sentence)
	return strings.ToUpper(string(first)) + sentence[size:] + "."
}

// teller tells somebody what became of an appointment.
type teller struct {
	book *jobcal.Book
	lang problem.Language
}

func (t teller) say(de, en string) string { return problem.Text{De: de, En: en}.In(t.lang) }

// quote quotes a text, or what it begins with.
func (t teller) quote(text string) string {
	const most = 80
	if text == "" {
		return "–"
	}
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "…"
	}
	return t.say("„"+text+"“", "“"+text+"”")
}

// exchange says who comes and who goes.
func exchange[ID ~string](t teller, was, is []ID, name func(ID) string) string {
	var all []string
	list := func(ids, others []ID, de, en string) {
		var names []string
		for _, id := range ids {
			if !slices.Contains(others, id) {
				names = append(names, cmp.Or(name(id), string(id)))
			}
		}
		if names != nil {
			all = append(all, t.say(de, en)+": "+strings.Join(names, ", "))
		}
	}
	list(is, was, "neu dabei", "added")
	list(was, is, "nicht mehr dabei", "removed")
	return strings.Join(all, ", ")
}

// moved says from when to when.
func (t teller) moved(was, is jobcal.Draft) string {
	return t.say("verschoben von ", "moved from ") + t.span(was) + t.say(" auf ", " to ") + t.span(is)
}

// span is a time as it is shown in its own time zone, which is named unless it is that of most.
func (t teller) span(d jobcal.Draft) string {
	a, err := jobcal.Stored(d)
	if err != nil { // what a former version took, this one may not
		return d.Start + "/" + d.End
	}
	day, clock := t.say("02.01.2006", time.DateOnly), t.say("15:04 Uhr", "15:04")
	start, end := a.Span.Start, a.Span.End
	if a.Span.AllDay() {
		end = end.AddDate(0, 0, -1)
		if start.Equal(end) {
			return start.Format(day)
		}
		return start.Format(day) + t.say(" bis ", " until ") + end.Format(day)
	}
	shown := start.Format(day+", "+clock) + t.say(" bis ", " until ")
	if start.Format(day) != end.Format(day) {
		shown += end.Format(day + ", ")
	}
	shown += end.Format(clock)
	if d.TimeZone != home {
		shown += " (" + d.TimeZone + ")"
	}
	return shown
}

// home is the time zone that nobody has to be told.
const home = "Europe/Berlin"
