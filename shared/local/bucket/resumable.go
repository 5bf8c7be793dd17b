package bucket

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A session is a resumable upload under way. The fake has sessions too, but takes the question "bytes */10"
// (how much has arrived?) for the end, and a piece sent twice for two pieces.
type session struct {
	mu      sync.Mutex // held while a piece arrives
	expiry  *time.Timer
	arrival arrival // all but the content
	file    string  // the content so far
	size    int64   // bytes that have arrived without a gap
}

// lifetime is how long an upload waits for its next piece. Cloud Storage waits a week; here each of them takes up to
// 64 MiB of a laptop's disk.
const lifetime = time.Hour

// begin answers with the address to which the pieces are sent.
func (b *Bucket) begin(w http.ResponseWriter, r *http.Request, a arrival) {
	if reply, ok := a.check(); !ok {
		reply.send(w)
		return
	}
	id := rand.Text()
	s := &session{arrival: a, file: filepath.Join(b.pieces, id)}
	s.expiry = time.AfterFunc(lifetime, func() { b.cancelUpload(id) })
	b.sessions.Store(id, s)
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	query := url.Values{"uploadType": {"resumable"}, "upload_id": {id}}
	w.Header().Set("Location", scheme+"://"+r.Host+"/upload/storage/v1/b/"+b.name+"/o?"+query.Encode())
	answer{http.StatusOK, nil}.send(w)
}

// resume takes a piece; the last one makes the object.
func (b *Bucket) resume(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("upload_id")
	found, ok := b.sessions.Load(id)
	if !ok {
		failure(http.StatusNotFound, "no such upload: begin again").send(w)
		return
	}
	s := found.(*session)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := b.sessions.Load(id); !ok { // it has ended meanwhile
		failure(http.StatusNotFound, "no such upload: begin again").send(w)
		return
	}
	s.expiry.Stop()
	defer s.expiry.Reset(lifetime) // of an upload that has ended there is nothing left to expire
	complete, err := s.take(w, r)
	if err != nil {
		refusal(err).send(w)
		return
	}
	if !complete {
		s.proceed(w, r)
		return
	}
	a := s.arrival
	if a.content, err = s.content(); err != nil {
		refusal(err).send(w)
		return
	}
	b.end(id)
	a.attributes.declare(r.Header)
	b.create(r.Context(), a).send(w)
}

// cancel ends an upload as its uploader wishes; the status is the one of Cloud Storage.
func (b *Bucket) cancel(w http.ResponseWriter, r *http.Request) {
	b.cancelUpload(r.URL.Query().Get("upload_id"))
	answer{499, nil}.send(w)
}

// cancelUpload ends an upload when no piece of it is arriving.
func (b *Bucket) cancelUpload(id string) {
	if found, ok := b.sessions.Load(id); ok {
		s := found.(*session)
		s.mu.Lock()
		defer s.mu.Unlock()
		b.end(id)
	}
}

// end forgets an upload. Its session is locked.
func (b *Bucket) end(id string) {
	if found, ok := b.sessions.LoadAndDelete(id); ok {
		os.Remove(found.(*session).file) // if it stays, the next Open drops it
	}
}

// proceed answers how much has arrived. Go's client cannot read the true status and says so.
func (s *session) proceed(w http.ResponseWriter, r *http.Request) {
	if s.size > 0 {
		w.Header().Set("Range", fmt.Sprintf("bytes=0-%d", s.size-1))
	}
	status := http.StatusPermanentRedirect
	if r.Header.Get("X-Guploader-No-308") != "" {
		w.Header().Set("X-Http-Status-Code-Override", "308")
		status = http.StatusOK
	}
	answer{status, nil}.send(w)
}

// take stores the piece in r and reports whether it was the last. What has arrived stays: a piece sent again
// adds nothing, and one that breaks off, or leaves a gap, does not count.
func (s *session) take(w http.ResponseWriter, r *http.Request) (complete bool, err error) {
	p, err := parsePiece(r.Header.Get("Content-Range"))
	if err != nil {
		return false, err
	}
	if p.start > s.size {
		return false, nil
	}
	if p.start != question {
		body, err := content(w, r, maxObject-p.start)
		if err != nil {
			return false, err
		}
		if err := s.add(body, s.size-p.start); err != nil {
			return false, err
		}
	}
	return p.total == toTheEnd || p.total == s.size, nil
}

// add appends the body to the file, except for the bytes in front that are known.
func (s *session) add(body io.Reader, known int64) error {
	if _, err := io.CopyN(io.Discard, body, known); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	file, err := os.OpenFile(s.file, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(io.NewOffsetWriter(file, s.size), body)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	s.size += n
	return nil
}

// content returns what has arrived; behind it the file may hold bytes of a piece that broke off.
func (s *session) content() ([]byte, error) {
	if s.size == 0 {
		return nil, nil
	}
	all, err := os.ReadFile(s.file)
	if err != nil {
		return nil, err
	}
	return all[:s.size], nil
}

// A piece is what a Content-Range says of a request:
//
//	header            start     total
//	none, 0-*/*       0         toTheEnd   all of it
//	bytes 5-9/10      5         10
//	bytes 5-9/*       5         unknown    more will follow
//	bytes */10        question  10         complete if 10 bytes have arrived
//	bytes */*         question  unknown
type piece struct {
	start int64 // of its first byte, or question
	total int64 // of the whole object, or unknown, or toTheEnd
}

const (
	question = -1
	unknown  = -1
	toTheEnd = -2
)

func parsePiece(header string) (piece, error) {
	if header == "" || header == "bytes 0-*/*" {
		return piece{0, toTheEnd}, nil
	}
	span, size, _ := strings.Cut(strings.TrimPrefix(header, "bytes "), "/")
	p := piece{question, unknown}
	var startErr, sizeErr error
	if span != "*" {
		first, _, _ := strings.Cut(span, "-")
		p.start, startErr = strconv.ParseInt(first, 10, 64)
	}
	if size != "*" {
		p.total, sizeErr = strconv.ParseInt(size, 10, 64)
	}
	if startErr != nil || sizeErr != nil || p.start < question || p.total < unknown {
		return piece{}, fmt.Errorf("content range %q is not understood", header)
	}
	return p, nil
}
