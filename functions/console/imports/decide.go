package imports

import (
	"net/http"
	"slices"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// decision is what a visitor may decide about an import that waits. Nil parts are not theirs.
type decision struct {
	Action  string
	Confirm *confirmation
	Reject  *page.Field
	// Withdraw: who uploaded it takes it back.
	Withdraw bool
	Bar      page.Decide
}

// confirmation is the form by which an import is confirmed: exactly what its token stands for.
type confirmation struct {
	Token string
	// Deletions asks to type how many entities vanish; nil: too few to ask.
	Deletions *page.Field
	// Force: the same content was committed before, which is to be ticked.
	Force bool
	Facts []string
}

func (room *Room) decision(v *visit.Visit, p *proposal.Proposal, roles access.Roles, g given) *decision {
	say, me := room.sayer(v), v.Visitor.Caller
	d := &decision{Action: "/imports/" + string(p.ID), Bar: page.Decide{Label: say("decide.label"),
		Facts: room.facts(v, p)}}
	if slices.Contains(p.Confirmers, me.Mail) {
		d.Confirm = room.confirmation(v, p, g)
		d.Bar.Accept = page.Link{Href: "#decide", Text: say("decide.to-confirm")}
	}
	switch d.Withdraw = roles.MayWithdraw(me, p.Source.Uploader) == nil; {
	case d.Withdraw && p.Source.Uploader == me.Mail: // who takes back what is their own owes nobody a reason
		d.Bar.Reject = page.Link{Href: "#withdraw", Text: say("decide.to-withdraw")}
	case roles.MayDecide(me) == nil:
		d.Reject = &page.Field{ID: "reason", Name: "reason", Label: say("decide.reject-label"), Long: true, Required: true}
		if g.wrong == "decide.reason-missing" {
			d.Reject.Wrong = say(g.wrong)
		}
		d.Bar.Reject = page.Link{Href: "#reject", Text: say("decide.to-reject")}
	}
	if d.Confirm == nil && d.Reject == nil && !d.Withdraw {
		return nil
	}
	return d
}

func (room *Room) confirmation(v *visit.Visit, p *proposal.Proposal, g given) *confirmation {
	say := room.sayer(v)
	c := &confirmation{Token: p.Token, Facts: room.facts(v, p)}
	c.Force = slices.ContainsFunc(p.Plan.Warnings.Items, func(w problem.Problem) bool {
		return w.Code == onimport.AlreadyCommitted
	}) || g.said == "forced"
	if p.Figures.Mass {
		c.Deletions = &page.Field{ID: "deletions", Name: "deletions", Label: say("decide.deletions", p.Figures.Deletions),
			Unit: say("decide.deletions-unit"), Hint: say("decide.deletions-hint"), Required: true, Value: g.typed, Digits: true}
		if g.wrong == "decide.wrong" {
			c.Deletions.Wrong = say(g.wrong, p.Figures.Deletions)
		}
	}
	return c
}

// facts are an import in a few numbers.
func (room *Room) facts(v *visit.Visit, p *proposal.Proposal) []string {
	say, f := room.sayer(v), p.Figures
	facts := []string{say("facts.changes", f.Changes)}
	for _, fact := range []struct {
		n   int
		key string
	}{{f.Consequences, "facts.consequences"}, {f.Deletions, "facts.deletions"}, {f.Amounts, "facts.amounts"},
		{f.Calendars, "facts.calendars"}} {
		if fact.n > 0 {
			facts = append(facts, say(fact.key, fact.n))
		}
	}
	return facts
}

// stalePage is an import that is not any more what somebody saw.
type stalePage struct {
	Crumbs []page.Link
	Title  string
	Badge  page.Badge
	Banner page.Banner
	Count  string
	Three  page.Three
	Totals page.Figures // as they were shown, and now; empty: it is not known what was shown
	All    string
	Form   *decision
	Tick   string
}

// stale shows what was seen, what is now, what the import would do now. Nothing was written.
func (room *Room) stale(v *visit.Visit, s *proposal.Stale, shown *proposal.Proposal, token string) error {
	p := s.Fresh // and nothing newer: the token in the form stands for just these differences
	frame, heading, err := v.Around(room.store, p.Event, "imports", "")
	if err != nil {
		return err
	}
	say := room.sayer(v)
	here := "/imports/" + string(p.ID)
	body := stalePage{Title: p.Title(), All: here, Tick: say("stale.tick", len(s.Changed)),
		Badge:  page.Badge{Kind: page.Wait, Icon: "refresh-cw", Text: say("stale.badge")},
		Banner: page.Banner{Kind: page.Wait, Icon: "triangle-alert", Title: say("stale.title"), Text: say("stale.hint")},
		Count:  say("stale.count", len(s.Changed)), Crumbs: []page.Link{{Href: listOf(p.Event),
			Text: say("imports.title")}, {Href: here, Text: say("one.crumb")}},
		Form: room.decision(v, p, heading.Roles, given{}), Three: room.three(v, s, shown.Names())}
	if shown.Token == token { // else somebody else has looked at it meanwhile
		body.Totals = room.totals(v, shown, p)
	}
	frame.Title = say("stale.badge") + ": " + body.Title
	if body.Form == nil || body.Form.Confirm == nil {
		http.Redirect(v.Writer, v.Request, here, http.StatusSeeOther) // it cannot be confirmed any more, and says why
		return nil
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Status: 409, Template: "stale", Frame: frame, Body: body})
}

// totals are the sums of an import as they were shown and as they are now.
func (room *Room) totals(v *visit.Visit, shown, now *proposal.Proposal) (figures page.Figures) {
	say := room.sayer(v)
	money := func(p *proposal.Proposal) string {
		if p.Outcome == nil || p.Figures.Amounts == 0 {
			return wording.Nothing
		}
		return wording.Amounts(p.Outcome, v.Reader.Lang).Total.Difference
	}
	for _, t := range []struct{ icon, key, was, is string }{
		{"euro", "report.money", money(shown), money(now)},
		{"calendar", "report.calendars", v.Reader.Number(shown.Figures.Entries), v.Reader.Number(now.Figures.Entries)},
	} {
		kind := page.None
		if t.is == t.was && (t.was == wording.Nothing || t.was == v.Reader.Number(0)) {
			continue
		}
		if t.was != t.is {
			kind = page.Wait
		}
		figures = append(figures, page.Figure{Icon: t.icon, Label: say("stale.was", say(t.key)), Number: t.was},
			page.Figure{Kind: kind, Icon: t.icon, Label: say("stale.is", say(t.key)), Number: t.is})
	}
	return figures
}
