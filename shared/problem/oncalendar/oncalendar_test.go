package oncalendar

import (
	"regexp"
	"strings"
	"testing"

	"kursbuch.internal/shared/problem"
)

// technical is how the API speaks. A page, a mail, a tool say the same another way.
var technical = regexp.MustCompile(`\b(GET|POST|PUT|DELETE|HTTP|ETag|If-Match)\b|/(CalendarSync|Settings|JobCalendar)`)

func TestSentencesSayWhatToDoAndLeaveOpenHow(t *testing.T) {
	for _, sentences := range []map[problem.Code]problem.Text{appointmentSentences, sessionSentences, syncSentences,
		rightsSentences} {
		for code, text := range sentences {
			if found := technical.FindString(text.De + text.En); found != "" {
				t.Errorf("%s speaks of %s", code, found)
			}
		}
	}
}

func TestActionsAreThoseOfSentences(t *testing.T) {
	for code := range actions {
		_, ofSync := syncSentences[code]
		if _, ofRights := rightsSentences[code]; !ofSync && !ofRights {
			t.Errorf("nothing is ever said of %s", code)
		}
	}
}

// one are findings of which there is one, where a sentence counts.
var one = []problem.Problem{
	{Code: DeletionsHeld, Args: []string{"1 Eintrag", "1 entry", "1", "abc"}},
	{Code: InvitationsOpen, Args: []string{"1", "100"}},
	{Code: OutOfTime, Args: []string{"1"}},
	{Code: CannotRead, Args: []string{"1"}},
	{Code: StillReads, Args: []string{"1"}},
	{Code: NoRuns, Args: []string{"1", "-"}},
}

// plural is one of what there are many.
var plural = regexp.MustCompile(`\b1 (Mails|Einladungen|Änderungen|Personen|Minuten|mails|invitations|changes|` +
	`persons|minutes)|Verschwinden würden|gibt ihnen|nimmt ihnen`)

func TestSentencesAreGrammaticalForOne(t *testing.T) {
	for _, p := range one {
		for _, lang := range []problem.Language{problem.German, problem.English} {
			if text := p.Message(lang); plural.MatchString(text) || strings.ContainsAny(text, "{|}%") {
				t.Errorf("%s: %s", p.Code, text)
			}
		}
	}
}
