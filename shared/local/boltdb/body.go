package boltdb

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/storedform"
)

// packed is the body of a proposal as it is stored, compressed: bbolt keeps two copies of what is put until the
// transaction ends, which for a large import is more than the import itself. Nothing if there is no proposal.
func packed(p *proposal.Proposal) ([]byte, error) {
	if p == nil {
		return nil, nil
	}
	body, err := storedform.Pack(storedform.BodyOf(p), json.WithMarshalers(withoutRequested(p.Import)))
	if err != nil {
		return nil, fmt.Errorf("proposal %s: %w", p.ID, err)
	}
	return body, nil
}

// readBody also reads bodies of former versions, which are not compressed.
func readBody(b *bbolt.Bucket, id proposal.ID) (body storedform.Body, err error) {
	packed := b.Get([]byte(id))
	if bytes.HasPrefix(packed, []byte("{")) {
		return body, decode(packed, []byte(id), &body)
	}
	if err := storedform.Unpack(&body, packed); err != nil {
		return body, fmt.Errorf("decode proposal %s: %w", id, err)
	}
	if body.Plan != nil {
		addRequested(body.Plan.Changes, body.Import)
	}
	return body, nil
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
