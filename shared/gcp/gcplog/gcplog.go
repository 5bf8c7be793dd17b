// Package gcplog writes log lines as Cloud Logging reads them from the output of a function.
//
//	slog           Cloud Logging
//	level          severity
//	msg            message
//	source         logging.googleapis.com/sourceLocation
//	the context    logging.googleapis.com/trace, …/spanId, …/trace_sampled, which join the lines of one request
//
// Lines name things by their IDs. Nobody's name, address or token belongs into a log.
package gcplog

import (
	"context"
	"io"
	"log/slog"
	"path"
	"strconv"
)

// New writes lines to w, one JSON object each. The project is the one that traces belong to; without it there are none.
// Labels are on every line; logs can be found by them.
func New(w io.Writer, project string, labels ...slog.Attr) slog.Handler {
	lines := slog.NewJSONHandler(w, &slog.HandlerOptions{AddSource: true, ReplaceAttr: rename})
	return handler{
		Handler: lines.WithAttrs([]slog.Attr{slog.GroupAttrs("logging.googleapis.com/labels", labels...)}),
		project: project,
		bind:    func(h slog.Handler) slog.Handler { return h },
	}
}

// handler puts the trace on top of the line, also where the logger has opened a group.
type handler struct {
	slog.Handler // without what With and WithGroup have added
	project      string
	bind         func(slog.Handler) slog.Handler // adds it
}

func (h handler) Handle(ctx context.Context, r slog.Record) error {
	return h.bind(h.Handler.WithAttrs(attributes(ctx, h.project))).Handle(ctx, r)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	before := h.bind
	h.bind = func(to slog.Handler) slog.Handler { return before(to).WithAttrs(attrs) }
	return h
}

func (h handler) WithGroup(name string) slog.Handler {
	before := h.bind
	h.bind = func(to slog.Handler) slog.Handler { return before(to).WithGroup(name) }
	return h
}

func rename(groups []string, a slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return a
	}
	switch value := a.Value.Any().(type) {
	case slog.Level:
		return slog.String("severity", severity(value))
	case *slog.Source:
		// A path below the module is enough, wherever the builder has put it.
		file := path.Join(path.Base(path.Dir(value.File)), path.Base(value.File))
		return slog.GroupAttrs("logging.googleapis.com/sourceLocation", slog.String("file", file),
			slog.String("line", strconv.Itoa(value.Line)), slog.String("function", value.Function))
	}
	if a.Key == slog.MessageKey {
		a.Key = "message"
	}
	return a
}

func severity(l slog.Level) string {
	switch {
	case l >= slog.LevelError:
		return "ERROR"
	case l >= slog.LevelWarn:
		return "WARNING"
	case l >= slog.LevelInfo:
		return "INFO"
	}
	return "DEBUG"
}
