// Which mail addresses are one mailbox, however they are written.
//
//	annab@gmail.com, anna.b@gmail.com, annab+kurs@googlemail.com  | one mailbox of Gmail
//	any other two addresses                                       | two mailboxes, as far as anybody knows

package jobcal

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// Mailbox is the one spelling of all those that a mailbox of Gmail has; any other address stays as it is. The address
// is in small letters.
func Mailbox(mail string) string {
	name, domain, _ := strings.Cut(mail, "@")
	if domain != "gmail.com" && domain != "googlemail.com" {
		return mail
	}
	name, _, _ = strings.Cut(name, "+")
	return strings.ReplaceAll(name, ".", "") + "@gmail.com"
}

// Mailboxes warns of persons who share a mailbox, with the path of the second one: Google takes both for one guest, who
// has one answer.
func (b *Book) Mailboxes(found *problem.List) {
	first := map[string]Person{}
	for id, p := range event.Sorted(b.Persons) {
		box := Mailbox(p.Mail)
		if was, taken := first[box]; taken && p.Mail != "" {
			found.Add(jsontext.Pointer("/persons").AppendToken(string(id)), oncalendar.SameMailbox, was.Name, p.Name)
		} else {
			first[box] = p
		}
	}
}
