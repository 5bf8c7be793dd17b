// Package schedule moves the job of Cloud Scheduler that starts a sync run.
//
// Cloud Scheduler takes crontab, which is even for a divisor of an hour or of a day in hours only, or App Engine's
// schedules in English (grammar and meaning: com.google.borg.borgcron in
// github.com/GoogleCloudPlatform/appengine-java-standard). All times are UTC, which no clock changes twice a year.
//
//	every … minutes              for example   schedule                               from start to start
//	1, …, 60 that divide 60      5             2-59/5 * * * *                         exactly that
//	hours that divide 24         120           7 1-23/2 * * *                         exactly that
//	others that divide 1,440     90            every 90 minutes from 00:07 to 23:59   exactly that
//	all others                   7             every 7 minutes                        that, plus what a run takes
//
// Of the last, no schedule by the clock is even: 7 minutes make a gap of 4 at the end of each hour. But for every
// minute, none runs at midnight or at full hours, when everybody else does.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	scheduler "cloud.google.com/go/scheduler/apiv1"
	"cloud.google.com/go/scheduler/apiv1/schedulerpb"
	"github.com/googleapis/gax-go/v2"
	"google.golang.org/api/option"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"kursbuch.internal/shared/syncrun"
)

// day is in minutes.
const day = 24 * 60

// offset is how many minutes past midnight a day's runs begin.
const offset = 7

// Spec is a schedule of a run every so many minutes, 1 to 1,440.
func Spec(minutes int) (string, error) {
	hours := minutes / 60
	switch {
	case minutes < 1 || minutes > day:
		return "", fmt.Errorf("every %d minutes is no schedule: 1 to %d", minutes, day)
	case minutes == 1:
		return "* * * * *", nil
	case minutes == 60:
		return fmt.Sprintf("%d * * * *", offset), nil
	case minutes == day:
		return fmt.Sprintf("%d 1 * * *", offset), nil
	case 60%minutes == 0:
		return fmt.Sprintf("%d-59/%d * * * *", offset%minutes, minutes), nil
	case minutes%60 == 0 && 24%hours == 0:
		return fmt.Sprintf("%d 1-23/%d * * *", offset, hours), nil
	case day%minutes == 0: // those left are at least 8, so that the last run of a day comes before its end
		return fmt.Sprintf("every %d minutes from 00:%02d to 23:59", minutes, offset), nil
	}
	return fmt.Sprintf("every %d minutes", minutes), nil
}

// Job is a job of Cloud Scheduler. It is safe for concurrent use.
type Job struct {
	client *scheduler.CloudSchedulerClient
	name   string
}

var _ syncrun.Schedule = (*Job)(nil)

// Open connects to Cloud Scheduler with the credentials of the environment. job is the full name:
// projects/…/locations/…/jobs/…. The context has to live as long as the connection.
func Open(ctx context.Context, job string, options ...option.ClientOption) (*Job, error) {
	if job == "" {
		return nil, errors.New("open Cloud Scheduler: no job is named")
	}
	client, err := scheduler.NewCloudSchedulerClient(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("open Cloud Scheduler: %w", err)
	}
	return &Job{client, job}, nil
}

// Move implements [syncrun.Schedule]. Nothing else about the job is touched: whom it calls, as whom, how often it
// tries. A job whose update failed may be out of order until one succeeds, so that is tried again as long as there is
// time.
func (j *Job) Move(ctx context.Context, interval time.Duration) error {
	spec, err := Spec(int(interval / time.Minute))
	if err == nil && interval%time.Minute != 0 {
		err = fmt.Errorf("%v is not in whole minutes", interval)
	}
	if err != nil {
		return fmt.Errorf("move %s: %w", j.name, err)
	}
	request := &schedulerpb.UpdateJobRequest{
		Job:        &schedulerpb.Job{Name: j.name, Schedule: spec, TimeZone: "Etc/UTC"},
		UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"schedule", "time_zone"}},
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := j.client.UpdateJob(ctx, request, again); err != nil {
		return fmt.Errorf("move %s to %q: %w", j.name, spec, err)
	}
	return nil
}

// patience is how long all attempts may take together: somebody is waiting for an answer, and it may have to be undone.
const patience = 15 * time.Second

var again = gax.WithRetry(func() gax.Retryer {
	return gax.OnCodes([]codes.Code{codes.Unavailable, codes.Aborted, codes.Internal},
		gax.Backoff{Initial: 200 * time.Millisecond, Max: 3 * time.Second, Multiplier: 2})
})
