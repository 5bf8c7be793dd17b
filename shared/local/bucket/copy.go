package bucket

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"kursbuch.internal/shared/proposal"
)

// copy makes an object from another one. The fake could, but without preconditions.
func (b *Bucket) copy(w http.ResponseWriter, r *http.Request) {
	how, query := r.PathValue("how"), r.URL.Query()
	if how != "rewriteTo" && how != "copyTo" {
		failure(http.StatusNotFound, "no such method").send(w)
		return
	}
	a, err := b.raw(r.PathValue("source"), query.Get("sourceGeneration"))
	if err != nil {
		failure(http.StatusNotFound, err.Error()).send(w)
		return
	}
	if err := readAttributes(http.MaxBytesReader(w, r.Body, maxObject), &a.attributes); err != nil {
		refusal(err).send(w)
		return
	}
	a.query, a.host = query, r.Host
	a.attributes.Name = r.PathValue("object")
	if !b.admits(w, r, a.attributes.Name) {
		return
	}
	a.attributes = a.attributes.signed(caller(r))
	reply := b.create(r.Context(), a)
	if how == "rewriteTo" && reply.status == http.StatusOK {
		reply = rewritten(reply.body, len(a.content))
	}
	reply.send(w)
}

// rewritten is the answer to a rewrite that needed no second request.
func rewritten(resource json.RawMessage, size int) answer {
	body, err := json.Marshal(map[string]any{
		"kind":                "storage#rewriteResponse",
		"totalBytesRewritten": strconv.Itoa(size),
		"objectSize":          strconv.Itoa(size),
		"done":                true,
		"resource":            resource,
	})
	if err != nil {
		panic(fmt.Sprintf("bucket: answer of fake-gcs-server: %v", err)) // unreachable: its own encoding
	}
	return answer{http.StatusOK, body}
}

// compose makes an object by joining others.
func (b *Bucket) compose(w http.ResponseWriter, r *http.Request) {
	var order struct {
		SourceObjects []struct {
			Name       string `json:"name"`
			Generation string `json:"generation"`
		} `json:"sourceObjects"`
		Destination attributes `json:"destination"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxObject)).Decode(&order); err != nil {
		refusal(err).send(w)
		return
	}
	a := arrival{query: r.URL.Query(), host: r.Host, attributes: order.Destination.signed(caller(r))}
	a.attributes.Name = r.PathValue("object")
	if !b.admits(w, r, a.attributes.Name) {
		return
	}
	if len(order.SourceObjects) == 0 {
		failure(http.StatusBadRequest, "sourceObjects names nothing to join").send(w)
		return
	}
	for _, source := range order.SourceObjects {
		part, err := b.raw(source.Name, source.Generation)
		if err != nil {
			failure(http.StatusNotFound, err.Error()).send(w)
			return
		}
		a.content = append(a.content, part.content...)
		if len(a.content) > maxObject {
			break // create refuses it
		}
	}
	b.create(r.Context(), a).send(w)
}

// raw returns an object as stored, in the given generation or, without one, the live one.
func (b *Bucket) raw(name, generation string) (a arrival, err error) {
	b.mu.Lock() // against a change between the attributes and the content
	defer b.mu.Unlock()
	if !validName(name) {
		return arrival{}, fmt.Errorf("object %q: %w", name, proposal.ErrNoObject)
	}
	object, err := b.fake.GetObjectStreaming(b.name, name)
	if err != nil {
		return arrival{}, fmt.Errorf("object %q: %w", name, proposal.ErrNoObject)
	}
	defer func() { err = errors.Join(err, object.Content.Close()) }()
	if generation != "" && generation != strconv.FormatInt(object.Generation, 10) {
		return arrival{}, fmt.Errorf("object %q, generation %s: %w", name, generation, proposal.ErrReplaced)
	}
	content, err := io.ReadAll(object.Content)
	return arrival{
		content: content,
		attributes: attributes{
			ContentType:        object.ContentType,
			ContentEncoding:    object.ContentEncoding,
			ContentDisposition: object.ContentDisposition,
			ContentLanguage:    object.ContentLanguage,
			CacheControl:       object.CacheControl,
			Metadata:           object.Metadata,
		},
	}, err
}
