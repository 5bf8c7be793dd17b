package answer

import (
	"errors"
	"net/http"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event/persona"
	"kursbuch.internal/shared/jobcal"
	leading "kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/dossier"
	"kursbuch.internal/shared/syncrun"
)

// row is what callers learn of an error.
type row struct {
	err    error
	status int
	code   string
	de, en string
}

func (r row) document(lang problem.Language) Document {
	detail := r.de
	if lang == problem.English {
		detail = r.en
	}
	return Document{Title: http.StatusText(r.status), Status: r.status, Code: r.code, Detail: detail}
}

var errMethod = errors.New("method not allowed")

// table has the answer to every error that a caller can do something about. Codes are stable: programs may rely on
// them.
var table = []row{
	{ErrMalformed, http.StatusBadRequest, "malformed",
		"Die Anfrage ist unverständlich:", "The request cannot be understood:"},
	{access.ErrUnauthenticated, http.StatusUnauthorized, "unauthenticated",
		"Bitte zuerst anmelden: Die Anfrage sagt nicht, von wem sie kommt.",
		"Please sign in first: the request does not say who sends it."},
	{ErrForeign, http.StatusForbidden, "foreign-origin",
		"Diese Anfrage schickt eine fremde Webseite; es wurde nichts getan. Bitte die Seite von Kursbuch selbst öffnen, " +
			"oder ein Programm wie curl benutzen.",
		"A foreign web page sends this request; nothing was done. Please open the page of Kursbuch itself, or use a " +
			"program such as curl."},
	{access.ErrNoApprover, http.StatusForbidden, "no-approver",
		"Das dürfen nur Freigebende dieser Veranstaltung.", "Only approvers of this event may do this."},
	{access.ErrFourEyes, http.StatusForbidden, "four-eyes",
		"Vier-Augen-Prinzip: Den eigenen Import muss jemand anderes freigeben. (Ist nicht bekannt, wer hochgeladen hat, " +
			"darf niemand freigeben, der selbst Orga ist.)",
		"Four eyes: somebody else has to confirm your own import. (If it is not known who uploaded it, nobody who is an " +
			"orga may confirm it.)"},
	{access.ErrNoAdmin, http.StatusForbidden, "no-admin", "Das dürfen nur Admins.", "Only admins may do this."},
	{access.ErrNoOrga, http.StatusForbidden, "no-orga",
		"Das dürfen nur Orgas dieser Veranstaltung und Admins.", "Only orgas of this event and admins may do this."},
	{access.ErrNoRole, http.StatusForbidden, "no-role",
		"Das dürfen nur Orgas und Freigebende dieser Veranstaltung.", "Only orgas and approvers of this event may do this."},
	{access.ErrClosed, http.StatusConflict, "closed",
		"Die Veranstaltung ist abgeschlossen, an ihr ändert sich nichts mehr; es wurde nichts getan. Ein Admin kann sie " +
			"wieder öffnen.",
		"The event is closed, nothing of it changes any more; nothing was done. An admin can open it again."},
	{access.ErrOpen, http.StatusConflict, "open",
		"Die Veranstaltung ist nicht abgeschlossen; es wurde nichts getan. Gelöscht wird nur, was abgeschlossen ist: bitte " +
			"zuerst abschließen (POST /Events/close).",
		"The event is not closed; nothing was done. Only what is closed can be erased: please close it first " +
			"(POST /Events/close)."},
	{access.ErrEnding, http.StatusConflict, "ending",
		"Die Veranstaltung soll gelöscht werden; es wurde nichts getan. Soll sie wieder geöffnet werden, bitte zuerst das " +
			"Löschen absagen (DELETE /Events/erase).",
		"The event is to be erased; nothing was done. If it is to be opened again, please call the erase off first " +
			"(DELETE /Events/erase)."},
	{access.ErrBegun, http.StatusConflict, "begun",
		"Dafür ist es zu spät: Die sieben Tage sind um, die Veranstaltung wird gelöscht. Es wurde nichts getan.",
		"It is too late for this: the seven days are over, the event is being erased. Nothing was done."},
	{access.ErrNotUploader, http.StatusForbidden, "not-uploader",
		"Zurückziehen kann einen Import nur, wer ihn hochgeladen hat. Freigebende können ihn ablehnen.",
		"Only who uploaded an import may withdraw it. Approvers may reject it."},
	{persona.ErrUnknown, http.StatusNotFound, "unknown-persona",
		"Eine Person mit dieser Nummer kennt Kursbuch nicht. Bitte die Nummer prüfen. Stimmt sie, kann ein Admin die " +
			"Person hinzufügen: PUT /Events/personas/NUMMER, viele auf einmal mit go run ./scripts/load -personas DATEI.",
		"Kursbuch knows no person with this number. Please check the number. If it is right, an admin can add the person: " +
			"PUT /Events/personas/NUMBER, many at once by go run ./scripts/load -personas FILE."},
	{access.ErrNotFound, http.StatusNotFound, "not-found",
		"Das gibt es nicht, oder es ist für andere bestimmt.", "There is no such thing, or it is meant for others."},
	{errMethod, http.StatusMethodNotAllowed, "method-not-allowed",
		"Diese Methode geht hier nicht. Welche gehen, steht in der Kopfzeile Allow.",
		"This method does not work here. Those that do are in the header Allow."},
	{proposal.ErrDecided, http.StatusConflict, "already-decided",
		"Dieser Import wartet nicht mehr auf eine Entscheidung.", "This import does not await a decision any more."},
	{proposal.ErrWrongToken, http.StatusConflict, "wrong-token",
		"Dieses Token gehört nicht zu diesem Import; es wurde nichts getan. Bitte die Vorschau öffnen, prüfen und mit " +
			"ihrem Token freigeben.",
		"This token is none of this import; nothing was done. Please open the preview, review it and confirm it by its " +
			"token."},
	{proposal.ErrReasonMissing, http.StatusBadRequest, "reason-missing",
		"Zum Ablehnen gehört eine Begründung (\"reason\"): Wer hochgeladen hat, muss wissen, was zu ändern ist.",
		"Rejecting takes a \"reason\": who uploaded the import has to know what to change."},
	{proposal.ErrNeedsForce, http.StatusConflict, "already-committed",
		"Genau dieser Inhalt wurde schon einmal importiert. Soll er wirklich noch einmal importiert werden, bitte mit " +
			"\"force\": true bestätigen.",
		"Exactly this content was imported before. If it is really to be imported again, " +
			"please confirm with \"force\": true."},
	{proposal.ErrDeletions, http.StatusConflict, "deletions",
		"Mehr als ein Fünftel einer Art verschwindet; es wurde nichts getan. Soll das so sein, bitte mit \"deletions\" " +
			"bestätigen, wie viele Einträge verschwinden: Die Zahl steht unter figures.deletions.",
		"More than a fifth of a kind vanishes; nothing was done. If it is to be like this, please confirm by " +
			"\"deletions\" how many entries vanish: the number is in figures.deletions."},
	{proposal.ErrNotCommitted, http.StatusConflict, "not-committed",
		"Nur ein ausgeführter Import kann rückgängig gemacht werden.", "Only an import that was carried out can be undone."},
	{proposal.ErrExists, http.StatusConflict, "exists",
		"Eine Veranstaltung mit dieser ID gibt es schon; es wurde nichts getan. Geändert wird sie durch Importe, nicht " +
			"durch neues Anlegen.",
		"There is an event with this ID already; nothing was done. It is changed by imports, not by creating it anew."},
	{proposal.ErrErased, http.StatusConflict, "erased",
		"Eine Veranstaltung mit dieser ID wurde gelöscht; es wurde nichts getan. Ihre ID wird nie wieder vergeben: bitte " +
			"eine andere nehmen.",
		"An event with this ID was erased; nothing was done. Its ID is never used again: please take another one."},
	{proposal.ErrExpired, http.StatusGone, "expired",
		"Niemand hat rechtzeitig entschieden. Bitte die Datei noch einmal hochladen oder die Änderung noch einmal " +
			"einreichen.",
		"Nobody decided in time. Please upload the file again, or ask for the change once more."},
	{syncrun.ErrBusy, http.StatusConflict, "busy",
		"Gerade läuft ein Abgleich. Bitte in einer Minute noch einmal versuchen.",
		"A sync run is under way. Please try again in a minute."},
	{syncrun.ErrNoSuchRun, http.StatusConflict, "no-such-run",
		"Dieser Lauf ist schon zu Ende, oder es gab ihn nie; es wurde nichts getan.",
		"This run has ended already, or there never was one; nothing was done."},
	{syncrun.ErrNothingHeld, http.StatusConflict, "nothing-held",
		"Zurzeit wird nichts zurückgehalten, es gibt nichts freizugeben; es wurde nichts getan. Was ein Lauf tun würde, " +
			"sagt GET /CalendarSync.",
		"Nothing is held back at the moment, so there is nothing to approve; nothing was done. GET /CalendarSync tells " +
			"what a run would do."},
	{leading.ErrNothingHeld, http.StatusConflict, "nothing-held",
		"Von dieser Tabelle wird nichts zurückgehalten, es gibt nichts freizugeben; es wurde nichts getan. Was aus ihr " +
			"wurde, sagt GET /JobCalendar/tables.",
		"Nothing of this table is held back, so there is nothing to approve; nothing was done. GET /JobCalendar/tables " +
			"tells what became of it."},
	{leading.ErrOtherHeld, http.StatusConflict, "other-held",
		"Von dieser Tabelle wird inzwischen etwas anderes zurückgehalten; es wurde nichts getan. Bitte ihren Bericht neu " +
			"laden, prüfen und mit seinem hash freigeben.",
		"Something else of this table is held back by now; nothing was done. Please load its report again, review it, and " +
			"approve it by its hash."},
	{syncrun.ErrPlanHash, http.StatusConflict, "plan-hash",
		"Das ist der Hash des Plans. Freigegeben wird, was zurückgehalten wird, mit held.hash; es wurde nichts getan.",
		"This is the hash of the plan. What is held back is approved by held.hash; nothing was done."},
	{syncrun.ErrOtherHeld, http.StatusConflict, "other-held",
		"Zurückgehalten wird etwas anderes als das, oder es hat sich inzwischen geändert; es wurde nichts getan. Bitte " +
			"den Plan neu laden, prüfen und mit seinem held.hash freigeben.",
		"What is held back is something else, or has changed in the meantime; nothing was done. Please load the plan " +
			"again, review it and approve it by its held.hash."},
	{syncrun.ErrOtherPlan, http.StatusConflict, "other-plan",
		"Der Plan hat sich inzwischen geändert; es wurde nichts getan. Bitte neu laden und prüfen.",
		"The plan has changed in the meantime; nothing was done. Please load it again and review it."},
	{syncrun.ErrHasCalendar, http.StatusConflict, "has-calendar",
		"Es gibt schon einen Master-Kalender; es wurde nichts getan. Ein neuer wird nur angelegt, wenn Google diesen nicht " +
			"mehr kennt: ?doctor sagt, ob und wie.",
		"There is a master calendar already; nothing was done. A new one is made only if Google does not know this one any " +
			"more: ?doctor says whether, and how."},
	{syncrun.ErrOtherCalendar, http.StatusConflict, "other-calendar",
		"instead_of nennt nicht den Kalender, der abgeglichen wird; es wurde nichts getan. Den richtigen Aufruf nennt " +
			"?doctor.",
		"instead_of does not name the calendar that is mirrored; nothing was done. ?doctor names the right call."},
	{persona.ErrRegistered, http.StatusConflict, "registered",
		"Wer angemeldet ist, kann nicht gelöscht werden; es wurde nichts getan. Wo das ist, steht unter problems.",
		"Who is registered cannot be deleted; nothing was done. Where that is, is said in problems."},
	{access.ErrChanged, http.StatusPreconditionFailed, "changed",
		"Das hat inzwischen jemand geändert, es wurde nichts geschrieben. Bitte neu laden und die eigene Änderung " +
			"wiederholen.",
		"Somebody changed this in the meantime, so nothing was written. Please load it again, then repeat your change."},
	{ErrInvalid, http.StatusUnprocessableEntity, "invalid",
		"So geht es nicht, es wurde nichts geschrieben. Was zu ändern ist, steht unter problems.",
		"This is not possible, so nothing was written. What has to be changed is listed in problems."},
	{dossier.ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large",
		"Über diese Person ist mehr gespeichert, als in eine Antwort passt. Bitte für jede Veranstaltung einzeln fragen: " +
			"mit ?event= und ihrer Nummer. Ist eine allein zu groß, ihre Importe mit GET /ImportConfirm?event= lesen.",
		"More is stored about this person than fits into an answer. Please ask for each event by itself: by ?event= with " +
			"its number. If one is too large alone, read its imports by GET /ImportConfirm?event=."},
	{jobcal.ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large",
		"Das ist zu viel für einen Stapel, es wurde nichts geschrieben. Bitte auf mehrere Stapel aufteilen.",
		"This is too much for one batch, so nothing was written. Please split it into several batches."},
	{ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large",
		"Die Anfrage ist zu groß.", "The request is too large."},
	{ErrUnconditional, http.StatusPreconditionRequired, "unconditional",
		"Es fehlt die Kopfzeile If-Match mit dem ETag dessen, was gelesen wurde. Ohne sie ginge verloren, was jemand " +
			"anderes geändert hat.",
		"The header If-Match is missing, with the ETag of what was read. Without it, what somebody else changed would be " +
			"lost."},
	{ErrSchedule, http.StatusBadGateway, "schedule",
		"Cloud Scheduler hat den neuen Takt nicht angenommen; es wurde nichts geändert. Näheres steht unter problems.",
		"Cloud Scheduler did not take the new interval; nothing was changed. More is said in problems."},
}

// stale is the answer whose document holds more, see [Stale].
var stale = row{nil, http.StatusConflict, "stale",
	"Seit der Durchsicht hat sich etwas geändert, das der Import betrifft. Bitte die neue Vorschau prüfen und mit " +
		"ihrem Token freigeben.",
	"Since the review something changed that the import concerns. Please review the new preview and confirm it by its " +
		"token."}

// internal is the answer to everything else.
var internal = row{nil, http.StatusInternalServerError, "internal",
	"Hier ist etwas schiefgegangen. Es wurde nichts halb ausgeführt; bitte gleich noch einmal versuchen.",
	"Something went wrong here. Nothing was done by halves; please try again in a moment."}
