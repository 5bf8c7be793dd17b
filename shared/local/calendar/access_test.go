package calendar_test

import (
	"testing"

	api "google.golang.org/api/calendar/v3"
	"kursbuch.internal/shared/local/calendar"
)

func (w *world) grant(scope, value, role string) *api.AclRule {
	w.t.Helper()
	rule, err := w.Acl.Insert(w.master, &api.AclRule{Role: role, Scope: &api.AclRuleScope{Type: scope, Value: value}}).Do()
	if err != nil {
		w.t.Fatal(err)
	}
	return rule
}

func TestCalendars(t *testing.T) {
	w := open(t)
	made, err := w.Calendars.Insert(&api.Calendar{Summary: "Räume", Description: "alle"}).Do()
	if err != nil {
		t.Fatal(err)
	}
	if made.TimeZone != "UTC" || made.DataOwner != calendar.Owner || made.Id == w.master {
		t.Errorf("made %+v", made)
	}
	w.insert(lesson("kurs1", "01", anna))
	renamed, err := w.Calendars.Patch(w.master, &api.Calendar{Summary: "Arbeit"}).Do()
	if err != nil || renamed.TimeZone != "Europe/Berlin" {
		t.Fatalf("renamed %+v, %v", renamed, err)
	}
	if name := w.get("kurs1").Organizer.DisplayName; name != "Arbeit" {
		t.Errorf("the organizer is still called %q", name)
	}
	replaced, err := w.Calendars.Update(made.Id, &api.Calendar{Summary: "Zimmer"}).Do()
	if err != nil || replaced.Description != "" {
		t.Errorf("replaced %+v, %v", replaced, err)
	}
	stale := w.Calendars.Update(made.Id, &api.Calendar{Summary: "Zimmer"})
	stale.Header().Set("If-Match", made.Etag)
	_, err = stale.Do()
	w.refused("412 conditionNotMet", err)
	_, err = w.Calendars.Insert(&api.Calendar{}).Do()
	w.refused("400 required", err)
	_, err = w.Calendars.Insert(&api.Calendar{Summary: "x", TimeZone: "Mars"}).Do()
	w.refused("400 invalid", err)
	if err := w.Calendars.Delete(w.master).Do(); err != nil {
		t.Fatal(err)
	}
	_, err = w.Calendars.Get(w.master).Do()
	w.refused("404 notFound", err)
	same(t, []string(nil), w.sees(anna))
	w.refused("400 invalid", w.Calendars.Delete("primary").Do())
}

func TestTheListOfCalendars(t *testing.T) {
	w := open(t)
	hers := w.as(anna)
	_, err := hers.CalendarList.Insert(&api.CalendarListEntry{Id: w.master}).Do()
	w.refused("404 notFound", err)
	w.grant("user", anna, "reader")
	on := func(s *api.Service) (list []string) {
		err := s.CalendarList.List().MaxResults(1).Pages(t.Context(), func(page *api.CalendarList) error {
			for _, e := range page.Items {
				list = append(list, e.Summary+" "+e.AccessRole)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	same(t, []string{anna + " owner"}, on(hers)) // the mail with the link was not opened yet
	if _, err = hers.CalendarList.Insert(&api.CalendarListEntry{Id: w.master}).Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{anna + " owner", "Jobs reader"}, on(hers))
	same(t, []string{calendar.Owner + " owner", "Jobs owner"}, on(w.Service))
	if e, err := hers.CalendarList.Get("primary").Do(); err != nil || !e.Primary {
		t.Errorf("primary: %+v, %v", e, err)
	}
	owned, err := hers.CalendarList.List().MinAccessRole("owner").Do()
	if err != nil || len(owned.Items) != 1 {
		t.Errorf("owned: %+v, %v", owned, err)
	}
	if err := hers.CalendarList.Delete(w.master).Do(); err != nil {
		t.Fatal(err)
	}
	same(t, []string{anna + " owner"}, on(hers))
	w.refused("404 notFound", hers.CalendarList.Delete(w.master).Do())
	_, err = hers.CalendarList.Get(w.master).Do()
	w.refused("404 notFound", err)
}

func TestRules(t *testing.T) {
	w := open(t)
	rule := w.grant("user", "Anna@kursbuch.example", "reader")
	if rule.Id != "user:"+anna {
		t.Errorf("rule %+v", rule)
	}
	w.grant("domain", "kursbuch.example", "freeBusyReader")
	w.grant("default", "", "none")
	all := func() (list []string) {
		page, err := w.Acl.List(w.master).Do()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Items {
			list = append(list, r.Id+" "+r.Role)
		}
		return list
	}
	want := []string{"default none", "domain:kursbuch.example freeBusyReader", "user:" + anna + " reader",
		"user:" + calendar.Owner + " owner"}
	same(t, want, all())
	w.grant("user", anna, "writer") // again: the role changes
	if _, err := w.Acl.Patch(w.master, "default", &api.AclRule{Role: "freeBusyReader"}).Do(); err != nil {
		t.Error(err)
	}
	if r, err := w.Acl.Get(w.master, "user:"+anna).Do(); err != nil || r.Role != "writer" || r.Etag == rule.Etag {
		t.Errorf("rule %+v, %v", r, err)
	}
	if err := w.Acl.Delete(w.master, "user:"+anna).Do(); err != nil {
		t.Error(err)
	}
	w.refused("404 notFound", w.Acl.Delete(w.master, "user:"+anna).Do())
	w.refused("403 cannotChangeOwnAcl", w.Acl.Delete(w.master, "user:"+calendar.Owner).Do())
	same(t, []string{"default freeBusyReader", want[1], want[3]}, all())
	var mails []string
	for _, m := range w.Outbox() {
		mails = append(mails, m.To+" "+m.Kind+" "+m.Summary)
	}
	same(t, []string{anna + " shared Jobs", anna + " shared Jobs"}, mails)
	for _, wrong := range []*api.AclRule{
		{Role: "reader"},
		{Scope: &api.AclRuleScope{Type: "user", Value: anna}},
		{Role: "reader", Scope: &api.AclRuleScope{Type: "user"}},
		{Role: "reader", Scope: &api.AclRuleScope{Type: "domain"}},
		{Role: "reader", Scope: &api.AclRuleScope{Type: "user", Value: "anna"}},
	} {
		if _, err := w.Acl.Insert(w.master, wrong).Do(); err == nil {
			t.Errorf("accepted: %+v", wrong)
		}
	}
}

func TestASilentRule(t *testing.T) {
	w := open(t)
	rule := &api.AclRule{Role: "reader", Scope: &api.AclRuleScope{Type: "user", Value: anna}}
	if _, err := w.Acl.Insert(w.master, rule).SendNotifications(false).Do(); err != nil {
		t.Fatal(err)
	}
	if mails := w.Outbox(); len(mails) > 0 {
		t.Errorf("mails %v", mails)
	}
}

func TestWhatARoleMay(t *testing.T) {
	tests := []struct {
		role                      string
		list, insert, rule, title string // how it is refused; what of a private entry is seen
	}{
		{"none", "404 notFound", "404 notFound", "404 notFound", ""},
		{"freeBusyReader", "", "403 requiredAccessLevel", "403 requiredAccessLevel", ""},
		{"reader", "", "403 requiredAccessLevel", "403 requiredAccessLevel", ""},
		{"writerWithoutPrivateAccess", "", "", "403 requiredAccessLevel", ""},
		{"writer", "", "", "403 requiredAccessLevel", "Kurs"},
		{"owner", "", "", "", "Kurs"},
	}
	for _, test := range tests {
		t.Run(test.role, func(t *testing.T) {
			w := open(t)
			w.insert(rich())
			w.grant("domain", "kursbuch.example", test.role)
			hers := w.as(anna)
			page, err := hers.Events.List(w.master).Do()
			w.refused(test.list, err)
			if err == nil && page.Items[0].Summary != test.title {
				t.Errorf("sees the title %q, want %q", page.Items[0].Summary, test.title)
			}
			_, err = hers.Events.Insert(w.master, lesson("kurs2", "02")).Do()
			w.refused(test.insert, err)
			_, err = hers.Acl.List(w.master).Do()
			w.refused(test.rule, err)
			_, err = hers.Calendars.Patch(w.master, &api.Calendar{Summary: "Ihrer"}).Do()
			w.refused(test.rule, err)
		})
	}
}

func TestSyncTokensOfOtherLists(t *testing.T) {
	w := open(t)
	first, err := w.Acl.List(w.master).Do()
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.Acl.List(w.master).SyncToken(first.NextSyncToken).Do()
	if err != nil || len(again.Items) > 0 {
		t.Errorf("nothing changed: %+v, %v", again, err)
	}
	w.grant("user", anna, "reader")
	_, err = w.Acl.List(w.master).SyncToken(first.NextSyncToken).Do()
	w.refused("410 fullSyncRequired", err)
}

func TestColorsAndSettings(t *testing.T) {
	w := open(t)
	colors, err := w.Colors.Get().Do()
	if err != nil || len(colors.Event) != 11 || len(colors.Calendar) != 24 || colors.Event["11"].Background != "#dc2127" {
		t.Errorf("colors %+v, %v", colors, err)
	}
	zone, err := w.Settings.Get("timezone").Do()
	if err != nil || zone.Value != "Europe/Berlin" {
		t.Errorf("zone %+v, %v", zone, err)
	}
	_, err = w.Settings.Get("nothing").Do()
	w.refused("404 notFound", err)
	all := 0
	if err := w.Settings.List().MaxResults(4).Pages(t.Context(), func(page *api.Settings) error {
		all += len(page.Items)
		return nil
	}); err != nil || all != 9 {
		t.Errorf("%d settings, %v", all, err)
	}
}

func TestWhatIsNotDone(t *testing.T) {
	w := open(t)
	w.insert(lesson("kurs1", "01"))
	_, err := w.Events.QuickAdd(w.master, "Essen um zwölf").Do()
	w.refused("501 notImplemented", err)
	_, err = w.Events.Instances(w.master, "kurs1").Do()
	w.refused("501 notImplemented", err)
	_, err = w.Freebusy.Query(&api.FreeBusyRequest{}).Do()
	w.refused("501 notImplemented", err)
	w.refused("501 notImplemented", w.Calendars.Clear(w.master).Do())
}
