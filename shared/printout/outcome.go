package printout

import (
	"fmt"
	"strconv"

	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/wording"
)

var weights = map[outcome.Weight]style{
	outcome.Irreversible: red,
	outcome.CostsMoney:   red,
	outcome.Surprises:    yellow,
	outcome.Unusual:      yellow,
}

// remarks lists what is to be looked at, each with its weight, or what was verified.
func (t *Printer) remarks(title safe, remarks []wording.Remark) {
	if len(remarks) == 0 {
		return
	}
	t.print()
	t.print(t.paint(bold, title), safe(fmt.Sprintf(" (%d)", len(remarks))))
	width := 0
	for _, r := range remarks {
		width = max(width, length(clean(r.Word)))
	}
	for _, r := range remarks {
		mark := t.paint(green, "✔")
		if r.Word != "" {
			mark = t.paint(weights[r.Weight], pad(clean(r.Word), width))
		}
		t.print(indent, mark, indent, clean(r.Title))
		if r.Detail != "" {
			t.print(indent, pad("", max(width, 1)), indent, clean(r.Detail))
		}
	}
}

// charts shows the places that change.
func (t *Printer) charts(charts []wording.Chart) {
	for _, c := range charts {
		t.print()
		t.print(t.paint(bold, clean(c.Title)))
		width := 0
		for _, b := range c.Bars {
			width = max(width, length(t.bar(b)))
		}
		for i, b := range c.Bars {
			if t.cut(i, len(c.Bars)) {
				break
			}
			note := safe("")
			if b.Note != "" {
				note = ", " + clean(b.Note)
			}
			if b.Wrong {
				note = t.paint(yellow, note)
			}
			t.print(indent, pad(t.bar(b), width), indent, t.people(b), note)
		}
	}
}

// bar names a lodgement or course.
func (t *Printer) bar(b wording.Bar) safe {
	if b.Gone {
		return clean(b.Title) + t.say(" (verschwindet)", " (vanishes)")
	}
	return clean(b.Title)
}

// people tells how many there are of how many: "3 → 5 von 8–26".
func (t *Printer) people(b wording.Bar) safe {
	text := safe(strconv.Itoa(b.Was) + " → " + strconv.Itoa(b.Is))
	switch {
	case b.Least != nil && b.Most != nil:
		text += t.say(" von ", " of ") + safe(fmt.Sprintf("%d–%d", *b.Least, *b.Most))
	case b.Most != nil:
		text += t.say(" von ", " of ") + safe(strconv.Itoa(*b.Most))
	case b.Least != nil:
		text += t.say(" von mindestens ", " of at least ") + safe(strconv.Itoa(*b.Least))
	}
	return text
}

// ledger lists whose amounts change.
func (t *Printer) ledger(l wording.Ledger) {
	if len(l.Rows) == 0 {
		return
	}
	t.print()
	t.print(t.paint(bold, t.say("Geld", "Money")))
	width := length(clean(l.Total.Name))
	for _, e := range l.Rows {
		width = max(width, length(clean(e.Name)))
	}
	for i, e := range l.Rows {
		if t.cut(i, len(l.Rows)) {
			break
		}
		t.print(indent, pad(clean(e.Name), width), indent, t.amounts(e), t.say(", bezahlt ", ", paid "), clean(e.Paid), ": ",
			clean(e.Why))
	}
	t.print(indent, pad(clean(l.Total.Name), width), indent, t.amounts(l.Total))
}

func (t *Printer) amounts(e wording.Entry) safe {
	return clean(e.Was) + " → " + clean(e.Is) + " (" + clean(e.Difference) + ")"
}

// calendar tells what changes in whose calendar; nothing where nobody knows.
func (t *Printer) calendar(e *jobcal.Effect) {
	if e == nil {
		return
	}
	t.print()
	t.print(t.paint(bold, clean(wording.Calendar(*e, t.Language))))
	diaries := wording.Diaries(*e, t.Language)
	for i, d := range diaries {
		if t.cut(i, len(diaries)) {
			return
		}
		for _, what := range d.What {
			t.print(indent, clean(d.Name), ": ", clean(what))
		}
	}
}
