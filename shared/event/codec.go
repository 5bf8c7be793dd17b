package event

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onevent"
	"kursbuch.internal/shared/scalar"
)

// Amount is an exact amount of money in euros. Its JSON form is a string with two decimals.
type Amount struct{ decimal.Decimal }

// Sum adds amounts.
func (a Amount) Sum(b Amount) Amount { return Amount{a.Add(b.Decimal)} }

// String gives the amount with two decimals.
func (a Amount) String() string { return a.StringFixed(2) }

// Format writes [Amount.String], for any of %v, %s, %q. The one of [decimal.Decimal] would drop zeros.
func (a Amount) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), a.String()) }

// Equal makes amounts comparable in tests, however many zeros they were written with.
func (a Amount) Equal(b Amount) bool { return a.Decimal.Equal(b.Decimal) }

// MarshalJSONTo writes a string with two decimals.
func (a Amount) MarshalJSONTo(enc *jsontext.Encoder) error {
	return enc.WriteToken(jsontext.String(a.String()))
}

// UnmarshalJSONFrom reads a string or a number in plain notation with at most two decimals.
func (a *Amount) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	v, fault := scalar.Type{Kind: scalar.KindAmount}.Parse(raw)
	if fault != nil {
		return misread{fault.Code, fault.Args}
	}
	a.Decimal, err = decimal.NewFromString(v.Unquote())
	return err
}

// Total is a sum of amounts, which may be larger than any of them may be.
type Total struct{ Amount }

// UnmarshalJSONFrom reads what was written for a total.
func (t *Total) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	t.Decimal, err = decimal.NewFromString(token.String())
	return err
}

// misread is why a value that is JSON is none of what is read; see package misfit, which tells it.
type misread struct {
	code problem.Code
	args []any
}

// Error implements the error interface.
func (m misread) Error() string { return fmt.Sprint(m.code, " ", m.args) }

// Finding is what is to be told of the value.
func (m misread) Finding() (problem.Code, []any) { return m.code, m.args }

// File is how files of the original spell enumerations (as numbers) and instants. Our own storage does without it:
// there enumerations are strings, so that stored data survives renumbering.
var File = json.JoinOptions(
	json.WithMarshalers(json.JoinMarshalers(
		numbers(statuses), numbers(associations), numbers(constraints), numbers(fieldKinds),
		json.MarshalToFunc(func(enc *jsontext.Encoder, t time.Time) error {
			return enc.WriteToken(jsontext.String(scalar.FormatInstant(t)))
		}),
	)),
	json.WithUnmarshalers(json.JoinUnmarshalers(
		names(statuses, problem.NotStatus), names(associations, onevent.NotAssociation),
		names(constraints, onevent.NotConstraint), names(fieldKinds, onevent.NotFieldKind),
		never[Course](), never[LodgementGroup](), never[Lodgement](), never[Registration](), never[Person](),
	)),
)

func numbers[E ~string](n numbered[E]) *json.Marshalers {
	return json.MarshalToFunc(func(enc *jsontext.Encoder, e E) error {
		number, ok := n[e]
		if !ok {
			return fmt.Errorf("%q is no known %T", string(e), e)
		}
		return enc.WriteToken(jsontext.Int(int64(number)))
	})
}

// names reads what is numbered. The code says that there is no such number.
func names[E ~string](n numbered[E], code problem.Code) *json.Unmarshalers {
	return json.UnmarshalFromFunc(func(dec *jsontext.Decoder, e *E) error {
		var number int
		if err := json.UnmarshalDecode(dec, &number); err != nil {
			return err
		}
		for name, known := range n {
			if known == number {
				*e = name
				return nil
			}
		}
		return misread{code, []any{number}}
	})
}

// never refuses null for what has no null: in a snapshot only imports know how to delete.
func never[E any]() *json.Unmarshalers {
	return json.UnmarshalFromFunc(func(dec *jsontext.Decoder, _ **E) error {
		if dec.PeekKind() == 'n' {
			return errors.New("null is nothing that an event can have")
		}
		return errors.ErrUnsupported
	})
}
