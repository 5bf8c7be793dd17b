package edge

import (
	"errors"
	"regexp"
)

// Google is what the calendar sync has to know of Google. A function is told what it needs, which it opens itself: else
// all of them would carry the clients of all of Google.
type Google struct {
	// Subject is the mail address of the user who owns the master calendar. CALENDAR_SUBJECT
	Subject string
	// Account is the mail address of the function's own account, which acts for the subject. CALENDAR_ACCOUNT
	Account string
	// Job is the full name of the job of Cloud Scheduler that starts sync runs. SCHEDULER_JOB
	Job string
}

var (
	address = regexp.MustCompile(`^[^@\s,]+@[^@\s,]+$`)
	job     = regexp.MustCompile(`^projects/[^/]+/locations/[^/]+/jobs/[^/]+$`)
)

// problems are those of what is there.
func (g Google) problems() (errs []error) {
	for _, variable := range []struct {
		name, value, form string
		is                *regexp.Regexp
	}{
		{"CALENDAR_SUBJECT", g.Subject, "a mail address", address},
		{"CALENDAR_ACCOUNT", g.Account, "a mail address", address},
		{"SCHEDULER_JOB", g.Job, "projects/…/locations/…/jobs/…", job},
	} {
		if variable.value != "" && !variable.is.MatchString(variable.value) {
			errs = append(errs, errors.New(variable.name+" is not "+variable.form))
		}
	}
	return errs
}
