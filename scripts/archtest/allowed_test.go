package archtest

// allowed is which of our packages each package may import; whoever adds a package must argue for a line here. Scripts have
// no line: they may import everything of ours, and nobody imports them.
var allowed = map[string][]string{
	"functions/answer":           {"shared/calsync", "shared/event", "shared/jobcal", "shared/problem", "shared/proposal"},
	"functions/calendarsync":     {"functions/answer", "functions/edge", "shared/calsync", "shared/gcp/gcal", "shared/jobcal", "shared/problem", "shared/proposal"},
	"functions/edge":             {"functions/answer", "shared/gcp/firestoredb", "shared/gcp/gcplog", "shared/gcp/identity"},
	"functions/export":           {"functions/answer", "functions/edge", "shared/event", "shared/proposal", "shared/scalar", "shared/schema"},
	"functions/importcheck":      {"functions/edge", "shared/gcp/uploads", "shared/partial", "shared/problem", "shared/proposal"},
	"functions/importconfirm":    {"functions/answer", "functions/edge", "shared/problem", "shared/proposal"},
	"functions/jobcalendar":      {"functions/answer", "functions/edge", "shared/calsync", "shared/event", "shared/jobcal", "shared/problem", "shared/proposal"},
	"functions/settings":         {"functions/answer", "functions/edge", "shared/calsync", "shared/event", "shared/gcp/schedule", "shared/jobcal", "shared/problem", "shared/proposal"},
	"shared/calsync":             {"shared/event", "shared/jobcal", "shared/problem"},
	"shared/calsynctest":         {"shared/calsync"},
	"shared/compattest":          {},
	"shared/diff":                {"shared/event", "shared/fee", "shared/partial", "shared/problem", "shared/scalar"},
	"shared/event":               {"shared/problem", "shared/scalar"},
	"shared/fee":                 {"shared/event", "shared/problem", "shared/scalar"},
	"shared/gcp/firestoredb":     {"shared/calsync", "shared/diff", "shared/event", "shared/jobcal", "shared/partial", "shared/problem", "shared/proposal"},
	"shared/gcp/firestoredbtest": {"shared/gcp/firestoredb"},
	"shared/gcp/gcal":            {"shared/calsync"},
	"shared/gcp/gcplog":          {},
	"shared/gcp/identity":        {"shared/proposal"},
	"shared/gcp/schedule":        {"shared/calsync"},
	"shared/gcp/uploads":         {"shared/proposal"},
	"shared/importtest":          {"shared/event", "shared/fee", "shared/problem", "shared/scalar"},
	"shared/jobcal":              {"shared/event", "shared/problem", "shared/scalar"},
	"shared/jobcaltest":          {"shared/jobcal", "shared/problem"},
	"shared/local/boltdb":        {"shared/calsync", "shared/diff", "shared/event", "shared/jobcal", "shared/partial", "shared/problem", "shared/proposal"},
	"shared/local/bucket":        {"shared/proposal"},
	"shared/local/buildpack":     {},
	"shared/local/calendar":      {},
	"shared/local/calendartest":  {"shared/local/calendar"},
	"shared/local/identity":      {"shared/proposal"},
	"shared/local/inbox":         {},
	"shared/local/schedule":      {"shared/calsync"},
	"shared/partial":             {"shared/event", "shared/problem", "shared/scalar"},
	"shared/problem":             {},
	"shared/proposal":            {"shared/diff", "shared/event", "shared/fee", "shared/jobcal", "shared/partial", "shared/problem", "shared/scalar"},
	"shared/proposaltest":        {"shared/diff", "shared/event", "shared/jobcal", "shared/partial", "shared/problem", "shared/proposal", "shared/scalar"},
	"shared/sample":              {"shared/event", "shared/fee", "shared/jobcal", "shared/scalar"},
	"shared/scalar":              {"shared/problem"},
	"shared/schema":              {"shared/event", "shared/partial", "shared/scalar"},
	"shared/wording":             {"shared/diff", "shared/event", "shared/jobcal", "shared/partial", "shared/problem", "shared/scalar"},
}

// forTests is what every test may import in addition, besides the …test packages.
var forTests = []string{
	"shared/calsync", "shared/diff", "shared/gcp/gcal", "shared/jobcal", "shared/local/boltdb", "shared/local/bucket", "shared/local/calendar", "shared/partial", "shared/problem", "shared/proposal", "shared/sample",
}

// impure are the packages of the standard library, with those below them, that reach out of the process. The domain maps
// values to values. (net itself is impure too, but net/url or net/mail below it are not.)
var impure = []string{"net/http", "net/rpc", "net/smtp", "os", "log", "database/sql"}

// pureModules are what the domain may import of others: a JSON codec, decimal numbers, Unicode, also in names of domains.
var pureModules = []string{
	"github.com/go-json-experiment/json",
	"github.com/shopspring/decimal",
	"golang.org/x/net/idna",
	"golang.org/x/sync/errgroup",
	"golang.org/x/text",
}

// banned are names of packages that could hold anything.
var banned = []string{"util", "common", "helper", "misc", "base", "types", "models", "core", "service", "manager"}
