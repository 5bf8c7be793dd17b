package uploads

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/shared/proposal"
)

// reply is one answer of a Cloud Storage in trouble.
type reply struct {
	status   int
	body     string
	encoding string
	checksum string // that of this content, which need not be the body
	rng      string // Content-Range of a 206
	cut      int    // bytes of the body that do not arrive
}

func (a reply) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("X-Goog-Generation", "7")
	sum := binary.BigEndian.AppendUint32(nil, crc32.Checksum([]byte(a.checksum), crc32.MakeTable(crc32.Castagnoli)))
	h.Set("X-Goog-Hash", "crc32c="+base64.StdEncoding.EncodeToString(sum))
	h.Set("Content-Length", fmt.Sprint(len(a.body)))
	for key, value := range map[string]string{"Content-Encoding": a.encoding, "Content-Range": a.rng} {
		if value != "" {
			h.Set(key, value)
		}
	}
	w.WriteHeader(a.status)
	w.Write([]byte(a.body[:len(a.body)-a.cut])) // a handler that writes too little ends the connection
}

func whole(body string) reply { return reply{status: 200, body: body, checksum: body} }

// script answers one request after another.
func script(t *testing.T, replies ...reply) (*Objects, *int) {
	asked := new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked++
		replies[min(*asked, len(replies))-1].ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return connect(t, server.URL), asked
}

var source = proposal.Source{Bucket: name, Object: target, Generation: 7}

func TestTroubleThatHeals(t *testing.T) {
	const content = "0123456789"
	tests := map[string][]reply{
		"unavailable for a moment": {{status: 503}, whole(content)},
		"too many requests":        {{status: 429}, whole(content)},
		"a body that breaks off, resumed": {{status: 200, body: content, checksum: content, cut: 4},
			{status: 206, body: content[6:], checksum: content, rng: "bytes 6-9/10"}},
		"a compressed body that breaks off, resumed": {
			{status: 200, body: zip(content), encoding: "gzip", checksum: zip(content), cut: 10},
			{status: 200, body: zip(content), encoding: "gzip", checksum: zip(content)}},
	}
	for about, replies := range tests {
		t.Run(about, func(t *testing.T) {
			objects, asked := script(t, replies...)
			got, err := objects.Read(t.Context(), source, 10)
			if string(got) != content || err != nil || *asked != len(replies) {
				t.Errorf("read %q, %v with %d requests", got, err, *asked)
			}
		})
	}
}

// What another try may heal must not end in a proposal that calls the file broken, or gone.
func TestTroubleIsNotTheFilesFault(t *testing.T) {
	const content = "0123456789"
	zipped := zip(content)
	bent := []byte(zipped)
	bent[len(bent)/2] ^= 0xff
	tests := map[string][]reply{
		"not allowed":                         {{status: 403}},
		"another content than the checksum's": {{status: 200, body: "0123456780", checksum: content}},
		"nothing instead of the content":      {{status: 200, checksum: content}},
		"a bit fell over, compressed":         {{status: 200, body: string(bent), encoding: "gzip", checksum: zipped}},
		"no gzip any more":                    {{status: 200, body: content, encoding: "gzip", checksum: zipped}},
		"breaks off, gone afterwards":         {{status: 200, body: content, checksum: content, cut: 4}, {status: 404}},
		"breaks off, not allowed afterwards":  {{status: 200, body: content, checksum: content, cut: 4}, {status: 403}},
		"compressed, breaks off, gone": {{status: 200, body: zipped, encoding: "gzip", checksum: zipped, cut: 10},
			{status: 404}},
		"compressed, breaks off in the header": {{status: 200, body: zipped, encoding: "gzip", checksum: zipped,
			cut: len(zipped) - 3}, {status: 404}},
	}
	final := []error{proposal.ErrNoObject, proposal.ErrReplaced, proposal.ErrTooLarge, proposal.ErrEncoding}
	for about, replies := range tests {
		t.Run(about, func(t *testing.T) {
			objects, _ := script(t, replies...)
			got, err := objects.Read(t.Context(), source, 10)
			if got != nil || err == nil {
				t.Errorf("read %q, %v", got, err)
			}
			for _, sentinel := range final {
				if errors.Is(err, sentinel) {
					t.Errorf("%v, which no retry would heal", err)
				}
			}
		})
	}
}

// A stream that fails early is read on to its end, where the checksum is.
func TestAnEarlyErrorIsNotTheFilesFaultEither(t *testing.T) {
	noise := make([]byte, 100<<10)
	rand.NewChaCha8([32]byte{}).Read(noise)
	zipped := zip(string(noise))
	bent := "\x1f\x8b" + strings.Repeat("\xff", 100) + zipped[102:]
	objects, _ := script(t, reply{status: 200, body: bent, encoding: "gzip", checksum: zipped})
	if _, err := objects.Read(t.Context(), source, 1<<20); err == nil || errors.Is(err, proposal.ErrEncoding) {
		t.Errorf("the way here bent it: %v", err)
	}
	objects, _ = script(t, reply{status: 200, body: bent, encoding: "gzip", checksum: bent})
	if _, err := objects.Read(t.Context(), source, 1<<20); !errors.Is(err, proposal.ErrEncoding) {
		t.Errorf("it was uploaded like that: %v", err)
	}
}

func TestRetriesEndWithTheContext(t *testing.T) {
	objects, _ := script(t, reply{status: 503})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if _, err := objects.Read(ctx, source, 10); !errors.Is(err, context.DeadlineExceeded) ||
		time.Since(begin) > 5*time.Second {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
}

// Metadata may say what it likes.
func TestTheLimitCountsWhatIsRead(t *testing.T) {
	body := "0123456789x"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Goog-Generation", "7")
		w.Header().Set("X-Goog-Stored-Content-Length", "2")
		for range 100 { // chunked: nobody says how long it is
			w.Write([]byte(body))
			w.(http.Flusher).Flush()
		}
	}))
	defer server.Close()
	_, err := connect(t, server.URL).Read(t.Context(), source, 10)
	if !errors.Is(err, proposal.ErrTooLarge) {
		t.Error(err)
	}
}
