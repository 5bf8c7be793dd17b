package scalar

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"kursbuch.internal/shared/problem"
)

// longest is the length of the longest number that is looked at. No value in range needs more, and arithmetic on
// numbers of millions of digits would take minutes.
const longest = 400

var (
	// SPEC: "a string of an optional - and ASCII digits without leading zeros."
	intText = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	// SPEC: "plain notation: optional -, digits, optionally . and digits."
	plainText = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

	leastAmount = decimal.New(-1_000_000, 0)
	mostAmount  = decimal.New(1_000_000, 0)
)

// mostNumber bounds numbers of custom fields. SPEC: "absolute value below 10,000,000."
const mostNumber = 10_000_000

// SPEC: "int: a JSON number whose value is integral (5, 5.0, 5e0), or a string of digits. Range -2^31 .. 2^31-1."
func (t Type) parseInt(raw jsontext.Value) (Value, *Fault) {
	text := string(raw)
	switch raw.Kind() {
	case '0':
	case '"':
		unquoted, err := unquote(raw)
		if err != nil || !intText.MatchString(unquoted) {
			return "", fault(problem.NotInt, written(raw))
		}
		text = unquoted
	default:
		return "", fault(problem.NotInt, kindName(raw))
	}
	n, ok := integer(text)
	switch {
	case !ok:
		return "", fault(problem.NotInt, written(raw))
	case n < math.MinInt32 || n > math.MaxInt32:
		return "", fault(problem.OutOfRange, written(raw))
	case t.Bounded && n < int64(t.Least):
		return "", fault(problem.TooSmall, n, t.Least)
	case t.Kind == KindReference && n == 0:
		return "", fault(problem.ZeroReference)
	case t.Kind == KindStatus && !knownStatus(n):
		return "", fault(problem.NotStatus, n)
	}
	return Value(strconv.FormatInt(n, 10)), nil
}

// trim drops the zeros behind the point that mean nothing: 5.0 is 5.
func trim(text string) string {
	if !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// SPEC: "status: int, one of -1 (not applied), 1 (applied), 2 (participant), 3 (waiting list), 4 (guest), 5
// (cancelled), 6 (rejected)."
func knownStatus(n int64) bool { return n == -1 || n >= 1 && n <= 6 }

// integer is the value of a JSON number, if that is integral. What is far out of any range becomes MaxInt64 or
// MinInt64.
func integer(text string) (int64, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	mantissa = trim(mantissa)
	if strings.Trim(mantissa, "-0.") == "" {
		return 0, true
	}
	far := int64(math.MaxInt64)
	if strings.HasPrefix(text, "-") {
		far = math.MinInt64
	}
	power, err := strconv.Atoi(cmp.Or(exponent, "0"))
	switch {
	case err != nil && strings.HasPrefix(exponent, "-") || power < -longest:
		return 0, false
	case err != nil || power > longest || len(mantissa) > longest:
		return far, true
	}
	d, err := decimal.NewFromString(mantissa + "e" + strconv.Itoa(power))
	if err != nil || !d.IsInteger() {
		return 0, false
	}
	if !d.BigInt().IsInt64() {
		return far, true
	}
	return d.IntPart(), true
}

// SPEC: "amount: string or number in plain notation. At most two decimals after trailing zeros are dropped; absolute
// value below 1,000,000. No blanks, signs +, exponents, _."
func parseAmount(raw jsontext.Value) (Value, *Fault) {
	d, err := plain(raw, problem.NotAmount)
	switch {
	case err != nil:
		return "", err
	case d.Cmp(leastAmount) <= 0 || d.Cmp(mostAmount) >= 0:
		return "", fault(problem.OutOfRange, written(raw))
	case !d.Equal(d.Truncate(2)):
		return "", fault(problem.TooManyDecimals, written(raw))
	}
	return Text(d.StringFixed(2)), nil
}

// plain is the value of a number or string in plain notation.
func plain(raw jsontext.Value, code problem.Code) (decimal.Decimal, *Fault) {
	text := string(raw)
	switch raw.Kind() {
	case '0':
	case '"':
		text = Value(raw).Unquote()
	default:
		return decimal.Decimal{}, fault(code, kindName(raw))
	}
	if !plainText.MatchString(text) {
		return decimal.Decimal{}, fault(code, written(raw))
	}
	if text = trim(text); len(text) > longest {
		return decimal.Decimal{}, fault(problem.OutOfRange, written(raw))
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, fault(code, written(raw))
	}
	return d, nil
}

// SPEC: "Number: a JSON number, or a string in plain notation as for amounts; absolute value below 10,000,000."
func (t Type) parseNumber(raw jsontext.Value) (Value, *Fault) {
	text := string(raw)
	if raw.Kind() != '0' {
		if _, err := plain(raw, problem.NotNumber); err != nil {
			return "", err
		}
		text = Value(raw).Unquote()
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(f) >= mostNumber {
		return "", fault(problem.OutOfRange, written(raw))
	}
	if t.Bounded && f < float64(t.Least) {
		return "", fault(problem.TooSmall, written(raw), t.Least)
	}
	return Value(strconv.FormatFloat(f+0, 'f', -1, 64)), nil // + 0 makes -0 to 0
}
