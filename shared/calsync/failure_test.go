package calsync

import (
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
)

var failures = []Failure{FailedChanged, FailedExists, FailedGone, FailedRefused, FailedOrganizer, FailedInvitations,
	FailedLimited, FailedNoCalendar, FailedNoWriter, FailedAPIOff, FailedWithdrawn, FailedUnauthorised, FailedDelegation,
	FailedUnavailable}

// What failed may be a list: then there is no appointment, nor a time until which anything waits.
func TestSentencesOfFailuresSayNothingThatIsNotThere(t *testing.T) {
	until := time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, failure := range failures {
		e := &Error{Failure: failure, Status: 400, Reason: "invalid", Message: "Bad Request."}
		for _, found := range []problem.List{e.Finding("", time.Time{}), e.Finding("", until),
			e.Finding("/job/a", time.Time{}), e.Finding("/job/a", until), e.AboutRules()} {
			if len(found.Items) != 1 {
				t.Fatalf("%s: %+v", failure, found)
			}
			p := found.Items[0]
			for _, lang := range []problem.Language{problem.German, problem.English} {
				text := p.Message(lang)
				for _, wrong := range []string{"0001", "%!", " : ", "()", ": ."} {
					if strings.Contains(text, wrong) {
						t.Errorf("%s at %q says %q: %s", failure, p.Path, wrong, text)
					}
				}
				if p.Path == jsontext.Pointer("") && ofOne(text) {
					t.Errorf("%s speaks of one appointment, of which there is none: %s", failure, text)
				}
			}
		}
	}
}

func ofOne(text string) bool {
	for _, word := range []string{"den Termin ", "Eintrag", "the appointment", "the entry"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
