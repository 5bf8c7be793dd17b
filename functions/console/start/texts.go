package start

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"start.title":  {De: "Start", En: "Home"},
	"start.hello":  {De: "Guten Tag, %s", En: "Hello, %s"},
	"start.events": {De: "Veranstaltungen", En: "Events"},
	"start.none":   {De: "Hier ist noch nichts freigeschaltet", En: "Nothing is open to this account yet"},
	"start.none-hint": {
		De: "Angemeldet als %s. Die Verantwortlichen einer Veranstaltung können diese Adresse als Orga oder Freigebende " +
			"eintragen. Ist es das falsche Konto, bitte abmelden und ein anderes nehmen.",
		En: "Signed in as %s. The people in charge of an event can enter this address as an orga or approver. If this is " +
			"the wrong account, please sign out and take another one.",
	},
}
