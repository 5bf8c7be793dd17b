package history_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/history"
	"kursbuch.internal/shared/sample"
)

var (
	orga     = access.Caller{Mail: "orga@b.example"}
	approver = access.Caller{Mail: "approver@b.example"}
	begin    = time.Date(2027, 4, 2, 21, 14, 0, 0, time.UTC)
)

// written is a store in which these sample imports were confirmed, one after another.
func written(t *testing.T, numbers ...string) proposal.Store {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	if found, err := proposal.Load(t.Context(), store, &proposal.Event{Snapshot: sample.PfingstAkademie(),
		Access: access.Roles{Orgas: []string{orga.Mail}, Approvers: []string{approver.Mail}}}); err != nil ||
		!found.Empty() {
		t.Fatal(err, found.Items)
	}
	for i, number := range numbers {
		for _, file := range sample.Imports() {
			if !strings.HasPrefix(file.Name, number) {
				continue
			}
			at := begin.Add(time.Duration(i) * time.Hour)
			p, err := proposal.Check(t.Context(), store, proposal.Upload{Content: file.Content, Source: proposal.Source{
				Object: "imports/1/" + file.Name, Generation: 1, Uploader: orga.Mail}}, at)
			if err == nil {
				_, err = proposal.Confirm(t.Context(), store, proposal.Request{Proposal: p.ID, Token: p.Token, By: approver},
					at.Add(time.Minute))
			}
			if err != nil {
				t.Fatal(file.Name, err)
			}
		}
	}
	return store
}

func TestRead(t *testing.T) {
	store := written(t, "07", "03", "02")
	all, err := history.Read(t.Context(), store, orga, proposal.LogQuery{Event: 1, Limit: 1000})
	if err != nil || len(all.Imports) != 3 || all.Next != 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	if first := all.Imports[2]; first.By != approver.Mail || first.Uploader != orga.Mail || first.Gone ||
		first.Summary == "" || first.ID == "" || !first.At.Equal(begin.Add(time.Minute)) {
		t.Errorf("the oldest: %+v", first)
	}
	for _, i := range all.Imports {
		for _, line := range i.Lines {
			if (line.Entity != event.Key{}) && line.Name == "" {
				t.Errorf("%s has no name", line.Entity)
			}
		}
	}
	var paged []history.Line
	for before := 0; ; {
		page, err := history.Read(t.Context(), store, orga, proposal.LogQuery{Event: 1, Limit: 3, Before: before})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range page.Imports {
			paged = append(paged, i.Lines...)
		}
		if before = page.Next; before == 0 {
			break
		}
	}
	n := 0
	for _, i := range all.Imports {
		for _, line := range i.Lines {
			if n >= len(paged) || paged[n] != line {
				t.Fatalf("line %d by pages differs", n)
			}
			n++
		}
	}
	if _, err := history.Read(t.Context(), store, access.Caller{Mail: "x"}, proposal.LogQuery{Event: 1,
		Limit: 3}); !errors.Is(err, access.ErrNotFound) {
		t.Errorf("a stranger: %v", err)
	}
}

// TestNewEntitiesHaveTheirNames although the import knew them by placeholders.
func TestNewEntitiesHaveTheirNames(t *testing.T) {
	store := written(t, "03")
	page, err := history.Read(t.Context(), store, orga, proposal.LogQuery{Event: 1, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range page.Imports[0].Lines {
		if line.Code == event.LogCourseCreated && line.Entity.ID > 0 && line.Name != "" {
			return
		}
	}
	t.Errorf("%+v", page)
}

func TestFind(t *testing.T) {
	s := sample.PfingstAkademie()
	course := func(id int32, name string) history.Called {
		return history.Called{Key: event.Key{Section: event.Courses, ID: id}, Name: name}
	}
	for text, want := range map[string][]history.Called{
		" GEHEIM ": {course(3, "γ. Geheimschrift")}, "bie": {course(2, "β. Bienen")}, "nobody": nil, " ": nil,
	} {
		if diff := cmp.Diff(want, history.Find(s, event.Courses, text)); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", text, diff)
		}
	}
}
