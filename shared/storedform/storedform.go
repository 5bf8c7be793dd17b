// Package storedform is how every store writes down what it is given.
//
// The stores differ in where they put it: rows of a file, documents of a database. They agree on this:
//
//	what                  | form
//	anything              | [JSON] in the spelling of our storage, see [event.File]; the same value is the same text
//	a lot of it           | [Pack]: that JSON, compressed
//	an event              | its entities one by one, what else there is as a [Definition]
//	a proposal            | its head, which lists show, the rest as a [Body]
//	an appointment        | a [jobcal.Draft], see [AddAppointment]
//
// What is stored outlives deployments. So of every struct here, and of every one in it: fields may be added, never
// rename or retype one. An attribute that becomes a field of its struct is found in old data, too, where it was among
// the Extra ones.
package storedform

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
)

// JSON encodes a value. The same value gives the same text: so a store can tell that nothing has changed.
func JSON(v any, options ...json.Options) ([]byte, error) {
	text, err := json.Marshal(v, append(options, json.Deterministic(true))...)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return text, nil
}

// Pack encodes a value in compressed JSON. It compresses while it encodes, so that the text of a large import is never
// in memory as a whole.
func Pack(v any, options ...json.Options) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(json.MarshalWrite(w, v, options...), w.Close()); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return packed.Bytes(), nil
}

// Unpack decodes into v what Pack made, which may have been cut into pieces since.
func Unpack(v any, pieces ...[]byte) error {
	r, err := gzip.NewReader(bytes.NewReader(bytes.Join(pieces, nil)))
	if err != nil {
		return err
	}
	return errors.Join(json.UnmarshalRead(r, v), r.Close())
}
