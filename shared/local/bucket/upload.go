package bucket

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
)

// upload takes an object in one request, or begins a resumable upload.
func (b *Bucket) upload(w http.ResponseWriter, r *http.Request) {
	a := arrival{query: r.URL.Query(), host: r.Host}
	if a.query.Has("upload_id") { // Go's client sends its pieces by POST
		b.resume(w, r)
		return
	}
	body, err := content(w, r, maxObject)
	if err != nil {
		refusal(err).send(w)
		return
	}
	switch kind := a.query.Get("uploadType"); kind {
	case "media":
		a.attributes.ContentType = r.Header.Get("Content-Type")
		a.attributes.ContentEncoding = a.query.Get("contentEncoding")
		a.content, err = io.ReadAll(body)
	case "multipart":
		err = a.readParts(r.Header.Get("Content-Type"), body)
	case "resumable":
		a.attributes.ContentType = r.Header.Get("X-Upload-Content-Type")
		err = readAttributes(body, &a.attributes)
	default:
		err = fmt.Errorf("uploadType is %q: use media, multipart or resumable", kind)
	}
	if err != nil {
		refusal(err).send(w)
		return
	}
	if a.query.Has("name") {
		a.attributes.Name = a.query.Get("name")
	}
	if !b.admits(w, r, a.attributes.Name) {
		return
	}
	a.attributes = a.attributes.signed(caller(r))
	if a.query.Get("uploadType") == "resumable" {
		b.begin(w, r, a)
		return
	}
	a.attributes.declare(r.Header)
	b.create(r.Context(), a).send(w)
}

// content returns the body of r, inflated if it was compressed on its way (gcloud storage cp -J), and ends
// it with an error after limit bytes.
func content(w http.ResponseWriter, r *http.Request, limit int64) (io.Reader, error) {
	if r.Header.Get("Content-Encoding") != "gzip" {
		return http.MaxBytesReader(w, r.Body, limit), nil
	}
	inflated, err := gzip.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, fmt.Errorf("the request is not gzip: %w", err)
	}
	return http.MaxBytesReader(w, inflated, limit), nil
}

// readAttributes reads the optional attributes in front of an upload over those already there.
func readAttributes(r io.Reader, into *attributes) error {
	if err := json.NewDecoder(r).Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("metadata: %w", err)
	}
	return nil
}

// gcloudBoundary is a boundary between apostrophes, which gcloud takes for quotation marks.
// https://github.com/GoogleCloudPlatform/gsutil/issues/1466
var gcloudBoundary = regexp.MustCompile(`boundary='([^'"\\]*)'`)

// readParts reads a multipart upload: the attributes, then the content.
func (a *arrival) readParts(contentType string, body io.Reader) error {
	_, params, err := mime.ParseMediaType(gcloudBoundary.ReplaceAllString(contentType, `boundary="$1"`))
	if err != nil {
		return fmt.Errorf("content type: %w", err)
	}
	parts := multipart.NewReader(body, params["boundary"])
	head, err := parts.NextRawPart()
	if err != nil {
		return fmt.Errorf("first part, the metadata: %w", err)
	}
	if err := readAttributes(head, &a.attributes); err != nil {
		return err
	}
	media, err := parts.NextRawPart()
	if err != nil {
		return fmt.Errorf("second part, the content: %w", err)
	}
	if given := media.Header.Get("Content-Type"); given != "" {
		a.attributes.ContentType = given
	}
	a.content, err = io.ReadAll(media)
	return err
}

// declare takes over the checksums of the content that the header names.
func (a *attributes) declare(header http.Header) {
	for _, value := range header.Values("X-Goog-Hash") {
		for sum := range strings.SplitSeq(value, ",") {
			switch algorithm, digest, _ := strings.Cut(strings.TrimSpace(sum), "="); algorithm {
			case "crc32c":
				a.CRC32C = digest
			case "md5":
				a.MD5 = digest
			}
		}
	}
}
