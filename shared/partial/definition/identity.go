package definition

import (
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem/onevent"
)

// item is a field or a fee as somebody wants it.
type item struct {
	id   *int32
	name string
	kind string // only what is of the same kind can be the same
	at   jsontext.Pointer
}

// identify finds out which of a section is meant, and gives placeholders to what is new. Names are those of the present
// ones, by kind and name.
func (a *asker) identify(section event.Section, items []item, now map[event.Key]item) {
	named := map[[2]string]int32{}
	for k, i := range now {
		named[[2]string{i.kind, i.name}] = k.ID
	}
	lowest := int32(0)
	var unnamed []item
	for _, i := range items {
		k := event.Key{Section: section, ID: *i.id}
		if lowest = min(lowest, k.ID); k.ID == 0 {
			unnamed = append(unnamed, i)
			continue
		}
		if known, ok := now[k]; a.known(k, i.at+"/id") && ok && known.kind != i.kind {
			a.found.Add(i.at+"/association", onevent.NeverChanges, known.name, "association")
		}
	}
	var fresh []item
	for _, i := range unnamed {
		if id, ok := named[[2]string{i.kind, i.name}]; ok && !a.named[event.Key{Section: section, ID: id}] {
			*i.id = id
			a.named[event.Key{Section: section, ID: id}] = true
			continue
		}
		fresh = append(fresh, i)
	}
	missing := map[string][]event.Key{}
	for _, k := range a.missing(section) {
		missing[now[k].kind] = append(missing[now[k].kind], k)
	}
	for _, i := range fresh {
		if gone := missing[i.kind]; len(gone) > 0 {
			a.found.Add(i.at, onevent.RenamedOrReplaced, i.name, now[gone[0]].name, gone[0].ID)
			missing[i.kind] = append(gone[1:], gone[0]) // each is named before one is named again
		}
		lowest--
		*i.id = lowest
	}
}

func (a *asker) fields() {
	describe := func(f *event.Field) item {
		return item{(*int32)(&f.ID), f.Name, string(f.Association), jsontext.Pointer("/fields").AppendToken(f.Name)}
	}
	now, items := map[event.Key]item{}, []item{}
	for _, f := range a.now.Fields {
		now[event.Key{Section: event.DefinedFields, ID: int32(f.ID)}] = describe(&f)
	}
	for i := range a.wanted.Fields {
		items = append(items, describe(&a.wanted.Fields[i]))
	}
	a.identify(event.DefinedFields, items, now)
}

func (a *asker) fees() {
	describe := func(f *event.Fee) item {
		return item{(*int32)(&f.ID), f.Title, "", jsontext.Pointer("/fees").AppendToken(f.Title)}
	}
	now, items := map[event.Key]item{}, []item{}
	for _, f := range a.now.Fees {
		now[event.Key{Section: event.DefinedFees, ID: int32(f.ID)}] = describe(&f)
	}
	for i := range a.wanted.Fees {
		items = append(items, describe(&a.wanted.Fees[i]))
	}
	a.identify(event.DefinedFees, items, now)
}
