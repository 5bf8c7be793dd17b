package syncrun_test

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// turns lets one request through at a time. Of those that wait, chance takes the next one: a run makes several calls at
// once, in an order that the machine would make another one each time, and what fault or crash meets whom depends on
// it. It needs the bubble of testing/synctest: there a sleep ends once everybody else waits.
type turns struct {
	mu      sync.Mutex
	chance  *rand.Rand
	waiting []turn
}

// turn is a request that waits.
type turn struct {
	request string // by which it is told from the others
	begin   chan struct{}
}

func newTurns(seed uint64) *turns { return &turns{chance: rand.New(rand.NewPCG(seed, 0))} }

// before is next, with requests that wait for their turn.
func (t *turns) before(next http.RoundTripper) http.RoundTripper { return inTurn{t, next} }

type inTurn struct {
	turns *turns
	next  http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (i inTurn) RoundTrip(r *http.Request) (*http.Response, error) {
	text := r.Method + " " + r.URL.String()
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		text += " " + string(body)
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	<-i.turns.join(text)
	return i.next.RoundTrip(r)
}

// join gives a channel that is closed when it is the turn of a request.
func (t *turns) join(request string) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	begin := make(chan struct{})
	t.waiting = append(t.waiting, turn{request, begin})
	if len(t.waiting) == 1 {
		go t.call()
	}
	return begin
}

// call calls one after the other until nobody waits.
func (t *turns) call() {
	for more := true; more; {
		time.Sleep(time.Millisecond)
		more = t.next()
	}
}

// next calls one of those that wait, and reports whether there are more.
func (t *turns) next() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.SortFunc(t.waiting, func(a, b turn) int { return strings.Compare(a.request, b.request) })
	i := t.chance.IntN(len(t.waiting))
	close(t.waiting[i].begin)
	t.waiting = slices.Delete(t.waiting, i, i+1)
	return len(t.waiting) > 0
}

// bubbled is rapid's test within a bubble.
type bubbled struct {
	*rapid.T
	context context.Context
}

// Context is that of the bubble: what waits for another one keeps its clock from going on.
func (b bubbled) Context() context.Context { return b.context }

// inBubble runs f in a bubble. Rapid ends a test by a panic that it has to see itself.
func inBubble(t *testing.T, r *rapid.T, f func(bubbled)) {
	var ended any
	synctest.Test(t, func(t *testing.T) {
		defer func() { ended = recover() }()
		f(bubbled{r, t.Context()})
	})
	if ended != nil {
		panic(ended)
	}
}
