package schema

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"kursbuch.internal/shared/event"
)

func read(t *testing.T, name string) *event.Snapshot {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, err := event.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validator is what somebody else makes of a schema. It fails the test if that is none by the rules of 2020-12.
func validator(t *testing.T, schema jsontext.Value) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	const name = "event.json"
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// refusals are the places where a validator refuses an instance, as reports of problems name them: what is missing or
// must not be there has a place of its own. The error is about an instance that is not JSON.
func refusals(v *jsonschema.Schema, instance []byte) ([]jsontext.Pointer, error) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(instance))
	if err != nil {
		return nil, err
	}
	invalid, ok := errors.AsType[*jsonschema.ValidationError](v.Validate(value))
	if !ok {
		return nil, nil
	}
	places := leaves(invalid)
	slices.Sort(places)
	return slices.Compact(places), nil
}

func leaves(e *jsonschema.ValidationError) []jsontext.Pointer {
	var places []jsontext.Pointer
	for _, cause := range e.Causes {
		places = append(places, leaves(cause)...)
	}
	if len(e.Causes) > 0 {
		return places
	}
	var at jsontext.Pointer
	for _, token := range e.InstanceLocation {
		at = at.AppendToken(token)
	}
	var names []string
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		names = k.Missing
	case *kind.AdditionalProperties:
		names = k.Properties
	default:
		return []jsontext.Pointer{at}
	}
	for _, name := range names {
		places = append(places, at.AppendToken(name))
	}
	return places
}
