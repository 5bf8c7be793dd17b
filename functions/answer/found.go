package answer

import (
	"errors"
	"net/http"

	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/misfit"
)

// ErrInvalid says that a request can be understood, but what it wants cannot be. It comes with the reasons, as a
// [Found].
var ErrInvalid = errors.New("invalid")

// Found is an error with everything that was found in the body of a request. Paths are into it.
type Found struct {
	problem.List
	// Err has its line in the table of answers.
	Err error
}

// Error implements the error interface.
func (f *Found) Error() string { return f.Err.Error() }

// Unwrap gives what the table of answers knows.
func (f *Found) Unwrap() error { return f.Err }

// Misfits is what [Record] found, to be joined with what else is wrong: nothing if all fits. Any other error is one.
func Misfits(err error) (*Found, error) {
	if found, ok := errors.AsType[*Found](err); ok {
		return found, nil
	}
	return &Found{Err: ErrInvalid}, err
}

// Join adds what else is wrong, see [misfit.Join].
func (f *Found) Join(others problem.List) { f.List = misfit.Join(f.List, others) }

// Status is [JSON] with another status than 200.
func Status(w http.ResponseWriter, r *http.Request, status int, v any) { send(w, r, status, v) }
