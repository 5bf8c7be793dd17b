package fee

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
)

func amount(text string) event.Amount { return event.Amount{Decimal: decimal.RequireFromString(text)} }

// fees gives the fees 1, 2, … with "amount if condition", "amount", "if condition" or "" each.
func fees(texts ...string) event.Fees {
	var all event.Fees
	for i, text := range texts {
		f := event.Fee{ID: event.FeeID(i + 1), Title: fmt.Sprintf("Fee %d/~", i+1)}
		sum, condition, conditional := strings.Cut(text, "if ")
		if conditional {
			f.Condition = &condition
		}
		if sum = strings.TrimSpace(sum); sum != "" {
			a := amount(sum)
			f.Amount = &a
		}
		all = append(all, f)
	}
	return all
}

// unnamed are fees as the original exports them.
func unnamed(all event.Fees) event.Fees {
	for i := range all {
		all[i].ID = 0
	}
	return all
}

func TestOwed(t *testing.T) {
	for _, test := range []struct {
		name string
		fees event.Fees
		own  map[event.FeeID]event.Amount
		want string
	}{
		{"no fees", nil, nil, "0.00"},
		{"only what applies", fees("10.50 if part.Wu", "99 if part.1.H.", "-0.01 if true"), nil, "10.49"},
		{"cents are exact", fees("0.10 if true", "0.20 if true", "-0.30 if true"), nil, "0.00"},
		{"a personalised fee", fees("10 if true", ""), map[event.FeeID]event.Amount{2: amount("-25.55")}, "-15.55"},
		{"an amount for a conditional fee is none", fees("10 if true"), map[event.FeeID]event.Amount{1: amount("5"),
			9: amount("7")}, "10.00"},
		{"a personalised fee whose ID the export does not tell", unnamed(fees("10 if true", "", "")),
			map[event.FeeID]event.Amount{17: amount("-25.55"), 4: amount("1")}, "-14.55"},
		{"one of two whose IDs it does not tell", append(fees("10 if true", ""), unnamed(fees(""))...),
			map[event.FeeID]event.Amount{1: amount("100"), 2: amount("1"), 7: amount("2")}, "13.00"},
		{"beyond what can be stored", fees("999999.99 if true", "999999.99 if true"), nil, "1999999.98"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := camp()
			d.Fees = test.fees
			s, err := Compile(d)
			if err != nil {
				t.Fatal(err)
			}
			r := child()
			r.PersonalizedFees = test.own
			if got := s.Owed(r).String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestCompileReportsEveryFee(t *testing.T) {
	d := camp()
	d.Fees = fees("5 if part.Wu", "5", "if true", "5 if ", "5 if nope", "")
	s, err := Compile(d)
	if s != nil || err == nil {
		t.Fatalf("got %v, %v", s, err)
	}
	want := `fee "Fee 2/~": a fee has both an amount and a condition, or neither
fee "Fee 3/~": a fee has both an amount and a condition, or neither
fee "Fee 4/~": at byte 0: expected a condition like part.A, field.b, is_orga, found the end
fee "Fee 5/~": at byte 0: expected a condition like part.A, field.b, is_orga, found "nope"`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Error(diff)
	}
	if fault := (*ConditionError)(nil); !errors.As(err, &fault) || fault.Fee != "Fee 2/~" || !errors.Is(err, errHalf) {
		t.Errorf("the first error is %v", fault)
	}
}

func TestProblems(t *testing.T) {
	d := camp()
	d.Fees = fees("5 if nope", "5 if true")
	r := child()
	s := &event.Snapshot{Event: *d, Registrations: map[event.RegistrationID]*event.Registration{3: r}}
	check := func(want ...string) {
		t.Helper()
		var got []string
		found := Problems(s)
		for _, p := range found.Items {
			got = append(got, fmt.Sprintf("%s %s %q", p.Path, p.Code, p.Args))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	check(`/event/fees/Fee 1~1~0 bad-condition ["1" "{condition-needs-atom}" "\"nope\""]`)
	s.Event.Fees = fees("5", "")
	check(`/event/fees/Fee 1~1~0 half-a-fee []`)
	s.Event.Fees = fees("5 if part.Wu or field.ä")
	found := Problems(s)
	want := problem.Text{De: "Die Bedingung des Beitrags kann ab Zeichen 18 nicht gelesen werden: gebraucht wird der " +
		"Name eines Datenfelds, hier steht aber \"ä\".",
		En: "The condition of the fee cannot be read from character 18 on: expected the name of a field, found \"ä\"."}
	got := problem.Text{De: found.Items[0].Message(problem.German), En: found.Items[0].Message(problem.English)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.Event.Fees = fees("5 if true")
	check(`/registrations/3/amount_owed stale-owed ["{€0.00}" "{€5.00}"]`)
	r.AmountOwed = amount("5.0")
	check()
}

// TestCompat compares with what the original calculated.
func TestCompat(t *testing.T) {
	for _, name := range []string{"base", "ext", "ccs"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join("../../../shared/compat/states", name+".json"))
			if errors.Is(err, fs.ErrNotExist) {
				t.Skip("the compatibility corpus is not here")
			} else if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			s, err := event.Read(f)
			if err != nil {
				t.Fatal(err)
			}
			schedule, err := Compile(&s.Event)
			if err != nil {
				t.Fatal(err)
			}
			for id, r := range event.Sorted(s.Registrations) {
				if owed := schedule.Owed(r); !owed.Equal(r.AmountOwed) {
					t.Errorf("registration %d owes %s, not %s", id, r.AmountOwed, owed)
				}
			}
			if found := Problems(s); !found.Empty() {
				t.Errorf("problems: %v", found)
			}
		})
	}
}

func BenchmarkOwed(b *testing.B) {
	d := camp()
	d.Fees = fees("10.50 if part.Wu", "123.00 if part.1.H.", "450.99 if part.Ü,18-x", "-5 if part.Wu and field.is_child",
		"-12 if part.1.H. and field.is_child", "-19 if part.Ü,18-x and field.is_child",
		"5 if any_part and not (is_member or field.is_child)", "-0.01 if all_parts",
		"-50 if part.Wu and part.1.H. and is_orga", "")
	s, err := Compile(d)
	if err != nil {
		b.Fatal(err)
	}
	r := child()
	for b.Loop() {
		s.Owed(r)
	}
}
