package syncrun

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTenure(t *testing.T) {
	noon := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	held := Tenure{Fence: 4, Until: noon.Add(time.Minute), Tick: "11:55", Had: []string{"11:50"}}
	over := Tenure{Fence: 4, Until: noon, Tick: "11:55", Had: []string{"11:50"}}
	back := Tenure{Fence: 4, Tick: "11:55", Had: []string{"11:50", "11:55"}}
	for _, test := range []struct {
		name string
		was  Tenure
		tick string
		want error
	}{
		{"the first lease of all", Tenure{}, "12:00", nil},
		{"somebody has it", held, "12:00", ErrBusy},
		{"somebody has it for the same tick", held, "11:55", ErrBusy},
		{"somebody has it, but it could not be had anyway", held, "11:50", ErrRepeated},
		{"somebody has it, nobody's schedule", held, "", ErrBusy},
		{"it ran out", over, "12:00", nil},
		{"it ran out, its tick comes again", over, "11:55", nil},
		{"it ran out, an older tick comes again", over, "11:50", ErrRepeated},
		{"it was given back", back, "12:00", nil},
		{"it was given back, its tick comes again", back, "11:55", ErrRepeated},
		{"it was given back, nobody's schedule", back, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.was.Begin(Claim{Tick: test.tick, Now: noon, For: time.Hour, Where: "here", By: "me"})
			want := Tenure{Fence: test.was.Fence + 1, Until: noon.Add(time.Hour), Tick: test.tick, Since: noon, Where: "here",
				By: "me", Had: test.was.Had}
			if test.want != nil {
				want = test.was
			}
			if diff := cmp.Diff(want, got); diff != "" || !errors.Is(err, test.want) {
				t.Errorf("%v, want %v (-want +got):\n%s", err, test.want, diff)
			}
		})
	}
}

func TestTenureEnds(t *testing.T) {
	until := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	held := Tenure{Fence: 4, Until: until, Tick: "12:00", Had: []string{"11:55"}}
	for _, test := range []struct {
		name     string
		was      Tenure
		fence    int64
		reported bool
		want     Tenure
		err      error
	}{
		{"with a report", held, 4, true, Tenure{Fence: 4, Tick: "12:00", Had: []string{"11:55", "12:00"}}, nil},
		{"without one", held, 4, false, Tenure{Fence: 4, Tick: "12:00", Had: []string{"11:55"}}, nil},
		{"again", Tenure{Fence: 4, Tick: "12:00", Had: []string{"12:00"}}, 4, true, Tenure{Fence: 4, Tick: "12:00",
			Had: []string{"12:00"}}, nil},
		{"for no tick", Tenure{Fence: 4, Until: until}, 4, true, Tenure{Fence: 4}, nil},
		{"when it is somebody else's", held, 3, true, held, ErrLeaseLost},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.was.End(Lease{Fence: test.fence}, test.reported)
			if diff := cmp.Diff(test.want, got); diff != "" || !errors.Is(err, test.err) {
				t.Errorf("%v, want %v (-want +got):\n%s", err, test.err, diff)
			}
		})
	}
}

// Whoever is evicted has lost the lease, whatever comes next: nobody gets a number twice.
func TestTenureEvicts(t *testing.T) {
	noon := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	held := Tenure{Fence: 4, Until: noon, Tick: "12:00", Since: noon, Where: "here", By: "me", Had: []string{"11:55"}}
	for _, test := range []struct {
		name string
		was  Tenure
		run  int64
		want Tenure
		err  error
	}{
		{"who has it", held, 4, Tenure{Fence: 5, Had: []string{"11:55"}}, nil},
		{"who had it before", held, 3, held, ErrNoSuchRun},
		{"who gave it back", Tenure{Fence: 4}, 4, Tenure{Fence: 4}, ErrNoSuchRun},
		{"nobody", Tenure{}, 0, Tenure{}, ErrNoSuchRun},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.was.Evict(test.run)
			if diff := cmp.Diff(test.want, got); diff != "" || !errors.Is(err, test.err) {
				t.Errorf("%v, want %v (-want +got):\n%s", err, test.err, diff)
			}
			for _, lost := range []error{got.Check(Lease{Fence: 4}), got.Check(Lease{Fence: 5})} {
				if test.err == nil && !errors.Is(lost, ErrLeaseLost) {
					t.Errorf("who may write: %v", lost)
				}
			}
		})
	}
}

func TestTenureDoesNotGrowForEver(t *testing.T) {
	var tenure Tenure
	for n := range 3 * ticksKept {
		var err error
		if tenure, err = tenure.Begin(Claim{Tick: fmt.Sprint(n)}); err != nil {
			t.Fatal(err)
		}
		if tenure, err = tenure.End(tenure.Lease(), true); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(tenure.Had); n != ticksKept || tenure.Had[0] != fmt.Sprint(2*ticksKept) {
		t.Errorf("%d ticks from %s on", n, tenure.Had[0])
	}
}
