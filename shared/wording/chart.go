package wording

import (
	"slices"
	"strconv"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
)

// Chart is how many places are taken before and after, in one part or track of an event.
type Chart struct {
	Title string // "Betten, Akademiewoche"
	Bars  []Bar
}

// Bar is one lodgement or course.
type Bar struct {
	Title string
	// New: it does not exist before. Gone: it does not after.
	New, Gone bool
	Was, Is   int // people
	// Least and Most are how many people there should be after the plan; nil: no bound.
	Least, Most *int
	// Note says what is special: "voll", "2 zu viel", "unter der Mindestgröße 6". Empty: nothing. Wrong: it should not
	// be so.
	Note  string
	Wrong bool
}

// Charts shows the places that an outcome tells of, where there are people: beds, camping mats, seats in courses.
func Charts(o *outcome.Outcome, lang problem.Language) []Chart {
	d := describer{speaker(lang), o.Names}
	var charts []Chart
	add := func(title string, bar Bar) {
		if bar.Was == 0 && bar.Is == 0 {
			return
		}
		if i := slices.IndexFunc(charts, func(c Chart) bool { return c.Title == title }); i >= 0 {
			charts[i].Bars = append(charts[i].Bars, bar)
			return
		}
		charts = append(charts, Chart{title, []Bar{bar}})
	}
	for _, r := range o.Rooms {
		place := d.place("parts", []int32{int32(r.Part)})
		was, is := bedsOf(r.Was), bedsOf(r.Is)
		if was.Regular != is.Regular || is.Regular.People > is.Regular.Places {
			add(d.headed(text{"Betten", "Beds"}, place), d.room(r, was.Regular, is.Regular))
		}
		if was.Mats != is.Mats || is.Mats.People > is.Mats.Places {
			add(d.headed(text{"Isomatten", "Camping mats"}, place), d.room(r, was.Mats, is.Mats))
		}
	}
	for _, k := range o.Classes {
		add(d.headed(text{"Plätze in Kursen", "Places in courses"}, d.place("tracks", []int32{int32(k.Track)})), d.class(k))
	}
	return charts
}

func (d describer) headed(t text, place string) string {
	if place == "" {
		return d.say(t)
	}
	return d.say(t) + ", " + place
}

func bedsOf(b *outcome.Beds) outcome.Beds {
	if b == nil {
		return outcome.Beds{}
	}
	return *b
}

func (d describer) room(r outcome.Room, was, is outcome.Taken) Bar {
	b := Bar{Title: d.lodgement(r.Lodgement), New: r.Was == nil, Gone: r.Is == nil, Was: was.People, Is: is.People}
	if r.Is != nil {
		b.Most = &is.Places
	}
	d.note(&b)
	return b
}

func (d describer) class(k outcome.Class) Bar {
	b := Bar{Title: d.course(k.Course), New: k.Was == nil, Gone: k.Is == nil}
	if k.Was != nil {
		b.Was = k.Was.People
	}
	if k.Is == nil {
		return b
	}
	b.Is, b.Least, b.Most = k.Is.People, k.Is.Min, k.Is.Max
	switch d.note(&b); {
	case !k.Is.TakesPlace:
		b.Note, b.Wrong = d.say(text{"fällt aus", "cancelled"}), k.Is.People > 0
	case k.BelowMinimum():
		b.Note, b.Wrong = d.say(text{"unter der Mindestgröße ", "below the minimum "})+strconv.Itoa(*k.Is.Min), true
	}
	return b
}

// note says whether a place is full.
func (d describer) note(b *Bar) {
	switch {
	case b.Most == nil || b.Gone:
	case b.Is > *b.Most:
		b.Note, b.Wrong = strconv.Itoa(b.Is-*b.Most)+d.say(text{" zu viel", " too many"}), true
	case b.Is == *b.Most && b.Is > 0:
		b.Note = d.say(text{"voll", "full"})
	}
}

// Ledger is whose amounts change.
type Ledger struct {
	Rows []Entry
	// Total is about all registrations, also those of no row.
	Total Entry
}

// Entry is one amount.
type Entry struct {
	Registration              event.RegistrationID // 0: the total
	Name                      string
	Was, Is, Difference, Paid string // Paid is empty in the total
	Why                       string
}

// Amounts puts what changes about money into words.
func Amounts(o *outcome.Outcome, lang problem.Language) Ledger {
	d := describer{speaker(lang), o.Names}
	m := o.Money
	l := Ledger{Total: Entry{Name: d.say(text{"Gesamt", "Total"}), Was: d.amount(m.Was.String()),
		Is: d.amount(m.Is.String()), Difference: d.difference(m.Difference().Amount)}}
	for _, o := range m.Owed {
		l.Rows = append(l.Rows, Entry{o.Registration, d.registration(o.Registration), d.amount(o.Was.String()),
			d.amount(o.Is.String()), d.difference(o.Difference()), d.amount(o.Paid.String()), d.reason(o)})
	}
	return l
}

// difference is an amount with its sign.
func (d describer) difference(a event.Amount) string {
	if a.IsPositive() {
		return "+" + d.amount(a.String())
	}
	return d.amount(a.String())
}
