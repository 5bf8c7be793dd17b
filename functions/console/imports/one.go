package imports

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/standing"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// onePage is one import, whatever became of it.
type onePage struct {
	Crumbs []page.Link
	Title  string
	Meta   []string
	Badge  page.Badge
	// Banner is what matters most; nil: the import just waits.
	Banner *page.Banner
	// Report is what the import changes; nil: nobody can commit it. Findings are why.
	Report   *report
	Findings []page.Finding
	More     string // findings that are not shown
	// Notes are warnings of a file with problems; those of any other are in its report.
	Notes     []page.Finding
	NotesMore string
	Again     *page.Drop // takes the mended file; nil: the visitor's are not taken
	// Help tells which keys, values, IDs there are; empty: for no event.
	Help string
	// Corrected is the file without some of them; nil: nothing can be put right without asking.
	Corrected *corrected
	Decide    *decision
	Undo      string // where a POST asks that it be undone; empty: it cannot be, or the visitor must not
	UndoHint  string // what that leads to
	Created   []created
	// Signed: on paper somebody confirms it by hand, or what was confirmed.
	Signed bool
	ID     proposal.ID
	Token  string
}

// created is an entity that got its number.
type created struct{ Section, Name, Placeholder, ID string }

// given is what a request says beside which import it is about.
type given struct {
	// show is which changes, page which part of them, of a single change whose place it is; money, places, people are
	// which part of amounts, of charts, of calendars.
	show, page, of, money, places, people string
	// said is the key of a notice about what the visitor has just tried.
	said string
	// wrong is the key of what is wrong with the form that was sent, typed is its number.
	wrong, typed string
	// status is that of HTTP; 0: 200.
	status int
}

// one shows an import.
func (room *Room) one(v *visit.Visit) error {
	p, err := proposal.See(v.Request.Context(), room.store, v.Visitor.Caller, proposal.ID(v.Request.PathValue("id")))
	if err != nil {
		return err
	}
	query, err := v.Query("show", "page", "of", "money", "places", "people")
	if err != nil {
		return err
	}
	return room.show(v, p, given{show: query.Get("show"), page: query.Get("page"), of: query.Get("of"),
		money: query.Get("money"), places: query.Get("places"), people: query.Get("people")})
}

// show answers with the page of an import as it is now.
func (room *Room) show(v *visit.Visit, p *proposal.Proposal, g given) error {
	p.Head = p.At(v.Reader.Now)
	frame, heading, err := v.Around(room.store, p.Event, "imports", p.Title())
	if err != nil {
		return err
	}
	say, roles := room.sayer(v), heading.Roles
	body := onePage{ID: p.ID, Token: p.Token, Title: p.Title(), Badge: standing.Badge(p.Status, v.Reader.Lang),
		Meta: room.meta(v, p.Head), Banner: room.banner(v, p, roles),
		Crumbs: []page.Link{{Href: listOf(p.Event), Text: say("imports.title")}}}
	if p.UndoOf != "" {
		body.Crumbs = append(body.Crumbs, page.Link{Href: "/imports/" + string(p.UndoOf), Text: say("one.undo-of")})
	}
	if g.said != "" {
		body.Banner = &page.Banner{Kind: page.Wait, Icon: "clock", Title: say("one.said." + g.said)}
	}
	if g.wrong != "" { // the form is at the end of the page, which may be long
		body.Banner = &page.Banner{Kind: page.Bad, Icon: "circle-x", Title: say("one.undecided"),
			Link: page.Link{Href: "#decide", Text: say("one.undecided-link")}}
		frame.Title = say("one.error") + ": " + body.Title
	}
	switch {
	case p.Status == proposal.Invalid:
		body.Findings, body.More = room.findings(v, p.Problems, "finding.more")
		body.Notes, body.NotesMore = room.findings(v, p.Warnings, "report.followers")
		body.Corrected = room.correction(v, p)
		if p.Target == "" && roles.MayUpload(v.Visitor.Caller) == nil { // else another event's
			body.Again = room.drop(v, p.Event, "again.title", "again.hint")
			body.Banner.Link = page.Link{Href: "#file", Text: say("one.anew")} // where it is on this very page
		}
		if heading.ID != 0 {
			body.Help = fmt.Sprintf("/events/%d/help", heading.ID)
		}
		frame.Title = say("one.error") + ": " + body.Title
	case p.Plan != nil && p.Outcome != nil:
		body.Report = room.report(v, p, g)
	}
	body.Signed = p.Status == proposal.Pending || p.Status == proposal.Committed
	if p.Status == proposal.Pending {
		body.Decide = room.decision(v, p, roles, g)
	}
	if p.Status == proposal.Committed {
		body.Created = room.madeOf(v, p)
		if p.CanBeUndone(roles, v.Visitor.Caller) {
			body.Undo, body.UndoHint = "/imports/"+string(p.ID), say("undo.hint")
			if roles.FourEyes {
				body.UndoHint = say("undo.hint-eyes")
			}
		}
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Status: g.status, Template: "one", Frame: frame, Body: body})
}

// sayer says the sentences of the room to a visitor.
func (room *Room) sayer(v *visit.Visit) func(string, ...any) string {
	return func(key string, args ...any) string { return room.page.Say(v.Reader.Lang, key, args...) }
}

// meta is what is known of an import besides what it does.
func (room *Room) meta(v *visit.Visit, h proposal.Head) []string {
	say := room.sayer(v)
	list := []string{say("one.by", room.uploader(v, h)), v.Reader.Moment(h.CreatedAt)}
	if h.Source.File != "" && h.Summary != "" {
		list = append([]string{h.Source.File}, list...)
	}
	switch {
	case h.Status == proposal.Pending:
		list = append(list, say("one.expires", v.Reader.Day(h.ExpiresAt)))
	case h.Decision != nil && h.Decision.By != "" && h.Status != proposal.Superseded:
		by := h.Decision.By
		if by == v.Visitor.Caller.Mail {
			by = say("imports.me")
		}
		list = append(list, say("one.decided."+string(h.Status), by, v.Reader.Moment(h.Decision.At)))
	}
	return list
}

// banner is what matters most about an import that does not simply wait.
func (room *Room) banner(v *visit.Visit, p *proposal.Proposal, roles access.Roles) *page.Banner {
	say := room.sayer(v)
	b := page.Banner{Kind: page.Info, Icon: "info"}
	switch p.Status {
	case proposal.Pending:
		return room.whoElse(v, p, roles)
	case proposal.Invalid:
		b.Kind, b.Icon, b.Title = page.Bad, "circle-x", say("one.problems", p.Problems.Total())
		b.Text, b.Link = say("one.problems-hint"), room.anew(v, p, roles)
		return &b
	case proposal.Committed:
		b.Kind, b.Icon, b.Text = page.Good, "check", say("one.committed-hint")
		if p.Figures.Warnings > 0 { // they are no part of what the token stands for
			b.Text += " " + say("one.warned")
		}
		if p.Figures.Entries > 0 {
			b.Text += " " + say("one.calendars-follow", p.Figures.Entries)
		}
	case proposal.Rejected:
		b.Text, b.Link = say("one.reason", p.Decision.Reason), room.anew(v, p, roles)
	case proposal.Withdrawn:
		b.Text = p.Decision.Reason
	case proposal.Superseded:
		if s := p.Decision.Successor; s != "" {
			b.Link = page.Link{Href: "/imports/" + string(s), Text: say("one.successor")}
		}
	}
	b.Title = say("one.is." + string(p.Status))
	if u := p.Undone; u != nil {
		b = page.Banner{Kind: page.Info, Icon: "undo-2", Title: say("one.undone", u.By, v.Reader.Moment(u.At)),
			Link: page.Link{Href: "/imports/" + string(u.Proposal), Text: say("one.undone-link")}}
	}
	return &b
}

// anew leads who uploaded a file to where a mended one is taken; zero: this was somebody else, or nobody knows who.
func (room *Room) anew(v *visit.Visit, p *proposal.Proposal, roles access.Roles) page.Link {
	if p.Source.Uploader != v.Visitor.Caller.Mail || roles.MayUpload(v.Visitor.Caller) != nil {
		return page.Link{}
	}
	return page.Link{Href: listOf(p.Event), Text: room.page.Say(v.Reader.Lang, "one.anew")}
}

// whoElse tells who may confirm what the visitor may not.
func (room *Room) whoElse(v *visit.Visit, p *proposal.Proposal, roles access.Roles) *page.Banner {
	say, me := room.sayer(v), v.Visitor.Caller.Mail
	if slices.Contains(p.Confirmers, me) {
		return nil
	}
	b := page.Banner{Kind: page.Info, Icon: "lock", Title: say("one.others")}
	switch {
	case p.Source.Uploader == me && p.UndoOf != "":
		b.Title = say("one.own-undo")
	case p.Source.Uploader == me:
		b.Title = say("one.own")
	case roles.MayDecide(v.Visitor.Caller) == nil:
		b.Title = say("one.suspect")
	}
	if len(p.Confirmers) > 0 {
		b.Text = say("one.confirmers", strings.Join(p.Confirmers, ", "))
		return &b
	}
	obstacle := p.Obstacle(roles, v.Reader.Now)
	if obstacle == proposal.ClosedEvent {
		b.Title = standing.Closed(roles.Closed, v.Reader)
		return &b
	}
	b.Kind, b.Icon, b.Text = page.Bad, "triangle-alert", say("one."+string(obstacle))
	return &b
}

// madeOf lists the numbers that new entities got.
func (room *Room) madeOf(v *visit.Visit, p *proposal.Proposal) (list []created) {
	if p.Decision == nil {
		return nil
	}
	names := p.Names().Entities
	for _, section := range event.AllSections {
		ids := p.Decision.Created[section]
		for _, placeholder := range slices.Backward(slices.Sorted(maps.Keys(ids))) { // as people count: -1, -2
			list = append(list, created{Section: wording.Kind(section, v.Reader.Lang),
				Name: names[section][placeholder], Placeholder: strconv.Itoa(int(placeholder)),
				ID: strconv.Itoa(int(ids[placeholder]))})
		}
	}
	return list
}
