// Whose right a rule of the calendar is: Google may have it under another address than we gave it to. Only its answer
// to our own write tells; of Gmail everybody knows.
//
//	there is a rule with                             | then it is that of the person
//	the address that we write                        | yes
//	the one that Google answered with when we gave   | yes
//	them the right                                   |
//	another one of the same mailbox of Gmail         | yes
//	any other                                        | no
//
// If a run dies before that answer is remembered, and the person is off before the next one, the right stays: nobody
// can tell whose it is.

package calsync

import (
	"maps"
	"slices"

	"kursbuch.internal/shared/jobcal"
)

// rights are those of single persons.
type rights struct {
	rules   map[string]Rule   // by mail address, as Google has it
	boxes   map[string]Rule   // the same, by mailbox
	spelled map[string]string // see [Core.Spelled]
}

func (s *Situation) rights() rights {
	r := rights{map[string]Rule{}, map[string]Rule{}, s.Memory.Core.Spelled}
	for _, rule := range s.Rules {
		if rule.Scope == "" && rule.Mail != "" {
			r.rules[rule.Mail], r.boxes[jobcal.Mailbox(rule.Mail)] = rule, rule
		}
	}
	return r
}

// of is the right of somebody, by the mail address that we write; zero: they have none.
func (r rights) of(mail string) Rule {
	for _, spelled := range []string{mail, r.spelled[mail]} {
		if rule, there := r.rules[spelled]; there {
			return rule
		}
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

// Granted is the core once somebody was given the right to read. spelled is how Google spells them; empty: it did not
// say.
func (c Core) Granted(mail, spelled string) Core {
	all := map[string]string{} // what was remembered may share the one before
	maps.Copy(all, c.Spelled)
	delete(all, mail)
	if spelled != "" && spelled != mail {
		all[mail] = spelled
	}
	c.Spelled = all
	return c
}

// stillSpelled is the core without spellings of whom we gave no right that is left.
func (c Core) stillSpelled() Core {
	c.Spelled = maps.Clone(c.Spelled)
	maps.DeleteFunc(c.Spelled, func(mail, _ string) bool { return !slices.Contains(c.Readers, mail) })
	return c
}
