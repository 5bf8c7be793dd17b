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
	CalendarGone     problem.Code = "calendar-gone"
	NotAuthorised    problem.Code = "not-authorised"
	NotDelegated     problem.Code = "not-delegated"
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
	Stopped          problem.Code = "stopped"
	Paused           problem.Code = "paused"
	Uninstalled      problem.Code = "uninstalled"
	UninstallLeft    problem.Code = "uninstall-left"
	UninstallUnsure  problem.Code = "uninstall-unsure"
	BadShare         problem.Code = "bad-share"
	OwnedByService   problem.Code = "owned-by-service-account"
	CannotRead       problem.Code = "cannot-read"
	StillReads       problem.Code = "still-reads"
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
	CalendarGone: {
		De: "Google kennt den Master-Kalender nicht mehr. Wurde er gelöscht oder die Berechtigung entzogen? Kursbuch " +
			"legt ihn nicht von selbst neu an: Alle Einladungen kämen noch einmal. Bitte den Kalender in Google " +
			"wiederherstellen oder Kursbuch wieder Zugriff geben.",
		En: "Google does not know the master calendar any more. Was it deleted, or access withdrawn? Kursbuch does not " +
			"create it again by itself: all invitations would be sent again. Please restore the calendar in Google, or " +
			"give Kursbuch access again.",
	},
	NotAuthorised: {
		De: "Google lässt Kursbuch nicht an den Kalender (%[1]s). Bitte die domainweite Delegation und den Inhaber des " +
			"Kalenders prüfen.",
		En: "Google does not let Kursbuch at the calendar (%[1]s). Please check the domain-wide delegation and the owner " +
			"of the calendar.",
	},
	NotDelegated: {
		De: "Google lässt ein Dienstkonto niemanden einladen. Bitte die domainweite Delegation einrichten und als " +
			"Nutzerin arbeiten, siehe terraform/README.md.",
		En: "Google lets no service account invite anybody. Please set up domain-wide delegation and act as a user, see " +
			"terraform/README.md.",
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
		De: "Jemand hat den Eintrag in Google in einen anderen Kalender verschoben. Im Master-Kalender steht er wieder, " +
			"die Gäste haben ihn jetzt zweimal. Bitte den verschobenen Eintrag in dem anderen Kalender löschen.",
		En: "Somebody moved the entry to another calendar in Google. It is back in the master calendar, and guests have it " +
			"twice now. Please delete the one that was moved, in that other calendar.",
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
		De: "Zurückgehalten ist, was verschwinden würde: %[1]s; in den letzten 24 Stunden ging ohne Freigabe schon: %[5]s. " +
			"Mit der Freigabe verschickt Google {3|eine Mail|%[3]s Mails}. Wenn das stimmt, bitte genau das freigeben.",
		En: "Held back is what would go: %[2]s; in the last 24 hours went without anybody approving it: %[6]s. On approval " +
			"Google sends {3|one mail|%[3]s mails}. If this is right, please approve exactly this.",
	},
	Released: {
		De: "Aus den Kalendern geht ohne weitere Rückfrage: %[1]s. %[3]s hat das am %[4]s bestätigt, mit %[5]s. Zu tun ist " +
			"nichts.",
		En: "From the calendars goes without asking once more: %[2]s. %[3]s confirmed it on %[4]s, with %[6]s. There is " +
			"nothing to do.",
	},
	InvitationsOpen: {
		De: "{1|Eine Einladung|%[1]s Einladungen} an Adressen außerhalb der eigenen Domains {1|steht|stehen} noch aus; das " +
			"Kontingent von %[2]s am Tag ist verbraucht. Der nächste Tag macht hier weiter; zu tun ist nichts.",
		En: "{1|One invitation|%[1]s invitations} of addresses outside of our own domains {1|is|are} open; the budget of " +
			"%[2]s a day is spent. The next day goes on here; there is nothing to do.",
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
		De: "%[1]s steht im Termin, aber nicht (mehr) in den Stammdaten, und wird nicht eingeladen.",
		En: "%[1]s is in the appointment, but not (any more) among persons and resources, and is not invited.",
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
		De: "Der Abgleich ist angehalten, aber im Master-Kalender {1|ist noch %[1]s Eintrag|sind noch %[1]s Einträge} und " +
			"%[2]s {2|Leserecht|Leserechte} von Kursbuch. Bitte als Admin Kursbuch noch einmal herausnehmen.",
		En: "The sync is stopped, but %[1]s {1|entry|entries} and %[2]s {2|right|rights} to read of Kursbuch are left in " +
			"the master calendar. Please take Kursbuch out once more, as an admin.",
	},
	UninstallUnsure: {
		De: "Der Abgleich ist angehalten, aber ob noch etwas von Kursbuch im Master-Kalender ist, wurde nicht mehr " +
			"geprüft. Bitte als Admin Kursbuch noch einmal herausnehmen.",
		En: "The sync is stopped, but nobody has checked whether anything of Kursbuch is left in the master calendar. " +
			"Please take Kursbuch out once more, as an admin.",
	},
	BadShare: {
		De: "Google nimmt das Leserecht für eine Mail-Adresse nicht an: %[1]s. Bitte die Adresse in den Stammdaten " +
			"prüfen.",
		En: "Google does not take the right to read for a mail address: %[1]s. Please check the address of the person.",
	},
	// within the day: what Google said is not remembered
	BadShare + "/2": {
		De: "Google hat das Leserecht für eine Mail-Adresse nicht angenommen; am %[2]s wird es wieder versucht. Bitte die " +
			"Adresse in den Stammdaten prüfen.",
		En: "Google did not take the right to read for a mail address; it is tried again at %[2]s. Please check the " +
			"address of the person.",
	},
	OwnedByService: {
		De: "Der Master-Kalender gehört einem Dienstkonto (%[1]s): Es darf niemanden einladen, und mit ihm verschwindet " +
			"der Kalender. Bitte einen neuen als Nutzerin anlegen lassen, siehe README.",
		En: "The master calendar belongs to a service account (%[1]s): it may invite nobody, and the calendar ends with " +
			"it. Please have a new one created as a user, see the README.",
	},
	CannotRead: {
		De: "{1|Eine Person kann|%[1]s Personen können} den Master-Kalender noch nicht lesen. Der nächste Lauf gibt " +
			"{1|ihr|ihnen} das Recht; bleibt es so, bitte die {1|Mail-Adresse|Mail-Adressen} prüfen.",
		En: "{1|One person|%[1]s persons} cannot read the master calendar yet. The next run gives them the right; if this " +
			"stays, please check their mail {1|address|addresses}.",
	},
	StillReads: {
		De: "{1|Eine Person kann|%[1]s Personen können} den Master-Kalender noch lesen, {1|soll|sollen} es aber nicht " +
			"mehr. Der nächste Lauf nimmt {1|ihr|ihnen} das Recht, wenn er es nicht zurückhält.",
		En: "{1|One person|%[1]s persons} can still read the master calendar, but should not. The next run takes the " +
			"right from them, unless it is held back.",
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
