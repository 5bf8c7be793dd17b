package houses

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"houses.title": {De: "Vorlagen für Häuser", En: "Templates of houses"},
	"houses.lede": {
		De: "Legt Unterkunftsgruppen mit ihren Unterkünften an. Namen, Betten, Gruppen lassen sich vorher anpassen; " +
			"geschrieben wird erst nach der Freigabe.",
		En: "Creates lodgement groups with their lodgements. Names, beds, groups can be adjusted before; it is written " +
			"once it is confirmed.",
	},
	"houses.replace": {
		De: "Vorhandene Häuser bleiben. Soll eines davon wegfallen, braucht es danach einen zweiten Import: Er weist " +
			"allen, die dort wohnen, eine neue Unterkunft zu und löscht die alte Gruppe; wie, steht in der Hilfe.",
		En: "Existing houses stay. If one of them is to go, that takes a second import afterwards: it gives everybody who " +
			"lives there another lodgement and deletes the old group; the help says how.",
	},
	"houses.groups": {De: "%d Gruppe|%d Gruppen", En: "%d group|%d groups"},
	"houses.rooms":  {De: "%d Unterkunft|%d Unterkünfte", En: "%d lodgement|%d lodgements"},
	"houses.adjust": {De: "Anpassen", En: "Adjust"},

	"houses.error": {De: "Fehler", En: "Error"},
	"houses.wrong": {De: "%d Problem: So geht es noch nicht|%d Probleme: So geht es noch nicht",
		En: "%d problem: not possible like this|%d problems: not possible like this"},
	"houses.wrong-hint": {
		De: "Was nicht stimmt, steht bei der Zeile. Es wurde nichts hochgeladen.",
		En: "What is wrong is said at its row. Nothing was uploaded.",
	},
	"houses.new-groups": {De: "Neue Gruppen", En: "New groups"},
	"houses.group-hint": {
		De: "Eine Zeile ohne Namen entfällt. Statt einer neuen Gruppe kann unten eine vorhandene gewählt werden.",
		En: "A row without a name is left out. Instead of a new group, an existing one can be chosen below.",
	},
	"houses.group": {De: "Gruppe %d", En: "Group %d"},
	"houses.nameless": {
		De: "Gruppe %d hat keinen Namen. Bitte ihr einen geben, hier eine andere wählen oder den Namen dieser Unterkunft " +
			"leeren.",
		En: "Group %d has no name. Please give it one, choose another one here, or empty the name of this lodgement.",
	},
	"houses.new-rooms": {De: "Neue Unterkünfte", En: "New lodgements"},
	"houses.room-hint": {De: "Eine Zeile ohne Namen entfällt.", En: "A row without a name is left out."},
	"houses.room":      {De: "Unterkunft %d", En: "Lodgement %d"},
	"houses.name":      {De: "Name", En: "Name"},
	"houses.beds":      {De: "Betten", En: "Beds"},
	"houses.mats":      {De: "Isomatten", En: "Camping mats"},
	"houses.in":        {De: "Gruppe", En: "Group"},
	"houses.new":       {De: "neu: %s", En: "new: %s"},
	"houses.upload":    {De: "Hochladen und prüfen", En: "Upload and check"},
	"houses.download":  {De: "Als Datei herunterladen", En: "Download as a file"},
	"houses.may-not": {
		De: "Hochladen können Orgas dieser Veranstaltung; die Datei lässt sich weitergeben.",
		En: "Orgas of this event can upload; the file can be handed on.",
	},
}
