package edge

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cloudevents/sdk-go/v2/event"
)

// deploy sets the environment of a function, gives what it writes to its log.
func deploy(t *testing.T) (log func() string) {
	t.Helper()
	for name, value := range map[string]string{
		"GOOGLE_CLOUD_PROJECT": "p", "ID_TOKEN_AUDIENCES": "https://export.example", "TIMEOUT_SECONDS": "7",
		"FIRESTORE_DATABASE": "", "IAP_AUDIENCE": "", "ADMINS": "",
	} {
		t.Setenv(name, value)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	stderr, logger := os.Stderr, slog.Default()
	os.Stderr = file
	t.Cleanup(func() {
		os.Stderr = stderr
		slog.SetDefault(logger)
		file.Close()
	})
	return func() string {
		text, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// get sends a request, gives status and body.
func get(h http.Handler) (int, string) {
	r := httptest.NewRequest(http.MethodGet, "/any/path", nil)
	r.Header.Set("Traceparent", "00-0123456789abcdef0123456789abcdef-00000000000000ff-01")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

var hello = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("hello")) })

func TestAFunctionIsBuiltAtItsFirstRequestOnly(t *testing.T) {
	log := deploy(t)
	built := 0
	function := serve(lazily("Export", true, func(Config) (http.Handler, error) {
		built++
		time.Sleep(10 * time.Millisecond) // the others come meanwhile
		return hello, nil
	}))
	if built != 0 {
		t.Error("built before the first request")
	}
	var requests sync.WaitGroup
	for range 20 {
		requests.Go(func() {
			if status, body := get(function); status != http.StatusOK || body != "hello" {
				t.Errorf("%d %s", status, body)
			}
		})
	}
	requests.Wait()
	if built != 1 || log() != "" {
		t.Errorf("built %d times, log: %s", built, log())
	}
}

func TestAFunctionThatCannotBeginTriesAgain(t *testing.T) {
	log := deploy(t)
	failures := 2
	function := serve(lazily("Export", true, func(Config) (http.Handler, error) {
		if failures--; failures >= 0 {
			return nil, errors.New("no credentials")
		}
		return hello, nil
	}))
	for n := range 2 {
		status, body := get(function)
		if status != http.StatusInternalServerError || !strings.Contains(body, `"internal"`) ||
			strings.Contains(body, "credentials") {
			t.Errorf("%d %s", status, body)
		}
		if got := strings.Count(log(), "Export cannot begin: no credentials"); got != n+1 {
			t.Errorf("%d times in the log: %s", got, log())
		}
	}
	if status, body := get(function); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

func TestAWrongConfigurationIsNamedCompletely(t *testing.T) {
	log := deploy(t)
	t.Setenv("GOOGLE_CLOUD_PROJECT", "")
	t.Setenv("TIMEOUT_SECONDS", "1m")
	function := serve(lazily("Export", true, func(Config) (http.Handler, error) { return hello, nil }))
	if status, body := get(function); status != http.StatusInternalServerError || strings.Contains(body, "TIMEOUT") {
		t.Errorf("%d %s", status, body)
	}
	for _, name := range []string{"GOOGLE_CLOUD_PROJECT", "TIMEOUT_SECONDS"} {
		if !strings.Contains(log(), name) {
			t.Errorf("no %s in the log: %s", name, log())
		}
	}
}

func TestForeignPagesAreRefused(t *testing.T) {
	deploy(t)
	function := sameOrigin(serve(lazily("Export", true, func(Config) (http.Handler, error) { return hello, nil })))
	for _, c := range []struct {
		about, method, origin, site string
		want                        int
	}{
		{"a foreign page, posting", "POST", "https://evil.example", "cross-site", 403},
		{"an old browser's foreign page, posting", "POST", "https://evil.example", "", 403},
		{"a page of another function", "PUT", "https://settings.example", "same-site", 403},
		{"a page without an origin", "DELETE", "null", "", 403},
		{"a foreign page, reading", "GET", "https://evil.example", "cross-site", 200},
		{"our own page", "POST", "https://export.example", "same-origin", 200},
		{"curl, or Cloud Scheduler", "POST", "", "", 200},
		{"curl, putting", "PUT", "", "", 200},
		{"curl, deleting", "DELETE", "", "", 200},
	} {
		r := httptest.NewRequest(c.method, "https://export.example/any/path", nil)
		r.Header.Set("Origin", c.origin)
		r.Header.Set("Sec-Fetch-Site", c.site)
		w := httptest.NewRecorder()
		function.ServeHTTP(w, r)
		problem := w.Header().Get("Content-Type") == "application/problem+json" &&
			strings.Contains(w.Body.String(), `"foreign-origin"`)
		if w.Code != c.want || problem != (c.want == 403) {
			t.Errorf("%s: %d %s", c.about, w.Code, w.Body)
		}
	}
}

func TestBrowsersStayWithTLS(t *testing.T) {
	deploy(t)
	w := httptest.NewRecorder()
	encrypted(serve(lazily("Console", false, func(Config) (http.Handler, error) { return hello, nil })))(w,
		httptest.NewRequest(http.MethodGet, "/", nil))
	if got := w.Header().Get("Strict-Transport-Security"); got != "max-age=31536000" || w.Body.String() != "hello" {
		t.Errorf("%q: %s", got, w.Body)
	}
}

func TestAPanicIsLoggedAndNotShown(t *testing.T) {
	log := deploy(t)
	function := serve(lazily("Export", true, func(Config) (http.Handler, error) {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a secret") }), nil
	}))
	if status, body := get(function); status != http.StatusInternalServerError || strings.Contains(body, "secret") {
		t.Errorf("%d %s", status, body)
	}
	var line map[string]any
	if err := json.Unmarshal([]byte(log()), &line); err != nil {
		t.Fatalf("not one line: %v\n%s", err, log())
	}
	text, _ := line["error"].(string)
	if line["severity"] != "ERROR" || !strings.Contains(text, "panic: a secret") ||
		!strings.Contains(text, "edge_test.go") {
		t.Errorf("line %v", line)
	}
	if line["logging.googleapis.com/trace"] != "projects/p/traces/0123456789abcdef0123456789abcdef" {
		t.Errorf("trace %v", line["logging.googleapis.com/trace"])
	}
}

func TestEveryRequestHasItsEnd(t *testing.T) {
	deploy(t)
	near := func(ctx context.Context) {
		deadline, set := ctx.Deadline()
		if left := time.Until(deadline); !set || left > 6300*time.Millisecond || left < 5*time.Second {
			t.Errorf("%v left", left)
		}
	}
	function := serve(lazily("Export", true, func(Config) (http.Handler, error) {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { near(r.Context()) }), nil
	}))
	get(function)
	trigger := receive(lazily("ImportCheck", false, func(Config) (Handler, error) {
		return func(ctx context.Context, _ event.Event) error {
			near(ctx)
			return nil
		}, nil
	}))
	if err := trigger(t.Context(), event.New()); err != nil {
		t.Error(err)
	}
}

func TestATriggerThatFailedIsLoggedOnce(t *testing.T) {
	tests := map[string]struct {
		handle Handler
		build  error
		logged string
	}{
		"an error":     {func(context.Context, event.Event) error { return errors.New("100% broken") }, nil, "100% broken"},
		"a panic":      {func(context.Context, event.Event) error { panic("a bug") }, nil, "panic: a bug"},
		"cannot begin": {nil, errors.New("no credentials"), "ImportCheck cannot begin: no credentials"},
	}
	for about, test := range tests {
		t.Run(about, func(t *testing.T) {
			log := deploy(t)
			trigger := receive(lazily("ImportCheck", false, func(Config) (Handler, error) { return test.handle, test.build }))
			e := event.New()
			e.SetID("7")
			e.SetExtension("traceparent", "00-0123456789abcdef0123456789abcdef-00000000000000ff-01")
			if err := trigger(t.Context(), e); err != errFailed {
				t.Errorf("the framework gets %v", err)
			}
			for _, part := range []string{test.logged, `"severity":"ERROR"`, `"trigger":"7"`, "traces/0123456789abcdef",
				`"function":"ImportCheck"`} {
				if strings.Count(log(), part) != 1 {
					t.Errorf("%s in the log, once: %s", part, log())
				}
			}
		})
	}
}
