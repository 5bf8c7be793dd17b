package identity

import (
	"errors"
	"net/http/httptest"
	"testing"

	"kursbuch.internal/shared/access"
)

func TestCallers(t *testing.T) {
	for header, want := range map[string]access.Caller{
		"Bearer dev:orga@kursbuch.example":    {Mail: Orga},
		"Bearer dev:Orga@Kursbuch.EXAMPLE":    {Mail: Orga},
		"Bearer dev:ADMIN@kursbuch.example":   {Mail: Admin, Admin: true, Planner: true},
		"Bearer dev:Planner@kursbuch.example": {Mail: Planner, Planner: true},
		"":                                    {},
		"Bearer dev:":                         {},
		"Bearer orga@kursbuch.example":        {},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Authorization", header)
		got, err := Caller(r)
		if got != want || errors.Is(err, access.ErrUnauthenticated) != (want.Mail == "") {
			t.Errorf("%q: %+v, %v", header, got, err)
		}
	}
}
