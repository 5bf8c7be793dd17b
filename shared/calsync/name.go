// How that which would go is called, so that somebody can judge it: reports keep only the losses.

package calsync

import (
	"cmp"
	"slices"
	"time"
)

// Names tell to which appointments losses belong, by what is remembered, and to whom mail addresses do.
type Names struct {
	keys    map[EntryID]Key
	records map[Key]Record
	mails   map[string]string
}

// NamedLoss is a loss with what people call it. Of what went in the meantime title and start may not be known any more.
type NamedLoss struct {
	Loss
	Key   Key    `json:"key,omitempty"` // of the appointment; empty: it is a right to read
	Title string `json:"title,omitempty"`
	// Start is in the time zone of the entry; all day, it is midnight UTC of the first day.
	Start  time.Time `json:"start,omitzero"`
	AllDay bool      `json:"all_day,omitzero"`
	// Name is that of the person or resource with the mail address; empty: nobody has it any more.
	Name string `json:"name,omitempty"`
}

// Names are those of the entries of an installation. of has the persons and resources; nobody is named who is not
// there.
func (m *Memory) Names(instance string, of Supply) Names {
	n := Names{keys: map[EntryID]Key{}, records: m.Records, mails: map[string]string{}}
	for _, r := range of.Resources {
		n.mails[r.Mail] = r.Name
	}
	for _, p := range of.Persons {
		n.mails[p.Mail] = cmp.Or(p.Name, p.ShortName)
	}
	delete(n.mails, "")
	for key, r := range m.Records {
		for generation := range r.Generation + 1 { // there may be entries of earlier ones
			n.keys[Mark{instance, key, generation}.ID()] = key
		}
		if r.Echo != nil { // a server may have given it another ID
			n.keys[r.Echo.ID] = key
		}
	}
	return n
}

// Of gives losses their names, in the order of the appointments; rights to read come last.
func (n Names) Of(losses []Loss) []NamedLoss {
	named := make([]NamedLoss, len(losses))
	for i, loss := range losses {
		named[i] = NamedLoss{Loss: loss, Key: n.keys[loss.Entry], Name: n.mails[loss.Mail]}
		if e := n.records[named[i].Key].Echo; e != nil {
			named[i].Title, named[i].Start, named[i].AllDay = e.Title, e.local(), e.AllDay
		}
	}
	slices.SortFunc(named, func(a, b NamedLoss) int {
		return cmp.Or(compareBool(a.Entry == "", b.Entry == ""), compareBool(a.Start.IsZero(), b.Start.IsZero()),
			a.Start.Compare(b.Start), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Mail, b.Mail))
	})
	return named
}

// compareBool has what is so come after what is not.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// local is when an entry begins, as people there say it. Where a server does not give the zone it is that of the job
// calendar's tables.
func (e Entry) local() time.Time {
	if e.AllDay {
		return e.Start
	}
	zone, err := time.LoadLocation(cmp.Or(e.Zone, "Europe/Berlin"))
	if err != nil { // Google may know one that is unknown here
		return e.Start
	}
	return e.Start.In(zone)
}
