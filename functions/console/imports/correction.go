package imports

import (
	"cmp"
	"path"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

// corrected offers a corrected file, or says why there is none.
type corrected struct {
	Title, Text string
	Href        string // where it is; empty: there is none
	Button      string
	// Left is what is wrong with it itself, Hidden what of that the file's own problems do not tell.
	Left   string
	Hidden []string
}

// correction is what can be offered to who has problems with their file; nil: nothing.
func (room *Room) correction(v *visit.Visit, p *proposal.Proposal) *corrected {
	say := room.sayer(v)
	c := p.Correction
	if c == nil {
		if p.Uncorrected() {
			return &corrected{Title: say("correction.title"),
				Text: say("correction.too-large", v.Reader.Size(proposal.MaxCorrection))}
		}
		return nil
	}
	body := &corrected{Title: say("correction.title"), Href: "/imports/" + string(p.ID) + "/corrected",
		Text: say("correction.mends", c.Mended, p.Problems.Total()), Button: say("correction.download")}
	if body.Left = say("correction.none-left"); c.Left.Total() > 0 {
		body.Left = say("correction.left", c.Left.Total())
	}
	for _, found := range problem.Show(p.Hidden(), v.Reader.Lang) {
		body.Hidden = append(body.Hidden, say("finding.line", found.Line, found.Column)+": "+found.Message)
	}
	return body
}

// corrected sends the corrected file.
func (room *Room) corrected(v *visit.Visit) error {
	p, err := proposal.See(v.Request.Context(), room.store, v.Visitor.Caller, proposal.ID(v.Request.PathValue("id")))
	if err != nil {
		return err
	}
	if p.Correction == nil {
		return access.ErrNotFound
	}
	name := cmp.Or(p.Source.File, path.Base(p.Source.Object))
	page.File{Name: page.Named(name, room.page.Say(v.Reader.Lang, "correction.suffix")), Type: "application/json",
		Content: []byte(p.Correction.File)}.Send(v.Writer, v.Request)
	return nil
}
