package sample

import (
	"slices"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/scalar"
)

// findInstructors gives each course somebody who holds it, every fourth one two people. They stay all the time.
func (g generator) findInstructors() {
	var able []*event.Registration
	for _, r := range event.Sorted(g.Registrations) {
		stays := r.Parts[weekend].Status == event.Participant && r.Parts[week].Status == event.Participant
		if stays && !r.Persona.IsOrga && r.Fields["akademien"] != "0" && r.Fields["ist_kind"] == scalar.False {
			able = append(able, r)
		}
	}
	g.Shuffle(len(able), func(i, j int) { able[i], able[j] = able[j], able[i] })
	for id, c := range event.Sorted(g.Courses) {
		team := able[:min(len(able), 1+int(id)%4/3)]
		able = able[len(team):]
		var names []string
		for _, r := range team {
			names = append(names, r.Persona.Name())
			for track := range c.Segments {
				r.Tracks[track] = event.Place{CourseInstructor: new(id)}
			}
		}
		if len(names) > 0 {
			c.Instructors = new(strings.Join(names, " & "))
		}
	}
}

// slot is what courses and people share at one time: a track.
type slot struct {
	part    event.PartID
	offered []event.CourseID       // also the cancelled ones: they were still open to choice
	open    []event.CourseID       // with free places
	free    map[event.CourseID]int // places
}

// assignCourses lets people choose courses and takes the participants into the first one that has a place for them.
func (g generator) assignCourses() {
	for _, id := range g.Event.TrackIDs() {
		s := g.slot(id)
		for _, r := range event.Sorted(g.Registrations) {
			status, place := r.Parts[s.part].Status, r.Tracks[id]
			place.Choices = []event.CourseID{}
			if status.Involved() {
				place.Choices = g.choose(s.offered, place.CourseInstructor)
			}
			if status == event.Participant {
				place.CourseID = g.seat(&s, place)
			}
			r.Tracks[id] = place
		}
	}
}

func (g generator) slot(track event.TrackID) slot {
	_, part, _ := g.Event.Track(track)
	s := slot{part: part, free: map[event.CourseID]int{}}
	for id, c := range event.Sorted(g.Courses) {
		active, offered := c.Segments[track]
		if offered {
			s.offered = append(s.offered, id)
		}
		if active {
			s.open, s.free[id] = append(s.open, id), *c.MaxSize
		}
	}
	return s
}

// choose ranks two or three courses other than the own one.
func (g generator) choose(offered []event.CourseID, own *event.CourseID) []event.CourseID {
	var choices []event.CourseID
	for n := 2 + g.IntN(2); len(choices) < n; {
		id := pick(g, offered)
		if !slices.Contains(choices, id) && (own == nil || *own != id) {
			choices = append(choices, id)
		}
	}
	return choices
}

// seat finds a course to attend: the own one, a chosen one, any one, none.
func (g generator) seat(s *slot, p event.Place) *event.CourseID {
	if own := p.CourseInstructor; own != nil {
		if _, active := s.free[*own]; active {
			return own // instructors take nobody's place
		}
	}
	if len(s.open) == 0 || g.in(6) {
		return nil // the Orgas are not through with everybody
	}
	id := pick(g, s.open)
	if i := slices.IndexFunc(p.Choices, func(c event.CourseID) bool { return s.free[c] > 0 }); i >= 0 {
		id = p.Choices[i]
	}
	if s.free[id]--; s.free[id] == 0 {
		s.open = slices.DeleteFunc(s.open, func(c event.CourseID) bool { return c == id })
	}
	return &id
}

// room is what is still free in a lodgement.
type room struct {
	id         event.LodgementID
	beds, mats int
}

// assignLodgements gives those who come one lodgement for all of their stay: a mixed one if they agree, otherwise one
// for their gender.
func (g generator) assignLodgements() {
	rooms := map[scalar.Value][]room{}
	for id, l := range event.Sorted(g.Lodgements) {
		use := l.Fields["belegung"]
		rooms[use] = append(rooms[use], room{id, l.RegularCapacity, l.CampingMatCapacity})
	}
	for _, list := range event.Sorted(rooms) {
		g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	for _, r := range event.Sorted(g.Registrations) {
		comes := r.Parts[weekend].Status.Present() || r.Parts[week].Status.Present()
		if !comes || g.in(6) {
			continue
		}
		use := scalar.Text("frauen")
		if genderOf(r.Persona.ID) == man {
			use = scalar.Text("maenner")
		}
		if mixed := scalar.Text("gemischt"); r.MixedLodging && len(rooms[mixed]) > 0 || len(rooms[use]) == 0 {
			use = mixed
		}
		rooms[use] = moveIn(r, rooms[use])
	}
}

// moveIn takes a bed or, for those who do not mind, a camping mat of the first room. It returns the rooms with free
// beds.
func moveIn(r *event.Registration, rooms []room) []room {
	if len(rooms) == 0 {
		return nil
	}
	onMat := r.Fields["isomatte"] == scalar.True && rooms[0].mats > 0
	if onMat {
		rooms[0].mats--
	} else {
		rooms[0].beds--
	}
	for id, stay := range r.Parts {
		if stay.Status.Present() {
			stay.LodgementID, stay.IsCampingMat = new(rooms[0].id), onMat
			r.Parts[id] = stay
		}
	}
	if rooms[0].beds == 0 {
		return rooms[1:]
	}
	return rooms
}
