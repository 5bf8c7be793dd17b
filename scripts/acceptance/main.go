// Command acceptance asks Google, on a real tenant, what its documents leave open.
//
//	go run ./scripts/acceptance -subject kalender@firma.example -account calendarsync@PROJECT.iam.gserviceaccount.com \
//		-guest anna@firma.example -outside jemand@example.org
//
// It takes half an hour: two minutes for what it checks by itself, the rest for what only people can see. Whoever runs
// it needs the mailboxes and calendars of guest (in the organisation) and outside (at Google, not in the organisation,
// without earlier contact) at hand. Enter skips a question; with </dev/null nobody is asked anything.
//
// Before the first run:
//
//  1. In the project, Calendar API and IAM Service Account Credentials API are on; terraform apply does that.
//  2. gcloud auth application-default login, as somebody with roles/iam.serviceAccountTokenCreator on the service
//     account.
//  3. In the admin console, Security, API controls, Domain-wide delegation: the client ID of the service account with
//     the two scopes of package gcal (terraform output calendar_client_id, calendar_scopes). It may take a day until
//     that holds.
//  4. subject is a licensed user of the organisation, the one who is to own the master calendar.
//
// It works on a calendar of its own, which it removes at the end, also after Ctrl-C; -keep leaves it for looking into.
// The scopes do not let it see any other. It invites guest and outside to about ten entries of tomorrow, and mails them
// about three of them. What it does not try, as that would do harm: how many guests may be invited until Google
// refuses.
//
// The protocol is on the terminal, then in acceptance-DATE.md, and for programs in acceptance-DATE.json. It names the
// mail addresses. Each question says what of ours relies on the answer; each answer that was not expected says what to
// do.
//
// Exit status: 0 all that was answered is as expected, or -h; 1 something is not, or it was interrupted; 2 anything
// else.
//
// With -endpoint URL it asks another server of the Calendar API v3, without credentials: for trying out the command.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/mail"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	c := command{out: os.Stdout, errs: os.Stderr, human: terminal(os.Stdin, os.Stdout), now: time.Now,
		patience: 2 * time.Second}
	os.Exit(c.run(ctx, os.Args[1:]))
}

// The exit statuses.
const (
	exitExpected = iota
	exitDifferent
	exitFailed
)

// options are what the command line says.
type options struct {
	subject, account, guest, outside string
	endpoint, region, folder         string
	keep                             bool
}

// project is that of the service account.
func (o options) project() string {
	_, host, _ := strings.Cut(o.account, "@")
	if project, ok := strings.CutSuffix(host, ".iam.gserviceaccount.com"); ok {
		return project
	}
	return "PROJECT"
}

// command is the script with the world around it.
type command struct {
	options
	out, errs io.Writer
	human     human
	now       func() time.Time
	// patience is the pause before looking again for what should be there.
	patience time.Duration
}

func (c *command) run(ctx context.Context, args []string) int {
	switch err := c.parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitExpected
	case errors.Is(err, errUsage):
		return exitFailed
	case err != nil:
		fmt.Fprintln(c.errs, "acceptance:", err)
		return exitFailed
	}
	s, err := c.open(ctx)
	if err != nil {
		fmt.Fprintln(c.errs, "acceptance:", err)
		return exitFailed
	}
	p := s.carryOut(ctx, questions())
	files, err := p.save(c.folder)
	if err != nil {
		fmt.Fprintln(c.errs, "acceptance:", err)
		return exitFailed
	}
	p.conclude(c.out, files)
	if p.Interrupted || p.count(different) > 0 {
		return exitDifferent
	}
	return exitExpected
}

// errUsage: it is printed what the command line may be.
var errUsage = errors.New("usage")

func (c *command) parse(args []string) error {
	flags := flag.NewFlagSet("acceptance", flag.ContinueOnError)
	flags.SetOutput(c.errs)
	flags.Usage = func() {
		fmt.Fprintln(c.errs, "Usage: acceptance -subject MAIL -account MAIL -guest MAIL -outside MAIL [options]")
		flags.PrintDefaults()
	}
	flags.StringVar(&c.subject, "subject", "", "`mail` of the user who is to own the calendar")
	flags.StringVar(&c.account, "account", "", "`mail` of the service account that acts for them")
	flags.StringVar(&c.guest, "guest", "", "`mail` of somebody in the organisation")
	flags.StringVar(&c.outside, "outside", "", "`mail` of somebody at Google who is not in the organisation")
	flags.StringVar(&c.endpoint, "endpoint", "", "`URL` of another server of the Calendar API v3, for trying out")
	flags.StringVar(&c.region, "region", "europe-west3",
		"Google Cloud `region` of the deployment, for the commands that are shown")
	flags.StringVar(&c.folder, "out", ".", "`folder` for the protocol")
	flags.BoolVar(&c.keep, "keep", false, "leave the calendar")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return errUsage
	}
	if flags.NArg() > 0 {
		flags.Usage()
		return errUsage
	}
	return c.checkPeople()
}

// checkPeople says all at once what is wrong with those named.
func (c *command) checkPeople() error {
	var wrong []error
	for _, who := range []struct {
		flag     string
		mail     *string
		optional bool
	}{{"-subject", &c.subject, false}, {"-account", &c.account, c.endpoint != ""}, {"-guest", &c.guest, false},
		{"-outside", &c.outside, false}} {
		*who.mail = strings.ToLower(*who.mail)
		if address, err := mail.ParseAddress(*who.mail); (err != nil || address.Address != *who.mail) &&
			!(who.optional && *who.mail == "") {
			wrong = append(wrong, fmt.Errorf("%s: %q is no mail address", who.flag, *who.mail))
		}
	}
	if len(wrong) == 0 && (c.guest == c.outside || c.guest == c.subject || c.outside == c.subject) {
		wrong = append(wrong, errors.New("-subject, -guest and -outside are to be three different people"))
	}
	return errors.Join(wrong...)
}
