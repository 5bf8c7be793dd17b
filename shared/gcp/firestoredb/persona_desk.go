package firestoredb

import (
	"errors"
	"slices"

	"cloud.google.com/go/firestore"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/persona"
)

// desk is where a transaction changes the directory.
type desk struct {
	store *Store
	pages map[string]people // those that were read
	dirty map[string]bool   // those to write
	// moved are events of a former version, whose own personas are among the pages now; left is what held them.
	moved, left []*firestore.DocumentRef
}

// openDesk reads the pages of some personas, and all that events of former versions have of their own: the first change
// takes that over into the directory, which knows it better where it knows it.
func (s *Store) openDesk(tx *firestore.Transaction, ids []event.PersonaID) (*desk, error) {
	d := &desk{store: s, pages: map[string]people{}, dirty: map[string]bool{}}
	older, err := d.older(tx)
	if err != nil {
		return nil, err
	}
	for _, all := range older {
		for id := range all {
			ids = append(slices.Clip(ids), id)
		}
	}
	if err := d.read(tx, ids); err != nil {
		return nil, err
	}
	for _, all := range older {
		d.add(all)
	}
	return d, nil
}

// older are the personas of each event of a former version, by the events' IDs.
func (d *desk) older(tx *firestore.Transaction) (older []people, err error) {
	query := d.store.client.Collection("events").Select("format", "directory")
	err = eachEvent(tx, query, func(ref *firestore.DocumentRef, _ event.ID, doc eventDoc) error {
		if doc.Directory {
			return nil
		}
		all, pages := people{}, ref.Collection("personas")
		if err := readOwn(tx, pages, all); err != nil {
			return err
		}
		for n := range all {
			all[n].IsOrga = false
		}
		var s event.Snapshot
		if err := readSection(tx, ref.Collection(string(event.Registrations)), &s.Registrations); err != nil {
			return err
		}
		for id, p := range s.Newcomers() { // events of the first versions have none besides
			if all[id] == nil {
				all[id] = p
			}
		}
		held, err := tx.Documents(pages).GetAll()
		d.left = append(d.left, refsOf(held)...)
		d.moved, older = append(d.moved, ref), append(older, all)
		return err
	})
	return older, err
}

func (d *desk) read(tx *firestore.Transaction, ids []event.PersonaID) error {
	var refs []*firestore.DocumentRef
	for _, id := range ids {
		if name := pageOf(id); d.pages[name] == nil {
			d.pages[name] = people{}
			refs = append(refs, d.store.directory().Doc(name))
		}
	}
	if len(refs) == 0 {
		return nil
	}
	found, err := tx.GetAll(refs)
	for _, f := range found {
		err = errors.Join(err, decodePage(f, d.pages[f.Ref.ID]))
	}
	return err
}

// find gives those of some personas that there are.
func (d *desk) find(ids []event.PersonaID) people {
	found := people{}
	for _, id := range ids {
		if p := d.pages[pageOf(id)][id]; p != nil {
			found[id] = p
		}
	}
	return found
}

// add adds those that the directory lacks.
func (d *desk) add(all people) {
	for id, p := range all {
		if d.pages[pageOf(id)][id] == nil {
			d.put(id, p)
		}
	}
}

// put writes a persona over the one that there was; nil deletes it.
func (d *desk) put(id event.PersonaID, p *event.Person) {
	name := pageOf(id)
	d.dirty[name] = true
	if p == nil {
		delete(d.pages[name], id)
		return
	}
	d.pages[name][id] = p
}

// write adds what became of the directory to what is written.
func (d *desk) write(b *batch) error {
	for name := range event.Sorted(d.dirty) {
		ref := d.store.directory().Doc(name)
		if len(d.pages[name]) == 0 {
			b.delete(ref)
			continue
		}
		var page []*event.Person
		for _, p := range event.Sorted(d.pages[name]) {
			page = append(page, p)
		}
		pieces, err := pack(page)
		if err != nil {
			return err
		}
		data := slices.Concat(pieces...)
		b.set(ref, packedDoc{stamp: stamp{format}, Data: data}, len(data))
	}
	for _, ref := range d.moved {
		b.set(ref, []firestore.Update{{Path: "directory", Value: true}}, 0)
	}
	for _, ref := range d.left {
		b.delete(ref)
	}
	if len(d.dirty) == 0 {
		return nil
	}
	return b.text(d.store.directoryVersion(), persona.NewVersion())
}
