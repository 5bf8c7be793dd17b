package proposal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/partial/definition"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/problem/onevent"
)

// Redefinition is how somebody wants an event to be defined: its parts, tracks, fields, fees, groups, titles.
type Redefinition struct {
	Event event.ID
	By    access.Caller
	// Seen are the tags of which the definition must have one, see [access.Tag.Among].
	Seen string
	// Wanted is the event as exports have it. WithData: what hangs on something removed goes, too.
	Wanted   jsontext.Value
	WithData bool
	Summary  string
}

// Defined is the definition of an event in the form of an export, with an ID for everything, and the tag of it.
func Defined(e *Event) (jsontext.Value, access.Tag) {
	text := definition.Write(&e.Snapshot.Identified().Event)
	return text, access.TagOf(text)
}

// Define makes a proposal of a wanted definition, an upload by who wants it, and reports whether it is new: the same
// wish gives the same proposal as long as that is pending. The list has everything that is wrong with it, below /event
// as exports have it; then nothing is stored. Errors: access.ErrNotFound, access.ErrForbidden, access.ErrChanged; any
// other is one of the store.
func Define(ctx context.Context, store Store, r Redefinition) (*Proposal, bool, problem.List, error) {
	roles, err := access.Allow(ctx, store, r.By, r.Event)
	if err == nil {
		err = roles.MayDefine(r.By)
	}
	if err != nil {
		return nil, false, problem.List{}, fmt.Errorf("definition of event %d: %w", r.Event, err)
	}
	e, err := store.Event(ctx, r.Event)
	if err != nil {
		return nil, false, problem.List{}, err
	}
	text, tag := Defined(e)
	if !tag.Among(r.Seen) {
		return nil, false, problem.List{}, access.ErrChanged
	}
	imp, found := r.ask(e)
	if !found.Empty() {
		return nil, false, found, nil
	}
	p := &Proposal{Head: Head{Event: r.Event, Source: Source{Uploader: r.By.Mail}, CreatedAt: r.By.At,
		ExpiresAt: r.By.At.Add(Lifetime)}, Import: imp}
	known, err := p.again(ctx, store, string(text)+imp.ContentHash()+imp.Summary)
	if err != nil || known != nil {
		return known, false, problem.List{}, err
	}
	p.compute(e)
	if p.Plan != nil {
		p.settle(store, e)
	}
	if p.Plan == nil {
		return nil, false, p.Problems, nil
	}
	p, err = record(ctx, store, p, func(now access.Roles) error { return now.MayDefine(r.By) })
	if err == nil {
		p.Confirmers = confirmers(roles, p.Head, r.By.At)
	}
	return p, true, problem.List{}, err
}

// redefining is what a wish is called that does not say what it is about.
const redefining = "Stammdaten"

// ask is the import that asks for what is wanted.
func (r Redefinition) ask(e *Event) (*partial.Import, problem.List) {
	now := e.Snapshot.Identified()
	wanted, found := definition.Read(r.Wanted, &now.Event)
	if found = found.Below("/event"); !found.Empty() {
		return nil, found
	}
	entries, found := definition.Ask(now, wanted)
	if found = found.Below("/event"); found.Empty() && len(entries) == 0 {
		found.Add("/event", onevent.NothingToChange)
	}
	return &partial.Import{SchemaVersion: event.SchemaVersion, Event: r.Event, Summary: cmp.Or(r.Summary, redefining),
		WithData: r.WithData, Entries: entries}, found
}

// again gives p its ID, made of what is wanted, by whom, and of how often that was decided on already. If it was not,
// the proposal of then is the answer.
func (p *Proposal) again(ctx context.Context, store Store, wanted string) (*Proposal, error) {
	for attempt := 1; ; attempt++ {
		p.ID = derive("definition", strconv.Itoa(int(p.Event)), p.Source.Uploader, wanted, strconv.Itoa(attempt))
		head, err := store.Head(ctx, p.ID)
		switch {
		case errors.Is(err, access.ErrNotFound):
			return nil, nil
		case err != nil:
			return nil, err
		case head.At(p.CreatedAt).Status == Pending:
			return store.Proposal(ctx, p.ID)
		}
	}
}

// compute finds out what the import of p changes, or why it cannot.
func (p *Proposal) compute(e *Event) {
	p.Plan, p.Problems = diff.Compute(e.Snapshot.WithPersonas(), p.Import)
	if !p.Import.Defines() || e.Sessions.Empty() {
		return
	}
	found := p.homeless(e)
	if p.Plan != nil {
		found.Append(p.outside(e))
	}
	if !found.Empty() {
		p.Plan = nil
		p.Problems.Append(found)
	}
}

// homeless finds sessions of tracks that go. Where these go with all that hangs on them, nobody looks at their sessions
// any more, see [jobcal.SessionPlan.Of]; who undoes that has them again.
func (p *Proposal) homeless(e *Event) (found problem.List) {
	if p.Import.WithData || p.Import.Undo {
		return found
	}
	d := &e.Snapshot.Event
	for _, entry := range p.Import.Entries {
		if entry.Section != event.DefinedTracks || entry.Action != partial.Delete {
			continue
		}
		id := event.TrackID(entry.ID)
		if t, _, ok := d.Track(id); ok && len(e.Sessions.Tracks[id]) > 0 {
			found.Add(d.Place(entry.Key), onevent.TrackWithSessions, t.Title, len(e.Sessions.Tracks[id]))
		}
	}
	return found
}

// outside finds parts that do not last as long as sessions in them any more.
func (p *Proposal) outside(e *Event) (found problem.List) {
	after := &diff.After(e.Snapshot, p.Plan).Event
	count := map[event.PartID]int{}
	_, wrong := jobcal.CheckSessions(e.Sessions.Of(after), after)
	for _, w := range wrong.Items {
		if w.Code == oncalendar.OutsidePart {
			_, part, _ := after.Track(trackAt(w.Path))
			count[part]++
		}
	}
	for id, n := range event.Sorted(count) {
		key := event.Key{Section: event.DefinedParts, ID: int32(id)}
		found.Add(after.Place(key), onevent.SessionsOutside, after.Parts[id].Title, n)
	}
	return found
}

// trackAt is the track that a path into a plan of sessions leads to.
func trackAt(path jsontext.Pointer) event.TrackID {
	k, _ := event.KeyAt(path)
	return event.TrackID(k.ID)
}
