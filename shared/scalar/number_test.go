package scalar

import (
	"strings"
	"testing"

	"kursbuch.internal/shared/problem"
)

var ints = []reading{
	{"a whole number", `5`, "5", ""},
	{"negative", `-5`, "-5", ""},
	{"zero", `0`, "0", ""},
	{"negative zero is zero", `-0`, "0", ""},
	{"negative zero with decimals is zero", `-0.0`, "0", ""},
	{"5.0", `5.0`, "5", ""},
	{"5e0", `5e0`, "5", ""},
	{"5E+2", `5E+2`, "500", ""},
	{"50e-1", `50e-1`, "5", ""},
	{"0.5e1", `0.5e1`, "5", ""},
	{"0 with any exponent", `0e99999999999999999999`, "0", ""},
	{"zeros without end", `5.` + strings.Repeat("0", 5000), "5", ""},
	{"0 with zeros without end", `-0.` + strings.Repeat("0", 5000) + `e7`, "0", ""},
	{"the largest", `2147483647`, "2147483647", ""},
	{"the smallest", `-2147483648`, "-2147483648", ""},
	{"too large", `2147483648`, "", problem.OutOfRange},
	{"too small", `-2147483649`, "", problem.OutOfRange},
	{"beyond 64 bits", `99999999999999999999`, "", problem.OutOfRange},
	{"1e400", `1e400`, "", problem.OutOfRange},
	{"-1e400", `-1e400`, "", problem.OutOfRange},
	{"an exponent beyond all", `1e99999999999999999999`, "", problem.OutOfRange},
	{"a number of 5000 digits", strings.Repeat("7", 5000), "", problem.OutOfRange},
	{"5.5", `5.5`, "", problem.NotInt},
	{"5.0000001", `5.0000001`, "", problem.NotInt},
	{"4.9999999999999999999", `4.9999999999999999999`, "", problem.NotInt},
	{"1e-10", `1e-10`, "", problem.NotInt},
	{"1e-400", `1e-400`, "", problem.NotInt},
	{"a negative exponent beyond all", `1e-99999999999999999999`, "", problem.NotInt},

	{"digits in a text", `"5"`, "5", ""},
	{"a negative text", `"-5"`, "-5", ""},
	{"escaped digits in a text", `"\u0035"`, "5", ""},
	{"a text of 5000 digits", `"` + strings.Repeat("7", 5000) + `"`, "", problem.OutOfRange},
	{"a text with leading zeros", `"007"`, "", problem.NotInt},
	{"a text with decimals", `"7.0"`, "", problem.NotInt},
	{"a text with an exponent", `"7e0"`, "", problem.NotInt},
	{"underscores", `"1_000"`, "", problem.NotInt},
	{"a plus", `"+5"`, "", problem.NotInt},
	{"blanks", `" 5 "`, "", problem.NotInt},
	{"a line feed", `"5\n"`, "", problem.NotInt},
	{"hexadecimal", `"0x5"`, "", problem.NotInt},
	{"Arabic digits", `"٥"`, "", problem.NotInt},
	{"a minus sign that is none", `"−5"`, "", problem.NotInt},
	{"half a character", `"5\ud800"`, "", problem.NotInt},
	{"empty", `""`, "", problem.NotInt},
	{"true", `true`, "", problem.NotInt},
	{"false", `false`, "", problem.NotInt},
	{"null", `null`, "", problem.Null},
	{"a list", `[5]`, "", problem.NotInt},
	{"an object", `{}`, "", problem.NotInt},
}

func TestInt(t *testing.T) {
	for _, test := range ints {
		test.run(t, Int)
	}
}

func TestBoundedInts(t *testing.T) {
	reading{"0 is not negative", `0`, "0", ""}.run(t, NonNegative)
	reading{"-0 is not negative", `"-0"`, "0", ""}.run(t, NonNegative)
	reading{"-1 is negative", `-1`, "", problem.TooSmall}.run(t, NonNegative)
	reading{"1 is positive", `1`, "1", ""}.run(t, Positive)
	reading{"0 is not positive", `0`, "", problem.TooSmall}.run(t, Positive)
}

func TestReference(t *testing.T) {
	for _, test := range []reading{
		{"an entity", `7`, "7", ""},
		{"a placeholder", `"-1"`, "-1", ""},
		{"nothing", `0`, "", problem.ZeroReference},
		{"nothing in a text", `"0"`, "", problem.ZeroReference},
		{"nothing with decimals", `-0.0`, "", problem.ZeroReference},
		{"a name", `"α"`, "", problem.NotInt},
	} {
		test.run(t, Reference)
	}
}

func TestStatus(t *testing.T) {
	for _, raw := range []string{"-1", "1", "2", "3", "4", "5", "6"} {
		reading{"status " + raw, raw, Value(raw), ""}.run(t, Status)
	}
	for _, test := range []reading{
		{"in a text", `"2"`, "2", ""},
		{"with decimals", `2.0`, "2", ""},
		{"0", `0`, "", problem.NotStatus},
		{"-2", `-2`, "", problem.NotStatus},
		{"7", `7`, "", problem.NotStatus},
		{"a name", `"participant"`, "", problem.NotInt},
		{"a name of the original", `"RegistrationPartStati.participant"`, "", problem.NotInt},
	} {
		test.run(t, Status)
	}
}

func TestAmount(t *testing.T) {
	for _, test := range []reading{
		{"a text", `"12.50"`, `"12.50"`, ""},
		{"a number", `12.5`, `"12.50"`, ""},
		{"a whole number", `-12`, `"-12.00"`, ""},
		{"zeros at the end", `"1.5000"`, `"1.50"`, ""},
		{"zeros without end", `1.` + strings.Repeat("0", 5000), `"1.00"`, ""},
		{"zeros in front", `"0012"`, `"12.00"`, ""},
		{"no negative zero", `"-0.00"`, `"0.00"`, ""},
		{"what floating point cannot say", `"0.29"`, `"0.29"`, ""},
		{"the largest", `"999999.99"`, `"999999.99"`, ""},
		{"the smallest", `-999999.99`, `"-999999.99"`, ""},
		{"a million", `"1000000"`, "", problem.OutOfRange},
		{"minus a million", `"-1000000.00"`, "", problem.OutOfRange},
		{"nearly a million", `"999999.999"`, "", problem.TooManyDecimals},
		{"5000 digits", strings.Repeat("9", 5000), "", problem.OutOfRange},
		{"three decimals", `"-25.005"`, "", problem.TooManyDecimals},
		{"an exponent in a text", `"1E+2"`, "", problem.NotAmount},
		{"an exponent in a number", `1e2`, "", problem.NotAmount},
		{"1e400", `1e400`, "", problem.NotAmount},
		{"blanks", `" 25 "`, "", problem.NotAmount},
		{"a line feed", `"25\n"`, "", problem.NotAmount},
		{"a plus", `"+25"`, "", problem.NotAmount},
		{"underscores", `"1_000"`, "", problem.NotAmount},
		{"a comma", `"12,50"`, "", problem.NotAmount},
		{"a currency", `"12 €"`, "", problem.NotAmount},
		{"no digit before the point", `".5"`, "", problem.NotAmount},
		{"no digit after the point", `"5."`, "", problem.NotAmount},
		{"NaN", `"NaN"`, "", problem.NotAmount},
		{"infinity", `"Infinity"`, "", problem.NotAmount},
		{"Arabic digits", `"٥"`, "", problem.NotAmount},
		{"empty", `""`, "", problem.NotAmount},
		{"false", `false`, "", problem.NotAmount},
		{"a list", `[]`, "", problem.NotAmount},
	} {
		test.run(t, Amount)
	}
}

func TestNumber(t *testing.T) {
	for _, test := range []reading{
		{"a fraction", `1.50`, "1.5", ""},
		{"a whole number", `2.0`, "2", ""},
		{"an exponent", `25e-1`, "2.5", ""},
		{"no negative zero", `-0.0`, "0", ""},
		{"a small one is written out", `1e-7`, "0.0000001", ""},
		{"too small to differ from 0", `-1e-400`, "0", ""},
		{"a text in plain notation", `"-2.00"`, "-2", ""},
		{"a text with zeros in front", `"007"`, "7", ""},
		{"zeros without end", `"1.` + strings.Repeat("0", 5000) + `"`, "1", ""},
		{"the largest", `9999999.99`, "9999999.99", ""},
		{"too large", `10000000`, "", problem.OutOfRange},
		{"too small", `"-10000000"`, "", problem.OutOfRange},
		{"1e400", `1e400`, "", problem.OutOfRange},
		{"5000 digits", strings.Repeat("9", 5000), "", problem.OutOfRange},
		{"5000 digits in a text", `"` + strings.Repeat("9", 5000) + `"`, "", problem.OutOfRange},
		{"an exponent in a text", `"1e2"`, "", problem.NotNumber},
		{"nan", `"nan"`, "", problem.NotNumber},
		{"underscores", `"1_0"`, "", problem.NotNumber},
		{"blanks", `" 1"`, "", problem.NotNumber},
		{"a plus", `"+1"`, "", problem.NotNumber},
		{"empty", `""`, "", problem.NotNumber},
		{"true", `true`, "", problem.NotNumber},
		{"an object", `{}`, "", problem.NotNumber},
	} {
		test.run(t, Number)
	}
	bounded := Type{Kind: KindNumber, Bounded: true}
	reading{"0 is not negative", `-0.0`, "0", ""}.run(t, bounded)
	reading{"below 0", `"-0.5"`, "", problem.TooSmall}.run(t, bounded)
}
