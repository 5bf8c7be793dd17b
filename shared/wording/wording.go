// Package wording says in words what a plan does.
//
// What it changes: [Describe] turns a [diff.Plan] into one [Block] per change, with what follows from it, and with
// the names that people use in place of IDs, numbers of enumerations, JSON; [Count] sums up. What it leads to:
// [Remarks] are the notices of an [outcome.Outcome], [Charts], [Amounts] its figures, [Calendar], [Diaries] those of
// calendars. All of it is data, in German or English, made of what is stored with a proposal: a terminal shows it as
// text, the console as HTML. The texts of an import are in there as they are: whoever shows them escapes them.
package wording

import (
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// Effect is what happens to an entity.
type Effect string

// The effects.
const (
	Created  Effect = "created"
	Changed  Effect = "changed"
	Deleted  Effect = "deleted"
	Restored Effect = "restored" // a deleted one comes back as it was
	Missing  Effect = "missing"  // there is no such entity, so nothing happens
)

// Block is what happens to one entity, with what follows from it.
type Block struct {
	event.Key // a placeholder for a new entity; empty for amounts that were out of date before
	Effect    Effect
	Word      string // for the effect: "geändert"
	Title     string // "Anmeldung 4: Inga Iota"
	Lines     []Line // empty unless the entity is created or changed
	// Consequence heads the followers: "Folge für 14 Anmeldungen". Empty: nothing follows.
	Consequence string
	// Followers is what happens elsewhere because of it: blocks without followers of their own.
	Followers []Block
}

// Line is what happens to one attribute.
type Line struct {
	Label string // "Zweite Hälfte: Unterkunft"; "Alle Teile: Unterkunft" where the same happens in each of them
	Old   string // empty for a new entity
	New   string
	// Because says what causes it; empty if the import asks for it, or if the block says it.
	Because string
}

// Describe says what groups of a plan change, see [outcome.Groups]. Nothing is said of what a new entity does not have.
func Describe(p *diff.Plan, groups []outcome.Group, n outcome.Names, lang problem.Language) []Block {
	d := describer{speaker(lang), n}
	blocks := make([]Block, len(groups))
	for i, g := range groups {
		blocks[i] = d.group(p, g)
	}
	return blocks
}

// describer puts plans for one event into words.
type describer struct {
	speaker
	outcome.Names
}

func (d describer) group(p *diff.Plan, g outcome.Group) Block {
	b := Block{Effect: Changed, Word: d.say(effects[Changed]), Title: d.say(text{
		"Teilnahmebeiträge, die schon vorher veraltet waren", "Amounts owed that were out of date before"})}
	if g.Change >= 0 {
		b = d.change(p.Changes[g.Change])
	}
	for _, i := range g.Own {
		line := d.line(g.Section, p.Cascades[i].Set)
		if b.Effect == Created {
			line.Old = ""
		}
		line.Because = d.say(text{"neu berechnet", "recalculated"})
		if p.Cascades[i].Because == "" {
			line.Because = d.say(text{"war veraltet", "was out of date"})
		}
		b.Lines = append(b.Lines, line)
	}
	b.Followers = d.followers(p, g.Followers)
	if g.Change >= 0 {
		b.Consequence = d.consequence(b.Followers)
	}
	return b
}

func (d describer) change(c diff.Change) Block {
	effect := effectOf(c)
	b := Block{Key: c.Key, Effect: effect, Word: d.say(effects[effect]), Title: d.title(c.Key)}
	b.Lines = d.lines(c.Section, slices.DeleteFunc(slices.Clone(c.Sets), func(s diff.Set) bool {
		return s.Path == "" || effect == Created && (s.To == scalar.Null || s.To == none)
	}))
	if effect == Created {
		for i := range b.Lines {
			b.Lines[i].Old = ""
		}
	}
	return b
}

func effectOf(c diff.Change) Effect {
	switch {
	case c.Unknown:
		return Missing
	case c.Action == partial.Create:
		return Created
	case c.Action == partial.Delete:
		return Deleted
	case c.Action == partial.Restore:
		return Restored
	}
	return Changed
}

// followers are the entities to which something happens because of something else, in the order in which they come.
func (d describer) followers(p *diff.Plan, cascades []int) []Block {
	var keys []event.Key
	sets := map[event.Key][]diff.Set{}
	for _, i := range cascades {
		c := p.Cascades[i]
		if sets[c.Key] == nil {
			keys = append(keys, c.Key)
		}
		sets[c.Key] = append(sets[c.Key], c.Set)
	}
	slices.SortStableFunc(keys, partial.Compare)
	var blocks []Block
	for _, key := range keys {
		b := Block{Key: key, Effect: Changed, Title: d.title(key)}
		if sets[key][0].Path == "" {
			b.Effect = Deleted
		} else {
			b.Lines = d.lines(key.Section, sets[key])
		}
		b.Word = d.say(effects[b.Effect])
		blocks = append(blocks, b)
	}
	return blocks
}

// consequence sums up followers: "Folge: 5 Unterkünfte gelöscht, 14 Anmeldungen geändert".
func (d describer) consequence(followers []Block) string {
	var parts []string
	for rest := followers; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Section == rest[0].Section && rest[n].Effect == rest[0].Effect {
			n++
		}
		noun := plural[rest[0].Section]
		if n == 1 {
			noun = singular[rest[0].Section]
		}
		parts = append(parts, strconv.Itoa(n)+" "+d.noun(noun)+" "+rest[0].Word)
		rest = rest[n:]
	}
	if parts == nil {
		return ""
	}
	return d.say(text{"Folge: ", "In consequence: "}) + strings.Join(parts, ", ")
}

// noun is a noun within a sentence.
func (d describer) noun(t text) string {
	if d.speaker == speaker(problem.English) {
		return strings.ToLower(t.en)
	}
	return t.de
}

// Table counts entities by section.
type Table struct {
	Columns []string
	Rows    []Row
}

// Row is what happens in one section.
type Row struct {
	Title  string
	Counts []int // by column
}

// Count puts tallies into a table. The columns are what an import creates, changes, deletes, then how many entities
// change or vanish only as a consequence.
func Count(tallies []outcome.Tally, lang problem.Language) Table {
	say := speaker(lang).say
	table := Table{Columns: []string{
		say(text{"neu", "new"}), say(effects[Changed]), say(effects[Deleted]), say(text{"als Folge", "in consequence"}),
	}}
	for _, t := range tallies {
		table.Rows = append(table.Rows, Row{say(plural[t.Section]), []int{t.Created, t.Changed, t.Deleted, t.Followed}})
	}
	return table
}
