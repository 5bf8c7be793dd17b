package answer

import (
	"errors"
	"net/http"

	"kursbuch.internal/shared/proposal"
)

var errMethod = errors.New("method not allowed")

// row is what callers learn of an error.
type row struct {
	err    error
	status int
	code   string
	de, en string
}

// table has the answer to every error that a caller can do something about. Codes are stable: programs may rely on them.
var table = []row{
	{ErrMalformed, http.StatusBadRequest, "malformed",
		"Die Anfrage ist unverständlich:", "The request cannot be understood:"},
	{proposal.ErrUnauthenticated, http.StatusUnauthorized, "unauthenticated",
		"Bitte zuerst anmelden.", "Please sign in first."},
	{proposal.ErrNoApprover, http.StatusForbidden, "no-approver",
		"Das dürfen nur Freigebende dieser Veranstaltung.", "Only approvers of this event may do this."},
	{proposal.ErrFourEyes, http.StatusForbidden, "four-eyes",
		"Vier-Augen-Prinzip: Den eigenen Import muss jemand anderes freigeben. (Ist nicht bekannt, wer hochgeladen hat, darf niemand freigeben, der selbst Orga ist.)",
		"Four eyes: somebody else has to confirm your own import. (If it is not known who uploaded it, nobody who is an orga may confirm it.)"},
	{proposal.ErrNotFound, http.StatusNotFound, "not-found",
		"Das gibt es nicht, oder es ist für andere bestimmt.", "There is no such thing, or it is meant for others."},
	{errMethod, http.StatusMethodNotAllowed, "method-not-allowed",
		"Diese Adresse kennt die Methode nicht, siehe Allow.", "This address does not know the method, see Allow."},
	{proposal.ErrDecided, http.StatusConflict, "already-decided",
		"Über diesen Import ist schon entschieden, oder er war nie freizugeben.", "This import was decided already, or never could be."},
	{proposal.ErrNeedsForce, http.StatusConflict, "already-committed",
		"Genau dieser Inhalt wurde schon einmal importiert. Soll er wirklich noch einmal importiert werden, bitte mit \"force\": true bestätigen.",
		"Exactly this content was imported before. If it is really to be imported again, please confirm with \"force\": true."},
	{proposal.ErrNotCommitted, http.StatusConflict, "not-committed",
		"Nur ein ausgeführter Import kann rückgängig gemacht werden.", "Only an import that was carried out can be undone."},
	{proposal.ErrExpired, http.StatusGone, "expired",
		"Niemand hat rechtzeitig entschieden. Bitte die Datei noch einmal hochladen.", "Nobody decided in time. Please upload the file again."},
	{ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large",
		"Die Anfrage ist zu groß.", "The request is too large."},
}

// stale is the answer whose document holds more, see [Stale].
var stale = row{nil, http.StatusConflict, "stale",
	"Seit der Durchsicht hat sich etwas geändert, das der Import betrifft. Bitte die neue Vorschau prüfen und mit ihrem Token freigeben.",
	"Since the review something changed that the import concerns. Please review the new preview and confirm it by its token."}

var internal = row{nil, http.StatusInternalServerError, "internal",
	"Hier ist etwas schiefgegangen. Es wurde nichts halb ausgeführt; bitte gleich noch einmal versuchen.",
	"Something went wrong here. Nothing was done by halves; please try again in a moment."}
