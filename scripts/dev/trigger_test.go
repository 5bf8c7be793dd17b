package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// await gives the proposal made of an object.
func (r *localRun) await(name string, generation int64) answer.Proposal {
	r.t.Helper()
	id := proposal.IDOf(proposal.Source{Bucket: bucketName, Object: name, Generation: generation})
	for range 3000 {
		if status, body := r.call(identity.Admin, http.MethodGet, "/ImportConfirm?proposal="+string(id),
			nil); status == http.StatusOK {
			var p answer.Proposal
			if err := json.Unmarshal(body, &p); err != nil {
				r.t.Fatal(err)
			}
			return p
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.t.Fatalf("no proposal of %s", name)
	return answer.Proposal{}
}

// deliver posts a trigger, with the headers of HTTP's binary form or without.
func (r *localRun) deliver(contentType, data string, headers ...string) int {
	r.t.Helper()
	request, err := http.NewRequest(http.MethodPost, r.url+"/ImportCheck", strings.NewReader(data))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Authorization", "Bearer dev:"+identity.Orga)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	if answer, _ := io.ReadAll(response.Body); bytes.Contains(answer, []byte("goroutine")) {
		r.t.Errorf("%s", answer)
	}
	return response.StatusCode
}

// binary are the headers of a trigger in the binary form.
var binary = []string{"Ce-Id", "1", "Ce-Specversion", "1.0", "Ce-Type", "google.cloud.storage.object.v1.finalized",
	"Ce-Source", "//storage.googleapis.com/projects/_/buckets/" + bucketName}

func about(name string, generation int64) string {
	return fmt.Sprintf(`{"bucket": %q, "name": %q, "generation": "%d"}`, bucketName, name, generation)
}

// structured is a trigger in the structured form.
func structured(data string) string {
	return `{"specversion": "1.0", "id": "1", "source": "//storage", "type": "t", ` +
		`"datacontenttype": "application/json", "data": ` + data + `}`
}

func TestObjectsThatAreNoImports(t *testing.T) {
	r := start(t, storesToTest[0].open(t), sample.Event(1, 20))
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := io.CopyN(w, zeros{}, 33<<20); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	good := []byte(course("Neu"))
	replaced := r.put("imports/1/replaced.json", "", good)
	r.put("imports/1/replaced.json", "", good)
	for _, c := range []struct {
		name       string
		generation int64
		want       problem.Code
	}{
		{"imports/1/bomb.json", r.put("imports/1/bomb.json", "gzip", zipped.Bytes()), onimport.TooLarge},
		{"imports/1/nozip.json", r.put("imports/1/nozip.json", "gzip", good), onimport.Unreadable},
		{"imports/1/half.json", r.put("imports/1/half.json", "gzip", zipped.Bytes()[:zipped.Len()/2]), onimport.Unreadable},
		{"imports/2/unknown.json", r.put("imports/2/unknown.json", "", good), onimport.UnknownEvent},
		{"imports/1/sub/a.json", r.put("imports/1/sub/a.json", "", good), onimport.BadName},
		{"a.json", r.put("a.json", "", good), onimport.BadName},
		{"imports/1/never.json", 5, onimport.ObjectGone},
		{"imports/1/replaced.json", replaced - 1, onimport.ObjectGone},
	} {
		if status := r.deliver("application/json", about(c.name, c.generation), binary...); status != 200 {
			t.Errorf("%s: status %d", c.name, status)
		}
		p := r.await(c.name, c.generation)
		if p.Status != proposal.Invalid || p.Problems[0].Code != c.want ||
			strings.Contains(p.Problems[0].Message, "%!") {
			t.Errorf("%s: %s with %v", c.name, p.Status, p.Problems)
		}
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestTriggersInEveryForm(t *testing.T) {
	r := start(t, storesToTest[0].open(t), sample.Event(1, 20))
	generation := r.put("imports/1/a.json", "", []byte(course("Neu")))
	first := r.await("imports/1/a.json", generation)
	for range 5 {
		r.deliver("application/json", about("imports/1/a.json", generation), binary...)
		r.deliver("application/cloudevents+json", structured(about("imports/1/a.json", generation)))
	}
	_, list := r.call(identity.Orga, http.MethodGet, "/ImportConfirm?event=1", nil)
	var heads []proposal.Head
	if err := json.Unmarshal(list, &heads); err != nil || len(heads) != 1 || heads[0].ID != first.ID ||
		heads[0].Status != proposal.Pending {
		t.Errorf("%v: %s", err, list)
	}
	for _, c := range []struct {
		name, contentType, data string
		headers                 []string
		status                  int
	}{
		{"in the binary form", "application/json", about("imports/1/b.json", 1), binary, 200},
		{"in the structured form", "application/cloudevents+json", structured(about("imports/1/c.json", 1)), nil, 200},
		{"about nothing", "application/json", "{}", binary, 200}, // trying again would not help
		{"about rubbish", "application/json", "\x00", binary, 200},
		{"without an envelope", "application/json", about("imports/1/d.json", 1), nil, 415},
		{"without a source", "application/json", about("imports/1/d.json", 1), binary[:6], 400},
		{"in an empty envelope", "application/cloudevents+json", "{}", nil, 400},
		{"beyond all size", "application/json", strings.Repeat("x", maxTrigger+1), binary, 413},
		{"by nobody", "application/json", about("imports/1/b.json", 1), append(binary, "Authorization", ""), 401},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status := r.deliver(c.contentType, c.data, c.headers...); status != c.status {
				t.Errorf("status %d", status)
			}
		})
	}
	if status, _ := r.call(identity.Orga, http.MethodGet, "/ImportCheck", nil); status != 405 {
		t.Errorf("GET: status %d", status)
	}
}

func TestTriggerIsToBeSentAgainIfTheStoreFails(t *testing.T) {
	store := storesToTest[0].open(t)
	r := start(t, store, sample.Event(1, 20))
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if status := r.deliver("application/json", about("imports/1/a.json", 1), binary...); status != 500 {
		t.Errorf("status %d", status)
	}
}
