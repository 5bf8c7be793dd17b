package onevent

import "kursbuch.internal/shared/problem"

func init() { problem.Register(personaSentences) }

// What is wrong, or strange, with personas in the directory.
const (
	Nameless          problem.Code = "nameless"
	PersonaTooBig     problem.Code = "persona-too-big"
	OtherPersona      problem.Code = "other-persona"
	PersonaRepeated   problem.Code = "persona-repeated"
	NeitherPutNor     problem.Code = "put-or-delete"
	PersonaRegistered problem.Code = "persona-registered"
	PersonaChanged    problem.Code = "persona-changed"
	OtherNames        problem.Code = "other-names"
)

var personaSentences = map[problem.Code]problem.Text{
	Nameless: {
		De: "Die Person hat keinen Namen. Bitte Vornamen („given_names“) oder Nachnamen („family_name“) angeben.",
		En: "The person has no name. Please give given names (“given_names”) or a family name (“family_name”).",
	},
	PersonaTooBig: {
		De: "Die Angaben zu dieser Person sind %[1]s Bytes groß, möglich sind %[2]s. Bitte weglassen, was Kursbuch nicht " +
			"braucht.",
		En: "What is said about this person takes %[1]s bytes, %[2]s are possible. Please leave out what Kursbuch does not " +
			"need.",
	},
	OtherPersona: {
		De: "Hier steht die ID %[1]s, gemeint ist aber die Person %[2]s. Bitte angleichen oder „id“ weglassen.",
		En: "This says ID %[1]s, but person %[2]s is meant. Please make it the same, or leave “id” out.",
	},
	PersonaRepeated: {
		De: "Die Person %[1]s kommt schon weiter oben vor. Bitte nur eine der beiden Stellen behalten.",
		En: "Person %[1]s occurs further up already. Please keep only one of the two places.",
	},
	NeitherPutNor: {
		De: "Gebraucht wird genau eins von beiden: „put“ mit den Angaben zu einer Person, oder „delete“ mit einer ID.",
		En: "It takes exactly one of the two: “put” with what is said about a person, or “delete” with an ID.",
	},
	PersonaRegistered: {
		De: "%[1]s ist angemeldet (%[2]s) und kann darum nicht gelöscht werden. Bitte zuerst dort die Anmeldung löschen.",
		En: "%[1]s is registered (%[2]s) and therefore cannot be deleted. Please delete the registration there first.",
	},
	PersonaChanged: {
		De: "Die Person %[1]s hat inzwischen jemand geändert. Bitte neu laden und die eigene Änderung wiederholen.",
		En: "Somebody changed person %[1]s in the meantime. Please load it again, then repeat your change.",
	},
	OtherNames: {
		De: "Kursbuch kennt %[1]s dieser Personen schon unter anderem Namen und bleibt dabei: %[2]s. Soll der Name aus dem " +
			"Export gelten, ändert ihn ein Admin: go run ./scripts/load -personas EXPORT.json, oder PUT /Events/personas/ID.",
		En: "Kursbuch knows %[1]s of these persons by another name already and keeps it: %[2]s. If the name of the export " +
			"is to hold, an admin changes it: go run ./scripts/load -personas EXPORT.json, or PUT /Events/personas/ID.",
	},
}
