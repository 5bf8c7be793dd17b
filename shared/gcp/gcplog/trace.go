package gcplog

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
)

// trace is what a request is known by in Cloud Trace.
type trace struct {
	id, span string // in hexadecimal digits
	sampled  bool
}

type traceKey struct{}

var (
	// w3c is the form of traceparent, https://www.w3.org/TR/trace-context/.
	w3c = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])(?:-.*)?$`)
	// cloud is the older form of X-Cloud-Trace-Context, whose span is decimal.
	cloud = regexp.MustCompile(`^([0-9a-f]{32})(?:/([0-9]{1,20}))?(?:;o=([01]))?$`)
)

// WithTrace gives a context whose lines belong to the trace of a request, as its headers traceparent or
// X-Cloud-Trace-Context tell. It is the same context if they do not.
func WithTrace(ctx context.Context, traceparent, cloudTrace string) context.Context {
	if m := w3c.FindStringSubmatch(traceparent); m != nil {
		flags, _ := strconv.ParseUint(m[3], 16, 8)
		return context.WithValue(ctx, traceKey{}, trace{m[1], m[2], flags&1 == 1})
	}
	if m := cloud.FindStringSubmatch(cloudTrace); m != nil {
		t := trace{id: m[1], sampled: m[3] == "1"}
		if span, err := strconv.ParseUint(m[2], 10, 64); err == nil && span > 0 {
			t.span = fmt.Sprintf("%016x", span)
		}
		return context.WithValue(ctx, traceKey{}, t)
	}
	return ctx
}

func attributes(ctx context.Context, project string) []slog.Attr {
	t, ok := ctx.Value(traceKey{}).(trace)
	if !ok || project == "" {
		return nil
	}
	attrs := []slog.Attr{slog.String("logging.googleapis.com/trace", "projects/"+project+"/traces/"+t.id)}
	if t.span != "" {
		attrs = append(attrs, slog.String("logging.googleapis.com/spanId", t.span))
	}
	return append(attrs, slog.Bool("logging.googleapis.com/trace_sampled", t.sampled))
}
