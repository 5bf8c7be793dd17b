package calendar_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
	"kursbuch.internal/shared/local/calendar/calendartest"
)

// victim names the file into which the child process of TestAnAnsweredWriteSurvivesAKill writes.
const victim = "CALENDAR_TEST_VICTIM"

func TestMain(m *testing.M) {
	if path := os.Getenv(victim); path != "" {
		writeUntilKilled(path)
	}
	os.Exit(m.Run())
}

// writeUntilKilled prints the calendar, then the ID of each entry as soon as its insert is answered.
func writeUntilKilled(path string) {
	ctx := context.Background()
	c, err := calendar.Open(path, time.Now)
	if err == nil {
		var s *api.Service
		var master *api.Calendar
		if s, err = api.NewService(ctx, option.WithHTTPClient(c.Client()),
			option.WithEndpoint(calendar.Endpoint)); err == nil {
			master, err = s.Calendars.Insert(&api.Calendar{Summary: "Jobs"}).Do()
		}
		for n := 0; err == nil; n++ {
			id := fmt.Sprintf("kurs%d", n)
			if _, err = s.Events.Insert(master.Id, lesson(id, "01", anna)).SendUpdates("all").Do(); err == nil {
				fmt.Println(master.Id, id)
			}
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func TestAnAnsweredWriteSurvivesAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calendar.db")
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), victim+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var master string
	answered := map[string]bool{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var in, id string // a line broken off by the kill names an earlier entry, or none
		if n, _ := fmt.Sscanf(lines.Text(), "%s %s", &in, &id); n == 2 && len(id) >= 5 {
			master, answered[id] = in, true
		}
		if len(answered) == 2 { // more than one, however slow the machine is
			time.AfterFunc(100*time.Millisecond, func() { child.Process.Kill() })
		}
	}
	child.Wait() // reports the kill
	if len(answered) < 2 {
		t.Fatal("the child was killed too early to prove anything")
	}
	c := reopen(t, path)
	kept := c.Entries(master)
	for _, e := range kept {
		delete(answered, e.Id)
	}
	if len(answered) > 0 {
		t.Errorf("answered, but lost: %v", answered)
	}
	if mails, seen := c.Outbox(), c.Sees(anna); len(mails) != len(kept) || len(seen) != len(kept) {
		t.Errorf("%d entries, %d mails, %d seen", len(kept), len(mails), len(seen))
	}
}

func reopen(t *testing.T, path string) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Open(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// fill makes two calendars, one of which it deletes. It returns the other with the sync token of its list.
func fill(t *testing.T, s *api.Service) (master, token string) {
	t.Helper()
	kept, err := s.Calendars.Insert(&api.Calendar{Summary: "Jobs", TimeZone: "Europe/Berlin"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	gone, err := s.Calendars.Insert(&api.Calendar{Summary: "Weg"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{kept.Id, gone.Id} {
		if _, err := s.Events.Insert(id, rich()).SendUpdates("all").Do(); err != nil {
			t.Fatal(err)
		}
	}
	rule := &api.AclRule{Role: "reader", Scope: &api.AclRuleScope{Type: "user", Value: anna}}
	if _, err := s.Acl.Insert(kept.Id, rule).Do(); err != nil {
		t.Fatal(err)
	}
	if err := s.Calendars.Delete(gone.Id).Do(); err != nil {
		t.Fatal(err)
	}
	list, err := s.Events.List(kept.Id).Do()
	if err != nil {
		t.Fatal(err)
	}
	return kept.Id, list.NextSyncToken
}

// everything is what a calendar shows.
func everything(c *calendar.Calendar, master string) (all []string) {
	for _, path := range []string{
		"", "outbox", "person/" + anna, "master/" + master,
		"v3/users/me/calendarList", "v3/calendars/" + master + "/acl", "v3/calendars/" + master + "/events/kurs1",
	} {
		reply := httptest.NewRecorder()
		c.ServeHTTP(reply, httptest.NewRequest("GET", "/calendar/"+path, nil))
		all = append(all, reply.Body.String())
	}
	return all
}

func TestARestartKeepsEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calendar.db")
	c := reopen(t, path)
	master, token := fill(t, calendartest.Service(t, c, ""))
	before := everything(c, master)
	if _, err := calendar.Open(path, time.Now); err == nil {
		t.Error("opened twice at a time")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = reopen(t, path)
	same(t, before, everything(c, master))
	list, err := calendartest.Service(t, c, "").Events.List(master).SyncToken(token).Do()
	if err != nil || len(list.Items) > 0 {
		t.Errorf("after the restart there is something new: %+v, %v", list, err)
	}
}

func TestAWriteThatFailsLeavesNoTrace(t *testing.T) {
	c := reopen(t, filepath.Join(t.TempDir(), "calendar.db"))
	s := calendartest.Service(t, c, "")
	master, _ := fill(t, s)
	before := everything(c, master)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := s.Events.Insert(master, lesson("kurs2", "01", anna)).SendUpdates("all").Do()
	if refused(err) != "500 backendError" {
		t.Errorf("a write after Close: %v", err)
	}
	same(t, before, everything(c, master))
}

func TestAFileOfSomethingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calendar.db")
	if err := os.WriteFile(path, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := calendar.Open(path, time.Now); err == nil {
		t.Error("no error")
	}
}

func BenchmarkInsert(b *testing.B) {
	for name, path := range map[string]string{"memory": "", "file": filepath.Join(b.TempDir(), "calendar.db")} {
		b.Run(name, func(b *testing.B) {
			_, s, master := large(b, path, 0)
			for n := 0; b.Loop(); n++ {
				if _, err := s.Events.Insert(master, lesson(fmt.Sprintf("bench%d", n), "01", anna)).Do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkList5000(b *testing.B) {
	_, s, master := large(b, "", 5000)
	for name, fields := range map[string]string{"all": "*",
		"masked": "nextPageToken,items(id,etag,start,end,attendees(email,responseStatus))"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				n := 0
				call := s.Events.List(master).MaxResults(2500).Fields(googleapi.Field(fields))
				if err := call.Pages(b.Context(), func(p *api.Events) error { n += len(p.Items); return nil }); err != nil ||
					n != 5000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// large is a calendar with so many entries.
func large(t testing.TB, path string, entries int) (*calendartest.Calendar, *api.Service, string) {
	t.Helper()
	opened, err := calendar.Open(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	c := calendartest.Watch(opened)
	s, err := api.NewService(t.Context(), option.WithHTTPClient(c.Client()), option.WithEndpoint(calendar.Endpoint))
	if err != nil {
		t.Fatal(err)
	}
	master, err := s.Calendars.Insert(&api.Calendar{Summary: "Jobs"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	for n := range entries {
		e := rich()
		e.Id = fmt.Sprintf("kurs%d", n)
		if _, err := c.AddByHand(master.Id, e); err != nil { // faster than by the client
			t.Fatal(err)
		}
	}
	return c, s, master.Id
}

func TestManyEntriesAreListedFast(t *testing.T) {
	c, s, master := large(t, "", 2600)
	start := time.Now()
	for size, want := range map[int64][]int{0: {250}, 2400: {2400, 200}, 3000: {2500, 100}} {
		call := s.Events.List(master).PrivateExtendedProperty("kursbuch=1").Fields("nextPageToken", "items(id)")
		if size > 0 {
			call.MaxResults(size)
		}
		c.Reset()
		var got []int
		enough := errors.New("enough")
		err := call.Pages(t.Context(), func(p *api.Events) error {
			got = append(got, len(p.Items))
			if len(got) == len(want) && size == 0 {
				return enough
			}
			return nil
		})
		if err != nil && err != enough || !slices.Equal(got, want) || len(c.Calls()) != len(want) {
			t.Errorf("maxResults %d: pages of %v, %d calls, %v", size, got, len(c.Calls()), err)
		}
	}
	// With the race detector and other tests at the same time. Alone it takes a hundredth.
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
