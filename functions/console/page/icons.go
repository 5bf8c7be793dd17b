package page

import (
	_ "embed"
	"html/template"
	"slices"
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

// often are the icons that a page may show hundreds of times: it has each of them once, and refers to it.
var often = []string{"plus", "trash-2", "corner-down-right", "pencil"}

// symbols are the icons of [often], not to be seen by themselves. Every page has them.
func symbols() template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="symbols" width="0" height="0" aria-hidden="true">`)
	for _, name := range often {
		b.WriteString(`<symbol id="icon-` + name + `" viewBox="0 0 24 24">` + icons()[name] + `</symbol>`)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// iconAgain refers to an icon of [often].
func iconAgain(name string) template.HTML {
	if !slices.Contains(often, name) {
		panic("page: no symbol " + name) // unreachable: every template is executed by a test
	}
	return template.HTML(`<svg class="icon" aria-hidden="true"><use href="#icon-` + name + `"/></svg>`)
}
