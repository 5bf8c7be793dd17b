package firestoredb_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

var (
	orga     = access.Caller{Mail: "orga@kursbuch.example"}
	approver = access.Caller{Mail: "approver@kursbuch.example"}
	people   = access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}, FourEyes: true}
)

// load gives a store with an event of that many registrations.
func load(t *testing.T, store *firestoredb.Store, registrations int) *event.Snapshot {
	t.Helper()
	s := sample.Event(1, registrations)
	if err := store.Create(t.Context(), &proposal.Event{Snapshot: s, Access: people}); err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, store proposal.Store, name, content string) *proposal.Proposal {
	t.Helper()
	source := proposal.Source{Bucket: "uploads", Object: "imports/1/" + name, Uploader: orga.Mail, Generation: 1}
	p, err := proposal.Check(t.Context(), store, proposal.Upload{Source: source, Content: []byte(content)}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func confirm(t *testing.T, store proposal.Store, p *proposal.Proposal) *proposal.Proposal {
	t.Helper()
	committed, err := proposal.Confirm(t.Context(), store, request(p), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return committed
}

func request(p *proposal.Proposal) proposal.Request {
	return proposal.Request{Proposal: p.ID, Token: p.Token, By: approver, Reason: "Nein",
		Deletions: &p.Figures.Deletions}
}

// file is an import that gives the first registrations a note.
func file(registrations int, note func(n int) string) string {
	text := `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-01T00:00:00+00:00", ` +
		`"registrations": {`
	for n := range registrations {
		if n > 0 {
			text += ","
		}
		text += fmt.Sprintf("\n\"%d\": {\"notes\": %q}", n+1, note(n))
	}
	return text + "}}"
}

// price is what something costs by a table.
type price struct{ reads, writes string }

// priceList reads the rows of a table: | check | E + 4 | 2 |, or check | E + 4 | 2 in a comment.
func priceList(t *testing.T, file string) map[string]price {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	prices := map[string]price{}
	rows := regexp.MustCompile(
		`(?m)^(?://\t|\| )(check|define|confirm|show|list|export|look up|change one|delete one|data) *\| ` +
			`(.+?) *\| ([^|\n]+?)(?: \|)?$`)
	for _, row := range rows.FindAllSubmatch(text, -1) {
		prices[string(row[1])] = price{string(row[2]), string(row[3])}
	}
	return prices
}

// sum evaluates E + 3p + 4.
func sum(t *testing.T, terms string, letters map[string]int) (total int) {
	t.Helper()
	for term := range strings.SplitSeq(terms, " + ") {
		digits := strings.TrimRight(term, "EPRcjlnp")
		n, known := letters[strings.TrimPrefix(term, digits)]
		if !known {
			n = 1
		}
		factor, err := strconv.Atoi(cmp.Or(digits, "1"))
		if err != nil || digits != term && !known {
			t.Fatalf("%q in a table of costs: %v", terms, err)
		}
		total += factor * n
	}
	return total
}

const (
	readme  = "../../../README.md"
	comment = "firestoredb.go"
)

// TestTraffic counts what the tables say.
func TestTraffic(t *testing.T) {
	prices := priceList(t, comment)
	if diff := gocmp.Diff(prices, priceList(t, readme), gocmp.AllowUnexported(price{})); diff != "" || len(prices) != 10 {
		t.Errorf("the tables of %s and %s differ: %s", comment, readme, diff)
	}
	for _, test := range []struct{ registrations, changes, imports int }{{60, 0, 1}, {60, 1, 2}, {60, 60, 1},
		{240, 240, 1}} {
		t.Run(fmt.Sprintf("%d changes in an event of %d registrations", test.changes, test.registrations),
			func(t *testing.T) {
				t.Parallel()
				store, seen := watched(t, firestoredbtest.Project(t))
				letters := map[string]int{"E": documentsOf(load(t, store, test.registrations)), "c": test.changes, "p": 0}
				expect := func(does string) {
					t.Helper()
					wantReads, wantWrites := sum(t, prices[does].reads, letters), sum(t, prices[does].writes, letters)
					if r, w := seen.take(); r != wantReads || w != wantWrites {
						t.Errorf("%s: %d reads, %d writes, want %d, %d", does, r, w, wantReads, wantWrites)
					}
				}
				for _, name := range []string{"a.json", "b.json"}[:test.imports] {
					letters["p"]++
					seen.take()
					p := check(t, store, name, file(test.changes, func(n int) string { return fmt.Sprint(name, n) }))
					expect("check")
					confirm(t, store, p)
					expect("confirm")
					_, err := proposal.See(t.Context(), store, orga, p.ID)
					expect("show")
					_, _, listErr := proposal.List(t.Context(), store, orga, proposal.Filter{Event: 1})
					expect("list")
					_, mayNot := access.Allow(t.Context(), store, orga, 1)
					_, exportErr := store.Event(t.Context(), 1)
					expect("export")
					if err := errors.Join(err, listErr, mayNot, exportErr); err != nil {
						t.Error(err)
					}
				}
			})
	}
}

// documentsOf is how many documents an event is: the E of the tables.
func documentsOf(s *event.Snapshot) int {
	pages := map[event.PersonaID]bool{} // of the directory
	for id := range s.People() {
		pages[id/256] = true
	}
	count := 1 + len(pages)
	for _, section := range event.Sections {
		count += len(s.IDs(section))
	}
	return count
}

// TestPrice: the README says what an import costs that moves everybody.
func TestPrice(t *testing.T) {
	const perRead, perWrite = 0.06 / 100_000, 0.18 / 100_000
	prices, letters := priceList(t, readme), map[string]int{"E": documentsOf(sample.Event(1, 1_000)), "c": 1_000}
	reads, writes := 0, 0
	for _, does := range []string{"check", "confirm"} {
		reads += sum(t, prices[does].reads, letters)
		writes += sum(t, prices[does].writes, letters)
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("**%.4f US$ per 1,000 registrations reassigned** (E = %d, c = %d: %d reads, %d writes)",
		float64(reads)*perRead+float64(writes)*perWrite, letters["E"], letters["c"], reads, writes)
	if !strings.Contains(string(text), want) {
		t.Errorf("the README does not say %s", want)
	}
}

// TestAListReadsItsPage: the first pages of a long list cost no more than those of a short one.
func TestAListReadsItsPage(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	load(t, store, 10)
	for n := range 12 {
		check(t, store, fmt.Sprint(n, ".json"), file(1, func(int) string { return fmt.Sprint(n) }))
	}
	seen.take()
	filter := proposal.Filter{Event: 1, Now: time.Now(), Page: proposal.Page{Limit: 3}}
	first, more, err := proposal.List(t.Context(), store, orga, filter)
	if r, _ := seen.take(); err != nil || len(first) != 3 || !more || r != 1+4 { // roles, one more than the page
		t.Errorf("%d of the first page, %d reads, %v", len(first), r, err)
	}
	filter.After = first[2].ID
	next, _, err := proposal.List(t.Context(), store, orga, filter)
	if r, _ := seen.take(); err != nil || len(next) != 3 || next[0].ID == first[2].ID || r != 1+2+1+4 { // where it begins
		t.Errorf("%d of the next page, %d reads, %v", len(next), r, err)
	}
	filter.Statuses = []proposal.Status{proposal.Committed}
	filter.After = ""
	none, _, err := proposal.List(t.Context(), store, orga, filter)
	if r, _ := seen.take(); err != nil || len(none) != 0 || r != 1+1 {
		t.Errorf("%d of a status that none has, %d reads, %v", len(none), r, err)
	}
}

func TestQueriesNeedNoOtherIndexThanThoseListed(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	load(t, store, 10)
	confirm(t, store, check(t, store, "a.json", file(3, func(int) string { return "Notiz" })))
	for _, err := range []error{
		second(store.Proposals(t.Context(), 1, proposal.Page{})),
		second(store.Log(t.Context(), proposal.LogQuery{Event: 1, Limit: 2})), second(store.Event(t.Context(), 1)),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	fields := slices.Sorted(slices.Values(seen.filtered))
	if got, want := slices.Compact(fields), []string{"pending"}; !slices.Equal(got, want) ||
		!slices.Equal(slices.Compact(seen.several), []string{strings.Join(firestoredb.Composite, " ")}) || seen.ordered > 0 {
		t.Errorf("queries filter by %v, want %v; of several fields: %q", got, want, seen.several)
	}
}

func second[T any](_ T, err error) error { return err }
