package importcheck

import (
	"context"
	"errors"
	"testing"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/proposal"
)

const appointments = "AuftrNr;Datum;UhrzeitVon;DatumBis;UhrzeitBis;Personen;ID_STRING\n47;15.05.2027;08:00;;16:30;;A1\n"

// shelf is a bucket of one table, or of an error.
type shelf struct{ held any }

func (s *shelf) Read(_ context.Context, _ proposal.Source, limit int64) ([]byte, error) {
	if err, failed := s.held.(error); failed {
		return nil, err
	}
	if limit != table.MaxBytes {
		return nil, errors.New("more than a table may have")
	}
	return []byte(s.held.(string)), nil
}

func TestTablesLeadTheJobCalendar(t *testing.T) {
	store, bucket := open(t), &shelf{}
	check := New(Deps{Store: store, Objects: bucket, Now: time.Now, Tables: store.Tables(),
		Calendar: store.JobCalendar(), Settings: store.Sync()})
	for _, c := range []struct {
		about      string
		held       any
		generation int64
		fails      bool
		newest     int64
		outcome    table.Outcome
		created    int
	}{
		{"the bucket fails", errors.New("no network"), 3, true, 0, "", 0},
		{"tried again", appointments, 3, false, 3, table.Taken, 1},
		{"told twice", appointments, 3, false, 3, table.Taken, 1},
		{"an older one", appointments + "47;15.05.2027;08:00;;16:30;;A2\n", 2, false, 3, table.Taken, 1},
		{"gone", proposal.ErrNoObject, 4, false, 3, table.Taken, 1},
		{"replaced", proposal.ErrReplaced, 4, false, 3, table.Taken, 1},
		{"too large", proposal.ErrTooLarge, 4, false, 4, table.Refused, 0},
		{"not inflated", proposal.ErrEncoding, 5, false, 5, table.Refused, 0},
	} {
		bucket.held = c.held
		if err := check(t.Context(), trigger("jobcalendar/reflex.csv", c.generation)); (err != nil) != c.fails {
			t.Errorf("%s: %v", c.about, err)
		}
		states, err := store.Tables().Tables(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var r table.Report
		if len(states) > 0 {
			r = *states[0].Report
		}
		if r.Generation != c.newest || r.Outcome != c.outcome || r.Created.Count != c.created {
			t.Errorf("%s: #%d %s, %d created", c.about, r.Generation, r.Outcome, r.Created.Count)
		}
	}
	if all, err := store.JobCalendar().Read(t.Context(), time.Time{}, time.Time{}); err != nil ||
		len(all.Appointments) != 1 {
		t.Errorf("%v, %v", all.Appointments, err)
	}
	heads, _, err := proposal.List(t.Context(), store, access.Caller{Admin: true}, proposal.Filter{})
	if err != nil || len(heads) > 0 {
		t.Errorf("a table became a proposal: %v, %v", heads, err)
	}
}
