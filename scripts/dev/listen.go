package main

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// patienceWith is how long the local run waits for clients. A slow line is no fault, a silent one is.
type patienceWith struct {
	header  time.Duration // for the header of a request
	silence time.Duration // for the next bytes of a body
	idle    time.Duration // for the next request on a connection
}

// ordinary is for people: programs on this machine are faster, a laptop that wakes up from its sleep is not.
var ordinary = patienceWith{header: 10 * time.Second, silence: time.Minute, idle: 2 * time.Minute}

// maxRest is how many bytes of a body are read that is too large anyhow.
const maxRest = 1 << 30

// listening ends requests whose body falls silent: a time-out for the whole body would end uploads over slow lines too.
//
// What is too large is read to its end before the client is told. Simple clients read no answer before they have sent
// all, and would learn of a broken pipe only.
func (p patienceWith) listening(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			handler.ServeHTTP(w, r)
			return
		}
		body := &body{from: r.Body, connection: http.NewResponseController(w), silence: p.silence}
		body.expect() // also of a body that nobody reads
		r.Body = body
		handler.ServeHTTP(&listener{w: w, body: body}, r)
	})
}

// body is that of a request, read as long as it does not fall silent.
type body struct {
	from       io.ReadCloser
	connection *http.ResponseController
	silence    time.Duration
}

func (b *body) expect() {
	_ = b.connection.SetReadDeadline(time.Now().Add(b.silence)) // a connection without deadlines is one of a test
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	b.expect()
	n, err := b.from.Read(p)
	if errors.Is(err, io.EOF) {
		// The server goes on reading, to learn when the client is gone; for that there is no limit.
		_ = b.connection.SetReadDeadline(time.Time{})
	}
	return n, err
}

// Close implements io.Closer.
func (b *body) Close() error { return b.from.Close() }

// listener is the answer to a request with a body.
type listener struct {
	w    http.ResponseWriter
	body *body
}

// Header implements http.ResponseWriter.
func (l *listener) Header() http.Header { return l.w.Header() }

// WriteHeader implements http.ResponseWriter.
func (l *listener) WriteHeader(status int) {
	if status == http.StatusRequestEntityTooLarge {
		_, _ = io.CopyN(io.Discard, l.body, maxRest) // it may break off: then nobody is there to be told
	}
	l.w.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (l *listener) Write(p []byte) (int, error) { return l.w.Write(p) }

// Unwrap lets a ResponseController find the connection.
func (l *listener) Unwrap() http.ResponseWriter { return l.w }
