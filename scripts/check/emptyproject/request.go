package emptyproject

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
)

var version = regexp.MustCompile(`^(?:storage/)?(v\d+(?:beta\d+)?)/`)

// read takes a request apart, holds it against Google's discovery documents.
func read(r *http.Request) (call, error) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/")
	path, upload := strings.CutPrefix(path, "upload/")
	api, path, _ := strings.Cut(path, "/")
	c := call{api: api, method: r.Method, query: r.URL.Query(), body: resource{}}
	found := version.FindStringSubmatch(path)
	if found == nil {
		return c, refused(http.StatusNotImplemented, "the stand-in of an empty project does not know %s", r.URL.Path)
	}
	content, err := io.ReadAll(r.Body)
	if err != nil {
		return c, err
	}
	if upload {
		content, c.upload, err = parts(r.Header.Get("Content-Type"), string(content))
		if err != nil {
			return c, err
		}
	}
	if len(content) > 0 {
		if err := json.Unmarshal(content, &c.body); err != nil {
			return c, refused(http.StatusBadRequest, "Invalid JSON payload received. %v", err)
		}
	}
	c.name = path[len(found[0]):]
	if err := conforms(c, found[1]); err != nil {
		return c, err
	}
	c.name, c.verb, _ = strings.Cut(c.name, ":")
	return c, nil
}

// parts takes an upload apart: what is said of an object, and its content.
func parts(contentType, body string) (about, content []byte, err error) {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil, nil, err
	}
	reader := multipart.NewReader(strings.NewReader(body), params["boundary"])
	var all [2][]byte
	for i := range all {
		part, err := reader.NextPart()
		if err != nil {
			return nil, nil, fmt.Errorf("part %d of an upload: %w", i+1, err)
		}
		if all[i], err = io.ReadAll(part); err != nil {
			return nil, nil, err
		}
	}
	return all[0], all[1], nil
}
