package calsync

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fields says of an entry what each of [Fields] is, in their order.
var fields = []func(Entry) string{
	func(e Entry) string { return e.Title },
	func(e Entry) string { return e.when() },
	func(e Entry) string { return e.Location },
	func(e Entry) string { return e.Description },
	func(e Entry) string { return strings.Join(e.mails(), ", ") },
	func(e Entry) string { return e.Colour },
	func(e Entry) string { return strconv.FormatBool(e.Private) },
	func(e Entry) string { return strconv.FormatBool(e.Free) },
	func(e Entry) string { return e.Link },
	func(e Entry) string { return e.rights() },
	func(e Entry) string { return e.Mark.String() },
	func(e Entry) string { return strconv.FormatBool(e.Cancelled) },
	func(e Entry) string { return strconv.FormatBool(e.Series) },
}

// when is the time of an entry for people and, but for the name of the zone, for comparing: as instants, as Google may
// call a zone by another of its names.
func (e Entry) when() string {
	if e.AllDay {
		return e.Start.Format(time.DateOnly) + "/" + e.End.Format(time.DateOnly)
	}
	return e.Start.UTC().Format(time.RFC3339) + "/" + e.End.UTC().Format(time.RFC3339)
}

func (e Entry) mails() []string {
	mails := make([]string, len(e.Guests))
	for i, g := range e.Guests {
		mails[i] = g.Mail
	}
	slices.Sort(mails)
	return mails
}

func (e Entry) rights() string {
	var may []string
	for right, given := range map[string]bool{"modify": e.GuestsModify, "invite": e.GuestsInvite, "see": e.GuestsSee} {
		if given {
			may = append(may, right)
		}
	}
	slices.Sort(may)
	return strings.Join(may, ", ")
}

// changes are what has to be changed to make one entry the same as another, as far as it is ours: what guests answer is
// theirs.
func changes(from, to Entry) []Change {
	var found []Change
	for i, value := range fields {
		if was, is := value(from), value(to); was != is {
			found = append(found, Change{Fields[i], was, is})
		}
	}
	return found
}

// same reports whether nothing has to be changed.
func same(a, b Entry) bool {
	return !slices.ContainsFunc(fields, func(value func(Entry) string) bool { return value(a) != value(b) })
}

// hash tells whether we want something else than before. The mark is left out: which generation an entry is of is
// nothing that somebody wants.
func (e Entry) hash() string {
	text := make([]byte, 0, 256+len(e.Description))
	add := func(part string) {
		text = append(append(strconv.AppendInt(text, int64(len(part)), 10), ':'), part...)
	}
	for _, part := range []string{e.Title, e.Description, e.Location, e.Zone, e.Colour, e.Link} {
		add(part)
	}
	for _, n := range []int64{e.Start.Unix(), e.End.Unix(), int64(len(e.Guests))} {
		text = append(strconv.AppendInt(text, n, 10), ' ')
	}
	for _, is := range []bool{e.AllDay, e.Private, e.Free, e.GuestsModify, e.GuestsInvite, e.GuestsSee} {
		text = strconv.AppendBool(text, is)
	}
	for _, g := range e.Guests {
		add(g.Mail)
		text = strconv.AppendBool(text, g.Resource)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// unanswered is an entry without what its guests wrote, and its version.
func (e Entry) unanswered() Entry {
	e.ETag, e.Guests = "", slices.Clone(e.Guests)
	for i, g := range e.Guests {
		e.Guests[i] = Guest{Mail: g.Mail, Resource: g.Resource}
	}
	return e
}

// answered is an entry with the answers that its guests gave: as they are in Google or, of guests who are not there any
// more, as they were. A deleted entry may have forgotten them.
func (e Entry) answered(listed Entry, remembered map[string]string) Entry {
	e.Guests = slices.Clone(e.Guests)
	for i, g := range e.Guests {
		was, there := listed.guest(g.Mail)
		if there && !(listed.Cancelled && !was.answered() && remembered[g.Mail] != "") {
			was.Resource = g.Resource
			e.Guests[i] = was
		} else {
			e.Guests[i].Answer = remembered[g.Mail]
		}
	}
	return e
}

// answers are those of the guests, by mail address; of guests who are not there, those that are remembered. Who is
// there and has not answered was asked once more by somebody.
func (e Entry) answers(remembered map[string]string) map[string]string {
	given := maps.Clone(remembered)
	if given == nil {
		given = map[string]string{}
	}
	for _, g := range e.Guests {
		if g.answered() {
			given[g.Mail] = g.Answer
		} else if !e.Cancelled {
			delete(given, g.Mail)
		}
	}
	return given
}

func (g Guest) answered() bool { return g.Answer != "" && g.Answer != "needsAction" }

// known is the entry as it was written last, with the answers as they were read last; nil if there is none.
func (r Record) known() *Entry {
	if r.Echo == nil {
		return nil
	}
	e := *r.Echo
	e.Guests = slices.Clone(e.Guests)
	for i, g := range e.Guests {
		e.Guests[i].Answer = r.Answers[g.Mail]
	}
	return &e
}
