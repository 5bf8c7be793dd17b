package outcome_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/sample"
	"pgregory.net/rapid"
)

// TestOutcomeIsWhatRecountingGives for random imports: everything is counted again, slowly, on the event as committing
// leaves it, for every lodgement, course, person, whether the plan touches them or not.
func TestOutcomeIsWhatRecountingGives(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		before := eventtest.Snapshot(t)
		imp, _ := partial.Decode(eventtest.File(eventtest.Import(t, before), 0))
		if imp == nil {
			t.Skip()
		}
		plan, found := diff.Compute(before, imp)
		if !found.Empty() {
			t.Skip()
		}
		o := outcome.Of(before, diff.After(before, plan), plan, nil)
		applied := diff.Apply(before, plan, time.Now())
		r := recount{before, applied.Snapshot, applied.Created}
		for name, pair := range map[string][2][]string{
			"rooms": {r.rooms(), shownRooms(r, o)}, "classes": {r.classes(), shownClasses(r, o)},
			"owed": {r.owed(), shownOwed(r, o)}, "bedless": {r.bedless(), shownBedless(r, o)},
			"deletions": {r.deletions(), shownDeletions(o)},
		} {
			slices.Sort(pair[0])
			slices.Sort(pair[1])
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Errorf("%s (-recounted +told):\n%s", name, diff)
			}
			seen[name] += len(pair[0])
		}
	})
	for _, name := range []string{"rooms", "classes", "owed", "bedless", "deletions"} {
		if seen[name] == 0 {
			t.Errorf("no import had any %s", name)
		}
	}
}

type recount struct {
	was, is *event.Snapshot
	created diff.Created
}

// id is the ID that an entity has after committing.
func id[ID ~int32](r recount, section event.Section, given ID) ID {
	if real, ok := r.created[section][int32(given)]; ok {
		return ID(real)
	}
	return given
}

func counts(s event.Status) bool {
	return slices.Contains([]event.Status{event.Applied, event.Participant, event.Waitlist, event.Guest}, s)
}

// beds counts those in a lodgement; "-" if there is none.
func beds(s *event.Snapshot, id event.LodgementID, part event.PartID) string {
	l := s.Lodgements[id]
	if l == nil {
		return "-"
	}
	people, mats := 0, 0
	for _, r := range s.Registrations {
		stay := r.Parts[part]
		if stay.LodgementID == nil || *stay.LodgementID != id || !counts(stay.Status) {
			continue
		}
		if stay.IsCampingMat {
			mats++
		} else {
			people++
		}
	}
	return fmt.Sprint(people, "/", l.RegularCapacity, " ", mats, "/", l.CampingMatCapacity)
}

func (r recount) rooms() (all []string) {
	for _, id := range union(r.was.IDs(event.Lodgements), r.is.IDs(event.Lodgements)) {
		for part := range r.was.Event.Parts {
			was, is := beds(r.was, event.LodgementID(id), part), beds(r.is, event.LodgementID(id), part)
			if was != is {
				all = append(all, fmt.Sprint(id, " in ", part, ": ", was, " → ", is))
			}
		}
	}
	return all
}

func shownRooms(r recount, o *outcome.Outcome) (all []string) {
	show := func(b *outcome.Beds) string {
		if b == nil {
			return "-"
		}
		return fmt.Sprint(b.Regular.People, "/", b.Regular.Places, " ", b.Mats.People, "/", b.Mats.Places)
	}
	for _, room := range o.Rooms {
		if was, is := show(room.Was), show(room.Is); was != is {
			all = append(all, fmt.Sprint(id(r, event.Lodgements, room.Lodgement), " in ", room.Part, ": ", was, " → ", is))
		}
	}
	return all
}

// seats counts those in a course; "-" if there is none of them, and it is not offered.
func seats(s *event.Snapshot, id event.CourseID, track event.TrackID) string {
	course := s.Courses[id]
	if course == nil {
		return "-"
	}
	_, part, _ := s.Event.Track(track)
	people := 0
	for _, r := range s.Registrations {
		place := r.Tracks[track]
		holds := place.CourseInstructor != nil && *place.CourseInstructor == id
		if place.CourseID != nil && *place.CourseID == id && !holds && counts(r.Parts[part].Status) {
			people++
		}
	}
	active, offered := course.Segments[track]
	if !offered && people == 0 {
		return "-"
	}
	return fmt.Sprint(people, " ", bound(course.MinSize), " ", bound(course.MaxSize), " ", active)
}

func bound(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func (r recount) classes() (all []string) {
	for _, id := range union(r.was.IDs(event.Courses), r.is.IDs(event.Courses)) {
		for _, track := range r.was.Event.TrackIDs() {
			was, is := seats(r.was, event.CourseID(id), track), seats(r.is, event.CourseID(id), track)
			if was != is {
				all = append(all, fmt.Sprint(id, " in ", track, ": ", was, " → ", is))
			}
		}
	}
	return all
}

func shownClasses(r recount, o *outcome.Outcome) (all []string) {
	show := func(s *outcome.Seats) string {
		if s == nil {
			return "-"
		}
		return fmt.Sprint(s.People, " ", bound(s.Min), " ", bound(s.Max), " ", s.TakesPlace)
	}
	for _, k := range o.Classes {
		if was, is := show(k.Was), show(k.Is); was != is {
			all = append(all, fmt.Sprint(id(r, event.Courses, k.Course), " in ", k.Track, ": ", was, " → ", is))
		}
	}
	return all
}

// owed lists amounts that change, the total last, and who owes again or has paid too much.
func (r recount) owed() (all []string) {
	was, is := 0, 0
	for _, id := range union(r.was.IDs(event.Registrations), r.is.IDs(event.Registrations)) {
		old, new := r.was.Registrations[event.RegistrationID(id)], r.is.Registrations[event.RegistrationID(id)]
		before, after, paid := cents(nil), cents(nil), 0
		if old != nil {
			before, paid = cents(&old.AmountOwed), cents(&old.AmountPaid)
		}
		if new != nil {
			after = cents(&new.AmountOwed)
		}
		was, is = was+before, is+after
		if before != after {
			stays := old != nil && new != nil
			all = append(all, fmt.Sprint(id, ": ", before, " → ", after, " again ", stays && before <= paid && after > paid,
				" over ", stays && before >= paid && after < paid))
		}
	}
	return append(all, fmt.Sprint("total: ", was, " → ", is))
}

func cents(a *event.Amount) int {
	if a == nil {
		return 0
	}
	return int(a.Shift(2).IntPart())
}

func shownOwed(r recount, o *outcome.Outcome) (all []string) {
	for _, owed := range o.Money.Owed {
		all = append(all, fmt.Sprint(id(r, event.Registrations, owed.Registration), ": ", cents(&owed.Was), " → ",
			cents(&owed.Is), " again ", owed.OwesAgain(), " over ", owed.Overpaid()))
		sum := owed.Was
		for _, c := range owed.Charges {
			if c.Was != nil {
				sum.Decimal = sum.Sub(c.Was.Decimal)
			}
			if c.Is != nil {
				sum = sum.Sum(*c.Is)
			}
		}
		if !sum.Equal(owed.Is) {
			all = append(all, fmt.Sprint("the charges of ", owed.Registration, " come to ", sum, ", not ", owed.Is))
		}
	}
	return append(all, fmt.Sprint("total: ", cents(&o.Money.Was.Amount), " → ", cents(&o.Money.Is.Amount)))
}

func (r recount) bedless() (all []string) {
	for id, old := range r.was.Registrations {
		new := r.is.Registrations[id]
		if new == nil {
			continue
		}
		for part, was := range old.Parts {
			is := new.Parts[part]
			if was.LodgementID != nil && counts(was.Status) && is.LodgementID == nil && counts(is.Status) {
				all = append(all, fmt.Sprint(id, " in ", part, " from ", *was.LodgementID))
			}
		}
	}
	return all
}

func shownBedless(_ recount, o *outcome.Outcome) (all []string) {
	for _, b := range o.People.Bedless {
		all = append(all, fmt.Sprint(b.Registration, " in ", b.Part, " from ", b.Was))
	}
	return all
}

func (r recount) deletions() (all []string) {
	for _, section := range event.Sections {
		gone := 0
		for _, id := range r.was.IDs(section) {
			if r.is.Entity(event.Key{Section: section, ID: id}) == nil {
				gone++
			}
		}
		if gone > 0 {
			all = append(all, fmt.Sprint(section, " ", gone, " of ", len(r.was.IDs(section))))
		}
	}
	return all
}

func shownDeletions(o *outcome.Outcome) (all []string) {
	for _, d := range o.Deletions {
		all = append(all, fmt.Sprint(d.Section, " ", d.Asked+d.Followed, " of ", d.Of))
	}
	return all
}

func union(a, b []int32) []int32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestCapacity(t *testing.T) {
	for about, c := range map[string]struct {
		file string
		want *outcome.Capacity
	}{
		"a lodgement goes, one gets larger": {`"lodgements": {"12": null, "13": {"regular_capacity": 5}}`,
			&outcome.Capacity{Was: outcome.Places{Regular: 74, Mats: 15}, Is: outcome.Places{Regular: 73, Mats: 15}}},
		"somebody moves": {`"registrations": {"44": {"orga_notes": "x"}}`, nil},
	} {
		s := sample.PfingstAkademie().Closed()
		imp, _ := partial.Decode([]byte(`{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
			"timestamp": "2026-11-26T15:00:00Z", ` + c.file + `}`))
		p, found := diff.Compute(s, imp)
		if !found.Empty() {
			t.Fatalf("%s: %v", about, found.Items)
		}
		got := outcome.Of(s, diff.After(s, p), p, nil).Capacity
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", about, diff)
		}
	}
}
