package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCostsAreCalculated(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	secret := []string{"google_secret_manager_secret", `{}`}
	p := plans(t, slices.Concat(secret, secret, secret,
		[]string{"google_monitoring_alert_policy", `{"conditions": [{}]}`, "google_monitoring_alert_policy",
			`{"conditions": [{}]}`},
		[]string{"google_firestore_backup_schedule", `{"retention": "2592000s"}`}, scheduled("", "")))
	tests := map[string]struct{ old, new, want string }{
		"as it is":             {"", "", ""},
		"another product":      {"30 × (2E+12)", "40 × (2E+12)", "is 108580 a month"},
		"another month":        {"| 0.80 m |", "| 0.70 m |", "not 0.70 m"},
		"another cost":         {"| 0.06 |", "| 0.10 |", "costs 0.06, not 0.10"},
		"another sum":          {"About **1 US$", "About **3 US$", "all together costs"},
		"an alert less":        {"Alerts: 2 conditions", "Alerts: 1 conditions", "Alerts: 2 conditions"},
		"backups of two weeks": {"backups: 30 ×", "backups: 14 ×", "Firestore backups: 30 ×"},
		"a page more":          {"pages 3,000 ×", "pages 9,000 ×", "is 297000 a month"},
		"pages for nothing": {"99,000 | none left | 0.06 / 100,000 | 0.06 |",
			"99,000 | none left | 0.06 / 100,000 | 0 |", "costs 0.06, not 0"},
		"a secret less": {"Secrets: 3 versions", "Secrets: 2 versions", "Secrets: 3 versions"},
		"no formula":    {"288 × 3 + 64", "288 × some + 64", "is NaN a month"},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			root := fstest.MapFS{"README.md": {Data: []byte(strings.Replace(string(text), test.old, test.new, 1))}}
			got := fmt.Sprint(costsAreCalculated(p, root))
			if test.want == "" && got != "[]" || !strings.Contains(got, test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
