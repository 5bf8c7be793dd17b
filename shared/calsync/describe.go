// What guests read below the title. Calendars show the first lines, so that what is needed on the day comes first:
//
//	Auftrag 4711
//
//	https://planung.example/4711
//
//	the description of the appointment, as far as Google keeps it
//
// Google takes it for HTML. Clients that do not, feeds, mails show it as it is, so that as little as possible is
// escaped:
//
//	character | escaped                                   | else it is
//	<         | always                                    | the beginning of a tag
//	&         | before a letter, a digit of ASCII, or a # | the beginning of a character's name, like &copy
//	> " ' …   | never                                     | itself, in a text

package calsync

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// maxDescription is how many UTF-16 units of a description Google keeps, 8,190 having been measured
// (keeper.sh#944). Nobody has written down whether it counts units, characters, or bytes, before or after it takes the
// HTML apart: this is the fewest of all but bytes. The acceptance asks, question description-limit.
const maxDescription = 8190

// longestWord is how many bytes a word may have that is left out as a whole: some scripts do not part words.
const longestWord = 200

// describe is the description of an appointment's entry. cut is whether it is only the beginning. The link is in it, as
// the link of its own is seen only by its maker.
func describe(a jobcal.Appointment) (text string, cut bool) {
	var parts []string
	if a.JobNumber != "" {
		parts = append(parts, "Auftrag "+a.JobNumber)
	}
	if a.Link != "" {
		parts = append(parts, a.Link)
	}
	if a.Description != "" {
		parts = append(parts, a.Description)
	}
	return escape(strings.Join(parts, "\n\n"), maxDescription)
}

// escape writes a text as HTML of at most so many UTF-16 units. Of what is longer it is the beginning, to the end of a
// word, with an ellipsis.
func escape(text string, most int) (html string, cut bool) {
	var b strings.Builder
	length, word, fits := 0, 0, 0 // units so far; of b, to the end of the last word, and with room for the ellipsis
	for i, r := range text {
		written, units := string(r), max(1, utf16.RuneLen(r))
		switch {
		case r == '<':
			written, units = "&lt;", 4
		case r == '&' && names(text[i+1:]):
			written, units = "&amp;", 5
		}
		if length < most {
			if fits = b.Len(); unicode.IsSpace(r) {
				word = fits
			}
		}
		length += units
		b.WriteString(written)
	}
	if html = b.String(); length <= most {
		return html, false
	}
	if word == 0 || fits-word > longestWord {
		word = fits
	}
	return strings.TrimRightFunc(html[:word], unicode.IsSpace) + "…", true
}

// names reports whether what follows an ampersand could be the name of a character.
func names(rest string) bool {
	if rest == "" {
		return false
	}
	c := rest[0]
	return c == '#' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// shortened tells of descriptions that Google would have cut.
func shortened(items []*item) (found problem.List) {
	var each problem.List
	var where []string
	for _, i := range items {
		if i.cut {
			each.Add(i.key.Path(), oncalendar.DescriptionCut, maxDescription)
			where = append(where, i.called())
		}
	}
	if len(where) <= mostTold {
		return each
	}
	found.Add("", oncalendar.DescriptionsCut, maxDescription, len(where), firstOf(where))
	return found
}
