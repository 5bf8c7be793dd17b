package oncalendar

import (
	"strings"

	"kursbuch.internal/shared/problem"
)

// What can be done about findings of the sync.
//
//	finding                                    | action
//	deletions are held back                    | approve them
//	Google refuses, or keeps changing an entry | try that appointment again
//	there is no calendar                       | make it
//	Google does not know it any more           | make another one in its place
//	the sync was stopped by an uninstall       | start it again
//	the sync is paused                         | end the pause
//	an uninstall did not get to its end        | uninstall once more
//	Google does not take an address, or two    | correct that of the person
//	persons have the same mailbox              |
//	Google refuses a right                     | ask for it again
const (
	Approve         problem.Deed = "approve"          // what is held back, by its hash
	Retry           problem.Deed = "retry"            // an appointment, by its key; a person's right, by persons/ID
	MakeCalendar    problem.Deed = "make-calendar"    // the master calendar
	ReplaceCalendar problem.Deed = "replace-calendar" // the master calendar that is lost, by its ID
	StartAgain      problem.Deed = "start-again"      // the sync
	EndPause        problem.Deed = "end-pause"        // of the sync
	Uninstall       problem.Deed = "uninstall"        // from the master calendar
	CorrectAddress  problem.Deed = "correct-address"  // of a person, by their ID
)

// Deeds are all of them: whoever shows findings of the sync has to know how each is done.
var Deeds = []problem.Deed{Approve, Retry, MakeCalendar, ReplaceCalendar, StartAgain, EndPause, Uninstall,
	CorrectAddress}

var actions = map[problem.Code]func(problem.Problem) problem.Action{
	DeletionsHeld:    func(p problem.Problem) problem.Action { return to(Approve, p.Arg(4)) },
	Refused:          retry,
	NotOrganizer:     retry,
	NeverTheSame:     retry,
	NoCalendar:       always(MakeCalendar),
	CalendarGone:     func(p problem.Problem) problem.Action { return to(ReplaceCalendar, p.Arg(1)) },
	Stopped:          always(StartAgain),
	Paused:           always(EndPause),
	Uninstalled:      always(StartAgain),
	UninstallLeft:    always(Uninstall),
	UninstallUnsure:  always(Uninstall),
	SharingForbidden: retry,
	CannotRevoke:     retry,
	BadShare:         correct,
	SameMailbox:      correct,
}

// correct is about the person whom the path of a finding names by their ID.
func correct(p problem.Problem) problem.Action {
	person, _ := strings.CutPrefix(string(p.Path), "/persons/")
	return to(CorrectAddress, person)
}

// retry is about the appointment that the path of a finding names by its key, or the person whose right Google refuses.
func retry(p problem.Problem) problem.Action {
	return to(Retry, strings.TrimPrefix(string(p.Path), "/"))
}

func always(do problem.Deed) func(problem.Problem) problem.Action {
	return func(problem.Problem) problem.Action { return problem.Action{Do: do} }
}

// to is an action for which it takes a name: the person may have been deleted since Google refused their address.
func to(do problem.Deed, name string) problem.Action {
	if name == "" {
		return problem.Action{}
	}
	return problem.Action{Do: do, To: name}
}
