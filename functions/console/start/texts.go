package start

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"start.title": {De: "Start", En: "Home"},
	"start.hello": {De: "Guten Tag, %s", En: "Hello, %s"},
	"start.waiting": {
		De: "%d Vorgang wartet auf Freigabe.|%d Vorgänge warten auf Freigabe.",
		En: "%d import awaits confirmation.|%d imports await confirmation.",
	},
	"start.events": {De: "Veranstaltungen", En: "Events"},
	"start.mine":   {De: "Wartet auf mich", En: "Waits for me"},
	"start.last":   {De: "Zuletzt geschehen", En: "What happened last"},
	"start.quiet":  {De: "Nichts wartet", En: "Nothing waits"},
	"start.quiet-hint": {
		De: "Alles, was hier freigegeben werden kann, ist entschieden.",
		En: "Everything that can be confirmed here is decided.",
	},
	"start.none": {De: "Hier ist noch nichts freigeschaltet", En: "Nothing is open to this account yet"},
	"start.none-hint": {
		De: "Angemeldet als %s. Die Verantwortlichen einer Veranstaltung können diese Adresse als Orga oder " +
			"Freigebende eintragen. Ist es das falsche Konto, bitte abmelden und ein anderes nehmen.",
		En: "Signed in as %s. The people in charge of an event can enter this address as an orga or approver. If this " +
			"is the wrong account, please sign out and take another one.",
	},
	"start.changes":  {De: "%d Änderung|%d Änderungen", En: "%d change|%d changes"},
	"start.deletes":  {De: "löscht %d|löscht %d", En: "deletes %d|deletes %d"},
	"start.amounts":  {De: "%d Beitrag anders|%d Beiträge anders", En: "%d amount differs|%d amounts differ"},
	"start.warnings": {De: "%d Warnung|%d Warnungen", En: "%d warning|%d warnings"},
	"start.small":    {De: "klein und folgenlos", En: "small, without consequences"},
}
