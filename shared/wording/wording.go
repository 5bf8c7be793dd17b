// Package wording says in words what a plan changes.
//
// [Describe] turns a [diff.Plan] into one [Block] per entity, with the names that people use in place of IDs, numbers
// of enumerations, JSON. [Count] sums the blocks up. Both are data, in German or English: a terminal shows them as
// text, the console as HTML. The texts of an import are in there as they are: whoever shows them escapes them.
package wording

import (
	"cmp"
	"slices"
	"strings"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
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

// Block is what happens to one entity.
type Block struct {
	event.Key // a placeholder for a new entity
	Effect    Effect
	Word      string // for the effect: "geändert"
	Title     string // "Anmeldung 4: Inga Iota"
	// Follows: the import does not ask for it; it is a consequence of what it asks for elsewhere.
	Follows bool
	Because string // what causes that the entity is deleted; empty unless Follows
	Lines   []Line // empty unless the entity is created or changed
}

// Line is what happens to one attribute.
type Line struct {
	Label string // "Zweite Hälfte: Unterkunft"
	Old   string // empty for a new entity
	New   string
	// Because says what causes it; empty if the import asks for it.
	Because string
}

// Describe says what a plan changes in a snapshot, in the order in which an import is worked through. Nothing is said
// of what a new entity does not have.
func Describe(before *event.Snapshot, p *diff.Plan, lang problem.Language) []Block {
	d := describer{speaker(lang), before, namesOf(before, p)}
	blocks := make([]Block, 0, len(p.Changes))
	at := make(map[event.Key]int, len(p.Changes))
	for _, c := range p.Changes {
		at[c.Key] = len(blocks)
		blocks = append(blocks, d.change(c))
	}
	for _, c := range p.Cascades {
		i, ok := at[c.Key]
		if !ok {
			i = len(blocks)
			at[c.Key] = i
			blocks = append(blocks, d.block(c.Key, Changed))
			blocks[i].Follows = true
		}
		d.follow(&blocks[i], c)
	}
	slices.SortStableFunc(blocks, func(a, b Block) int {
		return cmp.Or(cmp.Compare(order[a.Section], order[b.Section]), partial.Before(a.ID, b.ID))
	})
	return blocks
}

var order = func() map[event.Section]int {
	order := map[event.Section]int{}
	for i, section := range event.Sections {
		order[section] = i
	}
	return order
}()

// describer puts plans for one event into words.
type describer struct {
	speaker
	before *event.Snapshot
	names
}

func (d describer) block(key event.Key, effect Effect) Block {
	return Block{Key: key, Effect: effect, Word: d.say(effects[effect]), Title: d.title(key)}
}

func (d describer) change(c diff.Change) Block {
	b := d.block(c.Key, effectOf(c))
	for _, s := range c.Sets {
		switch {
		case s.Path == "":
		case c.Action != partial.Create:
			b.Lines = append(b.Lines, d.line(c.Section, s))
		case s.To != scalar.Null && s.To != none:
			line := d.line(c.Section, s)
			line.Old = ""
			b.Lines = append(b.Lines, line)
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

// follow adds to a block what happens because of something else.
func (d describer) follow(b *Block, c diff.Cascade) {
	if c.Path == "" {
		b.Effect, b.Word, b.Because = Deleted, d.say(effects[Deleted]), d.cause(c)
		return
	}
	line := d.line(c.Section, c.Set)
	if b.Effect == Created {
		line.Old = ""
	}
	line.Because = d.cause(c)
	b.Lines = append(b.Lines, line)
}

func (d describer) cause(c diff.Cascade) string {
	if c.Path == "/amount_owed" {
		if c.Because == "" {
			return d.say(text{"war veraltet", "was out of date"})
		}
		return d.say(text{"neu berechnet", "recalculated"})
	}
	section, id, _ := strings.Cut(strings.TrimPrefix(string(c.Because), "/"), "/")
	key := event.Key{Section: event.Section(section), ID: number(id)}
	kind := singular[key.Section]
	return d.say(text{"weil " + kind.de + " ", "because " + strings.ToLower(kind.en) + " "}) + d.name(key) +
		d.say(text{" gelöscht wird", " is deleted"})
}

func (d describer) line(section event.Section, s diff.Set) Line {
	a := d.attribute(section, s.Path)
	line := Line{Label: a.label, Old: a.words(s.From), New: a.words(s.To)}
	if line.Old == line.New { // the words hide the difference: a text that reads like a null, the hour that occurs twice
		line.Old, line.New = string(s.From), string(s.To)
	}
	return line
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

// Count counts blocks. The columns are what an import creates, changes, deletes, then how many entities change or
// vanish as a consequence. Sections in which nothing happens are missing.
func Count(blocks []Block, lang problem.Language) Table {
	say := speaker(lang).say
	table := Table{Columns: []string{
		say(text{"neu", "new"}), say(effects[Changed]), say(effects[Deleted]), say(text{"als Folge", "in consequence"}),
	}}
	for _, section := range event.Sections {
		row := Row{Title: say(plural[section]), Counts: make([]int, len(table.Columns))}
		for _, b := range blocks {
			if column := b.column(); b.Section == section && column >= 0 {
				row.Counts[column]++
			}
		}
		if slices.Max(row.Counts) > 0 {
			table.Rows = append(table.Rows, row)
		}
	}
	return table
}

// column is where a block counts, -1 for nowhere.
func (b Block) column() int {
	switch {
	case b.Follows:
		return 3
	case b.Effect == Created || b.Effect == Restored:
		return 0
	case b.Effect == Changed:
		return 1
	case b.Effect == Deleted:
		return 2
	}
	return -1
}
