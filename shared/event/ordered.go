package event

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/scalar"
)

// The order of these objects means something to people: forms and lists follow it.
type (
	// Fields are the custom fields of an event in the order of the file.
	Fields []Field
	// Fees are the fees of an event in the order of the file.
	Fees []Fee
	// Options are the options of a select field in the order of the file.
	Options []Option
)

// MarshalJSONTo writes an object by name.
func (f Fields) MarshalJSONTo(enc *jsontext.Encoder) error {
	return writeObject(enc, f, func(f *Field) (string, any) { return f.Name, f })
}

// UnmarshalJSONFrom reads an object by name.
func (f *Fields) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return readObject(dec, (*[]Field)(f), func(f *Field, name string) any {
		f.Name = name
		return f
	})
}

// MarshalJSONTo writes an object by title.
func (f Fees) MarshalJSONTo(enc *jsontext.Encoder) error {
	return writeObject(enc, f, func(f *Fee) (string, any) { return f.Title, f })
}

// UnmarshalJSONFrom reads an object by title.
func (f *Fees) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return readObject(dec, (*[]Fee)(f), func(f *Fee, title string) any {
		f.Title = title
		return f
	})
}

// MarshalJSONTo writes an object by key, null for a field that is no select field.
func (o Options) MarshalJSONTo(enc *jsontext.Encoder) error {
	if o == nil {
		return enc.WriteToken(jsontext.Null)
	}
	return writeObject(enc, o, func(o *Option) (string, any) { return o.Key, &o.Title })
}

// UnmarshalJSONFrom reads an object by key, or null.
func (o *Options) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() == 'n' {
		*o = nil
		return dec.SkipValue()
	}
	*o = Options{}
	return readObject(dec, (*[]Option)(o), func(o *Option, key string) any {
		o.Key = key
		return &o.Title
	})
}

func writeObject[E any](enc *jsontext.Encoder, list []E, member func(*E) (string, any)) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for i := range list {
		name, value := member(&list[i])
		if err := enc.WriteToken(jsontext.String(name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(enc, value); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// readObject appends one element per member. What target gives is decoded from the member's value.
func readObject[E any](dec *jsontext.Decoder, list *[]E, target func(e *E, name string) any) error {
	return eachMember(dec, func(name string) error {
		var e E
		if err := json.UnmarshalDecode(dec, target(&e, name)); err != nil {
			return err
		}
		*list = append(*list, e)
		return nil
	})
}

// MarshalJSONTo writes the values as they are.
func (v Values) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for name, value := range Sorted(v) {
		if err := enc.WriteToken(jsontext.String(name)); err != nil {
			return err
		}
		if err := enc.WriteValue(value.Raw()); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// UnmarshalJSONFrom reads any JSON values. Nothing is known here of their kinds, see [Read].
func (v *Values) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*v = Values{}
	return eachMember(dec, func(name string) error {
		raw, err := dec.ReadValue()
		if err != nil {
			return err
		}
		(*v)[name], err = scalar.Untyped(raw)
		return err
	})
}

// eachMember reads an object; member has to read the value of each name.
func eachMember(dec *jsontext.Decoder, member func(name string) error) error {
	if dec.PeekKind() != '{' {
		raw, err := dec.ReadValue()
		if err != nil {
			return err
		}
		return misread{problem.WrongKind, []any{string(raw)}}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return err
		}
		if err := member(name.String()); err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}
