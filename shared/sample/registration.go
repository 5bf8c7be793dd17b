package sample

import (
	"strconv"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// The parts of the event.
const (
	weekend event.PartID = 1
	week    event.PartID = 2
)

var begin = time.Date(2027, 5, 14, 0, 0, 0, 0, time.UTC)

// plans are what people are at the weekend and in the week, about as often as they stand here.
var plans = [][2]event.Status{
	{event.Participant, event.Participant}, {event.Participant, event.Participant}, {event.Participant, event.Participant},
	{event.Participant, event.Participant}, {event.Participant, event.Participant}, {event.Participant, event.Participant},
	{event.Participant, event.Participant}, {event.Participant, event.Participant}, {event.Participant, event.Participant},
	{event.Participant, event.Participant}, {event.Participant, event.Participant},
	{event.Participant, event.NotApplied}, {event.Participant, event.NotApplied},
	{event.NotApplied, event.Participant}, {event.NotApplied, event.Participant},
	{event.Waitlist, event.Participant}, {event.NotApplied, event.Guest}, {event.Applied, event.Applied},
	{event.Cancelled, event.Cancelled}, {event.Rejected, event.Rejected},
}

const orgas, strangers = 3, 10

// register lets people register, the Orgas first. The last personas are strangers to the event: one of them is no event
// user, one is archived.
func (g generator) register(registrations int) {
	all := make([][2]event.Status, registrations)
	for i := range all {
		all[i] = plans[i%len(plans)]
	}
	if registrations > orgas {
		g.Shuffle(registrations-orgas, func(i, j int) { all[orgas+i], all[orgas+j] = all[orgas+j], all[orgas+i] })
	}
	g.Personas = map[event.PersonaID]*event.Person{}
	for i := range registrations + strangers {
		c := invent(firstPersona + event.PersonaID(i))
		g.Personas[c.ID] = c.Person
		switch {
		case i < min(orgas, registrations):
			g.Event.Orgas = append(g.Event.Orgas, c.ID)
			c.IsOrga = true
		case i == registrations+strangers-2:
			c.IsEventRealm = false
		case i == registrations+strangers-1:
			c.IsArchived, c.Username = true, nil
		}
		if i < registrations {
			g.Registrations[event.RegistrationID(i+1)] = g.registration(c, all[i])
		}
	}
}

func (g generator) registration(c character, plan [2]event.Status) *event.Registration {
	created := g.Timestamp.AddDate(0, 0, -6).Add(-time.Duration(g.IntN(74*24*60)) * time.Minute)
	r := &event.Registration{
		MixedLodging:     genderOf(c.ID) == other || g.in(60),
		ListConsent:      g.in(90),
		Fields:           g.fields(c),
		IsMember:         c.IsMember,
		CTime:            &created,
		Parts:            map[event.PartID]event.Stay{weekend: {Status: plan[0]}, week: {Status: plan[1]}},
		Tracks:           map[event.TrackID]event.Place{},
		PersonalizedFees: map[event.FeeID]event.Amount{},
		Persona:          c.Persona,
	}
	if c.age < 18 && g.in(70) {
		r.ParentalAgreement = true
		r.Fields["einverstaendnis_am"] = scalar.Text(created.AddDate(0, 0, g.IntN(5)).Format(time.DateOnly))
	}
	if g.in(30) {
		r.MTime = new(created.Add(time.Duration(1+g.IntN(5*24*60)) * time.Minute))
	}
	if g.in(12) {
		r.Notes = new(pick(g, notes))
	}
	if g.in(8) {
		r.OrgaNotes = new(pick(g, orgaNotes))
	}
	return r
}

func pick[E any](g generator, list []E) E { return list[g.IntN(len(list))] }

var (
	notes = []string{"Ich komme erst nach dem Abendessen.", "Nussallergie!", "Bringe Brettspiele mit.",
		"Kann ein Klavier stimmen."}
	orgaNotes = []string{"Hat wegen der Ankunft angerufen.", "Hilft beim Aufbau.", "Überweisung kam von den Eltern."}
	wishes    = []string{"Mit Blick zum Apfelbaum.", "Bitte nicht neben der Küche.", "Wo es früh still ist.",
		"Wieder im Waldhaus."}
)

func (g generator) fields(c character) event.Values {
	v := event.Values{
		"isomatte":    boolean(g.in(35)),
		"ist_kind":    boolean(c.age < 14),
		"anreise":     scalar.Text(pick(g, []string{"bahn", "bahn", "bahn", "auto", "auto", "rad", "etc"})),
		"ernaehrung":  scalar.Text(pick(g, []string{"alles", "alles", "vegetarisch", "vegetarisch", "vegan"})),
		"akademien":   integer(g.IntN(max(1, min(6, c.age-15)))),
		"notfall":     scalar.Text("+493023125" + strconv.Itoa(100+g.IntN(900))),
		"kleingruppe": integer(1 + g.IntN(4)),
		"abreise":     scalar.Text(pick(g, []string{"2027-05-17", "2027-05-22", "2027-05-22", "2027-05-22"})),
		"verpflegung": pick(g, []scalar.Value{"0.5", "1", "1", "1", "1"}),
		"fotos":       boolean(g.in(85)),
	}
	if v["anreise"] == scalar.Text("auto") {
		v["mitfahrplaetze"] = integer(g.IntN(5))
	}
	if g.in(30) {
		v["zimmerwunsch"] = scalar.Text(pick(g, wishes))
	}
	if g.in(25) {
		v["guthaben"] = number(float64(g.IntN(60)-20) / 4)
	}
	if g.in(40) {
		v["koerpergroesse"] = number(float64(152+g.IntN(48)) / 100)
	}
	if g.in(60) {
		arrival := begin.Add(13*time.Hour + time.Duration(15*g.IntN(30))*time.Minute)
		v["ankunft"] = scalar.Text(scalar.FormatInstant(arrival))
	}
	return v
}

func boolean(b bool) scalar.Value { return scalar.Value(strconv.FormatBool(b)) }

func integer(n int) scalar.Value { return scalar.Value(strconv.Itoa(n)) }

func number(f float64) scalar.Value { return scalar.Value(strconv.FormatFloat(f, 'f', -1, 64)) }
