package pages

import (
	"cmp"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

// personPage is what one person sees.
type personPage struct {
	Mail, Name, Notice string
	Entries            []personEntry
	Answers            []choice
}

type personEntry struct {
	Calendar, ID                    string
	When, Summary, Location, Guests string
	Response, Answer                string // in the words of the API, of people
	Invited, Declined               bool
}

// choice is an answer to an invitation.
type choice struct{ Value, Button, Words string }

var choices = []choice{
	{calendar.Accepted, "Zusagen", "zugesagt"},
	{calendar.Tentative, "Vielleicht", "vielleicht"},
	{calendar.Declined, "Absagen", "abgesagt"},
}

func inWords(response string) string {
	for _, c := range choices {
		if c.Value == response {
			return c.Words
		}
	}
	return "noch keine Antwort"
}

func (c site) personPage(mail string) personPage {
	p := personPage{Mail: mail, Name: nameOf(mail), Answers: choices}
	for _, i := range c.Invitations(mail) {
		e := personEntry{
			Calendar: i.Calendar, ID: i.Event.Id, When: when(i.Event, i.Start, i.End),
			Summary: cmp.Or(i.Event.Summary, untitled), Location: i.Event.Location, Guests: others(i.Event, mail),
		}
		if i.Answer != "" {
			e.Response, e.Answer, e.Invited, e.Declined = i.Answer, inWords(i.Answer), true, i.Answer == calendar.Declined
		}
		p.Entries = append(p.Entries, e)
	}
	return p
}

// nameOf guesses a name: anna.winterling@… is Anna Winterling.
func nameOf(mail string) string {
	local, _, _ := strings.Cut(mail, "@")
	words := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' })
	for i, word := range words {
		first, size := utf8.DecodeRuneInString(word)
		words[i] = string(unicode.ToUpper(first)) + word[size:]
	}
	return strings.Join(words, " ")
}

func others(event *api.Event, mail string) string {
	var list []string
	for _, a := range event.Attendees {
		if a.Email != mail {
			list = append(list, cmp.Or(a.DisplayName, a.Email))
		}
	}
	return strings.Join(list, ", ")
}

// when says when an entry is, in its own zone, which is named unless it is the one that everybody reads.
func when(event *api.Event, start, end time.Time) string {
	if event.Start.Date != "" {
		first, last := day(start), day(end.AddDate(0, 0, -1)) // the end is exclusive
		if first == last {
			return first + ", ganztägig"
		}
		return first + " – " + last + ", ganztägig"
	}
	zone := home
	if event.Start.TimeZone != "" {
		zone = location(event.Start.TimeZone)
	}
	start, end = start.In(zone), end.In(zone)
	until := end.Format("15:04")
	if day(start) != day(end) {
		until = moment(end)
	}
	text := moment(start) + " – " + until
	if zone.String() != calendar.HomeZone {
		text += " (" + zone.String() + ")"
	}
	return text
}

func (c site) showPerson(w http.ResponseWriter, r *http.Request) {
	mail := strings.ToLower(r.PathValue("mail"))
	if !calendar.ValidMail(mail) {
		show(w, r, "missing", "Das ist keine Mailadresse.")
		return
	}
	if !c.Knows(mail) {
		show(w, r, "missing", "Unter "+mail+" ist hier niemand bekannt: Diese Adresse wurde noch nie eingeladen.")
		return
	}
	page := c.personPage(mail)
	page.Notice = notices[r.URL.Query().Get("done")]
	show(w, r, "person", page)
}

func (c site) postAnswer(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	done(w, r, "answer", c.Answer(r.PostFormValue("calendar"), r.PostFormValue("entry"), calendar.Answer{
		Mail: r.PathValue("mail"), Response: r.PostFormValue("answer"),
	}))
}
