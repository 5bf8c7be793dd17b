// Package house is templates of houses, out of which imports are made that create their lodgements.
//
// A [House] is what a form begins with; a [Draft] is what somebody made of it. A draft says what was typed, right or
// wrong: its file is judged by the very check, whose findings [Draft.Place] brings back to the row they are about.
package house

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// House is a template.
type House struct {
	Key         string // in addresses
	Title, Text problem.Text
	Groups      []Group
}

// Group is a lodgement group of it.
type Group struct {
	Title problem.Text
	Rooms []Room
}

// Room is a lodgement of a group.
type Room struct {
	Title      problem.Text
	Beds, Mats int
}

// All are the templates.
var All = []House{
	{
		Key: "three-floors", Title: problem.Text{De: "Haus mit drei Etagen", En: "House with three floors"},
		Text: problem.Text{De: "Je Etage eine Gruppe: Zwei- bis Sechsbettzimmer, oben ein Schlafsaal.",
			En: "A group for each floor: rooms with two to six beds, a dormitory at the top."},
		Groups: []Group{
			{problem.Text{De: "Erdgeschoss", En: "Ground floor"}, rooms("1", 2, 2, 4)},
			{problem.Text{De: "Obergeschoss", En: "Upper floor"}, rooms("2", 4, 4, 4, 6)},
			{problem.Text{De: "Dachgeschoss", En: "Attic"}, append(rooms("3", 3), Room{
				problem.Text{De: "Schlafsaal", En: "Dormitory"}, 8, 4})},
		},
	},
	{
		Key: "two-wings", Title: problem.Text{De: "Tagungshaus mit zwei Flügeln", En: "Conference house with two wings"},
		Text: problem.Text{De: "Zwei Gruppen mit je fünf Zimmern, auch für Paare und Familien.",
			En: "Two groups of five rooms each, for couples and families, too."},
		Groups: []Group{
			{problem.Text{De: "Ostflügel", En: "East wing"}, rooms("O", 1, 2, 2, 4, 4)},
			{problem.Text{De: "Westflügel", En: "West wing"}, rooms("W", 1, 2, 2, 4, 4)},
		},
	},
	{
		Key: "meadow", Title: problem.Text{De: "Zeltwiese", En: "Camping meadow"},
		Text: problem.Text{De: "Eine Gruppe mit sechs Zelten, geschlafen wird auf Isomatten.",
			En: "One group of six tents, people sleep on camping mats."},
		Groups: []Group{{problem.Text{De: "Zeltwiese", En: "Meadow"}, tents(6)}},
	},
}

// Find is the template with a key; false: there is none.
func Find(key string) (House, bool) {
	i := slices.IndexFunc(All, func(h House) bool { return h.Key == key })
	if i < 0 {
		return House{}, false
	}
	return All[i], true
}

// rooms are numbered through a floor, each with some beds.
func rooms(floor string, beds ...int) (all []Room) {
	for i, n := range beds {
		number := floor + "0" + strconv.Itoa(i+1)
		all = append(all, Room{problem.Text{De: "Zimmer " + number, En: "Room " + number}, n, 0})
	}
	return all
}

func tents(n int) (all []Room) {
	for i := range n {
		number := strconv.Itoa(i + 1)
		all = append(all, Room{problem.Text{De: "Zelt " + number, En: "Tent " + number}, 0, 6})
	}
	return all
}

// Draft is what somebody made of a template. Rows without a title are left out.
type Draft struct {
	// Groups are the titles of new ones. The first one has the ID -1, the next one -2.
	Groups []string
	Rooms  []Row
}

// Row is a lodgement as it was typed. Group is the ID of a new or of an existing one.
type Row struct{ Title, Beds, Mats, Group string }

// Draft is the template as a form begins with it, for a reader, with some empty rows.
func (h House) Draft(lang problem.Language) Draft {
	var d Draft
	for i, g := range h.Groups {
		d.Groups = append(d.Groups, g.Title.In(lang))
		for _, r := range g.Rooms {
			d.Rooms = append(d.Rooms, Row{r.Title.In(lang), strconv.Itoa(r.Beds), strconv.Itoa(r.Mats), placeholder(i)})
		}
	}
	const spare = 3
	for range spare {
		d.Rooms = append(d.Rooms, Row{Group: "-1"})
	}
	return d
}

// placeholder is the ID of what is the ith of new ones.
func placeholder(i int) string { return strconv.Itoa(-i - 1) }

// The file of an import.
type (
	file struct {
		Version    [2]int               `json:"EVENT_SCHEMA_VERSION"`
		Kind       string               `json:"kind"`
		ID         event.ID             `json:"id"`
		Timestamp  string               `json:"timestamp"`
		Summary    string               `json:"summary"`
		Groups     map[string]group     `json:"lodgement_groups,omitempty"`
		Lodgements map[string]lodgement `json:"lodgements,omitempty"`
	}
	group struct {
		Title string `json:"title"`
	}
	lodgement struct {
		Title   string         `json:"title"`
		Beds    jsontext.Value `json:"regular_capacity"`
		Mats    jsontext.Value `json:"camping_mat_capacity"`
		Notes   *string        `json:"notes"`
		GroupID jsontext.Value `json:"group_id"`
	}
)

// File is the import that creates what the draft says in an event, as of now. Summary is what it says about itself.
// Most lodgements have no places for camping mats: no number of them is none.
func (d Draft) File(id event.ID, summary string, now time.Time) []byte {
	f := file{Version: [2]int{17, 2}, Kind: "partial", ID: id, Summary: summary,
		Timestamp: scalar.FormatInstant(now.Truncate(time.Second)), Groups: map[string]group{},
		Lodgements: map[string]lodgement{}}
	for i, title := range d.Groups {
		if title = clean(title); title != "" {
			f.Groups[placeholder(i)] = group{title}
		}
	}
	for i, r := range d.Rooms {
		if title := clean(r.Title); title != "" {
			f.Lodgements[placeholder(i)] = lodgement{Title: title, Beds: number(r.Beds),
				Mats: number(cmp.Or(clean(r.Mats), "0")), GroupID: number(r.Group)}
		}
	}
	text, err := json.Marshal(f, jsontext.WithIndent("  "), json.Deterministic(true))
	if err != nil {
		panic(err) // unreachable: it is plain data
	}
	return append(text, '\n')
}

// clean is a text as a file can hold it.
func clean(text string) string { return strings.TrimSpace(strings.ToValidUTF8(text, "\ufffd")) }

// number is what was typed where a number is needed; if it is none, the check says so.
func number(typed string) jsontext.Value {
	text := scalar.Text(clean(typed))
	if v, fault := scalar.Int.Parse(text.Raw()); fault == nil {
		text = v
	}
	return text.Raw()
}

// Place is where in the draft a finding about its file belongs: the index of a group or of a room, -1: of none.
func (d Draft) Place(path jsontext.Pointer) (groupRow, room int) {
	tokens := slices.Collect(path.Tokens())
	if len(tokens) < 2 {
		return -1, -1
	}
	n, err := strconv.Atoi(tokens[1])
	if n = -n - 1; err != nil || n < 0 {
		return -1, -1
	}
	switch section := event.Section(tokens[0]); {
	case section == event.LodgementGroups && n < len(d.Groups):
		return n, -1
	case section == event.Lodgements && n < len(d.Rooms):
		return -1, n
	}
	return -1, -1
}

// Nameless is the new group without a name that a row is in, as its index; -1: it is in another one.
func (d Draft) Nameless(r Row) int {
	n, err := strconv.Atoi(r.Group)
	if n = -n - 1; err != nil || n < 0 || n >= len(d.Groups) || clean(d.Groups[n]) != "" {
		return -1
	}
	return n
}
