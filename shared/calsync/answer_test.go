package calsync

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The rows of the table at the top of answer.go but the last one.
func TestWhatBecomesOfAnAnswer(t *testing.T) {
	there := func(answer string) Entry { return Entry{Guests: []Guest{{Mail: "anna", Answer: answer}}} }
	deleted := func(answer string) Entry { e := there(answer); e.Cancelled = true; return e }
	for about, c := range map[string]struct {
		entry            Entry // as it is in Google
		before           string
		sent, remembered string
	}{
		"somebody has answered":                  {there("accepted"), "", "accepted", "accepted"},
		"somebody has answered otherwise":        {there("declined"), "accepted", "declined", "declined"},
		"somebody was asked once more":           {there("needsAction"), "accepted", "needsAction", ""},
		"a deleted entry forgot":                 {deleted("needsAction"), "accepted", "accepted", "accepted"},
		"a deleted entry knows":                  {deleted("declined"), "accepted", "declined", "declined"},
		"somebody is not there any more":         {Entry{}, "accepted", "accepted", "accepted"},
		"somebody is new":                        {Entry{}, "", "", ""},
		"of a deleted entry nobody is there":     {Entry{Cancelled: true}, "tentative", "tentative", "tentative"},
		"somebody is there and never has":        {there("needsAction"), "", "needsAction", ""},
		"a deleted entry, and never anything":    {deleted("needsAction"), "", "needsAction", ""},
		"somebody is there, without any answer":  {there(""), "accepted", "", ""},
		"a deleted entry, without any answer":    {deleted(""), "accepted", "accepted", "accepted"},
		"somebody may come, and had said no":     {there("tentative"), "declined", "tentative", "tentative"},
		"somebody had said no and is gone again": {Entry{Guests: []Guest{}}, "declined", "declined", "declined"},
	} {
		t.Run(about, func(t *testing.T) {
			remembered := map[string]string{}
			if c.before != "" {
				remembered["anna"] = c.before
			}
			sent := there("").answered(c.entry, remembered)
			got := [2]string{sent.Guests[0].Answer, c.entry.answers(remembered)["anna"]}
			if diff := cmp.Diff([2]string{c.sent, c.remembered}, got); diff != "" {
				t.Errorf("sent with, remembered with (-want +got):\n%s", diff)
			}
			if remembered["anna"] != c.before {
				t.Error("what was remembered has changed")
			}
		})
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
			s.Memory.Records["event/1/a"] = Record{Answers: map[string]string{"anna": "accepted"},
				Trail: []Step{{At: s.Now.Add(-c.age)}}}
			record, noted := s.Plan().Records["event/1/a"]
			if noted != c.forgets || record != nil {
				t.Errorf("noted %v: %+v", noted, record)
			}
		})
	}
}
