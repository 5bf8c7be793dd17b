package bucket

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"

	"kursbuch.internal/shared/proposal"
)

// maxAttributes bounds an object's attributes: ext4 keeps at most 4 KiB of them, and the fake would find
// out only after it had replaced the content.
const maxAttributes = 2 << 10

// attributes are what an uploader may say about an object, in the form of the JSON API.
type attributes struct {
	Name               string            `json:"name"`
	ContentType        string            `json:"contentType,omitempty"`
	ContentEncoding    string            `json:"contentEncoding,omitempty"`
	ContentDisposition string            `json:"contentDisposition,omitempty"`
	ContentLanguage    string            `json:"contentLanguage,omitempty"`
	CacheControl       string            `json:"cacheControl,omitempty"`
	MD5                string            `json:"md5Hash,omitempty"` // checked if given
	CRC32C             string            `json:"crc32c,omitempty"`  // checked if given
	Metadata           map[string]string `json:"metadata,omitempty"`
}

// signed returns a with the uploader named by us, whatever the request claimed.
func (a attributes) signed(uploader string) attributes {
	metadata := map[string]string{}
	for key, value := range a.Metadata {
		metadata[key] = value
	}
	delete(metadata, UploaderKey)
	if uploader != "" {
		metadata[UploaderKey] = uploader
	}
	a.Metadata = metadata
	return a
}

// arrival is an object on its way into the bucket.
type arrival struct {
	attributes attributes
	content    []byte
	query      url.Values // of the request: preconditions
	host       string     // of the request, for the links in the answer
	// ours: Kursbuch itself writes, which alone may do so in its own folders.
	ours bool
}

// Write stores content as the object name, as if uploader had uploaded it; an empty uploader is an unknown one.
func (b *Bucket) Write(ctx context.Context, name, uploader string, content []byte) error {
	reply := b.create(ctx, arrival{
		attributes: attributes{Name: name, ContentType: "application/json"}.signed(uploader),
		content:    content,
		host:       publicHost,
	})
	if reply.status != http.StatusOK {
		return fmt.Errorf("write object %q: status %d: %s", name, reply.status, reply.body)
	}
	return nil
}

// Create stores content as a new object of the console, tells its generation.
func (b *Bucket) Create(ctx context.Context, name string, content []byte) (proposal.Source, error) {
	reply := b.create(ctx, arrival{
		attributes: attributes{Name: name, ContentType: "application/json"}.signed(""),
		content:    content, host: publicHost, ours: true, query: url.Values{"ifGenerationMatch": {"0"}},
	})
	if reply.status != http.StatusOK {
		return proposal.Source{}, fmt.Errorf("create object %q: status %d: %s", name, reply.status, reply.body)
	}
	var o Object
	if err := json.Unmarshal(reply.body, &o); err != nil {
		panic(fmt.Sprintf("bucket: answer of fake-gcs-server: %v", err)) // unreachable: its own encoding
	}
	return proposal.Source{Bucket: o.Bucket, Object: o.Name, Generation: o.Generation, Size: o.Size}, nil
}

// create stores an object, tells of it, and returns its resource or the error. Every object is made here.
func (b *Bucket) create(ctx context.Context, a arrival) answer {
	if reply, ok := a.check(); !ok {
		return reply
	}
	r, err := a.request(b.name)
	if err != nil {
		return refusal(err)
	}
	reply := b.store(a.attributes.Name, a.host, r)
	if reply.status != http.StatusOK {
		return reply
	}
	var object Object
	if err := json.Unmarshal(reply.body, &object); err != nil {
		panic(fmt.Sprintf("bucket: answer of fake-gcs-server: %v", err)) // unreachable: its own encoding
	}
	b.finalized(context.WithoutCancel(ctx), object)
	return reply
}

func (a arrival) check() (refused answer, ok bool) {
	if !validName(a.attributes.Name) {
		return failure(http.StatusBadRequest, fmt.Sprintf("the local bucket cannot hold the name %q", a.attributes.Name)),
			false
	}
	for _, folder := range ourOwn {
		if strings.HasPrefix(a.attributes.Name, folder) && !a.ours {
			return failure(http.StatusForbidden, "only Kursbuch itself creates objects below "+folder), false
		}
	}
	if len(a.content) > maxObject {
		return refusal(&http.MaxBytesError{Limit: maxObject}), false
	}
	if encoded, err := json.Marshal(a.attributes); err != nil || len(encoded) > maxAttributes+len(a.attributes.Name) {
		return failure(http.StatusBadRequest, "the local bucket takes at most 2 KiB of metadata"), false
	}
	return answer{}, true
}

// request is the upload as the fake gets it: always multipart, the one kind for which it reads the content
// before it locks everybody else out, and compares checksums.
func (a arrival) request(bucket string) (*http.Request, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	contentType := a.attributes.ContentType
	if _, _, err := mime.ParseMediaType(contentType); err != nil {
		contentType = "application/octet-stream"
	}
	head, _ := form.CreatePart(textproto.MIMEHeader{"Content-Type": {"application/json"}})
	err := json.NewEncoder(head).Encode(a.attributes)
	tail, _ := form.CreatePart(textproto.MIMEHeader{"Content-Type": {contentType}})
	_, err2 := tail.Write(a.content)
	if err := errors.Join(err, err2, form.Close()); err != nil {
		return nil, err
	}
	query := url.Values{"uploadType": {"multipart"}}
	for _, condition := range []string{"ifGenerationMatch", "ifGenerationNotMatch"} {
		if a.query.Has(condition) {
			query.Set(condition, a.query.Get(condition))
		}
	}
	address := "http://" + a.host + "/upload/storage/v1/b/" + bucket + "/o?" + query.Encode()
	r, err := http.NewRequest(http.MethodPost, address, &body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "multipart/related; boundary="+form.Boundary())
	return r, nil
}

// store hands r to the fake. Whatever goes wrong, the object is there as before.
func (b *Bucket) store(name, host string, r *http.Request) answer {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.blocked(name) {
		return failure(http.StatusConflict, "the local bucket cannot hold an object and a folder of the same name")
	}
	reply := answer{}
	err := b.keep(name)
	if err == nil {
		recorder := httptest.NewRecorder()
		b.fake.HTTPHandler().ServeHTTP(recorder, r)
		reply = answer{recorder.Code, recorder.Body.Bytes()}
		if reply.status >= http.StatusInternalServerError {
			err = errors.New(recorder.Body.String())
		} else if reply.status == http.StatusOK {
			reply.body, err = b.rise(name, host, reply.body)
		}
		if err == nil {
			err = b.forget()
		} else {
			err = errors.Join(err, b.recover())
		}
	}
	if err != nil {
		slog.Error("the local bucket could not store an object", "error", err)
		return failure(http.StatusBadRequest, "the local bucket could not store the object: see its log")
	}
	return reply
}
