package problem

import (
	"fmt"
	"strings"
)

// What a sync run has to say about settings, about appointments, about Google.
const (
	NoCalendar       Code = "no-calendar"
	CalendarGone     Code = "calendar-gone"
	NotAuthorised    Code = "not-authorised"
	NotDelegated     Code = "not-delegated"
	RateLimited      Code = "rate-limited"
	InvitationLimit  Code = "invitation-limit"
	Unreachable      Code = "unreachable"
	Refused          Code = "refused"
	NotOrganizer     Code = "not-organizer"
	EditedAgain      Code = "edited-again"
	NeverTheSame     Code = "never-the-same"
	ForeignEntry     Code = "foreign-entry"
	SourceFailed     Code = "source-failed"
	DeletionsHeld    Code = "deletions-held"
	InvitationsOpen  Code = "invitations-open"
	OutOfTime        Code = "out-of-time"
	LeaseLost        Code = "lease-lost"
	MissingPerson    Code = "missing-person"
	MissingPersons   Code = "missing-persons"
	Stopped          Code = "stopped"
	Uninstalled      Code = "uninstalled"
	UninstallLeft    Code = "uninstall-left"
	UninstallUnsure  Code = "uninstall-unsure"
	BadShare         Code = "bad-share"
	OwnedByService   Code = "owned-by-service-account"
	CannotRead       Code = "cannot-read"
	StillReads       Code = "still-reads"
	NoRuns           Code = "no-runs"
	AlwaysHeals      Code = "always-heals"
	OutOfBounds      Code = "out-of-bounds"
	NotChoice        Code = "not-a-choice"
	NotColour        Code = "not-a-colour"
	NotDomain        Code = "not-a-domain"
	CannotBeSchedule Code = "cannot-be-a-schedule"
)

var syncSentences = map[Code]Text{
	NoCalendar: {"Es gibt noch keinen Master-Kalender. Bitte in den Einstellungen anlegen lassen.",
		"There is no master calendar yet. Please have it created in the settings."},
	CalendarGone: {"Google kennt den Master-Kalender nicht mehr. Wurde er gelöscht oder die Berechtigung entzogen? " +
		"Kursbuch legt ihn nicht von selbst neu an: Alle Einladungen kämen noch einmal. Bitte den Kalender in Google " +
		"wiederherstellen oder Kursbuch wieder Zugriff geben.",
		"Google does not know the master calendar any more. Was it deleted, or access withdrawn? Kursbuch does not create " +
			"it again by itself: all invitations would be sent again. Please restore the calendar in Google, or give " +
			"Kursbuch access again."},
	NotAuthorised: {"Google lässt Kursbuch nicht an den Kalender (%[1]s). Bitte die domainweite Delegation und den " +
		"Inhaber des Kalenders prüfen.", "Google does not let Kursbuch at the calendar (%[1]s). Please check the " +
		"domain-wide delegation and the owner of the calendar."},
	NotDelegated: {"Google lässt ein Dienstkonto niemanden einladen. Bitte die domainweite Delegation einrichten " +
		"und als Nutzerin arbeiten, siehe terraform/README.md.",
		"Google lets no service account invite anybody. Please set up domain-wide delegation and act as a user, see " +
			"terraform/README.md."},
	RateLimited: {"Google bremst Kursbuch. Der nächste Lauf macht hier weiter; zu tun ist nichts.",
		"Google slows Kursbuch down. The next run goes on here; there is nothing to do."},
	InvitationLimit: {"Google nimmt zurzeit keine Einladungen an Adressen außerhalb der eigenen Domains an. Termine " +
		"werden weiter abgeglichen; bis %[1]s wird niemand außerhalb eingeladen, dann versucht es der nächste Lauf wieder.",
		"At the moment Google takes no invitations of addresses outside of our own domains. Appointments are mirrored all " +
			"the same; until %[1]s nobody outside is invited, then the next run tries again."},
	Unreachable: {"Google ist nicht zu erreichen oder hat einen Fehler (%[1]s). Der nächste Lauf versucht es " +
		"wieder; zu tun ist nichts.", "Google cannot be reached or has a fault (%[1]s). The next run tries again; there " +
		"is nothing to do."},
	Refused: {"Google lehnt den Eintrag ab: %[1]s. Bitte den Termin im JobKalender ändern; spätestens um " +
		"%[2]s wird es noch einmal versucht.", "Google refuses the entry: %[1]s. Please change the appointment in the job " +
		"calendar; it is tried again at %[2]s at the latest."},
	NotOrganizer: {"Der Eintrag gehört in Google einem anderen Kalender. Bitte dort den Eintrag löschen, dann legt " +
		"der nächste Lauf ihn neu an.", "In Google the entry belongs to another calendar. Please delete it there, then " +
		"the next run creates it again."},
	EditedAgain: {"Jemand ändert den Eintrag gerade in Google. Der nächste Lauf versucht es wieder; zu tun ist " +
		"nichts.", "Somebody is editing the entry in Google right now. The next run tries again; there is nothing to do."},
	NeverTheSame: {"Google oder ein anderes Programm ändert an dem Eintrag immer wieder dasselbe: %[1]s. Bitte " +
		"nachsehen, wer; bis %[2]s bleibt er so.",
		"Google or another program keeps changing the same of the entry: %[1]s. Please find out who; until %[2]s it stays " +
			"as it is."},
	ForeignEntry: {"Die ID des Eintrags ist in Google schon von etwas Fremdem belegt, das unberührt bleibt.",
		"The ID of the entry is taken in Google by something foreign, which stays untouched."},
	SourceFailed: {"Die Quelle %[1]s konnte nicht gelesen werden. Ihre Einträge bleiben, wie sie sind; der nächste " +
		"Lauf versucht es wieder.", "The source %[1]s could not be read. Its entries stay as they are; the next run tries " +
		"again."},
	DeletionsHeld: {"Zurückgehalten: Verschwinden würden %[1]s; mit der Freigabe verschickt Google %[3]s Mails. " +
		"Wenn das stimmt, bitte genau diesen Plan freigeben: POST /CalendarSync {\"approve\": \"%[4]s\"}.",
		"Held back: %[2]s would go; on approval Google sends %[3]s mails. If this is right, please approve this very " +
			"plan: POST /CalendarSync {\"approve\": \"%[4]s\"}."},
	InvitationsOpen: {"%[1]s Einladungen an Adressen außerhalb der eigenen Domains stehen noch aus; das Kontingent " +
		"von %[2]s am Tag ist verbraucht. Der nächste Tag macht hier weiter; zu tun ist nichts.",
		"%[1]s invitations of addresses outside of our own domains are open; the budget of %[2]s a day is spent. The next " +
			"day goes on here; there is nothing to do."},
	OutOfTime: {"Die Zeit war um: %[1]s Änderungen macht der nächste Lauf.",
		"Time was up: the next run makes %[1]s changes."},
	LeaseLost: {"Ein anderer Lauf hat übernommen, dieser hat aufgehört; zu tun ist nichts.",
		"Another run has taken over, this one has stopped; there is nothing to do."},
	MissingPerson: {"%[1]s steht im Termin, aber nicht (mehr) in den Stammdaten, und wird nicht eingeladen.",
		"%[1]s is in the appointment, but not (any more) among persons and resources, and is not invited."},
	MissingPersons: {"%[1]s-mal steht in Terminen, wer oder was nicht (mehr) in den Stammdaten ist, und wird nicht " +
		"eingeladen: %[2]s. Bitte anlegen oder aus den Terminen nehmen.",
		"%[1]s times appointments name who or what is not (any more) among persons and resources, and is not invited: " +
			"%[2]s. Please add them, or take them out of the appointments."},
	Stopped: {"Der Abgleich ist angehalten: Am %[1]s hat %[2]s Kursbuch aus dem Master-Kalender genommen " +
		"(uninstall). Soll er weitergehen, bitte als Admin POST /CalendarSync {\"create\": true}.",
		"The sync is stopped: at %[1]s %[2]s took Kursbuch out of the master calendar (uninstall). To have it go on, " +
			"please, as an admin, POST /CalendarSync {\"create\": true}."},
	Uninstalled: {"Im Master-Kalender ist nichts mehr von Kursbuch, und der Abgleich ist angehalten. Soll er " +
		"weitergehen, bitte als Admin POST /CalendarSync {\"create\": true}; dann werden alle neu eingeladen.",
		"Nothing of Kursbuch is left in the master calendar, and the sync is stopped. To have it go on, please, as an " +
			"admin, POST /CalendarSync {\"create\": true}; then everybody is invited anew."},
	UninstallLeft: {"Der Abgleich ist angehalten, aber im Master-Kalender sind noch %[1]s Einträge und %[2]s " +
		"Leserechte von Kursbuch. Bitte noch einmal: als Admin POST /CalendarSync {\"uninstall\": true}.",
		"The sync is stopped, but %[1]s entries and %[2]s rights to read of Kursbuch are left in the master calendar. " +
			"Please ask once more: as an admin POST /CalendarSync {\"uninstall\": true}."},
	UninstallUnsure: {"Der Abgleich ist angehalten, aber ob noch etwas von Kursbuch im Master-Kalender ist, wurde " +
		"nicht mehr geprüft. Bitte noch einmal: als Admin POST /CalendarSync {\"uninstall\": true}.",
		"The sync is stopped, but nobody has checked whether anything of Kursbuch is left in the master calendar. Please " +
			"ask once more: as an admin POST /CalendarSync {\"uninstall\": true}."},
	BadShare: {"Google nimmt das Leserecht für eine Mail-Adresse nicht an: %[1]s. Bitte die Adresse in den " +
		"Stammdaten prüfen.", "Google does not take the right to read for a mail address: %[1]s. Please check the address " +
		"of the person."},
	OwnedByService: {"Der Master-Kalender gehört einem Dienstkonto (%[1]s): Es darf niemanden einladen, und mit ihm " +
		"verschwindet der Kalender. Bitte einen neuen als Nutzerin anlegen lassen, siehe README.",
		"The master calendar belongs to a service account (%[1]s): it may invite nobody, and the calendar ends with it. " +
			"Please have a new one created as a user, see the README."},
	CannotRead: {"%[1]s Personen können den Master-Kalender noch nicht lesen. Der nächste Lauf gibt ihnen das " +
		"Recht; bleibt es so, bitte ihre Mail-Adressen prüfen.",
		"%[1]s persons cannot read the master calendar yet. The next run gives them the right; if this stays, please " +
			"check their mail addresses."},
	StillReads: {"%[1]s Personen können den Master-Kalender noch lesen, sollen es aber nicht mehr. Der nächste " +
		"Lauf nimmt ihnen das Recht, wenn er es nicht zurückhält.",
		"%[1]s persons can still read the master calendar, but should not. The next run takes the right from them, unless " +
			"it is held back."},
	NoRuns: {"Seit mehr als drei Takten von je %[1]s Minuten lief kein Abgleich (zuletzt %[2]s). Bitte den " +
		"Auftrag in Cloud Scheduler prüfen: Ist er pausiert, darf er die Funktion aufrufen?",
		"For more than three intervals of %[1]s minutes there was no run (the latest: %[2]s). Please check the job in " +
			"Cloud Scheduler: is it paused, may it call the function?"},
	AlwaysHeals: {"Jeder der letzten Läufe hat Einträge zurückgeändert. Bitte nachsehen, wer oder welches " +
		"Programm den Kalender bearbeitet.", "Each of the latest runs had to change entries back. Please find out who, or " +
		"which program, edits the calendar."},
	OutOfBounds: {"%[1]s geht nicht, möglich sind %[2]s bis %[3]s.", "%[1]s is not possible, %[2]s to %[3]s are."},
	NotChoice:   {"%[1]s geht nicht, möglich sind: %[2]s.", "%[1]s is not possible, these are: %[2]s."},
	NotColour:   {"%[1]s ist keine Farbe von Google: 1 bis 11.", "%[1]s is no colour of Google's: 1 to 11."},
	NotDomain:   {"%[1]s ist keine Domain wie \"firma.example\".", "%[1]s is no domain like \"firma.example\"."},
	CannotBeSchedule: {"Cloud Scheduler hat den neuen Takt nicht angenommen; es wurde nichts geändert (%[1]s).",
		"Cloud Scheduler did not take the new interval; nothing was changed (%[1]s)."},
}

// Lost names what would go, without what would not.
func Lost(entries, guests, readers int) Text {
	var de, en []string
	for _, kind := range []struct {
		n                    int
		one, ein, more, mehr string
	}{
		{entries, "entry", "Eintrag", "entries", "Einträge"},
		{guests, "invitation", "Einladung", "invitations", "Einladungen"},
		{readers, "right to read", "Leserecht", "rights to read", "Leserechte"},
	} {
		switch kind.n {
		case 0:
		case 1:
			de, en = append(de, "1 "+kind.ein), append(en, "1 "+kind.one)
		default:
			de, en = append(de, fmt.Sprint(kind.n, " ", kind.mehr)), append(en, fmt.Sprint(kind.n, " ", kind.more))
		}
	}
	return Text{strings.Join(de, ", "), strings.Join(en, ", ")}
}
