package onimport

import "kursbuch.internal/shared/problem"

func init() { problem.Register(details) }

// details are the sentences of codes of which more may be known than the code: by the number of their values.
var details = map[problem.Code]problem.Text{
	Syntax + "/2": {
		De: "Kein gültiges JSON: „%[1]s“ darf hier nicht stehen. %[2]s",
		En: "Not valid JSON: “%[1]s” cannot stand here. %[2]s",
	},
	NotUTF8 + "/1": {De: "Die Datei ist kein Text in UTF-8. %[1]s", En: "The file is no text in UTF-8. %[1]s"},
	UnknownReference + "/4": {
		De: "Verweis ins Leere: %[1]s %[2]s war „%[3]s“, gelöscht am %[4]s.",
		En: "The reference leads nowhere: %[1]s %[2]s was “%[3]s”, deleted on %[4]s.",
	},
	UnknownReference + "/5": {
		De: "Verweis ins Leere: %[1]s %[2]s war „%[3]s“, gelöscht am %[4]s. Die Datei ist älter (%[5]s). Bitte neu " +
			"exportieren.",
		En: "The reference leads nowhere: %[1]s %[2]s was “%[3]s”, deleted on %[4]s. The file is older (%[5]s). Please " +
			"export again.",
	},
	problem.ExportOnly + "/2": {
		De: "„%[1]s“ steht nur in Exporten: Was jemand schuldet, wird berechnet. Ein Import kann es durch individuelle " +
			"Beiträge ändern (personalized_fees): %[2]s. Bitte weglassen.",
		En: "“%[1]s” is in exports only: what somebody owes is calculated. An import can change it by personalised fees " +
			"(personalized_fees): %[2]s. Please leave it out.",
	},
	NoSuchFee + "/2": {
		De: "Einen Beitrag „%[1]s“ hat die Veranstaltung nicht. An individuellen Beiträgen hat sie: %[2]s.",
		En: "The event has no fee “%[1]s”. Its personalised fees: %[2]s.",
	},
	OutOfReach + "/4": {
		De: "Was jemand schuldet, wird berechnet: Hier bleibt %[1]s statt %[2]s. Ein Import kann es durch individuelle " +
			"Beiträge ändern (personalized_fees): %[4]s.",
		En: "What somebody owes is calculated: it stays %[1]s here instead of %[2]s. An import can change it by " +
			"personalised fees (personalized_fees): %[4]s.",
	},
	problem.Missing + "/2": {
		De: "„%[1]s“ fehlt. Eine neue Anmeldung braucht Angaben zu %[2]s.",
		En: "“%[1]s” is missing. A new registration says something about %[2]s.",
	},
	problem.Missing + "/3": {
		De: "%[2]s „%[3]s“ fehlt (ID %[1]s).",
		En: "%[2]s “%[3]s” is missing (ID %[1]s).",
	},
	problem.DuplicateChoice + "/2": {
		De: "Der Kurs %[1]s (%[2]s) ist in dieser Liste schon gewählt.",
		En: "Course %[1]s (%[2]s) is chosen in this list already.",
	},
	// What was no file: an undo, another definition.
	IsRejected + "/4": {
		De: "Das ist abgelehnt: am %[1]s von %[2]s mit der Begründung „%[3]s“. Soll es doch geschehen, bitte die Änderung " +
			"noch einmal einreichen.",
		En: "This was rejected: at %[1]s by %[2]s, because “%[3]s”. If it is to happen all the same, please ask for the " +
			"change once more.",
	},
	IsWithdrawn + "/4": {
		De: "Das ist zurückgezogen: am %[1]s von %[2]s. Soll es doch geschehen, bitte die Änderung noch einmal einreichen.",
		En: "This was withdrawn: at %[1]s by %[2]s. If it is to happen all the same, please ask for the change once more.",
	},
	BadCondition + "/3": {
		De: "Die Bedingung des Beitrags kann ab Zeichen %[1]s nicht gelesen werden: %[2]s %[3]s.",
		En: "The condition of the fee cannot be read from character %[1]s on: %[2]s %[3]s.",
	},
	UnknownField + "/3": {
		De: "Das Datenfeld „%[1]s“ (%[2]s) gehört nicht hierher, sondern zu: %[3]s.",
		En: "The field “%[1]s” (%[2]s) does not belong here, but to: %[3]s.",
	},
	DoubleDeletion + "/4": {
		De: "%[1]s %[2]s („%[3]s“) wurde schon gelöscht, am %[4]s; das Löschen bewirkt nichts.",
		En: "%[1]s %[2]s (“%[3]s”) was deleted before, on %[4]s; deleting it does nothing.",
	},
	DoubleDeletion + "/5": {
		De: "%[1]s %[2]s („%[3]s“) wurde schon gelöscht, am %[4]s, nachdem die Datei geschrieben wurde (%[5]s); das " +
			"Löschen bewirkt nichts.",
		En: "%[1]s %[2]s (“%[3]s”) was deleted before, on %[4]s, after the file was written (%[5]s); deleting it does " +
			"nothing.",
	},
	UnknownID + "/4": {
		De: "%[1]s %[2]s („%[3]s“) wurde am %[4]s gelöscht, die Änderung bewirkt nichts.",
		En: "%[1]s %[2]s (“%[3]s”) was deleted on %[4]s, the change does nothing.",
	},
	UnknownID + "/5": {
		De: "%[1]s %[2]s („%[3]s“) wurde am %[4]s gelöscht, nachdem die Datei geschrieben wurde (%[5]s); die Änderung " +
			"bewirkt nichts. Bitte neu exportieren.",
		En: "%[1]s %[2]s (“%[3]s”) was deleted on %[4]s, after the file was written (%[5]s); the change does nothing. " +
			"Please export again.",
	},
	WholeExport + "/0": {
		De: "Das ist ein unveränderter Export, kein Import: Er würde nichts ändern. Ein Import hat nur, was sich ändern " +
			"soll, und nichts, was nur in Exporten steht. Einen Import aus zwei Exporten, dem unveränderten und dem " +
			"bearbeiteten, macht: orga diff ALT.json NEU.json",
		En: "This is an unchanged export, no import: it would change nothing. An import has only what is to change, and " +
			"nothing that is in exports only. From two exports, the unchanged and the edited one, this makes an import: " +
			"orga diff OLD.json NEW.json",
	},
	WholeExport: {
		De: "Das ist ein ganzer Export, kein Import: Darin {1|ist %[1]s Eintrag|sind %[1]s Einträge} anders als in der " +
			"Veranstaltung. Bitte nur stehen lassen, was sich ändern soll, und alles weglassen, was nur in Exporten steht. " +
			"Einen Import aus zwei Exporten, dem unveränderten und dem bearbeiteten, macht: orga diff ALT.json NEU.json",
		En: "This is a whole export, no import: {1|%[1]s entry|%[1]s entries} of it {1|differs|differ} from the event. " +
			"Please " +
			"leave only what is to change, and leave out what is in exports only. From two exports, the unchanged and the " +
			"edited one, this makes an import: orga diff OLD.json NEW.json",
	},
}
