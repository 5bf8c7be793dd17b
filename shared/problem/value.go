package problem

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// The values of sentences are stored as texts. Those that every language writes in its own way are terms:
//
//	{courses}                    a word, see [RegisterTerms]
//	{2027-05-15T09:00:00+02:00}  a time.Time
//	{€-12.50}                    an [Amount]
//	{["Anna","Ben"],12}          a []string: names, and of how many they are the first ones

// Term is a value of a sentence that has a word of its own in each language. It is stored in a form that no text of a
// file is mistaken for.
func Term(name string) string { return "{" + name + "}" }

// Amount is a value of a sentence that is money, in euros with two decimals: -1234.50.
type Amount string

var terms = map[string]Text{
	Term("courses"):          {"Kurs", "course"},
	Term("lodgement_groups"): {"Unterkunftsgruppe", "lodgement group"},
	Term("lodgements"):       {"Unterkunft", "lodgement"},
	Term("registrations"):    {"Anmeldung", "registration"},
}

// RegisterTerms adds the words of terms. Only init functions call it.
func RegisterTerms(more map[string]Text) {
	for name, text := range more {
		terms[Term(name)] = text
	}
}

// mostNames is how many names a sentence lists.
const mostNames = 8

// stored is the value of a sentence as findings keep it.
func stored(value any) string {
	switch v := value.(type) {
	case time.Time:
		return Term(v.Format(time.RFC3339))
	case Amount:
		return Term("€" + string(v))
	case Day:
		return Term(string(v))
	case []string:
		names := make([]string, min(len(v), mostNames))
		for i := range names {
			names[i] = shorten(v[i])
		}
		list, _ := json.Marshal(names) // unreachable: invalid UTF-8 is replaced
		return Term(string(list) + "," + strconv.Itoa(len(v)))
	}
	return shorten(fmt.Sprint(value))
}

// shown is a stored value for a reader of lang.
func shown(value string, lang Language) string {
	if word, ok := terms[value]; ok {
		return word.In(lang)
	}
	bare, ok := strings.CutPrefix(value, "{")
	if !ok {
		return value
	}
	bare = strings.TrimSuffix(bare, "}")
	if at, err := time.Parse(time.RFC3339, bare); err == nil {
		return at.Format(clocks.In(lang))
	}
	if day, err := time.Parse(time.DateOnly, bare); err == nil {
		return day.Format(days.In(lang))
	}
	if amount, ok := strings.CutPrefix(bare, "€"); ok {
		return Amount(amount).In(lang)
	}
	if i := strings.LastIndex(bare, "],"); i > 0 {
		var names []string
		total, err := strconv.Atoi(bare[i+2:])
		if err == nil && json.Unmarshal([]byte(bare[:i+1]), &names) == nil {
			return listed(names, total, lang)
		}
	}
	return value
}

// clocks show times.
var clocks = Text{"02.01.2006, 15:04 Uhr", "2006-01-02, 15:04"}

// Day is a day, YYYY-MM-DD.
type Day string

// days show days.
var days = Text{"02.01.2006", time.DateOnly}

// In writes the amount: −1.234,50 € in German, €-1,234.50 in English.
func (a Amount) In(lang Language) string {
	digits, negative := strings.CutPrefix(string(a), "-")
	whole, cents, _ := strings.Cut(digits, ".")
	for cut := len(whole) - 3; cut > 0; cut -= 3 {
		whole = whole[:cut] + Text{".", ","}.In(lang) + whole[cut:]
	}
	sign := ""
	if negative {
		sign = Text{"−", "-"}.In(lang)
	}
	cents = (cents + "00")[:2]
	return Text{sign + whole + "," + cents + "\u00a0€", "€" + sign + whole + "." + cents}.In(lang)
}

// listed joins names, of which there are total.
func listed(names []string, total int, lang Language) string {
	text := strings.Join(names, ", ")
	if more := total - len(names); more > 0 {
		text += fmt.Sprintf(Text{" und %d weitere", " and %d more"}.In(lang), more)
	}
	return text
}

// numbered is what a sentence says for one and for many of its nth value: {2|der Anmeldung|der Anmeldungen}.
var numbered = regexp.MustCompile(`\{([1-9])\|([^|{}]*)\|([^|{}]*)\}`)

// forms chooses in a sentence what its values need.
func forms(sentence string, args []any) string {
	return numbered.ReplaceAllStringFunc(sentence, func(found string) string {
		m := numbered.FindStringSubmatch(found)
		if n := int(m[1][0] - '1'); n < len(args) && args[n] == "1" {
			return m[2]
		}
		return m[3]
	})
}
