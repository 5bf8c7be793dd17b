// Package identity names the callers of the local run: they are whoever they say they are.
package identity

import (
	"net/http"
	"strings"

	"kursbuch.internal/shared/access"
)

// The people of the local run, by their mail address.
const (
	Orga     = "orga@kursbuch.example"
	Approver = "approver@kursbuch.example"
	Planner  = "planner@kursbuch.example"
	Admin    = "admin@kursbuch.example"
)

// Roles are what they may do in the event of the local run.
func Roles() access.Roles {
	return access.Roles{Orgas: []string{Orga}, Approvers: []string{Approver, Admin}, FourEyes: true}
}

// Caller reads who sent a request: Authorization: Bearer dev:orga@kursbuch.example. ErrUnauthenticated if it does not
// say. Capitals make nobody somebody else: who uploads as one may not confirm as the other.
func Caller(r *http.Request) (access.Caller, error) {
	mail, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer dev:")
	if !ok || mail == "" {
		return access.Caller{}, access.ErrUnauthenticated
	}
	mail = strings.ToLower(mail)
	return access.Caller{Mail: mail, Admin: mail == Admin, Planner: mail == Planner || mail == Admin}, nil
}
