package tour

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"kursbuch.internal/scripts/check/emptyproject"
	"kursbuch.internal/shared/local/bucket"
)

// open begins everything that the commands find.
func (t *tour) open() (stop func(), err error) {
	t.project = emptyproject.New(emptyproject.Options{ID: t.id, Untouched: true})
	project := httptest.NewServer(t.project)
	t.projectAt = project.URL
	if t.google, err = newGoogle(); err != nil {
		return nil, err
	}
	if t.bucket, err = bucket.Open(filepath.Join(t.Dir, "bucket"), t.id+"-imports", t.finalized); err != nil {
		return nil, err
	}
	objects := httptest.NewServer(t.bucket)
	t.platform = &platform{project: t.project, dir: filepath.Join(t.Dir, "functions.run"), who: who,
		running: map[string]*process{}}
	certificate := filepath.Join(t.Dir, "root.pem")
	world, err := newInternet(t.world(), certificate)
	if err != nil {
		return nil, err
	}
	proxy := httptest.NewServer(world)
	gcloud := httptest.NewServer(http.HandlerFunc(t.gcloud))
	stop = func() {
		t.platform.stop("")
		for _, s := range []*httptest.Server{project, objects, proxy, gcloud} {
			s.CloseClientConnections()
			s.Close()
		}
		_ = errors.Join(t.bucket.Close(), t.google.calendar.Close()) // both go with the folder
	}
	credentials := filepath.Join(t.Dir, "credentials.json")
	// What a function asks for on behalf of the platform: a token of its account, by whose name nobody decides anything
	// here.
	nobody := `{"type": "authorized_user", "client_id": "nobody", "client_secret": "none", "refresh_token": "none"}`
	if err := os.WriteFile(credentials, []byte(nobody), 0o600); err != nil {
		return stop, err
	}
	t.platform.env = []string{
		"FIRESTORE_EMULATOR_HOST=" + t.Firestore, "STORAGE_EMULATOR_HOST=" + strings.TrimPrefix(objects.URL, "http://"),
		"GOOGLE_APPLICATION_CREDENTIALS=" + credentials, "HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + certificate,
	}
	t.env = slices.Concat(os.Environ(), emptyproject.Environment(project.URL), []string{
		"PATH=" + filepath.Join(t.Dir, "bin") + ":" + os.Getenv("PATH"), "KURSBUCH_GCLOUD=" + gcloud.URL,
		"FIRESTORE_EMULATOR_HOST=" + t.Firestore, "HTTPS_PROXY=" + proxy.URL, "CURL_CA_BUNDLE=" + certificate,
		"NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1", "GOPROXY=off",
		"TF_IN_AUTOMATION=1", "TF_INPUT=0", "TF_CLI_ARGS=-no-color", "TF_CLI_ARGS_apply=-auto-approve",
		"TF_VAR_settle_seconds=0",
	})
	return stop, t.furnish()
}

// world is all hosts: those of functions, those of Google.
func (t *tour) world() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.Host, "-"+t.id+".cloudfunctions.net") || runs.MatchString(r.Host) {
			t.platform.ServeHTTP(w, r)
			return
		}
		t.google.ServeHTTP(w, r)
	})
}

// furnish makes the folder look like that of the module, with gcloud and tofu on the path.
func (t *tour) furnish() error {
	for _, name := range []string{"functions", "shared", "scripts", "go.mod", "go.sum"} {
		if err := os.Symlink(filepath.Join(t.Root, name), filepath.Join(t.Dir, name)); err != nil {
			return err
		}
	}
	all, err := files()
	if err != nil {
		return err
	}
	// The one of that name here is a script, which would call itself.
	first, err := exec.LookPath(t.Terraform[0])
	if err != nil {
		return err
	}
	var command []string
	for _, word := range append([]string{first}, t.Terraform[1:]...) {
		if strings.HasPrefix(word, "../") {
			word = filepath.Join(t.Root, word)
		}
		command = append(command, "'"+strings.ReplaceAll(word, "'", `'\''`)+"'")
	}
	// The state is not in a bucket here.
	all["bin/tofu"] = fmt.Appendf(nil, "#!/bin/sh\nfor argument; do\n  shift\n  case \"$argument\" in "+
		"-backend-config=*) ;; "+
		"*) set -- \"$@\" \"$argument\" ;; esac\ndone\nexec %s \"$@\"\n", strings.Join(command, " "))
	all["bin/gcloud"] = []byte(gcloudScript)
	all["terraform/provider_override.tf"] = []byte("provider \"google\" {\n  batching {\n    send_after = \"50ms\"\n  " +
		"}\n}\n")
	for name, content := range all {
		file := filepath.Join(t.Dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, content, 0o700)); err != nil {
			return err
		}
	}
	return nil
}
