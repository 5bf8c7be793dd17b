package syncrun_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/jobcaltest"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/syncrun"
)

// robbed is a state whose lease somebody else takes, after so many times that something was remembered.
type robbed struct {
	syncrun.State
	left int
}

func (s *robbed) Remember(ctx context.Context, l syncrun.Lease, n syncrun.News) error {
	if s.left--; s.left < 0 {
		return syncrun.ErrLeaseLost
	}
	return s.State.Remember(ctx, l, n)
}

func TestARunWithoutItsLeaseStopsWriting(t *testing.T) {
	h := open(t)
	h.put(puts(serial(250, "anna")...)...)
	kept := h.mirror.State
	h.mirror.State = &robbed{kept, 1} // whom the right to read is given, then no more
	h.google.Reset()
	r := h.run()
	if n := len(h.google.Entries(h.id)); n < 100 || n > 110 || r.Outcome != syncrun.Partial {
		t.Errorf("%d entries were written: %+v", n, r)
	}
	h.says(r, oncalendar.LeaseLost)
	if reports, err := kept.Reports(t.Context(), 10); err != nil ||
		slices.ContainsFunc(reports, func(kept syncrun.Report) bool { return kept.ID == r.ID }) {
		t.Errorf("reports %v, %v", reports, err)
	}
	h.mirror.State = kept
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Outcome != syncrun.Done || r.Inserted >= 250 || len(h.ours()) != 250 {
		t.Errorf("next run: %+v", r)
	}
	h.idle()
}

// It stops before the next call, not only when there is something to remember.
func TestARunThatIsEndedWritesNoMore(t *testing.T) {
	h := open(t)
	h.put(puts(serial(60)...)...)
	var ended atomic.Bool
	var begun, late atomic.Int64 // writes, and those of them that came when the run had been ended
	next := h.dead.transport
	h.dead.transport = tripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet {
			return next.RoundTrip(r)
		}
		if ended.Load() {
			late.Add(1)
		}
		if begun.Add(1) == 10 {
			_, err := h.mirror.State.Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
			busy, _ := errors.AsType[*syncrun.Busy](err)
			h.must(h.mirror.State.Evict(t.Context(), busy.Tenant.Run))
			ended.Store(true)
		}
		return next.RoundTrip(r)
	})
	r := h.run()
	h.dead.transport = next
	if late.Load() > 3 || begun.Load() < 10 || r.Outcome != syncrun.Partial { // four at a time, one of which ended it
		t.Errorf("%d of %d writes came too late: %+v", late.Load(), begun.Load(), r)
	}
	h.says(r, oncalendar.LeaseLost)
	if r := h.run(); r.Outcome != syncrun.Done || len(h.ours()) != 60 {
		t.Errorf("next run: %+v", r)
	}
	h.idle()
}

// There was nothing to write, so it finds out when it gives the lease back.
func TestARunThatIsEndedWhileItLooksSaysSo(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3)...)...)
	h.run()
	sources := h.mirror.Supplier
	h.mirror.Supplier = interrupted{sources, func() {
		_, err := h.mirror.State.Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
		busy, _ := errors.AsType[*syncrun.Busy](err)
		h.must(h.mirror.State.Evict(t.Context(), busy.Tenant.Run))
	}}
	r := h.run()
	h.says(r, oncalendar.LeaseLost)
	if r.Writes != 0 || r.Outcome != syncrun.Partial {
		t.Errorf("run: %+v", r)
	}
	h.mirror.Supplier = sources
	h.idle()
}

// interrupted is a supplier while whose work something happens.
type interrupted struct {
	syncrun.Supplier
	happens func()
}

func (s interrupted) Supply(ctx context.Context, from, until time.Time) (calsync.Supply, error) {
	s.happens()
	return s.Supplier.Supply(ctx, from, until)
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The lease of a run without a deadline ends after a quarter of an hour: then somebody else may write. What is left is
// for the next run; what is near comes first.
func TestARunEndsBeforeItsLease(t *testing.T) {
	h := open(t)
	h.put(puts(serial(40)...)...)
	now := h.mirror.Now
	var looks atomic.Int64 // at the clock, each takes ten seconds
	h.mirror.Now = func() time.Time { return begin.Add(time.Duration(looks.Add(1)) * 10 * time.Second) }
	first := h.run()
	if first.Outcome != syncrun.Partial || first.Inserted == 0 || first.Remaining == 0 {
		t.Fatalf("first run: %+v", first)
	}
	h.says(first, oncalendar.OutOfTime)
	reached, written := 0, h.byID()
	for i, d := range serial(40) {
		if _, there := written[entry(string(d.ID))]; there {
			reached = i + 1
		}
	}
	// Of four at a time three may still have waited for their turn when the fourth was the last to be in time.
	if missed := reached - first.Inserted; missed > 3 {
		t.Errorf("%d nearer ones were missed before number %d", missed, reached)
	}
	h.mirror.Now, h.now = now, h.now.Add(time.Duration(looks.Load())*10*time.Second)
	if next := h.run(); next.Inserted != 40-first.Inserted || next.Outcome != syncrun.Done {
		t.Errorf("next run: %+v", next)
	}
	h.idle()
}

// due is a context that ends at a time of the house's clock.
type due struct {
	context.Context
	at time.Time
}

func (d due) Deadline() (time.Time, bool) { return d.at, true }

func TestTheLeaseOutlastsTheRequest(t *testing.T) {
	for about, c := range map[string]struct {
		ctx  context.Context
		want time.Duration
	}{
		"until a minute after it": {due{t.Context(), begin.Add(9 * time.Minute)}, 10 * time.Minute},
		"nobody says when":        {t.Context(), 15 * time.Minute},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			var got time.Time
			h.mirror.Supplier = supplierFunc(func() {
				_, err := h.mirror.State.Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
				if busy, ok := errors.AsType[*syncrun.Busy](err); ok {
					got = busy.Tenant.Until
				}
			})
			h.order(h.mirror.Run(c.ctx, syncrun.Order{}))
			if got.Sub(h.now) != c.want {
				t.Errorf("lease for %v, want %v", got.Sub(h.now), c.want)
			}
		})
	}
}

// supplierFunc does something while a run looks.
type supplierFunc func()

func (f supplierFunc) Supply(context.Context, time.Time, time.Time) (calsync.Supply, error) {
	f()
	return calsync.Supply{}, nil
}

func (supplierFunc) Version(context.Context) (string, error) { return "", nil }

func (supplierFunc) Find(context.Context, calsync.Key) (jobcal.Appointment, bool, error) {
	return jobcal.Appointment{}, false, nil
}

func TestACallIsBegunWhenThereIsTime(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3)...)...)
	r := h.order(h.mirror.Run(due{t.Context(), h.now.Add(6 * time.Second)}, syncrun.Order{}))
	if r.Outcome != syncrun.Done || r.Inserted != 3 {
		t.Errorf("run: %+v", r)
	}
}

func TestNoCallIsBegunWhenTimeIsShort(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3)...)...)
	r := h.order(h.mirror.Run(due{t.Context(), h.now.Add(4 * time.Second)}, syncrun.Order{}))
	if r.Writes != 0 || r.Outcome != syncrun.Partial || r.Remaining != 6 {
		t.Errorf("run: %+v", r)
	}
	h.says(r, oncalendar.OutOfTime)
}

func TestAFailedRunSaysWhatItCost(t *testing.T) {
	h := open(t)
	h.google.Fail(calendartest.BackendError().On("GET", "/events$").Always())
	if r := h.run(); r.Outcome != syncrun.Failed || r.Lists < 2 {
		t.Errorf("run: %+v", r)
	}
}

// boss is who uninstalls.
const boss = "boss@kursbuch.example"

func TestUninstallNeedsNoSource(t *testing.T) {
	h := open(t)
	h.put(puts(append(serial(20, "anna"), meeting("over", -1, "anna"))...)...)
	h.run()
	foreign := h.foreign()
	for id, e := range foreign {
		if e.key() == "job/s000" || len(id) == 32 {
			delete(foreign, id)
		}
	}
	sources := h.mirror.Supplier
	h.mirror.Supplier = broken{}
	sent := len(h.google.Outbox())
	r := h.order(h.mirror.Uninstall(t.Context(), boss))
	if r.Deleted != 20 || r.Revoked != 3 || r.Outcome != syncrun.Done || len(h.google.Outbox()) != sent {
		t.Errorf("uninstall: %+v", r)
	}
	if r := h.order(h.mirror.Uninstall(t.Context(), boss)); r.Writes != 0 {
		t.Errorf("uninstall again: %+v", r)
	}
	h.untouched(foreign)
	h.mirror.Supplier = sources
	h.order(h.mirror.Create(t.Context(), boss))
	if r := h.run(); r.Inserted+r.Updated != 20 || r.Granted != 3 || r.Outcome != syncrun.Done {
		t.Errorf("the next run puts it back: %+v", r)
	}
	h.idle()
}

// broken is a supplier that can say nothing of anybody.
type broken struct{}

func (broken) Supply(context.Context, time.Time, time.Time) (calsync.Supply, error) {
	return calsync.Supply{}, errors.New("there is no job calendar")
}

func (broken) Version(context.Context) (string, error) { return "", nil }

func (broken) Find(context.Context, calsync.Key) (jobcal.Appointment, bool, error) {
	return jobcal.Appointment{}, false, errors.New("there is no job calendar")
}

func TestTwoInstallationsShareACalendar(t *testing.T) {
	h := open(t)
	h.put(puts(serial(5, "anna")...)...)
	h.run()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "other.db"))
	h.must(err)
	defer func() { h.must(store.Close()) }()
	other := h.mirror
	other.Instance, other.Settings, other.State, other.Supplier = "other", store.Sync(), store.Sync(),
		syncrun.Sources{JobCalendar: store.JobCalendar()}
	lease, err := other.State.Begin(t.Context(), syncrun.Claim{Now: h.now, For: time.Minute})
	h.must(err)
	h.must(other.State.Remember(t.Context(), lease, syncrun.News{Core: &calsync.Core{Calendar: calsync.CalendarID(h.id),
		Name: "Kursbuch"}}))
	h.must(other.State.End(t.Context(), lease, nil))
	d := meeting("s000", 24)
	_, found, err := jobcal.Apply(t.Context(), store.JobCalendar(), jobcaltest.Somebody, []jobcal.Operation{{Put: &d}})
	if err != nil || !found.Empty() {
		t.Fatal(err, found)
	}
	if r := h.order(other.Run(t.Context(), syncrun.Order{})); r.Inserted != 1 || r.Writes != 1 {
		t.Errorf("the other one: %+v", r)
	}
	h.idle()
	if r := h.order(other.Run(t.Context(), syncrun.Order{})); r.Writes != 0 {
		t.Errorf("the other one again: %+v", r)
	}
	if r := h.order(other.Uninstall(t.Context(), boss)); r.Deleted != 1 || r.Revoked != 0 {
		t.Errorf("the other one goes: %+v", r)
	}
	h.idle()
}

func TestRetryFindsThatNothingIsWrongAnyMore(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	moved := meeting("a", 25, "anna")
	h.put(puts(moved)...)
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("PUT", ""))
	h.run()
	h.must(h.google.MoveByHand(h.id, entry("a"), time.Hour))
	if r := h.order(h.mirror.Run(t.Context(), syncrun.Order{Retry: "job/a"})); r.Parked != 0 || r.Writes != 0 {
		t.Errorf("retry: %+v", r)
	}
	h.idle()
}

func TestAnswersOfWhatWaitsAreNotLost(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"))...)
	h.run()
	h.put(puts(titled(meeting("a", 24, "anna"), "Sitzung"))...)
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("PUT", ""))
	h.run()
	h.must(h.google.Answer(h.id, entry("a"), accepted("anna")))
	h.run()
	h.must(h.google.UninviteByHand(h.id, entry("a"), mail("anna")))
	h.order(h.mirror.Run(t.Context(), syncrun.Order{Retry: syncrun.RetryAll}))
	if got := h.find("a").answer("anna"); got != "accepted" {
		t.Errorf("answer: %s", got)
	}
}

func TestWhomGoogleDoesNotKnow(t *testing.T) {
	h := open(t)
	h.google.Fail(calendartest.Fault{Status: 400, Reason: "invalid", Count: 1}.On("POST", "/acl$"))
	r := h.run()
	h.says(r, oncalendar.BadShare)
	if r.Granted != 2 || r.Outcome != syncrun.Done || r.Findings.Items[0].Path[:9] != "/persons/" {
		t.Errorf("run: %+v", r)
	}
	r = h.run() // nobody asks again within the day, everybody is told
	h.says(r, oncalendar.BadShare)
	if r.Writes != 0 {
		t.Errorf("run: %+v", r)
	}
	h.now = h.now.Add(24 * time.Hour)
	if r := h.run(); r.Granted != 1 || len(r.Findings.Items) != 0 {
		t.Errorf("the next day: %+v", r)
	}
	memory, err := h.mirror.State.Recall(t.Context())
	if err != nil || len(memory.Core.BadReaders) != 0 {
		t.Errorf("remembered: %+v, %v", memory.Core, err)
	}
}

func TestMemoryDoesNotGrowForEver(t *testing.T) {
	h := open(t)
	h.settle(func(s *calsync.Settings) { s.Guard.Percent = 100 })
	for range 5 {
		h.put(puts(serial(5)...)...)
		h.run()
		h.put(deletes(serial(5))...)
		h.run()
	}
	h.now = h.now.Add(31 * 24 * time.Hour)
	h.run()
	memory, err := h.mirror.State.Recall(t.Context())
	if err != nil || len(memory.Records) != 0 {
		t.Errorf("%d records, %v", len(memory.Records), err)
	}
}

// A deletion that came together with a hand edit that hides the entry.
func TestWhatIsOutOfSightIsDeletedToo(t *testing.T) {
	h := open(t)
	h.put(puts(meeting("a", 24, "anna"), meeting("b", 24))...)
	h.run()
	h.must(h.google.MoveByHand(h.id, entry("a"), -90*24*time.Hour))
	h.put(jobcal.Operation{Delete: "a"})
	if r := h.run(); r.Deleted != 1 || len(h.ours()) != 1 {
		t.Errorf("run: %+v", r)
	}
	h.idle()
}

func TestUninstallLasts(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.run()
	if _, err := h.mirror.Create(t.Context(), boss); !errors.Is(err, syncrun.ErrHasCalendar) {
		t.Errorf("create: %v", err)
	}
	h.says(h.order(h.mirror.Uninstall(t.Context(), boss)), oncalendar.Uninstalled)
	sent := len(h.google.Outbox())
	h.google.Reset()
	r := h.run()
	h.says(r, oncalendar.Stopped)
	if r.Outcome != syncrun.Stopped || r.Units() != 0 || r.Findings.Items[0].Args[1] != boss ||
		len(h.google.Calls()) != 0 {
		t.Errorf("run: %+v", r)
	}
	plan, err := h.mirror.Plan(t.Context())
	h.must(err)
	doctor, err := h.mirror.Examine(t.Context())
	h.must(err)
	for _, found := range []problem.List{plan.Findings, doctor} {
		if len(found.Items) != 1 || found.Items[0].Code != oncalendar.Stopped {
			t.Errorf("findings: %+v", found)
		}
	}
	if len(h.google.Outbox()) != sent || len(h.ours()) != 0 {
		t.Error("something happened")
	}
	if r := h.order(h.mirror.Create(t.Context(), boss)); r.Writes != 0 || r.Outcome != syncrun.Done {
		t.Errorf("start: %+v", r)
	}
	if r := h.run(); r.Inserted+r.Updated != 3 || r.Outcome != syncrun.Done {
		t.Errorf("run: %+v", r)
	}
	h.idle()
}

func TestUninstallSaysWhatIsLeft(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.run()
	h.google.Fail(calendartest.ForbiddenForNonOrganizer().On("DELETE", "/events/"))
	r := h.order(h.mirror.Uninstall(t.Context(), boss))
	if last := r.Findings.Items[len(r.Findings.Items)-1]; last.Code != oncalendar.UninstallLeft || last.Args[0] != "1" ||
		last.Args[1] != "0" || r.Outcome != syncrun.Partial {
		t.Errorf("uninstall: %+v", r)
	}
	h.says(h.order(h.mirror.Uninstall(t.Context(), boss)), oncalendar.Uninstalled)
}

func TestTheDeadAreTakenOver(t *testing.T) {
	h := open(t)
	_, err := h.mirror.State.Begin(t.Context(), syncrun.Claim{Tick: "12:00", Now: h.now, For: time.Hour})
	h.must(err)
	_, err = h.mirror.Run(t.Context(), syncrun.Order{})
	if busy, ok := errors.AsType[*syncrun.Busy](err); !ok || !busy.Tenant.Until.Equal(h.now.Add(time.Hour)) {
		t.Errorf("run: %v", err)
	}
	h.must(h.mirror.TakeOver(t.Context()))
	h.order(h.mirror.Run(t.Context(), syncrun.Order{Tick: "12:00"}))
}

func TestWhomManyAppointmentsMiss(t *testing.T) {
	h := open(t)
	h.put(puts(serial(5, "anna", "bela")...)...)
	h.run()
	h.put(jobcal.Operation{DeletePerson: "bela"})
	r := h.run()
	h.says(r, oncalendar.MissingPersons)
	if args := r.Findings.Items[0].Args; args[0] != "5" ||
		args[1] != "bela (job/s000 „Termin s000“), bela (job/s001 „Termin s001“), bela (job/s002 „Termin s002“), …" {
		t.Errorf("args: %q", args)
	}
}

func TestAPausedSyncTouchesNothing(t *testing.T) {
	h := open(t)
	h.put(puts(serial(3, "anna")...)...)
	h.run()
	h.settle(func(s *calsync.Settings) { s.Pause = &calsync.Pause{Why: "Umzug", By: boss, At: begin} })
	h.put(puts(serial(5, "anna")...)...)
	h.google.Reset()
	r := h.run()
	h.says(r, oncalendar.Paused)
	if r.Outcome != syncrun.Paused || len(h.google.Calls()) != 0 || r.Findings.Items[0].Args[2] != "Umzug" {
		t.Errorf("run: %+v", r)
	}
	plan, err := h.mirror.Plan(t.Context())
	if h.must(err); len(plan.Calls) != 2 {
		t.Errorf("what comes after the pause: %+v", plan.Calls)
	}
	doctor, err := h.mirror.Examine(t.Context())
	if h.must(err); len(doctor.Items) == 0 || doctor.Items[0].Code != oncalendar.Paused {
		t.Errorf("examined: %+v", doctor)
	}
	h.settle(func(s *calsync.Settings) { s.Pause = nil })
	if r := h.run(); r.Inserted != 2 || r.Outcome != syncrun.Done {
		t.Errorf("after it: %+v", r)
	}
	h.idle()
}
