package emptyproject

import (
	"errors"
	"fmt"
	"net/http"
)

// failure is an answer that says no, in Google's form.
type failure struct {
	code    int
	message string
	// details are of [google.rpc.ErrorInfo] and the like, for what callers tell apart.
	details []any
}

func (f failure) Error() string { return f.message }

func refused(code int, format string, args ...any) failure {
	return failure{code: code, message: fmt.Sprintf(format, args...)}
}

// unknown is what this stand-in lacks.
func unknown(c call) failure {
	name := c.name
	if c.verb != "" {
		name += ":" + c.verb
	}
	return refused(http.StatusNotImplemented, "the stand-in of an empty project does not know %s %s %s", c.method, c.api,
		name)
}

func missing(name string) failure {
	return refused(http.StatusNotFound, "Resource '%s' was not found", name)
}

func asFailure(err error) failure {
	if f, ok := errors.AsType[failure](err); ok {
		return f
	}
	return refused(http.StatusNotImplemented, "the stand-in of an empty project broke: %v", err)
}

// statuses are Google's words for HTTP's, and the codes of the same that operations have.
var statuses = map[int]struct {
	word string
	code int
}{
	http.StatusBadRequest:     {"INVALID_ARGUMENT", 3},
	http.StatusForbidden:      {"PERMISSION_DENIED", 7},
	http.StatusNotFound:       {"NOT_FOUND", 5},
	http.StatusConflict:       {"ABORTED", 10},
	http.StatusNotImplemented: {"UNIMPLEMENTED", 12},
}

func (f failure) body() resource {
	status := statuses[f.code].word
	return resource{"error": resource{
		"code": f.code, "message": f.message, "status": status, "details": f.details,
		"errors": []any{resource{"message": f.message, "domain": "global", "reason": f.reason()}},
	}}
}

// reason is what older APIs have instead of a status.
func (f failure) reason() string {
	switch f.code {
	case http.StatusNotFound:
		return "notFound"
	case http.StatusConflict:
		return "conflict"
	}
	return "invalid"
}
