package signin

import (
	"html/template"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
)

// Proxy is the door of a console behind Identity-Aware Proxy, which signs people in and out.
type Proxy struct{ Caller answer.Caller }

var _ visit.Door = Proxy{}

// Visitor implements [visit.Door].
func (p Proxy) Visitor(r *http.Request) (visit.Visitor, error) {
	caller, err := p.Caller(r)
	return visit.Visitor{Caller: caller}, err
}

// SignIn implements [visit.Door]: the proxy lets nobody through who is not signed in.
func (p Proxy) SignIn(string) string { return "" }

// SignOut implements [visit.Door]: the proxy's own page would sign out of Google's account.
func (p Proxy) SignOut() string { return "" }

// Bar implements [visit.Door].
func (p Proxy) Bar(page.Reader, *visit.Visitor) (template.HTML, error) { return "", nil }

// Routes adds nothing.
func (p Proxy) Routes(*http.ServeMux) {}
