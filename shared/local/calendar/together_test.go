package calendar_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

func TestOnlyOneOfManyWins(t *testing.T) {
	w := open(t)
	race := func(try func(n int) error) (won int32, refusals []string) {
		var wins atomic.Int32
		var mu sync.Mutex
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				if err := try(n); err == nil {
					wins.Add(1)
				} else {
					mu.Lock()
					defer mu.Unlock()
					refusals = append(refusals, refused(err))
				}
			})
		}
		all.Wait()
		return wins.Load(), slices.Compact(refusals)
	}
	won, lost := race(func(int) error {
		_, err := w.Events.Insert(w.master, lesson("kurs1", "01")).Do()
		return err
	})
	if won != 1 || !slices.Equal(lost, []string{"409 duplicate"}) {
		t.Errorf("%d inserts, refusals %v", won, lost)
	}
	etag := w.get("kurs1").Etag
	won, lost = race(func(n int) error {
		e := lesson("", "01")
		e.Summary = fmt.Sprint(n)
		update := w.Events.Update(w.master, "kurs1", e)
		update.Header().Set("If-Match", etag)
		_, err := update.Do()
		return err
	})
	if won != 1 || !slices.Equal(lost, []string{"412 conditionNotMet"}) {
		t.Errorf("%d updates, refusals %v", won, lost)
	}
	won, lost = race(func(int) error { return w.Events.Delete(w.master, "kurs1").Do() })
	if won != 1 || !slices.Equal(lost, []string{"410 deleted"}) {
		t.Errorf("%d deletions, refusals %v", won, lost)
	}
}

// Whoever keeps up by sync tokens has at any time what a full list has.
func TestDeltasAddUpToTheList(t *testing.T) {
	for seed := range uint64(3) {
		dice := rand.New(rand.NewPCG(seed, 0))
		w := &world{t: t, Calendar: calendartest.Open(t, nil)}
		w.Service = calendartest.Service(t, w.Calendar, "")
		made, err := w.Calendars.Insert(&api.Calendar{Summary: "Jobs"}).Do()
		if err != nil {
			t.Fatal(err)
		}
		w.master = made.Id
		_, token := w.listed(w.Events.List(w.master))
		known := map[string]string{}
		for range 40 {
			for range dice.IntN(4) {
				w.anything(dice)
			}
			token = w.follow(known, w.Events.List(w.master).SyncToken(token).MaxResults(1+dice.Int64N(3)))
			all := map[string]string{}
			w.follow(all, w.Events.List(w.master).MaxResults(1+dice.Int64N(5)))
			if !maps.Equal(all, known) {
				t.Fatalf("seed %d: the list is %v, the deltas made %v", seed, all, known)
			}
		}
	}
}

// anything does something to one of few entries. Much of it is refused.
func (w *world) anything(dice *rand.Rand) {
	id := fmt.Sprintf("kurs%d", dice.IntN(6))
	e := lesson("", "01", anna, berta)
	switch dice.IntN(7) {
	case 0, 1:
		e.Id = id
		w.Events.Insert(w.master, e).Do()
	case 2:
		w.Events.Update(w.master, id, e).Do()
	case 3:
		w.Events.Delete(w.master, id).Do()
	case 4:
		w.Answer(w.master, id, calendar.Answer{Mail: anna, Response: calendar.Accepted})
	case 5:
		w.RenameByHand(w.master, id, fmt.Sprint(dice.IntN(100)))
	case 6:
		w.DeleteByHand(w.master, id)
	}
}

// follow applies a list to what is known: the etag by ID.
func (w *world) follow(known map[string]string, call *api.EventsListCall) (token string) {
	err := call.Pages(w.t.Context(), func(page *api.Events) error {
		for _, e := range page.Items {
			known[e.Id] = e.Etag
			if e.Status == "cancelled" {
				delete(known, e.Id)
			}
		}
		token = page.NextSyncToken
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}
