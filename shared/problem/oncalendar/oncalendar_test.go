package oncalendar

import (
	"regexp"
	"testing"

	"kursbuch.internal/shared/problem"
)

// technical is how the API speaks. A page, a mail, a tool say the same another way.
var technical = regexp.MustCompile(`\b(GET|POST|PUT|DELETE|HTTP|ETag|If-Match)\b|/(CalendarSync|Settings|JobCalendar)`)

func TestSentencesSayWhatToDoAndLeaveOpenHow(t *testing.T) {
	for _, sentences := range []map[problem.Code]problem.Text{appointmentSentences, sessionSentences, syncSentences} {
		for code, text := range sentences {
			if found := technical.FindString(text.De + text.En); found != "" {
				t.Errorf("%s speaks of %s", code, found)
			}
		}
	}
}

func TestActionsAreThoseOfSentences(t *testing.T) {
	for code := range actions {
		if _, ok := syncSentences[code]; !ok {
			t.Errorf("nothing is ever said of %s", code)
		}
	}
}
