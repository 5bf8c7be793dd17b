// Package bucket owns the embedded counterpart of Cloud Storage: one bucket, kept in a folder, served as the
// Cloud Storage JSON API.
//
// fake-gcs-server stores, reads and lists in process. Around it stands a strict door: only what the table
// names is served, and every object, however it arrives, is made by the one method create, which names the
// uploader in the object's metadata and tells of the finished object as Cloud Storage tells Eventarc.
//
//	request                                    here
//	uploadType=media, multipart, Write         create
//	uploadType=resumable                       collected in a session file; create at the last piece
//	rewriteTo, copyTo, compose                 read, then create
//	get, download, list                        fake-gcs-server
//	delete                                     fake-gcs-server, under its precondition
//	patch, update, ACL                         405: in the fake they would make a new generation
//	another bucket, /_internal, batch          404: the fake would write outside of the folder, or delete all
//
// An object answered with 200 survives the end of the process at any moment, and a write that was not
// answered leaves what was there before: see recover. Power failures are not covered.
package bucket

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"

	"github.com/fsouza/fake-gcs-server/fakestorage"
)

// maxObject is the largest object in bytes; the fake holds a whole object in memory more than once.
// It leaves room above the 32 MiB of an import, so that a file over that limit gets the report of the
// check, as it does from Cloud Storage.
const maxObject = 64 << 20

// Bucket is the embedded bucket. It serves HTTP and is safe for concurrent use.
type Bucket struct {
	// Admit tells whether who sends a request may make or delete an object of this name, and answers if not. nil:
	// everybody may. It is set before anything is served. A resumable upload is admitted when it begins: from then on its
	// address is the secret.
	Admit func(w http.ResponseWriter, r *http.Request, object string) bool

	name       string
	objects    string // folder with the objects, by their names
	previous   string // folder with the object that is being overwritten
	unfinished string // folder for what a crash left half done
	pieces     string // folder with the resumable uploads under way
	finalized  func(context.Context, Object)
	newestFile string
	newest     int64 // the largest generation so far; guarded by mu
	fake       *fakestorage.Server
	handler    http.Handler
	sessions   sync.Map   // upload_id → *session
	mu         sync.Mutex // held while an object changes: the fake checks and writes in several steps
}

// Open opens the bucket kept in dir, which is created if missing. finalized is called once for every object
// written completely, when it is safe on disk and before its uploader gets the answer, in the goroutine of
// the upload; its context outlives the request. Objects written before Open are not told of: see Objects.
func Open(dir, name string, finalized func(context.Context, Object)) (*Bucket, error) {
	b := &Bucket{
		name:       name,
		objects:    filepath.Join(dir, "objects", name),
		previous:   filepath.Join(dir, "previous"),
		unfinished: filepath.Join(dir, "unfinished"),
		pieces:     filepath.Join(dir, "sessions"),
		finalized:  finalized,
		newestFile: filepath.Join(dir, "newest-generation"),
	}
	if err := os.RemoveAll(b.pieces); err != nil {
		return nil, fmt.Errorf("drop the unfinished uploads: %w", err)
	}
	for _, folder := range []string{b.objects, b.unfinished, b.pieces} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fmt.Errorf("create the bucket: %w", err)
		}
	}
	var err error
	b.fake, err = fakestorage.NewServerWithOptions(fakestorage.Options{
		NoListener:  true,
		StorageRoot: filepath.Dir(b.objects),
		PublicHost:  publicHost,
	})
	if err != nil {
		return nil, fmt.Errorf("open the bucket: %w", err)
	}
	if err := b.recover(); err != nil {
		return nil, fmt.Errorf("recover the bucket: %w", err)
	}
	if err := b.readNewest(context.Background()); err != nil {
		return nil, fmt.Errorf("find the newest generation: %w", err)
	}
	b.handler = b.routes()
	return b, nil
}

// Close ends the resumable uploads under way; objects stay.
func (b *Bucket) Close() error {
	b.fake.Stop()
	return os.RemoveAll(b.pieces)
}

// Objects returns all objects, ordered by name. After a start, telling of each of them again makes up for
// the triggers that a crash swallowed.
func (b *Bucket) Objects(ctx context.Context) ([]Object, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+publicHost+"/storage/v1/b/"+b.name+"/o", nil)
	if err != nil {
		return nil, fmt.Errorf("list the bucket: %w", err)
	}
	reply := httptest.NewRecorder()
	b.fake.HTTPHandler().ServeHTTP(reply, r)
	if reply.Code != http.StatusOK {
		return nil, fmt.Errorf("list the bucket: status %d", reply.Code)
	}
	var list struct {
		Items []Object `json:"items"`
	}
	if err := json.NewDecoder(reply.Body).Decode(&list); err != nil {
		return nil, fmt.Errorf("list the bucket: %w", err)
	}
	return list.Items, nil
}
