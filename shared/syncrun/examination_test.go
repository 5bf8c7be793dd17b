package syncrun_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/local/calendar/calendartest"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

// examined are the findings of an examination, with the first value of their sentences.
func (h *house) examined() map[problem.Code]string {
	h.Helper()
	found, err := h.mirror.Examine(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	all := map[problem.Code]string{}
	for _, p := range found.Items {
		all[p.Code] = p.Arg(1)
	}
	return all
}

// What an examination says of the next run is what the next run does.
func TestWhoCannotReadIsWhoThePlanLetsRead(t *testing.T) {
	for about, c := range map[string]struct {
		happen func(h *house, google *api.Service)
		want   map[problem.Code]string
	}{
		"nothing is wrong": {func(*house, *api.Service) {}, map[problem.Code]string{}},
		"somebody's right was taken away, another's made less": {func(h *house, google *api.Service) {
			h.must(google.Acl.Delete(h.id, "user:"+mail("anna")).Do())
			_, err := google.Acl.Update(h.id, "user:"+mail("bela"), &api.AclRule{Role: "freeBusyReader"}).Do()
			h.must(err)
		}, map[problem.Code]string{oncalendar.CannotRead: "2"}},
		"Google refused somebody today, whom the next run does not ask for": {func(h *house, google *api.Service) {
			h.must(google.Acl.Delete(h.id, "user:"+mail("anna")).Do())
			h.google.Fail(calendartest.Fault{Status: 400, Reason: "invalid", Count: 1}.On("POST", "/acl$"))
			h.run()
		}, map[problem.Code]string{oncalendar.BadShare: "Bad Request"}},
		"somebody is not to read any more": {func(h *house, _ *api.Service) {
			h.settle(func(s *calsync.Settings) { s.Guard = calsync.Guard{Count: 1} })
			h.put(person("anna", false))
		}, map[problem.Code]string{oncalendar.StillReads: "1"}},
		"nobody is, which is held back": {func(h *house, _ *api.Service) {
			h.put(person("anna", false), person("bela", false), jobcal.Operation{DeletePerson: "cora"})
		}, map[problem.Code]string{oncalendar.StillReads: "3", oncalendar.DeletionsHeld: "3 Leserechte (sync " +
			"ausgeschaltet: 2, nicht mehr in den Stammdaten: 1)"}},
	} {
		t.Run(about, func(t *testing.T) {
			h := open(t)
			h.run()
			c.happen(h, calendartest.Service(t, h.google.Calendar, ""))
			if diff := cmp.Diff(c.want, h.examined()); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
