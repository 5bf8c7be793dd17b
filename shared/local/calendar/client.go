package calendar

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Endpoint is an address for Client, to be given to the generated client with option.WithEndpoint. Any host does.
const Endpoint = "http://calendar.localhost" + Base

// errDropped is what a client without sockets gets for a dropped connection.
var errDropped = errors.New("the local calendar dropped the connection")

// Client returns a client of the calendar that calls it in process, without sockets.
func (c *Calendar) Client() *http.Client { return &http.Client{Transport: InProcess{c}} }

// InProcess carries requests to a handler in the same process: fast, and within the bubble of testing/synctest.
type InProcess struct{ Handler http.Handler }

// RoundTrip answers r. It fails where the handler aborts or where the context ends.
func (p InProcess) RoundTrip(r *http.Request) (reply *http.Response, err error) {
	inner := r.Clone(r.Context())
	inner.RequestURI = r.URL.RequestURI()
	if inner.Host == "" {
		inner.Host = r.URL.Host
	}
	if inner.Body == nil {
		inner.Body = http.NoBody
	}
	defer inner.Body.Close()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	defer func() {
		if aborted := recover(); aborted == http.ErrAbortHandler {
			reply, err = nil, cmp.Or(r.Context().Err(), errDropped)
		} else if aborted != nil {
			panic(aborted)
		}
	}()
	w := &recorder{header: http.Header{}}
	p.Handler.ServeHTTP(w, inner)
	w.WriteHeader(http.StatusOK) // unless there is a status already
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status, Proto: "HTTP/1.1",
		ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// recorder keeps an answer.
type recorder struct {
	header, sent http.Header
	status       int
	body         bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *recorder) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}
