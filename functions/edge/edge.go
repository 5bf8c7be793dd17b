// Package edge connects a function to the cloud that calls it.
//
// init functions of all functions run in every instance, so they only register. What a function needs is built at its
// first request, for the life of the instance. If that fails, the request gets the answer of an internal error, the log
// the reason, and the next request tries again: an instance must not stay broken for what has passed since.
//
// The framework gives functions neither an end nor quiet answers to panics; edge does. It also refuses, for functions
// that programs call, what a foreign web page has a browser send: behind Identity-Aware Proxy a browser is signed in by
// a cookie. The console refuses that itself, and more, by a page.
//
// A function asks who calls ([Parts]) and answers nobody whom it does not know. There is one exception: Cloud
// Scheduler, whose token arrives without its signature, see package identity. It may have CalendarSync do an ordinary
// run, nothing else, and learns of it what a run reports: as anybody may whom Cloud Run lets call that function.
package edge

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"sync"

	"github.com/GoogleCloudPlatform/functions-framework-go/functions"
	"github.com/cloudevents/sdk-go/v2/event"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/gcp/gcplog"
)

// HTTP registers a function that people and programs call, who have to be known. Any path reaches it.
func HTTP(name string, build func(Config) (http.Handler, error)) {
	functions.HTTP(name, sameOrigin(serve(lazily(name, true, build))))
}

func sameOrigin(handler http.HandlerFunc) http.HandlerFunc {
	return answer.SameOrigin(handler).ServeHTTP
}

// Pages registers a function that people visit with their browsers, who sign in by its own pages or at Identity-Aware
// Proxy.
func Pages(name string, build func(Config) (http.Handler, error)) {
	functions.HTTP(name, encrypted(serve(lazily(name, false, func(c Config) (http.Handler, error) {
		if wrong := errors.Join(c.SignIn.problems()...); c.IAPAudience == "" && wrong != nil {
			return nil, wrong
		}
		return build(c)
	}))))
}

// encrypted has browsers come by TLS only, for a year from now. Of other hosts of the domain, nothing is known here.
func encrypted(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		handler(w, r)
	}
}

// Trigger registers a function that is triggered, again and again until it does not fail.
func Trigger(name string, build func(Config) (Handler, error)) {
	functions.CloudEvent(name, receive(lazily(name, false, build)))
}

// Handler takes a trigger.
type Handler = func(context.Context, event.Event) error

// ready is what a function has got once it is built.
type ready[T any] struct {
	Config
	handler T
}

// lazily gives what build builds, built once.
func lazily[T any](name string, guarded bool, build func(Config) (T, error)) func() (ready[T], error) {
	var mu sync.Mutex
	var built *ready[T]
	return func() (ready[T], error) {
		mu.Lock()
		defer mu.Unlock()
		if built != nil {
			return *built, nil
		}
		c := read(os.Getenv)
		slog.SetDefault(slog.New(gcplog.New(os.Stderr, c.Project, slog.String("function", name))))
		if err := c.Validate(guarded); err != nil {
			return ready[T]{}, fmt.Errorf("configuration of %s: %w", name, err)
		}
		handler, err := build(c)
		if err != nil {
			return ready[T]{}, fmt.Errorf("%s cannot begin: %w", name, err)
		}
		built = &ready[T]{c, handler}
		return *built, nil
	}
}

func serve(get func() (ready[http.Handler], error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(gcplog.WithTrace(r.Context(), r.Header.Get("Traceparent"), r.Header.Get("X-Cloud-Trace-Context")))
		defer func() {
			if p := recover(); p != nil {
				answer.Error(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		f, err := get()
		if err != nil {
			answer.Error(w, r, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), f.patience())
		defer cancel()
		f.handler.ServeHTTP(w, r.WithContext(ctx))
	}
}

// errFailed is all that the framework gets to know: it would log the error again, without severity.
var errFailed = errors.New("failed, to be tried again")

func receive(get func() (ready[Handler], error)) Handler {
	return func(ctx context.Context, e event.Event) (err error) {
		traceparent, _ := e.Extensions()["traceparent"].(string)
		ctx = gcplog.WithTrace(ctx, traceparent, "")
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
			if err != nil {
				slog.ErrorContext(ctx, "trigger failed", "trigger", e.ID(), "error", err)
				err = errFailed
			}
		}()
		f, err := get()
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(ctx, f.patience())
		defer cancel()
		return f.handler(ctx, e)
	}
}
