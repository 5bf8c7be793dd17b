package main

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"sync/atomic"
	"time"
)

// steady counts requests, and repeats those for which Google had no time: the generated client does not.
type steady struct {
	http.RoundTripper
	calls *atomic.Int64
	pause time.Duration
}

// attempts is how often a request is made at most.
const attempts = 4

// limited is in an answer to a request that is to be repeated.
var limited = regexp.MustCompile(`"(userR|r)ateLimitExceeded"`)

// RoundTrip implements [http.RoundTripper].
func (s steady) RoundTrip(r *http.Request) (*http.Response, error) {
	for n := 1; ; n++ {
		s.calls.Add(1)
		reply, err := s.RoundTripper.RoundTrip(r)
		if err != nil || reply.StatusCode != http.StatusForbidden && reply.StatusCode != http.StatusTooManyRequests {
			return reply, err
		}
		body, err := io.ReadAll(reply.Body)
		reply.Body.Close()
		if err != nil {
			return nil, err
		}
		reply.Body = io.NopCloser(bytes.NewReader(body))
		if n == attempts || reply.StatusCode == http.StatusForbidden && !limited.Match(body) {
			return reply, nil
		}
		select {
		case <-r.Context().Done():
			return reply, nil
		case <-time.After(s.pause << n):
		}
		if r, err = again(r); err != nil {
			return nil, err
		}
	}
}

// again is a request as it was before it was sent.
func again(r *http.Request) (*http.Request, error) {
	fresh := r.Clone(r.Context())
	if r.GetBody == nil {
		return fresh, nil
	}
	var err error
	fresh.Body, err = r.GetBody()
	return fresh, err
}
