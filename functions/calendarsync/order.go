package calendarsync

import (
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/calsync"
)

// order is the body of a POST. At most one of its members is there, but for InsteadOf.
type order struct {
	Plan      string      `json:"plan"`
	Approve   string      `json:"approve"`
	Retry     calsync.Key `json:"retry"`
	Create    bool        `json:"create"`
	Uninstall bool        `json:"uninstall"`
	EndRun    int64       `json:"end_run"`
	// InsteadOf goes with Create: the calendar that is lost.
	InsteadOf calsync.CalendarID `json:"instead_of"`
}

// count is how many things an order asks for.
func (o order) count() int {
	n := 0
	for _, asked := range []bool{o.Plan != "", o.Approve != "", o.Retry != "", o.Create, o.Uninstall, o.EndRun != 0} {
		if asked {
			n++
		}
	}
	return n
}

// malformed says why nobody can tell what an order asks for; nil: they can.
func (o order) malformed() error {
	switch {
	case o.InsteadOf != "" && !o.Create:
		return &answer.Malformed{De: "Zu „instead_of“ gehört „create“: true.",
			En: "With \"instead_of\" goes \"create\": true."}
	case o.count() > 1:
		return &answer.Malformed{De: "Bitte nur eines auf einmal verlangen.", En: "Please ask for one thing at a time."}
	}
	return nil
}

// takesAdmin reports whether only admins may order it.
func (o order) takesAdmin() bool { return o.Create || o.Uninstall || o.EndRun != 0 }
