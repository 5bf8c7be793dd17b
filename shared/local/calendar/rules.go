package calendar

import (
	"maps"
	"slices"
	"strings"

	api "google.golang.org/api/calendar/v3"
)

func (c *Calendar) listRules(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	var list []*api.AclRule
	for _, id := range slices.Sorted(maps.Keys(b.Rules)) {
		list = append(list, b.Rules[id])
	}
	p, err := paged(c, r, list)
	if err != nil {
		return result{}, err
	}
	return result{&api.Acl{Kind: "calendar#acl", Etag: p.etag, Items: p.items, NextPageToken: p.next,
		NextSyncToken: p.sync}, p.etag}, nil
}

func (c *Calendar) getRule(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	found := b.Rules[r.PathValue("ruleId")]
	if found == nil {
		return result{}, errUnknown
	}
	return result{found, found.Etag}, nil
}

// insertRule gives a role to somebody; who has one already gets the new one.
func (c *Calendar) insertRule(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	var wish api.AclRule
	if err := r.decode(&wish); err != nil {
		return result{}, err
	}
	return c.saveRule(r, b, &wish)
}

// updateRule serves PUT as well as PATCH: the role is all that can change.
func (c *Calendar) updateRule(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	old := b.Rules[r.PathValue("ruleId")]
	if old == nil {
		return result{}, errUnknown
	}
	if err := r.matches(old.Etag); err != nil {
		return result{}, err
	}
	wish, err := merged(old, r.body)
	if err != nil {
		return result{}, err
	}
	wish.Scope = old.Scope
	return c.saveRule(r, b, wish)
}

func (c *Calendar) saveRule(r *request, b *book, wish *api.AclRule) (result, error) {
	notify := r.text("sendNotifications") == "" || r.boolean("sendNotifications")
	if r.err != nil {
		return result{}, r.err
	}
	if err := checkRule(wish); err != nil {
		return result{}, err
	}
	if wish.Scope.Type == "default" {
		wish.Scope = &api.AclRuleScope{Type: "default"}
	}
	saved := rule(wish.Scope.Type, strings.ToLower(wish.Scope.Value), wish.Role)
	if saved.Id == "user:"+b.Owner && saved.Role != owner {
		return result{}, errOwnAccess
	}
	return result{saved, saved.Etag}, c.write(func(ch *change) error {
		doc := b.bookDoc
		doc.Rules = maps.Clone(doc.Rules)
		doc.Rules[saved.Id] = saved
		doc.Version = ch.next()
		ch.putBook(&c.state, doc)
		if notify && (saved.Scope.Type == "user" || saved.Scope.Type == "group") {
			ch.send(&c.state, []Mail{{Time: c.now(), To: saved.Scope.Value, Kind: Shared, Summary: b.Resource.Summary}})
		}
		return nil
	})
}

func checkRule(wish *api.AclRule) error {
	switch {
	case wish.Scope == nil || wish.Scope.Type == "":
		return required("Missing scope.")
	case wish.Role == "":
		return required("Missing role.")
	case !slices.Contains(roles, wish.Role):
		return invalid("", "Invalid role: %q", wish.Role)
	}
	switch wish.Scope.Type {
	case "default":
		return nil
	case "user", "group":
		if !ValidMail(wish.Scope.Value) {
			return invalid("", "Invalid scope value: %q", wish.Scope.Value)
		}
	case "domain":
		if wish.Scope.Value == "" {
			return required("Missing scope value.")
		}
	default:
		return invalid("", "Invalid scope type: %q", wish.Scope.Type)
	}
	return nil
}

func (c *Calendar) deleteRule(r *request) (result, error) {
	b, err := c.book(r, owner)
	if err != nil {
		return result{}, err
	}
	id := r.PathValue("ruleId")
	switch {
	case b.Rules[id] == nil:
		return result{}, errUnknown
	case id == "user:"+b.Owner:
		return result{}, errOwnAccess
	}
	return result{}, c.write(func(ch *change) error {
		doc := b.bookDoc
		doc.Rules = maps.Clone(doc.Rules)
		delete(doc.Rules, id)
		doc.Version = ch.next()
		ch.putBook(&c.state, doc)
		return nil
	})
}
