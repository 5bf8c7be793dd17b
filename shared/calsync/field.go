// The fields of an entry: what there is to know of each stands in one table, from which it is read how two entries
// differ, what people are told of that, and whether an appointment wants something else than before.

package calsync

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Field is something about an entry that is ours.
type Field string

// The fields.
const (
	FieldTitle       Field = "title"
	FieldTime        Field = "time"
	FieldLocation    Field = "location"
	FieldDescription Field = "description"
	FieldGuests      Field = "guests"
	FieldCategory    Field = "category"
	FieldPrivate     Field = "private"
	FieldFree        Field = "free"
	FieldLink        Field = "link"
	FieldGuestRights Field = "guest_rights"
	FieldMark        Field = "mark"
	FieldCancelled   Field = "cancelled"
	FieldSeries      Field = "series"
	FieldZone        Field = "zone"
)

// Change is a field of an entry that is to have another value.
type Change struct {
	Field Field  `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// trait is what there is to know of a field.
type trait struct {
	name Field
	// said is the value as people read it. Two values that are said alike are the same to us.
	said func(Entry) string
	// wished is the value as it counts for the hash of what we want; nil: nobody wants anything of it.
	wished func(Entry) string
	// loose fields may differ without any harm, so that alone they are no reason to write.
	loose bool
}

// traits are all fields, in the order in which people are told of them. There is no other list of them: what is
// compared, said, hashed is read from here. (How Google stores an entry is package gcal's; an update always writes it
// whole.)
//
//	field        | differs if                       | counts as a wish
//	most         | it is said otherwise             | as it is said
//	guests       | others are invited; what guests  | with whether each is a resource, which Google has to be told and
//	             | answer is theirs                 | does not always repeat
//	zone         | never by itself: Google may call | yes: whoever changes only the zone wants it to be shown
//	             | one by another of its names      |
//	mark         | the entry is another's, or of    | no: which generation an entry is of is nothing that somebody wants
//	             | another generation               |
//	cancelled,   | somebody deleted the entry, or   | no: it never is what anybody wants
//	series       | made a series of it              |
var traits = []trait{
	{FieldTitle, ofTitle, ofTitle, false},
	{FieldTime, Entry.when, Entry.when, false},
	{FieldLocation, ofLocation, ofLocation, false},
	{FieldDescription, ofDescription, ofDescription, false},
	{FieldGuests, func(e Entry) string { return strings.Join(e.mails(), ", ") }, Entry.attendance, false},
	{FieldCategory, ofColour, ofColour, false},
	{FieldPrivate, ofPrivate, ofPrivate, false},
	{FieldFree, ofFree, ofFree, false},
	{FieldLink, ofLink, ofLink, false},
	{FieldGuestRights, Entry.rights, Entry.rights, false},
	{FieldMark, func(e Entry) string { return e.Mark.String() }, nil, false},
	{FieldCancelled, func(e Entry) string { return strconv.FormatBool(e.Cancelled) }, nil, false},
	{FieldSeries, func(e Entry) string { return strconv.FormatBool(e.Series) }, nil, false},
	{FieldZone, ofZone, ofZone, true},
}

func ofTitle(e Entry) string       { return e.Title }
func ofLocation(e Entry) string    { return e.Location }
func ofDescription(e Entry) string { return e.Description }
func ofColour(e Entry) string      { return e.Colour }
func ofPrivate(e Entry) string     { return strconv.FormatBool(e.Private) }
func ofFree(e Entry) string        { return strconv.FormatBool(e.Free) }
func ofLink(e Entry) string        { return e.Link }
func ofZone(e Entry) string        { return e.Zone }

// when is the time of an entry: its days or, as Google may call a zone by another of its names, its instants in UTC.
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

// attendance is who is invited, and which of them are resources.
func (e Entry) attendance() string {
	var text strings.Builder
	for _, g := range e.Guests {
		text.WriteString(g.Mail + " " + strconv.FormatBool(g.Resource) + " ")
	}
	return text.String()
}

// rights are what guests may do.
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

// changes are what has to be changed to make one entry the same as another.
func changes(from, to Entry) []Change {
	var found []Change
	for _, t := range traits {
		was, is := t.said(from), t.said(to)
		if was != is && !t.loose {
			found = append(found, Change{t.name, was, is})
		}
	}
	return found
}

// same reports whether nothing has to be changed. It is asked of every entry in every run, so it stops at the first
// difference.
func same(a, b Entry) bool {
	return !slices.ContainsFunc(traits, func(t trait) bool { return !t.loose && t.said(a) != t.said(b) })
}

// hash tells whether we want something else than before. Records keep it: if it is made in another way, every entry
// that Google stores otherwise than it was sent is written once more.
func (e Entry) hash() string {
	text := make([]byte, 0, 256+len(e.Description))
	for _, t := range traits {
		if t.wished != nil {
			value := t.wished(e)
			text = append(append(strconv.AppendInt(text, int64(len(value)), 10), ':'), value...)
		}
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
