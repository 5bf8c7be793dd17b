package tour

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"kursbuch.internal/scripts/check/emptyproject"
	"kursbuch.internal/shared/local/buildpack"
)

// platform runs the functions that are deployed, each in a process of its own that is begun at its first request.
type platform struct {
	project *emptyproject.Project
	dir     string   // for what is built
	env     []string // that the platform and its emulators add
	who     func(token string) string

	mu      sync.Mutex
	running map[string]*process
}

type process struct {
	cmd     *exec.Cmd
	address *url.URL
	log     *bytes.Buffer
}

// runs is the name of the function at the address that Cloud Run gives it: NAME-NUMBER.REGION.run.app.
var runs = regexp.MustCompile(`^(\w+)-\d+\.[\w-]+\.run\.app$`)

// ServeHTTP answers for https://REGION-PROJECT.cloudfunctions.net/NAME, and for the addresses of Cloud Run: it lets in
// whom Cloud Run would let in.
func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if m := runs.FindStringSubmatch(r.Host); m != nil {
		name, rest = m[1], strings.TrimPrefix(r.URL.Path, "/")
	}
	caller := p.who(strings.TrimPrefix(r.Header.Get("X-Serverless-Authorization"), "Bearer "))
	if !p.project.MayCall(name, "user:"+caller) {
		http.Error(w, "Your client does not have permission to get URL /"+name+" from this server.", http.StatusForbidden)
		return
	}
	running, err := p.start(r.Context(), name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	r.URL.Path = "/" + rest
	httputil.NewSingleHostReverseProxy(running.address).ServeHTTP(w, r)
}

// trigger tells a function of something, as Eventarc does.
func (p *platform) trigger(ctx context.Context, name string, header http.Header, body []byte) error {
	running, err := p.start(ctx, name)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, running.address.String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header = header
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(answer.Body) // what there is of it
		return fmt.Errorf("%s: %s %s\n%s", name, answer.Status, text, running.log)
	}
	return nil
}

// start gives a function that runs, as it is deployed by now.
func (p *platform) start(ctx context.Context, name string) (*process, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f, deployed := p.project.Functions()[name]
	if !deployed {
		return nil, fmt.Errorf("there is no function %s", name)
	}
	env := []string{"FUNCTION_TARGET=" + f.EntryPoint}
	for variable, value := range f.Environment {
		env = append(env, variable+"="+value)
	}
	if running := p.running[name]; running != nil {
		return running, nil
	}
	folder := filepath.Join(p.dir, name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	built, err := buildpack.Build(ctx, f.Package, filepath.Join(p.dir, "staging"))
	if err != nil {
		return nil, err
	}
	binary := filepath.Join(folder, "main") // the next build would overwrite it
	if err := os.Rename(built, binary); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	started := &process{cmd: exec.Command(binary), log: new(bytes.Buffer), address: &url.URL{Scheme: "http",
		Host: "127.0.0.1:" + port}}
	started.cmd.Env = append(append(env, p.env...), "PORT="+port)
	started.cmd.Stdout, started.cmd.Stderr = started.log, started.log
	if err := started.cmd.Start(); err != nil {
		return nil, err
	}
	p.running[name] = started
	return started, listens(ctx, started.address.Host)
}

// stop ends a function, so that its next request finds what is deployed then; all without a name.
func (p *platform) stop(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for other, running := range p.running {
		if name == "" || name == other {
			_ = running.cmd.Process.Kill()
			_ = running.cmd.Wait() // it was killed, as it says
			delete(p.running, other)
		}
	}
}

// logs are what the functions have written.
func (p *platform) logs() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all strings.Builder
	for name, running := range p.running {
		fmt.Fprintf(&all, "%s:\n%s", name, running.log)
	}
	return all.String()
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, errors.Join(err, listener.Close())
}

// listens waits until somebody does.
func listens(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		connection, err := net.Dial("tcp", host)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("a function does not begin: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
