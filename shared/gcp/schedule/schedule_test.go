package schedule

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cloud.google.com/go/scheduler/apiv1/schedulerpb"
	"github.com/adhocore/gronx"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
)

var midnight = time.Date(2027, 5, 17, 0, 0, 0, 0, time.UTC)

// english is what we use of App Engine's schedules.
var english = regexp.MustCompile(`^every ([1-9]\d{0,4}) minutes(?: from (\d\d:\d\d) to (\d\d:\d\d))?$`)

// starts are the times in two days at which a schedule starts a run that takes no time.
func starts(t *testing.T, spec string) []time.Time {
	t.Helper()
	next := crontab(t, spec)
	if m := english.FindStringSubmatch(spec); m != nil {
		every, err := time.ParseDuration(m[1] + "m")
		if err != nil {
			t.Fatal(err)
		}
		if m[2] == "" {
			next = func(last time.Time) time.Time { return last.Add(every) }
		} else {
			next = ranged(t, every, m[2:])
		}
	} else if next == nil {
		t.Fatalf("%q is no schedule", spec)
	}
	var all []time.Time
	for at := next(midnight.Add(-time.Second)); at.Before(midnight.AddDate(0, 0, 2)); at = next(at) {
		all = append(all, at)
	}
	return all
}

// crontab gives the next time of a crontab; nil if spec is none.
func crontab(t *testing.T, spec string) func(time.Time) time.Time {
	if !gronx.IsValid(spec) || len(strings.Fields(spec)) != 5 {
		return nil
	}
	return func(last time.Time) time.Time {
		next, err := gronx.NextTickAfter(spec, last, false)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
}

// ranged gives the next time, as GrocTimeSpecification.getMatchRangedInterval does for a range within a day.
func ranged(t *testing.T, every time.Duration, between []string) func(time.Time) time.Time {
	t.Helper()
	at := func(day time.Time, text string) time.Time {
		clock, err := time.Parse("15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return day.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
	}
	return func(last time.Time) time.Time {
		day := last.Truncate(24 * time.Hour)
		for {
			for start := at(day, between[0]); !start.After(at(day, between[1])); start = start.Add(every) {
				if start.After(last) {
					return start
				}
			}
			day = day.AddDate(0, 0, 1)
		}
	}
}

func TestEveryInterval(t *testing.T) {
	exact := 0
	for minutes := 1; minutes <= 24*60; minutes++ {
		spec, err := Spec(minutes)
		if err != nil {
			t.Fatal(err)
		}
		times := starts(t, spec)
		for i := 1; i < len(times); i++ {
			if got := times[i].Sub(times[i-1]); got != time.Duration(minutes)*time.Minute {
				t.Fatalf("%d: %q starts %v and %v after it", minutes, spec, times[i-1], got)
			}
		}
		if len(times) < 2*24*60/minutes-1 {
			t.Errorf("%d: %q starts %d times in two days", minutes, spec, len(times))
		}
		byClock := !strings.HasPrefix(spec, "every") || strings.Contains(spec, "from")
		if byClock != (24*60%minutes == 0) {
			t.Errorf("%d: %q", minutes, spec)
		}
		if byClock {
			exact++
		}
		if full := slices.ContainsFunc(times, func(at time.Time) bool {
			return at.Hour() == 0 &&
				at.Minute() == 0
		}); byClock && full && minutes > 1 {
			t.Errorf("%d: %q starts at midnight", minutes, spec)
		}
	}
	if exact != 36 { // divisors of 1,440
		t.Errorf("%d schedules by the clock", exact)
	}
}

func TestSpec(t *testing.T) {
	for minutes, want := range map[int]string{
		1: "* * * * *", 2: "1-59/2 * * * *", 5: "2-59/5 * * * *", 6: "1-59/6 * * * *", 7: "every 7 minutes",
		8:  "every 8 minutes from 00:07 to 23:59",
		30: "7-59/30 * * * *", 60: "7 * * * *", 61: "every 61 minutes", 90: "every 90 minutes from 00:07 to 23:59",
		120: "7 1-23/2 * * *",
		300: "every 300 minutes", 720: "7 1-23/12 * * *", 1439: "every 1439 minutes", 1440: "7 1 * * *", 0: "", -5: "",
		1441: "",
	} {
		got, err := Spec(minutes)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%d: %q, %v, want %q", minutes, got, err, want)
		}
	}
}

// cloud is Cloud Scheduler with one job. It changes what the mask names and nothing else.
type cloud struct {
	schedulerpb.UnimplementedCloudSchedulerServer
	mu       sync.Mutex
	job      *schedulerpb.Job
	failures []error // of the next calls
	calls    int
}

func (c *cloud) UpdateJob(_ context.Context, r *schedulerpb.UpdateJobRequest) (*schedulerpb.Job, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	if len(c.failures) > 0 {
		err := c.failures[0]
		c.failures = c.failures[1:]
		return nil, err
	}
	if r.Job.Name != c.job.Name {
		return nil, status.Error(codes.NotFound, "Job not found.")
	}
	for _, path := range r.UpdateMask.Paths {
		switch path {
		case "schedule":
			c.job.Schedule = r.Job.Schedule
		case "time_zone":
			c.job.TimeZone = r.Job.TimeZone
		default:
			return nil, status.Errorf(codes.InvalidArgument, "what about %s?", path)
		}
	}
	return proto.CloneOf(c.job), nil
}

const name = "projects/p/locations/europe-west3/jobs/calendarsync"

// open gives Cloud Scheduler, and the job as we reach it.
func open(t *testing.T) (*cloud, *Job) {
	t.Helper()
	c := &cloud{job: &schedulerpb.Job{
		Name: name, Schedule: "2-59/5 * * * *", TimeZone: "Europe/Berlin",
		Target: &schedulerpb.Job_HttpTarget{HttpTarget: &schedulerpb.HttpTarget{
			Uri: "https://calendarsync.example", HttpMethod: schedulerpb.HttpMethod_POST,
			AuthorizationHeader: &schedulerpb.HttpTarget_OidcToken{OidcToken: &schedulerpb.OidcToken{
				ServiceAccountEmail: "s@p.iam.gserviceaccount.com",
			}},
		}},
		RetryConfig: &schedulerpb.RetryConfig{RetryCount: 1},
	}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	schedulerpb.RegisterCloudSchedulerServer(server, c)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	job, err := Open(t.Context(), name, option.WithEndpoint(listener.Addr().String()), option.WithoutAuthentication(),
		option.WithGRPCDialOption(grpc.WithTransportCredentials(insecure.NewCredentials())))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { job.client.Close() })
	return c, job
}

func TestMoveChangesTheScheduleOnly(t *testing.T) {
	c, job := open(t)
	want := proto.CloneOf(c.job)
	want.Schedule, want.TimeZone = "every 7 minutes", "Etc/UTC"
	if err := job.Move(t.Context(), 7*time.Minute); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, c.job, protocmp.Transform()); diff != "" {
		t.Errorf("job (-want +got):\n%s", diff)
	}
}

func TestMoveTriesAgainWhatMayPass(t *testing.T) {
	c, job := open(t)
	c.failures = []error{status.Error(codes.Unavailable, "not now"), status.Error(codes.Internal, "oops")}
	if err := job.Move(t.Context(), time.Hour); err != nil || c.job.Schedule != "7 * * * *" || c.calls != 3 {
		t.Errorf("%v after %d calls, schedule %q", err, c.calls, c.job.Schedule)
	}
	c.failures, c.calls = []error{status.Error(codes.PermissionDenied, "cloudscheduler.jobs.update")}, 0
	if err := job.Move(t.Context(), 2*time.Hour); status.Code(errors.Unwrap(err)) != codes.PermissionDenied ||
		c.calls != 1 {
		t.Errorf("%v after %d calls", err, c.calls)
	}
	c.failures, c.calls = slices.Repeat([]error{status.Error(codes.Unavailable, "not now")}, 100), 0
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := job.Move(ctx, 2*time.Hour); err == nil || c.job.Schedule != "7 * * * *" {
		t.Errorf("%v, schedule %q", err, c.job.Schedule)
	}
}

func TestMoveRefusesWhatIsNoInterval(t *testing.T) {
	c, job := open(t)
	for _, interval := range []time.Duration{0, -time.Minute, 30 * time.Second, 90 * time.Second,
		24*time.Hour + time.Minute} {
		if err := job.Move(t.Context(), interval); err == nil {
			t.Errorf("moved to every %v", interval)
		}
	}
	if c.calls > 0 {
		t.Errorf("%d calls", c.calls)
	}
}

func TestAJobThatIsMissingIsNamed(t *testing.T) {
	c, job := open(t)
	c.job.Name = "another"
	if err := job.Move(t.Context(), time.Hour); err == nil || !strings.Contains(fmt.Sprint(err), name) {
		t.Errorf("got %v", err)
	}
}
