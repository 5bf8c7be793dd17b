package onimport

import (
	"regexp"
	"strings"
	"testing"

	"kursbuch.internal/shared/problem"
)

// one are findings of which there is one, where a sentence counts.
var one = []problem.Problem{
	{Code: WholeExport, Args: []string{"1"}},
	{Code: LodgementOverfull, Args: []string{"Stube", "Woche", "2", "1"}},
	{Code: MatsOverfull, Args: []string{"Stube", "Woche", "2", "1"}},
	{Code: ChosenNotOffered, Args: []string{"α", "Vormittag", "1"}},
	{Code: StaleTimestamp, Args: []string{"{2027-05-15T09:00:00+02:00}", "1", `{["Anna"],1}`}},
	{Code: TooManyChoices, Args: []string{"Anna", "Vormittag", "2", "1"}},
	{Code: TooFewChoices, Args: []string{"Anna", "Vormittag", "1", "2"}},
}

// plural is one of what there are many.
var plural = regexp.MustCompile(`\b1 (Einträge|Plätze|Plätzen|Personen|Anmeldungen|Kurse|entries|places|people|` +
	`registrations|courses)\b|sind 1|höchstens 1 sind|at most 1 are|sind höchstens 1\b`)

func TestSentencesAreGrammaticalForOne(t *testing.T) {
	for _, p := range one {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			if text := p.Message(lang); plural.MatchString(text) || strings.ContainsAny(text, "{|}%") {
				t.Errorf("%s: %s", p.Code, text)
			}
		}
	}
}

// counts is what a sentence says of several things that it counts.
var counts = regexp.MustCompile(`%\[[1-9]\]s (Einträge|Plätze|Plätzen|Personen|Kurse|Mails)\b`)

// TestWhatCountsIsTriedForOne: a new sentence that counts has its line in the table above.
func TestWhatCountsIsTriedForOne(t *testing.T) {
	tried := map[problem.Code]bool{}
	for _, p := range one {
		tried[p.Code] = true
	}
	for _, all := range []map[problem.Code]problem.Text{sentences, details, ofExports} {
		for code, text := range all {
			bare, _, _ := strings.Cut(string(code), "/")
			if counts.MatchString(text.De) && !tried[problem.Code(bare)] {
				t.Errorf("%s is not tried for one", code)
			}
		}
	}
}
