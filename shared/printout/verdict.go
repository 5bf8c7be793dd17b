package printout

import (
	"fmt"
	"strings"

	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/wording"
)

// accept ends the report on a file that can be imported, or was, after so many warnings.
func (t *Printer) accept(what safe, table wording.Table, p *proposal.Proposal, warnings int) {
	t.print()
	if len(table.Rows) == 0 && p.Status == proposal.Pending {
		step := t.say("Es gibt nichts freizugeben.", "There is nothing to confirm.")
		if offline(p) {
			step = t.say("Hochladen ist nicht nötig.", "There is no need to upload it.")
		}
		t.print(t.paint(green, "✔ "+what),
			t.say(" ist in Ordnung, ändert aber nichts. ", " is fine, but changes nothing. "), step)
	} else {
		t.print(t.state(what, table, p), t.next(p, warnings))
	}
	if p.Status == proposal.Pending && !offline(p) {
		t.print(t.say("  Vorgang:     ", "  Proposal: "), safe(p.ID))
		t.print(t.say("  Prüfzeichen: ", "  Token:    "), safe(p.Token))
	}
}

// state is what can be done with a file, or what became of it.
func (t *Printer) state(what safe, table wording.Table, p *proposal.Proposal) safe {
	effects := clean(strings.Join(sums(table), ", "))
	if effects == "" {
		effects = t.say("nichts geändert", "nothing changed")
	}
	switch p.Status {
	case proposal.Pending:
		return t.paint(green, "✔ "+what) + t.say(" kann importiert werden: ", " can be imported: ") + effects + "."
	case proposal.Committed:
		return t.paint(green, "✔ "+what) + t.say(" wurde importiert", " was imported") + t.decided(p) + ": " + effects + "."
	case proposal.Rejected:
		return t.paint(red, "✘ "+what) + t.say(" wurde abgelehnt", " was rejected") + t.decided(p) + ": " +
			clean(p.Decision.Reason)
	case proposal.Withdrawn:
		return t.paint(red, "✘ "+what) + t.say(" wurde zurückgezogen", " was withdrawn") + t.decided(p) + "."
	}
	return t.paint(red, "✘ "+what) +
		t.say(" wartet nicht mehr auf eine Entscheidung.", " does not await a decision any more.")
}

func (t *Printer) decided(p *proposal.Proposal) safe {
	if p.Decision == nil {
		return ""
	}
	return t.say(", am ", ", on ") + t.moment(p.Decision.At) + t.say(" durch ", " by ") + clean(p.Decision.By)
}

// sums adds up the columns of a table that are not empty: "5 geändert".
func sums(table wording.Table) []string {
	var effects []string
	for i, column := range table.Columns {
		sum := 0
		for _, row := range table.Rows {
			sum += row.Counts[i]
		}
		if sum > 0 {
			effects = append(effects, fmt.Sprint(sum, " ", column))
		}
	}
	return effects
}

// next is the next step of who reads about a pending proposal.
func (t *Printer) next(p *proposal.Proposal, warnings int) safe {
	if p.Status != proposal.Pending {
		return ""
	}
	step := t.say("freigeben oder ablehnen.", "confirm or reject it.")
	if offline(p) {
		step = t.say("hochladen.", "upload it.")
	}
	if warnings == 0 {
		return t.say(" Nächster Schritt: ", " Next step: ") + step
	}
	return t.say(" Nächster Schritt: ", " Next step: ") + t.count(warnings, t.say("Warnung", "warning"),
		t.say("Warnungen", "warnings")) + t.say(" ansehen, dann ", " to look at, then ") + step
}
