package page

import (
	_ "embed"
	"html/template"
	"strings"
	"sync"
)

//go:embed icons.txt
var iconFile string

// icons are what is within the <svg> of each icon, by its name.
var icons = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(iconFile) {
		if name, body, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			all[name] = body
		}
	}
	return all
})

// icon is a picture beside a word, which says the same: readers of the screen do without.
func icon(name string) template.HTML {
	body, ok := icons()[name]
	if !ok {
		panic("page: no icon " + name) // unreachable: every template is executed by a test
	}
	return template.HTML(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">` + body + `</svg>`)
}
