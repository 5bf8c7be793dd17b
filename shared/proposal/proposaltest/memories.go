package proposaltest

import (
	"strings"

	"kursbuch.internal/shared/problem"
)

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
			var told []string
			for _, f := range found.Items {
				told = append(told, f.Message(problem.German))
			}
			if text := strings.Join(told, "\n"); !strings.Contains(text, name) {
				d.Errorf("%s\nnames no %s", text, name)
			}
		}
	}},
	{"what was never there has no name", func(d *desk) {
		p := d.check("never.json", file(`"registrations": {"3": {"parts": {"1": {"lodgement_id": 99}}}}`))
		if len(p.Problems.Items) != 1 || len(p.Problems.Items[0].Args) != 2 {
			d.Errorf("%v", p.Problems.Items)
		}
	}},
}
