package start

import "kursbuch.internal/functions/console/page"

var texts = page.Texts{
	"start.title": {De: "Start", En: "Home"},
	"start.hello": {De: "Guten Tag, %s", En: "Hello, %s"},
	"start.waiting": {
		De: "%d Vorgang wartet auf Freigabe.|%d Vorgänge warten auf Freigabe.",
		En: "%d import awaits confirmation.|%d imports await confirmation.",
	},
	"start.events": {De: "Veranstaltungen", En: "Events"},
	"start.mine":   {De: "Wartet auf mich", En: "Waits for me"},
	"start.last":   {De: "Zuletzt geschehen", En: "What happened last"},
	"start.quiet":  {De: "Nichts wartet", En: "Nothing waits"},
	"start.quiet-hint": {
		De: "Alles, was hier freigegeben werden kann, ist entschieden.",
		En: "Everything that can be confirmed here is decided.",
	},
	"start.upload": {
		De: "Eigene Dateien nimmt „Importe“ entgegen; was in ihnen steht, sagt „Hilfe“.",
		En: "“Imports” takes files of your own; “Help” says what is in them.",
	},
	"start.surprises":  {De: "überrascht jemanden", En: "surprises somebody"},
	"start.unusual":    {De: "ungewöhnlich", En: "unusual"},
	"start.quiet-mine": {De: "Hier ist nichts zu entscheiden", En: "Nothing to decide here"},
	"start.others": {
		De: "%d Vorgang wartet auf die Freigabe durch andere.|%d Vorgänge warten auf die Freigabe durch andere.",
		En: "%d import awaits confirmation by somebody else.|%d imports await confirmation by others.",
	},
	"start.none": {De: "Hier ist noch nichts freigeschaltet", En: "Nothing is open to this account yet"},
	"start.none-hint": {
		De: "Angemeldet als %s. Die Verantwortlichen einer Veranstaltung können diese Adresse als Orga oder " +
			"Freigebende eintragen. Ist es das falsche Konto, bitte abmelden und ein anderes nehmen.",
		En: "Signed in as %s. The people in charge of an event can enter this address as an orga or approver. If this " +
			"is the wrong account, please sign out and take another one.",
	},
	"start.changes":      {De: "%d Änderung|%d Änderungen", En: "%d change|%d changes"},
	"start.deletes":      {De: "löscht %d|löscht %d", En: "deletes %d|deletes %d"},
	"start.amounts":      {De: "%d Beitrag anders|%d Beiträge anders", En: "%d amount differs|%d amounts differ"},
	"start.warnings":     {De: "%d Warnung|%d Warnungen", En: "%d warning|%d warnings"},
	"start.consequences": {De: "%d Folge|%d Folgen", En: "%d consequence|%d consequences"},
	"start.calendars":    {De: "%d Kalender|%d Kalender", En: "%d calendar|%d calendars"},
	"start.problems":     {De: "%d Problem|%d Probleme", En: "%d problem|%d problems"},
	"start.confirmed":    {De: "freigegeben von %s, %s", En: "confirmed by %s, %s"},
	"start.rejected":     {De: "abgelehnt von %s, %s", En: "rejected by %s, %s"},
	"start.undone":       {De: "zurückgenommen", En: "undone"},
	"start.undo":         {De: "Zurücknehmen", En: "Undo"},
	"start.homeless":     {De: "Uploads ohne Veranstaltung", En: "Uploads without an event"},
	"start.aside":        {De: "Abgleich, Veranstaltungen", En: "Sync, events"},
	"start.small":        {De: "klein und folgenlos", En: "small, without consequences"},

	"sync.title": {De: "Abgleich", En: "Sync"},
	"sync.none":  {De: "noch kein Lauf", En: "no run yet"},
	"sync.runs":  {De: "%d Lauf|Die letzten %d Läufe", En: "%d run|The latest %d runs"},
	"sync.last":  {De: "Letzter Lauf", En: "Last run"},
	"sync.next":  {De: "Nächster", En: "Next"},
	"sync.idle":  {De: "%s, nichts zu tun", En: "%s, nothing to do"},
	"sync.wrote": {De: "%s, geschrieben: %d", En: "%s, written: %d"},
	"sync.due":   {De: "überfällig seit %s", En: "overdue since %s"},
	"sync.held":  {De: "angehalten", En: "held back"},
	"sync.held-losses": {
		De: "%d Verlust: Einträge %d, Gäste %d, Leserechte %d. Freigeben geht mit POST /CalendarSync|%d Verluste: Einträge " +
			"%d, Gäste %d, Leserechte %d. Freigeben geht mit POST /CalendarSync",
		En: "%d loss: entries %d, guests %d, readers %d. It is approved by POST /CalendarSync|%d losses: entries %d, " +
			"guests %d, readers %d. They are approved by POST /CalendarSync",
	},
	"sync.stopped": {De: "abgeschaltet", En: "switched off"},
	"sync.paused":  {De: "macht Pause", En: "paused"},
	"sync.failed":  {De: "gescheitert", En: "failed"},
	"sync.partial": {De: "noch nicht fertig", En: "not done yet"},
	"sync.done":    {De: "aktuell", En: "up to date"},
}
