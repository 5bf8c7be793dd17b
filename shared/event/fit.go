package event

import "maps"

// Fit brings all registrations into line with the parts and tracks: each has just those, see [Snapshot.Fill]. So
// neither a new part nor one that is removed need be written to each of them: a store does it with what it has read.
// Registrations that change are replaced by copies.
func (s *Snapshot) Fit() {
	for id, r := range s.Registrations {
		if !r.fits(&s.Event) {
			fitted := r.Clone().(*Registration)
			fitted.Fit(&s.Event)
			s.Registrations[id] = fitted
		}
	}
}

// Fill gives all registrations the parts and tracks that they lack.
//
// SPEC: "A part that nobody applied for is not applied; a new track has neither a course nor choices."
func (s *Snapshot) Fill() {
	for id, r := range s.Registrations {
		if !r.fits(&s.Event) {
			filled := r.Clone().(*Registration)
			filled.fill(&s.Event)
			s.Registrations[id] = filled
		}
	}
}

// Fit brings a registration that is nobody else's into line.
func (r *Registration) Fit(d *Definition) {
	r.fill(d)
	maps.DeleteFunc(r.Parts, func(id PartID, _ Stay) bool { _, ok := d.Parts[id]; return !ok })
	maps.DeleteFunc(r.Tracks, func(id TrackID, _ Place) bool { _, _, ok := d.Track(id); return !ok })
}

func (r *Registration) fill(d *Definition) {
	for id, part := range d.Parts {
		if _, ok := r.Parts[id]; !ok {
			r.Parts = put(r.Parts, id, Stay{Status: NotApplied})
		}
		for id := range part.Tracks {
			if _, ok := r.Tracks[id]; !ok {
				r.Tracks = put(r.Tracks, id, Place{Choices: []CourseID{}})
			}
		}
	}
}

// fits reports whether there is nothing to bring into line.
func (r *Registration) fits(d *Definition) bool {
	tracks := 0
	for id, part := range d.Parts {
		if _, ok := r.Parts[id]; !ok {
			return false
		}
		tracks += len(part.Tracks)
		for id := range part.Tracks {
			if _, ok := r.Tracks[id]; !ok {
				return false
			}
		}
	}
	return len(r.Parts) == len(d.Parts) && len(r.Tracks) == tracks
}
