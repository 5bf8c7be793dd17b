// What is said about the sync: the code of each finding, with its sentence in German and English. Each says what to do,
// or that there is nothing to do. It names no call of the API, no button: how it is done is the [problem.Action] of its
// code.
//
//	about                     | such as
//	the calendar, the rights  | no-calendar, not-delegated, cannot-read
//	Google as such            | rate-limited, unreachable, invitation-limit
//	one entry                 | refused, edited-again, given-away
//	what is held back         | deletions-held
//	a run as a whole          | out-of-time, lease-lost, stopped
//	settings                  | out-of-bounds, not-a-colour

package oncalendar

import (
	"kursbuch.internal/shared/problem"
)

// What a sync run has to say about settings, about appointments, about Google.
const (
	NoCalendar       problem.Code = "no-calendar"
	CalendarLeft     problem.Code = "calendar-left"
	RateLimited      problem.Code = "rate-limited"
	InvitationLimit  problem.Code = "invitation-limit"
	Unreachable      problem.Code = "unreachable"
	Refused          problem.Code = "refused"
	NotOrganizer     problem.Code = "not-organizer"
	EditedAgain      problem.Code = "edited-again"
	NeverTheSame     problem.Code = "never-the-same"
	GuestUnlisted    problem.Code = "guest-unlisted"
	SameMailbox      problem.Code = "same-mailbox"
	ForeignEntry     problem.Code = "foreign-entry"
	GivenAway        problem.Code = "given-away"
	SourceFailed     problem.Code = "source-failed"
	DeletionsHeld    problem.Code = "deletions-held"
	Released         problem.Code = "released"
	InvitationsOpen  problem.Code = "invitations-open"
	OutOfTime        problem.Code = "out-of-time"
	LeaseLost        problem.Code = "lease-lost"
	MissingPerson    problem.Code = "missing-person"
	MissingPersons   problem.Code = "missing-persons"
	RoomDeclined     problem.Code = "room-declined"
	RoomsDeclined    problem.Code = "rooms-declined"
	DescriptionCut   problem.Code = "description-cut"
	DescriptionsCut  problem.Code = "descriptions-cut"
	Stopped          problem.Code = "stopped"
	Paused           problem.Code = "paused"
	Uninstalled      problem.Code = "uninstalled"
	UninstallLeft    problem.Code = "uninstall-left"
	UninstallUnsure  problem.Code = "uninstall-unsure"
	NoRuns           problem.Code = "no-runs"
	AlwaysHeals      problem.Code = "always-heals"
	OutOfBounds      problem.Code = "out-of-bounds"
	NotChoice        problem.Code = "not-a-choice"
	NotColour        problem.Code = "not-a-colour"
	NotDomain        problem.Code = "not-a-domain"
	CannotBeSchedule problem.Code = "cannot-be-a-schedule"
)

var syncSentences = map[problem.Code]problem.Text{
	NoCalendar: {
		De: "Es gibt noch keinen Master-Kalender. Bitte als Admin anlegen lassen.",
		En: "There is no master calendar yet. Please have it created, as an admin.",
	},
	CalendarLeft: {
		De: "Ein Kalender „%[1]s“ sollte am %[2]s angelegt werden; ob das noch geschah, ist nicht bekannt. Steht in Google " +
			"ein leerer Kalender dieses Namens aus dieser Zeit, bitte dort von Hand löschen.",
		En: "A calendar \"%[1]s\" was to be made at %[2]s; nobody knows whether it still was. If there is an empty " +
			"calendar of that name and time in Google, please delete it there by hand.",
	},
	RateLimited: {
		De: "Google bremst Kursbuch. Der nächste Lauf macht hier weiter; zu tun ist nichts.",
		En: "Google slows Kursbuch down. The next run goes on here; there is nothing to do.",
	},
	InvitationLimit: {
		De: "Google nimmt zurzeit keine Einladungen an Adressen außerhalb der eigenen Domains an. Termine werden weiter " +
			"abgeglichen; bis %[1]s wird niemand außerhalb eingeladen, dann versucht es der nächste Lauf wieder.",
		En: "At the moment Google takes no invitations of addresses outside of our own domains. Appointments are " +
			"mirrored all the same; until %[1]s nobody outside is invited, then the next run tries again.",
	},
	InvitationLimit + "/0": { // nobody knows for how long
		De: "Google nimmt zurzeit keine Einladungen an Adressen außerhalb der eigenen Domains an. Der nächste Lauf " +
			"versucht es wieder; zu tun ist nichts.",
		En: "At the moment Google takes no invitations of addresses outside of our own domains. The next run tries " +
			"again; there is nothing to do.",
	},
	Unreachable: {
		De: "Google ist nicht zu erreichen oder hat einen Fehler (%[1]s). Der nächste Lauf versucht es wieder; zu tun " +
			"ist nichts.",
		En: "Google cannot be reached or has a fault (%[1]s). The next run tries again; there is nothing to do.",
	},
	Refused: {
		De: "Google lehnt den Eintrag ab: %[1]s. Bitte den Termin im JobKalender ändern; spätestens um %[2]s wird es " +
			"noch einmal versucht.",
		En: "Google refuses the entry: %[1]s. Please change the appointment in the job calendar; it is tried again at " +
			"%[2]s at the latest.",
	},
	Refused + "/1": { // nothing waits
		De: "Google lehnt den Eintrag ab: %[1]s. Bitte den Termin im JobKalender ändern; der nächste Lauf versucht es " +
			"noch einmal.",
		En: "Google refuses the entry: %[1]s. Please change the appointment in the job calendar; the next run tries " +
			"again.",
	},
	NotOrganizer: {
		De: "Der Eintrag gehört in Google einem anderen Kalender. Bitte dort den Eintrag löschen, dann legt der nächste " +
			"Lauf ihn neu an.",
		En: "In Google the entry belongs to another calendar. Please delete it there, then the next run creates it again.",
	},
	EditedAgain: {
		De: "Jemand ändert den Eintrag gerade in Google. Der nächste Lauf versucht es wieder; zu tun ist nichts.",
		En: "Somebody is editing the entry in Google right now. The next run tries again; there is nothing to do.",
	},
	GuestUnlisted: {
		De: "%[1]s wurde eingeladen, im Eintrag führt Google aber niemanden unter dieser Adresse, und unter welcher sonst, " +
			"ist nicht zu erkennen. Bitte die Adresse in den Stammdaten berichtigen.",
		En: "%[1]s was invited, but Google has nobody with this address in the entry, and nobody can tell with which one. " +
			"Please correct the address.",
	},
	SameMailbox: {
		De: "%[1]s und %[2]s haben dasselbe Gmail-Postfach: Für Google sind sie ein Gast mit einer Antwort. Bitte eine der " +
			"beiden Adressen in den Stammdaten berichtigen.",
		En: "%[1]s and %[2]s have the same mailbox of Gmail: to Google they are one guest with one answer. Please correct " +
			"one of the two addresses.",
	},
	NeverTheSame: {
		De: "Google oder ein anderes Programm ändert an dem Eintrag immer wieder dasselbe: %[1]s. Bitte nachsehen, wer; " +
			"bis %[2]s bleibt er so.",
		En: "Google or another program keeps changing the same of the entry: %[1]s. Please find out who; until %[2]s it " +
			"stays as it is.",
	},
	ForeignEntry: {
		De: "Die ID des Eintrags ist in Google schon von etwas Fremdem belegt, das unberührt bleibt.",
		En: "The ID of the entry is taken in Google by something foreign, which stays untouched.",
	},
	GivenAway: {
		De: "Jemand hat den Eintrag in Google in einen anderen Kalender verschoben. Im Master-Kalender steht er " +
			"wieder, die Gäste haben ihn jetzt zweimal. Bitte den verschobenen Eintrag in dem anderen Kalender löschen.",
		En: "Somebody moved the entry to another calendar in Google. It is back in the master calendar, and guests " +
			"have it twice now. Please delete the one that was moved, in that other calendar.",
	},
	// with the title, if the appointment goes
	GivenAway + "/1": {
		De: "„%[1]s“ ist gelöscht, aber jemand hatte den Eintrag in Google in einen anderen Kalender verschoben, wo die " +
			"Gäste ihn noch haben. Bitte auch dort löschen.",
		En: "“%[1]s” is deleted, but somebody had moved the entry to another calendar in Google, where guests still have " +
			"it. Please delete it there, too.",
	},
	SourceFailed: {
		De: "Die Quelle %[1]s konnte nicht gelesen werden. Ihre Einträge bleiben, wie sie sind; der nächste Lauf " +
			"versucht es wieder.",
		En: "The source %[1]s could not be read. Its entries stay as they are; the next run tries again.",
	},
	DeletionsHeld: {
		De: "Zurückgehalten ist, was verschwinden würde: %[1]s; mit der Freigabe verschickt Google {3|eine Mail|%[3]s " +
			"Mails}. Wenn das stimmt, bitte genau das freigeben.",
		En: "Held back is what would go: %[2]s; on approval Google sends {3|one mail|%[3]s mails}. If this is right, " +
			"please approve exactly this.",
	},
	DeletionsHeld + "/6": {
		De: "Zurückgehalten ist, was verschwinden würde: %[1]s; in den letzten 24 Stunden ging ohne Freigabe schon: " +
			"%[5]s. Mit der Freigabe verschickt Google {3|eine Mail|%[3]s Mails}. Wenn das stimmt, bitte genau das " +
			"freigeben.",
		En: "Held back is what would go: %[2]s; in the last 24 hours went without anybody approving it: %[6]s. On " +
			"approval Google sends {3|one mail|%[3]s mails}. If this is right, please approve exactly this.",
	},
	Released: {
		De: "Aus den Kalendern geht ohne weitere Rückfrage: %[1]s. %[3]s hat das am %[4]s bestätigt, mit %[5]s. Zu tun " +
			"ist nichts.",
		En: "From the calendars goes without asking once more: %[2]s. %[3]s confirmed it on %[4]s, with %[6]s. There " +
			"is nothing to do.",
	},
	InvitationsOpen: {
		De: "{1|Eine Einladung|%[1]s Einladungen} an Adressen außerhalb der eigenen Domains {1|steht|stehen} noch aus; " +
			"das Kontingent von %[2]s am Tag ist verbraucht. Der nächste Tag macht hier weiter; zu tun ist nichts.",
		En: "{1|One invitation|%[1]s invitations} of addresses outside of our own domains {1|is|are} open; the budget " +
			"of %[2]s a day is spent. The next day goes on here; there is nothing to do.",
	},
	RoomDeclined: {
		De: "%[1]s hat für „%[2]s“ am %[3]s abgesagt: Der Termin steht ohne diese Ressource da. Bitte eine andere oder " +
			"eine andere Zeit wählen.",
		En: "%[1]s has declined “%[2]s” on %[3]s: the appointment does not have this resource. Please choose another " +
			"one, or another time.",
	},
	// one resource, many appointments
	RoomsDeclined: {
		De: "%[1]s hat für %[2]s Termine abgesagt: %[3]s. Nimmt die Ressource in Google noch Einladungen an? Bitte " +
			"dort nachsehen, sonst für die Termine eine andere wählen.",
		En: "%[1]s has declined %[2]s appointments: %[3]s. Does the resource still take invitations in Google? Please " +
			"look there, else choose another one for the appointments.",
	},
	DescriptionCut: {
		De: "Die Beschreibung ist länger, als Google speichert (%[1]s Zeichen, mit Auftrag und Link): Im Kalender " +
			"steht nur ihr Anfang. Bitte kürzen.",
		En: "The description is longer than Google stores (%[1]s characters, with job number and link): the calendar " +
			"shows only its beginning. Please shorten it.",
	},
	DescriptionsCut: {
		De: "%[2]s Beschreibungen sind länger, als Google speichert (%[1]s Zeichen, mit Auftrag und Link): Im Kalender " +
			"steht nur ihr Anfang. Bitte kürzen: %[3]s.",
		En: "%[2]s descriptions are longer than Google stores (%[1]s characters, with job number and link): the " +
			"calendar shows only their beginning. Please shorten them: %[3]s.",
	},
	OutOfTime: {
		De: "Die Zeit war um: {1|Eine Änderung|%[1]s Änderungen} macht der nächste Lauf.",
		En: "Time was up: the next run makes {1|one change|%[1]s changes}.",
	},
	LeaseLost: {
		De: "Jemand hat diesen Lauf beendet, oder ein anderer hat übernommen. Was noch fehlt, macht der nächste; zu tun " +
			"ist nichts.",
		En: "Somebody ended this run, or another one has taken over. The next one does what is left; there is nothing to " +
			"do.",
	},
	MissingPerson: {
		De: "%[1]s steht im Termin, aber nicht (mehr) in den Stammdaten, und wird nicht eingeladen. Bitte anlegen oder " +
			"aus dem Termin nehmen.",
		En: "%[1]s is in the appointment, but not (any more) among persons and resources, and is not invited. Please " +
			"add them, or take them out of the appointment.",
	},
	MissingPersons: {
		De: "%[1]s-mal steht in Terminen, wer oder was nicht (mehr) in den Stammdaten ist, und wird nicht eingeladen: " +
			"%[2]s. Bitte anlegen oder aus den Terminen nehmen.",
		En: "%[1]s times appointments name who or what is not (any more) among persons and resources, and is not " +
			"invited: %[2]s. Please add them, or take them out of the appointments.",
	},
	Stopped: {
		De: "Der Abgleich ist angehalten: Am %[1]s hat %[2]s Kursbuch aus dem Master-Kalender genommen. Soll er " +
			"weitergehen, bitte als Admin wieder damit beginnen.",
		En: "The sync is stopped: at %[1]s %[2]s took Kursbuch out of the master calendar. To have it go on, please " +
			"start it again as an admin.",
	},
	Paused: {
		De: "Der Abgleich macht Pause: Am %[1]s hat %[2]s ihn unterbrochen („%[3]s“). Im Job-Kalender lässt sich " +
			"weiterarbeiten, in den Kalendern ändert sich nichts. Soll der Abgleich weitergehen, bitte als Admin die Pause " +
			"beenden.",
		En: "The sync is paused: at %[1]s %[2]s interrupted it (“%[3]s”). Work in the job calendar can go on, " +
			"nothing changes in the calendars. To have the sync go on, please end the pause as an admin.",
	},
	Uninstalled: {
		De: "Im Master-Kalender ist nichts mehr von Kursbuch, und der Abgleich ist angehalten. Soll er weitergehen, " +
			"bitte als Admin wieder damit beginnen; dann werden alle neu eingeladen.",
		En: "Nothing of Kursbuch is left in the master calendar, and the sync is stopped. To have it go on, please " +
			"start it again as an admin; then everybody is invited anew.",
	},
	UninstallLeft: {
		De: "Der Abgleich ist angehalten, aber im Master-Kalender {1|ist noch %[1]s Eintrag|sind noch %[1]s Einträge} " +
			"und %[2]s {2|Leserecht|Leserechte} von Kursbuch. Bitte als Admin Kursbuch noch einmal herausnehmen.",
		En: "The sync is stopped, but %[1]s {1|entry|entries} and %[2]s {2|right|rights} to read of Kursbuch are left " +
			"in the master calendar. Please take Kursbuch out once more, as an admin.",
	},
	UninstallUnsure: {
		De: "Der Abgleich ist angehalten, aber ob noch etwas von Kursbuch im Master-Kalender ist, wurde nicht mehr " +
			"geprüft. Bitte als Admin Kursbuch noch einmal herausnehmen.",
		En: "The sync is stopped, but nobody has checked whether anything of Kursbuch is left in the master calendar. " +
			"Please take Kursbuch out once more, as an admin.",
	},
	NoRuns: {
		De: "Seit mehr als drei Takten von je {1|einer Minute|%[1]s Minuten} lief kein Abgleich (zuletzt " +
			"%[2]s). Bitte den Auftrag in Cloud Scheduler prüfen: Ist er pausiert, darf er die Funktion aufrufen?",
		En: "For more than three intervals of {1|one minute|%[1]s minutes} there was no run (the latest: " +
			"%[2]s). Please check the job in Cloud Scheduler: is it paused, may it call the function?",
	},
	AlwaysHeals: {
		De: "Jeder der letzten Läufe hat Einträge zurückgeändert. Bitte nachsehen, wer oder welches Programm den " +
			"Kalender bearbeitet.",
		En: "Each of the latest runs had to change entries back. Please find out who, or which program, edits the " +
			"calendar.",
	},
	OutOfBounds: {
		De: "%[1]s geht nicht, möglich sind %[2]s bis %[3]s.",
		En: "%[1]s is not possible, %[2]s to %[3]s are.",
	},
	NotChoice: {De: "%[1]s geht nicht, möglich sind: %[2]s.", En: "%[1]s is not possible, these are: %[2]s."},
	NotColour: {
		De: "%[1]s ist keine Farbe von Google: 1 bis 11.",
		En: "%[1]s is no colour of Google's: 1 to 11.",
	},
	NotDomain: {
		De: "%[1]s ist keine Domain wie \"firma.example\".",
		En: "%[1]s is no domain like \"firma.example\".",
	},
	CannotBeSchedule: {
		De: "Cloud Scheduler hat den neuen Takt nicht angenommen; es wurde nichts geändert (%[1]s).",
		En: "Cloud Scheduler did not take the new interval; nothing was changed (%[1]s).",
	},
}
