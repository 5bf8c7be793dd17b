package main

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	pages "kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/local/identity"
)

//go:embed templates/*.html
var masks embed.FS

// maskCookie holds the mail address of who somebody says they are.
const maskCookie = "kursbuch-as"

// masquerade is the door of the local console: everybody is who they say they are, which a bar above every page shows.
// Nobody imports a script, so no deployed function has it.
type masquerade struct{ room *pages.Room }

func openMasquerade() (masquerade, error) {
	room, err := pages.Open(masks, maskTexts)
	return masquerade{room}, err
}

var maskTexts = pages.Texts{
	"mask.as":    {De: "Örtlicher Lauf, angemeldet als", En: "Local run, signed in as"},
	"mask.title": {De: "Anmelden", En: "Sign in"},
	"mask.lede": {
		De: "Auf diesem Rechner ist jeder, wer er zu sein behauptet. In der Cloud meldet man sich mit einem Konto an.",
		En: "On this machine everybody is who they say they are. In the cloud people sign in with an account.",
	},
	"mask.orga":     {De: "Orga", En: "Orga"},
	"mask.approver": {De: "Freigabe", En: "Approver"},
	"mask.planner":  {De: "Planung", En: "Planner"},
	"mask.admin":    {De: "Admin", En: "Admin"},
	"mask.other":    {De: "Andere Adresse", En: "Another address"},
	"mask.choose":   {De: "Anmelden", En: "Sign in"},
	"mask.api":      {De: "Was hier sonst noch läuft", En: "What else runs here"},
}

// people are those of the local run, by the role that they have.
var people = []struct{ role, mail string }{
	{"orga", identity.Orga}, {"approver", identity.Approver}, {"planner", identity.Planner}, {"admin", identity.Admin},
}

// Visitor implements [visit.Door].
func (m masquerade) Visitor(r *http.Request) (visit.Visitor, error) {
	c, err := r.Cookie(maskCookie)
	if err != nil {
		return visit.Visitor{}, access.ErrUnauthenticated
	}
	mail, err := url.QueryUnescape(c.Value)
	if err != nil || mail == "" {
		return visit.Visitor{}, access.ErrUnauthenticated
	}
	who := r.Clone(r.Context())
	who.Header.Set("Authorization", "Bearer dev:"+mail)
	caller, err := identity.Caller(who)
	return visit.Visitor{Caller: caller, Name: nameOf(mail)}, err
}

// nameOf is what somebody is called: what stands before the @, with a large letter.
func nameOf(mail string) string {
	name, _, _ := strings.Cut(mail, "@")
	_, size := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:size]) + name[size:]
}

// SignIn implements [visit.Door].
func (m masquerade) SignIn(back string) string { return "/signin?back=" + url.QueryEscape(back) }

// SignOut implements [visit.Door].
func (m masquerade) SignOut() string { return "/signout" }

// maskPage is the bar, and the page where somebody chooses.
type maskPage struct {
	Back, Mail string
	Masks      []mask
	Other      bool // the one chosen is none of them
}

// mask is somebody to be.
type mask struct {
	Mail, Role string
	Current    bool
}

func (m masquerade) choice(r pages.Reader, mail, back string) maskPage {
	p := maskPage{Back: back, Mail: mail, Other: mail != ""}
	for _, one := range people {
		p.Masks = append(p.Masks, mask{one.mail, m.room.Say(r.Lang, "mask."+one.role), one.mail == mail})
		p.Other = p.Other && one.mail != mail
	}
	return p
}

// Bar implements [visit.Door].
func (m masquerade) Bar(r pages.Reader, v *visit.Visitor) (template.HTML, error) {
	mail := ""
	if v != nil {
		mail = v.Caller.Mail
	}
	return m.room.Fragment(r.Lang, "mask-bar", m.choice(r, mail, r.Path))
}

// Routes adds the pages of choosing.
func (m masquerade) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /signin", m.choose)
	mux.HandleFunc("GET /signin/done", m.choose)
	mux.HandleFunc("POST /signin/as", m.become)
	mux.HandleFunc("POST /signout", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: maskCookie, Path: "/", MaxAge: -1})
		http.Redirect(w, r, "/signin", http.StatusSeeOther)
	})
}

func (m masquerade) choose(w http.ResponseWriter, r *http.Request) {
	reader := pages.ReaderOf(r, time.Now())
	title := m.room.Say(reader.Lang, "mask.title")
	back := pages.Local(r.URL.Query().Get("back"))
	if r.URL.Path == "/signin/done" {
		back = r.URL.Path
	}
	err := m.room.Show(w, r, pages.Page{Template: "mask-choice", Frame: pages.Frame{Reader: reader, Title: title},
		Body: m.choice(reader, "", back)})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// become takes the choice.
func (m masquerade) become(w http.ResponseWriter, r *http.Request) {
	mail := strings.TrimSpace(r.PostFormValue("mail"))
	if mail == "" || len(mail) > 254 || !strings.Contains(mail, "@") {
		http.Redirect(w, r, "/signin", http.StatusSeeOther)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: maskCookie, Value: url.QueryEscape(mail), Path: "/", HttpOnly: true,
		SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, pages.Local(r.PostFormValue("back")), http.StatusSeeOther)
}
