package events

import (
	"log/slog"
	"net/http"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
)

// maxAccess is the size of the largest body about access.
const maxAccess = 256 << 10

// Access is who may do what in an event. It can be sent back as it was read.
type Access struct {
	Access access.Roles `json:"access"`
	// Findings are what is strange about it. What a request says here is not looked at.
	Findings []answer.Finding `json:"findings"`
}

// subject is the event that a request is about, of which the caller may know.
type subject struct {
	caller access.Caller
	event  event.ID
	roles  access.Roles
}

func (d Deps) subject(r *http.Request) (s subject, err error) {
	if s.caller, err = d.Caller(r); err != nil {
		return s, err
	}
	query, err := answer.Query(r, "event")
	if err != nil {
		return s, err
	}
	if s.event, err = answer.EventID(query); err != nil {
		return s, err
	}
	s.roles, err = access.Allow(r.Context(), d.Store, s.caller, s.event)
	return s, err
}

func (d Deps) getAccess(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	return d.showAccess(w, r, s)
}

// showAccess answers with who may do what, also to who has seen that: what is strange about it depends on the day, the
// language, and who asks.
func (d Deps) showAccess(w http.ResponseWriter, r *http.Request, s subject) error {
	now := s.roles
	found := now.Warnings(d.Now())
	if s.caller.Admin && d.Uploaders != nil {
		found.Append(now.Uploaders(d.Uploaders[int64(s.event)], d.Now()))
	}
	shown := Access{now, answer.Findings(found.Below("/access").Items, answer.Language(r))}
	r.Header.Del("If-None-Match")
	return answer.Tagged(w, r, answer.Quoted(now.Tag()), shown)
}

func (d Deps) putAccess(w http.ResponseWriter, r *http.Request) error {
	s, err := d.subject(r)
	if err != nil {
		return err
	}
	if !s.caller.Admin {
		return access.ErrNoAdmin
	}
	seen := answer.IfMatch(r)
	if seen == "" {
		return answer.ErrUnconditional
	}
	if s.roles, err = decode(w, r); err != nil {
		return err
	}
	change := access.Change{Event: s.event, By: s.caller, Seen: seen, Wanted: s.roles}
	if s.roles, err = change.Make(r.Context(), d.Store); err != nil {
		return err
	}
	slog.InfoContext(r.Context(), "access changed", "event", s.event, "orgas", len(s.roles.Orgas), "approvers",
		len(s.roles.Approvers))
	r.Header.Del("If-Match") // it was met, by what there is no more
	return d.showAccess(w, r, s)
}

// demanded is what a request must say: people have all these members.
var (
	demanded = answer.Whole{Limit: maxAccess, Example: map[string]any{"access": people}}
	people   = map[string]any{"orgas": 0, "approvers": 0, "four_eyes": 0}
)

func decode(w http.ResponseWriter, r *http.Request) (access.Roles, error) {
	var body struct {
		Access   access.Roles `json:"access"`
		Findings any          `json:"findings"`
	}
	all, err := demanded.Read(w, r, &body)
	if err != nil {
		return access.Roles{}, err
	}
	stored, found := access.Check(body.Access)
	if all.Join(found.Below("/access")); !all.Empty() {
		return access.Roles{}, all
	}
	return stored, nil
}
