package calsync

import (
	"testing"
	"time"
)

// What each part of an entry is to the table of fields: the field that says that it changed, if any, and whether it is
// something that we want.
func TestWhatCountsOfAnEntry(t *testing.T) {
	whole := Entry{ID: "a", ETag: "1", Title: "Probe", Start: time.Unix(0, 0), End: time.Unix(3600, 0),
		Zone: "Europe/Berlin", Guests: []Guest{{Mail: "anna@kursbuch.example"}}}
	for about, c := range map[string]struct {
		change func(*Entry)
		field  Field // empty: it makes no difference
		wish   bool
	}{
		"the title":           {func(e *Entry) { e.Title = "x" }, FieldTitle, true},
		"the beginning":       {func(e *Entry) { e.Start = time.Unix(1, 0) }, FieldTime, true},
		"the end":             {func(e *Entry) { e.End = time.Unix(1, 0) }, FieldTime, true},
		"all day":             {func(e *Entry) { e.AllDay = true }, FieldTime, true},
		"the same in a zone":  {func(e *Entry) { e.Start = e.Start.In(time.FixedZone("x", 3600)) }, "", false},
		"the name of a zone":  {func(e *Entry) { e.Zone = "Europe/Paris" }, "", true},
		"the location":        {func(e *Entry) { e.Location = "x" }, FieldLocation, true},
		"the description":     {func(e *Entry) { e.Description = "x" }, FieldDescription, true},
		"another guest":       {func(e *Entry) { e.Guests = append(e.Guests, Guest{Mail: "b"}) }, FieldGuests, true},
		"no guest":            {func(e *Entry) { e.Guests = nil }, FieldGuests, true},
		"a guest's answer":    {func(e *Entry) { e.Guests = []Guest{{Mail: e.Guests[0].Mail, Answer: "x"}} }, "", false},
		"a guest's comment":   {func(e *Entry) { e.Guests = []Guest{{Mail: e.Guests[0].Mail, Comment: "x"}} }, "", false},
		"what a guest is":     {func(e *Entry) { e.Guests = []Guest{{Mail: e.Guests[0].Mail, Resource: true}} }, "", true},
		"the colour":          {func(e *Entry) { e.Colour = "1" }, FieldCategory, true},
		"private":             {func(e *Entry) { e.Private = true }, FieldPrivate, true},
		"free":                {func(e *Entry) { e.Free = true }, FieldFree, true},
		"the link":            {func(e *Entry) { e.Link = "x" }, FieldLink, true},
		"guests may modify":   {func(e *Entry) { e.GuestsModify = true }, FieldGuestRights, true},
		"guests may invite":   {func(e *Entry) { e.GuestsInvite = true }, FieldGuestRights, true},
		"guests see others":   {func(e *Entry) { e.GuestsSee = true }, FieldGuestRights, true},
		"the mark":            {func(e *Entry) { e.Mark.Generation = 1 }, FieldMark, false},
		"deleted":             {func(e *Entry) { e.Cancelled = true }, FieldCancelled, false},
		"a series":            {func(e *Entry) { e.Series = true }, FieldSeries, false},
		"the version":         {func(e *Entry) { e.ETag = "2" }, "", false},
		"the ID":              {func(e *Entry) { e.ID = "b" }, "", false},
		"whose calendar's it": {func(e *Entry) { e.Organizer = "x" }, "", false},
	} {
		t.Run(about, func(t *testing.T) {
			other := whole
			c.change(&other)
			found := changes(whole, other)
			if same(whole, other) != (c.field == "") || len(found) > 1 || len(found) == 1 && found[0].Field != c.field ||
				len(found) == 0 && c.field != "" {
				t.Errorf("same %v, changes %v", same(whole, other), found)
			}
			if wish := whole.hash() != other.hash(); wish != c.wish {
				t.Errorf("another wish: %v", wish)
			}
		})
	}
}
