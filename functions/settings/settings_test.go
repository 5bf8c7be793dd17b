package settings

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/access/journal"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// today is when people ask, at first.
var today = time.Date(2027, 2, 1, 18, 0, 0, 0, time.UTC)

// later lets an hour pass.
func (o *office) later() { o.elapsed += time.Hour }

// office is where people ask for settings. It is a strict store: it keeps text, runs decide twice, then fails if it is
// to.
type office struct {
	*testing.T
	stored   string
	ctx      context.Context // of requests; nil: that of the test
	before   func()          // runs between the two runs of decide
	fault    error           // of storing
	lost     bool            // storing is done, although it fails
	path     string          // of requests; empty: /
	interval time.Duration
	moves    []time.Duration
	journal  []journal.Entry
	elapsed  time.Duration // since today
	refusals int           // how many of the next moves fail
	log      bytes.Buffer
}

func open(t *testing.T) *office {
	o := &office{T: t, interval: 5 * time.Minute}
	o.store(calsync.Defaults())
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&o.log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return o
}

func (o *office) store(s calsync.Settings) {
	text, err := json.Marshal(s)
	if err != nil {
		o.Fatal(err)
	}
	o.stored = string(text)
}

func (o *office) Settings(ctx context.Context) (s calsync.Settings, err error) {
	if err := ctx.Err(); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(o.stored), &s)
}

func (o *office) ChangeSettings(ctx context.Context, decide syncrun.Decision) error {
	var decided calsync.Settings
	var entry *journal.Entry
	for n := range 2 {
		now, err := o.Settings(ctx)
		if err != nil {
			return err
		}
		if decided, entry, err = decide(now); err != nil {
			return err
		}
		if n == 0 && o.before != nil {
			o.before()
		}
	}
	if o.fault == nil || o.lost {
		o.store(decided)
		o.journal = append(o.journal, *entry)
	}
	return o.fault
}

func (o *office) Move(ctx context.Context, interval time.Duration) error {
	o.moves = append(o.moves, interval)
	if o.refusals--; o.refusals >= 0 {
		return status.Error(codes.PermissionDenied, "secret")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	o.interval = interval
	return nil
}

// ask sends a request; headers are names and values.
func (o *office) ask(method, who, body string, headers ...string) *httptest.ResponseRecorder {
	o.Helper()
	caller := func(*http.Request) (access.Caller, error) {
		if who == "" {
			return access.Caller{}, access.ErrUnauthenticated
		}
		return access.Caller{Mail: who, Admin: who == "admin", Planner: who == "planner",
			At: today.Add(o.elapsed)}, nil
	}
	r := httptest.NewRequest(method, "/"+strings.TrimPrefix(o.path, "/"), strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if o.ctx != nil {
		r = r.WithContext(o.ctx)
	}
	w := httptest.NewRecorder()
	New(Deps{Settings: o, Schedule: o, Caller: caller}).ServeHTTP(w, r)
	return w
}

// tag is what there is.
func (o *office) tag() string {
	o.Helper()
	got := o.ask("GET", "planner", "").Header().Get("ETag")
	if got == "" {
		o.Fatal("no ETag")
	}
	return got
}

// text is the settings with some changed.
func text(t *testing.T, change func(*calsync.Settings)) string {
	t.Helper()
	s := calsync.Defaults()
	change(&s)
	body, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func every(minutes int) func(*calsync.Settings) {
	return func(s *calsync.Settings) { s.IntervalMinutes = minutes }
}

// put sends settings as somebody who has read those that there are.
func (o *office) put(body string) *httptest.ResponseRecorder {
	o.Helper()
	return o.ask("PUT", "admin", body, "If-Match", o.tag())
}

// is checks what there is in the end.
func (o *office) is(w *httptest.ResponseRecorder, code, minutes int) answer.Document {
	o.Helper()
	s, err := o.Settings(context.Background())
	if w.Code != code || err != nil || s.IntervalMinutes != minutes || o.interval != time.Duration(minutes)*time.Minute {
		o.Errorf("status %d (want %d), stored %d, scheduled every %v (want %d): %s", w.Code, code, s.IntervalMinutes,
			o.interval, minutes, w.Body)
	}
	var d answer.Document
	if w.Code >= 400 {
		if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
			o.Error(err)
		}
	}
	return d
}

func TestWhoMayDoWhat(t *testing.T) {
	for _, c := range []struct {
		who, method string
		status      int
	}{
		{"", "GET", 401}, {"", "PUT", 401}, {"stranger", "GET", 404}, {"stranger", "HEAD", 404}, {"stranger", "PUT", 404},
		{"planner", "GET", 200}, {"planner", "HEAD", 200}, {"planner", "PUT", 403}, {"admin", "GET", 200},
		{"admin", "PUT", 200},
		{"admin", "POST", 405}, {"admin", "DELETE", 405}, {"admin", "PATCH", 405},
	} {
		t.Run(c.who+" "+c.method, func(t *testing.T) {
			o := open(t)
			before, tag := o.stored, o.tag()
			got := o.ask(c.method, c.who, text(t, every(7)), "If-Match", tag)
			if got.Code != c.status || (o.stored != before) != (c.method == "PUT" && c.status == 200) || c.method == "HEAD" &&
				c.status == 200 && got.Body.Len() > 0 {
				t.Errorf("status %d, stored %s: %s", got.Code, o.stored, got.Body)
			}
		})
	}
}

func TestGetGivesWhatPutTakes(t *testing.T) {
	o := open(t)
	first := o.ask("GET", "admin", "")
	if got := o.put(first.Body.String()); got.Code != 200 || got.Body.String() != first.Body.String() ||
		got.Header().Get("ETag") != first.Header().Get("ETag") {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
	if len(o.moves) > 0 {
		t.Errorf("moved to %v, though nothing has changed", o.moves)
	}
	if again := o.ask("GET", "planner", "", "If-None-Match", o.tag()); again.Code != 304 {
		t.Errorf("status %d", again.Code)
	}
}

func TestAnIntervalMovesTheSchedule(t *testing.T) {
	o := open(t)
	tag := o.tag()
	got := o.put(text(t, func(s *calsync.Settings) {
		s.IntervalMinutes, s.InternalDomains = 7, []string{"b.example", "a.example", "b.example"}
	}))
	o.is(got, 200, 7)
	var s calsync.Settings
	if err := json.Unmarshal(got.Body.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a.example", "b.example"}, s.InternalDomains); diff != "" {
		t.Errorf("domains (-want +got):\n%s", diff)
	}
	if got.Header().Get("ETag") == tag || got.Header().Get("ETag") != o.tag() {
		t.Errorf("ETag %s, then %s, there is %s", tag, got.Header().Get("ETag"), o.tag())
	}
}

func TestNobodyOverwritesWhatTheyHaveNotSeen(t *testing.T) {
	o := open(t)
	for condition, want := range map[string]int{"": 428, `"other"`: 412, `W/"other"`: 412, "rubbish": 412} {
		d := o.is(o.ask("PUT", "admin", text(t, every(7)), "If-Match", condition), want, 5)
		if code := map[int]string{428: "unconditional", 412: "changed"}[want]; d.Code != code {
			t.Errorf("%q: code %s", condition, d.Code)
		}
	}
	o.is(o.ask("PUT", "admin", text(t, every(7)), "If-Match", `"other", `+o.tag(), "If-None-Match", "*"), 200, 7)
	o.is(o.ask("PUT", "admin", text(t, every(8)), "If-Match", "*"), 200, 8)
	// weakened by a proxy, as the job calendar takes it
	o.is(o.ask("PUT", "admin", text(t, every(9)), "If-Match", "W/"+o.tag()), 200, 9)
	if len(o.moves) != 3 {
		t.Errorf("moves %v", o.moves)
	}
}

func TestEverythingThatIsWrongIsTold(t *testing.T) {
	o := open(t)
	d := o.is(o.put(text(t, func(s *calsync.Settings) {
		s.IntervalMinutes, s.DaysAhead, s.MasterCalendar, s.Notify = 0, 1000, "", "everybody"
		s.InternalDomains, s.Colours = []string{"a.example", "@b"}, map[string]string{"Chor": "12"}
	})), 422, 5)
	var paths []string
	for _, p := range d.Problems {
		paths = append(paths, string(p.Path))
	}
	want := []string{"/interval_minutes", "/days_ahead", "/master_calendar", "/notify", "/internal_domains/1",
		"/colours/Chor"}
	if diff := cmp.Diff(want, paths); diff != "" || d.Code != "invalid" || len(o.moves) > 0 {
		t.Errorf("%s, moves %v, problems (-want +got):\n%s", d.Code, o.moves, diff)
	}
}

func TestOnlyItsPathsExist(t *testing.T) {
	for path, status := range map[string]int{"/": 200, "/Settings": 200, "/Settings/": 200, "/nix": 404,
		"/Settings/nix": 404, "/Settingsnix": 404, "/sessions/": 404, "/Settings/Settings": 404} {
		for _, method := range []string{"GET", "PUT", "DELETE"} {
			o := open(t)
			o.path = path
			want := status
			switch {
			case status == 200 && method == "PUT":
				want = http.StatusPreconditionRequired
			case status == 200 && method == "DELETE":
				want = http.StatusMethodNotAllowed
			}
			if got := o.ask(method, "admin", "{}"); got.Code != want {
				t.Errorf("%s %s: status %d, want %d", method, path, got.Code, want)
			}
		}
	}
}

func TestNameOfTheCalendarIsOneLine(t *testing.T) {
	for _, name := range []string{"A\nB", "A\x1b", "A\u2028B", "\tA"} {
		o := open(t)
		d := o.is(o.put(text(t, func(s *calsync.Settings) { s.MasterCalendar = name })), 422, 5)
		if len(d.Problems) != 1 || d.Problems[0].Path != "/master_calendar" ||
			d.Problems[0].Code != oncalendar.NotSingleLine {
			t.Errorf("%q: %+v", name, d.Problems)
		}
	}
}

func TestBodies(t *testing.T) {
	whole := text(t, every(7))
	without := func(member string) string {
		if !strings.Contains(whole, member) {
			t.Fatalf("no %s in %s", member, whole)
		}
		return strings.Replace(whole, member, "", 1)
	}
	for _, c := range []struct {
		name, body string
		status     int
		first      string // problems: path, code
	}{
		{"nothing", "", 400, ""},
		{"no settings", "[]", 400, ""},
		{"another member", strings.Replace(whole, "{", `{"intervall":7,`, 1), 422, "/intervall unknown-key"},
		{"several at once", strings.NewReplacer(`"quiet":false,`, `"intervall":7,`, `"days_ahead":180`,
			`"days_ahead":9999`, `"percent":20`, `"percent":"zwanzig","prozent":1`).Replace(whole), 422,
			"/guard/percent not-an-integer /guard/prozent unknown-key /intervall unknown-key /quiet missing " +
				"/days_ahead out-of-bounds"},
		{"a member twice", strings.Replace(whole, "{", `{"quiet":true,`, 1), 400, ""},
		{"a text for a number", strings.Replace(whole, `"days_ahead":180`, `"days_ahead":"180"`, 1), 422,
			"/days_ahead not-an-integer"},
		{"half a number", strings.Replace(whole, `"days_ahead":180`, `"days_ahead":1.5`, 1), 422,
			"/days_ahead not-an-integer"},
		{"a switch left out", without(`"quiet":false,`), 422, "/quiet missing"},
		{"a part of the guard left out", without(`,"percent":20`), 422, "/guard/percent missing"},
		{"null for a switch", strings.Replace(whole, `"quiet":false`, `"quiet":null`, 1), 422, "/quiet missing"},
		{"an empty object", `{}`, 422, "/colours missing"},
		{"a great deal", strings.Replace(whole, `"Kursbuch"`, `"`+strings.Repeat("x", maxBody)+`"`, 1), 413, ""},
		{"white space", " " + whole + "\n", 200, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			minutes := 5
			if c.status == 200 {
				minutes = 7
			}
			d := o.is(o.put(c.body), c.status, minutes)
			var got strings.Builder
			for _, p := range d.Problems {
				got.WriteString(string(p.Path) + " " + string(p.Code) + " ")
			}
			if !strings.HasPrefix(got.String(), c.first) {
				t.Errorf("problems %s", &got)
			}
		})
	}
}

func TestNothingChangesIfTheScheduleDoesNot(t *testing.T) {
	o := open(t)
	o.refusals = 1
	got := o.put(text(t, every(7)))
	d := o.is(got, 502, 5)
	if d.Code != "schedule" || len(d.Problems) != 1 || d.Problems[0].Code != oncalendar.CannotBeSchedule ||
		strings.Contains(got.Body.String(), "secret") {
		t.Errorf("answer %+v", d)
	}
	if !strings.Contains(o.log.String(), "secret") || !strings.Contains(o.log.String(), "level=ERROR") {
		t.Errorf("log: %s", o.log.String())
	}
}

func TestTheScheduleMovesBackIfNothingIsStored(t *testing.T) {
	o := open(t)
	o.fault = errors.New("no disk")
	d := o.is(o.put(text(t, every(7))), 500, 5)
	if diff := cmp.Diff([]time.Duration{7 * time.Minute, 5 * time.Minute}, o.moves); diff != "" ||
		d.Code != "internal" {
		t.Errorf("%s, moves (-want +got):\n%s", d.Code, diff)
	}
	o.lost = true // it was stored, though nobody heard of it
	o.is(o.put(text(t, every(9))), 500, 9)
}

func TestTheScheduleMovesBackAlsoIfNobodyWaits(t *testing.T) {
	o := open(t)
	tag := o.tag()
	ctx, cancel := context.WithCancel(t.Context())
	o.ctx, o.before = ctx, cancel
	o.is(o.ask("PUT", "admin", text(t, every(7)), "If-Match", tag), 500, 5)
	if !strings.Contains(o.log.String(), "context canceled") {
		t.Errorf("log: %s", o.log.String())
	}
}

func TestOfTwoChangesAtOnceOneCounts(t *testing.T) {
	o := open(t)
	other := func(s *calsync.Settings) { s.IntervalMinutes = 30 }
	o.before = func() { // decided once, somebody else is faster
		o.before = nil
		o.stored = text(t, other)
		o.interval = 30 * time.Minute
	}
	d := o.is(o.put(text(t, every(7))), 412, 30)
	if d.Code != "changed" {
		t.Errorf("code %s", d.Code)
	}
}

func TestAScheduleThatCannotBeMovedBackIsLogged(t *testing.T) {
	o := open(t)
	tag := o.tag()
	o.refusals = 2
	got := o.ask("PUT", "admin", text(t, every(7)), "If-Match", tag)
	if got.Code != 502 || !strings.Contains(o.log.String(), "the schedule is not what the settings say") {
		t.Errorf("status %d, log: %s", got.Code, o.log.String())
	}
}
