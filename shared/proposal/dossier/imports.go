package dossier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
)

// Import is what a proposal says of somebody: what its file asks for, what it would change, or has changed. What people
// wrote about all of it, its title and the reason of the decision, is left out: it may name anybody.
type Import struct {
	ID        proposal.ID     `json:"id"`
	Status    proposal.Status `json:"status"`             // as it is stored
	Uploader  string          `json:"uploader,omitempty"` // mail address; empty: nobody knows
	CreatedAt time.Time       `json:"created_at"`
	// Decision is what became of it, by whom, when; missing: nothing yet.
	Decision *proposal.Decision `json:"decision,omitempty"`
	// Names are what it calls the person.
	Names []string `json:"names,omitempty"`
	// Asks are the values that the file asks for, Changes those that change. A new registration has the number that the
	// file gives it, below 0.
	Asks    []Asked `json:"asks,omitempty"`
	Changes []Value `json:"changes,omitempty"`
	// Reviews are the values that former reviewers saw otherwise.
	Reviews []proposal.Difference `json:"reviews,omitempty"`
	// Findings are problems and warnings about the registration.
	Findings []Finding `json:"findings,omitempty"`
}

// Asked is a value that a file asks for; of an entity that comes back, all of it.
type Asked struct {
	Path  jsontext.Pointer `json:"path"`
	Value jsontext.Value   `json:"value"`
}

// Value is one that changes.
type Value struct {
	Path jsontext.Pointer `json:"path"`
	From scalar.Value     `json:"from"`
	To   scalar.Value     `json:"to"`
}

// Finding is what the check found, without the lines of the file.
type Finding struct {
	Path    jsontext.Pointer `json:"path"`
	Code    problem.Code     `json:"code"`
	Message string           `json:"message"`
}

func (i Import) empty() bool {
	return len(i.Names)+len(i.Asks)+len(i.Changes)+len(i.Reviews)+len(i.Findings) == 0
}

// readImports opens every import of an event: what it is about is said nowhere else.
func (c *composition) readImports(ctx context.Context, e InEvent) (all []Import, err error) {
	heads, err := c.store.Proposals(ctx, e.ID, proposal.Page{})
	if err != nil {
		return nil, err
	}
	if c.imports -= len(heads); c.imports < 0 {
		return nil, ErrTooLarge
	}
	known := e.registrations()
	for _, h := range heads {
		p, err := c.store.Proposal(ctx, h.ID)
		if errors.Is(err, access.ErrNotFound) { // it was deleted a moment ago
			continue
		}
		if err != nil {
			return nil, err
		}
		i := mention{c.Persona, maps.Clone(known), c.Language}.in(p)
		if i.empty() {
			continue
		}
		if err := c.fit(i); err != nil {
			return nil, err
		}
		all = append(all, i)
	}
	return all, nil
}

// mention is somebody of whom a proposal may speak: by the number in the directory, or of their registrations.
type mention struct {
	persona       event.PersonaID
	registrations map[event.Key]bool
	language      problem.Language
}

// in is what a proposal says.
func (m mention) in(p *proposal.Proposal) Import {
	i := Import{ID: p.ID, Status: p.Status, Uploader: p.Source.Uploader, CreatedAt: p.CreatedAt}
	if d := p.Decision; d != nil {
		i.Decision = &proposal.Decision{Status: d.Status, By: d.By, At: d.At}
	}
	if p.Import != nil {
		for _, e := range p.Import.Entries {
			i.Asks = append(i.Asks, m.asked(e)...)
		}
	}
	found := slices.Concat(p.Problems.Items, p.Warnings.Items)
	if p.Plan != nil {
		for _, c := range p.Plan.Changes {
			for _, s := range c.Sets {
				i.change(m, c.Key, Value{s.Path, s.From, s.To})
			}
		}
		for _, c := range p.Plan.Cascades {
			i.change(m, c.Key, Value{c.Path, c.From, c.To})
		}
		found = slices.Concat(found, p.Plan.Warnings.Items, p.Plan.Resolved.Items)
	}
	for _, f := range found {
		if m.at(f.Path) {
			i.Findings = append(i.Findings, Finding{f.Path, f.Code, f.Message(m.language)})
		}
	}
	for _, r := range p.Reviews {
		for _, d := range r.Changed {
			if m.at(d.Path) {
				i.Reviews = append(i.Reviews, d)
			}
		}
	}
	i.Names = m.names(p)
	return i
}

// change adds a value of an entity, as far as it is about the person.
func (i *Import) change(m mention, of event.Key, v Value) {
	from, was := m.said(of, v.Path, v.From)
	to, is := m.said(of, v.Path, v.To)
	if was || is {
		i.Changes = append(i.Changes, Value{jsontext.Pointer(of.String()) + v.Path, from, to})
	}
}

// asked is what an entry of a file asks for of the person. One that registers them makes its number theirs.
func (m mention) asked(e partial.Entry) (all []Asked) {
	if e.Section == event.Registrations && string(e.Get("/persona_id")) == strconv.Itoa(int(m.persona)) {
		m.registrations[e.Key] = true
	}
	at := jsontext.Pointer(e.Key.String())
	if m.registrations[e.Key] {
		whole := e.Entity
		if e.Action == partial.Delete && whole == nil {
			whole = jsontext.Value(scalar.Null)
		}
		if whole != nil {
			all = append(all, Asked{at, whole})
		}
	}
	for _, s := range e.Sets {
		if v, ok := m.said(e.Key, s.Path, s.Value); ok {
			all = append(all, Asked{at + s.Path, v.Raw()})
		}
	}
	return all
}

// said is a value as far as it is about the person, false if it is not. Of the orgas whom a definition names, who else
// they are is not.
func (m mention) said(of event.Key, path jsontext.Pointer, v scalar.Value) (scalar.Value, bool) {
	if of.Section != event.DefinedEvent || path != "/orgas" {
		return v, m.registrations[of]
	}
	var ids []event.PersonaID
	if err := json.Unmarshal([]byte(v), &ids); err != nil || !slices.Contains(ids, m.persona) {
		return "[]", false
	}
	return scalar.Value(fmt.Sprintf("[%d]", m.persona)), true
}

// at reports whether a path leads to a registration of the person.
func (m mention) at(path jsontext.Pointer) bool {
	key, _ := event.KeyAt(path)
	return m.registrations[key]
}

// names are what a proposal calls the person, each once.
func (m mention) names(p *proposal.Proposal) []string {
	names := p.Names()
	all := []string{names.Personas[m.persona]}
	for key := range m.registrations {
		all = append(all, names.Entities[key.Section][key.ID])
	}
	slices.SortFunc(all, cmp.Compare[string])
	return slices.DeleteFunc(slices.Compact(all), func(name string) bool { return name == "" })
}
