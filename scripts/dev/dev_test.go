package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/storage"
	"github.com/go-json-experiment/json"
	"google.golang.org/api/option"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/compattest"
	"kursbuch.internal/shared/sample"
)

// run is a local run under test, used as its users do: over HTTP, with the real client of Cloud Storage.
type localRun struct {
	t       *testing.T
	url     string
	client  *storage.Client
	event   event.ID
	uploads int
	last    answer.Proposal // checked or confirmed last
}

// storesToTest are those that the local run may use, new and empty for each test.
var storesToTest = []struct {
	name string
	open func(*testing.T) stores
}{
	{"bolt", func(t *testing.T) stores {
		store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
		return boltOf(store)
	}},
	{"Firestore", func(t *testing.T) stores { return firestoreOf(firestoredbtest.Open(t, firestoredbtest.Project(t))) }},
}

// start runs the import half with one event.
func start(t *testing.T, store stores, s *event.Snapshot) *localRun {
	if found, err := proposal.Load(t.Context(), store,
		&proposal.Event{Snapshot: s, Access: identity.Roles()}); err != nil || !found.Empty() {
		t.Fatal(found.Items, err)
	}
	h, err := openImportHalf(store, filepath.Join(t.TempDir(), "bucket"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler(page{}, h))
	client, err := storage.NewClient(context.Background(), option.WithEndpoint(server.URL+"/storage/v1/"),
		option.WithHTTPClient(&http.Client{Transport: as(identity.Orga)}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := errors.Join(client.Close(), h.close())
		server.Close()
		if err != nil {
			t.Error(err)
		}
	})
	return &localRun{t: t, url: server.URL, client: client, event: s.ID}
}

// as sends requests as somebody.
type as string

func (who as) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer dev:"+string(who))
	return http.DefaultTransport.RoundTrip(r)
}

// call sends a request as somebody and gives status and body.
func (r *localRun) call(who, method, path string, body any) (int, []byte) {
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			r.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, r.url+path, reader)
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Accept-Language", "en")
	if who != "" {
		request.Header.Set("Authorization", "Bearer dev:"+who)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return response.StatusCode, answer
}

// upload puts a file into the bucket and gives the ID that its proposal will have.
func (r *localRun) upload(name string, file []byte) proposal.ID {
	return proposal.IDOf(proposal.Source{Bucket: bucketName, Object: name, Generation: r.put(name, "", file)})
}

// put uploads an object, with a content encoding or without, and gives its generation.
func (r *localRun) put(name, encoding string, content []byte) int64 {
	r.t.Helper()
	w := r.client.Bucket(bucketName).Object(name).NewWriter(context.Background())
	w.ContentEncoding = encoding
	w.ChunkSize = 256 << 10 // the default is to allocate 16 MiB for each upload
	if _, err := w.Write(content); err != nil {
		r.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		r.t.Fatal(err)
	}
	return w.Attrs().Generation
}

// Check uploads a file and waits for its proposal.
func (r *localRun) Check(file []byte) ([]byte, error) {
	r.uploads++
	id := r.upload(fmt.Sprintf("imports/%d/import-%d.json", r.event, r.uploads), file)
	for pause := 5 * time.Millisecond; pause < 10*time.Second; pause += pause / 2 {
		time.Sleep(pause)
		status, body := r.call(identity.Orga, http.MethodGet, "/ImportConfirm?proposal="+string(id), nil)
		if status == http.StatusOK {
			r.last = answer.Proposal{}
			return body, json.Unmarshal(body, &r.last)
		}
	}
	return nil, errors.New("no proposal within 30 s")
}

// Confirm confirms the proposal that was checked last.
func (r *localRun) Confirm() ([]byte, error) {
	status, body := r.decide(identity.Approver, map[string]any{"action": "confirm", "force": true})
	if status != http.StatusOK {
		return nil, fmt.Errorf("status %d: %s", status, body)
	}
	return body, nil
}

// decide posts about the proposal that was checked last.
func (r *localRun) decide(who string, body map[string]any) (int, []byte) {
	for key, value := range map[string]any{"proposal": r.last.ID, "token": r.last.Token} {
		if _, ok := body[key]; !ok {
			body[key] = value
		}
	}
	return r.call(who, http.MethodPost, "/ImportConfirm", body)
}

// Export downloads the event.
func (r *localRun) Export() ([]byte, error) {
	status, body := r.call(identity.Orga, http.MethodGet, fmt.Sprintf("/Export?event=%d", r.event), nil)
	if status != http.StatusOK {
		return nil, fmt.Errorf("status %d: %s", status, body)
	}
	return body, nil
}

// TestCorpus takes every case of the corpus the whole way: upload, proposal, confirmation, export.
func TestCorpus(t *testing.T) {
	for _, on := range storesToTest {
		t.Run(on.name, func(t *testing.T) {
			compattest.Run(t, func(t *testing.T, state []byte) compattest.Subject {
				s, err := event.Read(bytes.NewReader(state))
				if err != nil {
					t.Fatal(err)
				}
				return start(t, on.open(t), s)
			})
		})
	}
}

// TestSamples takes the sample imports of the local run the whole way.
func TestSamples(t *testing.T) {
	for _, on := range storesToTest {
		t.Run(on.name, func(t *testing.T) {
			r := start(t, on.open(t), sample.PfingstAkademie())
			for _, imp := range sample.Imports() {
				r.try(imp)
			}
		})
	}
}

// try imports a sample.
func (r *localRun) try(imp sample.Import) {
	if _, err := r.Check(imp.Content); err != nil {
		r.t.Fatal(imp.Name, err)
	}
	if broken := strings.Contains(imp.Name, "fehler"); broken != (r.last.Status == proposal.Invalid) {
		r.t.Errorf("%s: %s with problems %v", imp.Name, r.last.Status, r.last.Problems)
	} else if broken {
		return
	}
	if _, err := r.Confirm(); err != nil {
		r.t.Error(imp.Name, err)
	}
}
