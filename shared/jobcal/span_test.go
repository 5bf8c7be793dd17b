package jobcal_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"pgregory.net/rapid"
)

const berlin = "Europe/Berlin"

var meanings = []struct {
	about, start, end, zone string
	want                    string // start and end as a draft writes them, or the finding
}{
	{"times of day", "2027-05-15T09:00", "2027-05-15T10:30:15", berlin,
		"2027-05-15T09:00:00+02:00 2027-05-15T10:30:15+02:00"},
	{"in winter", "2027-01-15T09:00", "2027-01-15T10:00", berlin, "2027-01-15T09:00:00+01:00 2027-01-15T10:00:00+01:00"},
	{"instants", "2027-05-15T09:00:00+02:00", "2027-05-15T08:00:00Z", berlin,
		"2027-05-15T09:00:00+02:00 2027-05-15T10:00:00+02:00"},
	{"instants without seconds", "2027-05-15T09:00+02:00", "2027-05-15T08:00Z", berlin,
		"2027-05-15T09:00:00+02:00 2027-05-15T10:00:00+02:00"},
	{"an instant of another zone", "2027-05-15T09:00:00-07:00", "2027-05-15T19:00", berlin,
		"2027-05-15T18:00:00+02:00 2027-05-15T19:00:00+02:00"},
	{"UTC", "2027-05-15T09:00", "2027-05-15T10:00:00+00:00", "UTC", "2027-05-15T09:00:00Z 2027-05-15T10:00:00Z"},
	{"a day", "2027-05-15", "2027-05-16", "", "2027-05-15 2027-05-16"},
	{"over the end of summer time", "2027-10-31T01:00", "2027-10-31T04:00", berlin,
		"2027-10-31T01:00:00+02:00 2027-10-31T04:00:00+01:00"},
	{"the hour that is there twice", "2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00", berlin,
		"2027-10-31T02:30:00+02:00 2027-10-31T02:30:00+01:00"},
	{"the last minute before it", "2027-10-31T01:59:59", "2027-10-31T03:00", berlin,
		"2027-10-31T01:59:59+02:00 2027-10-31T03:00:00+01:00"},
	{"the first moment after the gap", "2027-03-28T01:59:59", "2027-03-28T03:00", berlin,
		"2027-03-28T01:59:59+01:00 2027-03-28T03:00:00+02:00"},
	{"half an hour of Lord Howe", "2027-04-04T01:29", "2027-04-04T02:00", "Australia/Lord_Howe",
		"2027-04-04T01:29:00+11:00 2027-04-04T02:00:00+10:30"},

	{"no such time", "2027-03-28T02:30", "2027-03-28T04:00", berlin,
		"/start: Diese Uhrzeit gibt es nicht: In Europe/Berlin wird die Uhr vorgestellt, von 2027-03-28 02:00 → 03:00."},
	{"a time that is there twice", "2027-10-31T01:00", "2027-10-31T02:30", berlin,
		`/end: Diese Uhrzeit gibt es zweimal: In Europe/Berlin wird die Uhr zurückgestellt. Bitte mit dem Abstand zu UTC ` +
			`schreiben: "2027-10-31T02:30:00+02:00" ist das erste Mal, "2027-10-31T02:30:00+01:00" das zweite.`},
	{"twice, by half an hour", "2027-04-04T01:30", "2027-04-04T03:00", "Australia/Lord_Howe",
		`/start: Diese Uhrzeit gibt es zweimal: In Australia/Lord_Howe wird die Uhr zurückgestellt. Bitte mit dem ` +
			`Abstand zu UTC schreiben: "2027-04-04T01:30:00+11:00" ist das erste Mal, "2027-04-04T01:30:00+10:30" das zweite.`},
	{"a day that an island left out", "2011-12-30T09:00", "2012-01-01T09:00", "Pacific/Apia",
		"/start: Diese Uhrzeit gibt es nicht: In Pacific/Apia wird die Uhr vorgestellt, von 2011-12-30 00:00 → " +
			"2011-12-31 00:00."},
	{"the end first", "2027-05-15T10:00", "2027-05-15T09:00", berlin, "/end: Das Ende liegt vor dem Beginn."},
	{"nothing", "2027-05-15T09:00", "2027-05-15T07:00Z", berlin,
		"/end: Beginn und Ende sind gleich. Bei ganztägigen Terminen ist das Ende der Tag danach."},
	{"no day", "2027-05-15", "2027-05-15", "",
		"/end: Beginn und Ende sind gleich. Bei ganztägigen Terminen ist das Ende der Tag danach."},
	{"a day and a time", "2027-05-15", "2027-05-15T10:00", berlin,
		"/end: Beginn und Ende müssen beide Tage oder beide Uhrzeiten sein."},
	{"days of a zone", "2027-05-15", "2027-05-16", berlin,
		`/time_zone: Ganztägige Termine gelten überall, sie haben keine Zeitzone. Bitte "time_zone" weglassen oder ` +
			`Uhrzeiten angeben.`},
	{"no zone", "2027-05-15T09:00", "2027-05-15T10:00", "",
		`/time_zone: Zu Uhrzeiten gehört eine Zeitzone: "time_zone": "Europe/Berlin".`},
	{"a time without its zero", "2027-05-15T9:00", "2027-05-15T10:00", berlin,
		`/start: "2027-05-15T9:00" ist weder eine Zeit wie "2027-05-15T09:00" noch ein Tag wie "2027-05-15".`},
	{"before all", "1979-12-31", "1980-01-01", "", "/start: 1979-12-31 geht nicht, möglich sind 1980 bis 2999."},
	{"after all, by its zone", "2999-12-31T23:00", "2999-12-31T23:30:00Z", berlin,
		"/end: 3000-01-01T00:30:00+01:00 geht nicht, möglich sind 1980 bis 2999."},
}

func TestWhatTimesMean(t *testing.T) {
	for _, c := range meanings {
		t.Run(c.about, func(t *testing.T) {
			a, found := jobcal.Check(jobcal.Draft{ID: "a", Title: "A", Start: c.start, End: c.end, TimeZone: c.zone}, book)
			got := a.Draft().Start + " " + a.Draft().End
			if !found.Empty() {
				got = string(found.Items[0].Path) + ": " + found.Items[0].Message(problem.German)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || len(found.Items) > 1 {
				t.Error(diff, summary(found))
			}
		})
	}
}

func TestWhatIsNoTime(t *testing.T) {
	for _, text := range []string{
		"15.05.2027", "2027-5-15", "2027-02-29", "2027-05-15 09:00", "2027-05-15T24:00", "2027-05-15T09",
		"2027-05-15T09:00:00.5", "2027-05-15T09:00:00,5",
		"2027-05-15T09:60", "2027-05-15T09:00 Europe/Berlin", "+2027-05-15", "2027-05-15T09:00:00+0200", "2027-05-15t09:00z",
		"20270515T0900", " 2027-05-15", "2027-13-01",
	} {
		if _, found := jobcal.Check(jobcal.Draft{ID: "a", Title: "A", Start: text, End: "2027-06-01"},
			book); summary(found) != "/start not-a-time" {
			t.Errorf("%q: %s", text, summary(found))
		}
	}
}

func TestTimeZones(t *testing.T) {
	for name, known := range map[string]bool{
		"Europe/Berlin": true, "UTC": true, "Etc/GMT+5": true, "America/Argentina/Buenos_Aires": true, "Asia/Calcutta": true,
		"Local": false, "localtime": false, "right/Europe/Berlin": false, "posix/Europe/Berlin": false,
		"../etc/passwd": false, "/etc/localtime": false,
		"Europe/../Europe/Berlin": false, "Europe": false, "Europe/": false, "europe/berlin": false,
		"W. Europe Standard Time": false, "MEZ": false, "Factory": false, "\x00": false,
	} {
		d := draft()
		d.TimeZone = name
		_, found := jobcal.Check(d, book)
		if want := map[bool]string{true: "", false: "/time_zone unknown-time-zone"}[known]; summary(found) != want {
			t.Errorf("%q: %q", name, summary(found))
		}
	}
}

// zones with summer time at different moments, without any, with odd offsets.
var zones = []string{
	berlin, "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham",
	"Africa/Casablanca", "America/Sao_Paulo", "Africa/Monrovia",
}

func anyDraft(t *rapid.T) jobcal.Draft {
	text := func(label string) string { return rapid.StringMatching(`[a-zäß🎪 -]{0,20}`).Draw(t, label) }
	d := jobcal.Draft{
		ID: "a", JobNumber: text("job"), Title: "x" + text("title"), Description: text("description"),
		Location: text("location"),
		Category: text("category"), Private: rapid.Bool().Draw(t, "private"), Free: rapid.Bool().Draw(t, "free"),
		Cancelled: rapid.Bool().Draw(t, "cancelled"),
		Persons:   rapid.Permutation([]jobcal.PersonID{"anna", "ben"}).Draw(t, "persons"),
		Resources: rapid.SampledFrom([][]jobcal.ResourceID{nil, {}, {"saal"}}).Draw(t, "resources"),
	}
	from := time.Unix(rapid.Int64Range(315_532_800+86_400, 4_000_000_000).Draw(t, "start"), 0).UTC()
	until := from.Add(time.Duration(rapid.Int64Range(1, 1_000_000).Draw(t, "seconds")) * time.Second)
	layout := rapid.SampledFrom([]string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339}).Draw(t,
		"layout")
	d.Start, d.End = from.Format(layout), until.Format(layout)
	if layout != time.DateOnly {
		d.TimeZone = rapid.SampledFrom(zones).Draw(t, "zone")
	}
	return d
}

func TestAppointmentsAreWrittenAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, found := jobcal.Check(anyDraft(t), book)
		if !found.Empty() {
			t.Skip()
		}
		again, found := jobcal.Check(a.Draft(), book)
		if !found.Empty() {
			t.Fatal(summary(found))
		}
		stored, err := jobcal.Stored(a.Draft())
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range []jobcal.Appointment{again, stored} {
			if diff := cmp.Diff(a.Draft(), b.Draft()); diff != "" || !a.Span.Equal(b.Span) || a.Tag() != b.Tag() {
				t.Fatal(diff, a.Span, b.Span)
			}
		}
	})
}

// A time is there, is not, or is there twice. The clocks show what there is as it was written.
func TestEveryTimeIsThereOrNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDraft(t)
		if len(d.Start) != len("2006-01-02T15:04") {
			t.Skip()
		}
		a, found := jobcal.Check(d, book)
		if found.Empty() && (a.Span.Start.Format("2006-01-02T15:04") != d.Start ||
			a.Span.End.Format("2006-01-02T15:04") != d.End) {
			t.Fatalf("%s is %v", d.Start, a.Span)
		}
		for _, p := range found.Items {
			switch p.Code {
			case oncalendar.NoSuchTime, oncalendar.AmbiguousTime, oncalendar.ZeroDuration, oncalendar.EndBeforeStart:
			default:
				t.Fatal(p)
			}
		}
	})
}
