package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/scalar"
)

// Keeper keeps who may do what in events.
type Keeper interface {
	Events
	// ChangeAccess reads who may do what in an event, runs decide on it and writes what that gives, together with its
	// entry, in one serializable transaction. It may run decide more than once. An error of decide ends it, writes nothing
	// and is returned as it is (errors.Is). ErrNotFound if there is no such event.
	ChangeAccess(ctx context.Context, id event.ID, decide func(Roles) (Roles, journal.Entry, error)) error
}

// Change is what somebody wants to be true of who may do what in an event.
type Change struct {
	Event event.ID
	By    Caller
	// Seen are the tags of which what there is must have one, see [Tag.Among].
	Seen   string
	Wanted Roles
}

// Make makes a change, which holds from the next request on, and gives what is stored. What is so already changes
// nothing, and the journal tells nothing of it. What is wanted has to be sound,
// see [Check]. Errors: ErrNotFound, ErrNoAdmin, ErrChanged; any other is one of the store.
func (c Change) Make(ctx context.Context, keeper Keeper) (stored Roles, err error) {
	if _, err := Allow(ctx, keeper, c.By, c.Event); err != nil {
		return stored, err
	}
	if !c.By.Admin {
		return stored, fmt.Errorf("access to event %d: %w", c.Event, ErrNoAdmin)
	}
	entry := journal.New(journal.Access, c.By.Mail, c.By.At)
	err = keeper.ChangeAccess(ctx, c.Event, func(now Roles) (Roles, journal.Entry, error) {
		if !now.Tag().Among(c.Seen) {
			return now, entry, ErrChanged
		}
		stored = c.Wanted
		stored.Closed, stored.Ending = now.Closed, now.Ending // which is not said by saying who may do what
		if stored.Tag() == now.Tag() {
			return now, entry, errDone
		}
		entry.Event, entry.Before, entry.After = c.Event, journal.Text(now), journal.Text(stored)
		return stored, entry, nil
	})
	if errors.Is(err, errDone) {
		err = nil
	}
	return stored, err
}

// Check gives the roles as they are stored, with addresses in small letters, or what keeps them from being that. Paths
// are into their JSON.
func Check(wanted Roles) (Roles, problem.List) {
	var found problem.List
	r := Roles{FourEyes: wanted.FourEyes}
	r.Orgas, r.OrgasUntil = members(&found, "orgas", wanted.Orgas, wanted.OrgasUntil)
	r.Approvers, r.ApproversUntil = members(&found, "approvers", wanted.Approvers, wanted.ApproversUntil)
	if len(wanted.Approvers) == 0 {
		found.Add("/approvers", onevent.NobodyApproves)
	}
	return r, found
}

// maxMembers is how many people a role has at most. Each entry of the journal about them has all of them, twice.
const maxMembers = 500

// members are those of a role, in their order, with the days at which it ends for some.
func members(found *problem.List, role string, mails []string, until map[string]string) ([]string,
	map[string]string) {
	list, ends := []string{}, map[string]string{}
	if len(mails) > maxMembers {
		found.Add(jsontext.Pointer("/"+role), onevent.TooManyPeople, len(mails), maxMembers)
		return list, nil // nobody reads what else is wrong with so many
	}
	for i, text := range mails {
		at := jsontext.Pointer(fmt.Sprintf("/%s/%d", role, i))
		mail, ok := Address(text)
		switch {
		case !ok:
			found.Add(at, problem.NotMail, fmt.Sprintf("%q", text))
		case slices.Contains(list, mail):
			found.Add(at, onevent.NamedTwice, mail)
		default:
			list = append(list, mail)
		}
	}
	for text, day := range event.Sorted(until) {
		at := jsontext.Pointer("/" + role + "_until").AppendToken(text)
		mail, _ := Address(text)
		switch _, twice := ends[mail]; {
		case !slices.Contains(list, mail):
			found.Add(at, onevent.EndsForNobody, text, role)
		case twice:
			found.Add(at, onevent.NamedTwice, mail)
		case !scalar.IsDay(day):
			found.Add(at, problem.NotDate, fmt.Sprintf("%q", day))
		}
		ends[mail] = day
	}
	if len(ends) == 0 {
		ends = nil
	}
	return list, ends
}

// Warnings are what is strange about roles at a time, though it may be meant.
func (r Roles) Warnings(now time.Time) (found problem.List) {
	r.Closed = nil // that nobody may confirm anything then is meant
	approvers := r.At(now).Approvers
	able := those(approvers, now, func(c Caller) bool { return r.MayConfirm(c, "", nil) == nil })
	switch {
	case len(r.Approvers) > 0 && len(approvers) == 0:
		found.Add("/approvers", onevent.ApproversOver)
	case len(approvers) > 0 && len(able) == 0:
		found.Add("/approvers", onevent.OnlyOwnUploads)
	}
	all := map[string]map[string]string{"orgas": r.OrgasUntil, "approvers": r.ApproversUntil}
	for role, ends := range event.Sorted(all) {
		for mail, day := range event.Sorted(ends) {
			if !lasts(day, now) {
				found.Add(jsontext.Pointer("/"+role+"_until").AppendToken(mail), onevent.RoleOver, mail, problem.Day(day))
			}
		}
	}
	return found
}

// Uploaders compares the orgas at a time with those whom the deployment lets upload into the bucket directly. Each has
// to be in both lists to upload there and to see what becomes of it.
func (r Roles) Uploaders(deployed []string, now time.Time) (found problem.List) {
	orgas := those(r.Orgas, now, r.Orga)
	deployed = slices.Compact(slices.Sorted(slices.Values(AllLower(deployed))))
	for _, mail := range orgas {
		if !slices.Contains(deployed, mail) {
			found.Add("/orgas", onevent.NotUploading, mail)
		}
	}
	for _, mail := range deployed {
		if !slices.Contains(orgas, mail) {
			found.Add("/orgas", onevent.UploadsUnlisted, mail)
		}
	}
	return found
}
