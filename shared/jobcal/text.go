// What texts may be: how long, of how many lines, without characters that nobody sees. What is an ID, a mail address, a
// link.

package jobcal

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// How many characters texts may have.
const (
	maxTitle       = 1024
	maxDescription = 7000 // Google cuts at 8,190, after what calsync adds
	maxLocation    = 1024
	maxLabel       = 100 // category, job number
	maxLink        = 2000
	maxName        = 200
	maxShortName   = 40
)

// line checks a text of one line.
func line(at jsontext.Pointer, text string, most int, found *problem.List) {
	if strings.ContainsAny(text, "\n\r\u2028\u2029\v\f\u0085") {
		found.Add(at, oncalendar.NotSingleLine)
	} else if strings.Contains(text, "\t") {
		found.Add(at, oncalendar.ControlCharacter, "Tab")
	} else if i := strings.IndexFunc(text, turnsText); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		found.Add(at, oncalendar.TurnsText, fmt.Sprintf("U+%04X", r))
	}
	paragraphs(at, text, most, found)
}

// turnsText reports whether a character makes what follows run from right to left, or back: a title with one of them
// reads as another one than it is, also in the lists, mails around it. Hebrew, Arabic text needs none.
func turnsText(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }

// mandatory checks a line that must not be empty.
func mandatory(at jsontext.Pointer, text string, most int, found *problem.List) {
	if strings.TrimSpace(text) == "" {
		found.Add(at, problem.Empty)
	}
	line(at, text, most, found)
}

// paragraphs checks a text of any number of lines.
func paragraphs(at jsontext.Pointer, text string, most int, found *problem.List) {
	if n := utf8.RuneCountInString(text); n > most {
		found.Add(at, oncalendar.TooLong, n, most)
	}
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			found.Add(at, oncalendar.ControlCharacter, fmt.Sprintf("%+q", text[i:i+1]))
			return
		case unicode.IsControl(r) && !strings.ContainsRune("\n\r\t\v\f\u0085", r):
			found.Add(at, oncalendar.ControlCharacter, fmt.Sprintf("U+%04X", r))
			return
		}
	}
}

// key is the form of IDs: they are names of documents, parts of addresses. Firestore knows no . and no .. and no __x__.
var key = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)

func identify[ID ~string](at jsontext.Pointer, id ID, found *problem.List) {
	if id == "" {
		found.Add(at, problem.Missing, "id")
	} else if !ValidID(id) {
		found.Add(at, oncalendar.NotKey, fmt.Sprintf("%q", string(id)))
	}
}

// ValidID reports whether something can be an ID: 1 to 128 letters, digits, dots, hyphens, underscores of ASCII, the
// first one a letter or a digit.
func ValidID[ID ~string](id ID) bool { return key.MatchString(string(id)) }

func link(text string, found *problem.List) {
	if text == "" {
		return
	}
	if n := utf8.RuneCountInString(text); n > maxLink {
		found.Add("/link", oncalendar.TooLong, n, maxLink)
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" ||
		strings.ContainsFunc(text, unprintable) {
		found.Add("/link", oncalendar.NotLink, fmt.Sprintf("%q", text))
	}
}

func unprintable(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// address is a mail address as [access.Address] has it.
func address(at jsontext.Pointer, text string, found *problem.List) string {
	if text == "" {
		return ""
	}
	whole, ok := access.Address(text)
	if !ok {
		found.Add(at, problem.NotMail, fmt.Sprintf("%q", text))
	}
	return whole
}

// oneLine is a text without what a line must not have.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }),
		" ")
}

// fit cuts a text that has more characters than it may.
func fit(text string, most int) string {
	if n := utf8.RuneCountInString(text); n <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
