package onimport

import "kursbuch.internal/shared/problem"

func init() { problem.Register(ofExports) }

// ofExports are the sentences about exports: what they do not tell, what is none, what leads from one to another.
var ofExports = map[problem.Code]problem.Text{
	UnverifiedPersona: {
		De: "Ob es die Person %[1]s gibt und ob sie Mitglied ist, steht nicht im Export; das weiß nur der Server. Der " +
			"Teilnahmebeitrag ist wie für jemanden berechnet, der kein Mitglied ist.",
		En: "Whether there is a person %[1]s, and whether they are a member, is not in the export; only the server " +
			"knows. The amount owed is calculated as for somebody who is no member.",
	},
	UnverifiedFee: {
		De: "Der Export nennt keinen individuellen Beitrag mit der ID %[1]s; ob es ihn gibt, weiß nur der Server.",
		En: "The export names no personalised fee with the ID %[1]s; whether there is one, only the server knows.",
	},
	UnnamedFee: {
		De: "Die ID des individuellen Beitrags „%[1]s“ steht nicht im Export. Bitte bei ihm als \"id\" eintragen. In " +
			"Gebrauch und noch keinem Beitrag zugeordnet: %[2]s.",
		En: "The export does not tell the ID of the personalised fee “%[1]s”. Please enter it there as \"id\". In use and " +
			"not yet assigned to any fee: %[2]s.",
	},
	UnusedFee: {
		De: "Die ID des individuellen Beitrags „%[1]s“ steht nicht im Export. Bitte bei ihm als \"id\" eintragen, wie sie " +
			"in der Datenbank ist; keine Anmeldung hat bisher einen Betrag dafür.",
		En: "The export does not tell the ID of the personalised fee “%[1]s”. Please enter it there as \"id\", as it is in " +
			"the database; no registration has an amount for it yet.",
	},
	NoSuchFee: {
		De: "Einen Beitrag „%[1]s“ hat die Veranstaltung nicht, und keinen individuellen. Bitte ihn weglassen.",
		En: "The event has no fee “%[1]s”, and no individual one. Please leave it out.",
	},
	OtherFeeID: {
		De: "Der Beitrag „%[1]s“ hat die ID %[2]s und kann nicht auch %[3]s haben.",
		En: "The fee “%[1]s” has the ID %[2]s and cannot have %[3]s, too.",
	},

	NotExport: {
		De: "Das ist kein Export einer Veranstaltung. Bitte in der Datenbank den partiellen Export herunterladen.",
		En: "This is no export of an event. Please download the partial export from the database.",
	},
	OtherExport: {
		De: "„kind“ ist hier %[1]s, im partiellen Export ist es \"partial\". Bitte in der Datenbank den partiellen Export " +
			"herunterladen.",
		En: "“kind” is %[1]s here, in a partial export it is \"partial\". Please download the partial export from the " +
			"database.",
	},
	ImportAsExport: {
		De: "Das ist kein Export, sondern ein Import: „event“ fehlt. Gebraucht wird der partielle Export der Veranstaltung.",
		En: "This is no export but an import: “event” is missing. What is needed is the partial export of the event.",
	},
	ExportVersion: {
		De: "Ein Export der Version %[1]s kann nicht gelesen werden: Es gehen 17.x, mit Vorbehalt auch 18.x und 19.x. " +
			"Bitte neu exportieren.",
		En: "An export of version %[1]s cannot be read: 17.x is fine, with reservations also 18.x and 19.x. Please export " +
			"it again.",
	},
	ExportLacks: {
		De: "Der Export hat die Version %[1]s, und „%[2]s“ fehlt (hier zuerst, insgesamt %[3]s-mal). Ohne das kann er " +
			"nicht gelesen werden.",
		En: "The export is of version %[1]s, and “%[2]s” is missing (here first, times in all: %[3]s). It cannot be read " +
			"without.",
	},

	BadSnapshot: {
		De: "„%[1]s“ hat hier nicht die Form, die ein partieller Export hat. Wurde er bearbeitet, bitte hier berichtigen, " +
			"sonst neu exportieren.",
		En: "“%[1]s” does not have the form here that a partial export has. If it was edited, please correct this, else " +
			"export it again.",
	},
	OutOfReach: {
		De: "„%[3]s“ kann kein Import ändern: Es bleibt bei %[1]s statt %[2]s.",
		En: "No import can change “%[3]s”: it stays %[1]s instead of %[2]s.",
	},
	StaysRegistered: {
		De: "%[1]s behält die Anmeldung %[2]s, deshalb kommt keine zweite dazu.",
		En: "%[1]s keeps registration %[2]s, so there cannot be a second one.",
	},
	NotCreated: {
		De: "Deshalb steht %[1]s %[2]s nicht im Import.",
		En: "So %[1]s %[2]s is not in the import.",
	},
	GroupInhabited: {
		De: "Die Gruppe %[2]s bleibt, weil die Unterkunft %[1]s noch darin ist und sonst mit ihr verschwände.",
		En: "Group %[2]s stays, because lodgement %[1]s is still in it and would vanish with it.",
	},
}
