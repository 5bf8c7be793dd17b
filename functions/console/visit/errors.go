package visit

import (
	"errors"
	"net/http"
	"slices"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/shared/access"
)

// trouble is what people learn of an error.
type trouble struct {
	err        error
	status     int
	key        string // of its texts: key.title, key.text
	kind, icon string
}

// troublePage is the page of an error.
type troublePage struct{ Kind, Icon, Title, Text, Back string }

// ErrTooLarge says that what was sent is larger than it may be.
var ErrTooLarge = errors.New("too large")

// troubles has what anybody can do something about; the rest is a fault of ours.
var troubles = []trouble{
	{access.ErrNotFound, http.StatusNotFound, "not-found", page.Info, "search"},
	{access.ErrUnauthenticated, http.StatusUnauthorized, "signed-out", page.Wait, "lock"},
	{access.ErrClosed, http.StatusConflict, "closed", page.Info, "lock"},
	{access.ErrForbidden, http.StatusForbidden, "forbidden", page.Wait, "lock"},
	{page.ErrForeign, http.StatusForbidden, "foreign", page.Bad, "lock"},
	{ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large", page.Bad, "file-up"},
	{answer.ErrMalformed, http.StatusBadRequest, "malformed", page.Bad, "circle-alert"},
}

var internal = trouble{nil, http.StatusInternalServerError, "internal", page.Bad, "circle-alert"}

func troubleOf(err error) trouble {
	i := slices.IndexFunc(troubles, func(t trouble) bool { return errors.Is(err, t.err) })
	if i < 0 {
		return internal
	}
	return troubles[i]
}

var texts = page.Texts{
	"trouble.error":  {De: "Fehler", En: "Error"},
	"trouble.back":   {De: "Zum Start", En: "To the start page"},
	"trouble.signin": {De: "Anmelden", En: "Sign in"},

	"not-found.title": {De: "Das gibt es nicht", En: "There is no such page"},
	"not-found.text": {
		De: "Die Adresse stimmt nicht, der Inhalt ist gelöscht, oder er ist für andere bestimmt. Wer einen Link " +
			"bekommen hat, fragt am besten bei der absendenden Person nach, ob das Konto die nötigen Rechte hat.",
		En: "The address is wrong, the content was deleted, or it is meant for others. Who was sent a link had best " +
			"ask the sender whether this account has the rights that it takes.",
	},
	"signed-out.title": {De: "Nicht angemeldet", En: "Not signed in"},
	"signed-out.text":  {De: "Bitte zuerst anmelden.", En: "Please sign in first."},
	"forbidden.title":  {De: "Das dürfen nur andere", En: "Only others may do this"},
	"forbidden.text": {
		De: "Ansehen ist möglich, dies zu tun nicht. Wer es darf, steht auf der Seite des Vorgangs.",
		En: "Looking is possible, doing this is not. The page of the proposal says who may.",
	},
	"closed.title": {De: "Die Veranstaltung ist abgeschlossen", En: "The event is closed"},
	"closed.text": {
		De: "An ihr ändert sich nichts mehr; es wurde nichts getan. Soll doch noch etwas geändert werden, kann ein Admin " +
			"sie wieder öffnen.",
		En: "Nothing of it changes any more; nothing was done. If something is to be changed all the same, an admin can " +
			"open it again.",
	},
	"foreign.title": {De: "Das kam nicht von einer Seite von Kursbuch", En: "This was not sent by a page of Kursbuch"},
	"foreign.text": {
		De: "Änderungen nimmt Kursbuch nur von den eigenen Seiten an. Es wurde nichts geändert. Bitte die Seite hier " +
			"öffnen und es dort noch einmal versuchen; bleibt es dabei, unterdrückt der Browser die Herkunft von " +
			"Formularen.",
		En: "Kursbuch takes changes from its own pages only. Nothing was changed. Please open the page here and try " +
			"again; if that does not help, the browser hides where forms come from.",
	},
	"too-large.title": {De: "Zu groß", En: "Too large"},
	"too-large.text": {
		De: "Was gesendet wurde, ist größer als erlaubt. Dateien dürfen zusammen bis zu 30\u00a0MB groß sein; bitte " +
			"weniger auf einmal senden. Es wurde nichts geändert.",
		En: "What was sent is larger than allowed. Files may have up to 30\u00a0MB together; please send less at once. " +
			"Nothing was changed.",
	},
	"malformed.title": {De: "Das ist unverständlich", En: "This cannot be understood"},
	"malformed.text": {
		De: "%s Es wurde nichts geändert.",
		En: "%s Nothing was changed.",
	},
	"internal.title": {De: "Da ist etwas schiefgegangen", En: "Something went wrong"},
	"internal.text": {
		De: "Der Fehler liegt bei Kursbuch und ist notiert. Was gerade gespeichert werden sollte, ist ganz gespeichert " +
			"oder gar nicht. Bitte in ein paar Minuten noch einmal versuchen.",
		En: "The fault is Kursbuch's and was noted. What was to be saved is saved as a whole or not at all. Please try " +
			"again in a few minutes.",
	},
	"expired.title": {De: "Die Sitzung ist abgelaufen", En: "The session has ended"},
	"expired.text": {
		De: "Es wurde noch nichts gesendet. Was eingegeben war, steht unten und geht nicht verloren.",
		En: "Nothing was sent yet. What was entered is below and is not lost.",
	},
	"expired.file": {
		De: "Eine Datei kann diese Seite nicht behalten: Nach dem Anmelden bitte noch einmal auswählen.",
		En: "This page cannot keep a file: please choose it again after signing in.",
	},
	"expired.signin": {De: "In neuem Tab anmelden", En: "Sign in in a new tab"},
	"expired.again":  {De: "Danach hier noch einmal senden", En: "Then send it again here"},
	"expired.kept":   {De: "Was eingegeben war", En: "What was entered"},
	"expired.step": {
		De: "Zuerst anmelden, dann hierher zurückkehren und senden.",
		En: "Sign in first, then come back here and send it.",
	},
}
