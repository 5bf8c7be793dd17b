package boltdb

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// bodyDoc is a proposal without its head. Fields may be added, never rename or retype one.
type bodyDoc struct {
	Import   *partial.Import  `json:"import,omitempty"`
	Plan     *diff.Plan       `json:"plan,omitempty"`
	Problems problem.List     `json:"problems,omitzero"`
	Inverse  *partial.Import  `json:"inverse,omitempty"`
	Calendar *jobcal.Effect   `json:"calendar,omitempty"`
	Outcome  *outcome.Outcome `json:"outcome,omitempty"`
}

// writeBody compresses while it encodes: bbolt keeps two copies of what is put until the transaction ends, which for a
// large import is more than the import itself.
func writeBody(b *bbolt.Bucket, id proposal.ID, doc bodyDoc) error {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := errors.Join(json.MarshalWrite(w, doc, json.WithMarshalers(withoutRequested(doc.Import))),
		w.Close()); err != nil {
		return fmt.Errorf("encode proposal %s: %w", id, err)
	}
	return b.Put([]byte(id), packed.Bytes())
}

// readBody also reads bodies of former versions, which are not compressed.
func readBody(b *bbolt.Bucket, id proposal.ID) (doc bodyDoc, err error) {
	packed := b.Get([]byte(id))
	if bytes.HasPrefix(packed, []byte("{")) {
		return doc, decode(packed, []byte(id), &doc)
	}
	var text io.Reader
	if text, err = gzip.NewReader(bytes.NewReader(packed)); err == nil {
		err = json.UnmarshalRead(text, &doc)
	}
	if err != nil {
		return doc, fmt.Errorf("decode proposal %s: %w", id, err)
	}
	if doc.Plan != nil {
		addRequested(doc.Plan.Changes, doc.Import)
	}
	return doc, nil
}

// withoutRequested leaves out of changes the new values that the import asks for in the same words, as most of them
// are.
func withoutRequested(imp *partial.Import) *json.Marshalers {
	type plain diff.Change // which is marshalled as if nobody cared
	return json.MarshalToFunc(func(enc *jsontext.Encoder, c diff.Change) error {
		entry := requested(imp, c.Key)
		c.Sets = slices.Clone(c.Sets)
		for i, s := range c.Sets {
			if entry.Get(s.Path) == s.To {
				c.Sets[i].To = ""
			}
		}
		return json.MarshalEncode(enc, plain(c))
	})
}

// addRequested puts in what withoutRequested left out.
func addRequested(changes []diff.Change, imp *partial.Import) {
	for _, c := range changes {
		entry := requested(imp, c.Key)
		for i, s := range c.Sets {
			if s.To == "" {
				c.Sets[i].To = entry.Get(s.Path)
			}
		}
	}
}

// requested is the entry of an import that is about an entity; empty if there is none.
func requested(imp *partial.Import, key event.Key) partial.Entry {
	if imp == nil {
		return partial.Entry{}
	}
	i, found := slices.BinarySearchFunc(imp.Entries, key,
		func(e partial.Entry, key event.Key) int { return partial.Compare(e.Key, key) })
	if !found {
		return partial.Entry{}
	}
	return imp.Entries[i]
}
