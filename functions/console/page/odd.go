package page

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"kursbuch.internal/shared/problem"
)

// brief is how many characters of a text are shown where it is one of many.
const brief = 300

// odd tells whether a character would show nothing, or would change how others are shown: reversing the direction of
// reading makes fdp.exe of exe.pdf.
func odd(r rune) bool {
	switch {
	case r == '\n', r == ' ':
		return false
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
		return true
	case r == '\u2800', r == '\u3164', r == '\uffa0', r == '\u115f', r == '\u1160': // blank without being a space
		return true
	case unicode.IsSpace(r):
		return r != '\u00a0' && r != '\u202f'
	}
	return false
}

// piled tells how many marks in a row sit on one letter; text that does so climbs over its neighbours.
const piled = 4

// shown is a text that somebody else wrote, safe in a page: what would be invisible or confusing is named, what is very
// long is cut at limit characters. It is isolated, so that its direction ends where it ends.
func shown(lang problem.Language, text string, limit int) template.HTML {
	var b strings.Builder
	b.WriteString("<bdi>")
	total, written, marks := utf8.RuneCountInString(text), 0, 0
	var before rune
	for _, r := range text {
		if written == limit && total > limit*5/4 {
			break
		}
		written++
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			if marks++; marks >= piled {
				continue
			}
		} else {
			marks = 0
		}
		joined := r == '\u200d' && before >= '\u2190' // a joiner between parts of one emoji
		before = r
		if odd(r) && !joined {
			fmt.Fprintf(&b, `<span class="badge wait odd" title="%s">U+%04X</span>`,
				template.HTMLEscapeString(common.say(lang, "odd.character")), r)
			continue
		}
		template.HTMLEscape(&b, []byte(string(r)))
	}
	b.WriteString("</bdi>")
	if written < total {
		count := Reader{Lang: lang}.Number(total)
		b.WriteString(`… <span class="muted small">(` + template.HTMLEscapeString(common.say(lang, "odd.long", count)) +
			`)</span>`)
	}
	if total == 0 {
		return template.HTML(`<span class="gone">` + template.HTMLEscapeString(common.say(lang, "odd.empty")) + `</span>`)
	}
	return template.HTML(b.String())
}

// plain is a text for where there can be no element: the title of a window.
func plain(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if odd(r) {
			return -1
		}
		return r
	}, text))
	return string(runes[:min(len(runes), 100)])
}

// initials are those of a name, for the picture of who is signed in.
func initials(name string) string {
	var letters []rune
	for _, word := range strings.Fields(name) {
		if first := strings.IndexFunc(word, unicode.IsLetter); first >= 0 {
			r, _ := utf8.DecodeRuneInString(word[first:])
			letters = append(letters, unicode.ToUpper(r))
		}
	}
	switch n := len(letters); n {
	case 0:
		return "?"
	case 1:
		return string(letters)
	default:
		return string([]rune{letters[0], letters[n-1]})
	}
}
