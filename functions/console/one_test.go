package console_test

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/proposal"
)

// decide sends the form of an import's page as somebody sees it.
func (d *desk) decide(who, path, action string, more ...string) answer {
	d.Helper()
	form := url.Values{"action": {action}}
	seen := d.get(who, path)
	if token := seen.Find("input[name=token]").AttrOr("value", ""); token != "" {
		form.Set("token", token)
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return d.post(who, path, form)
}

func path(p *proposal.Proposal) string { return "/imports/" + string(p.ID) }

func TestAnImportIsReadConfirmedUndone(t *testing.T) {
	d := newDesk(t)
	at := d.checked(orga, "raumtausch.json", sampleFile(t, "07"))
	own := d.get(orga, at)
	if own.status != 200 || !strings.Contains(own.Find(".banner").Text(), "Selbst hochgeladen") ||
		!strings.Contains(own.Find(".banner").Text(), approver) || own.Find("button[value=confirm]").Length() != 0 ||
		own.Find("button[value=withdraw]").Length() != 1 {
		t.Errorf("%d: %s", own.status, own.Find("main").Text())
	}
	seen := d.get(approver, at)
	if seen.Find("button[value=confirm]").Length() != 1 || seen.Find(".chg").Length() != 2 ||
		!strings.Contains(seen.Find(".chg").First().Text(), "Kaminzimmer") || seen.Find(".look > li").Length() == 0 {
		t.Errorf("%s", seen.Find("main").Text())
	}
	if got := d.decide(approver, at, "confirm"); got.status != http.StatusSeeOther || got.location != at {
		t.Fatalf("%d to %q: %s", got.status, got.location, got.Find("main").Text())
	}
	done := d.get(approver, at)
	if !strings.Contains(done.Find(".banner").Text(), "Alles geschrieben") ||
		done.Find("button[value=undo]").Length() != 1 {
		t.Errorf("%s", done.Find("main").Text())
	}
	again := d.post(approver, at, url.Values{"action": {"confirm"}, "token": {d.proposal(at).Token}})
	if again.status != http.StatusSeeOther || again.location != at {
		t.Errorf("a double click: %d to %q", again.status, again.location)
	}
	undo := d.decide(orga, at, "undo")
	if undo.status != http.StatusSeeOther || undo.location == at ||
		d.proposal(undo.location).UndoOf != d.proposal(at).ID {
		t.Fatalf("%d to %q", undo.status, undo.location)
	}
	prepared := d.get(orga, undo.location)
	if prepared.Find(".crumbs a[href='"+at+"']").Length() != 1 ||
		!strings.Contains(prepared.Find(".banner").Text(), "Selbst vorbereitet") {
		t.Errorf("what it undoes: %s", prepared.Find("main").Text())
	}
	d.decide(approver, undo.location, "confirm")
	if p := d.proposal(at); p.Undone == nil {
		t.Error("it is not undone")
	}
	if got := d.get(orga, at).Find(".banner").Text(); !strings.Contains(got, "Zurückgenommen von "+approver) {
		t.Error(got)
	}
}

// TestRejectedIsWhatWouldBe: what leads to the charts is called as they are.
func TestRejectedIsWhatWouldBe(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "02"))
	d.decide(approver, path(p), "reject", "reason", "Nein.")
	seen := d.get(orga, path(p))
	title := seen.Find("#after h2").Text()
	if link := seen.Find(".toc a[href='#after']").Text(); title != "Was danach wäre" || link != title {
		t.Errorf("%q leads to %q", link, title)
	}
}

func TestRejectedWithAReason(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "07"))
	missing := d.decide(approver, path(p), "reject")
	if missing.status != 422 || !strings.Contains(missing.Find(".field.err").Text(), "Ohne Grund") {
		t.Errorf("%d: %s", missing.status, missing.Find(".verdict").Text())
	}
	reason := "Die Räume <b>passen</b> nicht.\r\nBitte tauschen."
	if got := d.decide(approver, path(p), "reject", "reason", reason); got.status != 303 {
		t.Errorf("%d", got.status)
	}
	if d.get(orga, path(p)).Find(".banner a[href='/events/1/imports']").Length() != 1 ||
		d.get(approver, path(p)).Find(".banner a").Length() != 0 {
		t.Error("who uploaded it is not led on, or somebody else is")
	}
	banner := d.get(orga, path(p)).Find(".banner").Text()
	if !strings.Contains(banner, "Die Räume <b>passen</b> nicht.\nBitte tauschen.") {
		t.Error(banner)
	}
	late := d.post(approver, path(p), url.Values{"action": {"confirm"}, "token": {p.Token}})
	if late.status != http.StatusConflict || !strings.Contains(late.Find(".banner").Text(), "inzwischen entschieden") {
		t.Errorf("%d: %s", late.status, late.Find(".banner").Text())
	}
	if got := d.get(approver, path(p)+"?said=again"); strings.Contains(got.Find("main").Text(), "Formular gehörte") {
		t.Error("a link makes the page say what nobody did")
	}
}

func TestWithdrawn(t *testing.T) {
	d := newDesk(t)
	at := d.checked(orga, "a.json", sampleFile(t, "07"))
	if got := d.decide(approver, at, "withdraw"); got.status != http.StatusForbidden {
		t.Errorf("by somebody else: %d", got.status)
	}
	if got := d.decide(orga, at, "withdraw"); got.status != 303 || d.proposal(at).Status != proposal.Withdrawn {
		t.Errorf("%d: %s", got.status, d.proposal(at).Status)
	}
}

// TestWhoUploadedTakesBack: they are led to that, also those who could reject what others upload.
func TestWhoUploadedTakesBack(t *testing.T) {
	d := newDesk(t)
	for _, who := range []string{orga, both} {
		p := d.put(who, "a.json", sampleFile(t, "07"))
		seen := d.get(who, path(p))
		if seen.Find(".decide a[href='#withdraw']").Length() != 1 || seen.Find("form#withdraw").Length() != 1 ||
			seen.Find("button[value=reject]").Length() != 0 {
			t.Errorf("%s: %s", who, seen.Find(".decide").Text())
		}
	}
}

// TestWhatTheFileAsksForIsAllTold: an entry that changes nothing, a warning at the place where one decides.
func TestWhatTheFileAsksForIsAllTold(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2026-11-26T15:00:00Z",
		"registrations": {"16": {"tracks": {"2": {"course_id": 8}}}, "19": {"tracks": {"1": {"course_id": 12}}}}}`)
	seen := d.get(approver, path(p))
	for at, want := range map[string]string{
		"main":  "1 Eintrag der Datei ändert nichts, weil es schon so ist: Anmeldung 16.",
		".look": "Selma Rabenfeder ist dem Kurs μ. Moore zugeteilt, der in der Schiene Schnupperkurse nicht stattfindet.",
	} {
		if got := seen.Find(at).Text(); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q: %s", at, want, got)
		}
	}
}

// TestStaleOnceMore: whoever comes to a review that somebody else has found out of date before still reads names.
func TestStaleOnceMore(t *testing.T) {
	d := newDesk(t)
	file := func(course string) string {
		return `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2026-11-26T15:00:00Z",
			"registrations": {"19": {"tracks": {"1": {"course_id": ` + course + `}}}}}`
	}
	p, other := d.put(orga, "a.json", file("12")), d.put(orga, "b.json", file("10"))
	d.decide(approver, path(other), "confirm")
	for _, about := range []string{"first", "once more"} {
		got := d.post(approver, path(p), url.Values{"action": {"confirm"}, "token": {p.Token}})
		if text := got.Find("table.three").Text(); !strings.Contains(text, "η. Mikroben → μ. Moore") {
			t.Errorf("%s: %d, %s", about, got.status, text)
		}
	}
}

// TestOnlyWhatIsWrongIsUnderlined: brackets and commas behind it belong to what stands around it.
func TestOnlyWhatIsWrongIsUnderlined(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2026-11-26T15:00:00Z", "registrations": {"16": {"tracks": {"2": {"coruse_id": 8}}}, "19":
		{"tracks": {"1": {"choices": [[1, 2], "x"]}}}}}`)
	var marked []string
	d.get(orga, path(p)).Find(".prob mark").Each(func(_ int, m *goquery.Selection) { marked = append(marked, m.Text()) })
	want := []string{`"coruse_id": 8}}}, "19":`, `[1, 2], "x"`, `"x"`}
	if diff := cmp.Diff(want, marked); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNewNumbersGoByNames(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", sampleFile(t, "03"))
	d.decide(approver, path(p), "confirm")
	if got := d.get(orga, path(p)).Find("main table").First().Text(); !strings.Contains(got, "δ. Dorf Kurse-115") {
		t.Error(got)
	}
	if got := d.get(orga, path(p)).Find(".chg.new h3").Text(); got != "δ. Dorf" {
		t.Errorf("a new course is called %q", got)
	}
	undo := d.get(orga, d.decide(orga, path(p), "undo").location)
	if got := undo.Find(".chg.back").Text(); !strings.Contains(got, "kommt zurück, wie es war") ||
		!strings.Contains(got, "δ. Stadt Nr. 4") {
		t.Errorf("what was deleted comes back: %s", undo.Find("main").Text())
	}
}

func TestStaleInTwoTabs(t *testing.T) {
	d := newDesk(t)
	first := d.put(orga, "a.json", sampleFile(t, "07"))
	other := d.put(orga, "b.json", strings.ReplaceAll(sampleFile(t, "07"), "Kaminzimmer", "Scheune"))
	shown := d.get(approver, path(first)).Find("input[name=token]").AttrOr("value", "")
	d.decide(approver, path(other), "confirm")
	got := d.post(approver, path(first), url.Values{"action": {"confirm"}, "token": {shown}})
	if got.status != http.StatusConflict || got.Find("table.three tbody tr").Length() == 0 ||
		!strings.Contains(got.Find("table.three").Text(), approver) ||
		got.Find("table.three a[href='"+path(other)+"']").Length() == 0 {
		t.Fatalf("%d: %s", got.status, got.Find("main").Text())
	}
	var row []string // of what the other import has written already
	for _, td := range got.Find("table.three tbody tr").First().Find("td").EachIter() {
		row = append(row, strings.Join(strings.Fields(td.Text()), " "))
	}
	if len(row) != 3 || !strings.Contains(row[0], "→ Seminarraum 3") || !strings.Contains(row[1], "Seminarraum 3") ||
		!strings.Contains(row[2], "nichts mehr") {
		t.Errorf("%q", row)
	}
	if text := got.Find(".figs").Text(); !strings.Contains(text, "Kalender, gezeigt22") ||
		!strings.Contains(text, "Kalender, jetzt") {
		t.Errorf("totals: %s", text)
	}
	fresh := got.Find("input[name=token]").AttrOr("value", "")
	if fresh == shown || got.Find("input[name=token]").Length() != 1 ||
		got.Find("input[name=token][type=checkbox][required]").Length() != 1 {
		t.Errorf("the token is %q", fresh)
	}
	unseen := d.post(approver, path(first), url.Values{"action": {"confirm"}})
	if unseen.status != http.StatusConflict || d.proposal(path(first)).Status != proposal.Pending {
		t.Errorf("without the tick: %d: %s", unseen.status, unseen.Find("main").Text())
	}
	if done := d.post(approver, path(first), url.Values{"action": {"confirm"}, "token": {fresh}}); done.status != 303 ||
		d.proposal(path(first)).Status != proposal.Committed {
		t.Errorf("%d: %s", done.status, done.Find("main").Text())
	}
}

func TestProblemsAreToldWithTheirPlaces(t *testing.T) {
	d := newDesk(t)
	at := d.checked(orga, "fehler.json", sampleFile(t, "05"))
	got := d.get(orga, at)
	if got.Find(".prob").Length() != 12 || !strings.HasPrefix(got.Find("title").Text(), "Fehler: ") ||
		!strings.Contains(got.Find(".banner").Text(), "12 Probleme") {
		t.Errorf("%d problems, %q", got.Find(".prob").Length(), got.Find("title").Text())
	}
	for _, link := range []string{".banner a[href='#file']", "a[href='/events/1/help']", "input#file"} {
		if got.Find("main "+link).Length() != 1 {
			t.Errorf("nothing leads on: %s", link)
		}
	}
	where := got.Find(".where a")
	for _, a := range where.EachIter() {
		if got.Find(".prob"+a.AttrOr("href", "")).Length() != 1 || !strings.Contains(a.Text(), "Zeile ") {
			t.Errorf("%q leads to %s", a.Text(), a.AttrOr("href", ""))
		}
	}
	again := ".drop[action='/events/1/uploads']"
	if seen := d.get(approver, at); where.Length() != 12 || got.Find(again).Length() != 1 ||
		seen.Find(again).Length() != 0 {
		t.Errorf("%d links; the mended file is not taken, or of somebody who must not send it", where.Length())
	}
}

// TestWarningsOfAFileWithProblems: they stand below the problems, and are no problems.
func TestWarningsOfAFileWithProblems(t *testing.T) {
	d := newDesk(t)
	file := strings.Replace(sampleFile(t, "07"), `"8": {`, `"999": null, "8": {"titel": "x",`, 1)
	p := d.put(orga, "a.json", file)
	if p.Problems.Total() != 1 || p.Warnings.Total() != 1 {
		t.Fatalf("%v, %v", p.Problems.Items, p.Warnings.Items)
	}
	seen := d.get(orga, path(p))
	notes := seen.Find(".prob ~ #warnings")
	for _, want := range []string{"Warnungen", p.Warnings.Items[0].Message("de"), "Zeile 17", "/courses/999"} {
		if !strings.Contains(notes.Text(), want) {
			t.Errorf("%q is missing: %s", want, notes.Text())
		}
	}
	if seen.Find(".prob").Length() != 1 || !strings.Contains(seen.Find(".banner").Text(), "1 Problem,") {
		t.Errorf("a warning counts as a problem: %s", seen.Find("main").Text())
	}
	bad := d.put(orga, "b.json", sampleFile(t, "05"))
	if d.get(orga, path(bad)).Find("#warnings").Length() != 0 {
		t.Error("a file without warnings has a place for them")
	}
}

func TestManyDeletionsAreTyped(t *testing.T) {
	d := newDesk(t)
	file := strings.Replace(sampleFile(t, "07"), `"courses"`, `"lodgement_groups": {"1": null, "2": null}, "courses"`, 1)
	p := d.put(orga, "a.json", file)
	if p.Status != proposal.Pending || !p.Figures.Mass {
		t.Fatalf("%s, %+v, %v", p.Status, p.Figures, p.Problems.Items)
	}
	for _, typed := range []string{"", "1", "x"} {
		got := d.decide(approver, path(p), "confirm", "deletions", typed)
		if got.status != 422 || got.Find(".field.err input[inputmode=numeric][autofocus]").Length() != 1 ||
			got.Find(".banner.bad a[href='#decide']").Length() != 1 || d.proposal(path(p)).Status != proposal.Pending {
			t.Errorf("%q: %d: %s", typed, got.status, got.Find(".verdict").Text())
		}
	}
	number := d.get(approver, path(p)).Find(".field label").First().Text()
	digits := strings.FieldsFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	if got := d.decide(approver, path(p), "confirm", "deletions", digits[0]); got.status != 303 ||
		d.proposal(path(p)).Status != proposal.Committed {
		t.Errorf("%s: %d: %s", digits, got.status, got.Find(".verdict").Text())
	}
}

func TestHostileTextsInAnImport(t *testing.T) {
	d := newDesk(t)
	for about, text := range pagetest.Hostile {
		quoted, err := jsonText(text)
		if err != nil {
			continue // no file can hold it
		}
		file := strings.Replace(strings.Replace(sampleFile(t, "07"), `"Seminarraum 3"`, quoted, 1),
			`"Brücken und Gerechtigkeit tauschen die Räume"`, quoted, 1)
		p := d.put(orga, "a.json", file)
		for _, who := range []string{orga, approver} {
			got := d.get(who, path(p))
			if got.status != 200 {
				t.Errorf("%s: %d", about, got.status)
			}
			pagetest.Harmless(t, about, got.Document)
		}
	}
}

// TestWhatAProblemHides: the page does not call complete what it has to add to itself.
func TestWhatAProblemHides(t *testing.T) {
	d := newDesk(t)
	p := d.put(orga, "a.json", strings.NewReplacer(`"8": {`, `"8": {"titel": "",`, `"1": {`, `"1": {"title": "",`).Replace(
		sampleFile(t, "07"))) // there, nothing is hidden
	if p.Correction == nil || p.Problems.Total() != 2 || p.Correction.Left.Total() != 2 {
		t.Fatalf("%v, %+v", p.Problems.Items, p.Correction)
	}
	seen := d.get(orga, path(p))
	card := seen.Find("a[href$='/corrected']").ParentsFiltered("section")
	hidden := p.Correction.Left.Items[1]
	if want := fmt.Sprintf("Zeile %d, Spalte %d: %s", hidden.Line, hidden.Column, hidden.Message("de")); card.Find(
		"li").Text() != want || !strings.Contains(card.Text(), "verdeckt") ||
		!strings.Contains(seen.Find(".banner").Text(), "ein Problem kann aber ein anderes verdecken") {
		t.Errorf("%s", seen.Find("main").Text())
	}
}

// TestWhatFollowsFromAMisspelling ends with it: the numbers add up, and what is left is what has no mark.
func TestWhatFollowsFromAMisspelling(t *testing.T) {
	d := newDesk(t)
	seen := d.get(orga, d.checked(orga, "a.json", `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1,
		"timestamp": "2026-11-26T15:00:00Z", "lodgement_groups": {"-1": {"titel": "Neu"}},
		"registrations": {"1": {"tracks": {"1": {"course_id": 55}}}}}`))
	card := seen.Find("a[href$='/corrected']").ParentsFiltered("section").Text()
	if !strings.Contains(card, "2 von 3.") || !strings.Contains(card, "bleibt 1 Problem") ||
		seen.Find(".prob .badge.good").Length() != 2 {
		t.Errorf("%s", seen.Find("main").Text())
	}
}

func TestACorrectedFile(t *testing.T) {
	d := newDesk(t)
	file := strings.ReplaceAll(sampleFile(t, "05"), "Schnell noch", "Schnell\u00a0noch „ü“")
	at := d.checked(orga, "Räume & „mehr“.json", file)
	seen := d.get(orga, at)
	card := seen.Find("a[href='" + at + "/corrected']").ParentsFiltered("section")
	p := d.proposal(at)
	if p.Correction == nil || p.Correction.Mended == 0 || p.Correction.Left.Total() == 0 {
		t.Fatalf("%+v", p.Correction)
	}
	for _, want := range []string{fmt.Sprintf(": %d von %d.", p.Correction.Mended, p.Problems.Total()),
		fmt.Sprintf("Danach bleiben %d Probleme", p.Correction.Left.Total())} {
		if !strings.Contains(card.Text(), want) {
			t.Errorf("%q is missing: %s", want, card.Text())
		}
	}
	if got := seen.Find(".prob .badge.good").Length(); got != p.Correction.Mended {
		t.Errorf("%d are marked, %d mended", got, p.Correction.Mended)
	}
	got := d.get(orga, at+"/corrected")
	want := strings.NewReplacer("titel", "title", `"20,00"`, `"20.00"`).Replace(file)
	if got.body != want {
		t.Errorf("%s", cmp.Diff(want, got.body))
	}
	_, params, err := mime.ParseMediaType(got.header.Get("Content-Disposition"))
	if err != nil || params["filename"] != "Räume & „mehr“-korrigiert.json" {
		t.Errorf("%v, %s", err, got.header.Get("Content-Disposition"))
	}
	for who, status := range map[string]int{"": 303, stranger: 404, approver: 200, admin: 200} {
		if got := d.get(who, at+"/corrected"); got.status != status {
			t.Errorf("%s: %d", who, got.status)
		}
	}
	if good := d.put(orga, "a.json", sampleFile(t, "07")); d.get(orga, path(good)+"/corrected").status != 404 {
		t.Error("one without problems has a corrected file")
	}
	large := d.put(orga, "large.json", file+strings.Repeat(" ", proposal.MaxCorrection))
	if got := d.get(orga, path(large)); !strings.Contains(got.Find("main").Text(), "nur bis 4,2") ||
		got.Find("a[href$='/corrected']").Length() != 0 || d.get(orga, path(large)+"/corrected").status != 404 {
		t.Errorf("a large file: %s", got.Find("main").Text())
	}
}
