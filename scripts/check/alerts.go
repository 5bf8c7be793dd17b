package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/calendarsync"
	"kursbuch.internal/shared/gcp/gcplog"
	"kursbuch.internal/shared/syncrun"
)

// alarm is what an alert is to count of what the code writes to its log, and what not.
type alarm struct{ counts, ignores []writes }

// writes is a moment in the life of a function at which it writes a line.
type writes func(context.Context)

// alarms are those of all alerts, by their addresses.
var alarms = map[string]alarm{
	"google_monitoring_alert_policy.errors": {
		counts:  []writes{requestFails, sourceIsUnreadable, runEnds(syncrun.Failed)},
		ignores: []writes{callerLeaves, runEnds(syncrun.Done), runEnds(syncrun.Partial)},
	},
	// It counts what went well, and is about there being none.
	"google_monitoring_alert_policy.sync_silent[0]": {
		counts: []writes{runEnds(syncrun.Done), runEnds(syncrun.Partial), runEnds(syncrun.Stopped),
			runEnds(syncrun.Paused)},
		ignores: []writes{runEnds(syncrun.Failed), requestFails},
	},
}

func requestFails(ctx context.Context) { respond(ctx, errors.New("no connection")) }

func callerLeaves(ctx context.Context) { respond(ctx, context.Canceled) }

func respond(ctx context.Context, err error) {
	answer.Error(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil), err)
}

func sourceIsUnreadable(ctx context.Context) {
	calendarsync.Unread(ctx, "courses", errors.New("no connection"))
}

func runEnds(outcome syncrun.Outcome) writes {
	return func(ctx context.Context) { calendarsync.Log(ctx, &syncrun.Report{Outcome: outcome}) }
}

// line is what Cloud Logging makes of what a function writes.
type line struct {
	severity string
	payload  map[string]any
}

// written gives the line that is written at a moment.
func written(ctx context.Context, w writes) (line, error) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(gcplog.New(&log, "kursbuch-check")))
	w(ctx)
	slog.SetDefault(before)
	l := line{payload: map[string]any{}}
	if err := json.Unmarshal(log.Bytes(), &l.payload); err != nil {
		return l, fmt.Errorf("not one line of JSON: %w", err)
	}
	l.severity, _ = l.payload["severity"].(string)
	return l, nil
}

// Every alert has what it counts in alarms, and a runbook. A filter that nothing passes stays silent, which looks like
// peace.
func alertsHearWhatIsLogged(p planned, root fs.FS) (violations []string) {
	book, err := fs.ReadFile(root, "terraform/RUNBOOK.md")
	if err != nil {
		return []string{err.Error()}
	}
	for address, r := range p.all("google_monitoring_alert_policy") {
		if !strings.Contains(string(book), "\n## "+r.DisplayName+"\n") {
			violations = append(violations, fmt.Sprintf("%s: there is no runbook %q in terraform/RUNBOOK.md", address,
				r.DisplayName))
		}
		a, known := alarms[address]
		if !known {
			violations = append(violations, address+": nobody has said in scripts/check what it is to count")
		}
		for _, w := range a.counts {
			violations = append(violations, p.disagrees(address, r, w, true)...)
		}
		for _, w := range a.ignores {
			violations = append(violations, p.disagrees(address, r, w, false)...)
		}
	}
	return violations
}

func (p planned) disagrees(address string, r resource, w writes, want bool) []string {
	l, err := written(context.Background(), w)
	if err != nil {
		return []string{fmt.Sprintf("%s: %v", address, err)}
	}
	got, err := p.counts(r, l)
	if err != nil {
		return []string{fmt.Sprintf("%s: %v", address, err)}
	}
	if got != want {
		return []string{fmt.Sprintf("%s: counts the line %q of severity %s: %t", address, l.payload["message"], l.severity,
			got)}
	}
	return nil
}

// counts tells whether a line goes into the number that an alert looks at.
func (p planned) counts(r resource, l line) (bool, error) {
	var conditions []struct {
		Threshold []struct{ Filter string } `json:"condition_threshold"`
		Query     []struct{ Query string }  `json:"condition_prometheus_query_language"`
	}
	if err := json.Unmarshal(r.Conditions, &conditions); err != nil {
		return false, err
	}
	for _, c := range conditions {
		for _, t := range c.Threshold {
			return matches(t.Filter, map[string]string{
				"resource.type": "cloud_run_revision", "metric.type": "logging.googleapis.com/log_entry_count",
				"metric.labels.severity": l.severity,
			})
		}
		for _, q := range c.Query {
			return p.queryCounts(q.Query, l)
		}
	}
	return false, errors.New("a condition of another kind")
}

var (
	comparison = regexp.MustCompile(`^([\w.]+) ?= ?(?:"([^"]*)"|one_of\(([^)]*)\))$`)
	series     = regexp.MustCompile(`logging_googleapis_com:user_(\w+)\{([^}]*)\}`)
	label      = regexp.MustCompile(`(\w+)=(~?)"([^"]*)"`)
)

// matches tells whether values pass a filter of Cloud Logging or Cloud Monitoring, as far as we write such filters.
func matches(filter string, values map[string]string) (bool, error) {
	for part := range strings.SplitSeq(filter, " AND ") {
		m := comparison.FindStringSubmatch(part)
		if m == nil {
			return false, fmt.Errorf("scripts/check does not understand the filter %s", part)
		}
		value, known := values[m[1]]
		if !known || m[3] == "" && value != m[2] || m[3] != "" && !slices.Contains(strings.Split(m[3], ", "),
			fmt.Sprintf("%q", value)) {
			return false, nil
		}
	}
	return true, nil
}

// queryCounts tells whether a line is in all series of metrics of ours that a query asks for.
func (p planned) queryCounts(query string, l line) (bool, error) {
	asked := series.FindAllStringSubmatch(query, -1)
	if len(asked) == 0 {
		return false, errors.New("the query asks for no metric of ours")
	}
	for _, s := range asked {
		made, err := p.labels(s[1], l)
		if made == nil {
			return false, err
		}
		for _, want := range label.FindAllStringSubmatch(s[2], -1) {
			value, exact := made[want[1]], want[2] == ""
			fits, err := regexp.MatchString("^(?:"+want[3]+")$", value)
			if err != nil || exact && value != want[3] || !exact && !fits {
				return false, err
			}
		}
	}
	return true, nil
}

// labels are those of the point that a metric makes of a line; nil: it makes none. Google writes an underscore for the
// slash in the metric's name.
func (p planned) labels(metric string, l line) (map[string]string, error) {
	values := map[string]string{"resource.type": "cloud_run_revision"}
	for name, value := range l.payload {
		values["jsonPayload."+name] = fmt.Sprint(value)
	}
	for _, r := range p.all("google_logging_metric") {
		if strings.ReplaceAll(r.Name, "/", "_") != metric {
			continue
		}
		if passes, err := matches(r.Filter, values); !passes {
			return nil, err
		}
		made := map[string]string{"monitored_resource": "cloud_run_revision"}
		for _, name := range slices.Sorted(maps.Keys(r.Labels)) {
			made[name] = values[strings.TrimSuffix(strings.TrimPrefix(r.Labels[name], "EXTRACT("), ")")]
		}
		return made, nil
	}
	return nil, fmt.Errorf("there is no metric %s", metric)
}
