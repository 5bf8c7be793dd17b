package page

import (
	"html/template"

	"kursbuch.internal/shared/problem"
)

// The meanings that a component may have, each a colour, a sign, a word.
const (
	Wait = "wait" // something waits for somebody
	Good = "good"
	Bad  = "bad"
	Info = "info" // changed
	Then = "then" // follows from something else
	None = ""
)

// Badge is a state: a sign and a word.
type Badge struct{ Kind, Icon, Text string }

// Banner tells what matters most about a page.
type Banner struct {
	Kind, Icon, Title string
	Text              string
	Link              Link
}

// Link leads somewhere; the zero value is none.
type Link struct{ Href, Text string }

// Button sends the form that it stands in; with Href it is a link that looks like one.
type Button struct {
	// Kind is go, stop, plain or empty; with " small" behind it a small one.
	Kind, Icon, Text string
	Href             string
	// Name and Value are sent with the form, if Name is not empty.
	Name, Value string
}

// Field asks for one value.
type Field struct {
	ID, Name, Label, Type, Value string
	Unit, Hint                   string
	// Effect says what the value leads to, before it is saved.
	Effect string
	// Wrong says what is wrong with the value.
	Wrong    string
	Required bool
	// Digits asks for a whole number: phones show the keys for it.
	Digits bool
	// Long asks for a text of several lines.
	Long bool
}

// Figures are numbers at a glance.
type Figures []Figure

// Figure is one number.
type Figure struct{ Kind, Icon, Label, Number, Note, Href string }

// Look is what to look at before one decides, sorted by weight.
type Look struct {
	Title string
	Note  string
	Items []LookItem
}

// LookItem is one point of it. Href: where to see more; empty: nowhere.
type LookItem struct{ Kind, Icon, Title, Text, Href string }

// Change is what becomes of one entity.
type Change struct {
	// Kind is new, back (it was deleted, and comes back as it was), mod, del or then.
	Kind, ID, Title string
	// Number is the ID that people know; empty: it gets one, or the title says it.
	Number string
	Values []Value
	Causes []Cause
}

// Value is what becomes of one value.
type Value struct {
	Name     string
	Old, New Content
	// Words are those of a long text that go and come; if there are any, they stand for both.
	Words []Word
	// Why is what it follows from; empty: it stands in the file.
	Why string
}

// Content is a text as somebody wrote it; None: there is no value.
type Content struct {
	Text string
	None bool
}

// Word is a piece of a text that stays, comes or goes.
type Word struct {
	// Kind is ins, del, none (there is no value, nor a text) or empty.
	Kind, Text string
}

// Cause is what else happens because of a change.
type Cause struct {
	Title string
	Items []CauseItem
	// More is how many there are beyond those.
	More Link
}

// CauseItem is one of them.
type CauseItem struct {
	Name  string
	Words []Word
}

// Bars show places before and after.
type Bars struct {
	Title string
	Items []Bar
}

// Bar is that of one lodgement or course. Capacity -1: there is no limit.
type Bar struct {
	Title                   string
	Note                    string
	Before, After, Capacity int
	// Gone: it does not exist afterwards.
	Gone bool
	// Low: fewer than planned. Scale is the largest number of the bars beside it.
	Low   bool
	Scale int
}

// percent is a length in a picture that is 100 wide.
func (b Bar) percent(n int) float64 {
	if b.Scale <= 0 {
		return 0
	}
	return float64(min(max(n, 0), b.Scale)) * 100 / float64(b.Scale)
}

// Track is the length for all places, as Is and Was are those of who has one.
func (b Bar) Track() float64 { return b.percent(b.Capacity) }

// Is is the length of what is after.
func (b Bar) Is() float64 { return b.percent(b.After) }

// Was is the length of what was before.
func (b Bar) Was() float64 { return b.percent(b.Before) }

// Finding is one problem of a file.
type Finding struct {
	Number         int
	Text, Code, At string
	// Where is the beginning of At, for a list; Line is that of the file, empty if none is known.
	Where, Line string
	Excerpt     *Excerpt
	// Fix is what would be right, Advice what introduces it; Fixed: it is put right in the corrected file.
	Advice, Fix string
	Fixed       string
}

// Three compares what was shown with what is now.
type Three struct {
	Rows []ThreeRow
}

// ThreeRow is one value. By says who changed it meanwhile, Cause leads to the import that did.
type ThreeRow struct {
	Title, Name      string
	From, Reviewed   Content
	Now              Content
	By               string
	Cause            Link
	FromNow, Wanted  Content
	Nothing, Unknown string // instead of what it would do now, of what was shown
}

// Decide is the bar at the lower edge, always to be seen, which leads to the decision.
type Decide struct {
	Label  string
	Facts  []string
	Reject Link
	Accept Link
}

// Drop takes files.
type Drop struct {
	Action, Name, Accept string
	Title, Hint, Button  string
	// Help leads to what files look like.
	Help Link
}

// Progress is how far something is. Max 0: nobody knows.
type Progress struct {
	Text       string
	Value, Max int
}

// Empty says why there is nothing, what to do about it.
type Empty struct{ Icon, Title, Text string }

// Chip is a filter.
type Chip struct {
	Href, Text string
	Count      string
	Current    bool
}

// functions are what templates may call, in one language.
func (room *Room) functions(lang problem.Language) template.FuncMap {
	return template.FuncMap{
		"say":   func(key string, args ...any) string { return room.texts.say(lang, key, args...) },
		"icon":  icon,
		"again": iconAgain, "symbols": symbols,
		"asset":  AssetPath,
		"number": func(n int) string { return Reader{Lang: lang}.Number(n) },
		"plain":  plain,
		"text":   func(s string) template.HTML { return shown(lang, s, brief) },
		"whole":  func(s string) template.HTML { return shown(lang, s, 20_000) },
		"badge":  func(kind, icon, text string) Badge { return Badge{kind, icon, text} },
		"button": func(kind, icon, text string) Button { return Button{Kind: kind, Icon: icon, Text: text} },
		"link": func(kind, icon, text, href string) Button {
			return Button{Kind: kind, Icon: icon, Text: text, Href: href}
		},
		"long":     func(s string) bool { return len(s) > 60 },
		"initials": initials,
		"empty":    func(icon, title, text string) Empty { return Empty{icon, title, text} },
	}
}
