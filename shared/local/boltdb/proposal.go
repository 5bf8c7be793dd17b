package boltdb

import (
	"bytes"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

func readProposal(tx *bbolt.Tx, id proposal.ID) (*proposal.Proposal, error) {
	head, err := get[proposal.Head](tx.Bucket(heads), []byte(id))
	if err != nil {
		return nil, err
	}
	body, err := readBody(tx.Bucket(bodies), id)
	if err != nil {
		return nil, err
	}
	return body.Proposal(head), nil
}

// createdLayout is of a fixed width: the order of such texts is that in time.
const createdLayout = "2006-01-02T15:04:05.000000000"

func writeHead(tx *bbolt.Tx, h proposal.Head) error {
	if err := put(tx.Bucket(heads), []byte(h.ID), h); err != nil {
		return err
	}
	if err := tx.Bucket(listing).Put(listed(h), []byte(h.Status)); err != nil {
		return err
	}
	at := append(ofObject(h.Source.Bucket, h.Source.Slot()), h.ID...)
	if h.Status == proposal.Pending && h.Source.Object != "" {
		return tx.Bucket(pending).Put(at, nil)
	}
	return tx.Bucket(pending).Delete(at)
}

// listed is where a proposal stands in the listing.
func listed(h proposal.Head) []byte {
	return append(h.CreatedAt.UTC().AppendFormat(number(h.Event), createdLayout), h.ID...)
}

// ofObject is how the keys of the proposals with a slot begin. Quotes tell where the names end, whatever they are made
// of.
func ofObject(bucket, object string) []byte { return fmt.Appendf(nil, "%q%q", bucket, object) }

// beginning yields the rest of the keys that begin with prefix, in their order.
func beginning(b *bbolt.Bucket, prefix []byte) func(yield func(rest []byte) bool) {
	return func(yield func([]byte) bool) {
		c := b.Cursor()
		for key, _ := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = c.Next() {
			if !yield(key[len(prefix):]) {
				return
			}
		}
	}
}

// listHeads walks back through the listing, from the newest proposal of the event or the one that the page comes after.
func listHeads(tx *bbolt.Tx, id event.ID, page proposal.Page) ([]proposal.Head, error) {
	end := number(id + 1)
	if page.After != "" {
		last, err := get[proposal.Head](tx.Bucket(heads), []byte(page.After))
		if err == nil && last.Event != id {
			err = access.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		end = listed(last)
	}
	var list []proposal.Head
	c := tx.Bucket(listing).Cursor()
	key, _ := c.Seek(end)
	var status []byte
	if key == nil { // nothing is at the end or behind it
		key, status = c.Last()
	} else {
		key, status = c.Prev()
	}
	wanted := func(s proposal.Status) bool { return page.Stored == nil || slices.Contains(page.Stored, s) }
	for ; bytes.HasPrefix(key, number(id)) && (page.Limit == 0 || len(list) < page.Limit); key, status = c.Prev() {
		if len(status) > 0 && !wanted(proposal.Status(status)) {
			continue // its head need not be decoded
		}
		head, err := get[proposal.Head](tx.Bucket(heads), key[len(number(id))+len(createdLayout):])
		if err != nil {
			return nil, err
		}
		if wanted(head.Status) { // a former version wrote no status into the listing
			list = append(list, head)
		}
	}
	return list, nil
}
