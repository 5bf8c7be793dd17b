package sample_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/fee"
	"kursbuch.internal/shared/sample"
)

// sizes are those that the tests look at: the local run, events with hardly anybody, one that repeats its template.
var sizes = []int{0, 1, 60, 700}

func each(t *testing.T, test func(t *testing.T, s *event.Snapshot)) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size), func(t *testing.T) { test(t, sample.Event(1, size)) })
	}
}

func written(t *testing.T, s *event.Snapshot) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := event.Write(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameSizeGivesSameBytes(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		if !bytes.Equal(written(t, s), written(t, sample.Event(1, len(s.Registrations)))) {
			t.Error("two events of one size differ")
		}
	})
}

func TestSizes(t *testing.T) {
	type size struct{ Courses, Groups, Lodgements, Registrations, Strangers int }
	of := func(s *event.Snapshot) size {
		return size{len(s.Courses), len(s.LodgementGroups), len(s.Lodgements), len(s.Registrations),
			len(s.Personas) - len(s.Registrations)}
	}
	pfingstAkademie := sample.PfingstAkademie()
	if diff := cmp.Diff(size{14, 4, 20, 60, 10}, of(pfingstAkademie)); diff != "" {
		t.Errorf("PfingstAkademie (-want +got):\n%s", diff)
	}
	if parts, tracks := len(pfingstAkademie.Event.Parts), len(pfingstAkademie.Event.TrackIDs()); parts != 2 ||
		tracks != 3 {
		t.Errorf("%d parts, %d tracks", parts, tracks)
	}
	if diff := cmp.Diff(size{87, 48, 233, 700, 10}, of(sample.Event(2, 700))); diff != "" {
		t.Errorf("Event (-want +got):\n%s", diff)
	}
}

func TestConsistent(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		found := s.Problems()
		found.Append(fee.Problems(s))
		for _, p := range found.Items {
			t.Errorf("%s: %s", p.Path, p.Message("en"))
		}
	})
}

func TestReadGivesWhatWasWritten(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		read, err := event.Read(bytes.NewReader(written(t, s)))
		if err != nil {
			t.Fatal(err)
		}
		canonical := cmp.Transformer("canonical", func(v jsontext.Value) string {
			v = v.Clone()
			if err := v.Canonicalize(); len(v) > 0 && err != nil {
				t.Fatal(err)
			}
			return string(v)
		})
		if diff := cmp.Diff(s, read, canonical); diff != "" {
			t.Errorf("(-written +read):\n%s", diff)
		}
	})
}

func TestNobodyIsThereTwice(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		registered, mails := map[event.PersonaID]bool{}, map[string]bool{}
		for id, r := range s.Registrations {
			if p := s.Persona(r.Persona.ID); registered[r.Persona.ID] || p == nil || !p.IsEventRealm || p.IsArchived {
				t.Errorf("registration %d: persona %d", id, r.Persona.ID)
			}
			registered[r.Persona.ID] = true
		}
		for id, p := range s.Personas {
			if p.Username != nil && mails[*p.Username] {
				t.Errorf("persona %d: a second %s", id, *p.Username)
			} else if p.Username != nil {
				mails[*p.Username] = true
			}
		}
	})
}

func TestEveryStatusOccurs(t *testing.T) {
	count := map[event.Status]int{}
	for _, r := range sample.PfingstAkademie().Registrations {
		for _, stay := range r.Parts {
			count[stay.Status]++
		}
	}
	for _, status := range event.Statuses {
		if count[status] == 0 {
			t.Errorf("nobody is %s", status)
		}
	}
}

func TestStrangersOfEveryKind(t *testing.T) {
	var archived, noEventUsers int
	for _, p := range sample.PfingstAkademie().Personas {
		if p.IsArchived {
			archived++
		}
		if !p.IsEventRealm {
			noEventUsers++
		}
	}
	if archived != 1 || noEventUsers != 1 {
		t.Errorf("%d archived, %d no event users; want one of each", archived, noEventUsers)
	}
}

func TestFieldsOfEveryKindHaveValues(t *testing.T) {
	s := sample.PfingstAkademie()
	type sort struct {
		of   event.Association
		kind event.FieldKind
	}
	sorts := map[sort]bool{}
	for _, f := range s.Event.Fields {
		sorts[sort{f.Association, f.Kind}] = true
		if !hasValue(s, f) {
			t.Errorf("no value of %s", f.Name)
		}
	}
	kinds := []event.FieldKind{
		event.FieldText, event.FieldBool, event.FieldInt, event.FieldNumber, event.FieldDate, event.FieldDateTime,
		event.FieldNonNegativeInt, event.FieldNonNegativeNumber, event.FieldPhone,
	}
	for _, of := range []event.Association{event.OfRegistration, event.OfCourse, event.OfLodgement} {
		for _, kind := range kinds {
			if !sorts[sort{of, kind}] {
				t.Errorf("no %s field of the kind %s", of, kind)
			}
		}
	}
}

func hasValue(s *event.Snapshot, f event.Field) bool {
	for _, section := range event.Sections {
		for _, id := range s.IDs(section) {
			e := s.Entity(event.Key{Section: section, ID: id})
			if v := e.Get(jsontext.Pointer("/fields/" + f.Name)); event.AssociationOf(section) == f.Association && v != "null" {
				return true
			}
		}
	}
	return false
}

func TestEverybodyFits(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		type bed struct {
			part  event.PartID
			in    event.LodgementID
			onMat bool
		}
		type seat struct {
			track event.TrackID
			in    event.CourseID
		}
		beds, seats := map[bed]int{}, map[seat]int{}
		for _, r := range s.Registrations {
			for part, stay := range r.Parts {
				if stay.LodgementID != nil {
					beds[bed{part, *stay.LodgementID, stay.IsCampingMat}]++
				}
			}
			for track, place := range r.Tracks {
				if place.CourseID != nil && (place.CourseInstructor == nil || *place.CourseInstructor != *place.CourseID) {
					seats[seat{track, *place.CourseID}]++
				}
			}
		}
		for b, people := range beds {
			l := s.Lodgements[b.in]
			if b.onMat && people > l.CampingMatCapacity || !b.onMat && people > l.RegularCapacity {
				t.Errorf("%d people in %+v", people, b)
			}
		}
		for c, people := range seats {
			if people > *s.Courses[c.in].MaxSize || !s.Courses[c.in].Segments[c.track] {
				t.Errorf("%d people in %+v", people, c)
			}
		}
	})
}

func TestChoicesAreOffered(t *testing.T) {
	each(t, func(t *testing.T, s *event.Snapshot) {
		for id, r := range s.Registrations {
			for track, place := range r.Tracks {
				for i, course := range place.Choices {
					if _, offered := s.Courses[course].Segments[track]; !offered || slices.Contains(place.Choices[:i], course) {
						t.Errorf("registration %d, track %d: choices %v", id, track, place.Choices)
					}
				}
			}
		}
	})
}

func BenchmarkEvent(b *testing.B) {
	for b.Loop() {
		sample.Event(1, 50_000)
	}
}
