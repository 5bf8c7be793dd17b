package comparison_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/comparison"
	"kursbuch.internal/shared/sample"
)

func export(t *testing.T, s *event.Snapshot) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := event.Write(&text, s); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// TestOf: the import leads from the old export to the new one; a missing one is the event as it is.
func TestOf(t *testing.T) {
	present, changed := sample.PfingstAkademie(), sample.PfingstAkademie()
	changed.Courses[3].Title = "Geheimschriften"
	changed.LodgementGroups[99] = &event.LodgementGroup{Title: "Scheune"}
	want := map[event.Section]diff.Count{event.Courses: {Update: 1}, event.LodgementGroups: {Create: 1}}
	for about, sides := range map[string][2][]byte{
		"to a file": {nil, export(t, changed)}, "between files": {export(t, present), export(t, changed)},
	} {
		c := comparison.Of(present, sides[0], sides[1])
		if diff := cmp.Diff(want, c.Counts); diff != "" || c.Difference.Changes != 2 || !c.Difference.Left.Empty() {
			t.Errorf("%s: (-want +got)\n%s%+v", about, diff, c.Difference.Left.Items)
		}
		if p := proposal.Offline(present, c.Difference.File); p.Status != proposal.Pending {
			t.Errorf("%s: the import is %s: %+v", about, p.Status, p.Problems.Items)
		}
	}
	back := comparison.Of(present, export(t, changed), nil)
	if back.Counts[event.LodgementGroups].Delete != 1 || !back.New.Present || back.Old.Present {
		t.Errorf("back: %+v", back)
	}
	if same := comparison.Of(present, nil, export(t, present)); same.Difference.Changes != 0 || len(same.Counts) != 0 {
		t.Errorf("the same: %+v", same)
	}
}

func TestOfWhatIsNoExport(t *testing.T) {
	present := sample.PfingstAkademie()
	c := comparison.Of(present, []byte("{"), export(t, present))
	if c.Old.Broken.Empty() || !c.New.Broken.Empty() || c.Difference.File != nil || c.Old.Broken.Items[0].Line != 1 {
		t.Errorf("%+v", c.Old.Broken.Items)
	}
	c = comparison.Of(present, nil, export(t, sample.Event(2, 5)))
	if c.Difference.File != nil || c.Difference.Left.Items[0].Code != onimport.WrongEvent {
		t.Errorf("of another event: %+v", c.Difference)
	}
}

// TestOfAnEditedExportOfFormerTimes: what others changed meanwhile would be taken back, which is told here, and by the
// check of the import.
func TestOfAnEditedExportOfFormerTimes(t *testing.T) {
	made := time.Date(2026, 11, 26, 14, 23, 0, 0, time.UTC)
	edited, present := sample.PfingstAkademie(), sample.PfingstAkademie()
	edited.Timestamp = made
	note, before, after := "Ruft an.", made.Add(-time.Hour), made.Add(time.Hour)
	present.Registrations[16].OrgaNotes, present.Registrations[16].MTime = &note, &after
	present.Registrations[17].MTime = &before
	c := comparison.Of(present, nil, export(t, edited))
	if c.Overtaken != 1 || c.Counts[event.Registrations].Update != 1 {
		t.Errorf("%d were overtaken, asked for: %+v", c.Overtaken, c.Counts)
	}
	p := proposal.Offline(present, c.Difference.File)
	if !slices.ContainsFunc(p.Plan.Warnings.Items, func(w problem.Problem) bool {
		return w.Code == onimport.StaleTimestamp
	}) {
		t.Errorf("the check warns of nothing: %+v", p.Plan.Warnings.Items)
	}
	if c := comparison.Of(present, export(t, edited), export(t, edited)); c.Overtaken != 0 {
		t.Errorf("beside the export that was edited: %d", c.Overtaken)
	}
}

// TestOfNamesWhomItIsAbout: places in a file of thousands of lines tell nobody anything.
func TestOfNamesWhomItIsAbout(t *testing.T) {
	changed := sample.PfingstAkademie()
	changed.Registrations[16].AmountPaid = changed.Registrations[16].AmountOwed
	changed.Registrations[17].AmountOwed = changed.Registrations[16].AmountOwed
	c := comparison.Of(sample.PfingstAkademie(), nil, export(t, changed))
	for about, list := range map[string]problem.List{"left": c.Difference.Left, "a warning": c.New.Warnings} {
		if len(list.Items) == 0 {
			t.Errorf("%s: nothing is told", about)
		}
		for _, p := range list.Items {
			if p.Subject == nil || p.Subject.Name == "" {
				t.Errorf("%s: %s", about, p.Message(problem.German))
			}
		}
	}
}
