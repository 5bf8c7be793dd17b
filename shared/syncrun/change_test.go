package syncrun_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/syncrun"
)

// changed is what a change costs: the writes of the run that carries it out, the mails that Google is asked for.
type changed struct {
	change func(*house)
	writes int
	mails  int
	fields map[calsync.Field]int
}

// In the house of these changes there is a, tomorrow, with Anna and Bela in the hall; b, in a month, with Anna; over,
// which ended an hour ago, with Anna.
var changesOfAll = map[string]changed{
	"nothing":      {func(*house) {}, 0, 0, nil},
	"a is moved":   {puts1("a", func(d *jobcal.Draft) { shift(d, time.Hour) }), 1, 2, fields("time")},
	"b is moved":   {puts1("b", func(d *jobcal.Draft) { shift(d, time.Hour) }), 1, 1, fields("time")},
	"a is renamed": {puts1("a", func(d *jobcal.Draft) { d.Title = "Anders" }), 1, 2, fields("title")},
	"a is told more of": {puts1("a", func(d *jobcal.Draft) { d.Description = "Bitte Noten" }), 1, 0,
		fields("description")},
	"a has a link": {puts1("a", func(d *jobcal.Draft) { d.Link = "https://kursbuch.example/a" }), 1, 0,
		fields("link", "description")},
	"a becomes private":     {puts1("a", func(d *jobcal.Draft) { d.Private = true }), 1, 0, fields("private")},
	"only a's zone changes": {puts1("a", func(d *jobcal.Draft) { d.TimeZone = "Europe/Paris" }), 1, 0, fields("zone")},
	"a takes the whole day": {puts1("a", wholeDay), 1, 2, fields("time")},
	"over is renamed":       {puts1("over", func(d *jobcal.Draft) { d.Title = "Anders" }), 1, 0, fields("title")},
	"over loses a guest":    {puts1("over", func(d *jobcal.Draft) { d.Persons = nil }), 1, 0, fields("guests")},
	"over is deleted":       {func(h *house) { h.put(jobcal.Operation{Delete: "over"}) }, 1, 0, nil},
	"b is deleted":          {func(h *house) { h.put(jobcal.Operation{Delete: "b"}) }, 1, 1, nil},
	"Cora is invited": {puts1("b", func(d *jobcal.Draft) { d.Persons = append(d.Persons, "cora") }), 1, 2,
		fields("guests")},
	"Bela wants no invitations": {func(h *house) { h.put(person("bela", false)) }, 2, 2, fields("guests")},
	"Bela is no more": {func(h *house) { h.put(jobcal.Operation{DeletePerson: "bela"}) }, 2, 2,
		fields("guests")},
	"Bela has another address": {mailOf("bela", "bela2@kursbuch.example"), 3, 3, fields("guests")},
	"Anna and Bela swap addresses": {func(h *house) {
		h.put(jobcal.Operation{DeletePerson: "bela"})
		mailOf("anna", mail("bela"))(h)
		mailOf("bela", mail("anna"))(h)
	}, 2, 2, fields("guests", "guests")}, // b and over were Anna's alone
	"Bela writes the address large": {mailOf("bela", "BELA@Kursbuch.EXAMPLE"), 0, 0, nil},
	"the hall declines": {func(h *house) {
		h.must(h.google.Answer(h.id, entry("a"),
			declined("saal@resource.kursbuch.example")))
	}, 0, 0, nil},
	"the calendar is renamed": {func(h *house) { h.settle(func(s *calsync.Settings) { s.MasterCalendar = "Anders" }) },
		1, 0, nil},
	"concerts become blue": {func(h *house) {
		h.settle(func(s *calsync.Settings) { s.Colours = map[string]string{"Konzert": "9"} })
	}, 1, 0, fields("category")},
	"guests may see each other": {func(h *house) { h.settle(func(s *calsync.Settings) { s.ShowGuests = true }) }, 3, 0,
		fields("guest_rights", "guest_rights", "guest_rights")},
	"the window ends before b":  {func(h *house) { h.settle(func(s *calsync.Settings) { s.DaysAhead = 20 }) }, 1, 0, nil},
	"b moves out of the window": {puts1("b", func(d *jobcal.Draft) { shift(d, 365*24*time.Hour) }), 1, 1, nil},
	"a is called off":           {puts1("a", func(d *jobcal.Draft) { d.Cancelled = true }), 1, 2, nil},
	"a is called off, but stays": {func(h *house) {
		h.settle(func(s *calsync.Settings) { s.MarkCancelled = true })
		puts1("a", func(d *jobcal.Draft) { d.Cancelled = true })(h)
	}, 1, 2, fields("title", "free")},
}

func fields(names ...calsync.Field) map[calsync.Field]int {
	all := map[calsync.Field]int{}
	for _, name := range names {
		all[name]++
	}
	return all
}

func drafted(id string) jobcal.Draft {
	switch id {
	case "a":
		d := meeting("a", 24, "anna", "bela")
		d.Resources = []jobcal.ResourceID{"saal"}
		return d
	case "b":
		d := meeting("b", 30*24, "anna")
		d.Category = "Konzert"
		return d
	}
	return meeting("over", 24, "anna")
}

// puts1 changes one of the appointments.
func puts1(id string, change func(*jobcal.Draft)) func(*house) {
	return func(h *house) {
		d := drafted(id)
		if id == "over" {
			shift(&d, -26*time.Hour)
		}
		change(&d)
		h.put(puts(d)...)
	}
}

func shift(d *jobcal.Draft, by time.Duration) {
	for _, at := range []*string{&d.Start, &d.End} {
		t, err := time.Parse(time.RFC3339, *at)
		if err != nil {
			panic(err) // unreachable: made by meeting
		}
		*at = t.Add(by).Format(time.RFC3339)
	}
}

func wholeDay(d *jobcal.Draft) { d.TimeZone, d.Start, d.End = "", "2027-03-02", "2027-03-03" }

func mailOf(id, mail string) func(*house) {
	return func(h *house) {
		p := person(id, true)
		p.PutPerson.Mail = mail
		h.put(p)
	}
}

// busy is the house of the changes.
func busy(t *testing.T) *house {
	h := open(t)
	h.put(puts(drafted("a"), drafted("b"), drafted("over"))...)
	h.run()
	puts1("over", func(*jobcal.Draft) {})(h)
	h.run()
	return h
}

func TestChangesCostWhatTheyChange(t *testing.T) {
	for name, test := range changesOfAll {
		t.Run(name, func(t *testing.T) {
			h := busy(t)
			test.change(h)
			r := h.run()
			if r.Writes != test.writes || r.Mails != test.mails || r.Outcome != syncrun.Done {
				t.Errorf("%d writes, %d mails, want %d, %d: %+v", r.Writes, r.Mails, test.writes, test.mails, r)
			}
			if got := fmt.Sprint(r.Changed); got != fmt.Sprint(test.fields) && len(r.Changed)+len(test.fields) > 0 {
				t.Errorf("changed %s, want %v", got, test.fields)
			}
			h.idle()
			if again := h.mirrorOf("a"); again != "" {
				t.Error(again)
			}
		})
	}
}

// mirrorOf says what is wrong with the time of an entry; empty: nothing.
func (h *house) mirrorOf(id string) string {
	h.Helper()
	key := jobcal.AppointmentID(id)
	book, err := h.store.JobCalendar().Find(h.Context(), key)
	h.must(err)
	a := book.Appointments[key]
	e, there := h.byID()[entry(id)]
	if !there {
		return ""
	}
	if want, is := expected(book, a), e.seen(); want.Start != is.Start || want.End != is.End {
		return fmt.Sprintf("%s: from %s to %s, want %s to %s", id, is.Start, is.End, want.Start, want.End)
	}
	return ""
}

// In quiet mode only what begins within 48 hours and is moved or called off is mailed.
func TestQuietMode(t *testing.T) {
	tests := map[string]struct {
		change func(*house)
		mails  int
	}{
		"a is moved":          {puts1("a", func(d *jobcal.Draft) { shift(d, time.Hour) }), 2},
		"a is moved far away": {puts1("a", func(d *jobcal.Draft) { shift(d, 30*24*time.Hour) }), 2},
		"b is moved":          {puts1("b", func(d *jobcal.Draft) { shift(d, time.Hour) }), 0},
		"b is moved near":     {puts1("b", func(d *jobcal.Draft) { shift(d, -29*24*time.Hour) }), 1},
		"a is renamed":        {puts1("a", func(d *jobcal.Draft) { d.Title = "Anders" }), 0},
		"a is called off":     {puts1("a", func(d *jobcal.Draft) { d.Cancelled = true }), 2},
		"a is called off, but stays": {func(h *house) {
			h.settle(func(s *calsync.Settings) { s.MarkCancelled = true })
			puts1("a", func(d *jobcal.Draft) { d.Cancelled = true })(h)
		}, 2},
		"b is called off":      {puts1("b", func(d *jobcal.Draft) { d.Cancelled = true }), 0},
		"Cora is invited":      {puts1("a", func(d *jobcal.Draft) { d.Persons = append(d.Persons, "cora") }), 0},
		"something new":        {func(h *house) { h.put(puts(meeting("new", 25, "cora"))...) }, 0},
		"a is renamed by hand": {func(h *house) { h.must(h.google.RenameByHand(h.id, entry("a"), "Quatsch")) }, 0},
		"a is moved by hand":   {func(h *house) { h.must(h.google.MoveByHand(h.id, entry("a"), time.Hour)) }, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := busy(t)
			h.settle(func(s *calsync.Settings) { s.Quiet = true })
			sent := h.sent()
			test.change(h)
			if r := h.run(); r.Mails != test.mails || h.sent()-sent != test.mails || r.Writes != 1 {
				t.Errorf("%d mails, %d were sent, want %d: %+v", r.Mails, h.sent()-sent, test.mails, r)
			}
		})
	}
}

// sent is how many mails people got; resources read none.
func (h *house) sent() int {
	n := 0
	for _, m := range h.google.Outbox() {
		if !strings.Contains(m.To, "@resource.") {
			n++
		}
	}
	return n
}

// What is changed back is told of only to who was told something else.
func TestMailsOfHeals(t *testing.T) {
	tests := map[string]struct {
		edit  func(*house) error
		mails int
	}{
		"renamed": {func(h *house) error { return h.google.RenameByHand(h.id, entry("a"), "Quatsch") }, 0},
		"a stranger was asked": {func(h *house) error {
			return h.google.InviteByHand(h.id, entry("a"),
				"fremd@anderswo.example")
		}, 0},
		"moved":              {func(h *house) error { return h.google.MoveByHand(h.id, entry("a"), time.Hour) }, 2},
		"Anna was taken out": {func(h *house) error { return h.google.UninviteByHand(h.id, entry("a"), mail("anna")) }, 2},
		"deleted":            {func(h *house) error { return h.google.DeleteByHand(h.id, entry("a")) }, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := busy(t)
			h.must(test.edit(h))
			if r := h.run(); r.Mails != test.mails || r.Updated+r.Inserted != 1 {
				t.Errorf("%d mails, want %d: %+v", r.Mails, test.mails, r)
			}
		})
	}
}

// What was called off before anybody was invited never gets an entry, also where entries of such appointments stay.
func TestWhatIsCalledOffIsNotComing(t *testing.T) {
	h := open(t)
	h.settle(func(s *calsync.Settings) { s.MarkCancelled = true })
	d := meeting("a", 24, "anna")
	d.Cancelled = true
	h.put(puts(d)...)
	h.run()
	list, err := h.mirror.Explain(t.Context(), "anna")
	if err != nil || len(list) != 1 || list[0].Reason != calsync.IsCancelled {
		t.Errorf("explanation %+v, %v", list, err)
	}
}
