// Whose right a rule of the calendar is: Google may have it under another address than we gave it to.
//
//	there is a rule with                          | then it is that of the person
//	the address that we write                     | yes
//	the one that Google has for them as a guest   | yes, see spelling.go
//	another one of the same mailbox of Gmail      | yes
//	the same name in a domain that Google has for | yes: an alias of the domain
//	another guest of theirs, of the same name     |
//	any other                                     | no

package calsync

import (
	"strings"

	"kursbuch.internal/shared/jobcal"
)

// rights are those of single persons.
type rights struct {
	rules map[string]Rule // by mail address, as Google has it
	boxes map[string]Rule // the same, by mailbox
	// spelled is how Google spells guests, domains what it has for the domains of those whose name stays the same.
	spelled, domains map[string]string
}

func (s *Situation) rights() rights {
	r := rights{map[string]Rule{}, map[string]Rule{}, map[string]string{}, map[string]string{}}
	for _, rule := range s.Rules {
		if rule.Scope == "" {
			r.rules[rule.Mail], r.boxes[jobcal.Mailbox(rule.Mail)] = rule, rule
		}
	}
	for _, record := range s.Memory.Records {
		for mail, spelled := range record.Spelled {
			if _, there := r.rules[spelled]; there {
				first(r.spelled, mail, spelled)
			}
			name, domain, _ := strings.Cut(mail, "@")
			if theirs, other, _ := strings.Cut(spelled, "@"); theirs == name && other != domain {
				first(r.domains, domain, other)
			}
		}
	}
	return r
}

// first notes the first of several values, so that whatever the order in which they come it is the same one.
func first(of map[string]string, key, value string) {
	if known, there := of[key]; !there || value < known {
		of[key] = value
	}
}

// of is the right of somebody, by the mail address that we write; zero: they have none.
func (r rights) of(mail string) Rule {
	name, domain, _ := strings.Cut(mail, "@")
	for _, spelled := range []string{mail, r.spelled[mail], name + "@" + r.domains[domain]} {
		if rule, there := r.rules[spelled]; there && spelled != "" {
			return rule
		}
	}
	if mail == "" {
		return Rule{}
	}
	return r.boxes[jobcal.Mailbox(mail)]
}

// revoke is the call that takes the right from somebody.
func (r rights) revoke(mail string) Call {
	c := Call{Verb: Revoke, Mail: mail}
	if has := r.of(mail).Mail; has != mail {
		c.Spelled = has
	}
	return c
}
