// Package onevent is what Kursbuch has to say about running an event: the codes of findings, their sentences.
package onevent

import "kursbuch.internal/shared/problem"

func init() {
	problem.Register(accessSentences)
	problem.Register(endingSentences)
}

// What is wrong, or strange, with who may do what in an event.
const (
	NamedTwice      problem.Code = "named-twice"
	TooManyPeople   problem.Code = "too-many-people"
	NobodyApproves  problem.Code = "nobody-approves"
	ApproversOver   problem.Code = "approvers-over"
	OnlyOwnUploads  problem.Code = "only-own-uploads"
	RoleOver        problem.Code = "role-over"
	EndsForNobody   problem.Code = "ends-for-nobody"
	NotUploading    problem.Code = "not-uploading"
	UploadsUnlisted problem.Code = "uploads-unlisted"
)

var accessSentences = map[problem.Code]problem.Text{
	NamedTwice: {
		De: "%[1]s steht hier schon. Groß- und Kleinschreibung machen niemanden zu jemand anderem.",
		En: "%[1]s is here already. Capitals make nobody somebody else.",
	},
	TooManyPeople: {
		De: "Hier stehen %[1]s Mail-Adressen, möglich sind %[2]s. Bitte nur eintragen, wer die Rolle wirklich braucht.",
		En: "There are %[1]s mail addresses here, %[2]s are possible. Please enter only those who really need the role.",
	},
	NobodyApproves: {
		De: "Niemand ist Freigebende oder Freigebender („approvers“); so könnte nie jemand einen Import freigeben. Bitte " +
			"mindestens eine Mail-Adresse angeben.",
		En: "Nobody is an approver (“approvers”); like this, nobody could ever confirm an import. Please give at least one " +
			"mail address.",
	},
	ApproversOver: {
		De: "Die Rollen aller Freigebenden sind zu Ende: Niemand kann mehr einen Import freigeben. Bitte eine Person als " +
			"Freigebende eintragen oder ein späteres Ende angeben.",
		En: "The roles of all approvers are over: nobody can confirm an import any more. Please enter an approver, or give " +
			"a later end.",
	},
	OnlyOwnUploads: {
		De: "Alle Freigebenden sind auch Orgas. Wegen des Vier-Augen-Prinzips kann niemand freigeben, was direkt in den " +
			"Bucket hochgeladen wurde, denn es könnte von ihnen selbst sein. Bitte als Freigebende auch eine Person " +
			"eintragen, die nicht Orga ist.",
		En: "All approvers are orgas, too. Because of four eyes nobody can confirm what was uploaded into the bucket " +
			"directly, as it could be their own. Please enter an approver who is no orga.",
	},
	RoleOver: {
		De: "Die Rolle von %[1]s endete am %[2]s.",
		En: "The role of %[1]s ended on %[2]s.",
	},
	EndsForNobody: {
		De: "%[1]s hat diese Rolle nicht, also kann sie nicht enden. Bitte auch unter „%[2]s“ eintragen oder hier weglassen.",
		En: "%[1]s does not have this role, so it cannot end. Please enter it under “%[2]s”, too, or leave it out here.",
	},
	NotUploading: {
		De: "%[1]s ist Orga, darf aber nicht direkt in den Bucket hochladen: In „uploaders“ des Deployments fehlt die " +
			"Adresse. Im Browser hochladen geht.",
		En: "%[1]s is an orga, but must not upload into the bucket directly: “uploaders” of the deployment lacks the " +
			"address. Uploading in the browser works.",
	},
	UploadsUnlisted: {
		De: "%[1]s darf direkt in den Bucket hochladen („uploaders“ des Deployments), ist hier aber keine Orga. Bitte dort " +
			"herausnehmen oder hier eintragen.",
		En: "%[1]s may upload into the bucket directly (“uploaders” of the deployment), but is no orga here. Please take " +
			"the address out there or enter it here.",
	},
}

// What is wrong with something because of how an event ends.
const (
	EventClosed problem.Code = "event-closed"
	OtherTitle  problem.Code = "other-title"
)

var endingSentences = map[problem.Code]problem.Text{
	EventClosed: {
		De: "Die Veranstaltung ist abgeschlossen (am %[1]s von %[2]s): An ihr ändert sich nichts mehr. Soll doch noch " +
			"etwas geändert werden, bitte sie durch einen Admin wieder öffnen lassen, dann noch einmal hochladen.",
		En: "The event is closed (at %[1]s by %[2]s): nothing of it changes any more. If something is to be changed all " +
			"the same, please have an admin open it again, then upload once more.",
	},
	OtherTitle: {
		De: "%[1]s ist nicht der Titel dieser Veranstaltung; es wurde nichts getan. Sie heißt „%[2]s“. Ist diese gemeint, " +
			"bitte ihren Titel genau so eintippen.",
		En: "%[1]s is not the title of this event; nothing was done. It is called “%[2]s”. If this one is meant, please " +
			"type its title exactly like that.",
	},
}
