package main

import (
	"context"
	"fmt"
	"net/http"
)

// noConsole: there is none before somebody has told the deployment how people sign in, which takes its address.
func noConsole() map[string]any {
	return map[string]any{"console_google_client_id": "", "console_issuer": nil}
}

// consoleSecrets is where the README has somebody add them.
const consoleSecrets = "secretmanager/v1/projects/" + projectID + "/secrets/console-"

// withConsole tells the deployment how people sign in to the console, after what is secret of it was added.
func withConsole(apply func(context.Context, *rehearsal) error) func(context.Context, *rehearsal) error {
	return func(ctx context.Context, r *rehearsal) error {
		for _, secret := range []string{"cookie-key", "google-secret", "issuer-secret"} {
			if err := r.ask(ctx, http.MethodPost, consoleSecrets+secret+":addVersion",
				`{"payload": {"data": "Zmlyc3Q="}}`); err != nil {
				return err
			}
		}
		for variable := range noConsole() {
			delete(r.variables, variable)
		}
		if err := apply(ctx, r); err != nil {
			return err
		}
		return r.consoleIs(true, "first")
	}
}

// consoleIs tells whether the console is open to everybody or to nobody, seals cookies with this key.
func (r *rehearsal) consoleIs(open bool, key string) error {
	console := r.project.Functions()["console"]
	if is := r.project.MayCall("console", "anybody"); is != open {
		return fmt.Errorf("the console is open: %t", is)
	}
	if got := console.Environment["COOKIE_KEY"]; got != key {
		return fmt.Errorf("the console seals cookies with the key %q, not %q", got, key)
	}
	return nil
}
