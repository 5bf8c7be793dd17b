package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/sample"
)

// served serves a handler as the local run does and gives its address.
func served(t *testing.T, p patienceWith, handler http.Handler) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, p, handler) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// connect opens a connection that the test does not wait for longer than a minute.
func connect(t *testing.T, address string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return connection
}

// short is patience that a test has, too. On a crowded machine a second is nothing.
var short = patienceWith{header: 30 * time.Second, silence: 2 * time.Second, idle: 2 * time.Second}

func TestASlowBodyIsReadAndASilentOneIsNot(t *testing.T) {
	reading := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := io.ReadAll(r.Body)
		if err == nil {
			time.Sleep(short.silence + time.Second) // whoever works for longer is not silent
		}
		fmt.Fprintf(w, "%d %v %v", len(content), err == nil, r.Context().Err())
	})
	address := served(t, short, reading)
	send := func(bytes int) string {
		connection := connect(t, address)
		fmt.Fprint(connection, "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 12\r\n\r\n")
		for range bytes {
			time.Sleep(short.silence / 8) // all of them take longer than the silence may
			fmt.Fprint(connection, "x")
		}
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		if err != nil {
			return err.Error()
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		return string(body)
	}
	if got := send(12); got != "12 true <nil>" {
		t.Errorf("a slow line: %s", got)
	}
	if got := send(2); !strings.HasPrefix(got, "2 false") {
		t.Errorf("a silent one: %s", got)
	}
}

func TestConnectionsThatDoNothingAreClosed(t *testing.T) {
	address := served(t, short, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for name, request := range map[string]string{
		"after a request":               "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"amid a body that nobody reads": "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
	} {
		connection := connect(t, address)
		fmt.Fprint(connection, request)
		if _, err := io.ReadAll(connection); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatIsTooLargeIsToldToSimpleClients sends as those do that read nothing before they have sent all.
func TestWhatIsTooLargeIsToldToSimpleClients(t *testing.T) {
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	h, err := openImportHalf(boltOf(store), filepath.Join(t.TempDir(), "bucket"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(h.close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	address := served(t, ordinary, handler(page{}, h))
	for path, size := range map[string]int{
		"/upload/storage/v1/b/kursbuch-imports/o?uploadType=media&name=imports/1/a.json": 100 << 20,
		"/ImportCheck": 20 << 20,
	} {
		connection := connect(t, address)
		fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer dev:%s\r\n"+
			"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n", path, identity.Orga, size)
		if _, err := io.CopyN(connection, zeros{}, int64(size)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: status %d", path, response.StatusCode)
		}
	}
}

func TestForgedTriggersTakeTurns(t *testing.T) {
	h := &importHalf{turns: make(chan struct{}, atOnce)}
	var running, most atomic.Int32
	h.check = func(context.Context, cloudevents.Event) error {
		now := running.Add(1)
		defer running.Add(-1)
		for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
		}
		time.Sleep(50 * time.Millisecond)
		return nil
	}
	server := httptest.NewServer(h.byHand())
	defer server.Close()
	r := &localRun{t: t, url: server.URL}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if status := r.deliver("application/json", about("imports/1/a.json", 1), binary...); status != 200 {
				t.Errorf("status %d", status)
			}
		})
	}
	all.Wait()
	if most.Load() != atOnce {
		t.Errorf("%d checks at the same time", most.Load())
	}
}

func TestWhoMayUpload(t *testing.T) {
	r := start(t, storesToTest[0].open(t), sample.Event(1, 20))
	for who, want := range map[string]int{
		identity.Orga: 200, identity.Approver: 200, identity.Admin: 200, "Orga@Kursbuch.Example": 200,
		"": 401, identity.Planner: 403, "stranger@kursbuch.example": 403,
	} {
		status, body := r.call(who, http.MethodPost,
			"/upload/storage/v1/b/kursbuch-imports/o?uploadType=media&name=imports/1/"+who+".json", "x")
		if status != want || want != 200 && !bytes.Contains(body, []byte(`"code": "`)) {
			t.Errorf("%q: status %d: %s", who, status, body)
		}
	}
}
