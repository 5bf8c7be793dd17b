package syncrun_test

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/syncrun"
)

var errDead = errors.New("the process is dead")

// lifeline ends a process: after some calls to Google or to the state nothing works any more. The zero value never ends
// it.
type lifeline struct {
	mu        sync.Mutex
	counts    bool
	left      int // calls
	transport http.RoundTripper
}

// cut ends the process after so many calls. The last one is carried out, but nobody hears of it.
func (l *lifeline) cut(after int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts, l.left = true, after
}

// take counts a call. last is whether it is the last one.
func (l *lifeline) take() (last bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.counts {
		return false, nil
	}
	if l.left <= 0 {
		return false, errDead
	}
	l.left--
	return l.left == 0, nil
}

func (l *lifeline) client() *http.Client { return &http.Client{Transport: l} }

// RoundTrip implements http.RoundTripper.
func (l *lifeline) RoundTrip(r *http.Request) (*http.Response, error) {
	last, err := l.take()
	if err != nil {
		return nil, err
	}
	reply, err := l.transport.RoundTrip(r)
	if last {
		return nil, errors.Join(errDead, err)
	}
	return reply, err
}

// state is one that dies with its process.
type state struct {
	syncrun.State
	*lifeline
}

func (s state) do(f func() error) error {
	last, err := s.take()
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if last {
		return errDead
	}
	return nil
}

func (s state) Begin(ctx context.Context, c syncrun.Claim) (lease syncrun.Lease, err error) {
	err = s.do(func() (err error) { lease, err = s.State.Begin(ctx, c); return err })
	return lease, err
}

func (s state) Core(ctx context.Context) (c calsync.Core, err error) {
	err = s.do(func() (err error) { c, err = s.State.Core(ctx); return err })
	return c, err
}

func (s state) Recall(ctx context.Context) (m *calsync.Memory, err error) {
	err = s.do(func() (err error) { m, err = s.State.Recall(ctx); return err })
	return m, err
}

func (s state) Check(ctx context.Context, l syncrun.Lease) error {
	return s.do(func() error { return s.State.Check(ctx, l) })
}

func (s state) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	return s.do(func() error { return s.State.Remember(ctx, l, n) })
}

func (s state) End(ctx context.Context, l syncrun.Lease, r *syncrun.Report) error {
	return s.do(func() error { return s.State.End(ctx, l, r) })
}
