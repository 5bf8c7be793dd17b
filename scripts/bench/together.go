package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"kursbuch.internal/functions/importcheck"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/proposal"
)

// uploaders is how many people drop an import at the same moment, the night before an event begins.
const uploaders = 50

// atOnce is how many checks the local run has run at the same time.
const atOnce = 2

var together = []table{{
	title:   "Fifty uploads at once on bolt, each of one registration: until it is answered, until there is a proposal",
	columns: []string{"answered: half of them", "all", "proposal: half of them", "all"},
	rows: []row{
		{"50 uploads, 500 registrations", uploadTogether(500)},
		{"50 uploads, 1,000 registrations", uploadTogether(1_000)},
	},
}}

// arrivals are the moments at which something came to its end, by object.
type arrivals struct {
	mu   sync.Mutex
	took []time.Duration
}

func (a *arrivals) add(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.took = append(a.took, d)
}

// figures are how long it took until half of them had come, and all.
func (a *arrivals) figures() []string {
	slices.Sort(a.took)
	return []string{fmt.Sprintf("%.2f s", a.took[len(a.took)/2].Seconds()),
		fmt.Sprintf("%.2f s", a.took[len(a.took)-1].Seconds())}
}

// uploadTogether does what the local run does with uploads.
func uploadTogether(registrations int) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, dir string) ([]string, error) {
		slog.SetLogLoggerLevel(slog.LevelWarn) // each check says that it was done
		store, err := bolt(ctx, dir)
		if err != nil {
			return nil, err
		}
		defer store.Close()
		if _, err := create(ctx, store, registrations); err != nil {
			return nil, err
		}
		var answered, checked arrivals
		var checks, uploads sync.WaitGroup
		var check func(context.Context, cloudevents.Event) error
		turns, failed := make(chan struct{}, atOnce), make(chan error, 2*uploaders)
		begin := time.Now()
		objects, err := bucket.Open(filepath.Join(dir, "bucket"), "kursbuch-imports",
			func(ctx context.Context, o bucket.Object) {
				checks.Go(func() {
					turns <- struct{}{}
					defer func() { <-turns }()
					e := cloudevents.NewEvent()
					failed <- errors.Join(e.SetData(cloudevents.ApplicationJSON, o), check(ctx, e))
					checked.add(time.Since(begin))
				})
			})
		if err != nil {
			return nil, err
		}
		check = importcheck.New(importcheck.Deps{Store: store, Objects: objects, Now: time.Now})
		for n := range uploaders {
			uploads.Go(func() {
				content := fmt.Appendf(nil, `%s"registrations": {"%d": {"notes": "Zimmer %[2]d"}}}`, header, n+1)
				failed <- objects.Write(ctx, fmt.Sprintf("imports/1/%d.json", n), "", content)
				answered.add(time.Since(begin))
			})
		}
		uploads.Wait()
		checks.Wait()
		close(failed)
		for e := range failed {
			err = errors.Join(err, e)
		}
		if heads, e := store.Proposals(ctx, one, proposal.Page{}); e != nil || len(heads) != uploaders ||
			slices.ContainsFunc(heads, func(h proposal.Head) bool { return h.Status != proposal.Pending }) {
			err = errors.Join(err, e, fmt.Errorf("%d proposals, or not all of them pending", len(heads)))
		}
		return slices.Concat(answered.figures(), checked.figures()), errors.Join(err, objects.Close())
	}
}
