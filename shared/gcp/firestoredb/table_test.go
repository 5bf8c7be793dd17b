package firestoredb_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/jobcal/table/tabletest"
)

// tableOffices are tables as several instances of a function have them.
type tableOffices struct {
	table.Store
	all  []table.Store
	next atomic.Uint32
}

func (i *tableOffices) Change(ctx context.Context, s table.Scope, decide func(table.State, *jobcal.Book) (table.Effect,
	error)) error {
	return i.all[int(i.next.Add(1))%len(i.all)].Change(ctx, s, decide)
}

func TestTables(t *testing.T) {
	tabletest.TestStore(t, func(t *testing.T) tabletest.Stores {
		project := firestoredbtest.Project(t)
		first := firestoredbtest.Open(t, project)
		return tabletest.Stores{Calendar: first.JobCalendar(), Tables: &tableOffices{Store: first.Tables(),
			all: []table.Store{first.Tables(), firestoredbtest.Open(t, project).Tables()}}}
	})
}

// TestTrafficOfTables holds what the third table of the package comment says.
func TestTrafficOfTables(t *testing.T) {
	t.Parallel()
	store, seen := watched(t, firestoredbtest.Project(t))
	desk := table.Desk{Tables: store.Tables(), Calendar: store.JobCalendar(), Guard: calsync.Guard{Percent: 100}}
	const people = 2 // queries that find nothing cost one each
	content := "AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n"
	for n := range 30 {
		content += fmt.Sprintf("47;15.05.2027;08:00;;16:30;;A%d\n", n)
	}
	all, fewer := content, strings.Replace(content, "47;15.05.2027;08:00;;16:30;;A0\n", "", 1)
	const claim, judge = people + 1, 2*people + 1
	for i, c := range []struct {
		about, content string
		reads, writes  int
	}{
		{"new", all, claim + people + 30 + 1 + judge + 30, 2 + 2*30 + 2 + 2},
		{"the same", all, claim + people + 30 + 1 + judge + 30, 3 + 0 + 2},
		{"one less", fewer, claim + people + 29 + 1 + judge + 30 + people + 1 + 1, 3 + 0 + 2 + 2 + 2},
	} {
		seen.take()
		if _, err := table.Load(t.Context(), desk, table.Drop{Table: "reflex", Generation: int64(i + 1),
			Content: []byte(c.content), Zone: table.Zone, At: time.Date(2027, 1, 1, 0, 0, i, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		if reads, writes := seen.take(); reads != c.reads || writes != c.writes {
			t.Errorf("%s: %d reads, %d writes, want %d, %d", c.about, reads, writes, c.reads, c.writes)
		}
	}
}
