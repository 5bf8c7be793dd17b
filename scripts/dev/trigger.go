package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/local/identity"
)

// maxTrigger is the size of the largest trigger in bytes: the attributes of an object.
const maxTrigger = 1 << 20

// atOnce is how many checks run at the same time, whoever asks for them. The largest import needs 256 MiB for its own.
const atOnce = 2

// inTurn checks what a trigger is about when it is its turn.
func (h *importHalf) inTurn(ctx context.Context, e cloudevents.Event) error {
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-h.turns }()
	return h.check(ctx, e)
}

// byHand is ImportCheck for who wants to send it a trigger by hand. On Google Cloud nobody but Eventarc may.
func (h *importHalf) byHand() http.Handler {
	protocol, err := cloudevents.NewHTTP()
	if err != nil {
		panic(err) // unreachable: no option, so nothing to be wrong about
	}
	receive, err := cloudevents.NewHTTPReceiveHandler(context.Background(), protocol, h.inTurn)
	if err != nil {
		panic(err) // unreachable: the signature is one that the library accepts
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := identity.Caller(r); err != nil {
			answer.Error(w, r, err)
			return
		}
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxTrigger))
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			answer.Error(w, r, answer.ErrTooLarge)
			return
		} else if err != nil {
			answer.Error(w, r, &answer.Malformed{De: "Der Inhalt bricht ab.", En: "The body breaks off."})
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		receive.ServeHTTP(w, r)
	})
}
