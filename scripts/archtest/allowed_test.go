package archtest

// allowed is which of our packages each package may import; whoever adds a package must argue for a line here. Scripts
// have no line: they may import everything of ours, and nobody imports them.
var allowed = map[string][]string{
	"functions/answer": {
		"shared/access", "shared/event", "shared/event/persona", "shared/jobcal", "shared/jobcal/table",
		"shared/problem", "shared/problem/misfit",
		"shared/problem/oncalendar", "shared/proposal", "shared/proposal/dossier", "shared/syncrun",
	},
	"functions/calendarsync": {
		"functions/answer", "functions/edge", "shared/access", "shared/calsync", "shared/event/erasing",
		"shared/gcp/gcal", "shared/gcp/uploads", "shared/jobcal", "shared/jobcal/visitor", "shared/problem",
		"shared/syncrun",
	},
	"functions/console": {
		"functions/console/downloads", "functions/console/help", "functions/console/houses",
		"functions/console/imports", "functions/console/log",
		"functions/console/page", "functions/console/signin",
		"functions/console/start", "functions/console/upload", "functions/console/visit", "functions/edge",
		"shared/access", "shared/access/login", "shared/gcp/uploads", "shared/proposal", "shared/proposal/tray",
		"shared/syncrun",
	},
	"functions/console/browsertest": {},
	"functions/console/downloads": {
		"functions/answer", "functions/console/page", "functions/console/sent", "functions/console/visit",
		"shared/access", "shared/event", "shared/partial", "shared/problem", "shared/proposal",
		"shared/proposal/comparison", "shared/proposal/tray", "shared/schema",
	},
	"functions/console/help": {
		"functions/console/page", "functions/console/visit", "shared/access", "shared/diff/example", "shared/event",
		"shared/problem", "shared/proposal", "shared/schema",
	},
	"functions/console/houses": {
		"functions/answer", "functions/console/page", "functions/console/visit", "shared/access", "shared/event",
		"shared/partial/house", "shared/problem", "shared/proposal", "shared/proposal/tray",
	},
	"functions/console/imports": {
		"functions/answer", "functions/console/page", "functions/console/standing", "functions/console/visit",
		"shared/access", "shared/diff", "shared/event", "shared/outcome", "shared/problem",
		"shared/problem/onimport", "shared/proposal", "shared/wording",
	},
	"functions/console/log": {
		"functions/answer", "functions/console/page", "functions/console/visit", "shared/access", "shared/event",
		"shared/proposal", "shared/proposal/history", "shared/wording",
	},
	"functions/console/page":          {"functions/answer", "shared/problem"},
	"functions/console/page/pagetest": {"functions/console/page", "shared/problem"},
	"functions/console/sent":          {"functions/answer", "functions/console/visit"},
	"functions/console/signin": {
		"functions/answer", "functions/console/page", "functions/console/visit", "shared/access",
		"shared/access/login",
	},
	"functions/console/start": {
		"functions/console/page", "functions/console/standing", "functions/console/visit", "shared/access",
		"shared/outcome", "shared/proposal", "shared/syncrun",
	},
	"functions/console/standing": {"functions/console/page", "shared/access", "shared/problem", "shared/proposal"},
	"functions/console/upload": {
		"functions/answer", "functions/console/page", "functions/console/sent", "functions/console/standing",
		"functions/console/visit", "shared/access", "shared/event", "shared/proposal", "shared/proposal/receipt",
		"shared/proposal/tray",
	},
	"functions/console/visit": {"functions/answer", "functions/console/page", "shared/access", "shared/event"},
	"functions/edge": {
		"functions/answer", "shared/access", "shared/gcp/firestoredb", "shared/gcp/gcplog", "shared/gcp/identity",
	},
	"functions/events": {
		"functions/answer", "functions/edge", "shared/access", "shared/access/journal", "shared/calsync", "shared/event",
		"shared/event/erasing", "shared/event/persona", "shared/problem", "shared/problem/onevent", "shared/proposal",
		"shared/proposal/dossier",
	},
	"functions/export": {
		"functions/answer", "functions/edge", "shared/access", "shared/event", "shared/proposal",
		"shared/schema",
	},
	"functions/importcheck": {
		"functions/edge", "shared/access", "shared/calsync", "shared/event", "shared/event/erasing", "shared/gcp/uploads",
		"shared/jobcal", "shared/jobcal/table", "shared/partial", "shared/problem", "shared/problem/oncalendar",
		"shared/problem/onimport", "shared/proposal",
	},
	"functions/importconfirm": {
		"functions/answer", "functions/edge", "shared/access", "shared/printout", "shared/problem",
		"shared/proposal",
	},
	"functions/jobcalendar": {
		"functions/answer", "functions/edge", "shared/access", "shared/event", "shared/ical", "shared/jobcal",
		"shared/jobcal/history", "shared/jobcal/table", "shared/jobcal/visitor", "shared/problem",
		"shared/problem/oncalendar", "shared/syncrun",
	},
	"functions/settings": {
		"functions/answer", "functions/edge", "shared/access", "shared/access/journal", "shared/calsync", "shared/event",
		"shared/gcp/schedule", "shared/jobcal", "shared/problem", "shared/problem/oncalendar", "shared/syncrun",
	},
	"shared/access": {
		"shared/access/journal", "shared/event", "shared/problem", "shared/problem/onevent", "shared/scalar",
	},
	"shared/access/journal":         {"shared/event"},
	"shared/access/login":           {},
	"shared/access/login/logintest": {"shared/access/login"},
	"shared/calsync": {
		"shared/access", "shared/jobcal", "shared/problem", "shared/problem/oncalendar", "shared/scalar",
	},
	"shared/partial/definition": {
		"shared/event", "shared/partial", "shared/problem", "shared/problem/misfit", "shared/problem/onevent",
		"shared/scalar",
	},
	"shared/diff": {
		"shared/diff/explain", "shared/event", "shared/fee", "shared/partial", "shared/problem",
		"shared/problem/onevent", "shared/problem/onimport", "shared/scalar",
	},
	"shared/diff/example": {"shared/diff", "shared/event", "shared/partial", "shared/problem", "shared/scalar"},
	"shared/diff/explain": {
		"shared/event", "shared/partial", "shared/problem", "shared/problem/onimport", "shared/scalar",
	},
	"shared/event": {"shared/problem", "shared/problem/onevent", "shared/problem/onimport", "shared/scalar"},
	"shared/event/erasing": {
		"shared/access", "shared/access/journal", "shared/event", "shared/jobcal", "shared/proposal", "shared/syncrun",
	},
	"shared/event/erasing/erasingtest": {
		"shared/access", "shared/access/journal", "shared/event", "shared/event/erasing", "shared/event/persona",
		"shared/jobcal", "shared/problem/oncalendar", "shared/proposal", "shared/proposal/receipt", "shared/sample",
		"shared/syncrun",
	},
	"shared/event/eventtest": {
		"shared/event", "shared/fee", "shared/problem", "shared/problem/onimport", "shared/scalar",
	},
	"shared/event/persona": {
		"shared/access", "shared/access/journal", "shared/event", "shared/problem", "shared/problem/misfit",
		"shared/problem/onevent",
	},
	"shared/event/persona/personatest": {
		"shared/access", "shared/access/journal", "shared/event", "shared/event/persona", "shared/jobcal",
		"shared/proposal", "shared/sample",
	},
	"shared/fee": {"shared/event", "shared/problem", "shared/problem/onimport", "shared/scalar"},
	"shared/gcp/firestoredb": {
		"shared/access", "shared/access/journal", "shared/access/login", "shared/calsync", "shared/diff",
		"shared/event", "shared/event/erasing", "shared/event/persona",
		"shared/jobcal", "shared/jobcal/history", "shared/jobcal/table", "shared/problem", "shared/problem/onimport",
		"shared/proposal", "shared/proposal/receipt", "shared/storedform", "shared/syncrun",
	},
	"shared/gcp/firestoredb/firestoredbtest": {"shared/gcp/firestoredb"},
	"shared/gcp/gcal":                        {"shared/calsync", "shared/syncrun"},
	"shared/gcp/gcplog":                      {},
	"shared/gcp/identity":                    {"shared/access"},
	"shared/gcp/schedule":                    {"shared/syncrun"},
	"shared/gcp/uploads":                     {"shared/event/erasing", "shared/proposal", "shared/proposal/tray"},
	"shared/ical":                            {"shared/jobcal"},
	"shared/jobcal": {
		"shared/access", "shared/event", "shared/problem", "shared/problem/oncalendar",
		"shared/problem/onimport", "shared/scalar",
	},
	"shared/jobcal/history": {"shared/access", "shared/event", "shared/jobcal", "shared/problem"},
	"shared/jobcal/history/historytest": {
		"shared/access", "shared/jobcal", "shared/jobcal/history", "shared/jobcal/jobcaltest",
	},
	"shared/jobcal/jobcaltest": {"shared/access", "shared/jobcal", "shared/problem/oncalendar"},
	"shared/jobcal/visitor":    {"shared/access", "shared/event", "shared/jobcal"},
	"shared/jobcal/table": {
		"shared/calsync", "shared/event", "shared/jobcal", "shared/problem", "shared/problem/oncalendar",
		"shared/scalar/sheet",
	},
	"shared/jobcal/table/tabletest": {"shared/access", "shared/calsync", "shared/jobcal", "shared/jobcal/table"},
	"shared/local/boltdb": {
		"shared/access", "shared/access/journal", "shared/access/login", "shared/calsync", "shared/diff",
		"shared/event", "shared/event/erasing", "shared/event/persona",
		"shared/jobcal", "shared/jobcal/history", "shared/jobcal/table", "shared/partial", "shared/problem",
		"shared/proposal", "shared/proposal/receipt", "shared/storedform", "shared/syncrun",
	},
	"shared/local/bucket":                {"shared/event/erasing", "shared/local/identity", "shared/proposal"},
	"shared/local/buildpack":             {},
	"shared/local/calendar":              {},
	"shared/local/calendar/calendartest": {"shared/local/calendar"},
	"shared/local/calendar/pages":        {"shared/local/calendar"},
	"shared/local/identity":              {"shared/access"},
	"shared/local/inbox":                 {},
	"shared/local/schedule":              {"shared/syncrun"},
	"shared/outcome": {
		"shared/diff", "shared/event", "shared/fee", "shared/jobcal", "shared/partial",
		"shared/problem", "shared/problem/onimport", "shared/scalar",
	},
	"shared/partial":       {"shared/event", "shared/problem", "shared/problem/onimport", "shared/scalar"},
	"shared/partial/house": {"shared/event", "shared/problem", "shared/scalar"},
	"shared/printout": {
		"shared/jobcal", "shared/outcome", "shared/problem", "shared/problem/onevent", "shared/proposal",
		"shared/scalar", "shared/wording",
	},
	"shared/problem":            {},
	"shared/problem/misfit":     {"shared/problem"},
	"shared/problem/oncalendar": {"shared/problem"},
	"shared/problem/onevent":    {"shared/problem"},
	"shared/problem/onimport":   {"shared/problem"},
	"shared/proposal": {
		"shared/access", "shared/access/journal", "shared/diff", "shared/diff/explain", "shared/event", "shared/fee",
		"shared/jobcal", "shared/outcome", "shared/partial", "shared/partial/definition", "shared/problem",
		"shared/problem/oncalendar", "shared/problem/onevent",
		"shared/problem/onimport", "shared/proposal/receipt", "shared/scalar", "shared/wording",
	},
	"shared/proposal/compattest": {},
	"shared/proposal/comparison": {
		"shared/diff", "shared/diff/explain", "shared/event", "shared/partial", "shared/problem",
		"shared/problem/onimport", "shared/proposal",
	},
	"shared/proposal/dossier": {
		"shared/access", "shared/access/journal", "shared/event", "shared/event/erasing", "shared/event/persona",
		"shared/jobcal", "shared/partial", "shared/problem", "shared/proposal", "shared/scalar",
	},
	"shared/proposal/history": {"shared/access", "shared/event", "shared/proposal"},
	"shared/proposal/proposaltest": {
		"shared/access", "shared/access/journal", "shared/diff", "shared/event", "shared/jobcal", "shared/outcome",
		"shared/partial", "shared/problem", "shared/problem/oncalendar", "shared/problem/onevent",
		"shared/problem/onimport", "shared/proposal", "shared/proposal/receipt", "shared/scalar",
	},
	"shared/proposal/receipt": {"shared/event"},
	"shared/proposal/tray":    {"shared/access", "shared/event", "shared/proposal", "shared/proposal/receipt"},
	"shared/sample":           {"shared/event", "shared/fee", "shared/jobcal", "shared/scalar"},
	"shared/scalar":           {"shared/problem"},
	"shared/scalar/sheet":     {},
	"shared/schema":           {"shared/event", "shared/partial", "shared/problem", "shared/scalar"},
	"shared/storedform": {
		"shared/diff", "shared/event", "shared/jobcal", "shared/outcome", "shared/partial", "shared/problem",
		"shared/proposal",
	},
	"shared/syncrun": {
		"shared/access", "shared/access/journal", "shared/calsync", "shared/event", "shared/jobcal",
		"shared/jobcal/table", "shared/problem", "shared/problem/oncalendar",
	},
	"shared/syncrun/syncruntest": {
		"shared/access", "shared/access/journal", "shared/calsync", "shared/event", "shared/event/erasing",
		"shared/event/persona", "shared/jobcal", "shared/jobcal/table", "shared/problem", "shared/problem/oncalendar",
		"shared/proposal", "shared/sample", "shared/syncrun",
	},
	"shared/wording": {
		"shared/diff", "shared/event", "shared/jobcal", "shared/outcome", "shared/partial", "shared/problem",
		"shared/scalar",
	},
}

// forTests is what every test may import in addition, besides the …test packages.
var forTests = []string{
	"shared/access", "shared/access/journal", "shared/calsync", "shared/diff", "shared/event/erasing",
	"shared/event/persona", "shared/gcp/gcal", "shared/jobcal",
	"shared/local/boltdb", "shared/local/bucket", "shared/local/calendar", "shared/local/calendar/pages",
	"shared/partial", "shared/problem", "shared/problem/onimport", "shared/proposal", "shared/proposal/dossier",
	"shared/sample",
}

// impure are the packages of the standard library, with those below them, that reach out of the process. The domain
// maps values to values. (net itself is impure too, but net/url or net/mail below it are not.)
var impure = []string{"net/http", "net/rpc", "net/smtp", "os", "log", "database/sql"}

// clocks are what the domain may not use: it asks the machine for the time, or waits. context.WithTimeout is none of
// them: it limits how long a call may take, no decision depends on it.
var clocks = []string{
	"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After", "time.AfterFunc", "time.Tick", "time.NewTimer",
	"time.NewTicker",
}

// forFunctions are what all functions share.
var forFunctions = []string{"functions/answer", "functions/edge"}

// pureModules are what the domain may import of others: a writer of iCalendar (it could fetch calendars, too, which
// nobody has it do), a JSON codec, decimal numbers, Unicode, also in names of domains.
var pureModules = []string{
	"github.com/arran4/golang-ical",
	"github.com/go-json-experiment/json",
	"github.com/shopspring/decimal",
	"golang.org/x/net/idna",
	"golang.org/x/sync/errgroup",
	"golang.org/x/text",
}

// banned are names of packages that could hold anything.
var banned = []string{"util", "common", "helper", "misc", "base", "types", "models", "core", "service", "manager"}

// large are the packages that may be larger than others, with the reason.
var large = map[string]string{
	"scripts/acceptance": "a third of it is the words of its questions, and nothing imports it",
	"scripts/check":      "each step in its file, with the rules that a plan has to keep; nothing imports it",
	"scripts/check/emptyproject": "it answers as Google does, each kind of resource in its file, and its package " +
		"comment tells what it assumes",
	"shared/calsync": "one comparison: a plan needs all of its rules at once, and a fifth of it is comments",
	"shared/diff": "one computation: the import out of two exports (Between) takes the very steps of Compute, which " +
		"else would have to be exported one by one; what explains findings lies in shared/diff/explain",
	"shared/event": "the entities as they are stored, with their codec: what is foreign about an export is found by " +
		"walking through the types it is read into, whose insides no other package sees",
	"shared/gcp/firestoredb": "a tenth of it is what Firestore takes and bills, in the package comment",
	"shared/jobcal": "what an import does to calendars is told by deriving the appointments of courses twice, with what " +
		"derives them",
	"shared/local/boltdb": "one file, whose layout only it knows; each kind of thing in it lies in its own source file",
	"shared/local/calendar": "it answers as Google does, each operation in its file; what it keeps, one lock guards, so " +
		"that a cut through it would export all of its inside",
	"shared/syncrun": "one run: what is remembered before a call and after it, by whom the lease is held, is settled " +
		"with the same state, call after call; what is a value lies in shared/calsync",
	"shared/proposal": "one state machine: what is checked, decided, undone, withdrawn is settled by the same few rules " +
		"on rights and tokens, which only it may know; what is read of proposals lies in folders of its own",
	"shared/proposal/proposaltest": "it is one contract, clause after clause, which each store keeps as a whole",
}
