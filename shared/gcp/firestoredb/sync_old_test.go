package firestoredb_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/syncrun"
)

// firstSync are documents as the first release with the calendar sync wrote them. They stay as they are. What is in the
// JSON is that of any store; the one of boltdb is kept by its tests.
var firstSync = map[string]map[string]any{
	"settings/calendar": {"format": 1,
		"json": `{"interval_minutes":10,"master_calendar":"Termine","notify":"none","internal_domains":[]}`},
	"leases/calendar": {"format": 1, "json": `{"fence":7,"until":"2027-02-01T12:00:00Z","tick":"12:00","had":["11:50"]}`},
	"memory/calendar": {"format": 1, "data": packed(`{"calendar":"c_1@group.calendar.google.com","trips":2}`)},
	"mirror/00-000":   {"format": 1, "pieces": 1, "data": packed(`{"job/54":{"want":"a"}}`)},
	"mirror/3b-000": {"format": 1, "pieces": 2,
		"data": packed(`{"job/0":{"want":"b"},"job/37":{"generation":1}}`)[:30]},
	"mirror/3b-001": {"format": 1, "pieces": 2, "data": packed(`{"job/0":{"want":"b"},"job/37":{"generation":1}}`)[30:]},
	"runs/9223372036854775801": {
		"format": 1, "number": 6, "outcome": "done", "delete_at": time.Date(2027, 5, 2, 12, 0, 0, 0, time.UTC),
		"data": packed(`{"id":6,"tick":"11:50","outcome":"done","appointments":3}`),
	},
	"runs/9223372036854775802": {
		"format": 1, "number": 5, "outcome": "failed", "delete_at": time.Date(2027, 5, 2, 12, 0, 0, 0, time.UTC),
		"data": packed(`{"id":5,"outcome":"failed"}`),
	},
}

func packed(text string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(text))
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err) // unreachable: a buffer takes everything
	}
	return out.Bytes()
}

func TestSyncDocumentsOfTheFirstReleaseAreRead(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	for path, fields := range firstSync {
		if _, err := client.Doc(path).Set(t.Context(), fields); err != nil {
			t.Fatal(path, err)
		}
	}
	sync, now := store.Sync(), time.Date(2027, 2, 1, 11, 59, 0, 0, time.UTC)
	s, settingsErr := sync.Settings(t.Context())
	_, repeated := sync.Begin(t.Context(), syncrun.Claim{Tick: "11:50", Now: now, For: time.Hour})
	_, busy := sync.Begin(t.Context(), syncrun.Claim{Now: now, For: time.Hour})
	l, beginErr := sync.Begin(t.Context(), syncrun.Claim{Tick: "12:00", Now: now.Add(time.Minute), For: time.Hour})
	news := map[calsync.Key]*calsync.Record{"job/0": {Want: "c"}, "job/54": nil}
	rememberErr := sync.Remember(t.Context(), l, syncrun.News{Records: news})
	m, recallErr := sync.Recall(t.Context())
	reports, reportsErr := sync.Reports(t.Context(), 10)
	if err := errors.Join(settingsErr, beginErr, rememberErr, recallErr, reportsErr); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(repeated, syncrun.ErrRepeated) || !errors.Is(busy, syncrun.ErrBusy) {
		t.Errorf("begin: %v, %v", repeated, busy)
	}
	got := []any{
		s.IntervalMinutes, s.MasterCalendar, s.Notify, s.DaysAhead, l.Fence, m.Core.Calendar, m.Core.Trips,
		len(m.Records), m.Records["job/0"].Want, m.Records["job/37"].Generation,
		len(reports), reports[0].Appointments, reports[1].Outcome,
	}
	want := []any{
		10, "Termine", calsync.NotifyNone, calsync.Defaults().DaysAhead, int64(8),
		calsync.CalendarID("c_1@group.calendar.google.com"), 2,
		2, "c", 1, 2, 3, syncrun.Failed,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestSyncDocumentsOfANewerKursbuchAreNotGuessedAt(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	sync, client := firestoredbtest.Open(t, project).Sync(), raw(t, project)
	l := begin(t, sync)
	if err := sync.Remember(t.Context(), l, syncrun.News{Core: &calsync.Core{},
		Records: records(1, func(int) string { return "a" })}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"memory/calendar", "mirror/3b-000", "leases/calendar"} {
		if _, err := client.Doc(path).Update(t.Context(), []firestore.Update{{Path: "format", Value: 2}}); err != nil {
			t.Fatal(err)
		}
		_, recall := sync.Recall(t.Context())
		remember := sync.Remember(t.Context(), l, syncrun.News{Records: records(1, func(int) string { return "b" })})
		if err := errors.Join(recall, remember); err == nil || !strings.Contains(err.Error(),
			path+": a newer Kursbuch wrote it, in format 2") {
			t.Errorf("%s: %v", path, err)
		}
		if _, err := client.Doc(path).Update(t.Context(), []firestore.Update{{Path: "format", Value: 1},
			{Path: "future", Value: "?"}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sync.Recall(t.Context()); err != nil {
		t.Errorf("further fields: %v", err)
	}
}

func TestReportsAreDeletedLater(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	sync, client := firestoredbtest.Open(t, project).Sync(), raw(t, project)
	l := begin(t, sync)
	if err := sync.End(t.Context(), l, &syncrun.Report{ID: l.Fence, Outcome: syncrun.Done}); err != nil {
		t.Fatal(err)
	}
	doc, err := client.Doc("runs/9223372036854775806").Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := doc.Data()
	if at, want := got["delete_at"].(time.Time),
		l.Until.Add(firestoredb.ReportRetention); !at.Equal(want.Truncate(time.Microsecond)) {
		t.Errorf("deleted at %v, want %v", at, want)
	}
	if got["number"] != int64(1) || got["outcome"] != "done" {
		t.Errorf("for people: %v", got)
	}
}
