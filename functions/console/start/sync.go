package start

import (
	"errors"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/syncrun"
)

// runsShown are the bars of the line: those of two hours, if the sync runs every five minutes.
const runsShown = 24

// syncCard is the sync as a line.
type syncCard struct {
	Badge page.Badge
	Bars  []bar
	// Label says in words what the bars show.
	Label            string
	Last, Next, Held string // empty: there was none, nobody knows, nothing
}

// bar is one run: how much it wrote. Kind is z for nothing, b for something, e for a run that failed.
type bar struct {
	Kind    string
	X, Y, H int
}

// lookAtSync is how the sync does; nil: the visitor must not know.
func (room *Room) lookAtSync(v *visit.Visit) (*syncCard, error) {
	g, err := syncrun.LookAt(v.Request.Context(), room.sync, v.Visitor.Caller, runsShown)
	if errors.Is(err, access.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	say := room.sayer(v)
	card := &syncCard{Badge: page.Badge{Icon: "clock", Text: say("sync.none")}, Label: say("sync.none")}
	if len(g.Runs) == 0 {
		return card, nil
	}
	card.Bars, card.Label = bars(g.Runs), say("sync.runs", len(g.Runs))
	last := g.Runs[0]
	card.Last = say("sync.wrote", v.Reader.Moment(last.Started), last.Writes)
	if last.Writes == 0 {
		card.Last = say("sync.idle", v.Reader.Moment(last.Started))
	}
	switch {
	case g.Next.IsZero():
	case g.Next.Before(v.Reader.Now):
		card.Next = say("sync.due", v.Reader.Moment(g.Next))
	default:
		card.Next = v.Reader.Moment(g.Next)
	}
	card.Badge = badgeOf(g, say)
	if h := g.Held(); h != nil {
		card.Held = say("sync.held-losses", h.Entries+h.Guests+h.Readers, h.Entries, h.Guests, h.Readers)
	}
	return card, nil
}

// badgeOf is the state of the sync.
func badgeOf(g syncrun.Glance, say func(string, ...any) string) page.Badge {
	switch outcome := g.Runs[0].Outcome; {
	case outcome == syncrun.Stopped:
		return page.Badge{Icon: "ban", Text: say("sync.stopped")}
	case outcome == syncrun.Paused:
		return page.Badge{Icon: "ban", Text: say("sync.paused")}
	case outcome == syncrun.Failed:
		return page.Badge{Kind: page.Bad, Icon: "circle-x", Text: say("sync.failed")}
	case g.Held() != nil:
		return page.Badge{Kind: page.Wait, Icon: "hourglass", Text: say("sync.held")}
	case outcome == syncrun.Partial:
		return page.Badge{Kind: page.Info, Icon: "clock", Text: say("sync.partial")}
	}
	return page.Badge{Kind: page.Good, Icon: "check", Text: say("sync.done")}
}

// bars are the runs from the oldest to the latest, in a picture that is 240 wide and 40 high.
func bars(runs []syncrun.Report) []bar {
	most := 1
	for _, r := range runs {
		most = max(most, r.Writes)
	}
	list := make([]bar, len(runs))
	for i, r := range runs {
		b := bar{Kind: "z", H: 3}
		if r.Writes > 0 {
			b = bar{Kind: "b", H: max(5, 36*r.Writes/most)}
		}
		if r.Outcome == syncrun.Failed {
			b = bar{Kind: "e", H: 36}
		}
		b.X, b.Y = 10*(runsShown-1-i)+1, 40-b.H
		list[len(runs)-1-i] = b
	}
	return list
}
