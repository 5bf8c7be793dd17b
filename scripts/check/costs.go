package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	// costRow is a row of the README's table: what, a month, free, price beyond, US$.
	costRow = regexp.MustCompile(`(?m)^\| ([A-Z][^|]*?) \| ([^|]*?) ?\| ([^|]*?) ?\| ([^|]*?) ?\| ([^|]*?) \|$`)
	total   = regexp.MustCompile(`About \*\*(\d+) US\$ a month\*\*.*\(E ≈ (\d+) documents\)`)
	price   = regexp.MustCompile(`^([\d.]+) / ([\d,]+)$`)
	free    = regexp.MustCompile(`^(?:([\d,]+) a day|none left)$`) // which is 0 a day
	dollars = regexp.MustCompile(`([\d.]+)$`)
)

// costsAreCalculated calculates what the README says of costs again, and counts in the plan what it says there is.
func costsAreCalculated(p planned, root fs.FS) (violations []string) {
	text, err := fs.ReadFile(root, "README.md")
	if err != nil {
		return []string{err.Error()}
	}
	_, section, _ := strings.Cut(string(text), "\n### What it costs\n")
	section, _, _ = strings.Cut(section, "\n## ")
	says := total.FindStringSubmatch(section)
	if says == nil {
		return []string{"README.md: it does not say what a month costs"}
	}
	documents, sum := number(says[2]), 0.0
	for _, row := range costRow.FindAllStringSubmatch(section, -1) {
		what, month, cost := row[1], row[2], number(dollars.FindString(row[5]))
		sum += cost
		formula, calculated := calculate(what, documents)
		if calculated && !near(formula, number(month)) {
			violations = append(violations, fmt.Sprintf("README.md: %s is %.0f a month, not %s", what, formula, month))
		}
		per, quota := price.FindStringSubmatch(row[4]), free.FindStringSubmatch(row[3])
		if per == nil || quota == nil || !calculated {
			continue
		}
		if want := max(0, formula-30*number(quota[1])) * number(per[1]) / number(per[2]); math.Abs(want-cost) > 0.006 {
			violations = append(violations, fmt.Sprintf("README.md: %s costs %.2f, not %s", what, want, row[5]))
		}
	}
	if math.Round(sum) != number(says[1]) {
		violations = append(violations, fmt.Sprintf("README.md: all together costs %.2f, not %s", sum, says[1]))
	}
	return append(violations, p.isWhatIsPaidFor(section)...)
}

// isWhatIsPaidFor counts in the plan.
func (p planned) isWhatIsPaidFor(section string) (violations []string) {
	conditions, jobs := 0, 0
	for _, r := range p.all("google_monitoring_alert_policy") {
		var all []any
		_ = json.Unmarshal(r.Conditions, &all) // what is no list has none
		conditions += len(all)
	}
	for range p.all("google_cloud_scheduler_job") {
		jobs++
	}
	wanted := []string{fmt.Sprintf("Alerts: %d conditions", conditions), fmt.Sprintf("Scheduler, %d job", jobs)}
	if secrets := len(maps.Collect(p.all("google_secret_manager_secret"))); secrets > 0 {
		wanted = append(wanted, fmt.Sprintf("Secrets: %d versions", secrets))
	}
	for _, r := range p.all("google_firestore_backup_schedule") {
		seconds, _ := strconv.Atoi(strings.Trim(string(r.Retention), `s"`)) // what is no number keeps nothing
		wanted = append(wanted, fmt.Sprintf("Firestore backups: %d ×", seconds/(24*60*60)))
	}
	for _, want := range wanted {
		if !strings.Contains(section, want) {
			violations = append(violations, "README.md, of what the plan makes: it does not say "+want)
		}
	}
	return violations
}

func near(a, b float64) bool { return math.Abs(a-b) <= 0.02*max(a, b) }

// number reads 96,400 and 3.2 m and 1.5 GiB.
func number(text string) float64 {
	digits, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, _ := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64) // what is no number is nothing
	if unit == "m" {
		n *= 1e6
	}
	return n
}

var words = regexp.MustCompile(`\b[A-Za-z]{2,}\b|[:,;]( |$)|\bs\b|\d vCPU|≤ \d|\d conditions`)

// calculate evaluates the products and sums in a row, where E is the size of an event; 288 a day are 30 times as many a
// month. A row without a product is none.
func calculate(row string, documents float64) (float64, bool) {
	if !strings.Contains(row, "×") {
		return 0, false
	}
	row, daily := strings.CutSuffix(row, " a day")
	formula := words.ReplaceAllString(row, "")
	formula = strings.NewReplacer(",", "", " ", "", "E", fmt.Sprintf("×%g", documents)).Replace(formula)
	formula = strings.NewReplacer("(×", "(", "+×", "+").Replace(formula)
	value, rest, err := addends(formula)
	if err != nil || rest != "" {
		return math.NaN(), true
	}
	if daily {
		value *= 30
	}
	return value, true
}

func addends(s string) (sum float64, rest string, err error) {
	for {
		var product float64
		if product, s, err = factors(s); err != nil {
			return 0, s, err
		}
		sum += product
		if !strings.HasPrefix(s, "+") {
			return sum, s, nil
		}
		s = s[1:]
	}
}

var literal = regexp.MustCompile(`^[\d.]+`)

func factors(s string) (product float64, rest string, err error) {
	product = 1
	for {
		value := literal.FindString(s)
		if strings.HasPrefix(s, "(") {
			var inner float64
			if inner, s, err = addends(s[1:]); err != nil || !strings.HasPrefix(s, ")") {
				return 0, s, errors.New("no end of a bracket")
			}
			product, s = product*inner, s[1:]
		} else if value != "" {
			product, s = product*number(value), s[len(value):]
		} else {
			return 0, s, errors.New("no number")
		}
		if !strings.HasPrefix(s, "×") {
			return product, s, nil
		}
		s = strings.TrimPrefix(s, "×")
	}
}
