// Package tour runs what the README says about Google Cloud, command by command: from an empty project to the first
// confirmed import, to somebody signed in to the console, to the first appointment in a calendar.
//
//	on Google Cloud        here
//	the project            scripts/check/emptyproject, with the real provider
//	gcloud                 a script that has done what the command would leave behind
//	functions              processes, built of the deployed packages as Google builds them, in their deployed environment
//	who may call them      the policies that Terraform has made
//	other hosts of Google  a proxy at which all of them are one handler, with certificates that are believed here
//	Firestore, Storage     their emulators
//
// Nothing of the deployment and no function is another than it would be there. What it does not prove is what the
// stand-ins assume, each in its documentation.
package tour

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"kursbuch.internal/scripts/check/emptyproject"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/bucket"
	"kursbuch.internal/shared/local/calendar/pages"
	"kursbuch.internal/shared/sample"
)

// Config is where the tour takes place.
type Config struct {
	// Root is the folder of the module.
	Root string
	// Dir is an empty folder but for terraform, a copy of that of the module with a backend that is local.
	Dir string
	// Terraform is the command.
	Terraform []string
	// Firestore is the host of an emulator.
	Firestore string
	Out       io.Writer
}

// tour is one under way.
type tour struct {
	Config
	id        string // of the project
	project   *emptyproject.Project
	projectAt string // where the project is served
	google    *google
	platform  *platform
	bucket    *bucket.Bucket
	env       []string
	settings  string // the exports of the README
	// account is who gcloud acts as; signedIn are all that it knows.
	account  string
	signedIn []string
	failed   error // of what went wrong beside the commands
}

// Run takes the tour.
func Run(ctx context.Context, c Config) error {
	t := &tour{Config: c, id: "kursbuch-" + strings.ToLower(rand.Text()[:8])}
	text, err := os.ReadFile(filepath.Join(c.Root, "README.md"))
	if err != nil {
		return err
	}
	book, err := read(string(text))
	if err != nil {
		return err
	}
	t.settings = strings.Replace(book.settings, "PROJECT="+book.project, "PROJECT="+t.id, 1)
	stop, err := t.open()
	if err != nil {
		return err
	}
	defer stop()
	if err := t.take(ctx, book); err != nil {
		return errors.Join(fmt.Errorf("%w\n%s", err, t.platform.logs()), t.failed)
	}
	return t.failed
}

// take runs the commands.
func (t *tour) take(ctx context.Context, book book) error {
	var said string
	for _, command := range book.commands {
		command, err := decision(command, said)
		if err != nil {
			return err
		}
		if said, err = t.run(ctx, command); err != nil {
			return err
		}
	}
	if !strings.Contains(said, `"status": "committed"`) {
		return fmt.Errorf("the import is not confirmed:\n%s", said)
	}
	fmt.Fprintln(t.Out, "the first import is confirmed")
	if err := t.openConsole(ctx, book.console); err != nil {
		return err
	}
	if err := t.follow(ctx, book.calendar); err != nil {
		return err
	}
	said, err := t.run(ctx, `kursbuch -X POST "$(tofu -chdir=terraform output -raw calendarsync_url)"`)
	if err != nil || !strings.Contains(said, `"outcome": "done"`) {
		return fmt.Errorf("the sync: %w\n%s", err, said)
	}
	w := httptest.NewRecorder()
	shown := pages.New(t.google.calendar, time.Now)
	shown.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/calendar/person/"+guest, nil))
	if !strings.Contains(w.Body.String(), appointment) {
		return fmt.Errorf("%s has no appointment:\n%s\n%s", guest, said, w.Body)
	}
	fmt.Fprintln(t.Out, "the first appointment is in a calendar")
	return nil
}

// follow runs commands that change what is deployed.
func (t *tour) follow(ctx context.Context, commands []string) error {
	for _, command := range commands {
		if strings.HasPrefix(command, "export ") {
			t.settings += "\n" + command
			continue
		}
		if _, err := t.run(ctx, command); err != nil {
			return err
		}
		t.platform.stop("") // what runs then is what was deployed by then
	}
	return nil
}

// openConsole opens the console, has the approver of the event sign in with Google, as a browser does.
func (t *tour) openConsole(ctx context.Context, commands []string) error {
	if err := t.follow(ctx, commands); err != nil {
		return err
	}
	t.google.visitor = t.account
	const browser = `curl -sSL -c jar -b jar "$(tofu -chdir=terraform output -raw console_url)%s"`
	for _, page := range []struct{ path, shows string }{{"", "/signin/begin"}, {"/signin/begin?issuer=0&back=/", title}} {
		said, err := t.run(ctx, fmt.Sprintf(browser, page.path))
		if err != nil || !strings.Contains(said, page.shows) {
			return fmt.Errorf("the console does not show %s: %w\n%s", page.shows, err, said)
		}
	}
	fmt.Fprintln(t.Out, "somebody has signed in to the console")
	return nil
}

// title is that of the event, which the approver sees on their first page.
const title = "PfingstAkademie 2027"

// Whom the README enters in the job calendar, and what a table says that person does.
const (
	guest       = "anna@example.org"
	appointment = "Kurse vorstellen"
)

// decision fills in what the last command has shown: which proposal there is; once it was opened, its token.
func decision(command, said string) (string, error) {
	const open, confirm = "?proposal=…", `{"proposal":"…","token":"…"`
	switch {
	case strings.Contains(command, open):
		var pending []struct{ ID string }
		if err := json.Unmarshal([]byte(said), &pending); err != nil || len(pending) != 1 {
			return "", fmt.Errorf("one proposal should be pending: %w\n%s", err, said)
		}
		return strings.Replace(command, open, "?proposal="+pending[0].ID, 1), nil
	case strings.Contains(command, confirm):
		var opened struct{ ID, Token string }
		if err := json.Unmarshal([]byte(said), &opened); err != nil || opened.Token == "" {
			return "", fmt.Errorf("a proposal should be open: %w\n%s", err, said)
		}
		return strings.Replace(command, confirm, fmt.Sprintf(`{"proposal":%q,"token":%q`, opened.ID, opened.Token), 1), nil
	}
	return command, nil
}

// run runs a command in a shell that knows the settings.
func (t *tour) run(ctx context.Context, command string) (said string, err error) {
	begin := time.Now()
	cmd := exec.CommandContext(ctx, "sh", "-ec", t.settings+"\n"+command)
	cmd.Dir, cmd.Env = t.Dir, t.env
	cmd.Stdin = strings.NewReader(clientSecret + "\n") // the only thing that somebody types
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", command, err, out, &errs)
	}
	fmt.Fprintf(t.Out, "%5.1fs %.100s\n", time.Since(begin).Seconds(), command)
	if strings.Contains(command, "scripts/package") {
		fmt.Fprint(t.Out, string(out)) // sizes, times to the first answer
	}
	return string(out), nil
}

// who reads the mail address out of an ID token that Cloud Run has verified.
func who(token string) string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1]) // what is no token names nobody
	var claims struct{ Email string }
	_ = json.Unmarshal(payload, &claims)
	return claims.Email
}

// book is what the README says.
type book struct {
	project, settings           string
	commands, console, calendar []string
}

var (
	shell   = regexp.MustCompile("(?s)```sh\n(.*?)```")
	project = regexp.MustCompile(`PROJECT=([a-z0-9-]+)`)
)

// read finds the commands of the section on Google Cloud: those of its first block are settings, of its second the ten.
func read(readme string) (book, error) {
	_, section, _ := strings.Cut(readme, "\n## On Google Cloud\n")
	section, _, _ = strings.Cut(section, "\n## ")
	below := func(heading string) []string {
		_, rest, _ := strings.Cut(section, "\n### "+heading+"\n")
		rest, _, _ = strings.Cut(rest, "\n### ")
		if m := shell.FindStringSubmatch(rest); m != nil {
			return lines(m[1])
		}
		return nil
	}
	blocks := shell.FindAllStringSubmatch(section, 2)
	b := book{console: below("The console"), calendar: below("The calendar")}
	if len(blocks) < 2 || b.console == nil || b.calendar == nil {
		return book{}, errors.New("README.md: the section on Google Cloud has not the blocks that it had")
	}
	b.settings, b.commands = blocks[0][1], lines(blocks[1][1])
	if m := project.FindStringSubmatch(b.settings); m != nil {
		b.project = m[1]
	}
	if len(b.commands) != 11 || b.project == "" {
		return book{}, fmt.Errorf("README.md: it says eleven commands, and has %d", len(b.commands))
	}
	return b, nil
}

func lines(text string) (all []string) {
	for line := range strings.Lines(text) {
		all = append(all, strings.TrimSpace(line))
	}
	return all
}

// files are those that the commands name.
func files() (map[string][]byte, error) {
	var export bytes.Buffer
	if err := event.Write(&export, sample.PfingstAkademie()); err != nil {
		return nil, err
	}
	day := time.Now().AddDate(0, 0, 3).Format("02.01.2006")
	table := "Bezeichnung;Datum;UhrzeitVon;UhrzeitBis;Personen;ID_STRING\n" + appointment + ";" + day +
		";19:00;20:30;AW;A1\n"
	return map[string][]byte{
		"export.json": export.Bytes(), "import.json": sample.Imports()[6].Content, "appointments.csv": []byte(table),
	}, nil
}
