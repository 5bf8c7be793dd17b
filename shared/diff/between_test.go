package diff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"pgregory.net/rapid"
)

// follow checks the file of a difference on the old export and applies it.
func follow(t rapid.TB, old *event.Snapshot, d diff.Difference) diff.Applied {
	t.Helper()
	imp, found := partial.Decode(d.File)
	if !found.Empty() {
		t.Fatalf("%v\n%s", codes(found), d.File)
	}
	plan, found := diff.Compute(old, imp)
	if !found.Empty() {
		t.Fatalf("%v\n%s", codes(found), d.File)
	}
	return diff.Apply(old, plan, now)
}

// changed is an event as a random import leaves it; the same if that is not acceptable.
func changed(t *rapid.T, s *event.Snapshot) *event.Snapshot {
	imp, found := partial.Decode(eventtest.File(eventtest.Import(t, s), 1))
	if imp == nil || !found.Empty() {
		return s
	}
	plan, _ := diff.Compute(s, imp)
	if plan == nil {
		return s
	}
	return diff.Apply(s, plan, now).Snapshot
}

// flat are the values of an export by their path, without what differs between exports by itself.
func flat(t rapid.TB, s *event.Snapshot) map[string]string {
	t.Helper()
	var text bytes.Buffer
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	var whole any
	dec := json.NewDecoder(&text)
	dec.UseNumber()
	if err := dec.Decode(&whole); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	flatten(values, "", whole)
	maps.DeleteFunc(values, differsByItself)
	return values
}

// stamped are the times at which registrations were created and changed. A field may have a name that ends the same.
var stamped = regexp.MustCompile(`^/registrations/-?[0-9]+/[cm]time$`)

// differsByItself reports whether a value says nothing about what an import does.
func differsByItself(path, v string) bool {
	return stamped.MatchString(path) || strings.HasPrefix(path, "/personas") || path == "/timestamp" ||
		strings.Contains(path, "/fields/") && v == "null"
}

// TestFieldsCountWhateverTheirName: a field that is called like a time stamp holds a value like any other.
func TestFieldsCountWhateverTheirName(t *testing.T) {
	for path, want := range map[string]bool{"/courses/2/fields/c_datetime": false, "/registrations/1/fields/mtime": false,
		"/registrations/1/mtime": true, "/registrations/1/ctime": true} {
		if got := differsByItself(path, `"2222-12-26T23:00:00+00:00"`); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func flatten(into map[string]string, path string, v any) {
	if object, ok := v.(map[string]any); ok {
		for name, inner := range object {
			flatten(into, path+"/"+name, inner)
		}
		return
	}
	text, _ := json.Marshal(v) // unreachable: it was read from JSON
	into[path] = string(text)
}

// TestBetweenReachesWhatImportsCanReach: from any event to what an import makes of it there is an import, and nothing
// is left. New entities get the same IDs, since they are created in the same order.
func TestBetweenReachesWhatImportsCanReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := eventtest.Snapshot(t)
		want := changed(t, old)
		if rapid.Bool().Draw(t, "sent") { // by the original, which leaves out what imports do not need
			next := old.Next
			old, want = eventtest.Read(t, eventtest.Sent(t, old, nil)), eventtest.Read(t, eventtest.Sent(t, want, nil))
			old.Next = next // so that new entities get the same IDs
		}
		d := diff.Between(old, want)
		if !d.Left.Empty() {
			t.Fatalf("left: %v\n%s", d.Left.Items, d.File)
		}
		got := follow(t, old, d).Snapshot
		wanted, reached := flat(t, want), flat(t, got)
		if old.Personas == nil {
			forgetNewcomers(old, wanted, reached)
		}
		if d := cmp.Diff(wanted, reached); d != "" {
			t.Fatal(d)
		}
		if again := diff.Between(want, want); again.Changes != 0 || !again.Left.Empty() {
			t.Fatalf("of equal exports: %s", again.File)
		}
	})
}

// forgetNewcomers removes what an export of the original does not tell of people who were not registered.
func forgetNewcomers(old *event.Snapshot, exports ...map[string]string) {
	for _, values := range exports {
		maps.DeleteFunc(values, func(path, _ string) bool {
			id, err := strconv.Atoi(strings.Split(path+"//", "/")[2])
			isNew := strings.HasPrefix(path, "/registrations/") && err == nil &&
				old.Registrations[event.RegistrationID(id)] == nil
			return path == "/event/orgas" || isNew && (strings.Contains(path, "/persona/") && !strings.HasSuffix(path, "/id") ||
				strings.HasSuffix(path, "/is_member") || strings.HasSuffix(path, "/amount_owed"))
		})
	}
}

// TestBetweenAsksForNothingInVain: without any one of its values the import leads elsewhere, or nowhere.
func TestBetweenAsksForNothingInVain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := eventtest.Snapshot(t)
		want := changed(t, old)
		imp, _ := partial.Decode(diff.Between(old, want).File)
		if len(imp.Entries) == 0 {
			return
		}
		whole, _ := diff.Compute(old, imp)
		i := rapid.IntRange(0, len(imp.Entries)-1).Draw(t, "entry")
		e := &imp.Entries[i]
		if e.Action != partial.Change || len(e.Sets) == 1 {
			imp.Entries = slices.Delete(imp.Entries, i, i+1)
		} else {
			j := rapid.IntRange(0, len(e.Sets)-1).Draw(t, "value")
			e.Sets = slices.Delete(e.Sets, j, j+1)
		}
		less, _ := diff.Compute(old, imp)
		if less == nil {
			return
		}
		a, b := diff.Apply(old, whole, now).Snapshot, diff.Apply(old, less, now).Snapshot
		if maps.Equal(flat(t, a), flat(t, b)) {
			t.Fatalf("one value less gives the same: %v", imp.Entries)
		}
	})
}

// desk is where somebody edits an export by hand.
type desk struct {
	*rapid.T
	s *event.Snapshot
}

// some edits an entity of a section, if there is one.
func (d desk) some(section event.Section, edit func(key event.Key, e event.Entity)) {
	if ids := d.s.IDs(section); len(ids) > 0 {
		key := event.Key{Section: section, ID: rapid.SampledFrom(ids).Draw(d.T, "id")}
		e := d.s.Entity(key).Clone()
		d.s.Put(key, e)
		edit(key, e)
	}
}

func (d desk) drop(section event.Section) {
	d.some(section, func(key event.Key, _ event.Entity) { d.s.Delete(key) })
}

func (d desk) registration(edit func(r *event.Registration)) {
	d.some(event.Registrations, func(_ event.Key, e event.Entity) { edit(e.(*event.Registration)) })
}

func (d desk) course(edit func(c *event.Course)) {
	d.some(event.Courses, func(_ event.Key, e event.Entity) { edit(e.(*event.Course)) })
}

func (d desk) lodgement(edit func(l *event.Lodgement)) {
	d.some(event.Lodgements, func(_ event.Key, e event.Entity) { edit(e.(*event.Lodgement)) })
}

func cents(n int64) event.Amount { return event.Amount{Decimal: decimal.New(n, -2)} }

// edits are what people do to exports, by mistake or because they do not know better.
var edits = []func(d desk){
	func(d desk) { d.drop(event.Courses) },
	func(d desk) { d.drop(event.Lodgements) },
	func(d desk) { d.drop(event.LodgementGroups) },
	func(d desk) { d.drop(event.Registrations) },
	func(d desk) { // a registration under another ID
		d.some(event.Registrations, func(key event.Key, e event.Entity) {
			d.s.Delete(key)
			d.s.Put(event.Key{Section: key.Section, ID: key.ID + 5000}, e)
		})
	},
	func(d desk) { d.registration(func(r *event.Registration) { r.AmountPaid = cents(4711) }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.AmountOwed = cents(4712) }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.IsMember = !r.IsMember }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.Persona.ID = 18 }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.Set("/personalized_fees/1", `"5.00"`) }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.Set("/tracks/1/choices", "[1,1,77,2]") }) },
	func(d desk) { d.registration(func(r *event.Registration) { r.Set("/fields/gone", `"x"`) }) },
	func(d desk) { d.course(func(c *event.Course) { c.Title = "" }) },
	func(d desk) { d.course(func(c *event.Course) { c.Extra = []byte(`{"x":1}`) }) },
	func(d desk) { d.lodgement(func(l *event.Lodgement) { l.RegularCapacity = -1 }) },
	func(d desk) { d.lodgement(func(l *event.Lodgement) { l.GroupID = 99 }) },
	func(d desk) { d.s.Event.Title = "Anders" },
	func(d desk) {
		d.s.Put(event.Key{Section: event.Courses, ID: 901}, &event.Course{Title: "x",
			Segments: map[event.TrackID]bool{99: true}})
	},
}

// spoiled is an export as somebody leaves it who edits it by hand.
func spoiled(t *rapid.T, s *event.Snapshot) *event.Snapshot {
	d := desk{t, s.Edit()}
	for range rapid.IntRange(1, 4).Draw(t, "edits") {
		rapid.SampledFrom(edits).Draw(t, "edit")(d)
	}
	return d.s
}

// TestBetweenTellsWhatIsLeft: whatever the new export is, the import is acceptable, and wherever it does not lead there
// a finding says so.
func TestBetweenTellsWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := eventtest.Snapshot(t)
		want := spoiled(t, changed(t, old))
		d := diff.Between(old, want)
		got := renamed(flat(t, follow(t, old, d).Snapshot), old, want, follow(t, old, d).Created)
		wanted := flat(t, want)
		for path := range event.Sorted(mapsUnion(got, wanted)) {
			if got[path] != wanted[path] && !strings.HasSuffix(path, "/amount_owed") && !told(d.Left, path) &&
				!strings.Contains(path, "/persona/") && !dangles(want, path, wanted[path]) {
				t.Fatalf("%s is %q, not %q, and nobody says so: %v\n%s", path, got[path], wanted[path], codes(d.Left), d.File)
			}
		}
	})
}

// dangles reports whether a value refers to what its export does not have.
func dangles(s *event.Snapshot, path, v string) bool {
	target, ok := refers[path[strings.LastIndexByte(path, '/')+1:]]
	return ok && slices.ContainsFunc(strings.Split(strings.Trim(v, "[]"), ","), func(item string) bool {
		id, err := strconv.Atoi(item)
		return err == nil && s.Entity(event.Key{Section: target, ID: int32(id)}) == nil
	})
}

// refers is where the values of these members lead.
var refers = map[string]event.Section{"group_id": event.LodgementGroups, "lodgement_id": event.Lodgements,
	"course_id": event.Courses, "course_instructor": event.Courses, "choices": event.Courses}

func mapsUnion(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func told(left problem.List, path string) bool {
	return slices.ContainsFunc(left.Items, func(p problem.Problem) bool {
		at := string(p.Path)
		return strings.HasPrefix(path+"/", at+"/") || strings.HasPrefix(at+"/", path+"/")
	})
}

// renamed gives values the IDs that the wanted export has for what was created.
func renamed(values map[string]string, old, want *event.Snapshot, created diff.Created) map[string]string {
	names := map[event.Section]map[string]string{}
	for _, section := range event.Sections {
		names[section] = map[string]string{}
		placeholder := int32(0)
		for _, id := range want.IDs(section) {
			if old.Entity(event.Key{Section: section, ID: id}) == nil {
				placeholder--
				if given, ok := created[section][placeholder]; ok {
					names[section][fmt.Sprint(given)] = strconv.Itoa(int(id))
				}
			}
		}
	}
	all := map[string]string{}
	for path, v := range values {
		tokens := strings.Split(path, "/")
		if len(tokens) > 2 {
			if name, ok := names[event.Section(tokens[1])][tokens[2]]; ok {
				tokens[2] = name
			}
		}
		if target, ok := refers[tokens[len(tokens)-1]]; ok {
			items := strings.Split(strings.Trim(v, "[]"), ",")
			for i, item := range items {
				if name, ok := names[target][item]; ok {
					items[i] = name
				}
			}
			joined := strings.Join(items, ",")
			if strings.HasPrefix(v, "[") {
				joined = "[" + joined + "]"
			}
			v = joined
		}
		all[strings.Join(tokens, "/")] = v
	}
	return all
}
