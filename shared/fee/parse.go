package fee

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
)

// deepest is how deep parentheses and negations may be nested. Nobody understands more, and the stack is finite.
const deepest = 100

// Parse reads a condition. The error is a [*Fault]; parts and fields must exist in the event.
func Parse(condition string, d *event.Definition) (Condition, error) {
	p := parser{text: condition, event: d}
	p.skipBlanks()
	c, err := p.chain(0)
	if err != nil {
		return nil, err
	}
	// The original ignores what follows, so that a fee means less than it says.
	if p.at < len(p.text) {
		return nil, p.unexpected(needsEnd)
	}
	return c, nil
}

// parser reads from left to right, by recursive descent. Whoever reads something goes on to the next token.
type parser struct {
	text  string
	at    int // byte position of what comes next
	depth int
	event *event.Definition
}

// operators from the loosest to the tightest. Each of them is associative, so a chain of equal ones has no inner order.
//
// SPEC: "Binding: not > and > xor > or, right-associative."
var operators = []struct {
	word string
	join func(operands []Condition) Condition
}{
	{"or", func(operands []Condition) Condition { return anyOf(operands) }},
	{"xor", func(operands []Condition) Condition { return oddOf(operands) }},
	{"and", func(operands []Condition) Condition { return allOf(operands) }},
}

// chain reads operands that the operator of this level joins.
func (p *parser) chain(level int) (Condition, error) {
	if level == len(operators) {
		return p.nested()
	}
	var operands []Condition
	for {
		c, err := p.chain(level + 1)
		if err != nil {
			return nil, err
		}
		operands = append(operands, c)
		if !p.takeWord(operators[level].word) {
			break
		}
	}
	if len(operands) == 1 {
		return operands[0], nil
	}
	return operators[level].join(operands), nil
}

// nested reads a negation, an expression in parentheses or an atom.
func (p *parser) nested() (Condition, error) {
	if p.depth++; p.depth > deepest {
		return nil, p.fault(tooDeep, strconv.Itoa(deepest))
	}
	defer func() { p.depth-- }()
	switch {
	case p.takeWord("not"):
		c, err := p.nested()
		return negated{c}, err
	case p.take("("):
		c, err := p.chain(0)
		if err == nil && !p.take(")") {
			return nil, p.unexpected(needsClosing)
		}
		return c, err
	}
	return p.atom()
}

// SPEC: "atom = "field." NAME | "part." SHORT | true | false | is_orga | is_member | any_part | all_parts".
func (p *parser) atom() (Condition, error) {
	keyword := p.word()
	name := strings.ToLower(keyword)
	after := p.text[p.at+len(keyword):]
	switch {
	case strings.HasPrefix(after, ".") && (name == "part" || name == "field"):
		p.at += len(name) + len(".")
		if name == "part" {
			return p.part()
		}
		return p.field()
	case name == "true" || name == "false":
		p.takeWord(name)
		return constant(name == "true"), nil
	case p.takeWord("is_member"):
		return isMember{}, nil
	case p.takeWord("is_orga"):
		orgas := isOrga{}
		for _, id := range p.event.Orgas {
			orgas[id] = true
		}
		return orgas, nil
	case p.takeWord("any_part"):
		return anyOf(p.parts()), nil
	case p.takeWord("all_parts"):
		return allOf(p.parts()), nil
	}
	return nil, p.unexpected(needsAtom)
}

func (p *parser) parts() []Condition {
	var all []Condition
	for id := range event.Sorted(p.event.Parts) {
		all = append(all, inPart(id))
	}
	return all
}

// SPEC: "SHORT = longest run without (Unicode) whitespace and ()[] - so dots, commas, "ä" belong to it."
func (p *parser) part() (Condition, error) {
	short := p.run(func(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune("()[]", r) })
	var found []event.PartID
	for id, part := range event.Sorted(p.event.Parts) {
		if part.Shortname == short {
			found = append(found, id)
		}
	}
	switch {
	case short == "":
		return nil, p.unexpected(needsPartName)
	case len(found) == 0:
		return nil, p.fault(noPart, quoted(short)).about(short)
	case len(found) > 1:
		return nil, p.fault(manyParts, quoted(short))
	}
	p.skip(len(short))
	return inPart(found[0]), nil
}

// SPEC: "field.X: boolean registration field". "NAME = ASCII letters, digits, "_"".
func (p *parser) field() (Condition, error) {
	name := p.word()
	field, ok := p.event.Field(event.OfRegistration, name)
	switch {
	case name == "":
		return nil, p.unexpected(needsField)
	case !ok:
		return nil, p.fault(noField, quoted(name)).about(name)
	case field.Kind != event.FieldBool:
		return nil, p.fault(notBool, quoted(name))
	}
	p.skip(len(name))
	return isTicked(name), nil
}

// take reads a symbol, if it comes next.
func (p *parser) take(symbol string) bool {
	if !strings.HasPrefix(p.text[p.at:], symbol) {
		return false
	}
	p.skip(len(symbol))
	return true
}

// takeWord reads a keyword, if it comes next.
//
// SPEC: "keywords case-insensitive". "A keyword must not be followed by an identifier character."
func (p *parser) takeWord(keyword string) bool {
	if !strings.EqualFold(p.word(), keyword) {
		return false
	}
	p.skip(len(keyword))
	return true
}

// skip goes on to the next token.
func (p *parser) skip(bytes int) {
	p.at += bytes
	p.skipBlanks()
}

func (p *parser) skipBlanks() { p.at += len(p.run(unicode.IsSpace)) }

// word is the name or keyword that comes next, empty if there is none.
func (p *parser) word() string {
	return p.run(func(r rune) bool {
		return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	})
}

// run is the longest text that comes next of characters that belong to it.
func (p *parser) run(belongs func(rune) bool) string {
	rest := p.text[p.at:]
	if end := strings.IndexFunc(rest, func(r rune) bool { return !belongs(r) }); end >= 0 {
		return rest[:end]
	}
	return rest
}

func (p *parser) unexpected(why reason) error {
	what := problem.Term(theEnd)
	if rest := p.run(func(r rune) bool { return !unicode.IsSpace(r) }); rest != "" {
		what = quoted(rest)
	}
	return p.fault(why, what)
}

func (p *parser) fault(why reason, what string) *Fault { return &Fault{p.text, p.at, why, what, ""} }

// quoted is a text that a sentence can hold.
func quoted(text string) string { return fmt.Sprintf("%.20q", text) }
