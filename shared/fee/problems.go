package fee

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// Problems finds conditions of fees that cannot be read and, if there are none, amounts owed that are out of date.
// The paths lead into the export. What else may be inconsistent finds [event.Snapshot.Problems].
func Problems(s *event.Snapshot) problem.List {
	var found problem.List
	if found = Faults(&s.Event, &s.Event); !found.Empty() {
		return found
	}
	schedule, _ := compile(&s.Event)
	for id, r := range event.Sorted(s.Registrations) {
		if owed := schedule.Owed(r); !owed.Equal(r.AmountOwed) {
			path := jsontext.Pointer("/registrations").AppendToken(strconv.Itoa(int(id))).AppendToken("amount_owed")
			found.Add(path, onimport.StaleOwed, problem.Amount(r.AmountOwed.String()),
				problem.Amount(owed.String()))
		}
	}
	return found
}
