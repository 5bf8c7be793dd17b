package proposaltest

import (
	"errors"
	"strings"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// said are the sentences of findings.
func said(found problem.List) string {
	var told []string
	for _, f := range found.Items {
		told = append(told, f.Message(problem.German))
	}
	return strings.Join(told, "\n")
}

// stale is what a decision gives that came too late.
func stale(d *desk, err error) *proposal.Proposal {
	d.Helper()
	late, ok := errors.AsType[*proposal.Stale](err)
	if !ok {
		d.Fatalf("not stale: %v", err)
	}
	return late.Fresh
}

var ofMemories = []clause{
	{"what was deleted is known by its name", func(d *desk) {
		d.commit(d.check("delete.json", file(`"lodgements": {"2": null}`)))
		d.later()
		for content, name := range map[string]string{
			file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 2}}}}`): "war „Dachboden“, gelöscht am ",
			file(`"lodgements": {"2": {"notes": "Zieht."}}`):                      "(„Dachboden“) wurde am ",
			file(`"lodgements": {"2": null}`):                                     "(„Dachboden“) wurde schon gelöscht",
		} {
			p := d.check("late-"+name+".json", content)
			found := p.Problems
			if p.Plan != nil {
				found = p.Plan.Warnings
			}
			if text := said(found); !strings.Contains(text, name) {
				d.Errorf("%s\nnames no %s", text, name)
			}
		}
	}},
	{"what was deleted since the review is known by its name, too", func(d *desk) {
		const name = "(„Dachboden“) wurde schon gelöscht"
		doubled := d.check("doubled.json", file(`"courses": {"1": {"title": "Neu"}}, "lodgements": {"2": null}`))
		into := d.check("into.json", file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 2}}}}`))
		d.commit(d.check("delete.json", file(`"lodgements": {"2": null}`)))
		_, err := d.confirm(into)
		if told := said(stale(d, err).Problems); !strings.Contains(told, "war „Dachboden“, gelöscht am ") {
			d.Errorf("the reference names nothing: %s", told)
		}
		_, err = d.confirm(doubled)
		fresh := stale(d, err)
		for when, p := range map[string]*proposal.Proposal{"stale": fresh, "stored": d.read(doubled.ID),
			"confirmed": d.commit(fresh), "stored then": d.read(doubled.ID)} {
			if told := said(p.Plan.Warnings); !strings.Contains(told, name) {
				d.Errorf("%s: the deletion names nothing: %s", when, told)
			}
		}
	}},
	{"what an undo misses is known by its name", func(d *desk) {
		d.commit(d.check("there.json", file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 2}}}}`)))
		moved := d.commit(d.check("move.json", file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 1}}}}`)))
		d.commit(d.check("delete.json", file(`"lodgements": {"2": null}`)))
		if told := said(d.undo(moved).Problems); !strings.Contains(told, "war „Dachboden“, gelöscht am ") {
			d.Errorf("the reference names nothing: %s", told)
		}
	}},
	{"what was never there has no name", func(d *desk) {
		p := d.check("never.json", file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 99}}}}`))
		if len(p.Problems.Items) != 1 || len(p.Problems.Items[0].Args) != 2 {
			d.Errorf("%v", p.Problems.Items)
		}
	}},
}
