package visit

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/functions/console/page"
)

// open is a door through which everybody comes.
type open struct{}

func (open) Visitor(r *http.Request) (Visitor, error)         { return Visitor{}, nil }
func (open) SignIn(string) string                             { return "" }
func (open) SignOut() string                                  { return "" }
func (open) Bar(page.Reader, *Visitor) (template.HTML, error) { return "", nil }

// TestWhatPagesSayOfErrors: what is malformed says itself what is wrong; a reader who is gone is no fault.
func TestWhatPagesSayOfErrors(t *testing.T) {
	desk, err := NewDesk(open{}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	former := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(former)
	for about, c := range map[string]struct {
		err    error
		status int
		says   string
		logs   string // its level; empty: nothing is logged
	}{
		"malformed": {fmt.Errorf("form: %w", &answer.Malformed{De: "Es war keine Datei dabei.", En: "No file."}), 400,
			"Es war keine Datei dabei. Es wurde nichts geändert.", ""},
		"gone":    {fmt.Errorf("list: %w", context.Canceled), 500, "Da ist etwas schiefgegangen", "INFO"},
		"a fault": {context.DeadlineExceeded, 500, "Da ist etwas schiefgegangen", "ERROR"},
	} {
		log.Reset()
		w := httptest.NewRecorder()
		desk.Page(func(*Visit) error { return c.err })(w, httptest.NewRequest("GET", "/x", nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %s", about, w.Code, w.Body)
		}
		if logged := log.String(); (c.logs == "") != (logged == "") || !strings.Contains(logged, c.logs) {
			t.Errorf("%s: log %q", about, logged)
		}
	}
}
