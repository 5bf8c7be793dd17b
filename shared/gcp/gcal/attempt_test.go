package gcal

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

// still is the stand-in in a bubble, where time passes only while everybody waits, with the pace for Google.
func still(t *testing.T, pace Pace) *google {
	t.Helper()
	g := &google{T: t, fake: calendartest.Open(t, nil)}
	client := &http.Client{Transport: calendar.InProcess{Handler: calendartest.Check(t, g.fake)}}
	g.begin(Config{Endpoint: calendar.Endpoint, Subject: owner, Client: client, Pace: pace})
	time.Sleep(time.Minute) // as if nothing had been called
	return g
}

// bubble is a test with a name in a bubble.
func bubble(t *testing.T, name string, test func(*testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, test) })
}

// soon is an entry in the time of the bubble.
func soon() calsync.Entry {
	e := rehearsal("1")
	e.Start, e.End = time.Now().Add(time.Hour), time.Now().Add(2*time.Hour)
	return e
}

func TestGoogleSaysHowLongToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		g.fake.Fail(calendartest.TooManyRequests(37 * time.Second))
		begun := time.Now()
		g.must(insert(soon()))
		if took := time.Since(begun); took != 37*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestPausesGrowButEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		g.fake.Fail(calendartest.Unavailable().Always())
		begun := time.Now()
		_, err := g.Do(t.Context(), insert(soon()))
		failsAs(t, err, calsync.FailedUnavailable)
		// ½, 1, 2, 4, 8 seconds at most, as little as none
		if took, calls := time.Since(begun), len(g.fake.Calls()); took == 0 || took > 15500*time.Millisecond || calls != 6 {
			t.Errorf("%d calls took %v", calls, took)
		}
	})
}

func TestTheDeadlineEndsAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		for about, fault := range map[string]calendartest.Fault{
			"while it is not there":     calendartest.Unavailable(),
			"while Google asks to wait": calendartest.TooManyRequests(20 * time.Second),
			"while there is no answer":  calendartest.TimedOut(),
		} {
			g.fake.Heal()
			g.fake.Fail(fault.Always())
			begun := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			_, err := g.Do(ctx, insert(soon()))
			cancel()
			if _, ok := errors.AsType[*calsync.Error](err); !ok || time.Since(begun) > 10*time.Second {
				t.Errorf("%s: %v after %v", about, err, time.Since(begun))
			}
		}
	})
}

func TestNobodyWaitsForWhatCannotBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		g.fake.Fail(calendartest.TooManyRequests(30 * time.Second).Always())
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		begun := time.Now()
		_, err := g.Do(ctx, insert(soon()))
		failsAs(t, err, calsync.FailedLimited)
		if took := time.Since(begun); took != 0 {
			t.Errorf("waited %v, as if 30 seconds had been within the deadline", took)
		}
	})
}

func TestAnAttemptThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		g.fake.Fail(calendartest.TimedOut())
		begun := time.Now()
		g.must(insert(soon()))
		if took := time.Since(begun); took < 20*time.Second || took > 21*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// Google allows 600 calls in any minute.
func TestCallsKeepTheirPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := still(t, Pace{})
		var calls []time.Time
		for range 700 {
			if _, _, err := g.Rules(t.Context()); err != nil {
				t.Fatal(err)
			}
			calls = append(calls, time.Now())
		}
		for i := 590; i < len(calls); i++ {
			if calls[i].Sub(calls[i-590]) <= time.Minute {
				t.Fatalf("590 calls within %v", calls[i].Sub(calls[i-590]))
			}
		}
		if took := calls[699].Sub(calls[0]); took > 90*time.Second {
			t.Errorf("700 calls took %v", took)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"": -1, "0": 0, "7": 7 * time.Second, "-7": -1, "soon": -1, "1.5": -1, "99999999999999999999": -1,
		"Mon, 17 May 2027 12:01:00 GMT": time.Minute, "Mon, 17 May 2027 11:59:00 GMT": 0,
	} {
		answer := &googleapi.Error{Code: 429, Header: http.Header{"Retry-After": {text}}}
		got, ok := retryAfter(answer, noon)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
