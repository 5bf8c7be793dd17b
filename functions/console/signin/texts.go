package signin

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"signin.title": {De: "Anmelden", En: "Sign in"},
	"signin.lede": {
		De: "Importe hochladen, ansehen und freigeben. Ein privates Konto genügt; welche Rechte es hat, legen die " +
			"Verantwortlichen der Veranstaltung an seiner Mailadresse fest.",
		En: "Upload, read and confirm imports. A private account will do; the people in charge of the event grant rights " +
			"to its mail address.",
	},
	"signin.with": {De: "Mit %s anmelden", En: "Sign in with %s"},
	"signin.note": {
		De: "Kursbuch erfährt Mailadresse und Namen, sonst nichts. Die Anmeldung gilt 12 Stunden; ein Cookie hält sie fest.",
		En: "Kursbuch learns mail address and name, nothing else. Signing in lasts 12 hours; a cookie keeps it.",
	},
	"signin.out": {
		De: "Abgemeldet, auch auf allen anderen Geräten.",
		En: "Signed out, on all other devices too.",
	},
	"signin.needed": {De: "Für diese Seite bitte anmelden.", En: "Please sign in for this page."},
	"signin.again": {
		De: "Die Anmeldung ist nicht zustande gekommen, oder sie hat länger als 10 Minuten gedauert. Bitte noch einmal.",
		En: "Signing in did not work, or took longer than 10 minutes. Please try again.",
	},
	"signin.refused": {
		De: "Die Anmeldung wurde abgebrochen.",
		En: "Signing in was cancelled.",
	},
	"signin.unverified": {
		De: "Die Mailadresse dieses Kontos ist nicht bestätigt. Bitte sie dort bestätigen oder ein anderes Konto nehmen.",
		En: "The mail address of this account is not verified. Please verify it there, or take another account.",
	},
	"signin.domain": {
		De: "Dieser Anmeldedienst darf für die Domain dieser Mailadresse nicht sprechen. Bitte ein anderes Konto nehmen.",
		En: "This service may not speak for the domain of this mail address. Please take another account.",
	},
	"signin.silent": {
		De: "Der Anmeldedienst antwortet gerade nicht. Bitte in ein paar Minuten noch einmal versuchen.",
		En: "The service to sign in with does not answer. Please try again in a few minutes.",
	},
	"signin.stuck": {
		De: "Das Abmelden hat nicht geklappt; die Anmeldung gilt noch. Bitte noch einmal versuchen.",
		En: "Signing out did not work; you are still signed in. Please try again.",
	},
	"signin.done":  {De: "Angemeldet", En: "Signed in"},
	"signin.close": {De: "Dieser Tab wird nicht mehr gebraucht.", En: "This tab is not needed any more."},
}
