package calsync

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"kursbuch.internal/shared/jobcal"
)

// at is an entry of Anna's, so many hours after another one.
func at(hours int, answer string) Entry {
	start := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
	return Entry{Title: "Probe", Start: start, End: start.Add(time.Hour), Guests: []Guest{{Mail: "anna", Answer: answer}}}
}

// lesser is an entry without its guests.
func lesser(e Entry) Entry { e.Guests = nil; return e }

func deleted(e Entry) Entry { e.Cancelled = true; return e }

func calledOff(e Entry) Entry { e.Title = cancelledTitle + e.Title; return e }

// was is the record of an entry for which Anna gave such an answer, empty if she gave none, and nothing but that.
func was(e Entry, answer string) Record {
	r := Record{Want: "0", Echo: &e, Trail: []Step{{Verb: Insert}}}
	if answer != "" {
		r.Given = answers{"anna": {e.answer(Guest{Answer: answer})}}
	}
	return r
}

// What guests may answer.
const yes, no, ask = "accepted", "declined", "needsAction"

// Records of an entry that is there, or was.
var (
	there, none = at(0, ""), at(0, ask)
	gone        = was(there, yes).void().Deleted(Call{Verb: Delete, Entry: there}, time.Time{})
	uninstalled = was(there, "").Deleted(Call{Verb: Delete, Entry: at(0, yes)}, time.Time{})
	receded     = was(there, yes).Deleted(Call{Verb: Delete, Entry: lesser(there), Recedes: true}, time.Time{})
	old         = Record{Want: "0", Echo: &there, Answers: map[string]string{"anna": yes}}
	undone      = was(at(2, ""), no).with(there, yes)
)

// with is the record with another answer, for the time of an entry.
func (r Record) with(e Entry, answer string) Record {
	r.Given = answers{"anna": append([]jobcal.Given{e.answer(Guest{Answer: answer})}, r.Given["anna"]...)}
	return r
}

// times are answers by the hours after those of there.
type times = map[int]string

var becomes = map[string]struct {
	record Record
	read   Entry
	wanted Entry
	sent   string
	known  times
}{
	"somebody has answered":             {was(there, ""), at(0, yes), there, yes, times{0: yes}},
	"somebody has answered otherwise":   {was(there, yes), at(0, no), there, no, times{0: no}},
	"somebody was asked once more":      {was(there, yes), none, there, ask, nil},
	"somebody never has":                {was(there, ""), none, there, ask, nil},
	"somebody has no answer at all":     {was(there, yes), there, there, "", nil},
	"somebody is not there any more":    {was(there, yes), lesser(there), there, yes, times{0: yes}},
	"somebody is new":                   {was(there, ""), lesser(there), there, "", nil},
	"nothing was ever written":          {Record{}, Entry{}, there, "", nil},
	"a run died having written it":      {Record{}, at(0, yes), there, yes, times{0: yes}},
	"an answer of former releases":      {old, lesser(there), there, yes, times{0: yes}},
	"an answer of theirs, moved":        {old, at(0, yes), at(2, ""), ask, times{0: yes}},
	"moved by hand, shown as it was":    {was(there, yes), at(2, yes), there, yes, times{0: yes}},
	"moved by hand, answered otherwise": {was(there, yes), at(2, no), there, yes, times{0: yes, 2: no}},
	"moved by hand, first answer":       {was(there, ""), at(2, no), there, ask, times{2: no}},
	"moved by hand, Google asked":       {was(there, yes), at(2, ask), there, yes, times{0: yes}},
	"moved by hand to where we want it": {was(there, yes), at(2, no), at(2, ""), no, times{0: yes, 2: no}},
	"moved":                             {was(there, ""), at(0, yes), at(2, ""), ask, times{0: yes}},
	"moved back":                        {undone, at(2, no), there, yes, times{0: yes, 2: no}},
	"moved back, not answered between":  {undone, at(2, ask), there, yes, times{0: yes}},
	"the same days instead":             {was(there, ""), at(0, yes), allDay(there), ask, times{0: yes}},
	"deleted by hand, it forgot":        {was(there, yes), deleted(none), there, yes, times{0: yes}},
	"deleted by hand, it knows":         {was(there, yes), deleted(at(0, no)), there, no, times{0: no}},
	"deleted by hand, without guests":   {was(there, yes), deleted(lesser(there)), there, yes, times{0: yes}},
	"not listed, nobody knows why":      {was(there, yes), Entry{}, there, yes, times{0: yes}},
	"deleted by us, it knows":           {gone, deleted(at(0, yes)), there, ask, nil},
	"deleted by us, nothing is left":    {gone, Entry{}, there, "", nil},
	"deleted by us, somebody undid it":  {gone, at(0, yes), there, yes, times{0: yes}},
	"deleted by us long ago":            {Record{}, deleted(at(0, yes)), there, ask, nil},
	"uninstalled, and begun again":      {uninstalled, Entry{}, there, yes, times{0: yes}},
	"out of the window and back":        {receded, Entry{}, there, yes, times{0: yes}},
	"out of the window, it forgot":      {receded, deleted(none), there, yes, times{0: yes}},
	"out of the window, now elsewhere":  {receded, deleted(none), at(2, ""), ask, times{0: yes}},
	"called off":                        {was(there, ""), at(0, yes), calledOff(there), yes, times{0: yes}},
	"on again":                          {was(calledOff(there), yes), calledOff(at(0, yes)), there, ask, times{0: yes}},
	"on again, a run died":              {was(calledOff(there), yes), at(0, no), there, no, times{0: no}},
	"on again, deleted by hand":         {was(calledOff(there), yes), Entry{}, there, "", times{0: yes}},
	"on again, renamed by hand":         {was(calledOff(there), yes), renamed(at(0, yes)), there, ask, times{0: yes}},
}

// The rows of the tables at the top of answer.go but the last one.
func TestWhatBecomesOfAnAnswer(t *testing.T) {
	for about, c := range becomes {
		t.Run(about, func(t *testing.T) {
			text := fmt.Sprint(c.record.Given)
			known := times{}
			for _, g := range c.record.heard(c.read, c.wanted)["anna"] {
				known[int(g.Start.Sub(there.Start).Hours())] = g.Answer
			}
			sent := c.wanted.answered(c.read, c.record.counting(c.wanted, c.read))
			if diff := cmp.Diff(c.known, known, cmpopts.EquateEmpty()); diff != "" || sent.Guests[0].Answer != c.sent {
				t.Errorf("sent with %q, want %q; remembered (-want +got):\n%s", sent.Guests[0].Answer, c.sent, diff)
			}
			if got := fmt.Sprint(c.record.Given); got != text {
				t.Errorf("what was remembered has changed: %s", got)
			}
		})
	}
}

func allDay(e Entry) Entry { e.AllDay = true; return e }

func renamed(e Entry) Entry { e.Title = "Quatsch"; return e }

// What is written with an answer comes back with it, and goes with it.
func TestAnAnswerIsAllOfIt(t *testing.T) {
	there := at(0, "accepted")
	there.Guests[0].Comment, there.Guests[0].AdditionalGuests, there.Guests[0].Optional = "mit Rad", 2, true
	moved := at(2, "")
	r := was(lesser(there), "")
	sent := moved.answered(there, r.counting(moved, there))
	if diff := cmp.Diff([]Guest{{Mail: "anna", Answer: "needsAction", Optional: true}}, sent.Guests); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	r = r.Written(Call{Verb: Update, Entry: sent}, sent, there, time.Time{})
	back := at(0, "").answered(sent, r.counting(at(0, ""), sent))
	if diff := cmp.Diff(there.Guests, back.Guests); diff != "" {
		t.Errorf("moved back (-want +got):\n%s", diff)
	}
}

// Who moves an appointment to and fro leaves no more behind than a few answers, the latest.
func TestAnswersForFewTimesAreRemembered(t *testing.T) {
	r := was(at(0, ""), "")
	for hours := range 8 {
		e := at(hours%7, "accepted")
		r = r.Written(Call{Verb: Update, Entry: e}, e, Entry{}, time.Time{})
	}
	var hours []int
	for _, g := range r.Given["anna"] {
		hours = append(hours, g.Start.Hour()-9)
	}
	if diff := cmp.Diff([]int{3, 4, 5, 6, 0}, hours); diff != "" {
		t.Errorf("remembered (-want +got):\n%s", diff)
	}
}

// What was called off and is on again has no answers for former times either, nor has one that was deleted.
func TestNothingIsLeftOfWhatWasOff(t *testing.T) {
	off := calledOff(at(0, "accepted"))
	r := was(off, "accepted")
	r.Given["anna"] = append(r.Given["anna"], at(2, "").answer(Guest{Answer: "declined"}))
	on := at(0, "needsAction")
	for about, r := range map[string]Record{
		"written": r.Written(Call{Verb: Update, Entry: on}, on, off, time.Time{}),
		"found":   r.Adopted(Record{Echo: &on}, Call{}, on),
		"deleted": r.void().Deleted(Call{Verb: Delete, Entry: off}, time.Time{}),
	} {
		if len(r.Given) > 0 || r.Gone != (about == "deleted") {
			t.Errorf("%s: %+v", about, r)
		}
	}
}

// The last row: what is remembered of an appointment of which nothing is left.
func TestAnswersAreForgottenAfterAWhile(t *testing.T) {
	const day = 24 * time.Hour
	for about, c := range map[string]struct {
		age     time.Duration // of the last write
		failed  []Source
		forgets bool
	}{
		"thirty days later":                         {30 * day, nil, false},
		"a moment after that":                       {30*day + 1, nil, true},
		"a moment after that, its source failed":    {30*day + 1, []Source{"event/1"}, false},
		"a moment after that, another one failed":   {30*day + 1, []Source{"event/12"}, true},
		"a moment after that, all of a kind failed": {30*day + 1, []Source{"event"}, false},
	} {
		t.Run(about, func(t *testing.T) {
			s := crowded(0)
			s.Supply.Failed = c.failed
			s.Memory.Records["event/1/a"] = Record{Given: answers{"anna": {{Answer: "accepted"}}},
				Trail: []Step{{At: s.Now.Add(-c.age)}}}
			record, noted := s.Plan().Records["event/1/a"]
			if noted != c.forgets || record != nil {
				t.Errorf("noted %v: %+v", noted, record)
			}
		})
	}
}
