package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const (
	runs = `{"name": "kursbuch/sync_runs",
		"filter": "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"sync run ended\"",
		"label_extractors": {"outcome": "EXTRACT(jsonPayload.outcome)"}}`
	failing = `{"display_name": "A function fails", "conditions": [{"condition_threshold": [{"filter": "resource.type = ` +
		`\"cloud_run_revision\" AND metric.type = \"logging.googleapis.com/log_entry_count\" AND ` +
		`metric.labels.severity = one_of(\"ERROR\", \"CRITICAL\")"}],
		"condition_prometheus_query_language": []}]}`
	silence = `{"display_name": "Silence", "conditions": [{"condition_threshold": [],
		"condition_prometheus_query_language": [{"query": "absent_over_time(logging_googleapis_com:user_kursbuch_sync_runs{` +
		`monitored_resource=\"cloud_run_revision\", outcome=~\"done|partial|stopped|paused\"}[3h])"}]}]}`
)

const errorsAddress, silenceAddress = "google_monitoring_alert_policy.errors",
	"google_monitoring_alert_policy.sync_silent[0]"

var alertTests = []struct {
	about, address, policy, metric string
	old, new                       string // in policy or metric
	want                           []string
}{
	{"errors", errorsAddress, failing, runs, "", "", nil},
	{"silence", silenceAddress, silence, runs, "", "", nil},
	{"another word for severity", errorsAddress, failing, runs, `\"ERROR\"`, `\"Error\"`, []string{
		`counts the line "request failed" of severity ERROR: false`,
		`counts the line "a source of appointments cannot be read" of severity ERROR: false`,
		`counts the line "sync run ended" of severity ERROR: false`}},
	{"too much", errorsAddress, failing, runs, `\"ERROR\"`, `\"ERROR\", \"INFO\"`, []string{
		`counts the line "request failed" of severity INFO: true`,
		`counts the line "sync run ended" of severity INFO: true`,
		`counts the line "sync run ended" of severity INFO: true`}},
	{"an outcome that is none", silenceAddress, silence, runs, "done|partial", "done|partly", []string{
		`counts the line "sync run ended" of severity INFO: false`}},
	{"failures count as success", silenceAddress, silence, runs, "done|partial", "done|failed|partial", []string{
		`counts the line "sync run ended" of severity ERROR: true`}},
	{"another message", silenceAddress, silence, runs, "sync run ended", "sync run has ended", []string{
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`}},
	{"another attribute", silenceAddress, silence, runs, "jsonPayload.outcome", "jsonPayload.result", []string{
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`,
		`counts the line "sync run ended" of severity INFO: false`}},
	{"a filter of a new form", errorsAddress, failing, runs, "one_of", "has_substring", []string{
		"scripts/check does not understand the filter", "scripts/check does not understand the filter",
		"scripts/check does not understand the filter", "scripts/check does not understand the filter",
		"scripts/check does not understand the filter", "scripts/check does not understand the filter"}},
	{"no runbook", errorsAddress, failing, runs, "A function fails", "A function broke",
		[]string{`there is no runbook "A function broke"`}},
	{"a new alert", "google_monitoring_alert_policy.other", failing, runs, "", "",
		[]string{"nobody has said in scripts/check what it is to count"}},
}

func TestAlertsHearWhatIsLogged(t *testing.T) {
	book := fstest.MapFS{"terraform/RUNBOOK.md": {Data: []byte("# Runbook\n\n## A function fails\n\n## Silence\n")}}
	for _, test := range alertTests {
		t.Run(test.about, func(t *testing.T) {
			p := plans(t, []string{
				"google_monitoring_alert_policy", strings.Replace(test.policy, test.old, test.new, 1),
				"google_logging_metric", strings.Replace(test.metric, test.old, test.new, 1),
			})
			p.Changes[0].Address = test.address
			got := alertsHearWhatIsLogged(p, book)
			for i, violation := range got {
				if i < len(test.want) && strings.HasPrefix(violation, test.address+": "+test.want[i]) {
					got[i] = test.want[i]
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}
