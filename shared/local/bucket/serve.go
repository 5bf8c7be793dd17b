package bucket

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"kursbuch.internal/shared/event/erasing"

	"kursbuch.internal/shared/proposal"
)

// publicHost is the host that the fake takes for its own; requests are rewritten so that any other works too.
const publicHost = "127.0.0.1"

// Paths returns the prefixes under which the bucket wants to be served.
func (b *Bucket) Paths() []string {
	return []string{"/storage/v1/", "/upload/storage/v1/", "/resumable/upload/storage/v1/", "/download/storage/v1/",
		"/" + b.name + "/"}
}

// admits reports whether a request may make or delete an object. If not, it is answered.
func (b *Bucket) admits(w http.ResponseWriter, r *http.Request, object string) bool {
	return b.Admit == nil || b.Admit(w, r, object)
}

// ServeHTTP serves the Cloud Storage JSON API. Everybody who reaches it may read, see Admit for the rest.
func (b *Bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.handler.ServeHTTP(w, r) }

func (b *Bucket) routes() http.Handler {
	mux := http.NewServeMux()
	at, uploads := "/storage/v1/b/"+b.name, "/upload/storage/v1/b/"+b.name+"/o"
	mux.HandleFunc("GET /storage/v1/b", b.pass)
	mux.HandleFunc("POST /storage/v1/b", b.createBucket)
	mux.HandleFunc("GET "+at, b.pass)
	mux.HandleFunc("GET "+at+"/storageLayout", b.pass)
	mux.HandleFunc("GET "+at+"/o", b.pass)
	mux.HandleFunc("GET "+at+"/o/{object...}", b.get)
	mux.HandleFunc("GET /download"+at+"/o/{object...}", b.get)
	mux.HandleFunc("GET /"+b.name+"/{object...}", b.download)
	mux.HandleFunc("DELETE "+at+"/o/{object...}", b.remove)
	mux.HandleFunc("POST "+at+"/o/{source}/{how}/b/"+b.name+"/o/{object}", b.copy)
	mux.HandleFunc("POST "+at+"/o/{object}/compose", b.compose)
	mux.HandleFunc("POST "+uploads, b.upload)
	mux.HandleFunc("POST /resumable"+uploads, b.upload) // gcloud storage cp of more than 8 MiB
	mux.HandleFunc("PUT "+uploads, b.resume)
	mux.HandleFunc("DELETE "+uploads, b.cancel)
	// A web page open in the same browser must not upload here.
	return http.NewCrossOriginProtection().Handler(mux)
}

func (b *Bucket) pass(w http.ResponseWriter, r *http.Request) {
	b.fake.HTTPHandler().ServeHTTP(sameOrigin{w}, r)
}

// sameOrigin takes back that the fake lets every web page read.
type sameOrigin struct{ http.ResponseWriter }

func (w sameOrigin) WriteHeader(status int) {
	w.Header().Del("Access-Control-Allow-Origin")
	w.Header().Del("Access-Control-Allow-Credentials")
	w.ResponseWriter.WriteHeader(status)
}

// createBucket answers as Cloud Storage does when the bucket is there already.
func (b *Bucket) createBucket(w http.ResponseWriter, _ *http.Request) {
	failure(http.StatusConflict, "the local run has the bucket "+b.name+" and no other").send(w)
}

func (b *Bucket) get(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("object")
	if !validName(name) {
		failure(http.StatusNotFound, "no such object").send(w)
		return
	}
	// To a client that takes no gzip the fake sends the content inflated, all in memory.
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		object, err := b.fake.GetObjectStreaming(b.name, name)
		if err == nil && object.ContentEncoding == "gzip" {
			_, err = b.Read(r.Context(), proposal.Source{Bucket: b.name, Object: name, Generation: object.Generation}, maxObject)
		}
		if errors.Is(err, proposal.ErrTooLarge) {
			failure(http.StatusRequestEntityTooLarge, "the object inflates to more than 64 MiB").send(w)
			return
		}
	}
	b.pass(w, r)
}

// download serves the short path of the XML API, by which cloud.google.com/go/storage reads. The fake knows
// it only at publicHost, so a client at "localhost" would get 404.
func (b *Bucket) download(w http.ResponseWriter, r *http.Request) {
	long := r.Clone(r.Context())
	folder := "/download/storage/v1/b/" + b.name + "/o/"
	long.URL.Path = folder + r.PathValue("object")
	long.URL.RawPath = folder + url.PathEscape(r.PathValue("object"))
	b.get(w, long)
}

// remove adds the precondition, which the fake ignores, and the true status: at "200 null" gcloud breaks down.
func (b *Bucket) remove(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("object")
	if !validName(name) {
		failure(http.StatusNotFound, "no such object").send(w)
		return
	}
	if !b.admits(w, r, name) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if strings.HasPrefix(name, erasing.Folder) {
		failure(http.StatusForbidden, "which erases are remembered stays").send(w)
		return
	}
	if err := b.keepNewest(); err != nil {
		failure(http.StatusBadRequest, "the local bucket could not delete the object: see its log").send(w)
		slog.Error("the newest generation cannot be kept", "error", err)
		return
	}
	if match := r.URL.Query().Get("ifGenerationMatch"); match != "" {
		object, err := b.fake.GetObjectStreaming(b.name, name)
		if err == nil && strconv.FormatInt(object.Generation, 10) != match {
			failure(http.StatusPreconditionFailed, "the object has another generation").send(w)
			return
		}
	}
	reply := httptest.NewRecorder()
	b.pass(reply, r)
	if reply.Code == http.StatusOK {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	answer{reply.Code, reply.Body.Bytes()}.send(w)
}

// answer is a response of the JSON API.
type answer struct {
	status int
	body   []byte
}

func (a answer) send(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	w.Write(a.body) // an error means that the client has gone
}

// failure is never a 5xx: Google's clients would repeat the request until their deadline.
func failure(status int, message string) answer {
	body, _ := json.Marshal(map[string]any{"error": map[string]any{"code": status, "message": message}})
	return answer{status, body}
}

// refusal turns the error of reading a request into its answer.
func refusal(err error) answer {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return failure(http.StatusRequestEntityTooLarge, "the local bucket takes objects of at most 64 MiB")
	}
	return failure(http.StatusBadRequest, err.Error())
}
