package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/sample"
)

// TestMain lets tests start the local run as a process of its own: this very binary.
func TestMain(m *testing.M) {
	if os.Getenv("KURSBUCH_TEST_RUNS_DEV") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a local run as a process.
type process struct {
	*testing.T
	cmd    *exec.Cmd
	url    string
	stderr bytes.Buffer
}

func command(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{T: t, cmd: exec.Command(os.Args[0], args...)}
	p.cmd.Env = append(os.Environ(), "KURSBUCH_TEST_RUNS_DEV=1", "FIRESTORE_EMULATOR_HOST=")
	p.cmd.Stderr = &p.stderr
	return p
}

var firstLine = regexp.MustCompile(`^Kursbuch läuft: (http://\S+)/`)

// launch starts a local run and waits until it says so.
func launch(t *testing.T, args ...string) *process {
	t.Helper()
	p := command(t, append([]string{"-addr", "127.0.0.1:0"}, args...)...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	m := firstLine.FindStringSubmatch(line)
	if m == nil {
		p.cmd.Wait()
		t.Fatalf("it says %q (%v), then %s", line, err, &p.stderr)
	}
	p.url = m[1]
	return p
}

// end stops it with a signal and gives its exit status, -1 if the signal killed it.
func (p *process) end(s os.Signal) int {
	p.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.Fatal(err)
	}
	if _, killed := errors.AsType[*exec.ExitError](p.cmd.Wait()); killed {
		return p.cmd.ProcessState.ExitCode()
	}
	return 0
}

func TestItStartsInNoTimeAndForNobodyElse(t *testing.T) {
	p := launch(t, "-data", t.TempDir())
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.example"
	if response, err := http.DefaultClient.Do(r); err != nil || response.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a foreign name: %v, %v", response, err)
	}
	if status := p.end(os.Interrupt); status != 0 {
		t.Errorf("status %d: %s", status, &p.stderr)
	}
	// The clock on the wall would measure what else this machine does.
	if took := p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime(); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestItEndsInTheMidstOfAnUpload(t *testing.T) {
	data := t.TempDir()
	p := launch(t, "-data", data)
	idle, slow := dial(t, p), dial(t, p)
	defer idle.Close()
	defer slow.Close()
	io.WriteString(slow,
		"POST /upload/storage/v1/b/kursbuch-imports/o?uploadType=media&name=imports/1/a.json HTTP/1.1\r\n"+
			"Host: localhost\r\nContent-Length: 1000\r\n\r\n{")
	response, err := http.Get(p.url + "/") // which comes after the upload
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	began := time.Now()
	if status := p.end(syscall.SIGTERM); status != 0 {
		t.Errorf("status %d: %s", status, &p.stderr)
	}
	if took := time.Since(began); took > grace+10*time.Second {
		t.Errorf("it took %v", took)
	}
	if status := launch(t, "-data", data).end(os.Interrupt); status != 0 {
		t.Errorf("status %d after another start", status)
	}
}

// Who has the address of a feed reads it, so that logs, which are passed on, must not have it.
func TestLogsNeverShowTheKeyOfAFeed(t *testing.T) {
	p := launch(t, "-data", t.TempDir())
	renewed := p.send("POST", "/JobCalendar/persons/anna/feed", identity.Planner, "")
	key := regexp.MustCompile(`\?key=([\w-]+)`).FindStringSubmatch(renewed)
	if key == nil {
		t.Fatalf("there is no feed: %s", renewed)
	}
	for _, path := range []string{"/JobCalendar/persons/anna/feed.ics", "/JobCalendar/persons/niemand/feed.ics",
		"/JobCalendar/persons/anna/feed.ics/", "/nowhere/feed.ics", "/Settings", "//evil.example/persons/anna/feed.ics"} {
		for _, method := range []string{"GET", "POST", "BREW"} {
			p.send(method, path+key[0], "", strings.Repeat("x", 100))
			p.send(method, path+key[0]+"&"+key[0]+"%zz;", identity.Orga, "")
		}
	}
	broken := dial(t, p)
	io.WriteString(broken,
		"GET /JobCalendar/persons/anna/feed.ics"+key[0]+" HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n")
	io.Copy(io.Discard, broken)
	broken.Close()
	if status := p.end(os.Interrupt); status != 0 {
		t.Errorf("status %d", status)
	}
	if log := p.stderr.String(); !strings.Contains(log, "person changed") || strings.Contains(log, key[1]) {
		t.Errorf("log:\n%s", log)
	}
}

// send gives the answer to a request of somebody, whatever it is; who is empty: of nobody.
func (p *process) send(method, path, who, body string) string {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, p.url, strings.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	r.URL.Opaque = path
	if who != "" {
		r.Header.Set("Authorization", "Bearer dev:"+who)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.Fatal(err)
	}
	return string(text)
}

func dial(t *testing.T, p *process) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	return connection
}

// snapshots puts snapshots of all kinds into a folder.
func snapshots(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var good bytes.Buffer
	if err := event.Write(&good, sample.Event(7, 20)); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"good.json": good.String(), "rubbish.json": "\x00\xff", "half.json": good.String()[:good.Len()/2],
		"bad.json": strings.NewReplacer(`"course_id": 1,`, `"course_id": 99,`, `"course_id": 2,`,
			`"course_id": 98,`).Replace(good.String()),
		"import.json": string(sample.Imports()[0].Content),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// misuse is a command line that leads nowhere.
type misuse struct {
	name string
	args []string
	want []string // of what it says
}

// misuses are starts that fail, with the snapshots in dir, while a local run has the folder data and an address.
func misuses(dir, data, taken string) []misuse {
	at := func(name string) string { return filepath.Join(dir, name) }
	return []misuse{
		{"the port is taken", []string{"-addr", taken}, []string{"dev: unter " + taken + " läuft schon etwas",
			"-addr 127.0.0.1:8081"}},
		{"the folder is in use", []string{"-data", data}, []string{"dev: mit dem Ordner " + data + " läuft schon",
			"-data " + data + "-2 -addr 127.0.0.1:8081"}},
		{"the address has no port", []string{"-addr", "localhost"}, []string{"dev: -addr localhost: gebraucht wird eine " +
			"Adresse wie 127.0.0.1:8080"}},
		{"the port is no port", []string{"-addr", "127.0.0.1:80000"}, []string{"dev: -addr 127.0.0.1:80000: gebraucht "}},
		{"the folder is a file", []string{"-data", at("good.json")}, []string{"dev: -data: der Ordner " + at("good.json") +
			" kann nicht angelegt werden: Gibt es eine Datei dieses Namens"}},
		{"the folder cannot be made", []string{"-data", "/proc/kursbuch"}, []string{"dev: -data: der Ordner /proc/kursbuch " +
			"kann nicht angelegt werden: "}},
		{"there is no such event", []string{"-event", at("none.json")}, []string{"dev: -event: die Datei " +
			at("none.json") + " gibt es nicht. Bitte Namen und Ordner prüfen"}},
		{"the event is a folder", []string{"-event", dir}, []string{"dev: -event: die Datei " + dir + " kann nicht gelesen " +
			"werden: Ist sie ein Ordner"}},
		{"the event is rubbish", []string{"-event", at("rubbish.json")},
			[]string{"rubbish.json:1:2: Ab hier ist die Datei kein UTF-8"}},
		{"half of the event is missing", []string{"-event", at("half.json")},
			[]string{"Die Datei endet mittendrin", "half.json ist so nicht zu laden"}},
		{"the event is an import", []string{"-event", at("import.json")},
			[]string{"Das ist kein Export, sondern ein Import"}},
		{"the event is inconsistent", []string{"-event", at("bad.json")}, []string{"Verweis auf 99 ins Leere",
			"Verweis auf 98 ins Leere", "bad.json ist so nicht zu laden (Probleme: 9)"}},
		{"something too much", []string{"more"}, []string{"dev: more ist zu viel. Wie es geht, zeigt go run "}},
		{"an unknown option", []string{"-date", "x"}, []string{"dev: die Optionen gehen so nicht: ", "-date"}},
	}
}

func TestStartsThatFail(t *testing.T) {
	dir, data := snapshots(t), t.TempDir()
	running := launch(t, "-data", data)
	for _, c := range misuses(dir, data, strings.TrimPrefix(running.url, "http://")) {
		t.Run(c.name, func(t *testing.T) {
			p := command(t, append([]string{"-addr", "127.0.0.1:0", "-data", t.TempDir()}, c.args...)...)
			if err := p.cmd.Run(); p.cmd.ProcessState.ExitCode() < 1 || p.cmd.ProcessState.ExitCode() > 2 {
				t.Errorf("%v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(p.stderr.String(), want) {
					t.Errorf("it does not say %q: %s", want, &p.stderr)
				}
			}
			if strings.Contains(p.stderr.String(), "goroutine") {
				t.Errorf("%s", &p.stderr)
			}
		})
	}
	if status := running.end(os.Interrupt); status != 0 {
		t.Errorf("the one that ran: status %d: %s", status, &running.stderr)
	}
}

func TestHelpIsNoFailure(t *testing.T) {
	p := command(t, "-h")
	out, err := p.cmd.Output()
	if err != nil {
		t.Fatal(err, &p.stderr)
	}
	for _, want := range []string{"Aufruf:\n  dev ", "Usage:\n  dev ", "-addr ", "-data ", "-event ", "-calendar "} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in %s", want, out)
		}
	}
}

func TestAnotherEvent(t *testing.T) {
	data := t.TempDir()
	p := launch(t, "-data", data, "-event", filepath.Join(snapshots(t), "good.json"))
	response, err := http.Get(p.url + "/local")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Contains(page, []byte("cp IMPORT.json "+data+"/inbox/7/")) ||
		bytes.Contains(page, []byte("zimmerverteilung")) {
		t.Errorf("%v: %s", err, page)
	}
	if _, err := os.Stat(filepath.Join(data, "inbox", "7")); err != nil {
		t.Error(err)
	}
	if status := p.end(os.Interrupt); status != 0 {
		t.Errorf("status %d: %s", status, &p.stderr)
	}
}
