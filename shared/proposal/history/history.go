// Package history is the log of an event as people read it: by import, with names.
package history

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// Import is one that was written, with what the log tells of it: all of that, or as much as was asked for.
type Import struct {
	// ID is empty if a line is older than imports that are known by one.
	ID       proposal.ID
	Summary  string
	By       string // mail address of who confirmed it
	Uploader string // mail address; empty if nobody knows
	At       time.Time
	// Undo: it put back what another one had done. Nobody uploaded it; Uploader prepared it.
	Undo bool
	// Gone: it is not kept any more, so nothing can be shown of it.
	Gone  bool
	Lines []Line
}

// Line tells what happened to one entity.
type Line struct {
	Code event.LogCode
	// Entity is zero if it is the event.
	Entity event.Key
	// Name is what people called the entity then; empty if nobody knows.
	Name string
	// Detail is which value it was, in the words of the log, which are German; empty: the code says it.
	Detail string
}

// Page is a part of a log, newest first.
type Page struct {
	Imports []Import
	// Next is what [proposal.LogQuery.Before] takes for the page after this one; 0: there is none.
	Next int
}

// Read reads as many lines of a log as the query's limit says, which must not be 0, for somebody. access.ErrNotFound if
// there is no such event, or none that they may know of.
//
// Names are those that were kept with the imports: of what is gone, too, without reading the event.
func Read(ctx context.Context, store proposal.Store, c access.Caller, q proposal.LogQuery) (Page, error) {
	limit := q.Limit
	q.Limit++ // one more tells whether there is another page
	lines, err := proposal.Log(ctx, store, c, q)
	if err != nil {
		return Page{}, err
	}
	var page Page
	if len(lines) > limit {
		lines = lines[:limit]
		page.Next = lines[limit-1].Line
	}
	var names map[event.Key]string
	for i, line := range lines {
		id := proposal.ID(line.Proposal)
		if i == 0 || lines[i-1].Proposal != line.Proposal || !lines[i-1].Time.Equal(line.Time) {
			one := Import{ID: id, Summary: line.Summary, By: line.By, Uploader: line.Uploader, At: line.Time}
			p, err := kept(ctx, store, id)
			if errors.Is(err, access.ErrNotFound) {
				one.Gone = true
			} else if err != nil {
				return Page{}, err
			}
			names, one.Undo = namesOf(p), p != nil && p.UndoOf != ""
			page.Imports = append(page.Imports, one)
		}
		into := &page.Imports[len(page.Imports)-1]
		into.Lines = append(into.Lines, lineOf(line.LogEntry, names))
	}
	return page, nil
}

// kept is an import that was written. access.ErrNotFound if it is not kept any more.
func kept(ctx context.Context, store proposal.Store, id proposal.ID) (*proposal.Proposal, error) {
	if id == "" {
		return nil, access.ErrNotFound
	}
	return store.Proposal(ctx, id)
}

// namesOf are the names of what an import wrote, by the numbers that its new entities got. None if it is nil.
func namesOf(p *proposal.Proposal) map[event.Key]string {
	names := map[event.Key]string{}
	if p == nil || p.Outcome == nil {
		return names
	}
	for section, all := range p.Outcome.Names.Entities {
		for id, name := range all {
			if p.Decision != nil {
				id = cmp.Or(p.Decision.Created[section][id], id)
			}
			names[event.Key{Section: section, ID: id}] = name
		}
	}
	return names
}

// Called is an entity of an event by its name.
type Called struct {
	event.Key
	Name string
}

// Find gives the entities of a section whose names hold a text, whatever the case of its letters, by their numbers. It
// knows those that there are, not what was deleted.
func Find(s *event.Snapshot, section event.Section, text string) (list []Called) {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, id := range s.IDs(section) {
		key := event.Key{Section: section, ID: id}
		one := Called{key, s.Entity(key).Label()}
		if text != "" && strings.Contains(strings.ToLower(one.Name), text) {
			list = append(list, one)
		}
	}
	return list
}

// detailed are the codes whose note says which value it was. Of other lines it is the name of the entity or, of
// registrations, what the summary says.
var detailed = map[event.LogCode]bool{event.LogStatusChanged: true, event.LogFeeSet: true, event.LogFeeRemoved: true}

func lineOf(e event.LogEntry, names map[event.Key]string) Line {
	l := Line{Code: e.Code, Entity: e.Entity, Name: names[e.Entity]}
	switch {
	case detailed[e.Code]:
		l.Detail = e.Note
	case e.Entity.Section != event.Registrations && e.Code != event.LogPartialImport &&
		e.Code != event.LogDefinitionChanged:
		l.Name = cmp.Or(l.Name, e.Note)
	}
	return l
}
