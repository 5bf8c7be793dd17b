package firestoredb_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/syncrun"
)

// TestTrafficOfErasing holds the last table of the package comment, for an event of 10 registrations with an import of
// one entry; and no query needs an index that is not listed.
func TestTrafficOfErasing(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, seen := watched(t, project)
	load(t, store, 10)
	confirm(t, store, check(t, store, "a.json", file(1, func(int) string { return "Notiz" })))
	stray(t, store, "imports/2/a.json", file(1, func(int) string { return "Notiz" }))
	d, astray := below(t, project), []proposal.Head{}
	admin := access.Caller{Mail: "admin@kursbuch.example", Admin: true, At: time.Now()}
	if err := (access.Closure{Event: 1, By: admin, Closed: true}).Make(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	seen.take()
	record := erasing.Record{Event: 1, Step: erasing.Note, Personas: true}
	ones := func(e journal.Entry) bool { return e.Event == 1 }
	remove := func(kind erasing.Kind) func(context.Context) error {
		return func(ctx context.Context) error { _, err := store.Remove(ctx, 1, kind); return err }
	}
	for _, step := range []struct {
		does          string
		do            func(context.Context) error
		reads, writes int
	}{
		{"due", func(ctx context.Context) error { _, _, err := store.Due(ctx, time.Now()); return err }, 2, 0},
		{"open", func(ctx context.Context) error { _, err := store.Erasures(ctx, true); return err }, 1, 0},
		{"begin", func(ctx context.Context) error {
			return store.BeginErase(ctx, 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
				return record, journal.New(journal.EraseBegun, admin.Mail, time.Now()), nil
			})
		}, 11, 4},
		{"entities", remove(erasing.OfEvent), d + 1, d}, // nothing of personas costs one
		{"astray", func(ctx context.Context) (err error) { astray, err = store.Astray(ctx, 1); return err }, 1 + 1, 0},
		{"discard", func(ctx context.Context) error { return store.Discard(ctx, astray) }, 1, 2},
		{"proposals", remove(erasing.AllProposals), 2, 2},
		{"receipts", remove(erasing.AllReceipts), 1, 0},
		{"nameless", func(ctx context.Context) error { _, err := store.Nameless(ctx, ones, ""); return err }, 2, 1},
		{"retell", func(ctx context.Context) error {
			_, err := store.Retell(ctx, "", func(r syncrun.Report) syncrun.Report { return r })
			return err
		}, 1, 0},
		{"forget", func(ctx context.Context) (err error) { record, err = store.Forget(ctx, record); return err }, 6, 4},
		{"advance", func(ctx context.Context) error { return store.Advance(ctx, record, record, nil) }, 1, 2},
	} {
		if err := step.do(t.Context()); err != nil {
			t.Fatal(step.does, err)
		}
		if r, w := seen.take(); r != step.reads || w != step.writes {
			t.Errorf("%s: %d reads, %d writes, want %d, %d", step.does, r, w, step.reads, step.writes)
		}
	}
	indexed(t, seen.filtered)
}

// below is how many documents there are below event 1.
func below(t *testing.T, project string) (d int) {
	t.Helper()
	for _, c := range []string{"courses", "lodgement_groups", "lodgements", "registrations", "personas", "ledger", "log"} {
		d += len(documents(t, raw(t, project), "events/1/"+c))
	}
	return d
}

// indexed fails if an index is missing that a query of an erase needs.
func indexed(t *testing.T, filtered []string) {
	t.Helper()
	var listed []string
	for _, fields := range firestoredb.Indexed {
		listed = append(listed, fields...)
	}
	for _, field := range []string{"erase_from", "expire_from", "open", "event"} {
		if !slices.Contains(filtered, field) || !slices.Contains(listed, field) {
			t.Errorf("%s: filtered %v, listed %v", field, filtered, listed)
		}
	}
	for _, field := range filtered {
		if field != "" && !slices.Contains(listed, field) {
			t.Errorf("a query filters by %s, which has no index", field)
		}
	}
}
