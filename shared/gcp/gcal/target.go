// The calls about one calendar: which of Google's each call of a plan becomes, what is asked of a list.

package gcal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"kursbuch.internal/shared/calsync"
)

// target is one calendar.
type target struct {
	*Calendars
	id string
}

// fields are all that a [calsync.Entry] is made of.
const fields = "id,etag,status,summary,description,location,start,end,colorId,visibility,transparency,source(url)," +
	"attendees(email,resource,responseStatus,comment,additionalGuests,optional,organizer),organizer(email)," +
	"guestsCanModify,guestsCanInviteOthers,guestsCanSeeOtherGuests,extendedProperties(private),recurrence,recurringEventId"

// List implements [syncrun.Target]. Asking for event types is left out, as not every server knows them, and no other
// type has our mark. So is expanding series: if somebody makes one of an entry, its own ID is that of the series. What
// was changed in a single one of the series is left out here, it goes with the series. Who may only read is told so at
// once, as Google says it with each list: a run that has nothing to write would not find out. How many guests at most
// is not said either: all have to be there, or an update would take out the others.
func (t target) List(ctx context.Context, instance string, from time.Time) ([]calsync.Entry, int, error) {
	var entries []calsync.Entry
	seen := map[string]bool{}
	lists, err := pages(func(token string) (string, error) {
		page, err := ask(ctx, t.Calendars, call{}, func(ctx context.Context) (*calendar.Events, error) {
			list := t.list(instance, from)
			if token != "" {
				list.PageToken(token)
			}
			return list.Context(ctx).Do(t.options...)
		})
		if err != nil {
			return "", err
		}
		if readOnly[page.AccessRole] {
			return "", &calsync.Error{Failure: calsync.FailedNoWriter, Status: http.StatusOK, Reason: page.AccessRole}
		}
		for _, e := range page.Items {
			// showDeleted=false does not keep cancelled ones out (https://issuetracker.google.com/issues/421559834). While
			// entries change, one may be on two pages.
			if e == nil || e.Status == "cancelled" || e.RecurringEventId != "" || seen[e.Id] {
				continue
			}
			seen[e.Id] = true
			entries = append(entries, read(e))
		}
		return page.NextPageToken, nil
	})
	if err != nil {
		return nil, lists, fmt.Errorf("list entries: %w", err)
	}
	return entries, lists, nil
}

// readOnly are the roles with which we could not write what is to be written. A server that does not say is believed to
// let us.
var readOnly = map[string]bool{"none": true, "freeBusyReader": true, "reader": true}

func (t target) list(instance string, from time.Time) *calendar.EventsListCall {
	list := t.service.Events.List(t.id).MaxResults(2500).ShowDeleted(false).PrivateExtendedProperty(instanceProperty +
		"=" + instance)
	if !from.IsZero() {
		list.TimeMin(from.UTC().Format(time.RFC3339))
	}
	return list.Fields(googleapi.Field("nextPageToken,accessRole,items(" + fields + ")"))
}

// pages reads page after page, each by the token that the one before gave. A page may be empty and not be the last.
func pages(read func(token string) (next string, err error)) (lists int, err error) {
	token, known := "", map[string]bool{}
	for {
		lists++
		token, err = read(token)
		if err != nil || token == "" {
			return lists, err
		}
		if known[token] { // for ever
			return lists, &calsync.Error{Failure: calsync.FailedUnavailable, Status: http.StatusOK,
				Message: "the same page again"}
		}
		known[token] = true
	}
}

// Get implements [syncrun.Target].
func (t target) Get(ctx context.Context, id calsync.EntryID) (calsync.Entry, error) {
	e, err := ask(ctx, t.Calendars, call{within: t.id}, func(ctx context.Context) (*calendar.Event, error) {
		return t.service.Events.Get(t.id, string(id)).Fields(fields).Context(ctx).Do(t.options...)
	})
	if err != nil {
		return calsync.Entry{}, fmt.Errorf("get entry %s: %w", id, err)
	}
	return read(e), nil
}

// Do implements [syncrun.Target].
func (t target) Do(ctx context.Context, c calsync.Call) (entry calsync.Entry, err error) {
	switch c.Verb {
	case calsync.Insert:
		entry, err = t.insert(ctx, c)
	case calsync.Update:
		entry, err = t.update(ctx, c)
	case calsync.Delete:
		err = t.delete(ctx, c)
	case calsync.Grant:
		entry, err = t.grant(ctx, c.Mail)
	case calsync.Revoke:
		err = t.revoke(ctx, cmp.Or(c.Spelled, c.Mail))
	case calsync.Rename:
		err = t.rename(ctx, c.Name)
	default:
		err = &calsync.Error{Failure: calsync.FailedRefused, Message: "unknown verb"}
	}
	if err != nil {
		return calsync.Entry{}, fmt.Errorf("%s %s: %w", c.Verb, c.Key, err) // no mail address
	}
	return entry, nil
}

func (t target) insert(ctx context.Context, c calsync.Call) (calsync.Entry, error) {
	e, err := ask(ctx, t.Calendars, call{inserts: true, invites: true}, func(ctx context.Context) (*calendar.Event,
		error) {
		insert := t.service.Events.Insert(t.id, write(c.Entry)).SendUpdates(updates(c.Notify))
		return insert.Fields(fields).Context(ctx).Do(t.options...)
	})
	if err != nil {
		return calsync.Entry{}, err
	}
	return read(e), nil
}

func (t target) update(ctx context.Context, c calsync.Call) (calsync.Entry, error) {
	e, err := ask(ctx, t.Calendars, call{within: t.id, invites: true}, func(ctx context.Context) (*calendar.Event, error) {
		update := t.service.Events.Update(t.id, string(c.Entry.ID), write(c.Entry)).SendUpdates(updates(c.Notify))
		onlyIf(update.Header(), c.Entry.ETag)
		return update.Fields(fields).Context(ctx).Do(t.options...)
	})
	if err != nil {
		return calsync.Entry{}, err
	}
	return read(e), nil
}

func (t target) delete(ctx context.Context, c calsync.Call) error {
	return t.tell(ctx, call{within: t.id, invites: true}, func(ctx context.Context) error {
		deletion := t.service.Events.Delete(t.id, string(c.Entry.ID)).SendUpdates(updates(c.Notify))
		onlyIf(deletion.Header(), c.Entry.ETag)
		return deletion.Context(ctx).Do(t.options...)
	})
}

// grant gives a right, and tells whose it is to Google. Nobody has written down what Google says if it is there
// already: either way, it is.
func (t target) grant(ctx context.Context, mail string) (calsync.Entry, error) {
	rule := &calendar.AclRule{Role: "reader", Scope: &calendar.AclRuleScope{Type: "user", Value: mail}}
	given, err := ask(ctx, t.Calendars, call{inserts: true}, func(ctx context.Context) (*calendar.AclRule, error) {
		// Google would mail them: by default, and for each attempt.
		return t.service.Acl.Insert(t.id, rule).SendNotifications(false).Fields("scope").Context(ctx).Do(t.options...)
	})
	if failed, ok := errors.AsType[*calsync.Error](err); ok && failed.Failure == calsync.FailedExists {
		return calsync.Entry{}, nil
	}
	if err != nil || given.Scope == nil {
		return calsync.Entry{}, err
	}
	return calsync.Entry{Guests: []calsync.Guest{{Mail: lower(given.Scope.Value)}}}, nil
}

func (t target) revoke(ctx context.Context, mail string) error {
	return t.tell(ctx, call{within: t.id}, func(ctx context.Context) error {
		return t.service.Acl.Delete(t.id, "user:"+mail).Context(ctx).Do(t.options...)
	})
}

func (t target) rename(ctx context.Context, name string) error {
	return t.tell(ctx, call{}, func(ctx context.Context) error {
		_, err := t.service.Calendars.Patch(t.id,
			&calendar.Calendar{Summary: name}).Fields("id").Context(ctx).Do(t.options...)
		return err
	})
}

func onlyIf(h http.Header, etag string) {
	if etag != "" {
		h.Set("If-Match", etag)
	}
}

// updates is the parameter sendUpdates: nobody is mailed without being asked for.
func updates(n calsync.Notify) string {
	switch n {
	case calsync.NotifyAll:
		return "all"
	case calsync.NotifyExternal:
		return "externalOnly"
	}
	return "none"
}

// Rules implements [syncrun.Target]. Rights of groups, of domains, of everybody are among them: Revoke would not find
// them, but people are told of them.
func (t target) Rules(ctx context.Context) ([]calsync.Rule, int, error) {
	var rules []calsync.Rule
	lists, err := pages(func(token string) (string, error) {
		page, err := ask(ctx, t.Calendars, call{}, func(ctx context.Context) (*calendar.Acl, error) {
			list := t.service.Acl.List(t.id).MaxResults(250).Fields("nextPageToken,items(role,scope)")
			if token != "" {
				list.PageToken(token)
			}
			return list.Context(ctx).Do(t.options...)
		})
		if err != nil {
			return "", err
		}
		for _, rule := range page.Items {
			if rule == nil || rule.Scope == nil {
				continue
			}
			scope := rule.Scope.Type
			if scope == "user" {
				scope = ""
			}
			rules = append(rules, calsync.Rule{Scope: scope, Mail: lower(rule.Scope.Value), Role: rule.Role})
		}
		return page.NextPageToken, nil
	})
	if err != nil {
		return nil, lists, fmt.Errorf("list rules: %w", err)
	}
	slices.SortFunc(rules, func(a, b calsync.Rule) int { return strings.Compare(a.Mail, b.Mail) })
	return rules, lists, nil
}
