package importcheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/event/erasing"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

const orga = "orga@kursbuch.example"

// good is an import for event 1.
const good = `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00Z", ` +
	`"courses": {"1": {"title": "Neu"}}}`

// fakeBucket is one in memory: what Read gives by the name of the object.
type fakeBucket map[string]any

func (b fakeBucket) Read(ctx context.Context, o proposal.Source, limit int64) ([]byte, error) {
	switch found := b[o.Object].(type) {
	case error:
		return nil, fmt.Errorf("read: %w", found)
	case string:
		if limit == partial.MaxBytes {
			return []byte(found), ctx.Err()
		}
	}
	panic("nobody may read " + o.Object)
}

// trigger is a delivery of what Cloud Storage tells of an object.
func trigger(name string, generation int64) cloudevents.Event {
	return withData(fmt.Sprintf(`{"bucket": "uploads", "name": %q, "generation": "%d", "size": "5", `+
		`"contentType": "application/json"}`, name, generation))
}

func withData(data string) cloudevents.Event {
	e := cloudevents.New()
	e.SetID("1")
	e.SetType("google.cloud.storage.object.v1.finalized")
	e.SetSource("//storage.googleapis.com/projects/_/buckets/uploads")
	e.DataEncoded = []byte(data)
	return e
}

func open(t *testing.T) *boltdb.Store {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "kursbuch.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	roles := access.Roles{Orgas: []string{orga}, Approvers: []string{"approver@kursbuch.example"}}
	if found, err := proposal.Load(t.Context(), store, &proposal.Event{Snapshot: sample.Event(1, 20),
		Access: roles}); err != nil || !found.Empty() {
		t.Fatal(found.Items, err)
	}
	return store
}

// TestALateUploadGoesWhereverItLies: about an event that was erased, nothing is kept.
func TestALateUploadGoesWhereverItLies(t *testing.T) {
	store := open(t)
	err := store.BeginErase(t.Context(), 1, func(access.Roles) (erasing.Record, journal.Entry, error) {
		return erasing.Record{Event: 1, Step: erasing.Done, Done: time.Now()},
			journal.New(journal.EraseBegun, "admin@kursbuch.example", time.Now()), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(good, `"id": 1`, `"id": 2`, 1)
	var late []string
	check := New(Deps{Store: store, Now: time.Now, Objects: fakeBucket{"imports/1/a.json": good, "imports/2/a.json": good,
		"a.json": good, "imports/2/b.json": other, "b.json": other, "imports/1/a/b.json": other, "imports/1/c/d.json": "{"},
		Late: func(_ context.Context, id event.ID) error { late = append(late, fmt.Sprint(id)); return nil }})
	for object, want := range map[string]string{"imports/1/a.json": "1", "imports/2/a.json": "1", "a.json": "1",
		"imports/2/b.json": "", "b.json": "", "imports/1/anna.csv": "1", "imports/1/a/b.json": "1",
		"imports/1/c/d.json": "1", "imports/12/anna.csv": ""} {
		late = nil
		if err := check(t.Context(), trigger(object, 1)); err != nil || strings.Join(late, " ") != want {
			t.Errorf("%s: %v, %v", object, late, err)
		}
	}
}

func handler(store proposal.Store, objects Objects) func(context.Context, cloudevents.Event) error {
	return New(Deps{Store: store, Objects: objects, Now: time.Now})
}

// stored is the proposal made of a generation of an object.
func stored(t *testing.T, store proposal.Store, name string, generation int64) *proposal.Proposal {
	t.Helper()
	p, err := store.Proposal(t.Context(), proposal.IDOf(proposal.Source{Bucket: "uploads", Object: name,
		Generation: generation}))
	if err != nil {
		t.Fatalf("%s#%d: %v", name, generation, err)
	}
	return p
}

// objects are what a bucket may hold, with the problem that is found; none: the proposal is pending.
var objects = []struct {
	name string
	held any
	want problem.Code
}{
	{"imports/1/good.json", good, ""},
	{"imports/1/Ünï 😀 %2F.json", good, ""},
	{"imports/1/" + strings.Repeat("n", 1000) + ".json", good, ""},
	{"imports/1/empty.json", "", onimport.EmptyFile},
	{"imports/1/rubbish.json", "\x00\xff", onimport.NotUTF8},
	{"imports/1/other.json", strings.Replace(good, `"id": 1`, `"id": 2`, 1), onimport.WrongEvent},
	{"imports/9/unknown.json", strings.Replace(good, `"id": 1`, `"id": 9`, 1), onimport.UnknownEvent},
	{"imports/1/gone.json", proposal.ErrNoObject, onimport.ObjectGone},
	{"imports/1/replaced.json", proposal.ErrReplaced, onimport.ObjectGone},
	{"imports/1/large.json", proposal.ErrTooLarge, onimport.TooLarge},
	{"imports/1/zipped.json", proposal.ErrEncoding, onimport.Unreadable},
	{"elsewhere/1/a.json", good, onimport.BadName},
	{"a.json", good, onimport.BadName},
	{"imports/a.json", good, onimport.BadName},
	{"imports/1/", nil, onimport.BadName},
	{"imports/1/.json/", nil, onimport.BadName},
	{"imports/1/a.txt", nil, onimport.BadName},
	{"imports/1/a.json.gz", nil, onimport.BadName},
	{"imports/1/b/a.json", good, onimport.BadName},
	{"imports/01/a.json", good, onimport.BadName},
	{"imports/0/a.json", good, onimport.BadName},
	{"imports/-1/a.json", good, onimport.BadName},
	{"imports/99999999999/a.json", good, onimport.BadName},
	{"imports/1/../2/a.json", good, onimport.BadName},
	{"Imports/1/a.json", good, onimport.BadName},
	{" imports/1/a.json", good, onimport.BadName},
}

func TestEveryObjectEndsInAProposal(t *testing.T) {
	store := open(t)
	for _, o := range objects {
		t.Run(o.name[:min(len(o.name), 30)], func(t *testing.T) {
			if err := handler(store, fakeBucket{o.name: o.held})(t.Context(), trigger(o.name, 1)); err != nil {
				t.Fatal(err)
			}
			p := stored(t, store, o.name, 1)
			if p.Status == proposal.Pending && o.want == "" {
				return
			}
			if p.Status != proposal.Invalid || p.Problems.Items[0].Code != o.want || p.Token != "" {
				t.Fatalf("%s with %v, want %s", p.Status, p.Problems, o.want)
			}
			_, file := path.Split(o.name)
			if want := "imports/1/" + file; o.held == good && p.Target != want {
				t.Errorf("it should lie at %q, want %q", p.Target, want)
			}
			if message := p.Problems.Items[0].Message(problem.German); strings.Contains(message, "%!") {
				t.Error(message)
			}
		})
	}
}

func TestTriggerOfNoObjectIsLoggedOnce(t *testing.T) {
	store := open(t)
	log, before := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	defer slog.SetDefault(before)
	for name, data := range map[string]string{
		"nothing":                   ``,
		"no JSON":                   `bucket=uploads`,
		"a list":                    `[]`,
		"null":                      `null`,
		"an empty object":           `{}`,
		"no bucket":                 `{"name": "imports/1/a.json", "generation": "1"}`,
		"no name":                   `{"bucket": "uploads", "generation": "1"}`,
		"no generation":             `{"bucket": "uploads", "name": "imports/1/a.json"}`,
		"a generation that is none": `{"bucket": "uploads", "name": "imports/1/a.json", "generation": "one"}`,
		"a generation beyond numbers": `{"bucket": "uploads", "name": "imports/1/a.json", ` +
			`"generation": "99999999999999999999"}`,
		"a name that is no text": `{"bucket": "uploads", "name": ["imports/1/a.json"], "generation": "1"}`,
		"a name in no UTF-8":     "{\"bucket\": \"uploads\", \"name\": \"imports/1/\xff.json\", \"generation\": \"1\"}",
		"a name twice": `{"bucket": "uploads", "name": "imports/1/a.json", "name": "imports/2/a.json", ` +
			`"generation": "1"}`,
		"a deep nesting": strings.Repeat(`{"a":`, 20_000),
	} {
		log.Reset()
		if err := handler(store, fakeBucket{})(t.Context(), withData(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Count(log.String(), "level=ERROR") != 1 {
			t.Errorf("%s: log %s", name, log)
		}
	}
	for id := range 2 {
		if heads, _, err := proposal.List(t.Context(), store, access.Caller{Admin: true},
			proposal.Filter{Event: proposal.EventOf(fmt.Sprintf("imports/%d/a.json", id))}); err != nil || len(heads) > 0 {
			t.Errorf("event %d: %v, %v", id, heads, err)
		}
	}
}

// moody is a store, or a bucket, that fails for a while.
type moody struct {
	proposal.Store
	fakeBucket
	err error
}

func (m *moody) Update(ctx context.Context, s proposal.Subject, decide func(proposal.State) (proposal.Effect,
	error)) error {
	if m.err != nil {
		return m.err
	}
	return m.Store.Update(ctx, s, decide)
}

func (m *moody) Read(ctx context.Context, o proposal.Source, limit int64) ([]byte, error) {
	if m.err != nil {
		return nil, m.err
	}
	return m.fakeBucket.Read(ctx, o, limit)
}

func TestWhatMayHealIsTriedAgain(t *testing.T) {
	store, objects := open(t), fakeBucket{"imports/1/a.json": good, "imports/1/b.json": good}
	m := &moody{store, objects, errors.New("no space left on device")}
	for name, do := range map[string]func(context.Context, cloudevents.Event) error{
		"imports/1/a.json": handler(m, objects), "imports/1/b.json": handler(store, m),
	} {
		m.err = errors.New("no space left on device")
		if err := do(t.Context(), trigger(name, 1)); !errors.Is(err, m.err) {
			t.Errorf("%s: %v", name, err)
		}
		m.err = nil
		if err := do(t.Context(), trigger(name, 1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if p := stored(t, store, name, 1); p.Status != proposal.Pending {
			t.Errorf("%s: %s", name, p.Status)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := handler(store, objects)(ended, trigger("imports/1/a.json", 2)); !errors.Is(err, context.Canceled) {
		t.Errorf("out of time: %v", err)
	}
}

func TestTenDeliveriesMakeOneProposal(t *testing.T) {
	store := open(t)
	check := handler(store, fakeBucket{"imports/1/a.json": good})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if err := check(t.Context(), trigger("imports/1/a.json", 1)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	p := stored(t, store, "imports/1/a.json", 1)
	request := proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: "approver@kursbuch.example"}}
	committed, err := proposal.Confirm(t.Context(), store, request, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := check(t.Context(), trigger("imports/1/a.json", 1)); err != nil {
			t.Error(err)
		}
	}
	heads, err := store.Proposals(t.Context(), 1, proposal.Page{})
	if err != nil || len(heads) != 1 || heads[0].Status != proposal.Committed ||
		!heads[0].Decision.At.Equal(committed.Decision.At) {
		t.Errorf("%v, %v", heads, err)
	}
}

func TestOnlyTheNewestGenerationIsPending(t *testing.T) {
	store := open(t)
	check := handler(store, fakeBucket{"imports/1/a.json": good})
	for _, generation := range []int64{2, 1, 3} { // deliveries come in any order
		if err := check(t.Context(), trigger("imports/1/a.json", generation)); err != nil {
			t.Fatal(err)
		}
	}
	var got []proposal.Status
	for generation := range int64(3) {
		got = append(got, stored(t, store, "imports/1/a.json", generation+1).Status)
	}
	if diff := cmp.Diff([]proposal.Status{proposal.Superseded, proposal.Superseded, proposal.Pending}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPrincipalIsTheUploader(t *testing.T) {
	store := open(t)
	objects := fakeBucket{}
	for i, c := range []struct {
		principal any
		want      string
	}{{orga, orga}, {nil, ""}, {17, ""}} {
		name := fmt.Sprintf("imports/1/%d.json", i)
		objects[name] = good
		e := trigger(name, 1)
		if c.principal != nil {
			e.SetExtension(Principal, c.principal)
		}
		if err := handler(store, objects)(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		if got := stored(t, store, name, 1).Source; got.Uploader != c.want || got.Size != 5 {
			t.Errorf("%v: %+v", c.principal, got)
		}
	}
}
