package calendar

import (
	"fmt"
	"slices"
	"strings"

	api "google.golang.org/api/calendar/v3"
)

// The roles, from none up. Each may all that those before it may.
var roles = []string{"none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner"}

const (
	reader = "reader"
	writer = "writer"
	owner  = "owner"
)

func atLeast(role, needed string) bool {
	return slices.Index(roles, role) >= slices.Index(roles, needed)
}

// role is what mail may do with b.
func (b *book) role(mail string) string {
	if mail == b.Owner {
		return owner
	}
	_, domain, _ := strings.Cut(mail, "@")
	role := "none"
	for _, id := range []string{"user:" + mail, "group:" + mail, "domain:" + domain, "default"} {
		if rule := b.Rules[id]; rule != nil && atLeast(rule.Role, role) {
			role = rule.Role
		}
	}
	return role
}

// book returns the calendar of the request's path, if the caller has the role on it. A calendar of which he may see
// nothing is unknown to him.
func (c *Calendar) book(r *request, needed string) (*book, error) {
	return c.bookOf(r.PathValue("calendarId"), r.caller, needed)
}

func (c *Calendar) bookOf(id, mail, needed string) (*book, error) {
	if id == "primary" {
		id = mail
	}
	b := c.state.books[id]
	if b == nil && id == mail {
		b = personal(mail)
	}
	if b == nil || b.role(mail) == "none" {
		return nil, errUnknown
	}
	switch role := b.role(mail); {
	case atLeast(role, needed), needed == writer && role == "writerWithoutPrivateAccess":
		return b, nil
	case needed == owner:
		return nil, errNonOwner
	default:
		return nil, errNonWriter
	}
}

// personal is a person's own calendar before anything was written on it: everybody has one, named as the mail.
func personal(mail string) *book {
	return newBook(bookDoc{
		Resource: &api.Calendar{Id: mail, Kind: "calendar#calendar", Etag: etag(0), Summary: mail, TimeZone: HomeZone},
		Owner:    mail,
		Rules:    map[string]*api.AclRule{"user:" + mail: rule("user", mail, owner)},
	})
}

// isPersonal tells whether b is somebody's own calendar.
func (b *book) isPersonal() bool { return b.Resource.Id == b.Owner }

func rule(scope, value, role string) *api.AclRule {
	id := scope
	if value != "" {
		id += ":" + value
	}
	return &api.AclRule{
		Id: id, Kind: "calendar#aclRule", Role: role,
		Etag: etagOf(id, role), Scope: &api.AclRuleScope{Type: scope, Value: value},
	}
}

// etag is that of the version.
func etag(version uint64) string { return fmt.Sprintf(`"33%014d"`, version) }

// etagOf is that of what the words describe completely.
func etagOf(words ...string) string { return `"` + hash(words...)[:20] + `"` }
