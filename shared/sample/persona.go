package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/event"
)

// firstPersona is far from the IDs of registrations, so that nobody takes the one for the other.
const firstPersona event.PersonaID = 1001

// profile is what an export tells about a persona besides their name.
type profile struct {
	Title             *string `json:"title"`
	NameSupplement    *string `json:"name_supplement"`
	Gender            gender  `json:"gender"`
	Birthday          string  `json:"birthday"`
	Telephone         *string `json:"telephone"`
	Mobile            *string `json:"mobile"`
	AddressSupplement *string `json:"address_supplement"`
	Address           string  `json:"address"`
	PostalCode        string  `json:"postal_code"`
	Location          string  `json:"location"`
	Country           string  `json:"country"`
	Pronouns          *string `json:"pronouns"`
	PronounsNametag   bool    `json:"pronouns_nametag"`
	PronounsProfile   bool    `json:"pronouns_profile"`
}

type gender int

// The genders, as the original numbers them.
const (
	woman gender = 1
	man   gender = 2
	other gender = 10
)

var pronouns = map[gender]string{woman: "sie/ihr", man: "er/ihm", other: "dey/denen"}

// genderOf goes by the name, as everything else about a persona is drawn.
func genderOf(id event.PersonaID) gender {
	return givenNames[int(id-firstPersona)%len(givenNames)].gender
}

// character is a persona with what decides how they take part.
type character struct {
	*event.Person
	age int // when the event begins
}

// invent makes up the persona with this ID: the same one in every event, as personas are shared by all events.
func invent(id event.PersonaID) character {
	r := rand.New(rand.NewPCG(seed, uint64(id)))
	i := int(id - firstPersona)
	// The lengths of the lists have no common divisor, so a pair comes back only after all others.
	first, family := givenNames[i%len(givenNames)], familyNames[i%len(familyNames)]
	p := event.Person{IsEventRealm: true, Persona: event.Persona{
		ID: id, DisplayName: first.name, GivenNames: first.name, FamilyName: family,
		Username: new(mail(first.name, family, i/(len(givenNames)*len(familyNames)))),
	}}
	if second := givenNames[r.IntN(len(givenNames))]; second.gender == first.gender && second != first {
		p.GivenNames += " " + second.name
	}
	age := ages[r.IntN(len(ages))]
	p.IsMember = age >= 14 && r.IntN(10) < 7
	p.Extra = profileOf(r, first.gender, age)
	return character{&p, age}
}

// ages are how old people are, about as often as they stand here.
var ages = []int{9, 16, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 25, 26, 27, 29, 31, 34, 38, 52}

func mail(first, family string, namesakes int) string {
	address := strings.ToLower(first + "." + family)
	if namesakes > 0 {
		address = fmt.Sprint(address, namesakes+1)
	}
	return umlauts.Replace(address) + "@kursbuch.example"
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

func profileOf(r *rand.Rand, g gender, age int) []byte {
	birthday := begin.AddDate(-age, 0, -r.IntN(365))
	p := profile{
		Gender: g, Birthday: birthday.Format(time.DateOnly), Country: "DE",
		Address:  fmt.Sprintf("%s %d", streets[r.IntN(len(streets))], 1+r.IntN(80)),
		Location: places[r.IntN(len(places))],
		// No post code of Germany begins like this.
		PostalCode: fmt.Sprintf("00%03d", r.IntN(1000)),
	}
	if r.IntN(2) == 0 {
		p.Mobile = new(fmt.Sprintf("+4917139200%02d", r.IntN(100)))
	} else {
		p.Telephone = new(fmt.Sprintf("+493023125%03d", r.IntN(1000)))
	}
	if g == other || r.IntN(4) == 0 {
		p.Pronouns, p.PronounsNametag, p.PronounsProfile = new(pronouns[g]), true, r.IntN(2) == 0
	}
	if age > 30 && r.IntN(3) == 0 {
		p.Title = new("Dr.")
	}
	extra, err := json.Marshal(p)
	if err != nil {
		panic(err) // unreachable: texts and numbers can be written
	}
	return extra
}
