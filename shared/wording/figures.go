package wording

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// The remarks about money, calendars, places.

// owed lists the amounts that are told, and their sum.
func (r remarker) owed(told func(outcome.Owed) bool, amount func(outcome.Owed) event.Amount) (names []string,
	sum event.Amount, first outcome.Owed) {
	for _, o := range r.Money.Owed {
		if !told(o) {
			continue
		}
		if names == nil {
			first = o
		}
		names = append(names, r.registration(o.Registration)+" "+r.amount(amount(o).String()))
		sum = sum.Sum(amount(o))
	}
	return names, sum, first
}

func (r remarker) owesAgain(n int) (string, string) {
	names, sum, first := r.owed(outcome.Owed.OwesAgain, outcome.Owed.Open)
	if n == 1 {
		return fmt.Sprintf(r.say(text{"%s schuldet wieder %s", "%s owes %s again"}), r.registration(first.Registration),
			r.amount(sum.String())), r.paid(first)
	}
	return fmt.Sprintf(r.say(text{"%d Personen, die nichts mehr schuldeten, schulden wieder etwas, zusammen %s",
		"%d people who owed nothing owe something again, together %s"}), n, r.amount(sum.String())), r.list(names)
}

func (r remarker) overpaid(n int) (string, string) {
	names, sum, first := r.owed(outcome.Owed.Overpaid, func(o outcome.Owed) event.Amount {
		return event.Amount{Decimal: o.Open().Neg()}
	})
	if n == 1 {
		return fmt.Sprintf(r.say(text{"%s hat dann ein Guthaben von %s", "%s is then owed %s"}),
			r.registration(first.Registration), r.amount(sum.String())), r.paid(first)
	}
	return fmt.Sprintf(r.say(text{"%d Personen haben dann ein Guthaben, zusammen %s",
		"%d people are then owed money, together %s"}), n, r.amount(sum.String())), r.list(names)
}

func (r remarker) owesMore(n int) (string, string) {
	names, sum, first := r.owed(func(o outcome.Owed) bool {
		return !o.New && !o.OwesAgain() && !o.Overpaid() && o.Difference().IsPositive()
	}, outcome.Owed.Difference)
	if n == 1 {
		return fmt.Sprintf(r.say(text{"Der Beitrag von %s steigt um %s", "The amount owed by %s rises by %s"}),
			r.registration(first.Registration), r.amount(sum.String())), r.paid(first)
	}
	return fmt.Sprintf(r.say(text{"Der Beitrag von %d Personen steigt, zusammen um %s",
		"The amounts owed by %d people rise, together by %s"}), n, r.amount(sum.String())), r.list(names)
}

// paid tells why an amount changes, and what was paid of it.
func (r remarker) paid(o outcome.Owed) string {
	return fmt.Sprintf(r.say(text{"%s; bezahlt sind %s von %s", "%s; %s of %s is paid"}), r.reason(o),
		r.amount(o.Paid.String()), r.amount(o.Is.String()))
}

func (r remarker) calendars(n int) (string, string) {
	title := r.some(n, text{"Der Kalender von %s ändert sich", "The calendar of %s changes"},
		text{"Die Kalender von %d Personen ändern sich", "The calendars of %d people change"}, r.firstPerson)
	if r.calendar == nil {
		return title, ""
	}
	detail := r.entries(r.calendar.Insert, r.calendar.Update, r.calendar.Delete)
	if n > 1 {
		detail += ": " + r.list(r.calendar.Persons)
	}
	return title, detail
}

func (r remarker) firstPerson() string {
	if r.calendar == nil || len(r.calendar.Persons) == 0 {
		return "?" // unreachable: a notice of calendars comes with their effect
	}
	return r.calendar.Persons[0]
}

func (r remarker) clashes(n int) (string, string) {
	title := r.say(text{"Im Kalender stößt etwas zusammen", "Something clashes in the calendar"})
	if n > 1 {
		title = fmt.Sprintf(r.say(text{"Im Kalender stößt an %d Stellen etwas zusammen",
			"There are %d clashes in the calendar"}), n)
	}
	if r.calendar == nil || len(r.calendar.Warnings.Items) == 0 {
		return title, ""
	}
	return title, r.calendar.Warnings.Items[0].Message(problem.Language(r.speaker))
}

func (r remarker) tooMany(n int) (string, string) {
	var all [][2]string
	for _, room := range r.Rooms {
		if room.Overfull() {
			as := room.Was != nil && *room.Was == *room.Is
			all = append(all, [2]string{r.lodgement(room.Lodgement) + r.inPart(room.Part), r.crowd(*room.Is) + r.before(as)})
		}
	}
	return r.places(all, text{"Überbelegt: ", "Over-full: "},
		fmt.Sprintf(r.say(text{"Unterkünfte sind an %d Stellen überbelegt", "Lodgements are over-full in %d cases"}), n))
}

// places tells of one place in a title, of many in a list. Each is its name with what is wrong there.
func (r remarker) places(all [][2]string, is text, many string) (string, string) {
	if len(all) == 1 {
		return r.say(is) + all[0][0] + " (" + all[0][1] + ")", ""
	}
	lines := make([]string, len(all))
	for i, place := range all {
		lines[i] = place[0] + ": " + place[1]
	}
	return many, r.list(lines)
}

// crowd tells how full an over-full lodgement is: "5 auf 4 Plätzen".
func (r remarker) crowd(is outcome.Beds) string {
	var parts []string
	if b := is.Regular; b.People > b.Places {
		parts = append(parts, fmt.Sprintf(r.say(text{"%d auf %d Plätzen", "%d in %d places"}), b.People, b.Places))
	}
	if m := is.Mats; m.People > m.Places {
		parts = append(parts, fmt.Sprintf(r.say(text{"%d auf %d Isomattenplätzen", "%d on %d camping mat places"}), m.People,
			m.Places))
	}
	return strings.Join(parts, ", ")
}

func (r remarker) tooFew(n int) (string, string) {
	all := r.classes(outcome.Class.BelowMinimum, outcome.Class.WasBelowMinimum, func(k outcome.Class) string {
		return fmt.Sprintf(r.say(text{"%d statt mindestens %d", "%d instead of at least %d"}), k.Is.People, *k.Is.Min)
	})
	return r.places(all, text{"Zu klein: ", "Too small: "},
		fmt.Sprintf(r.say(text{"Kurse sind an %d Stellen zu klein", "Courses are too small in %d cases"}), n))
}

func (r remarker) aboveMost(n int) (string, string) {
	all := r.classes(outcome.Class.AboveMaximum, outcome.Class.WasAboveMaximum, func(k outcome.Class) string {
		return fmt.Sprintf(r.say(text{"%d statt höchstens %d", "%d instead of at most %d"}), k.Is.People, *k.Is.Max)
	})
	return r.places(all, text{"Zu voll: ", "Too full: "},
		fmt.Sprintf(r.say(text{"Kurse sind an %d Stellen zu voll", "Courses are too full in %d cases"}), n))
}

func (r remarker) before(so bool) string {
	if !so {
		return ""
	}
	return r.say(text{", wie schon vorher", ", as before"})
}

// classes lists courses in tracks, those first that were not so before.
func (r remarker) classes(is, was func(outcome.Class) bool, say func(outcome.Class) string) (all [][2]string) {
	var old [][2]string
	for _, k := range r.Classes {
		place := [2]string{r.course(k.Course) + r.inTrack(k.Track)}
		switch {
		case is(k) && was(k):
			place[1] = say(k) + r.before(true)
			old = append(old, place)
		case is(k):
			place[1] = say(k)
			all = append(all, place)
		}
	}
	return append(all, old...)
}

func (r remarker) upside(n int) (string, string) {
	var all []string
	known := map[event.CourseID]bool{}
	for _, k := range r.Classes {
		if k.Contradictory() && !known[k.Course] {
			known[k.Course] = true
			all = append(all, fmt.Sprintf("%s (%d > %d)", r.course(k.Course), *k.Is.Min, *k.Is.Max))
		}
	}
	if n == 1 {
		return r.say(text{"Ein Kurs hat eine Mindestgröße über der Höchstgröße",
			"A course has a minimum above its maximum"}), r.list(all)
	}
	return fmt.Sprintf(r.say(text{"%d Kurse haben eine Mindestgröße über der Höchstgröße",
		"%d courses have a minimum above their maximum"}), n), r.list(all)
}

// reason tells why an amount changes: "KL-Erstattung entfällt".
func (d describer) reason(o outcome.Owed) string {
	if len(o.Charges) == 0 {
		return d.say(text{"war veraltet", "was out of date"})
	}
	var parts []string
	for _, c := range o.Charges {
		fee := d.fee(c.Fee, c.Title)
		switch {
		case c.Was == nil:
			parts = append(parts, fee+" "+d.amount(c.Is.String()))
		case c.Is == nil:
			parts = append(parts, fee+d.say(text{" entfällt", " does not apply any more"}))
		default:
			parts = append(parts, fee+" "+d.amount(c.Was.String())+" → "+d.amount(c.Is.String()))
		}
	}
	return strings.Join(parts, ", ")
}

func (d describer) status(s event.Status) string {
	number := scalar.Value(strconv.Itoa(s.Number()))
	return d.say(statuses[number])
}

// entries counts what happens to entries: "2 Einträge kommen dazu, 1 ändert sich".
func (s speaker) entries(inserted, updated, deleted int) string {
	var parts []string
	for _, c := range []struct {
		n         int
		one, many text
	}{
		{inserted, text{"kommt dazu", "is new"}, text{"kommen dazu", "are new"}},
		{updated, text{"ändert sich", "changes"}, text{"ändern sich", "change"}},
		{deleted, text{"fällt weg", "goes"}, text{"fallen weg", "go"}},
	} {
		verb, noun := c.many, text{" Einträge", " entries"}
		if c.n == 1 {
			verb, noun = c.one, text{" Eintrag", " entry"}
		}
		if len(parts) > 0 {
			noun = text{}
		}
		if c.n > 0 {
			parts = append(parts, strconv.Itoa(c.n)+s.say(noun)+" "+s.say(verb))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), s.say(text{"nichts ändert sich", "nothing changes"}))
}
