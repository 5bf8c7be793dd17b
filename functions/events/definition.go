package events

import (
	"log/slog"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/proposal"
)

// maxDefinition is the size of the largest body about a definition: Firestore takes no document of more.
const maxDefinition = 1 << 20

// Definition is how an event is defined. It can be sent back as it was read.
type Definition struct {
	// Event is as exports have it.
	Event jsontext.Value `json:"event"`
	// WithData: what hangs on something removed goes, too. Summary says what it is for. Only requests have them.
	WithData bool   `json:"with_data,omitzero"`
	Summary  string `json:"summary,omitempty"`
}

// defining is what a request must say.
var defining = answer.Whole{Limit: maxDefinition, Example: map[string]any{"event": 0}}

func (d Deps) getDefinition(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	e, err := d.Store.Event(r.Context(), s.event)
	if err != nil {
		return err
	}
	text, tag := proposal.Defined(e)
	return answer.Tagged(w, r, answer.Quoted(tag), Definition{Event: text})
}

// putDefinition makes a proposal of what is wanted, as uploading a file does of what that says.
func (d Deps) putDefinition(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	if err := s.roles.MayDefine(s.caller); err != nil {
		return err
	}
	seen := answer.IfMatch(r)
	if seen == "" {
		return answer.ErrUnconditional
	}
	var wanted Definition
	all, err := defining.Read(w, r, &wanted)
	if err != nil {
		return err
	}
	if !all.Empty() {
		return all
	}
	s.caller.At = d.Now()
	made, created, found, err := proposal.Define(r.Context(), d.Store, proposal.Redefinition{Event: s.event, By: s.caller,
		Seen: seen, Wanted: wanted.Event, WithData: wanted.WithData, Summary: wanted.Summary})
	if err != nil {
		return err
	}
	if all.Join(found); !all.Empty() {
		return all
	}
	slog.InfoContext(r.Context(), "import checked", "proposal", made.ID, "event", made.Event, "status", made.Status,
		"problems", 0)
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	answer.Status(w, r, status, answer.Present(made, answer.Language(r)))
	return nil
}
