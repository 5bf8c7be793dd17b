package answer

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"kursbuch.internal/shared/calsync"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem/misfit"
)

// readme is what functions/README.md says, by section.
func readme(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	for section := range strings.SplitSeq(string(text), "\n## ") {
		title, about, _ := strings.Cut(section, "\n")
		sections[title] = about
	}
	return sections
}

func TestReadmeNamesEveryMemberAndEveryCode(t *testing.T) {
	names := map[string][]string{}
	for section, records := range map[string][]any{
		"JobCalendar": {jobcal.Draft{}, jobcal.Person{}, jobcal.Resource{}, jobcal.Operation{}},
		"Settings":    {calsync.Settings{}, calsync.Guard{}, calsync.Pause{}, jobcal.SessionPlan{}, jobcal.Session{}},
	} {
		for _, record := range records {
			names[section] = append(names[section], misfit.Members(reflect.TypeOf(record))...)
		}
	}
	for _, row := range append(table, stale, internal) {
		names["What goes wrong"] = append(names["What goes wrong"], row.code)
	}
	sections := readme(t)
	for section, all := range names {
		for _, name := range all {
			if name != "feed_key" && !strings.Contains(sections[section], "`"+name+"`") {
				t.Errorf("functions/README.md says nothing of %s under %s", name, section)
			}
		}
	}
}

func TestExamplesOfReadmeAreSound(t *testing.T) {
	var settings calsync.Settings
	var batch struct {
		Operations []jobcal.Operation `json:"operations"`
	}
	examples := map[string][]any{
		"JobCalendar": {new(jobcal.Draft), &batch}, "Settings": {&settings, new(jobcal.SessionPlan)},
		"What goes wrong": {new(Document)},
	}
	for section, about := range readme(t) {
		blocks := strings.Split(about, "```json\n")[1:]
		if len(blocks) != len(examples[section]) {
			t.Errorf("%s: %d examples", section, len(blocks))
			continue
		}
		for i, block := range blocks {
			block, _, _ = strings.Cut(block, "```")
			if found, err := misfit.Decode([]byte(block), examples[section][i]); err != nil || !found.Empty() {
				t.Errorf("%s: %v, %v in %s", section, err, found.Items, block)
			}
		}
	}
	if found := settings.Problems(); !found.Empty() || len(batch.Operations) == 0 {
		t.Error(found)
	}
}
