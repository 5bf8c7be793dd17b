package printout

import (
	"fmt"
	"strings"

	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/scalar"
	"kursbuch.internal/shared/wording"
)

// accept ends the report on a file that can be imported, or was, after so many warnings.
func (t *Printer) accept(file safe, table wording.Table, p *proposal.Proposal, warnings int) {
	t.print()
	offline := p.Source.Object == "" && p.UndoOf == ""
	if len(table.Rows) == 0 && offline {
		t.print(t.paint(green, "✔ "+file), t.say(" ist in Ordnung, ändert aber nichts. Hochladen ist nicht nötig.",
			" is fine, but changes nothing. There is no need to upload it."))
		return
	}
	t.print(t.state(file, table, p), t.next(offline, p.Status, warnings))
	if p.Status == proposal.Pending && !offline {
		t.print(t.say("  Vorgang:     ", "  Proposal: "), safe(p.ID))
		t.print(t.say("  Prüfzeichen: ", "  Token:    "), safe(p.Token))
	}
}

// state is what can be done with a file, or what became of it.
func (t *Printer) state(file safe, table wording.Table, p *proposal.Proposal) safe {
	effects := clean(strings.Join(sums(table), ", "))
	if effects == "" {
		effects = t.say("nichts geändert", "nothing changed")
	}
	switch p.Status {
	case proposal.Pending:
		return t.paint(green, "✔ "+file) + t.say(" kann importiert werden: ", " can be imported: ") + effects + "."
	case proposal.Committed:
		return t.paint(green, "✔ "+file) + t.say(" wurde importiert", " was imported") + t.decided(p) + ": " + effects + "."
	case proposal.Rejected:
		return t.paint(red, "✘ "+file) + t.say(" wurde abgelehnt", " was rejected") + t.decided(p) + ": " +
			clean(p.Decision.Reason)
	case proposal.Withdrawn:
		return t.paint(red, "✘ "+file) + t.say(" wurde zurückgezogen", " was withdrawn") + t.decided(p) + "."
	}
	return t.paint(red, "✘ "+file) +
		t.say(" wartet nicht mehr auf eine Entscheidung.", " does not await a decision any more.")
}

func (t *Printer) decided(p *proposal.Proposal) safe {
	if p.Decision == nil {
		return ""
	}
	at := scalar.InBerlin(p.Decision.At).Format("02.01.2006, 15:04")
	return t.say(", am ", ", on ") + safe(at) + t.say(" Uhr durch ", " by ") + clean(p.Decision.By)
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
func (t *Printer) next(offline bool, status proposal.Status, warnings int) safe {
	if status != proposal.Pending {
		return ""
	}
	step := t.say("freigeben oder ablehnen.", "confirm or reject it.")
	if offline {
		step = t.say("hochladen.", "upload it.")
	}
	if warnings == 0 {
		return t.say(" Nächster Schritt: ", " Next step: ") + step
	}
	return t.say(" Nächster Schritt: ", " Next step: ") + t.count(warnings, t.say("Warnung", "warning"),
		t.say("Warnungen", "warnings")) + t.say(" ansehen, dann ", " to look at, then ") + step
}
