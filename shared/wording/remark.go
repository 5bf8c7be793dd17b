package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/problem"
)

// Remark is a notice in words.
type Remark struct {
	outcome.Notice
	Word  string `json:"word,omitempty"` // for the weight: "Überraschung"; empty for what was verified
	Title string `json:"title"`
	// Detail names the first ones that it is about; empty: the title says everything.
	Detail string `json:"detail,omitempty"`
}

// Remarks puts notices of an outcome into words. Calendar is the effect that the outcome was found with.
func Remarks(notices []outcome.Notice, o *outcome.Outcome, calendar *jobcal.Effect, lang problem.Language) []Remark {
	r := remarker{describer{speaker(lang), o.Names}, o, calendar}
	remarks := make([]Remark, len(notices))
	for i, n := range notices {
		remarks[i] = Remark{Notice: n, Word: r.say(weights[n.Weight])}
		if say := sayings[n.Kind]; say != nil {
			remarks[i].Title, remarks[i].Detail = say(r, n.Count)
		}
	}
	return remarks
}

var weights = map[outcome.Weight]text{
	outcome.Irreversible: {"Verlust", "loss"},
	outcome.CostsMoney:   {"Geld", "money"},
	outcome.Surprises:    {"Überraschung", "surprise"},
	outcome.Unusual:      {"ungewöhnlich", "unusual"},
}

type remarker struct {
	describer
	*outcome.Outcome
	calendar *jobcal.Effect
}

// sayings has what is said of each kind of notice.
var sayings = map[outcome.Kind]func(remarker, int) (title, detail string){
	outcome.Vanish:     remarker.vanish,
	outcome.DataLost:   remarker.dataLost,
	outcome.OwesAgain:  remarker.owesAgain,
	outcome.OwesMore:   remarker.owesMore,
	outcome.Overpaid:   remarker.overpaid,
	outcome.NotTaking:  remarker.notTaking,
	outcome.NoBed:      remarker.noBed,
	outcome.NoCourse:   remarker.noCourse,
	outcome.FirstLost:  remarker.firstLost,
	outcome.ChoiceLost: remarker.choiceLost,
	outcome.Calendars:  remarker.calendars,
	outcome.Clashes:    remarker.clashes,
	outcome.TooMany:    remarker.tooMany,
	outcome.TooFew:     remarker.tooFew,
	outcome.AboveMost:  remarker.aboveMost,
	outcome.Upside:     remarker.upside,
	outcome.OtherMarks: remarker.otherMarks,
	outcome.BedsSuffice: plainly(text{"Keine der betroffenen Unterkünfte ist überbelegt",
		"No lodgement concerned is over-full"}),
	outcome.EveryoneHasBed: plainly(text{"Alle, deren Unterkunft verschwindet, haben ein anderes Bett",
		"Everybody whose lodgement vanishes has another bed"}),
	outcome.SeatsSuffice: plainly(text{"Kein betroffener Kurs ist zu klein oder zu voll",
		"No course concerned is too small or too full"}),
	outcome.AmountsStay: plainly(text{"Kein Teilnahmebeitrag ändert sich", "No amount owed changes"}),
	outcome.ChoicesStay: plainly(text{"Niemand verliert eine Kurswahl, obwohl Kurse verschwinden",
		"Nobody loses a choice, although courses vanish"}),
	outcome.CalendarsStay: plainly(text{"Kein Kalender ändert sich", "No calendar changes"}),
	outcome.NoClashes: plainly(text{"Kein Raum und keine Person wird doppelt verplant",
		"No room and nobody becomes double-booked"}),
	outcome.NothingVanishes: plainly(text{"Es verschwindet nichts", "Nothing vanishes"}),
}

// plainly says always the same.
func plainly(t text) func(remarker, int) (string, string) {
	return func(r remarker, _ int) (string, string) { return r.say(t), "" }
}

// some is a sentence about one thing or many: one names it by %s, many counts them by %d.
func (r remarker) some(n int, one, many text, name func() string) string {
	if n == 1 && name != nil {
		return fmt.Sprintf(r.say(one), name())
	}
	return fmt.Sprintf(r.say(many), n)
}

// list names the first of many: "A; B und 3 weitere".
func (r remarker) list(all []string) string {
	listed := strings.Join(all[:min(len(all), outcome.MaxNamed)], "; ")
	if more := len(all) - outcome.MaxNamed; more > 0 {
		listed += r.say(text{" und ", " and "}) + strconv.Itoa(more) + r.say(text{" weitere", " more"})
	}
	return listed
}

// people lists people, each once, with what is said of each; of one whom the title names, only that.
func people[E any](r remarker, all []E, who func(E) event.RegistrationID, also func(E) string) string {
	var order []event.RegistrationID
	said := map[event.RegistrationID][]string{}
	for _, e := range all {
		id := who(e)
		if said[id] == nil {
			order = append(order, id)
		}
		said[id] = append(said[id], also(e))
	}
	if len(order) == 1 {
		return strings.Join(said[order[0]], "; ")
	}
	names := make([]string, len(order))
	for i, id := range order {
		names[i] = r.registration(id) + " (" + said[id][0] + ")"
	}
	return r.list(names)
}

func (r remarker) vanish(n int) (string, string) {
	title := strconv.Itoa(n) + r.say(text{" Einträge verschwinden", " entries vanish"})
	if n == 1 {
		title = r.say(text{"1 Eintrag verschwindet", "1 entry vanishes"})
	}
	var parts []string
	for _, d := range r.Deletions {
		parts = append(parts, fmt.Sprintf(r.say(text{"%s: %d von %d (%s)", "%s: %d of %d (%s)"}), r.say(plural[d.Section]),
			d.Asked+d.Followed, d.Of, r.vanishing(d)))
	}
	detail := strings.Join(parts, "; ")
	if r.Mass {
		detail += r.say(text{". Das ist mehr als ein Fünftel einer Art", ". That is more than a fifth of a kind"})
	}
	return title, detail
}

// vanishing names what vanishes of a section: "A, B, 5 als Folge".
func (r remarker) vanishing(d outcome.Deletion) string {
	var names []string
	for _, id := range d.First {
		if d.Section == event.Registrations {
			names = append(names, r.registration(event.RegistrationID(id)))
		} else {
			names = append(names, r.name(event.Key{Section: d.Section, ID: id}))
		}
	}
	if more := d.Asked - len(d.First); more > 0 {
		names = append(names, strconv.Itoa(more)+r.say(text{" weitere", " more"}))
	}
	if d.Followed > 0 {
		names = append(names, strconv.Itoa(d.Followed)+r.say(text{" als Folge", " in consequence"}))
	}
	return strings.Join(names, ", ")
}

func (r remarker) dataLost(n int) (string, string) {
	names := make([]string, len(r.Lost))
	for i, key := range r.Lost {
		names[i] = r.title(key)
	}
	if more := n - len(names); more > 0 {
		names = append(names, strconv.Itoa(more)+r.say(text{" weitere", " more"}))
	}
	return r.some(n, text{"Bei %s geht etwas verloren", "%s loses something"},
		text{"Bei %d Einträgen geht verloren, was an Entferntem hängt", "%d entries lose what hangs on something removed"},
		func() string { return r.title(r.Lost[0]) }), strings.Join(names, "; ")
}

func (r remarker) notTaking(n int) (string, string) {
	name := func() string { return r.registration(r.People.Dropped[0].Registration) }
	return r.some(n, text{"%s nimmt nicht mehr teil", "%s does not take part any more"},
			text{"%d Personen nehmen nicht mehr teil", "%d people do not take part any more"}, name),
		people(r, r.People.Dropped, func(d outcome.Dropped) event.RegistrationID { return d.Registration },
			func(d outcome.Dropped) string {
				return r.status(d.Was) + " → " + r.status(d.Is) + r.inPart(d.Part)
			})
}

func (r remarker) noBed(n int) (string, string) {
	name := func() string { return r.registration(r.People.Bedless[0].Registration) }
	return r.some(n, text{"%s hat kein Bett mehr", "%s has no bed any more"},
			text{"%d Personen haben kein Bett mehr", "%d people have no bed any more"}, name),
		people(r, r.People.Bedless, func(b outcome.Bedless) event.RegistrationID { return b.Registration },
			func(b outcome.Bedless) string {
				return r.say(text{"bisher ", "so far "}) + r.lodgement(b.Was) + r.inPart(b.Part)
			})
}

func (r remarker) noCourse(n int) (string, string) {
	name := func() string { return r.registration(r.People.Courseless[0].Registration) }
	return r.some(n, text{"%s hat keinen Kurs mehr", "%s has no course any more"},
			text{"%d Personen haben keinen Kurs mehr", "%d people have no course any more"}, name),
		people(r, r.People.Courseless, func(c outcome.Courseless) event.RegistrationID { return c.Registration },
			func(c outcome.Courseless) string {
				was := text{"bisher ", "so far "}
				if c.Held {
					was = text{"leitete ", "held "}
				}
				return r.say(was) + r.course(c.Was) + r.inTrack(c.Track)
			})
}

func (r remarker) firstLost(n int) (string, string) {
	name := func() string { return r.registration(r.People.LostFirst[0].Registration) }
	return r.some(n, text{"%s verliert den Kurs der ersten Wahl", "%s loses the course of their first choice"},
			text{"%d Personen verlieren den Kurs ihrer ersten Wahl", "%d people lose the course of their first choice"}, name),
		people(r, r.People.LostFirst, func(l outcome.LostFirst) event.RegistrationID { return l.Registration },
			func(l outcome.LostFirst) string {
				rank := r.say(text{"nicht gewählt", "not chosen"})
				if l.Rank > 0 {
					rank = fmt.Sprintf(r.say(text{"%d. Wahl", "choice %d"}), l.Rank)
				}
				return r.course(l.Was) + " → " + r.course(l.Is) + ", " + rank
			})
}

func (r remarker) choiceLost(n int) (string, string) {
	lost := r.People.LostChoices
	name := func() string { return r.registration(lost[0].Registration) }
	title := r.some(n, text{"%s verliert eine Kurswahl", "%s loses a choice"},
		text{"%d Personen verlieren eine Kurswahl", "%d people lose a choice"}, name)
	ranks := map[event.RegistrationID]bool{}
	var courses []string
	for _, l := range lost {
		if l.Rank == 1 {
			ranks[l.Registration] = true
		}
		if course := r.course(l.Course); !slices.Contains(courses, course) {
			courses = append(courses, course)
		}
	}
	detail := r.list(courses) + r.say(text{" verschwindet", " vanishes"})
	if len(courses) > 1 {
		detail = r.list(courses) + r.say(text{" verschwinden", " vanish"})
	}
	switch first := len(ranks); {
	case first == 0:
		return title, detail + r.say(text{"; für niemanden war es die erste Wahl", "; it was nobody's first choice"})
	case n == 1:
		return title, detail + r.say(text{"; es war die erste Wahl", "; it was the first choice"})
	case first == n:
		return title, detail + r.say(text{"; für alle war es die erste Wahl", "; for all of them it was the first choice"})
	default:
		return title, detail + fmt.Sprintf(r.say(text{"; bei %d von ihnen war es die erste Wahl",
			"; for %d of them it was the first choice"}), first)
	}
}

func (r remarker) otherMarks(n int) (string, string) {
	if n == 1 {
		return r.say(text{"1 Warnung", "1 warning"}), ""
	}
	return strconv.Itoa(n) + r.say(text{" Warnungen", " warnings"}), ""
}

func (r remarker) inPart(id event.PartID) string {
	if len(r.Parts) < 2 {
		return ""
	}
	return ", " + r.Parts[id]
}

func (r remarker) inTrack(id event.TrackID) string {
	if len(r.Tracks) < 2 {
		return ""
	}
	return ", " + r.Tracks[id]
}
