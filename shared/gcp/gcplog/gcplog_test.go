package gcplog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/slogtest"

	"github.com/google/go-cmp/cmp"
)

const (
	id         = "0123456789abcdef0123456789abcdef"
	onTheTrace = `,"logging.googleapis.com/trace":"projects/p/traces/` + id + `"`
)

var (
	now      = regexp.MustCompile(`"time":"[^"]+"`)
	location = regexp.MustCompile(`,"logging.googleapis.com/sourceLocation":{[^}]+}`)
)

// line gives the only line that was logged, the parts that differ from run to run taken out.
func line(t *testing.T, out *bytes.Buffer) string {
	t.Helper()
	text, found := strings.CutSuffix(out.String(), "\n")
	if !found || strings.Contains(text, "\n") {
		t.Fatalf("not one line: %q", out)
	}
	return location.ReplaceAllString(now.ReplaceAllString(text, `"time":"…"`), "")
}

func TestLines(t *testing.T) {
	traced := WithTrace(t.Context(), "00-"+id+"-00000000000000ff-01", "")
	tests := map[string]struct {
		log  func(*slog.Logger)
		want string
	}{
		"debug is not written": {func(l *slog.Logger) { l.Debug("a"); l.Info("b") },
			`{"time":"…","severity":"INFO","message":"b"}`},
		"an ID": {func(l *slog.Logger) { l.Info("checked", "event", 1, "status", "pending") },
			`{"time":"…","severity":"INFO","message":"checked","event":1,"status":"pending"}`},
		"a warning": {func(l *slog.Logger) { l.Warn("a") }, `{"time":"…","severity":"WARNING","message":"a"}`},
		"an error": {func(l *slog.Logger) { l.Error("a", "error", errors.New("b")) },
			`{"time":"…","severity":"ERROR","message":"a","error":"b"}`},
		"more than an error": {func(l *slog.Logger) { l.Log(t.Context(), 12, "a") },
			`{"time":"…","severity":"ERROR","message":"a"}`},
		"a request": {func(l *slog.Logger) { l.InfoContext(traced, "a", "b", 1) },
			`{"time":"…","severity":"INFO","message":"a"` + onTheTrace +
				`,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":true,"b":1}`},
		"a request, in a group": {func(l *slog.Logger) { l.With("c", 2).WithGroup("g").InfoContext(traced, "a", "msg", 1) },
			`{"time":"…","severity":"INFO","message":"a"` + onTheTrace +
				`,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":true,"c":2,` +
				`"g":{"msg":1}}`},
		"lines do not break": {func(l *slog.Logger) { l.Info("a\nb\u2028c") },
			`{"time":"…","severity":"INFO","message":"a\nb\u2028c"}`},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			var out bytes.Buffer
			test.log(slog.New(New(&out, "p")))
			if diff := cmp.Diff(test.want, line(t, &out)); diff != "" {
				t.Errorf("line (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTracesOfHeaders(t *testing.T) {
	tests := map[string]struct{ traceparent, cloudTrace, want string }{
		"neither": {"", "", ""},
		"sampled": {"00-" + id + "-00000000000000ff-01", "",
			onTheTrace + `,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":true`},
		"both, the newer counts": {"00-" + id + "-00000000000000ff-00", strings.Repeat("e", 32) + "/1;o=1",
			onTheTrace + `,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":false`},
		"a version yet to come": {"01-" + id + "-00000000000000ff-01-more", "",
			onTheTrace + `,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":true`},
		"Google's, span in decimals": {"", id + "/255;o=1",
			onTheTrace + `,"logging.googleapis.com/spanId":"00000000000000ff","logging.googleapis.com/trace_sampled":true`},
		"Google's, without a span": {"", id, onTheTrace + `,"logging.googleapis.com/trace_sampled":false`},
		"Google's, span zero":      {"", id + "/0;o=0", onTheTrace + `,"logging.googleapis.com/trace_sampled":false`},
		"nonsense":                 {"00-" + id, id + "/x\",\"severity\":\"DEBUG", ""},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			var out bytes.Buffer
			ctx := WithTrace(t.Context(), test.traceparent, test.cloudTrace)
			slog.New(New(&out, "p")).InfoContext(ctx, "a")
			if diff := cmp.Diff(`{"time":"…","severity":"INFO","message":"a"`+test.want+"}", line(t, &out)); diff != "" {
				t.Errorf("line (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLabelsAreOnEveryLine(t *testing.T) {
	var out bytes.Buffer
	slog.New(New(&out, "", slog.String("function", "ImportCheck"))).InfoContext(WithTrace(t.Context(), "", id), "a",
		"event", 1)
	want := `{"time":"…","severity":"INFO","message":"a","logging.googleapis.com/labels":{"function":"ImportCheck"},` +
		`"event":1}`
	if diff := cmp.Diff(want, line(t, &out)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
}

func TestSourceLocation(t *testing.T) {
	var out bytes.Buffer
	slog.New(New(&out, "p")).With("a", 1).Info("b")
	_, _, next, _ := runtime.Caller(0)
	want := fmt.Sprintf(`"logging.googleapis.com/sourceLocation":{"file":"gcplog/gcplog_test.go","line":"%d",`+
		`"function":"kursbuch.internal/shared/gcp/gcplog.TestSourceLocation"}`, next-1)
	if !strings.Contains(out.String(), want) {
		t.Errorf("no %s in %s", want, out.String())
	}
}

// The standard library knows what a handler has to get right.
func TestHandler(t *testing.T) {
	var out bytes.Buffer
	slogtest.Run(t, func(*testing.T) slog.Handler {
		out.Reset()
		return New(&out, "p")
	}, func(t *testing.T) map[string]any {
		var line map[string]any
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		for theirs, ours := range map[string]string{slog.MessageKey: "message", slog.LevelKey: "severity"} {
			line[theirs] = line[ours]
			delete(line, ours)
		}
		return line
	})
}
