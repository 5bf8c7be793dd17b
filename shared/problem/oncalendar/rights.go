// What is said about rights: those that Kursbuch needs itself, those of the people who may read the master calendar.
//
//	about                                 | such as
//	what Google lets Kursbuch do          | no-writer, api-off, delegation-withdrawn
//	the calendar as such                  | calendar-gone, refused-as-a-whole, name-refused
//	a right that Google does not give     | bad-share, sharing-forbidden, cannot-revoke
//	rights that nobody gave through us    | keeps-role, many-read, everybody-reads

package oncalendar

import "kursbuch.internal/shared/problem"

func init() { problem.Register(rightsSentences) }

// What a sync run has to say about rights.
const (
	CalendarGone     problem.Code = "calendar-gone"
	NotAuthorised    problem.Code = "not-authorised"
	NotDelegated     problem.Code = "not-delegated"
	NoWriter         problem.Code = "no-writer"
	NotOwner         problem.Code = "not-owner"
	APIOff           problem.Code = "api-off"
	Withdrawn        problem.Code = "delegation-withdrawn"
	AsWhole          problem.Code = "refused-as-a-whole"
	NameRefused      problem.Code = "name-refused"
	BadShare         problem.Code = "bad-share"
	SharingForbidden problem.Code = "sharing-forbidden"
	CannotRevoke     problem.Code = "cannot-revoke"
	KeepsRole        problem.Code = "keeps-role"
	ManyRead         problem.Code = "many-read"
	EverybodyReads   problem.Code = "everybody-reads"
	OwnedByService   problem.Code = "owned-by-service-account"
	CannotRead       problem.Code = "cannot-read"
	StillReads       problem.Code = "still-reads"
)

var rightsSentences = map[problem.Code]problem.Text{
	CalendarGone: {
		De: "Google kennt den Master-Kalender nicht mehr. Wurde er gelöscht oder die Berechtigung entzogen? Bitte den " +
			"Kalender in Google wiederherstellen oder Kursbuch wieder Zugriff geben. Geht das nicht, kann ein Admin " +
			"einen neuen anlegen lassen; dann kommen alle Einladungen noch einmal, deshalb geschieht es nicht von selbst.",
		En: "Google does not know the master calendar any more. Was it deleted, or access withdrawn? Please restore the " +
			"calendar in Google, or give Kursbuch access again. If that is not possible, an admin can have a new one " +
			"made; all invitations are sent again then, so it is not done by itself.",
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
	NoWriter: {
		De: "Kursbuch darf den Master-Kalender nicht mehr ändern (%[1]s). Bitte in Google in den Freigaben des " +
			"Kalenders dem Konto, als das Kursbuch arbeitet, „Änderungen vornehmen und Freigabe verwalten“ geben; der " +
			"nächste Lauf macht von selbst weiter.",
		En: "Kursbuch may not change the master calendar any more (%[1]s). Please give the account that Kursbuch acts " +
			"as the right to “make changes and manage sharing” of the calendar in Google; the next run goes on by itself.",
	},
	NotOwner: {
		De: "Kursbuch darf im Master-Kalender keine Freigaben lesen oder ändern (%[1]s); Leserechte bleiben, wie sie " +
			"sind, Termine werden weiter abgeglichen. Bitte in Google in den Freigaben des Kalenders dem Konto, als das " +
			"Kursbuch arbeitet, „Änderungen vornehmen und Freigabe verwalten“ geben; der nächste Lauf macht von selbst " +
			"weiter.",
		En: "Kursbuch may neither read nor change who shares the master calendar (%[1]s); rights to read stay as they " +
			"are, appointments are mirrored all the same. Please give the account that Kursbuch acts as the right to " +
			"“make changes and manage sharing” of the calendar in Google; the next run goes on by itself.",
	},
	APIOff: {
		De: "Im Google-Cloud-Projekt von Kursbuch ist die Google Calendar API ausgeschaltet (%[1]s). Bitte dort unter " +
			"„APIs & Dienste“ die Google Calendar API einschalten; der nächste Lauf macht von selbst weiter.",
		En: "The Google Calendar API is switched off in the Google Cloud project of Kursbuch (%[1]s). Please switch it " +
			"on there, under “APIs & Services”; the next run goes on by itself.",
	},
	Withdrawn: {
		De: "Kursbuch darf nicht mehr im Namen des Kontos handeln, dem der Master-Kalender gehört (%[1]s): Die " +
			"domainweite Delegation fehlt oder reicht nicht. Bitte in der Admin-Konsole von Google unter „Domainweite " +
			"Delegation“ das Dienstkonto mit den Bereichen aus terraform/README.md eintragen; der nächste Lauf macht von " +
			"selbst weiter.",
		En: "Kursbuch may not act any more for the account that has the master calendar (%[1]s): domain-wide " +
			"delegation is lacking, or allows too little. Please enter the service account with the scopes of " +
			"terraform/README.md in Google's admin console, under “Domain-wide delegation”; the next run goes on by " +
			"itself.",
	},
	// of a list, of the calendar as such
	AsWhole: {
		De: "Google lehnt eine Anfrage zum Master-Kalender ab: %[1]s. Der nächste Lauf versucht es wieder; bleibt es " +
			"so, bitte diesen Satz an die Technik geben.",
		En: "Google refuses a request about the master calendar: %[1]s. The next run tries again; if this stays, " +
			"please give this sentence to whoever runs Kursbuch.",
	},
	NameRefused: {
		De: "Google nimmt den Namen des Master-Kalenders nicht an: %[1]s. Bitte in den Einstellungen einen anderen wählen.",
		En: "Google does not take the name of the master calendar: %[1]s. Please choose another one in the settings.",
	},
	BadShare: {
		De: "Google nimmt das Leserecht für eine Mail-Adresse nicht an: %[1]s. Bitte die Adresse in den Stammdaten " +
			"prüfen.",
		En: "Google does not take the right to read for a mail address: %[1]s. Please check the address of the person.",
	},
	// within the day: what Google said is not remembered
	BadShare + "/2": {
		De: "Google hat das Leserecht für eine Mail-Adresse nicht angenommen; am %[2]s wird es wieder versucht. Bitte " +
			"die Adresse in den Stammdaten prüfen.",
		En: "Google did not take the right to read for a mail address; it is tried again at %[2]s. Please check the " +
			"address of the person.",
	},
	BadShare + "/3": {
		De: "Google nimmt das Leserecht für eine Mail-Adresse nicht an: %[1]s (%[3]s). Bitte die Adresse in den " +
			"Stammdaten prüfen; versucht wird es wieder, sobald sie eine andere ist, spätestens am %[2]s.",
		En: "Google does not take the right to read for a mail address: %[1]s (%[3]s). Please check the address of the " +
			"person; it is tried again as soon as it is another one, at %[2]s at the latest.",
	},
	SharingForbidden: {
		De: "Google verbietet, den Master-Kalender mit einer Person zu teilen: %[1]s (%[3]s). Eingeladen wird sie " +
			"trotzdem. Soll sie auch den ganzen Kalender lesen, bitte in der Admin-Konsole von Google die Freigabe an " +
			"diese Adresse erlauben; versucht wird es wieder am %[2]s.",
		En: "Google forbids to share the master calendar with a person: %[1]s (%[3]s). They are invited all the same. " +
			"If they are to read the whole calendar, too, please allow sharing with this address in Google's admin " +
			"console; it is tried again at %[2]s.",
	},
	CannotRevoke: {
		De: "Google nimmt einer Person das Leserecht am Master-Kalender nicht: %[1]s (%[3]s). Bitte es in Google in " +
			"den Freigaben des Kalenders von Hand entfernen; versucht wird es wieder am %[2]s.",
		En: "Google does not take the right to read the master calendar from a person: %[1]s (%[3]s). Please remove it " +
			"by hand where the calendar is shared in Google; it is tried again at %[2]s.",
	},
	// of several persons: how many, the first of them
	BadShare + "/5": {
		De: "Google nimmt das Leserecht für %[4]s Mail-Adressen nicht an (%[5]s), für die erste: %[1]s (%[3]s). Bitte die " +
			"Adressen in den Stammdaten prüfen; versucht wird es wieder, sobald sie andere sind, und täglich.",
		En: "Google does not take the right to read for %[4]s mail addresses (%[5]s), for the first one: %[1]s (%[3]s). " +
			"Please check the addresses of the persons; it is tried again as soon as they are others, and daily.",
	},
	SharingForbidden + "/5": {
		De: "Google verbietet, den Master-Kalender mit %[4]s Personen zu teilen (%[5]s): %[1]s (%[3]s). Eingeladen werden " +
			"sie trotzdem. Sollen sie auch den ganzen Kalender lesen, bitte in der Admin-Konsole von Google die Freigabe an " +
			"diese Adressen erlauben; versucht wird es täglich wieder.",
		En: "Google forbids to share the master calendar with %[4]s persons (%[5]s): %[1]s (%[3]s). They are invited all " +
			"the same. If they are to read the whole calendar, too, please allow sharing with these addresses in Google's " +
			"admin console; it is tried again daily.",
	},
	CannotRevoke + "/5": {
		De: "Google nimmt %[4]s Personen das Leserecht am Master-Kalender nicht (%[5]s): %[1]s (%[3]s). Bitte es in Google " +
			"in den Freigaben des Kalenders von Hand entfernen; versucht wird es täglich wieder.",
		En: "Google does not take the right to read the master calendar from %[4]s persons (%[5]s): %[1]s (%[3]s). Please " +
			"remove it by hand where the calendar is shared in Google; it is tried again daily.",
	},
	KeepsRole: {
		De: "Eine Person, die nicht abgeglichen wird, darf mehr als den Master-Kalender lesen (%[1]s). Kursbuch nimmt " +
			"nur Leserechte. Wenn das nicht gewollt ist, bitte in Google in den Freigaben des Kalenders entfernen.",
		En: "A person whose sync is off may do more than read the master calendar (%[1]s). Kursbuch takes only rights " +
			"to read. If this is not meant, please remove it where the calendar is shared in Google.",
	},
	ManyRead: {
		De: "Über %[1]s können auch Personen an den Master-Kalender, die nicht abgeglichen werden (%[2]s). Kursbuch " +
			"nimmt Gruppen und Domains nichts. Wenn das nicht gewollt ist, bitte in Google in den Freigaben des " +
			"Kalenders entfernen.",
		En: "By %[1]s also persons whose sync is off get at the master calendar (%[2]s). Kursbuch takes nothing from " +
			"groups and domains. If this is not meant, please remove it where the calendar is shared in Google.",
	},
	EverybodyReads: {
		De: "Der Master-Kalender ist für alle freigegeben (%[1]s), auch für Personen, die nicht abgeglichen werden. " +
			"Wenn das nicht gewollt ist, bitte in Google in den Freigaben des Kalenders ausschalten.",
		En: "The master calendar is shared with everybody (%[1]s), also with persons whose sync is off. If this is not " +
			"meant, please switch it off where the calendar is shared in Google.",
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
		En: "{1|One person|%[1]s persons} cannot read the master calendar yet. The next run gives them the right; if " +
			"this stays, please check their mail {1|address|addresses}.",
	},
	StillReads: {
		De: "{1|Eine Person kann|%[1]s Personen können} den Master-Kalender noch lesen, {1|soll|sollen} es aber nicht " +
			"mehr. Der nächste Lauf nimmt {1|ihr|ihnen} das Recht, wenn er es nicht zurückhält.",
		En: "{1|One person|%[1]s persons} can still read the master calendar, but should not. The next run takes the " +
			"right from them, unless it is held back.",
	},
}
