package event_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/eventtest"
	"kursbuch.internal/shared/problem"
)

type members = map[string]any

// found are paths with codes and values.
func found(list problem.List) (all []string) {
	for _, p := range list.Items {
		all = append(all, fmt.Sprintf("%s %s %q", p.Path, p.Code, p.Args))
	}
	return all
}

// own makes an export in which registrations carry amounts under these IDs, and which has that many individual fees.
func own(individual int, ids ...string) func(members) {
	return func(whole members) {
		fees := members{"Grundbeitrag": members{"amount": "20.00", "condition": "any_part"}}
		for i := range individual {
			fees[fmt.Sprintf("Eigener %c", 'A'+i)] = members{"amount": nil, "condition": nil}
		}
		whole["event"].(members)["fees"] = fees
		for _, r := range whole["registrations"].(members) {
			amounts := members{}
			for _, id := range ids {
				amounts[id] = "-5.00"
			}
			r.(members)["personalized_fees"] = amounts
		}
	}
}

func TestFeesWithoutIDs(t *testing.T) {
	for _, test := range []struct {
		name       string
		individual int
		ids        []string
		want       []string // what is known of fees
		unnamed    []string // what a server asks for
		wrong      bool     // an ID is of no fee that there could be
	}{
		{"one fee, one ID", 1, []string{"17"}, []string{"Eigener A 17", "Grundbeitrag 0"}, nil, false},
		{"one fee, no ID", 1, nil, []string{"Eigener A 0", "Grundbeitrag 0"},
			[]string{`/event/fees/Eigener A unused-fee ["Eigener A"]`}, false},
		{"two fees, one ID", 2, []string{"17"}, []string{"Eigener A 0", "Eigener B 0", "Grundbeitrag 0"}, []string{
			`/event/fees/Eigener A unnamed-fee ["Eigener A" "17"]`,
			`/event/fees/Eigener B unnamed-fee ["Eigener B" "17"]`}, false},
		{"two fees, two IDs", 2, []string{"17", "4"}, []string{"Eigener A 0", "Eigener B 0", "Grundbeitrag 0"}, []string{
			`/event/fees/Eigener A unnamed-fee ["Eigener A" "4, 17"]`,
			`/event/fees/Eigener B unnamed-fee ["Eigener B" "4, 17"]`}, false},
		{"one fee, two IDs", 1, []string{"17", "4"}, []string{"Eigener A 0", "Grundbeitrag 0"},
			[]string{`/event/fees/Eigener A unnamed-fee ["Eigener A" "4, 17"]`}, true},
		{"no fee, one ID", 0, []string{"17"}, []string{"Grundbeitrag 0"}, nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := eventtest.Read(t, eventtest.Sent(t, eventtest.Winter(t), own(test.individual, test.ids...)))
			var got []string
			for _, f := range s.Event.Fees {
				got = append(got, fmt.Sprint(f.Title, " ", f.ID))
			}
			if d := cmp.Diff(test.want, got) + cmp.Diff(test.unnamed, found(s.Unnamed())); d != "" {
				t.Error(d)
			}
			if list := found(s.Problems()); (list != nil) != test.wrong {
				t.Errorf("found %q", list)
			}
		})
	}
}

func TestNameFees(t *testing.T) {
	for _, test := range []struct {
		name  string
		ids   map[string]event.FeeID
		want  []string
		found []string
	}{
		{"both", map[string]event.FeeID{"Eigener A": 17, "Eigener B": 4},
			[]string{"Eigener A 17", "Eigener B 4", "Grundbeitrag 0"}, nil},
		{"one of two, so the other is clear", map[string]event.FeeID{"Eigener A": 4},
			[]string{"Eigener A 4", "Eigener B 17", "Grundbeitrag 0"}, nil},
		{"a conditional one, too", map[string]event.FeeID{"Grundbeitrag": 1},
			[]string{"Eigener A 0", "Eigener B 0", "Grundbeitrag 1"}, nil},
		{"one that there is not", map[string]event.FeeID{"Eigener C": 4}, []string{"Eigener A 0", "Eigener B 0",
			"Grundbeitrag 0"},
			[]string{`/Eigener C no-such-fee ["Eigener C" "{[\"Eigener A\",\"Eigener B\"],2}"]`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := eventtest.Read(t, eventtest.Sent(t, eventtest.Winter(t), own(2, "4", "17")))
			list := s.NameFees(test.ids)
			var got []string
			for _, f := range s.Event.Fees {
				got = append(got, fmt.Sprint(f.Title, " ", f.ID))
			}
			if d := cmp.Diff(test.want, got) + cmp.Diff(test.found, found(list)); d != "" {
				t.Error(d)
			}
		})
	}
	s := eventtest.Winter(t)
	title := s.Event.Fees[0].Title
	if list := s.NameFees(map[string]event.FeeID{title: 99}); len(list.Items) != 1 || s.Event.Fees[0].ID == 99 {
		t.Errorf("a known ID was replaced: %v", found(list))
	}
}

func TestNewerVersions(t *testing.T) {
	version := func(v []int, also func(members)) func(members) {
		return func(whole members) {
			whole["EVENT_SCHEMA_VERSION"] = v
			if also != nil {
				also(whole)
			}
		}
	}
	for _, test := range []struct {
		name    string
		custom  func(members)
		refused []string
		warned  []string
	}{
		{"17.9", version([]int{17, 9}, nil), nil, nil},
		{"18.0 with more", version([]int{18, 0}, func(whole members) { whole["new"] = 1 }), nil,
			[]string{`/EVENT_SCHEMA_VERSION version ["18" "0"]`}},
		{"19.1 without a timestamp", version([]int{19, 1}, func(whole members) { delete(whole, "timestamp") }), nil,
			[]string{`/EVENT_SCHEMA_VERSION version ["19" "1"]`}},
		{"19.0 without what is needed", version([]int{19, 0}, func(whole members) {
			delete(whole, "lodgements")
			for _, c := range whole["courses"].(members) {
				delete(c.(members), "segments")
			}
			delete(whole["registrations"].(members)["2"].(members)["parts"].(members)["1"].(members), "status")
		}), []string{
			`/courses/1/segments export-lacks ["[19,0]" "segments" "5"]`,
			`/lodgements export-lacks ["[19,0]" "lodgements" "1"]`,
			`/registrations/2/parts/1/status export-lacks ["[19,0]" "status" "1"]`}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := event.Read(bytes.NewReader(eventtest.Sent(t, eventtest.Winter(t), test.custom)))
			var refused, warned []string
			if unreadable, ok := errors.AsType[*event.Unreadable](err); ok {
				refused = found(unreadable.Found)
			} else if err != nil {
				t.Fatal(err)
			} else {
				warned = found(s.Warnings())
			}
			if d := cmp.Diff(test.refused, refused) + cmp.Diff(test.warned, warned); d != "" {
				t.Error(d)
			}
		})
	}
}
