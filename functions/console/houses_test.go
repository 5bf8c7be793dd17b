package console_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/proposal"
)

// fields are those of a form as a browser would send them.
func fields(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], select[name]").Each(func(_ int, f *goquery.Selection) {
		value := f.AttrOr("value", "")
		if f.Is("select") {
			value = f.Find("option[selected]").AttrOr("value", "")
		}
		values.Add(f.AttrOr("name", ""), value)
	})
	return values
}

func TestAHouseOfATemplate(t *testing.T) {
	d := newDesk(t)
	list := d.get(orga, "/events/1/houses").Find(".list h2 a")
	if list.Length() < 3 {
		t.Errorf("%d templates", list.Length())
	}
	at := list.First().AttrOr("href", "")
	form := fields(d.get(orga, at).Find("main form"))
	form["title"][0], form["beds"][0], form["in"][0] = "Kaminzimmer", "7", "1" // an existing group
	form["title"][1], form["mats"][2] = " ", ""                                // no lodgement, no camping mats
	form.Set("action", "download")
	file := d.post(orga, at, form)
	if file.status != 200 || !strings.Contains(file.header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("%d: %s", file.status, file.Find("main").Text())
	}
	form.Set("action", "upload")
	sent := d.post(orga, at, form)
	var done string
	d.until("check", func() bool {
		done = d.get(orga, sent.location).location
		return done != ""
	})
	p := d.proposal(done)
	if p.Status != proposal.Pending || p.Source.Uploader != orga || !strings.HasPrefix(p.Source.Object, "console/1/") ||
		p.Counts["lodgements"].Create != strings.Count(file.body, "regular_capacity") {
		t.Errorf("%s: %+v, %v", p.Status, p.Source, p.Counts)
	}
	if got := d.get(orga, done).Find(".figs").Text(); !strings.Contains(got, "Betten im Ganzen") {
		t.Errorf("how many more beds there are is not told: %s", got)
	}
	for _, want := range []string{"Kaminzimmer", `"regular_capacity": 7`, `"group_id": 1`} {
		if !strings.Contains(file.body, want) {
			t.Errorf("%s is missing: %s", want, file.body)
		}
	}
	if got := d.get(approver, at); got.Find("button[value=upload]").Length() != 0 ||
		got.Find("button[value=download]").Length() != 1 {
		t.Errorf("an approver gets: %s", got.Find("main").Text())
	}
	if got := d.post(approver, at, form); got.status != 403 {
		t.Errorf("an approver uploads: %d", got.status)
	}
}

func TestAHouseWithMistakes(t *testing.T) {
	d := newDesk(t)
	const at = "/events/1/houses/meadow"
	good := fields(d.get(orga, at).Find("main form"))
	for about, c := range map[string]struct {
		change func(url.Values)
		status int
		want   string
	}{
		"no number":        {func(f url.Values) { f["beds"][1] = "viele" }, 422, "Betten: \"viele\" ist keine ganze Zahl"},
		"a negative one":   {func(f url.Values) { f["mats"][1] = "-1" }, 422, "Isomatten: "},
		"no group":         {func(f url.Values) { f["group"][0] = "" }, 422, "Gruppe 1 hat keinen Namen"},
		"another group":    {func(f url.Values) { f["in"][0] = "99" }, 422, "Verweis ins Leere"},
		"a lacking field":  {func(f url.Values) { f["in"] = f["in"][1:] }, 400, "unvollständig"},
		"too many":         {func(f url.Values) { f["group"] = slices.Repeat([]string{"x"}, 201) }, 400, ""},
		"no such action":   {func(f url.Values) { f.Set("action", "x") }, 400, ""},
		"larger than ever": {func(f url.Values) { f["title"][0] = strings.Repeat("x", 300_000) }, 413, ""},
	} {
		form := url.Values{"action": {"upload"}}
		for name, values := range good {
			form[name] = slices.Clone(values)
		}
		c.change(form)
		got := d.post(orga, at, form)
		if text := got.Find("main").Text(); got.status != c.status || c.status == 422 && !strings.Contains(
			got.Find(".room .msg").Text(), c.want) {
			t.Errorf("%s: %d, %s", about, got.status, text)
		}
		marked := map[string]string{"no number": "beds", "no group": "in", "another group": "in"}
		if want := marked[about]; want != "" && got.Find("[aria-invalid]").AttrOr("name", "") != want {
			t.Errorf("%s: another field is marked", about)
		}
		pagetest.Harmless(t, about, got.Document)
	}
	for about, text := range pagetest.Hostile {
		form := url.Values{"action": {"upload"}}
		for name, values := range good {
			form[name] = slices.Repeat([]string{text}, len(values))
		}
		got := d.post(orga, at, form)
		if got.status != 422 && got.status != 413 && strings.TrimSpace(text) != "" {
			t.Errorf("%s: %d", about, got.status)
		}
		pagetest.Harmless(t, about, got.Document)
	}
}
