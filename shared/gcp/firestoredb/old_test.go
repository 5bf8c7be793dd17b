package firestoredb_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/firestore"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
	"kursbuch.internal/shared/proposal"
)

// first are documents as the first release wrote them. They stay as they are: events outlive releases. What is in the
// JSON is that of any store; the ones of boltdb are kept by its tests.
var first = map[string]map[string]any{
	"events/1": {
		"format": 1, "title": "Zeltlager", "orgas": []string{"orga@kursbuch.example"},
		"approvers": []string{"approver@kursbuch.example"},
		"four_eyes": true, "lines": 2, "next": `{"courses":3,"lodgement_groups":1,"lodgements":1,"registrations":1}`,
		"definition": `{"schema_version":[17,2],"timestamp":"2026-11-20T12:00:00Z","event":{"title":"Zeltlager",` +
			`"shortname":"ZL",
			"parts":{},"fields":{},"fees":{},"track_groups":{}}}`,
	},
	"events/1/courses/2": {"format": 1,
		"json": `{"title":"Feuer","nr":"1","shortname":"Feuer","is_visible":true}`},
	"events/1/personas/000000000": {"format": 1, "json": `[{"id":7,"display_name":"Ada","is_event_realm":true}]`},
	"events/1/log/000000000": {"format": 1,
		"json": `[{"code":"course_created","time":"2026-11-20T12:00:00Z","by":"approver@kursbuch.example","note":"Feuer"}]`},
	"events/1/log/000000001": {"format": 1,
		"json": `[{"code":"partial_import","time":"2026-11-20T12:00:00Z","by":"approver@kursbuch.example"}]`},
	"events/1/ledger/c0ffee": {
		"format": 1, "proposal": "a", "by": "approver@kursbuch.example", "at": time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC),
	},
	"proposals/a": {
		"format": 1, "event": 1, "status": "pending", "pending": "gs://uploads/imports/1/a.json", "entries": 2,
		"delete_at": time.Date(2027, 3, 4, 12, 0, 0, 0, time.UTC),
		"head": `{"id":"a","event":1,"status":"pending","source":{"bucket":"uploads","object":"imports/1/a.json"},
			"created_at":"2026-11-20T12:00:00Z","expires_at":"2026-12-04T12:00:00Z"}`,
	},
	"proposals/a/entries/0": {"format": 1, "data": plan[:20], "delete_at": time.Date(2027, 3, 11, 12, 0, 0, 0, time.UTC)},
	"proposals/a/entries/1": {"format": 1, "data": plan[20:], "delete_at": time.Date(2027, 3, 11, 12, 0, 0, 0, time.UTC)},
}

var plan = func() []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write([]byte(`{"import":{"schema_version":[17,2],"event":1,"summary":"Neu","entries":[]},"plan":{}}`))
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err) // unreachable: a buffer takes everything
	}
	return packed.Bytes()
}()

func TestDocumentsOfTheFirstReleaseAreRead(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	for path, fields := range first {
		if _, err := client.Doc(path).Set(t.Context(), fields); err != nil {
			t.Fatal(path, err)
		}
	}
	e, err := store.Event(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	log, err := store.Log(t.Context(), proposal.LogQuery{Event: 1})
	if err != nil {
		t.Fatal(err)
	}
	subject := proposal.Subject{Proposal: "a", Event: 1, ContentHash: "c0ffee"}
	err = store.Update(t.Context(), subject, func(s proposal.State) (proposal.Effect, error) {
		got := []any{
			e.Snapshot.Event.Title, e.Snapshot.NextID(event.Courses), e.Snapshot.Courses[2].Title,
			e.Snapshot.Personas[7].DisplayName,
			e.Access, len(log), log[0].Code, s.Committed.ID, s.Proposal.Import.Summary, s.Proposal.ExpiresAt.Day(),
		}
		want := []any{"Zeltlager", int32(3), "Feuer", "Ada", people, 2, event.LogPartialImport, proposal.ID("a"), "Neu", 4}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
		return proposal.Effect{}, nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestHeadingsThatAreStoredStayReadable reads those of two releases: the later one has days, ends of roles, closing.
func TestHeadingsThatAreStoredStayReadable(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	closed := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	later := maps.Clone(first["events/1"])
	maps.Copy(later, map[string]any{"first_day": "2027-08-01", "last_day": "2027-08-08", "closed_at": closed,
		"closed_by": "admin@kursbuch.example", "orgas_until": map[string]string{"orga@kursbuch.example": "2027-08-31"},
		"approvers_until": map[string]string{"approver@kursbuch.example": "2027-09-30"}})
	for path, fields := range map[string]map[string]any{"events/1": first["events/1"], "events/2": later} {
		if _, err := client.Doc(path).Set(t.Context(), fields); err != nil {
			t.Fatal(path, err)
		}
	}
	ending := people
	ending.OrgasUntil = map[string]string{"orga@kursbuch.example": "2027-08-31"}
	ending.ApproversUntil = map[string]string{"approver@kursbuch.example": "2027-09-30"}
	ending.Closed = &access.Closing{By: "admin@kursbuch.example", At: closed}
	want := []access.Heading{{ID: 1, Title: "Zeltlager", Roles: people},
		{ID: 2, Title: "Zeltlager", FirstDay: "2027-08-01", LastDay: "2027-08-08", Roles: ending}}
	all, err := store.Headings(t.Context())
	if diff := cmp.Diff(want, all); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, w := range want {
		if got, err := store.Heading(t.Context(), w.ID); err != nil || !cmp.Equal(w, got) {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestDocumentsOfANewerKursbuchAreNotGuessedAt(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	load(t, store, 10)
	newer := []firestore.Update{{Path: "format", Value: 2}}
	if _, err := client.Doc("events/1/courses/1").Update(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Event(t.Context(), 1); err == nil || !strings.Contains(err.Error(),
		"courses/1: a newer Kursbuch wrote it, in format 2") {
		t.Errorf("event: %v", err)
	}
}

func TestFieldsOfANewerKursbuchHinderNobody(t *testing.T) {
	t.Parallel()
	project := firestoredbtest.Project(t)
	store, client := firestoredbtest.Open(t, project), raw(t, project)
	load(t, store, 10)
	for _, path := range []string{"events/1", "events/1/courses/1"} {
		if _, err := client.Doc(path).Update(t.Context(), []firestore.Update{{Path: "future", Value: "?"}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Event(t.Context(), 1); err != nil {
		t.Error(err)
	}
}
