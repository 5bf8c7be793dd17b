package access

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// maxMail is how many characters a mail address has at most.
const maxMail = 254

// Address is a mail address as Google knows it: in small letters, the domain in ASCII. False if it is none.
func Address(text string) (address string, ok bool) {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text { // a name before it, a comment behind, quotes
		return "", false
	}
	i := strings.LastIndexByte(text, '@')
	domain, err := idna.Lookup.ToASCII(text[i+1:])
	if err != nil || !strings.Contains(domain, ".") || strings.ContainsAny(domain, "[]:") {
		return "", false
	}
	local := text[:i]
	if len(local) > 64 || strings.ContainsFunc(local, func(r rune) bool { return r > unicode.MaxASCII || r == '"' }) {
		return "", false
	}
	address = strings.ToLower(local) + "@" + domain
	return address, len(address) <= maxMail
}
