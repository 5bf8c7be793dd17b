package calsync

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"kursbuch.internal/shared/jobcal"
)

// appointed is an entry of Anna's, so many hours after another one.
func appointed(hours int, answer string) Entry {
	start := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
	return Entry{Title: "Probe", Start: start, End: start.Add(time.Hour), Guests: []Guest{{Mail: "anna", Answer: answer}}}
}

// lesser is an entry without its guests.
func lesser(e Entry) Entry { e.Guests = nil; return e }

func deleted(e Entry) Entry { e.Cancelled = true; return e }

func calledOff(e Entry) Entry { e.Title = cancelledTitle + e.Title; return e }

// before is the record of an entry for which Anna gave such an answer, empty if she gave none, and nothing but that.
func before(e Entry, answer string) Record {
	r := Record{Want: "0", Echo: &e, Trail: []Step{{Verb: Insert}}}
	if answer != "" {
		r.Given = answers{"anna": {e.answer(Guest{Answer: answer})}}
	}
	return r
}

// The rows of the tables at the top of answer.go but the last one.
func TestWhatBecomesOfAnAnswer(t *testing.T) {
	there, none := appointed(0, ""), appointed(0, "needsAction")
	gone := before(there, "accepted")
	gone = gone.Deleted(Call{Verb: Delete, Entry: there}, time.Time{})
	receded := before(there, "accepted").Deleted(Call{Verb: Delete, Entry: lesser(there), Recedes: true}, time.Time{})
	old := Record{Want: "0", Echo: &there, Answers: map[string]string{"anna": "accepted"}}
	undone := before(appointed(2, ""), "declined")
	undone.Given["anna"] = append([]jobcal.Given{there.answer(Guest{Answer: "accepted"})}, undone.Given["anna"]...)
	type times = map[int]string // what is remembered, by hours
	for about, c := range map[string]struct {
		record Record
		read   Entry
		wanted Entry
		sent   string
		known  times
	}{
		"somebody has answered":             {before(there, ""), appointed(0, "accepted"), there, "accepted", times{0: "accepted"}},
		"somebody has answered otherwise":   {before(there, "accepted"), appointed(0, "declined"), there, "declined", times{0: "declined"}},
		"somebody was asked once more":      {before(there, "accepted"), none, there, "needsAction", nil},
		"somebody never has":                {before(there, ""), none, there, "needsAction", nil},
		"somebody has no answer at all":     {before(there, "accepted"), there, there, "", nil},
		"somebody is not there any more":    {before(there, "accepted"), lesser(there), there, "accepted", times{0: "accepted"}},
		"somebody is new":                   {before(there, ""), lesser(there), there, "", nil},
		"nothing was ever written":          {Record{}, Entry{}, there, "", nil},
		"a run died having written it":      {Record{}, appointed(0, "accepted"), there, "accepted", times{0: "accepted"}},
		"an answer of former releases":      {old, lesser(there), there, "accepted", times{0: "accepted"}},
		"an answer of theirs, moved":        {old, appointed(0, "accepted"), appointed(2, ""), "needsAction", times{0: "accepted"}},
		"moved by hand, shown as it was":    {before(there, "accepted"), appointed(2, "accepted"), there, "accepted", times{0: "accepted"}},
		"moved by hand, answered otherwise": {before(there, "accepted"), appointed(2, "declined"), there, "accepted", times{0: "accepted", 2: "declined"}},
		"moved by hand, first answer":       {before(there, ""), appointed(2, "declined"), there, "needsAction", times{2: "declined"}},
		"moved by hand, Google asked":       {before(there, "accepted"), appointed(2, "needsAction"), there, "accepted", times{0: "accepted"}},
		"moved by hand to where we want it": {before(there, "accepted"), appointed(2, "declined"), appointed(2, ""), "declined", times{0: "accepted", 2: "declined"}},
		"moved":                             {before(there, ""), appointed(0, "accepted"), appointed(2, ""), "needsAction", times{0: "accepted"}},
		"moved back":                        {undone, appointed(2, "declined"), there, "accepted", times{0: "accepted", 2: "declined"}},
		"moved back, not answered between":  {undone, appointed(2, "needsAction"), there, "accepted", times{0: "accepted"}},
		"the same days instead":             {before(there, ""), appointed(0, "accepted"), allDay(there), "needsAction", times{0: "accepted"}},
		"deleted by hand, it forgot":        {before(there, "accepted"), deleted(none), there, "accepted", times{0: "accepted"}},
		"deleted by hand, it knows":         {before(there, "accepted"), deleted(appointed(0, "declined")), there, "declined", times{0: "declined"}},
		"deleted by hand, without guests":   {before(there, "accepted"), deleted(lesser(there)), there, "accepted", times{0: "accepted"}},
		"not listed, nobody knows why":      {before(there, "accepted"), Entry{}, there, "accepted", times{0: "accepted"}},
		"deleted by us, it knows":           {gone, deleted(appointed(0, "accepted")), there, "needsAction", nil},
		"deleted by us, nothing is left":    {gone, Entry{}, there, "", nil},
		"deleted by us, somebody undid it":  {gone, appointed(0, "accepted"), there, "accepted", times{0: "accepted"}},
		"deleted by us long ago":            {Record{}, deleted(appointed(0, "accepted")), there, "needsAction", nil},
		"out of the window and back":        {receded, Entry{}, there, "accepted", times{0: "accepted"}},
		"out of the window, it forgot":      {receded, deleted(none), there, "accepted", times{0: "accepted"}},
		"out of the window, now elsewhere":  {receded, deleted(none), appointed(2, ""), "needsAction", times{0: "accepted"}},
		"called off":                        {before(there, ""), appointed(0, "accepted"), calledOff(there), "accepted", times{0: "accepted"}},
		"on again":                          {before(calledOff(there), "accepted"), calledOff(appointed(0, "accepted")), there, "needsAction", times{0: "accepted"}},
		"on again, a run died":              {before(calledOff(there), "accepted"), appointed(0, "declined"), there, "declined", times{0: "declined"}},
		"on again, deleted by hand":         {before(calledOff(there), "accepted"), Entry{}, there, "", times{0: "accepted"}},
		"on again, renamed by hand":         {before(calledOff(there), "accepted"), renamed(appointed(0, "accepted")), there, "needsAction", times{0: "accepted"}},
	} {
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
	there := appointed(0, "accepted")
	there.Guests[0].Comment, there.Guests[0].AdditionalGuests, there.Guests[0].Optional = "mit Rad", 2, true
	moved := appointed(2, "")
	r := before(lesser(there), "")
	sent := moved.answered(there, r.counting(moved, there))
	if diff := cmp.Diff([]Guest{{Mail: "anna", Answer: "needsAction", Optional: true}}, sent.Guests); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	r = r.Written(Call{Verb: Update, Entry: sent}, sent, there, time.Time{})
	back := appointed(0, "").answered(sent, r.counting(appointed(0, ""), sent))
	if diff := cmp.Diff(there.Guests, back.Guests); diff != "" {
		t.Errorf("moved back (-want +got):\n%s", diff)
	}
}

// Who moves an appointment to and fro leaves no more behind than a few answers, the latest.
func TestAnswersForFewTimesAreRemembered(t *testing.T) {
	r := before(appointed(0, ""), "")
	for hours := range 8 {
		e := appointed(hours%7, "accepted")
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
	off := calledOff(appointed(0, "accepted"))
	r := before(off, "accepted")
	r.Given["anna"] = append(r.Given["anna"], appointed(2, "").answer(Guest{Answer: "declined"}))
	on := appointed(0, "needsAction")
	for about, r := range map[string]Record{
		"written": r.Written(Call{Verb: Update, Entry: on}, on, off, time.Time{}),
		"found":   r.Adopted(Record{Echo: &on}, Call{}, on),
		"deleted": r.Deleted(Call{Verb: Delete, Entry: off}, time.Time{}),
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
