package problem

import "fmt"

// An Action is what a reader can do about a finding, as data. The sentence of the finding says what is to be done; how
// depends on where it is read. The API names a call, a page shows a button, a tool a command.
//
// It is made of what the finding holds, and not stored with it: so findings of former versions have theirs, too.
type Action struct {
	Do Deed `json:"do,omitempty"`
	// To names what it is done to, as the deed says; empty: there is only one such thing.
	To string `json:"to,omitempty"`
}

// Deed is a kind of action. It is stable, as a [Code] is. Each wing has its own.
type Deed string

// deeds has what can be done about the findings of a code. Most have nothing: they pass by themselves, or take a
// human being who looks.
var deeds = map[Code]func(Problem) Action{}

// RegisterActions adds the actions of codes. Only init functions of packages of codes call it.
func RegisterActions(more map[Code]func(Problem) Action) {
	for code, action := range more {
		if _, ok := deeds[code]; ok {
			panic(fmt.Sprintf("unreachable: two actions of %s", code))
		}
		deeds[code] = action
	}
}

// Action is what can be done about the finding; the zero value: nothing that Kursbuch could help with.
func (p Problem) Action() Action {
	if action, ok := deeds[p.Code]; ok {
		return action(p)
	}
	return Action{}
}

// Arg is a value of the sentence, counted from 1 as sentences do; empty if there is none.
func (p Problem) Arg(n int) string {
	if n > len(p.Args) {
		return ""
	}
	return p.Args[n-1]
}
